import type { Topic } from '../domain/clause.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import { leaningOfDuration } from './direction-periods.ts';
import type { PlacedFactChange } from './judge-facts.ts';
import type { Leaning } from './leaning.ts';
import { flip, has, sign } from './leaning.ts';
import type { Vocabulary } from './lexicon/all.ts';
import type { Norm, NormChange } from './norms.ts';
import { negations, normsIn } from './norms.ts';

/** Sentences are read this far to either side; what is longer is no sentence. */
const longestSentence = 1200;

/** What ends a sentence; a cell of a row is one of its own. */
const sentenceEnds = ['. ', '! ', '? ', '\n', ' | '];

/** The sentence of a text around an offset. */
export function sentenceAt(whole: string, place: number): string {
  const from = Math.max(0, place - longestSentence);
  const text = whole.slice(from, place + longestSentence);
  const offset = place - from;
  const before = Math.max(...sentenceEnds.map((mark) => text.lastIndexOf(mark, Math.max(0, offset - 1))));
  const ends = sentenceEnds.map((mark) => text.indexOf(mark, offset)).filter((at) => at >= 0);
  return text.slice(before < 0 ? 0 : before + 1, ends.length === 0 ? text.length : Math.min(...ends) + 1);
}

/** What a new statement about a topic does, where its words do not tell: more use of data, or more protection. */
const usual: Readonly<Record<Topic, Leaning>> = {
  'intro-scope': 0, 'policy-change': 0, 'controller-contact': 0, 'data-categories': -1, 'special-category': -1, 'data-source': -1, purpose: -1, 'legal-basis': 0, 'choice-consent': 1,
  'cookies-tracking': -1, 'marketing-ads': -1, recipients: -1, authorities: -1, transfers: -1, retention: -1, 'security-breach': 1, rights: 1, complaint: 1, 'automated-ai': -1, 'children-age': 0,
  'acceptance-account': -1, 'service-availability': -1, 'fees-renewal': -1, 'acceptable-use': -1, 'content-ip': -1, liability: -1, termination: -1, 'law-disputes': -1, 'processor-duties': 1, other: -1,
};

/** A topic's usual leaning weighs as much as this many words. */
const usualWeight = 1;

/** Topics on which the words deal with the bargain rather than with data: a limit there limits the person. */
const bargain: ReadonlySet<Topic> = new Set(['fees-renewal', 'termination', 'law-disputes', 'liability', 'content-ip', 'acceptable-use', 'acceptance-account', 'service-availability', 'rights', 'complaint']);

/** What a rule on how to reach the company is about: what one reaches it for. */
const governing = (topics: readonly Topic[]): Topic => topics.find((topic) => topic !== 'controller-contact') ?? 'other';

/** The exposing and protecting words of a text, its norms left aside: what is done to the person's data, and what for them. */
export function valence(text: string, vocabulary: Vocabulary): { readonly exposes: number; readonly protects: number } {
  const norms = normsIn(text, vocabulary);
  const words = wordsOf(text);
  const free = (from: number, to: number): boolean => {
    const [start, end] = [words[from]?.start ?? 0, words[to - 1]?.end ?? 0];
    return !norms.some((norm) => norm.start < end && start < norm.end);
  };
  const count = (list: 'exposes' | 'protects'): number => vocabulary.lists[list].find(words).filter((match) => free(match.from, match.to)).length;
  return { exposes: count('exposes'), protects: count('protects') };
}

const humanly: ReadonlySet<Topic> = new Set(['automated-ai', 'rights', 'complaint']);

/** A person looks at what was decided: on these topics that is what the sentence gives. */
const decidedByPeople = (text: string, vocabulary: Vocabulary): boolean =>
  vocabulary.scales.find(wordsOf(text)).some((match) => match.value.scale === 'decider' && match.value.step === 0) && !normsIn(text, vocabulary).some((norm) => norm.kind === 'without');

