import type { Topic } from '../domain/clause.ts';
import type { Bilingual } from '../domain/language.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Leaning } from './leaning.ts';
import { leaningOfStatement, sentenceAt, valence } from './direction.ts';
import type { Vocabulary } from './lexicon/all.ts';
import type { ScaleName } from './lexicon/scales.ts';
import { changedRanges, negations, normsIn } from './norms.ts';
import type { ScaleChange } from './scale-changes.ts';
import { phrasesAt } from './scale-changes.ts';
import type { Finding, Matter } from './significance.ts';
import { finding, mostEdits, practical, rewritten, turn, wordsAround } from './significance.ts';

/** Scales whose steps widen a practice; on the others the first step is the opposite of the last. */
const widening: ReadonlySet<ScaleName> = new Set(['audience', 'territory', 'extent', 'identity', 'need', 'times']);

/** What these say is not turned around by a "not" beside them: "we do not share" → "we do not sell" promises less. */
const unturned: ReadonlySet<ScaleName> = new Set(['handing', 'need', 'extent', 'approval', 'cost', 'moment']);

/** Topics on which being included, switched on or let in is the person's gain. */
const gains: ReadonlySet<Topic> = new Set(['liability', 'fees-renewal', 'rights', 'service-availability', 'security-breach', 'processor-duties', 'termination', 'complaint', 'acceptance-account', 'children-age', 'law-disputes']);

/** Topics on which who may see what, and where, is about data. */
const aboutPlaces: ReadonlySet<Topic> = new Set(['fees-renewal', 'service-availability', 'law-disputes', 'liability', 'intro-scope', 'policy-change']);

/** Topics on which what lasts is the company's duty. */
const lasting: ReadonlySet<Topic> = new Set(['processor-duties', 'security-breach', 'rights']);

const negatedIn = (sentence: string, covered: string, vocabulary: Vocabulary): number =>
  normsIn(sentence, vocabulary).filter((norm) => negations.has(norm.kind) && !covered.includes(norm.quote)).length;

const has = (of: 'keeping', step: number, text: string, vocabulary: Vocabulary): boolean => vocabulary.scales.find(wordsOf(text)).some((match) => match.value.scale === of && match.value.step === step);

/** Whoever does a thing stands this many characters before its verb at most. */
const doerReach = 32;

/** Whether the person does what a word says, as in "if you enable it". */
function doneByPerson(sentence: string, quote: string, vocabulary: Vocabulary): boolean {
  const at = sentence.indexOf(quote);
  const lead = wordsOf(sentence.slice(Math.max(0, at - doerReach), Math.max(0, at)));
  const last = (list: 'person' | 'company'): number => vocabulary.lists[list].find(lead).at(-1)?.from ?? -1;
  return last('person') > last('company');
}

