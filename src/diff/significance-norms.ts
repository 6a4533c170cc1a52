import type { Bilingual } from '../domain/language.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import { leaningOfNorm, sentenceAt } from './direction.ts';
import type { NormKind } from './lexicon/lexicon.ts';
import type { NormChange } from './norms.ts';
import { normsIn } from './norms.ts';
import type { Finding, Matter } from './significance.ts';
import { contentOf, finding, imbalance, mostEdits, practical, rewritten, wordsAround } from './significance.ts';
import { swapAt, touches } from './significance-wording.ts';

/** Where no more content words than this changed beside it, a bare "may" is the change. */
const softenedWords = 2;

/** A condition opens this many characters before its "not" at most. */
const conditionReach = 80;

/** Norms whose gain or loss is decisive by itself, and how much. */
const normWeight: Readonly<Partial<Record<NormKind, number>>> = {
  not: 5, never: 5, only: 5, except: 4, consent: 4, 'opt-out': 4, 'at-most': 4, 'at-least': 4, promise: 4, may: 3, duty: 4, prohibition: 5, agree: 4, 'working-days': 5, always: 3, hedge: 3, effort: 4, presumed: 5, condition: 3, without: 2, discretion: 4, free: 4, prompt: 2,
};

/** Words that soften, hurry or open a list count where little else changed. */
const slight: ReadonlySet<NormKind> = new Set(['hedge', 'effort', 'condition', 'without', 'prompt', 'always', 'may', 'promise', 'at-most', 'at-least', 'duty']);

/** Between a "not" and its "other than" stand no more words than this. */
const otherwiseReach = 5;
const limitReach = 80;

/** "Not … other than for" limits as "only for" does: whether a lost or gained "not" is followed by such a word. */
function limitsByNot({ norms, wording, vocabulary }: Matter): boolean {
  return norms.some((one) => {
    if (one.kind !== 'not') return false;
    const text = one.op === 'lost' ? wording.oldText : wording.newText;
    const after = wordsOf(text.slice(one.norm.end, one.norm.end + limitReach)).slice(0, otherwiseReach);
    return vocabulary.lists.otherwise.find(after).length > 0;
  });
}

/** Pairs that say the same the other way round: "zonder … niet" and "alleen met". */
function cancels(matter: Matter): boolean {
  const { norms, topics, wording, vocabulary } = matter;
  const kinds = (op: NormChange['op']): string => norms.filter((one) => one.op === op && one.kind !== 'may' && one.kind !== 'promise').map((one) => one.kind).toSorted().join('+');
  const [lost, gained] = [kinds('lost'), kinds('gained')];
  const same = (one: string, other: string): boolean => (lost === one && gained === other) || (lost === other && gained === one);
  const gainedText = wording.edits.map((edit) => edit.inserted).join(' … ');
  const lostText = wording.edits.map((edit) => edit.deleted).join(' … ');
  // "Without these cookies the site does not work" and "these cookies are needed for it to work".
  const needed = (text: string): boolean => vocabulary.scales.find(wordsOf(text)).some((match) => match.value.scale === 'need' && match.value.step === 0);
  if ((lost === 'not+without' && gained === '' && needed(gainedText)) || (gained === 'not+without' && lost === '' && needed(lostText))) return true;
  // "Nobody without permission" and "no unauthorised access".
  const unauthorised = (text: string): boolean => vocabulary.lists.unauthorised.find(wordsOf(text)).length > 0;
  const leave = (kinds: string): boolean => kinds === 'consent+without' || kinds === 'consent+not+without';
  if ((leave(lost) && unauthorised(gainedText)) || (leave(gained) && unauthorised(lostText))) return true;
  // "No longer than needed" and "only as long as needed".
  if (topics[0] === 'retention' && (same('not', 'only') || same('at-most', 'only') || same('at-most+not', 'only')) && needed(gainedText + lostText + wording.newText)) return true;
  if ((same('not', 'only') || same('except+not', 'only')) && limitsByNot(matter)) return true;
  // "Not well secured" → "insufficiently secured": the "not" moved into the word.
  const privative = (text: string): number => vocabulary.lists.privatives.find(wordsOf(text)).length;
  if ((same('not', '') || same('never', '')) && privative(gainedText) !== privative(lostText)) return true;
  return same('not+without', 'only') || same('except+not', 'only') || same('not+only', 'except') || same('at-most', 'not') || same('never', 'not') || same('free', 'without') || same('not+not', '') || same('duty', 'not+may') || same('prohibition', 'not');
}

/** From this many content words on either side, a condition was put in other words. */
const conditionWords = 2;

