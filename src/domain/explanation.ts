import type { Instant } from './instant.ts';
import type { Bilingual } from './language.ts';

/** A sentence that a language model wrote about a change, with the words of the policy that it rests on. */
export interface ExplainedSentence {
  readonly text: Bilingual;
  /** Stands literally in a clause of the change, but for spacing. */
  readonly quote: string;
  readonly side: 'old' | 'new' | 'both';
}

/** What a language model wrote about a change: kept beside what the rules found, never in its place. */
export interface Explanation {
  readonly model: string;
  readonly askedAt: Instant;
  readonly sentences: readonly ExplainedSentence[];
}

/** Stands wherever an explanation is shown. */
export const explanationLabel: Bilingual = {
  nl: 'Door een taalmodel geschreven; het oordeel hierboven berust op regels.',
  en: 'Written by a language model; the verdict above rests on rules.',
};