/** Whether a statement, standing by itself, protects or exposes the person. */
export function leaningOfStatement(text: string, topic: Topic, vocabulary: Vocabulary): Leaning {
  // Of a language that is not read only the topic is known, if that.
  if (!vocabulary.read) return usual[topic];
  const norms = normsIn(text, vocabulary);
  const negated = norms.filter((norm) => negations.has(norm.kind)).length;
  const only = norms.some((norm) => norm.kind === 'only');
  const excepted = norms.find((norm) => norm.kind === 'except' && norm.start > 20);
  const { exposes, protects } = valence(excepted === undefined ? text : text.slice(0, excepted.start), vocabulary);
  // "We do not sell": a negation turns what exposes into protection; "you may not" is a duty of the person.
  const againstPerson = norms.some((norm) => (norm.kind === 'prohibition' || norm.kind === 'agree' || norm.kind === 'duty') && norm.actor === 'person');
  if (againstPerson) return -1;
  // "You may end the contract at any time": a sentence that is the person's alone is theirs.
  const personMay = norms.some((norm) => norm.kind === 'may' && norm.actor === 'person');
  if (personMay && negated === 0 && has('burdens', text, vocabulary) === 0 && vocabulary.lists.company.find(wordsOf(text)).length === 0) return 1;
  const companyNot = norms.some((norm) => negations.has(norm.kind) && norm.actor !== 'person') || norms.some((norm) => norm.kind === 'prohibition' && norm.actor === 'company');
  // What nobody may do before a court is the person's loss.
  if (negated > 0 && companyNot && exposes >= protects && topic !== 'law-disputes') return 1;
  let score = protects - exposes + usual[topic] * usualWeight;
  if (only && exposes > 0) score += 1.5;
  // What the person may do is theirs; what they do not get is not.
  if (personMay && norms.some((norm) => norm.kind === 'may' && norm.actor === 'person' && !norms.some((other) => negations.has(other.kind) && Math.abs(other.start - norm.end) < 12))) score += 1.5;
  if (norms.some((norm) => negations.has(norm.kind) && norm.actor === 'person')) score -= 2;
  if (norms.some((norm) => norm.kind === 'at-most')) score += topic === 'retention' ? 2 : 0.5;
  if (norms.some((norm) => norm.kind === 'consent')) score += 1;
  if (norms.some((norm) => norm.kind === 'discretion')) score -= 2;
  if (humanly.has(topic) && decidedByPeople(text, vocabulary)) score += 2;
  if (vocabulary.lists.guarantees.find(wordsOf(text)).length > 0) score += 2.5;
  if (norms.some((norm) => norm.kind === 'free')) score += 1;
  score -= 2 * has('burdens', text, vocabulary);
  if (protects > 0 && exposes === 0 && norms.some((norm) => norm.kind === 'promise' && norm.actor !== 'person')) score += 1;
  return sign(score);
}

/** Countries whose law gives what the GDPR gives, by ISO code. */
const european = new Set(['EU', 'EEA', 'AT', 'BE', 'BG', 'HR', 'CY', 'CZ', 'DK', 'EE', 'FI', 'FR', 'DE', 'GR', 'HU', 'IE', 'IT', 'LV', 'LT', 'LU', 'MT', 'NL', 'PL', 'PT', 'RO', 'SK', 'SI', 'ES', 'SE', 'IS', 'LI', 'NO']);
/** Countries with an adequacy decision of the European Commission that covers them whole (November 2026). */
const adequate = new Set(['GB', 'CH', 'AD', 'AR', 'FO', 'GG', 'IL', 'IM', 'JP', 'JE', 'NZ', 'UY', 'KR']);
const safety = (code: string): number => (european.has(code) ? 2 : adequate.has(code) ? 1 : 0);

const amount = (value: string | null): number => Number(value?.split(' ').at(-1) ?? 0);

/** An exception names what it excepts within this many characters. */
const exceptReach = 40;

