import { createHash } from 'node:crypto';
import { diffWordsWithSpace } from 'diff';
import type { Change, Comparison, WordRun } from '../../src/domain/change.ts';
import type { Clause, ClauseTree } from '../../src/domain/clause.ts';
import type { BlockKind } from '../../src/domain/reading.ts';

interface Line {
  readonly kind: BlockKind;
  readonly level: number;
  readonly number: string | null;
  readonly text: string;
  readonly cells: readonly string[] | null;
}

function lineOf(line: string): Line {
  const heading = /^(#{1,3}) (?:(\d+)\. )?(.*)$/u.exec(line);
  if (heading !== null) return { kind: 'heading', level: heading[1]?.length ?? 1, number: heading[2] ?? null, text: heading[3] ?? '', cells: null };
  if (line.startsWith('| ')) {
    const cells = line.slice(2).split('|').map((cell) => cell.trim());
    return { kind: 'table-row', level: 0, number: null, text: cells.join(' | '), cells };
  }
  if (line.startsWith('- ')) return { kind: 'list-item', level: 1, number: '•', text: line.slice(2), cells: null };
  const numbered = /^(\d+\.\d+) (.*)$/u.exec(line);
  if (numbered !== null) return { kind: 'paragraph', level: 0, number: numbered[1] ?? null, text: numbered[2] ?? '', cells: null };
  return { kind: 'paragraph', level: 0, number: null, text: line, cells: null };
}

/** A clause tree of a text with a clause a line, without the rooms that read real pages. */
export function madeTree(text: string, language: string): ClauseTree {
  const path: string[] = [];
  let header: readonly string[] | null = null;
  const seen = new Map<string, number>();
  const clauses = text.split('\n').map((source, index): Clause => {
    const line = lineOf(source);
    if (line.kind === 'heading') path.splice(line.level - 1);
    if (line.kind === 'table-row') header ??= line.cells;
    const fingerprint = createHash('sha256').update(line.text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()).digest('hex').slice(0, 16);
    const count = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, count);
    const clause: Clause = {
      id: count === 1 ? fingerprint : `${fingerprint}-${count}`,
      number: line.number,
      marker: line.number === null ? '' : `${line.number} `,
      path: [...path],
      kind: line.kind,
      level: line.level,
      text: line.text,
      markdown: source,
      links: [],
      lines: [index + 1, index + 1],
      cells: line.cells,
      header: line.kind === 'table-row' ? header : null,
      table: line.kind === 'table-row' ? 0 : null,
      fingerprint,
    };
    if (line.kind === 'heading') path.push(line.number === null ? line.text : `${line.number}. ${line.text}`);
    return clause;
  });
  return { language, title: clauses[0]?.text ?? null, effectiveDate: null, updatedDate: null, clauses };
}

/** What a test says of a change; the clauses are found by a piece of their text. */
export interface MadeChange extends Pick<Change, 'kind' | 'significance' | 'direction' | 'topics' | 'headline'> {
  readonly old: string | null;
  readonly new: string | null;
  readonly facts?: Change['facts'];
  readonly reasons?: Change['reasons'];
}

export function madeWords(old: string, fresh: string): readonly WordRun[] {
  return diffWordsWithSpace(old, fresh).map((part): WordRun => ({ op: part.added ? 'insert' : part.removed ? 'delete' : 'equal', text: part.value }));
}

export function madeComparison(old: ClauseTree, fresh: ClauseTree, changes: readonly MadeChange[], headline: Comparison['overall']['headline']): Comparison {
  const pick = (tree: ClauseTree, piece: string | null): readonly Clause[] => {
    if (piece === null) return [];
    const clause = tree.clauses.find((candidate) => candidate.text.includes(piece));
    if (clause === undefined) throw new Error(`No clause of the made text has "${piece}".`);
    return [clause];
  };
  const made = changes.map((change): Change => {
    const [oldClauses, newClauses] = [pick(old, change.old), pick(fresh, change.new)];
    return {
      kind: change.kind,
      old: oldClauses,
      new: newClauses,
      words: madeWords(oldClauses[0]?.text ?? '', newClauses[0]?.text ?? ''),
      significance: change.significance,
      direction: change.direction,
      topics: change.topics,
      facts: change.facts ?? [],
      reasons: change.reasons ?? [],
      headline: change.headline,
    };
  });
  const [first] = made;
  return {
    language: fresh.language,
    overall: { significance: first?.significance ?? 'cosmetic', direction: first?.direction ?? 'neutral', headline },
    changes: made,
    unchanged: fresh.clauses.length - made.flatMap((change) => change.new).length,
    coarse: false,
  };
}