/** What a step further on its scale does to the person: −1 where it exposes, 1 where it protects, null where the scale says nothing here. */
function furtherLeans(scale: ScaleName, sentence: string, quote: string, { topics, vocabulary }: Matter): Leaning | null {
  const topic = topics[0] ?? 'other';
  const consents = normsIn(sentence, vocabulary).some((norm) => norm.kind === 'consent');
  switch (scale) {
    case 'switch':
      // "Unless you switch it off" → "only if you switch it on": where the person does it, on is their choice.
      if (doneByPerson(sentence, quote, vocabulary)) return 1;
      return gains.has(topic) ? 1 : -1;
    case 'portion': {
      if (topic !== 'fees-renewal') return null;
      const repaid = vocabulary.lists.favours.find(wordsOf(sentence)).length > 0 || vocabulary.scales.find(wordsOf(sentence)).some((match) => match.value.scale === 'refund');
      return repaid ? -1 : 1;
    }
    case 'fixity':
      return topic === 'fees-renewal' ? -1 : null;
    case 'inclusion':
      return gains.has(topic) ? 1 : -1;
    case 'extent': {
      if (topic === 'liability') return null;
      return leaningOfStatement(sentence, topic, vocabulary);
    }
    case 'audience':
    case 'territory':
      return aboutPlaces.has(topic) ? null : -1;
    case 'times':
      return topic === 'fees-renewal' && vocabulary.lists.favours.find(wordsOf(sentence)).length === 0 ? -1 : gains.has(topic) ? 1 : -1;
    case 'ownership':
      return topics.includes('content-ip') ? -1 : null;
    case 'renewal':
      // A duty of the company that outlasts the contract protects; a licence or a contract that does binds the person.
      return lasting.has(topic) && !topics.includes('content-ip') ? 1 : -1;
    case 'permanence':
      return has('keeping', 0, sentence, vocabulary) ? 1 : -1;
    case 'moment':
      if (topic === 'fees-renewal') return 1;
      return consents ? 1 : -1;
    case 'answer': {
      if (vocabulary.breadth.outsiders.find(wordsOf(sentence)).length > 0) return -1;
      const { exposes, protects } = valence(sentence, vocabulary);
      return gains.has(topic) || protects >= exposes ? 1 : -1;
    }
    case 'price':
      return vocabulary.lists.favours.find(wordsOf(sentence)).length > 0 ? 1 : -1;
    case 'cap':
      return topic === 'liability' ? -1 : null;
    case 'nexus': {
      if (topic !== 'liability') return null;
      // Who pays for a wider cause: the person who indemnifies, or the company that answers.
      const words = wordsOf(sentence);
      const first = (list: 'person' | 'company'): number => vocabulary.lists[list].find(words)[0]?.from ?? Number.POSITIVE_INFINITY;
      return first('person') < first('company') ? -1 : 1;
    }
    case 'hours':
      return topic === 'retention' ? null : -1;
    case 'standing':
      return normsIn(sentence, vocabulary).some((norm) => norm.kind === 'agree') ? -1 : null;
    default:
      return -1;
  }
}

const turnedAround: Bilingual = { nl: 'omgekeerd', en: 'turned around' };
const wider: Bilingual = { nl: 'ruimer', en: 'wider' };
const narrower: Bilingual = { nl: 'enger', en: 'narrower' };

const scaleWeight = 5;

/** A negation came or went beside the opposite word: "we do not refuse" → "we accept" says the same. */
export function saysTheSame(change: ScaleChange, matter: Pick<Matter, 'wording' | 'vocabulary'>): boolean {
  if (widening.has(change.scale) || unturned.has(change.scale)) return false;
  const [before, after] = [sentenceAt(matter.wording.oldText, change.from.start), sentenceAt(matter.wording.newText, change.to.start)];
  const count = (sentence: string, covered: string): number => negatedIn(sentence, covered, matter.vocabulary) % 2;
  return count(before, change.from.quote) !== count(after, change.to.quote);
}

/** @returns what turning a practice around, or widening it, amounts to */
export function scaleFindings(matter: Matter): readonly Finding[] {
  const { wording, vocabulary } = matter;
  return matter.scales.flatMap((change): readonly Finding[] => {
    const sentence = sentenceAt(wording.newText, change.to.start);
    const further = furtherLeans(change.scale, sentence, change.to.quote, matter);
    if (further === null) return [];
    const onward = change.to.step > change.from.step;
    const leaning = onward ? further : turn(further);
    const negated = !unturned.has(change.scale) && negatedIn(sentence, change.to.quote, vocabulary) % 2 === 1;
    const what = widening.has(change.scale) ? (onward ? wider : narrower) : turnedAround;
    const line = (reader: 'nl' | 'en'): string => `${what[reader]}: "${change.from.quote}" → "${change.to.quote}"`;
    const told = finding(`scale-${change.scale}`, 'material', negated ? turn(leaning) : leaning, scaleWeight, { nl: line('nl'), en: line('en') });
    return [{ ...told, around: wordsAround(wording.newText, change.to.start, change.to.end), swap: { from: change.from.quote, to: change.to.quote } }];
  });
}

/** The general names for data that touch what changed on a side. */
function generalNames(matter: Matter, op: 'delete' | 'insert'): readonly { readonly quote: string; readonly start: number; readonly end: number }[] {
  const text = op === 'delete' ? matter.wording.oldText : matter.wording.newText;
  const ranges = changedRanges(matter.pairing.words, op);
  return ranges
    .slice(0, mostEdits)
    .flatMap((range) => phrasesAt(matter.vocabulary.breadth.anyData, text, range))
    .map(({ start, end }) => ({ start, end, quote: text.slice(start, end) }))
    .toSorted((one, other) => other.quote.length - one.quote.length);
}