/** Whether a fact's change protects or exposes the person. @param sentence the sentence it stands in, on the side that has it */
export function leaningOfFact(change: PlacedFactChange, sentence: string, topics: readonly Topic[], vocabulary: Vocabulary): Leaning {
  const appeared = change.old === null;
  const gone = change.new === null;
  const topic = topics[0] ?? 'other';
  switch (change.type) {
    case 'duration':
      return leaningOfDuration(change, sentence, topics, vocabulary);
    case 'age':
      return appeared ? 1 : gone ? -1 : sign(Number(change.new) - Number(change.old));
    case 'money':
    case 'percentage': {
      const favours = has('favours', sentence, vocabulary) > 0;
      const more = appeared ? 1 : gone ? -1 : sign(amount(change.new) - amount(change.old));
      return favours ? more : flip(more);
    }
    case 'country': {
      if (topic === 'intro-scope') return 0;
      if (bargain.has(topic)) return appeared ? 1 : gone ? -1 : 0;
      if (change.old !== null && change.new !== null) return sign(safety(change.new) - safety(change.old));
      const safe = safety(change.new ?? change.old ?? '') === 2;
      // One more country of the same law is another place, not less protection.
      return appeared ? (safe ? 0 : -1) : safe ? 0 : 1;
    }
    case 'party':
      if (!appeared && !gone) return 0;
      if (topics.includes('complaint')) return appeared ? 1 : -1;
      return topic === 'controller-contact' ? 0 : appeared ? -1 : 1;
    case 'legal-basis':
      if (change.new === 'consent') return 1;
      if (change.old === 'consent') return -1;
      return change.new === 'legitimate-interest' ? -1 : change.old === 'legitimate-interest' ? 1 : 0;
    case 'data-category': {
      const at = sentence.indexOf((change.newFact ?? change.oldFact)?.quote ?? '');
      const negated = normsIn(sentence, vocabulary).some((norm) => negations.has(norm.kind) || (norm.kind === 'except' && norm.end <= at && at - norm.end < exceptReach));
      const more = appeared ? -1 : gone ? 1 : 0;
      return topics[0] === 'rights' || topics[0] === 'retention' ? 0 : negated ? flip(more) : more;
    }
    case 'framework':
      return topic === 'security-breach' && (appeared || gone) ? (appeared ? 1 : -1) : 0;
    default:
      return 0;
  }
}

/** The verb that a modal or a negation governs follows within this many words. */
const actionReach = 14;

/** What is left out stands within this many words after "without". */
const withoutReach = 4;

/** Topics on which what is removed is part of the service or of what the person put there. */
const served: ReadonlySet<Topic> = new Set(['service-availability', 'acceptable-use', 'content-ip', 'policy-change']);

/** What a stronger form of the action in a sentence does to the person. */
function actionOf(sentence: string, topic: Topic, vocabulary: Vocabulary, near: string | null = null): Leaning {
  const at = near === null ? -1 : sentence.indexOf(near);
  if (near !== null && at >= 0) {
    const after = sentence.slice(at + near.length);
    const norms = normsIn(after, vocabulary);
    const words = wordsOf(after).slice(0, actionReach);
    const free = (from: number, to: number): boolean => !norms.some((norm) => norm.start < (words[to - 1]?.end ?? 0) && (words[from]?.start ?? 0) < norm.end);
    const first = (['favours', 'exposes', 'protects'] as const)
      .flatMap((list) => vocabulary.lists[list].find(words).filter((match) => free(match.from, match.to)).map((match) => ({ list, from: match.from })))
      .toSorted((one, other) => one.from - other.from)[0];
    // What is taken out of a service is lost to the person; what is deleted of their data protects them.
    if (first !== undefined && served.has(topic) && vocabulary.scales.find(words.slice(first.from)).some((match) => match.from === 0 && match.value.scale === 'keeping' && match.value.step === 0)) return -1;
    if (first !== undefined) return first.list === 'exposes' ? -1 : 1;
  }
  const { exposes, protects } = valence(sentence, vocabulary);
  if (exposes !== protects) return sign(protects - exposes);
  // In a bargain, what is said of the company's side is what the person gets.
  return bargain.has(topic) ? 1 : usual[topic] === 0 ? -1 : usual[topic];
}

/** A condition opens this many characters before the "not" in it at most. */
const awaitedReach = 40;

/** Whether a "not" stands within a condition, after the sentence has said what is done. */
function awaited(sentence: string, quote: string, vocabulary: Vocabulary): boolean {
  const at = sentence.lastIndexOf(quote);
  const opening = vocabulary.lists.ifs.find(wordsOf(sentence.slice(Math.max(0, at - awaitedReach), Math.max(0, at))));
  return opening.length > 0 && at > awaitedReach;
}