/** "If our answer does not satisfy you" → "in case of disagreement": the "not" went with the words of a condition, and turned nothing. */
function reconditioned(one: NormChange, { wording, vocabulary }: Matter): boolean {
  if (one.kind !== 'not') return false;
  const [text, at] = [one.op === 'lost' ? wording.oldText : wording.newText, one.norm.start];
  const before = text.slice(Math.max(0, at - conditionReach), at);
  const part = before.slice(Math.max(before.lastIndexOf(','), before.lastIndexOf('. '), before.lastIndexOf('? '), before.lastIndexOf('\n')) + 1);
  if (vocabulary.lists.ifs.find(wordsOf(part)).length === 0) return false;
  const edit = wording.edits.find((each) => touches(each, one.op, at, at + 1));
  return edit !== undefined && contentOf(edit.deleted, vocabulary) >= conditionWords && contentOf(edit.inserted, vocabulary) >= conditionWords;
}

/** @returns what gaining or losing norms amounts to */
export function normFindings(matter: Matter): readonly Finding[] {
  const { norms, wording, vocabulary, topics } = matter;
  if (norms.length === 0 || cancels(matter)) return [];
  const size = wording.lost.length + wording.gained.length;
  const opposed = (one: NormChange): boolean =>
    (one.kind === 'may' && norms.some((other) => (other.kind === 'promise' || other.kind === 'duty') && other.op !== one.op)) ||
    ((one.kind === 'promise' || one.kind === 'duty') && norms.some((other) => other.kind === 'may' && other.op !== one.op)) ||
    (one.kind === 'at-most' && norms.some((other) => other.kind === 'at-least' && other.op !== one.op)) ||
    (one.kind === 'at-least' && norms.some((other) => other.kind === 'at-most' && other.op !== one.op));
  return norms.slice(0, mostEdits).flatMap((one): readonly Finding[] => {
    const weight = normWeight[one.kind];
    if (weight === undefined) return [];
    const flips = opposed(one);
    // A verb of permission or promise comes and goes with every rewording; it counts where it turned into its opposite.
    // "You must choose a password" and "choose a password", "the processor ensures" and "the processor shall ensure" bind alike.
    const stated = one.kind === 'duty' && norms.length === 1 && (one.norm.actor === 'company' || size <= softenedWords);
    const bare = (one.kind === 'may' || one.kind === 'promise' || stated) && !flips;
    const softened = one.kind === 'may' && bare && (one.norm.actor === 'company' || (one.norm.actor === null && practical.has(topics[0] ?? 'other'))) && size <= softenedWords && norms.length === 1;
    if ((bare && !softened) || (slight.has(one.kind) && (!flips || size > imbalance * 3) && size > imbalance * 2)) return [];
    const text = one.op === 'lost' ? wording.oldText : wording.newText;
    const sentence = sentenceAt(text, one.norm.start);
    const leaning = leaningOfNorm(one, sentence, topics, vocabulary, norms);
    const verb: Bilingual = one.op === 'lost' ? { nl: 'verwijderd', en: 'removed' } : { nl: 'toegevoegd', en: 'added' };
    if (softened) {
      // "we delete" → "we may delete" takes a promise away; "we may share" → "we share" makes a practice of a possibility.
      const action = leaningOfNorm({ ...one, op: 'gained' }, sentence, topics, vocabulary, []);
      const tells = one.op === 'gained' ? action === 1 : action !== 0;
      return tells ? [finding('norm-may', 'material', one.op === 'gained' ? -1 : action, weight, { nl: `"${one.norm.quote}" ${verb.nl}`, en: `"${one.norm.quote}" ${verb.en}` })] : [];
    }
    // "Contact us at any time": where one asks, a softer word changes nothing that binds.
    const asides = (topics[0] === 'controller-contact' || topics[0] === 'other' || (topics[0] === 'complaint' && one.kind === 'always')) && slight.has(one.kind) && one.kind !== 'duty';
    const strong = !(size > rewritten && slight.has(one.kind)) && !asides && !reconditioned(one, matter);
    // In a clause written anew, single words weigh less than what it says as a whole.
    const share = size > rewritten ? 0.4 : 1;
    const told = finding(`norm-${one.kind}`, strong ? 'material' : 'minor', leaning, weight * share, { nl: `"${one.norm.quote}" ${verb.nl}`, en: `"${one.norm.quote}" ${verb.en}` });
    const edit = swapAt(wording.edits, one.op, one.norm.start);
    // Beside bare pronouns and articles the decisive word alone came or went.
    const other = one.op === 'lost' ? edit?.to : edit?.from;
    const swap = edit !== null && other !== undefined && (contentOf(other, vocabulary) > 0 || normsIn(other, vocabulary).length > 0) ? edit : null;
    return [{ ...told, around: wordsAround(text, one.norm.start, one.norm.end), ...(swap === null ? {} : { swap }) }];
  });
}
