import type { FactChange } from '../domain/change.ts';
import type { Annotation, Fact, FactType } from '../domain/clause.ts';
import { factTypes } from '../domain/clause.ts';
import { sameness } from './judge-values.ts';
import type { JudgeContext, Pairing } from './pairing.ts';
import { factsAround, hidesAddress, joinedFacts, rawEdits } from './significance-wording.ts';

/** A fact change with where its sides stand, for rules and headlines. */
export interface PlacedFactChange extends FactChange {
  readonly oldFact: Fact | null;
  readonly newFact: Fact | null;
}

const named = (value: string): readonly string[] => sameness('party', value).split(' ');

/** "Leadinfo" beside "Leadinfo B.V." is the same company said shortly. */
const withoutShortNames = (facts: readonly Fact[]): readonly Fact[] => {
  const beginnings = new Set(
    facts.filter((fact) => fact.type === 'party').flatMap((fact) => {
      const words = named(fact.value);
      return words.slice(0, -1).map((_, index) => words.slice(0, index + 1).join(' '));
    }),
  );
  return facts.filter((fact) => fact.type !== 'party' || !beginnings.has(sameness('party', fact.value)));
};

const unique = (facts: readonly Fact[]): readonly Fact[] => {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const one = `${fact.type} ${sameness(fact.type, fact.value)}`;
    if (seen.has(one)) return false;
    seen.add(one);
    return true;
  });
};

/** A name that stands in so many clauses of both versions is no news in another one. */
const everywhereFrom = 4;

/** A first word that stands in this part of the clauses is the vendor's own name, whatever follows it. */
const ownShare = 0.2;

interface Lowered {
  readonly texts: readonly string[];
  /** In how many of them a name stands, of names that were asked for. */
  readonly counts: Map<string, number>;
}

const lowered = new WeakMap<JudgeContext['oldTree'], Lowered>();

function clausesWith(tree: JudgeContext['oldTree'], name: string): number {
  const { texts, counts } = lowered.get(tree) ?? { texts: tree.clauses.map((clause) => clause.text.toLowerCase()), counts: new Map<string, number>() };
  lowered.set(tree, { texts, counts });
  const count = counts.get(name) ?? texts.reduce((found, text) => found + (text.includes(name) ? 1 : 0), 0);
  counts.set(name, count);
  return count;
}

function everywhere(name: string, context: JudgeContext): boolean {
  const whole = name.toLowerCase();
  const first = sameness('party', name).split(' ')[0] ?? '';
  if (first.length < 2) return false;
  const fewest = (said: string): number => Math.min(clausesWith(context.oldTree, said), clausesWith(context.newTree, said));
  if (fewest(whole) >= everywhereFrom) return true;
  const size = Math.min(context.oldTree.clauses.length, context.newTree.clauses.length);
  return fewest(first) >= Math.max(everywhereFrom, size * ownShare);
}

const inPlaceTypes: ReadonlySet<FactType> = new Set(['party', 'duration', 'money', 'percentage', 'age', 'date', 'contact']);

const textOf = (clauses: Pairing['old']): string => clauses.map((clause) => clause.text).join('\n');

