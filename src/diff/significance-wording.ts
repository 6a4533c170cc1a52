import type { Annotation, Fact } from '../domain/clause.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Vocabulary } from './lexicon/all.ts';
import { sameness } from './judge-values.ts';
import type { JudgeContext, Pairing } from './pairing.ts';

/** What an edit does to the words, before anyone asks what it means. */
export type EditClass =
  /** Case, punctuation, spacing, or the same value written otherwise ("vier (4)", "U.S."). */
  | 'form'
  /** A spelling or inflection of the same word. */
  | 'spelling'
  /** Articles and connectives only. */
  | 'small'
  /** A form of address ("Sie" → "du"). */
  | 'tone'
  /** A term renamed throughout the document. */
  | 'rename'
  | 'substance';

export interface Edit {
  readonly class: EditClass;
  readonly deleted: string;
  readonly inserted: string;
  /** Where the edit stands: offsets in the old and in the new text. */
  readonly oldAt: number;
  readonly newAt: number;
}

export interface Wording {
  readonly oldText: string;
  readonly newText: string;
  readonly edits: readonly Edit[];
  /** Content words of the changed parts that the other side does not have at all. */
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  /** How many content words were struck or written, also where they only changed place or number. */
  readonly struck: number;
  readonly written: number;
}

const flat = (text: string): string => text === '' ? '' : text.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').normalize('NFD').replaceAll(/[^\p{L}\p{N}%€$£]+/gu, '');

/** Words that begin alike for this many letters are forms of one word. */
const stemLength = 6;
/** Doubled letters fall away, so that "bewaren" and "bewaard" meet. */
const stem = (word: string): string => undoubled(word).slice(0, word.length > stemLength ? stemLength - 1 : stemLength);

const surrogates = /[\uD800-\uDFFF]/u;

function undoubled(word: string): string {
  for (let index = 1; index < word.length; index += 1) {
    if (word.charCodeAt(index) === word.charCodeAt(index - 1)) return word.replaceAll(/(\p{L})\1/gu, '$1');
  }
  return surrogates.test(word) ? word.replaceAll(/(\p{L})\1/gu, '$1') : word;
}

/** Edit distance of two short words; two neighbouring letters that changed place count once. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  let above: readonly number[] = [];
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      const turned = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? (above[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost, turned));
    }
    above = row;
    row = next;
  }
  return row[other.length] ?? 0;
}

const longestVariant = 40;

/** Two spellings of a word: a quarter of its letters at most differ, and neither is a norm on its own. */
function variant(one: string, other: string, vocabulary: Vocabulary): boolean {
  if (one === other) return true;
  const longest = Math.max(one.length, other.length);
  if (longest > longestVariant || Math.min(one.length, other.length) < 4 || /\d/u.test(one + other)) return false;
  if (vocabulary.norms.find(wordsOf(`${one} ${other}`)).length > 0) return false;
  if (one[0] !== other[0]) return false;
  const close = distance(one, other) <= Math.max(1, Math.floor(longest / 4));
  const inflected = Math.min(one.length, other.length) >= 5 && one.slice(0, -2) === other.slice(0, one.length - 2) && Math.abs(one.length - other.length) <= 3;
  return close || inflected;
}

/** One word of a text written otherwise: the same, both small, or two spellings. */
const spelt = (one: string, other: string, vocabulary: Vocabulary): boolean => one === other || (vocabulary.small.has(one) && vocabulary.small.has(other)) || variant(one, other, vocabulary);

export interface RawEdit {
  readonly deleted: string;
  readonly inserted: string;
  readonly oldAt: number;
  readonly newAt: number;
}

const widened = (edit: RawEdit, deleted: string, inserted: string): RawEdit => ({ ...edit, deleted: edit.deleted + deleted, inserted: edit.inserted + inserted });

