import type { Reason, Significance } from '../domain/change.ts';
import { significances } from '../domain/change.ts';
import type { Clause, Topic } from '../domain/clause.ts';
import type { Bilingual } from '../domain/language.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Leaning } from './leaning.ts';
import { shortened, valueFor } from './headline-words.ts';
import type { PlacedFactChange } from './judge-facts.ts';
import type { Vocabulary } from './lexicon/all.ts';
import type { NormChange } from './norms.ts';
import { normsIn } from './norms.ts';
import type { JudgeContext, Pairing } from './pairing.ts';
import type { ScaleChange } from './scale-changes.ts';
import type { Wording } from './significance-wording.ts';

/** One rule's verdict on a change. */
export interface Finding {
  readonly significance: Significance;
  readonly leaning: Leaning;
  /** How much it counts when findings lean different ways, and which reason stands first. */
  readonly weight: number;
  readonly reason: Reason;
  /** The fact that it rests on, where it rests on one. */
  readonly fact?: PlacedFactChange;
  /** The words around a decisive word, on the side that has it. */
  readonly around?: string;
  /** What the decisive word took the place of, or gave way to: both in few words. */
  readonly swap?: { readonly from: string; readonly to: string };
}

/** All that the rules look at. */
export interface Matter {
  readonly pairing: Pairing;
  readonly context: JudgeContext;
  readonly vocabulary: Vocabulary;
  readonly wording: Wording;
  readonly facts: readonly PlacedFactChange[];
  readonly norms: readonly NormChange[];
  /** The practices that were turned around or widened. */
  readonly scales: readonly ScaleChange[];
  /** What the change is about, the main topic first. */
  readonly topics: readonly Topic[];
}

/** Statements of fewer content words than this say nothing of their own. */
export const statementWords = 3;

/** More unpaired content words than this are news, not another way to say the same. */
export const imbalance = 4;

/** A clause with more edits than this is judged by the first of them and by the whole. */
export const mostEdits = 120;

/** From this many edited words a clause is rewritten, and single small words in it prove little. */
export const rewritten = 14;

export const finding = (rule: string, significance: Significance, leaning: Leaning, weight: number, text: Bilingual, fact?: PlacedFactChange): Finding => ({
  significance, leaning, weight, reason: { rule, text }, ...(fact === undefined ? {} : { fact }),
});

export const turn = (leaning: Leaning): Leaning => (leaning === 0 ? 0 : leaning === 1 ? -1 : 1);

export const both = (text: string): Bilingual => ({ nl: text, en: text });

export const quoted = (text: string): string => `"${shortened(text, 80)}"`;

const said = (change: PlacedFactChange, reader: 'nl' | 'en'): readonly [old: string | null, now: string | null] => [
  change.old === null ? null : valueFor(change.type, change.old, reader),
  change.new === null ? null : valueFor(change.type, change.new, reader),
];

/** "term lengthened: 1 week → 1 month", "party added: X". */
export function factText(change: PlacedFactChange, subject: Bilingual, changed: Bilingual): Bilingual {
  const line = (reader: 'nl' | 'en'): string => {
    const [old, now] = said(change, reader);
    if (old === null) return `${subject[reader]} ${reader === 'nl' ? 'toegevoegd' : 'added'}: ${now ?? ''}`;
    if (now === null) return `${subject[reader]} ${reader === 'nl' ? 'verwijderd' : 'removed'}: ${old}`;
    return `${subject[reader]} ${changed[reader]}: ${old} → ${now}`;
  };
  return { nl: line('nl'), en: line('en') };
}

export const changed: Bilingual = { nl: 'gewijzigd', en: 'changed' };

const boldWhole = /^\s*(?:\*\*|__)[^*]{1,200}(?:\*\*|__)\s*$/u;

/** A heading by its markup, or a short bold line that ends like one. */
export const isHeading = (clause: Clause): boolean =>
  clause.kind === 'heading' || (clause.kind === 'paragraph' && clause.text.length <= 120 && !/[.;,!?]$/u.test(clause.text) && boldWhole.test(clause.markdown));