/** A name is denied right before it, within this many characters. */
const deniedReach = 8;

/** A name took another's place where both stand in one short edit, or in two that only a few words part. */
const fewWords = 6;
const fewLetters = 24;

/** Whether a general name on one side stands where the kinds of data stand on the other; `spans` are of the side that names them. */
function inOneEdit({ wording }: Matter, name: { readonly start: number; readonly end: number }, spans: readonly (readonly [number, number])[], widened: boolean): boolean {
  const edits = wording.edits.map((edit) => {
    const [old, now] = [{ start: edit.oldAt, end: edit.oldAt + edit.deleted.length }, { start: edit.newAt, end: edit.newAt + edit.inserted.length }];
    return { edit, names: widened ? now : old, kinds: widened ? old : now };
  });
  const holds = (range: { readonly start: number; readonly end: number }, start: number, end: number): boolean => range.start < end && start < range.end;
  const at = edits.findIndex((one) => holds(one.names, name.start, name.end));
  return [at, at + 1].some((index) => {
    const [first, second] = [edits[at], edits[index]];
    if (first === undefined || second === undefined || !spans.some(([start, end]) => holds(second.kinds, start, end))) return false;
    const apart = index === at ? 0 : second.edit.oldAt - (first.edit.oldAt + first.edit.deleted.length);
    const size = [first, second].flatMap((one) => [wordsOf(one.edit.deleted).length, wordsOf(one.edit.inserted).length]);
    return apart <= fewLetters && Math.max(...size) <= fewWords;
  });
}

/** @returns a kind of data that gave way to data in general, or the reverse; null where neither happened */
export function breadthFinding(matter: Matter): Finding | null {
  const kinds = matter.facts.filter((change) => change.type === 'data-category');
  // In a clause written anew, a name that is no longer there proves little.
  if (matter.wording.lost.length + matter.wording.gained.length > rewritten || kinds.length === 0 || matter.pairing.old.length === 0 || matter.pairing.new.length === 0) return null;
  const [gone, come] = [kinds.filter((change) => change.new === null), kinds.filter((change) => change.old === null)];
  const replaced = kinds.length - gone.length - come.length;
  const kept = gone.length > 0 ? gone.map((change) => change.oldFact) : come.map((change) => change.newFact);
  const [general] = generalNames(matter, gone.length > 0 ? 'insert' : 'delete').filter((name) => inOneEdit(matter, name, kept.flatMap((fact) => (fact === null ? [] : [fact.span])), gone.length > 0));
  if (general === undefined || replaced > 0 || (gone.length > 0 && come.length > 0)) return null;
  const kind = (gone[0] ?? come[0])?.old ?? come[0]?.new ?? '';
  // "No personal data" → "IP address": the name was denied, so that nothing was narrowed.
  const denied = normsIn((gone.length > 0 ? matter.wording.newText : matter.wording.oldText).slice(Math.max(0, general.start - deniedReach), general.start), matter.vocabulary).some((norm) => negations.has(norm.kind));
  if (denied) return null;
  // The general name stood beside the kind before: nothing took its place.
  if (generalNames(matter, gone.length > 0 ? 'delete' : 'insert').some((other) => other.quote.toLowerCase() === general.quote.toLowerCase())) return null;
  const topic = matter.topics[0] ?? 'other';
  const exposes = practical.has(topic) || leaningOfStatement(matter.wording.newText, topic, matter.vocabulary) <= 0;
  const widened = gone.length > 0;
  const [from, to] = widened ? [kind, general.quote] : [general.quote, kind];
  const leaning: Leaning = widened ? (exposes ? -1 : 1) : come.length > 1 ? 0 : exposes ? 1 : -1;
  const label = widened ? wider : narrower;
  const told = finding(widened ? 'data-widened' : 'data-narrowed', 'material', leaning, scaleWeight, { nl: `${label.nl}: "${from}" → "${to}"`, en: `${label.en}: "${from}" → "${to}"` });
  const around = widened ? wordsAround(matter.wording.newText, general.start, general.end) : undefined;
  return { ...told, ...(around === undefined ? {} : { around, swap: { from, to } }) };
}
