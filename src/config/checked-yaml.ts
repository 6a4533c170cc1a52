import { readFileSync, statSync } from 'node:fs';
import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { Alias, Document, Node, YAMLError } from 'yaml';
import type { z } from 'zod';
import { didYouMean } from '../domain/nearest.ts';
import type { LocatedProblem } from '../domain/problem.ts';
import { issueSentence } from './issue-sentence.ts';
import { fieldName, optionsOf, typeAt, withoutBlanks } from './schema-shape.ts';

type Path = readonly PropertyKey[];

export type Checked<T> =
  | { readonly kind: 'good'; readonly value: T; readonly raw: unknown; readonly placeOf: (path: Path) => Place | null }
  | { readonly kind: 'bad'; readonly problems: readonly LocatedProblem[] };

export interface CheckedYamlOptions<T> {
  /** As people know it: shown in front of every problem. */
  readonly file: string;
  readonly schema: z.ZodType<T>;
  /** A better word on an unknown key than "no known option", where there is one. */
  readonly onUnknownKey?: (path: Path, key: string) => { readonly sentence: string; readonly mend: string } | null;
  /** A look at each value as written, before the schema's. */
  readonly onValue?: (path: Path, value: unknown) => { readonly sentence: string; readonly mend: string } | null;
  /** Values from elsewhere that stand over the file's, with the name of the place they came from. */
  readonly overlay?: readonly { readonly path: readonly string[]; readonly value: unknown; readonly from: string }[];
}

/** A configuration of ten thousand subscribers takes less; what is larger was named by mistake. */
const maxBytes = 4 * 1024 * 1024;
const maxDepth = 20;
const maxAliases = 100;
/** More would not be read; it also bounds the search for places and near names. */
const maxProblems = 100;

const codeSentences: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab stands where YAML wants spaces; indent with spaces',
  BAD_INDENT: 'the indentation does not fit the lines above',
  MULTIPLE_DOCS: 'the file holds more than one document ("---"); keep one',
  MULTILINE_IMPLICIT_KEY: 'a name and its value must stand on one line; a quote or a colon may be missing above',
  MISSING_CHAR: 'a quote, bracket or comma is missing here or above',
  BAD_ALIAS: 'an alias (*name) points to nothing; put text that begins with * in quotes',
  RESOURCE_EXHAUSTION: 'this is nested too deeply to be read',
  BLOCK_AS_IMPLICIT_KEY: 'a second name stands on the line of the first; begin a new line or put the text in quotes',
};

export interface Place {
  readonly line: number;
  readonly column: number;
}

function problemAt(file: string, place: Place | null, field: string, sentence: string, mend: string | null, code = 'config'): LocatedProblem {
  const where = place === null ? file : `${file}:${place.line}:${place.column}`;
  const full = `${where}: ${field === '' ? '' : `${field}: `}${sentence}`;
  return { code, retryable: false, message: /[.?!]$/u.test(full) ? full : `${full}.`, mend, file, line: place?.line ?? null, column: place?.column ?? null, field };
}

/** Every key that stands twice in its map, every alias, and whether anything is nested too deep, found in one walk. */
function structureOf(root: unknown): { readonly twice: readonly { readonly path: Path; readonly key: Node }[]; readonly aliases: readonly Alias[]; readonly endless: readonly Alias[]; readonly tooDeep: boolean } {
  const twice: { path: Path; key: Node }[] = [];
  const aliases: Alias[] = [];
  let tooDeep = false;
  const endless: Alias[] = [];
  const walk = (node: unknown, path: Path, around: readonly string[]): void => {
    if (around.length > maxDepth) {
      tooDeep = true;
      return;
    }
    if (isAlias(node)) (around.includes(node.source) ? endless : aliases).push(node);
    const inside = [...around, isSeq(node) || isMap(node) ? (node.anchor ?? '') : ''];
    if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, [...path, index], inside);
    if (!isMap(node)) return;
    const seen = new Set<string>();
    for (const pair of node.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      if (seen.has(name) && isNode(pair.key)) twice.push({ path: [...path, name], key: pair.key });
      seen.add(name);
      walk(pair.value, [...path, name], inside);
    }
  };
  walk(root, [], []);
  return { twice, aliases, endless, tooDeep };
}

function nodeAt(document: Document, path: Path): unknown {
  let node: unknown = document.contents;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) node = node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))?.value ?? null;
    else if (isSeq(node)) node = node.items[Number(step)] ?? null;
    else return null;
  }
  return node;
}

function keyNodeAt(document: Document, path: Path, key: string): unknown {
  const map = nodeAt(document, path);
  return isMap(map) ? (map.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === key)?.key ?? null) : null;
}

function syntaxSentence(error: YAMLError): string {
  const known = codeSentences[error.code];
  if (known !== undefined) return known;
  const first = error.message.split('\n')[0] ?? '';
  return `this is no valid YAML: ${first.slice(0, 200)}`;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Object.getOwnPropertyDescriptor(at, step)?.value : undefined), value);
}

function laidOver(value: unknown, path: readonly string[], item: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return item;
  const base = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return { ...base, [step]: laidOver(valueAt(base, [step]), rest, item) };
}

const bad = (...problems: readonly LocatedProblem[]): { readonly kind: 'bad'; readonly problems: readonly LocatedProblem[] } => ({ kind: 'bad', problems });

/**
 * Checks a YAML text against a schema and reports all that is wrong with it at once, each with its place.
 *
 * Aliases are bounded, so that a small file cannot grow into a large value; depth and size are bounded too.
 */
