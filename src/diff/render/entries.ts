import type { Change, Comparison, FactChange, Significance, WordRun } from '../../domain/change.ts';
import type { Clause } from '../../domain/clause.ts';
import { badgesOf, directionLabels, kindLabels, significanceLabels, topicLabels } from '../../domain/labels.ts';
import type { ReaderLanguage } from '../../domain/language.ts';
import { visibleLine, visibleText } from '../../domain/visible-text.ts';
import { phrases, type Phrases } from './phrases.ts';

/** A change as every format shows it, in the reader's language and with nothing in it that could act on a screen. */
export interface Entry {
  readonly kind: 'change';
  /** From 1, in the order of the new version. */
  readonly number: number;
  readonly significance: Significance;
  /** "Retention › § 7.2, was § 6.4". */
  readonly place: string;
  /** "modified · material · less protective · retention". */
  readonly labels: string;
  readonly headline: string;
  readonly runs: readonly WordRun[];
  /** One sentence where the words are the same. */
  readonly remark: string | null;
  readonly reasons: readonly string[];
  readonly facts: readonly string[];
  /** Where the clause stood, for a moved one. */
  readonly movedFrom: string | null;
}

/** Stands where a moved clause used to stand. */
export interface Pointer {
  readonly kind: 'pointer';
  readonly to: number;
  readonly place: string;
  readonly text: string;
}

export interface Redline {
  readonly words: Phrases;
  readonly headline: string;
  readonly labels: string;
  readonly significance: Significance;
  readonly counts: string;
  readonly unchanged: string;
  readonly coarse: boolean;
  readonly entries: readonly (Entry | Pointer)[];
  readonly material: readonly Entry[];
}

/** An unchanged stretch inside a clause is shown to this many characters on each side of an edit. */
const contextCharacters = 110;
/** A clause is shown to this many characters; hostile pages have clauses of megabytes. */
const clauseCharacters = 6_000;

/** Prepares a comparison for reading: changes in the order of the new version, pointers where moved clauses stood. */
export function redlineOf(comparison: Comparison, language: ReaderLanguage): Redline {
  const words = phrases[language];
  const changes = comparison.changes.map((change, index) => ({ change, entry: entryOf(change, index + 1, language, words) }));
  const count = (significance: Significance): number => comparison.changes.filter((change) => change.significance === significance).length;
  const { overall } = comparison;
  return {
    words,
    headline: visibleLine(overall.headline[language]),
    labels: `${significanceLabels[overall.significance][language]} · ${directionLabels[overall.direction][language]}`,
    significance: overall.significance,
    counts: words.counts(count('material'), count('minor'), count('cosmetic')),
    unchanged: words.unchanged(comparison.unchanged),
    coarse: comparison.coarse,
    entries: withPointers(changes, words),
    material: changes.filter(({ change }) => change.significance === 'material').map(({ entry }) => entry),
  };
}

function entryOf(change: Change, number: number, language: ReaderLanguage, words: Phrases): Entry {
  const labels = [
    kindLabels[change.kind][language],
    significanceLabels[change.significance][language],
    ...(change.significance === 'material' || change.direction !== 'neutral' ? [directionLabels[change.direction][language]] : []),
    ...badgesOf(change.reasons, language),
    ...change.topics.filter((topic) => topic !== 'other').map((topic) => topicLabels[topic][language]),
  ];
  const [oldFirst, newFirst] = [change.old[0], change.new[0]];
  return {
    kind: 'change',
    number,
    significance: change.significance,
    place: placeOf(change, words),
    labels: labels.join(' · '),
    headline: visibleLine(change.headline[language]),
    runs: shortened(change.words, words),
    remark: remarkOf(change, words),
    reasons: [...new Set(change.reasons.map((reason) => visibleLine(reason.text[language])))],
    facts: change.facts.map((fact) => factLine(fact, words)),
    movedFrom: change.kind === 'moved' && oldFirst !== undefined && newFirst !== undefined ? `${words.movedFrom} ${spot(oldFirst, words)}` : null,
  };
}

/** The section path, then the number, and the old number where it differs. */
function placeOf(change: Change, words: Phrases): string {
  const clause = change.new[0] ?? change.old[0];
  if (clause === undefined) return '';
  const [oldNumber, newNumber] = [label(change.old[0]), label(change.new[0])];
  const number = newNumber ?? (change.new.length === 0 ? oldNumber : null);
  const parts = [...clause.path.map(visibleLine), ...(number === null ? [] : [number])].join(' › ');
  const was = change.old.length > 0 && change.new.length > 0 && oldNumber !== null && oldNumber !== newNumber ? `${words.was} ${oldNumber}` : null;
  const where = parts === '' ? words.line(...clause.lines) : parts;
  return was === null ? where : `${where}, ${was}`;
}

function spot(clause: Clause, words: Phrases): string {
  const number = label(clause);
  return `${[...clause.path.map(visibleLine), ...(number === null ? [] : [number])].join(' › ') || words.beginning} (${words.line(...clause.lines)})`;
}