/** Where each place of the old text stands in the new text, for matching what replaced what. */
function placeIn(words: Pairing['words']): (oldAt: number) => number {
  const marks: (readonly [oldAt: number, newAt: number])[] = [];
  let [oldAt, newAt] = [0, 0];
  for (const run of words) {
    marks.push([oldAt, newAt]);
    if (run.op !== 'insert') oldAt += run.text.length;
    if (run.op !== 'delete') newAt += run.text.length;
  }
  return (place) => {
    let [low, high] = [0, marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((marks[middle]?.[0] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const best = marks[low - 1] ?? ([0, 0] as const);
    return best[1] + (place - best[0]);
  };
}

/** What replaced a value stands near it: this many characters in the new text. */
const nearby = 160;

/** A lost and a gained value of these types replace each other even where they stand further apart, if they are the only ones. */
const singular: ReadonlySet<FactType> = new Set(['date', 'age', 'duration', 'contact', 'framework', 'country']);

/** More values than this on a side are not set against each other one by one. */
const mostPaired = 60;

function pairUp(type: FactType, lost: readonly Fact[], gained: readonly Fact[], kept: number, words: Pairing['words']): readonly PlacedFactChange[] {
  const place = placeIn(words);
  const options = lost
    .slice(0, mostPaired)
    .flatMap((old, oldIndex) => gained.slice(0, mostPaired).map((now, newIndex) => ({ oldIndex, newIndex, apart: Math.abs(place(old.span[0]) - now.span[0]) })))
    .toSorted((one, other) => one.apart - other.apart || one.oldIndex - other.oldIndex || one.newIndex - other.newIndex);
  const matchOf = new Map<number, number>();
  const used = new Set<number>();
  const alone = lost.length === 1 && gained.length === 1;
  for (const option of options) {
    if (matchOf.has(option.oldIndex) || used.has(option.newIndex)) continue;
    const listed = type === 'legal-basis' && kept > 0;
    const reach = listed ? 0 : alone && (singular.has(type) || type === 'legal-basis') ? Number.POSITIVE_INFINITY : type === 'data-category' || type === 'url' ? 40 : nearby;
    if (option.apart > reach) continue;
    matchOf.set(option.oldIndex, option.newIndex);
    used.add(option.newIndex);
  }
  const changes: PlacedFactChange[] = lost.map((old, index) => {
    const match = matchOf.get(index);
    const now = match === undefined ? null : (gained[match] ?? null);
    return { type, old: old.value, new: now?.value ?? null, oldFact: old, newFact: now };
  });
  return [...changes, ...gained.filter((_, index) => !used.has(index)).map((now): PlacedFactChange => ({ type, old: null, new: now.value, oldFact: null, newFact: now }))];
}

/**
 * Values that an edit puts in another's place, though one of them stands elsewhere in the clause too: "on A … on A" →
 * "on A … on B" replaces A.
 */
function replacedInPlace(type: FactType, old: readonly Fact[], now: readonly Fact[], words: Pairing['words']): readonly PlacedFactChange[] {
  const [olds, news] = [old.filter((fact) => fact.type === type), now.filter((fact) => fact.type === type)];
  if (olds.length === 0 || news.length === 0) return [];
  return rawEdits(words).flatMap((edit): readonly PlacedFactChange[] => {
    if (edit.deleted.trim() === '' || edit.inserted.trim() === '') return [];
    const [before, after] = [factsAround(olds, edit.oldAt, edit.oldAt + edit.deleted.length), factsAround(news, edit.newAt, edit.newAt + edit.inserted.length)];
    const [from, to] = [before[0], after[0]];
    if (before.length !== 1 || after.length !== 1 || from === undefined || to === undefined || sameness(type, from.value) === sameness(type, to.value)) return [];
    return [{ type, old: from.value, new: to.value, oldFact: from, newFact: to }];
  });
}

/** A value that the unchanged words state too was not touched by the change. */
export function factChangesOf(pairing: Pairing, sides: { readonly old: readonly Annotation[]; readonly new: readonly Annotation[] }, context: JudgeContext): readonly PlacedFactChange[] {
  const [allOld, allNew] = [withoutShortNames(joinedFacts(pairing.old, sides.old)), withoutShortNames(joinedFacts(pairing.new, sides.new))];
  const [old, now] = [unique(allOld), unique(allNew)];
  const hidden = pairing.words.some((run) => run.op !== 'equal' && hidesAddress(run.text, 'a@b')) || hidesAddress(textOf(pairing.old), textOf(pairing.new)) || hidesAddress(textOf(pairing.new), textOf(pairing.old));
  return factTypes.flatMap((type) => {
    if (type === 'contact' && hidden) return [];
    const [before, after] = [old.filter((fact) => fact.type === type), now.filter((fact) => fact.type === type)];
    const values = (facts: readonly Fact[]): ReadonlySet<string> => new Set(facts.map((one) => sameness(type, one.value)));
    const [oldValues, newValues] = [values(before), values(after)];
    const lost = before.filter((fact) => !newValues.has(sameness(type, fact.value)));
    const gained = after.filter((fact) => !oldValues.has(sameness(type, fact.value)));
    const inPlace = inPlaceTypes.has(type) ? replacedInPlace(type, allOld, allNew, pairing.words).filter((change) => lost.some((fact) => fact.value === change.old) || gained.some((fact) => fact.value === change.new)) : [];
    const [oldLeft, newLeft] = [lost.filter((fact) => !inPlace.some((change) => change.old === fact.value)), gained.filter((fact) => !inPlace.some((change) => change.new === fact.value))];
    const distinct = inPlace.filter((change, index) => !inPlace.some((other, position) => position < index && other.old === change.old && other.new === change.new));
    const changes = [...distinct, ...pairUp(type, oldLeft, newLeft, before.length - lost.length, pairing.words)];
    if (type !== 'party') return changes;
    return changes.filter((change) => (change.old !== null && change.new !== null) || !everywhere(change.new ?? change.old ?? '', context));
  });
}