export function checkYaml<T>(text: string, options: CheckedYamlOptions<T>): Checked<T> {
  const { file, schema } = options;
  if (text.length > maxBytes) return bad(problemAt(file, null, '', `is larger than ${maxBytes / 1024 / 1024} MiB, so it cannot be what was meant`, 'Name another file.'));
  const lines = new LineCounter();
  const placeOf = (node: unknown): Place | null => {
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start === undefined) return null;
    const { line, col } = lines.linePos(start);
    return { line, column: col };
  };

  let document: Document;
  let written: unknown;
  try {
    // Duplicate keys are sought below in linear time; the parser's own search compares each key with all before it.
    document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
    const error = document.errors[0];
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      return bad(problemAt(file, { line, column: col }, '', syntaxSentence(error), null));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return bad(problemAt(file, null, '', 'is nested too deeply to be read', 'Name another file.'));
  }
  const structure = structureOf(document.contents);
  if (structure.tooDeep) return bad(problemAt(file, null, '', `is nested more than ${maxDepth} levels deep`, 'Name another file.'));
  const tooMany = problemAt(file, null, '', 'its aliases (*name) grow into far more than was written', 'Write the values out instead.');
  if (structure.aliases.length > maxAliases) return bad(tooMany);
  const endless = structure.endless[0];
  if (endless !== undefined) return bad(problemAt(file, placeOf(endless), '', 'an alias (*name) stands within what it names, so it would never end', 'Write the value out instead.'));
  const loose = structure.aliases.find((alias) => alias.resolve(document) === undefined);
  if (loose !== undefined) return bad(problemAt(file, placeOf(loose), '', codeSentences['BAD_ALIAS'] ?? '', null));
  try {
    written = document.toJS({ maxAliasCount: maxAliases }) ?? {};
  } catch (error) {
    if (!(error instanceof ReferenceError) && !(error instanceof RangeError)) throw error;
    return bad(tooMany);
  }

  const problems: LocatedProblem[] = structure.twice.map(({ path, key }) => problemAt(file, placeOf(key), fieldName(path), 'stands twice in its section', 'Keep one of the two.'));
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    return bad(...problems, problemAt(file, placeOf(document.contents), '', 'must hold options, one "name: value" a line', null));
  }

  const { onValue } = options;
  const condemned = new Set(structure.twice.map(({ path }) => fieldName(path)));
  const isCondemned = (path: Path): boolean => path.some((_, index) => condemned.has(fieldName(path.slice(0, index + 1))));
  if (onValue !== undefined) {
    const visit = (value: unknown, path: Path): void => {
      if (typeof value === 'object' && value !== null) {
        for (const [key, item] of Object.entries(value)) visit(item, [...path, Array.isArray(value) ? Number(key) : key]);
        return;
      }
      const word = onValue(path, value);
      if (word === null) return;
      condemned.add(fieldName(path));
      problems.push(problemAt(file, placeOf(nodeAt(document, path)), fieldName(path), word.sentence, word.mend));
    };
    visit(written, []);
  }

  const overlay = options.overlay ?? [];
  const overlaid = overlay.reduce((value, entry) => laidOver(value, entry.path, entry.value), withoutBlanks(written, schema));
  const result = schema.safeParse(overlaid);
  if (result.success && problems.length === 0) return { kind: 'good', value: result.data, raw: withoutBlanks(written, schema), placeOf: (path) => placeOf(nodeAt(document, path)) };

  for (const issue of (result.error?.issues ?? []).slice(0, maxProblems)) {
    const elsewhere = overlay.find((entry) => fieldName(entry.path) === fieldName(issue.path));
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys(optionsOf(typeAt(schema, issue.path)) ?? {});
      for (const key of issue.keys.slice(0, maxProblems)) {
        const field = fieldName([...issue.path, key]);
        if (isCondemned([...issue.path, key])) continue;
        const word = options.onUnknownKey?.(issue.path, key) ?? null;
        const place = placeOf(keyNodeAt(document, issue.path, key));
        problems.push(problemAt(file, place, field, word?.sentence ?? 'is no known option', word?.mend ?? didYouMean(key, known)));
      }
      continue;
    }
    if (isCondemned(issue.path)) continue;
    let place: Place | null = null;
    for (let depth = issue.path.length; depth >= 0 && place === null; depth -= 1) place = placeOf(nodeAt(document, issue.path.slice(0, depth)));
    const { sentence, mend } = issueSentence(issue, valueAt(overlaid, issue.path), typeAt(schema, issue.path));
    problems.push(problemAt(elsewhere?.from ?? file, elsewhere === undefined ? place : null, elsewhere === undefined ? fieldName(issue.path) : '', sentence, mend));
  }
  return bad(...problems.slice(0, maxProblems).toSorted((left, right) => (left.line ?? 0) - (right.line ?? 0) || (left.column ?? 0) - (right.column ?? 0)));
}

/** As `checkYaml`, for a file; one that is missing, too large, unreadable or no UTF-8 text is a problem like any other. */
export function checkYamlFile<T>(path: string, options: CheckedYamlOptions<T>): Checked<T> {
  const unread = (sentence: string, mend: string): Checked<T> => bad(problemAt(options.file, null, '', sentence, mend));
  let bytes: Uint8Array;
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) return unread('is a folder', 'Name the file in it.');
    if (!facts.isFile()) return unread('is no plain file', 'Name a file.');
    if (facts.size > maxBytes) return unread(`is ${Math.round(facts.size / 1024 / 1024)} MiB large, and at most ${maxBytes / 1024 / 1024} MiB is taken`, 'Name another file.');
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return unread('does not exist', 'Check the path, or leave the option out to use the defaults.');
    return unread(`cannot be read (${code})`, code === 'EACCES' ? 'Let this user read it.' : 'Check the path.');
  }
  try {
    return checkYaml(new TextDecoder('utf-8', { fatal: true }).decode(bytes), options);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return unread('is no UTF-8 text', 'Save it as UTF-8.');
  }
}