/** A table's row, by its markup or by the bars between its cells. */
export const isRow = (clause: Clause): boolean => clause.kind === 'table-row' || clause.text.split(' | ').length > 2;

/** The words right before a place, at most `reach` characters of them, from where its sentence or its part of one begins. */
export function leadOf(text: string, at: number, reach: number): string {
  const lead = text.slice(Math.max(0, at - reach), at);
  return lead.slice(Math.max(lead.lastIndexOf('. '), lead.lastIndexOf('; '), lead.lastIndexOf('\n')) + 1);
}

/** A short line without a verdict of its own: a label or an unmarked heading. */
export const isLabel = (clause: Clause, vocabulary: Vocabulary): boolean =>
  clause.kind === 'paragraph' && clause.text.length <= 60 && !/[.;!?]$/u.test(clause.text) && wordsOf(clause.text).length <= 7 && normsIn(clause.text, vocabulary).length === 0;

export const textOf = (clauses: readonly Clause[]): string => clauses.map((clause) => clause.text).join('\n');

export const emptyClause: Clause = { id: '', number: null, marker: '', path: [], kind: 'paragraph', level: 0, text: '', markdown: '', links: [], lines: [0, 0], cells: null, header: null, table: null, fingerprint: '' };

export const contentOf = (text: string, vocabulary: Vocabulary): number =>
  wordsOf(text).filter((word) => !vocabulary.small.has(word.lower) && !vocabulary.address.has(word.lower) && word.lower.length > 1).length;

export const explains = (text: string, vocabulary: Vocabulary): boolean => vocabulary.lists.explains.find(wordsOf(text)).length > 0;

const contactTopics: ReadonlySet<Topic> = new Set(['controller-contact']);

/** A short line that names a party or a place as part of an address block. */
export const addressLine = (matter: Matter): boolean => {
  const clauses = [...matter.pairing.old, ...matter.pairing.new];
  return clauses.length > 0 && clauses.every((clause) => clause.text.length <= 80 && clause.kind !== 'table-row' && wordsOf(clause.text).length <= 8 && normsIn(clause.text, matter.vocabulary).length === 0) && contactTopics.has(matter.topics[0] ?? 'other');
};

export const practical: ReadonlySet<Topic> = new Set(['data-categories', 'special-category', 'recipients', 'cookies-tracking', 'marketing-ads', 'automated-ai', 'data-source', 'purpose', 'retention', 'transfers']);

/** Topics on which a few added words are news. */
export const substantive: ReadonlySet<Topic> = new Set([
  'data-categories', 'special-category', 'data-source', 'recipients', 'authorities', 'transfers', 'retention', 'security-breach', 'rights', 'automated-ai', 'children-age', 'fees-renewal', 'liability', 'termination', 'law-disputes', 'marketing-ads',
  'cookies-tracking', 'choice-consent', 'processor-duties', 'content-ip', 'legal-basis', 'complaint', 'acceptable-use',
]);

/** A headline shows this many characters to either side of a decisive word. */
const aroundReach = 32;

/** @returns the sentence around a place as far as a headline shows it: whole words, an ellipsis where it goes on */
export function wordsAround(text: string, start: number, end: number): string {
  const [from, to] = [Math.max(0, start - aroundReach), Math.min(text.length, end + aroundReach)];
  const [before, after] = [text.slice(from, start), text.slice(end, to)];
  const broken = Math.max(before.lastIndexOf('. '), before.lastIndexOf('! '), before.lastIndexOf('? '), before.lastIndexOf('\n'));
  const head = broken >= 0 ? before.slice(broken + 1).trimStart() : from === 0 ? before : `…${before.replace(/^\S*\s/u, '')}`;
  const stop = /[.!?](?=\s|$)|\n/u.exec(after);
  const tail = stop !== null ? after.slice(0, stop.index) : to === text.length ? after : `${after.replace(/\s\S*$/u, '')}…`;
  return `${head}${text.slice(start, end)}${tail}`.replaceAll(/\s+/gu, ' ').trim();
}

/** @returns the highest of several significances */
export function highest(of: readonly Significance[]): Significance {
  return significances[Math.max(0, ...of.map((one) => significances.indexOf(one)))] ?? 'cosmetic';
}