/** Struck and written runs next to each other are one edit; a space, mark or line break between them does not part them. */
export function rawEdits(words: Pairing['words']): readonly RawEdit[] {
  const edits: RawEdit[] = [];
  let [oldAt, newAt] = [0, 0];
  let open: RawEdit | null = null;
  for (const run of words) {
    if (run.op === 'equal') {
      if (open !== null && /[\p{L}\p{N}]/u.test(run.text)) {
        edits.push(open);
        open = null;
      } else if (open !== null) {
        open = widened(open, run.text, run.text);
      }
      oldAt += run.text.length;
      newAt += run.text.length;
      continue;
    }
    const edit: RawEdit = open ?? { deleted: '', inserted: '', oldAt, newAt };
    open = run.op === 'delete' ? widened(edit, run.text, '') : widened(edit, '', run.text);
    if (run.op === 'delete') oldAt += run.text.length;
    else newAt += run.text.length;
  }
  if (open !== null) edits.push(open);
  return edits;
}

/** @returns whether an edit touches a place of the side that lost or gained something; UTF-16 offsets, end exclusive */
export const touches = (edit: RawEdit, op: 'lost' | 'gained', start: number, end: number): boolean =>
  op === 'lost' ? edit.oldAt < end && start < edit.oldAt + edit.deleted.length : edit.newAt < end && start < edit.newAt + edit.inserted.length;

/** Of a replacement that a headline can name, each side has at most this many characters. */
const longestSwap = 32;

/** @returns the two sides of the edit that a place of one side stands in, where both are few words; null where one side is empty */
export function swapAt(edits: readonly Edit[], op: 'lost' | 'gained', at: number): { readonly from: string; readonly to: string } | null {
  const edit = edits.find((one) => touches(one, op, at, at + 1));
  const [from, to] = [edit?.deleted.trim() ?? '', edit?.inserted.trim() ?? ''];
  return from === '' || to === '' || from.length > longestSwap || to.length > longestSwap ? null : { from, to };
}

/** A replacement that stands in at least this many changes is a renamed term, not news in each of them. */
const renamedFrom = 3;

const renames = new WeakMap<JudgeContext['pairings'], ReadonlyMap<string, string>>();

const key = (text: string): string => wordsOf(text).map((word) => word.lower).join(' ');

/** @returns terms that the comparison replaces throughout, those without a norm in them: old term → new term */
function renamesIn(context: JudgeContext, vocabulary: Vocabulary): ReadonlyMap<string, string> {
  const known = renames.get(context.pairings);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const pairing of context.pairings) {
    if (pairing.old.length === 0 || pairing.new.length === 0) continue;
    const seen = new Set<string>();
    for (const edit of rawEdits(pairing.words)) {
      const [before, after] = [key(edit.deleted), key(edit.inserted)];
      if (before !== '' && after !== '' && before !== after && before.length <= 60 && after.length <= 60 && !/^[\d ]+$/u.test(before)) seen.add(`${before}\n${after}`);
    }
    for (const one of seen) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const often = [...counts].filter(([, count]) => count >= renamedFrom).map(([pair]) => pair.split('\n') as [string, string]);
  const terms = new Map([...new Map(often)].filter(([term, replacement]) => norms(`${term} ${replacement}`, vocabulary) === 0));
  renames.set(context.pairings, terms);
  return terms;
}

function isRename(edit: RawEdit, terms: ReadonlyMap<string, string>): boolean {
  if (terms.size === 0) return false;
  const [before, after] = [key(edit.deleted), key(edit.inserted)];
  for (const [term, replacement] of terms) {
    if (before === term && after === replacement) return true;
    const short = before.length <= term.length + 20 && after.length <= replacement.length + 25;
    if (short && before.includes(term) && after.includes(replacement)) return true;
  }
  return false;
}

const inside = (fact: Fact, start: number, end: number): boolean => fact.span[0] <= start && end <= fact.span[1] + 1;