/** Whether gaining or losing a norm protects or exposes the person. @param all the norm changes of the whole clause */
export function leaningOfNorm(change: NormChange, sentence: string, topics: readonly Topic[], vocabulary: Vocabulary, all: readonly NormChange[]): Leaning {
  if (!vocabulary.read) return 0;
  const topic = topics[0] ?? 'other';
  const keeps = topics.includes('retention') && has('grants', sentence, vocabulary) === 0;
  const turned = (leaning: Leaning): Leaning => (change.op === 'gained' ? leaning : flip(leaning));
  const { norm }: { readonly norm: Norm } = change;
  const person = norm.actor === 'person';
  const other = (kind: NormChange['kind'], op: NormChange['op']): boolean => all.some((one) => one.kind === kind && one.op === op);
  switch (change.kind) {
    case 'duty':
      return turned(person || norm.actor === null ? -1 : 1);
    case 'prohibition':
      return turned(norm.actor === 'company' ? 1 : -1);
    case 'discretion':
      // "without giving reasons" is the freedom of whoever acts.
      return turned(person && vocabulary.lists.company.find(wordsOf(sentence)).length === 0 ? 1 : -1);
    case 'agree':
    case 'open-list':
    case 'working-days':
      return turned(-1);
    case 'only':
      // "not" → "only if": the lost negation says it all.
      if (all.some((one) => negations.has(one.kind) && one.op !== change.op)) return 0;
      return turned(bargain.has(governing(topics)) && !(norm.actor === 'company' && topic !== 'liability' && valence(sentence, vocabulary).exposes > 0) ? -1 : 1);
    case 'always':
      // "We may remove content at any time" is the company's freedom.
      if (normsIn(sentence, vocabulary).some((one) => one.kind === 'may' && one.actor === 'company')) return turned(-1);
      return turned(person && all.some((one) => one.kind === 'duty' && one.op === change.op) ? -1 : 1);
    case 'prompt':
      // What is done to the person at once is worse, what is done for them better.
      return turned((topic === 'termination' || topic === 'acceptable-use') && !person ? -1 : 1);
    case 'free':
    case 'consent':
      return turned(1);
    case 'opt-out':
      return turned(other('consent', change.op === 'gained' ? 'lost' : 'gained') || other('only', change.op === 'gained' ? 'lost' : 'gained') ? -1 : 1);
    case 'at-most':
      return turned(1);
    case 'at-least':
      return turned(keeps || other('at-most', change.op === 'gained' ? 'lost' : 'gained') ? -1 : 1);
    case 'hedge':
      // "mogelijk" before a breach widens what must be reported; before a right it weakens it.
      return turned(topic === 'security-breach' ? 1 : -1);
    case 'presumed':
      // Silence taken for agreement.
      return turned(-1);
    case 'effort':
      // Trying is less than doing, whoever must do it.
      return turned(person ? 1 : -1);
    case 'except':
    case 'condition':
      return turned(actionOf(sentence, topic, vocabulary) === -1 && !person ? 1 : -1);
    case 'promise':
    case 'may': {
      // "will not" → "may": the lost negation says it all.
      if (all.some((one) => negations.has(one.kind))) return 0;
      // Where a duty came or went beside it, the duty decides.
      if (change.kind === 'may' && all.some((one) => one.kind === 'duty' && one.norm.actor === 'person')) return 0;
      const action = actionOf(sentence, topic, vocabulary, norm.quote);
      const softened = change.kind === 'may' && other('promise', change.op === 'gained' ? 'lost' : 'gained');
      if (softened) return turned(flip(action));
      if (change.kind === 'may' && person) return turned(1);
      if (change.kind === 'may' && other('duty', change.op === 'gained' ? 'lost' : 'gained')) return turned(person ? 1 : -1);
      return turned(action);
    }
    case 'not':
    case 'never':
    case 'without': {
      // What the company answers for protects; what it does not answer for exposes.
      if (topic === 'liability') return turned(person ? 1 : -1);
      // "As long as you have not objected": what the company does rests on the person's silence.
      if (change.kind === 'not' && person && change.op === 'gained' && awaited(sentence, norm.quote, vocabulary) && valence(sentence, vocabulary).exposes > 0) return -1;
      const action = actionOf(sentence, topic, vocabulary, norm.quote);
      if (change.kind === 'without') {
        const next = wordsOf(sentence.slice(Math.max(0, sentence.indexOf(norm.quote)) + norm.quote.length)).slice(0, withoutReach);
        const alone = person && vocabulary.lists.company.find(wordsOf(sentence)).length === 0;
        if (vocabulary.lists.safeguards.find(next).length > 0) return turned(alone ? 1 : -1);
        return turned(person && action !== -1 ? 1 : flip(action));
      }
      return turned(person && action !== -1 ? -1 : flip(action));
    }
  }
}
