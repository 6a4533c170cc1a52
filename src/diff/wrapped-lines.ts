import type { Clause } from '../domain/clause.ts';
import type { Group } from './parts.ts';
import { at, type Sides } from './sides.ts';
import { wordsOf } from './wording.ts';

/** A text whose lines have at most this many words in the middle of their order was broken into lines by its layout, as a PDF is. */
const wordsOfWrappedLine = 6;
/** Fewer lines are a list, a form or an address rather than a broken text. */
const linesOfWrappedText = 200;
/** Lines over which one statement is followed. */
const longestRun = 8;

/**
 * In a text broken into lines a statement that grew takes new lines: those after a reworded line that ends without a
 * stop belong to it (a split), and so do the lines that went where it shrank (a merge).
 */
export function joinWrappedLines(groups: readonly Group[], sides: Sides): readonly Group[] {
  if (!isWrapped(sides.old) || !isWrapped(sides.new)) return groups;
  const added = new Map(groups.flatMap((group) => (group.old.length === 0 ? group.new.map((index) => [index, group] as const) : [])));
  const removed = new Map(groups.flatMap((group) => (group.new.length === 0 ? group.old.map((index) => [index, group] as const) : [])));
  const taken = new Set<Group>();
  const run = (from: number, lone: ReadonlyMap<number, Group>, clauses: readonly Clause[]): readonly number[] => {
    const lines: number[] = [];
    for (let index = from; lines.length < longestRun; index++) {
      const [group, before, clause] = [lone.get(index), clauses[index - 1], clauses[index]];
      if (group === undefined || before === undefined || clause === undefined || endsStatement(before) || clause.marker !== '' || clause.kind === 'heading') break;
      lines.push(index);
    }
    return lines;
  };
  const joined = groups.map((group): Group => {
    const [oldIndex, newIndex] = [group.old[0], group.new[0]];
    if (oldIndex === undefined || newIndex === undefined || group.old.length + group.new.length > 2) return group;
    if (at(sides.oldSame, oldIndex) === at(sides.newSame, newIndex)) return group;
    const more = run(newIndex + 1, added, sides.new);
    const fewer = run(oldIndex + 1, removed, sides.old);
    if ((more.length === 0) === (fewer.length === 0)) return group;
    for (const index of more) taken.add(added.get(index) ?? group);
    for (const index of fewer) taken.add(removed.get(index) ?? group);
    return { old: [oldIndex, ...fewer], new: [newIndex, ...more] };
  });
  return joined.filter((group) => !taken.has(group));
}

function isWrapped(clauses: readonly Clause[]): boolean {
  if (clauses.length < linesOfWrappedText) return false;
  const counts = clauses.map((clause) => wordsOf(clause.text).length).toSorted((a, b) => a - b);
  return (counts[counts.length >> 1] ?? 0) <= wordsOfWrappedLine;
}

function endsStatement(clause: Clause): boolean {
  return /[.;!?]\s*$/u.test(clause.text);
}