/** "§ 6.4" for a decimal number, a letter or a named number as it is, nothing for a bullet. */
function label(clause: Clause | undefined): string | null {
  const number = clause?.number ?? null;
  if (number === null || !/[\p{L}\p{N}]/u.test(number)) return null;
  return /^\d/u.test(number) ? `§ ${number}` : visibleLine(number);
}

function remarkOf(change: Change, words: Phrases): string | null {
  if (change.words.some((run) => run.op !== 'equal')) return null;
  if (change.kind === 'renumbered') return words.onlyNumber;
  return change.kind === 'moved' ? words.onlyPlace : words.onlyMarkup;
}

/** Elides what stayed the same far from any edit, and what is too long for a page. */
function shortened(all: readonly WordRun[], words: Phrases): readonly WordRun[] {
  const result: WordRun[] = [];
  let left = clauseCharacters;
  const runs = withParagraphMarks(all);
  runs.forEach((run, index) => {
    if (left <= 0) return;
    const text = run.op === 'equal' ? elided(visibleText(run.text), index > 0, index < runs.length - 1) : visibleText(run.text);
    const kept = text.length <= left ? text : `${text.slice(0, left).toWellFormed()}… ${words.more(text.length - left)}`;
    left -= text.length;
    result.push({ op: run.op, text: kept });
  });
  return result;
}

/** Where a clause was split or joined, the break itself is the edit: it is shown as ¶, and the space that gave way to it is not. */
function withParagraphMarks(runs: readonly WordRun[]): readonly WordRun[] {
  return runs
    .filter((run, index) => {
      const other = run.op === 'delete' ? runs[index + 1] : runs[index - 1];
      return run.op === 'equal' || run.text.trim() !== '' || run.text.includes('\n') || !editsBreak(other);
    })
    .map((run) => (run.op === 'equal' ? run : { op: run.op, text: run.text.replaceAll('\n', '¶\n') }));
}

function editsBreak(run: WordRun | undefined): boolean {
  return run !== undefined && run.op !== 'equal' && run.text.includes('\n');
}

function elided(text: string, editBefore: boolean, editAfter: boolean): string {
  const start = editBefore ? contextCharacters : editAfter ? 0 : 2 * contextCharacters;
  const end = editAfter ? contextCharacters : 0;
  if (text.length <= start + end + 40) return text;
  const head = start === 0 ? '' : text.slice(0, start).replace(/\S{0,40}$/u, '').trimEnd();
  const tail = end === 0 ? '' : text.slice(-end).replace(/^\S{0,40}/u, '').trimStart();
  return [head, '…', tail].filter((part) => part !== '').join(' ');
}

function factLine(fact: FactChange, words: Phrases): string {
  const value = (text: string | null): string => (text === null ? words.none : valueInWords(fact, text, words));
  return `${words.factTypes[fact.type]}: ${value(fact.old)} → ${value(fact.new)}`;
}

function valueInWords(fact: FactChange, text: string, words: Phrases): string {
  if (fact.type === 'legal-basis') return words.legalBases[text] ?? text;
  if (fact.type === 'percentage') return `${text}%`;
  if (fact.type === 'date') return dateInWords(text, words);
  return fact.type === 'duration' ? durationInWords(text, words) : visibleLine(text);
}

function dateInWords(text: string, words: Phrases): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? [];
  const name = words.months[Number(month) - 1];
  return name === undefined ? visibleLine(text) : `${Number(day)} ${name} ${year}`;
}

function durationInWords(text: string, words: Phrases): string {
  const found = /^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u.exec(text);
  const units = (['Y', 'M', 'W', 'D', 'h', 'm', 's'] as const).flatMap((unit, index) => {
    const amount = found?.[index + 1];
    return amount === undefined ? [] : [`${amount} ${words.units[unit][amount === '1' ? 0 : 1]}`];
  });
  return units.length === 0 ? visibleLine(text) : units.join(' ');
}

/** Puts a pointer where each moved clause stood: before the first change that stood below it in the old version. */
function withPointers(changes: readonly { readonly change: Change; readonly entry: Entry }[], words: Phrases): readonly (Entry | Pointer)[] {
  const waiting = changes
    .filter(({ change }) => change.kind === 'moved')
    .map(({ change, entry }) => {
      const clause = change.old[0];
      const pointer: Pointer = { kind: 'pointer', to: entry.number, place: clause === undefined ? '' : spot(clause, words), text: words.movedAway(entry.number) };
      return { line: clause?.lines[0] ?? 0, pointer };
    })
    .toSorted((a, b) => a.line - b.line);
  const result: (Entry | Pointer)[] = [];
  let placed = 0;
  for (const { change, entry } of changes) {
    const line = change.kind === 'moved' ? 0 : (change.old[0]?.lines[0] ?? 0);
    for (let next = waiting[placed]; next !== undefined && next.line < line; next = waiting[placed]) {
      result.push(next.pointer);
      placed++;
    }
    result.push(entry);
  }
  return [...result, ...waiting.slice(placed).map(({ pointer }) => pointer)];
}
