import type { Significance } from '../domain/change.ts';
import type { IsoDate } from '../domain/instant.ts';
import type { RedlinePiece } from './redline.ts';

/** A stretch of a line; `source` holds a vendor's words or a name, as written. */
export type Span =
  | string
  | { readonly source: string }
  | { readonly strong: string }
  /** What somebody types: kept on one line. */
  | { readonly code: string }
  | { readonly link: string; readonly url: string | null };

/** Changes confirmed in one week, counted by the overall significance of each. */
export interface WeekCount {
  /** The week's Monday. */
  readonly monday: IsoDate;
  readonly material: number;
  readonly minor: number;
  readonly cosmetic: number;
}

/** What is said of one changed clause. */
export interface ChangePart {
  readonly part: 'change';
  readonly significance: Significance;
  /** Kind and direction: short, in words. */
  readonly badges: readonly string[];
  /** The headings above the clause and its number, outermost first. */
  readonly place: readonly string[];
  readonly headline: string;
  /** What a move or a new number says, in words. */
  readonly remarks: readonly string[];
  readonly redline: readonly RedlinePiece[];
  readonly reasons: readonly string[];
  readonly topics: string;
  /** BCP 47 of the clause's own words; null where it is not known. */
  readonly language: string | null;
}

/** A piece of a mail; the HTML and the plain text are both made from these, so that neither says more than the other. */
export type Part =
  | { readonly part: 'title'; readonly text: string; readonly over: string }
  | { readonly part: 'heading'; readonly text: string }
  | { readonly part: 'subheading'; readonly spans: readonly Span[] }
  | { readonly part: 'paragraph'; readonly spans: readonly Span[]; readonly tone: 'plain' | 'lead' | 'muted' }
  | { readonly part: 'list'; readonly items: readonly (readonly Span[])[] }
  | { readonly part: 'box'; readonly urgent: boolean; readonly lines: readonly (readonly Span[])[] }
  | { readonly part: 'quote'; readonly text: string }
  | { readonly part: 'button'; readonly url: string; readonly label: string }
  | { readonly part: 'redline-key' }
  | { readonly part: 'weeks'; readonly weeks: readonly WeekCount[]; readonly caption: string; readonly legend: string }
  | ChangePart;

export const paragraph = (...spans: readonly Span[]): Part => ({ part: 'paragraph', spans, tone: 'plain' });
export const lead = (...spans: readonly Span[]): Part => ({ part: 'paragraph', spans, tone: 'lead' });
export const muted = (...spans: readonly Span[]): Part => ({ part: 'paragraph', spans, tone: 'muted' });
/** Makes a heading: of the mail itself, or of a policy among several. */
export type MakeHeading = (text: string) => Part;

export const heading = (text: string): Part => ({ part: 'heading', text });
export const subheading: MakeHeading = (text) => ({ part: 'subheading', spans: [text] });
export const list = (items: readonly (readonly Span[])[]): Part => ({ part: 'list', items });