/** What stands where a mail address was hidden from robots. */
const hiddenAddress = /\[?e-?mail\s?(?:&#160;)?protected\]?/iu;
const mailAddress = /[^\s@]{1,64}@/u;

/** A mail address hidden on one side, or shown again: the page's protection, not the policy. */
export const hidesAddress = (deleted: string, inserted: string): boolean =>
  (hiddenAddress.test(deleted) && mailAddress.test(inserted)) || (hiddenAddress.test(inserted) && mailAddress.test(deleted));

/** No fact's quote is longer than this. */
const longestQuote = 600;

/** @returns of facts in order of their start, those that touch the places from `start` to `end` */
export function factsAround(facts: readonly Fact[], start: number, end: number): readonly Fact[] {
  let [low, high] = [0, facts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((facts[middle]?.span[0] ?? 0) < start - longestQuote) low = middle + 1;
    else high = middle;
  }
  const found: Fact[] = [];
  for (let index = low; index < facts.length; index += 1) {
    const fact = facts[index];
    if (fact === undefined || fact.span[0] >= Math.max(end, start + 1)) break;
    if (start < fact.span[1]) found.push(fact);
  }
  return found;
}

/** The edit stays within a value that both sides state alike. */
function sameValue(edit: RawEdit, old: readonly Fact[], now: readonly Fact[]): boolean {
  const [oldTrim, newTrim] = [edit.deleted.trim(), edit.inserted.trim()];
  const oldStart = edit.oldAt + edit.deleted.indexOf(oldTrim);
  const newStart = edit.newAt + edit.inserted.indexOf(newTrim);
  const values = (facts: readonly Fact[], start: number, end: number): readonly string[] =>
    factsAround(facts, start, end).filter((fact) => fact.type !== 'url' && fact.type !== 'data-category' && fact.type !== 'legal-basis' && inside(fact, start, end)).map((fact) => `${fact.type} ${sameness(fact.type, fact.value)}`);
  const before = values(old, oldStart, oldStart + oldTrim.length);
  const after = values(now, newStart, newStart + newTrim.length);
  // A range states two values ("6 to 12 months"); all of them must be the same.
  return before.length > 0 && [...new Set(before)].toSorted().join() === [...new Set(after)].toSorted().join();
}

/** Annotations of several clauses, with their spans moved to the joined text. */
export function joinedFacts(clauses: Pairing['old'], annotations: readonly Annotation[]): readonly Fact[] {
  let offset = 0;
  return clauses.flatMap((clause, index) => {
    const start = offset;
    offset += clause.text.length + 1;
    return (annotations[index]?.facts ?? []).map((fact): Fact => ({ ...fact, span: [fact.span[0] + start, fact.span[1] + start] }));
  });
}

/** Leftovers of broken markup around a link, and addresses, which are compared as links. */
const withoutMarkup = (text: string): string => text.replaceAll(/\[?\\?\[?a ?href=?|https?:\/\/[^\s"\])]{1,500}|\[\/a\]/giu, '');

const articlesOnly = (text: string, vocabulary: Vocabulary): boolean => wordsOf(text).every((word) => vocabulary.small.has(word.lower));

const norms = (text: string, vocabulary: Vocabulary): number => vocabulary.norms.find(wordsOf(text)).length;

/** "30 dagen" and "30 werkdagen" are one value and two rules. */
const kindsOf = (text: string, vocabulary: Vocabulary): string => [...new Set(vocabulary.norms.find(wordsOf(text)).map((match) => match.value))].toSorted().join();

function classOf(edit: RawEdit, terms: ReadonlyMap<string, string>, vocabulary: Vocabulary, facts: { readonly old: readonly Fact[]; readonly new: readonly Fact[] }): EditClass {
  if (flat(edit.deleted) === flat(edit.inserted)) return 'form';
  if (hidesAddress(edit.deleted, edit.inserted)) return 'form';
  if (flat(withoutMarkup(edit.deleted)) === flat(withoutMarkup(edit.inserted))) return 'form';
  const replaced = edit.deleted.trim() !== '' && edit.inserted.trim() !== '';
  if (replaced && kindsOf(edit.deleted, vocabulary) === kindsOf(edit.inserted, vocabulary) && sameValue(edit, facts.old, facts.new)) return 'form';
  if (isRename(edit, terms)) return 'rename';
  const [before, after] = [wordsOf(edit.deleted), wordsOf(edit.inserted)];
  if (norms(`${edit.deleted} ${edit.inserted}`, vocabulary) === 0) {
    if (articlesOnly(edit.deleted, vocabulary) && articlesOnly(edit.inserted, vocabulary)) return 'small';
    const addressed = [...before, ...after].some((word) => vocabulary.address.has(word.lower));
    const rest = (side: typeof before): readonly string[] => side.map((word) => word.lower).filter((word) => !vocabulary.address.has(word) && !vocabulary.small.has(word));
    const [oldRest, newRest] = [rest(before), rest(after)];
    const paired = oldRest.length === newRest.length && oldRest.every((word, index) => variant(word, newRest[index] ?? '', vocabulary) || stem(word).slice(0, 4) === stem(newRest[index] ?? '').slice(0, 4));
    if (addressed && paired) return 'tone';
    const misspelt = before.length === after.length && before.length > 0 && before.every((word, index) => spelt(word.lower, after[index]?.lower ?? '', vocabulary));
    if (!addressed && misspelt) return 'spelling';
    if (!addressed && oldRest.length > 0 && oldRest.length === newRest.length && oldRest.every((word, index) => variant(word, newRest[index] ?? '', vocabulary))) return 'spelling';
  }
  return 'substance';
}

const stems = (text: string): ReadonlySet<string> => new Set(wordsOf(text).map((word) => stem(word.lower)));

/** Shorter words stand within too many others. */
const leastCore = 4;

/** More words than this are not held against each other one by one. */
const mostHeld = 40;

/** What a Dutch or German verb may begin with when it is written in one word. */
const particle = /^(?:aan|af|bij|door|mee|na|om|op|over|terug|toe|uit|voor|weg|samen|ab|an|auf|aus|bei|ein|fort|her|hin|mit|nach|vor|weiter|wieder|zu|zurück|zusammen|über|um)?(?:ge|te|zu)?$/u;

/** An ending that makes another form of the same word is no longer than this. */
const longestEnding = 2;

/** One word within the other: an ending, a participle, a verb whose first part stood apart ("geben … weiter", "weitergegeben"). */
function within(word: string, other: string): boolean {
  const [short, long] = word.length <= other.length ? [word, other] : [other, word];
  const at = short.length < leastCore ? -1 : long.indexOf(short);
  if (at < 0) return false;
  return at === 0 ? long.length - short.length <= longestEnding : at + short.length === long.length && particle.test(long.slice(0, at));
}

/** Whether the other side's changed words say a word in another form. */
const said = (word: string, others: readonly string[]): boolean => others.length <= mostHeld && !/\d/u.test(word) && others.some((other) => within(word, other));

/** Sets a pairing's two wordings against each other: its edits, each with its class, and the content gained and lost. */
export function wordingOf(pairing: Pairing, annotations: { readonly old: readonly Annotation[]; readonly new: readonly Annotation[] }, context: JudgeContext, vocabulary: Vocabulary): Wording {
  const facts = { old: joinedFacts(pairing.old, annotations.old), new: joinedFacts(pairing.new, annotations.new) };
  const terms = renamesIn(context, vocabulary);
  const oldText = pairing.words.filter((run) => run.op !== 'insert').map((run) => run.text).join('');
  const newText = pairing.words.filter((run) => run.op !== 'delete').map((run) => run.text).join('');
  const edits = rawEdits(pairing.words).map((edit): Edit => ({ ...edit, class: classOf(edit, terms, vocabulary, facts) }));
  const content = (text: string): readonly string[] =>
    wordsOf(text).filter((word) => !vocabulary.small.has(word.lower) && !vocabulary.address.has(word.lower) && (word.lower.length > 1 || /\d/u.test(word.lower)) && vocabulary.norms.find([word]).length === 0).map((word) => word.lower);
  const substance = edits.filter((edit) => edit.class === 'substance');
  const struck = substance.flatMap((edit) => content(edit.deleted));
  const written = substance.flatMap((edit) => content(edit.inserted));
  const [oldStems, newStems] = [stems(oldText), stems(newText)];
  return {
    oldText, newText, edits,
    lost: [...new Set(struck.filter((word) => !newStems.has(stem(word)) && !said(word, written)))],
    gained: [...new Set(written.filter((word) => !oldStems.has(stem(word)) && !said(word, struck)))],
    struck: struck.length, written: written.length,
  };
}
