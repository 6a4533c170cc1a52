import type { Topic } from '../domain/clause.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { PlacedFactChange } from './judge-facts.ts';
import { durationDays } from './judge-values.ts';
import type { Leaning } from './leaning.ts';
import { flip, has, sign } from './leaning.ts';
import type { Vocabulary } from './lexicon/all.ts';
import { normsIn } from './norms.ts';

const keeping: ReadonlySet<Topic> = new Set(['retention', 'cookies-tracking', 'data-categories', 'recipients']);

/** Where a period stands in its sentence: UTF-16 offsets, end exclusive; at its start where it is not found. */
function placeIn(sentence: string, change: PlacedFactChange): { readonly start: number; readonly end: number } {
  const quote = (change.newFact ?? change.oldFact)?.quote ?? '';
  const start = Math.max(0, sentence.indexOf(quote));
  return { start, end: start + quote.length };
}

/** A word stands right behind a period within this many characters. */
const behindReach = 6;

/** Whether a period is the person's (to withdraw, to be told) or the company's (to answer, to repay): the nearest word before it tells, else the first after it. */
function ownerOfPeriod(change: PlacedFactChange, sentence: string, vocabulary: Vocabulary): 'person' | 'company' | null {
  const { start, end } = placeIn(sentence, change);
  const words = wordsOf(sentence);
  const found = (['grants', 'deadlines'] as const).flatMap((list) => vocabulary.lists[list].find(words).map((match) => ({ owner: list === 'grants' ? ('person' as const) : ('company' as const), start: words[match.from]?.start ?? 0 })));
  // "… inform you 30 days in advance": what stands right behind the period tells best.
  const right = found.find((one) => one.owner === 'person' && one.start >= end && one.start <= end + behindReach);
  if (right !== undefined) return 'person';
  const before = found.filter((one) => one.start < start).toSorted((one, other) => other.start - one.start)[0];
  const after = found.filter((one) => one.start >= start).toSorted((one, other) => one.start - other.start)[0];
  return (before ?? after)?.owner ?? null;
}

/** The word that makes a period a window stands this many characters before it at most. */
const windowReach = 16;

/** A period of notice says so right before or after it. */
const noticeReach = 28;

/** Whether a period is one of notice or of withdrawal, by the words right beside it. */
function noticed(change: PlacedFactChange, sentence: string, vocabulary: Vocabulary): boolean {
  const { start, end } = placeIn(sentence, change);
  return has('notice', sentence.slice(Math.max(0, start - noticeReach), end + noticeReach), vocabulary) > 0;
}

/** Whether a longer, a new or a dropped period protects or exposes the person. @param sentence the sentence it stands in */
export function leaningOfDuration(change: PlacedFactChange, sentence: string, topics: readonly Topic[], vocabulary: Vocabulary): Leaning {
  const [before, after] = [change.old === null ? null : durationDays(change.old), change.new === null ? null : durationDays(change.new)];
  const topic = topics[0] ?? 'other';
  const owner = ownerOfPeriod(change, sentence, vocabulary);
  // "The customer may object within 14 days": a window in which the person acts.
  const acts = owner === 'person' && topic !== 'retention' && normsIn(sentence, vocabulary).some((norm) => norm.kind === 'may' && norm.actor === 'person');
  const keeps = topics[0] !== undefined && keeping.has(topics[0]) && owner !== 'company' && !acts && (topic !== 'recipients' || !noticed(change, sentence, vocabulary));
  const persons = !keeps && owner === 'person';
  if (!keeps && vocabulary.lists.binds.find(wordsOf(sentence)).length > 0 && (topic === 'fees-renewal' || topic === 'termination') && has('mutual', sentence, vocabulary) === 0 && !noticed(change, sentence, vocabulary)) {
    // How long the person is bound: a longer term, or one where there was none.
    return sign((before ?? 0) - (after ?? 0));
  }
  if (topic === 'liability' || topic === 'termination') {
    // A longer look-back raises the ceiling; a longer notice protects only where the company must give it.
    const longer = sign((after ?? 0) - (before ?? 0));
    if (has('mutual', sentence, vocabulary) > 0) return 0;
    const { start } = placeIn(sentence, change);
    const lead = wordsOf(sentence.slice(Math.max(0, start - windowReach), start));
    if (topic === 'termination' && owner === 'person' && vocabulary.lists.window.find(lead).length > 0) return longer;
    // "You may close the account on giving us notice": who may act gives it.
    const persons = normsIn(sentence, vocabulary).some((norm) => (norm.kind === 'may' || norm.kind === 'duty') && norm.actor === 'person');
    const companys = topic === 'liability' || (!persons && vocabulary.lists.company.find(wordsOf(sentence)).length > 0);
    return companys ? longer : flip(longer);
  }
  if (before !== null && after !== null) {
    const longer = sign(after - before);
    // "Customer may audit on 30 days' notice": who may act must give the notice.
    // "Customer may object within 30 days": a window in which one may act.
    const { start } = placeIn(sentence, change);
    const windowed = vocabulary.lists.window.find(wordsOf(sentence.slice(Math.max(0, start - windowReach), start))).length > 0;
    if (topic === 'processor-duties' && normsIn(sentence, vocabulary).some((norm) => norm.kind === 'may')) return windowed ? longer : flip(longer);
    return persons ? longer : flip(longer);
  }
  if (keeps && topics[0] !== 'retention') return change.new === null ? 1 : -1;
  const limit = normsIn(sentence, vocabulary).some((norm) => norm.kind === 'at-most' || norm.kind === 'at-least');
  if (keeps && !limit && change.old === null && vocabulary.lists.thereafter.find(wordsOf(sentence)).length > 0) return -1;
  return change.new === null ? -1 : 1;
}
