import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { LocatedProblem } from '../domain/problem.ts';
import { UsageError } from '../domain/problem.ts';
import type { VendorDeclaration } from '../domain/vendor.ts';
import type { DeclarationFile } from './declaration.ts';
import { declarationOf, declarationSchema } from './declaration.ts';
import { isSlug, slugOf } from './slug.ts';
import { readWebAddress } from './url.ts';

/** Reads a YAML file against a schema and says what is wrong with it, each fault at its line. */
export type ReadChecked = <T>(file: string, options: {
  readonly file: string;
  readonly schema: z.ZodType<T>;
}) => { readonly kind: 'good'; readonly value: T; readonly placeOf: (path: readonly PropertyKey[]) => Place | null } | { readonly kind: 'bad'; readonly problems: readonly LocatedProblem[] };

interface Place {
  readonly line: number;
  readonly column: number;
}

export type Declarations =
  | { readonly kind: 'good'; readonly vendors: readonly VendorDeclaration[]; readonly warnings: readonly string[] }
  | { readonly kind: 'bad'; readonly problems: readonly LocatedProblem[] };

const mostFiles = 10_000;

interface Read {
  readonly file: string;
  readonly slug: string;
  readonly value: DeclarationFile;
  readonly placeOf: (path: readonly PropertyKey[]) => Place | null;
}

function problem(file: string, place: Place | null, field: string, sentence: string, mend: string): LocatedProblem {
  const where = place === null ? file : `${file}:${place.line}:${place.column}`;
  return { code: 'declaration', retryable: false, message: `${where}: ${field === '' ? '' : `${field}: `}${sentence}.`, mend, file, line: place?.line ?? null, column: place?.column ?? null, field };
}

/** What no single file can show: two that name one vendor, one policy or one address. */
function sharedFaults(files: readonly Read[]): readonly LocatedProblem[] {
  const problems: LocatedProblem[] = [];
  const names = new Map<string, string>();
  const addresses = new Map<string, string>();
  for (const { file, slug, value, placeOf } of files) {
    const other = names.get(slugOf(value.name));
    if (other === undefined) names.set(slugOf(value.name), file);
    else problems.push(problem(file, placeOf(['name']), 'name', `${other} declares the vendor "${value.name}" too`, 'Put all its policies into one file.'));

    const slugs = new Map<string, number>();
    for (const [index, policy] of declarationOf(slug, value).policies.entries()) {
      const at = `policies[${index}]`;
      const twin = slugs.get(policy.slug);
      if (twin === undefined) slugs.set(policy.slug, index);
      else problems.push(problem(file, placeOf(['policies', index, 'type']), `${at}.type`, `policies[${twin}] is named ${policy.slug} too`, 'Give one of them a variant, such as "variant: en".'));

      const read = readWebAddress(policy.source.url);
      const key = read.kind === 'address' ? read.key : policy.source.url;
      // One page may hold several policies, each cut out by its own selectors.
      const full = `${key} ${policy.source.select.join(',')}`;
      const first = addresses.get(full);
      if (first === undefined) addresses.set(full, `${file}, ${at}`);
      else problems.push(problem(file, placeOf(['policies', index, 'url']), `${at}.url`, `this address is watched already (${first}), however it is spelt`, 'Remove one of the two.'));
    }
  }
  return problems;
}

/**
 * Reads the vendors that are declared in a folder: every `*.yaml` file is one vendor, named by its file.
 *
 * @param directory absolute or relative path; a folder that does not exist declares nobody
 * @param readChecked the configuration's own reader, so that both kinds of file are told of in the same words
 * @returns the vendors in the order of their slugs and words on doubtful addresses, or all problems of all files
 */
export function readDeclarations(directory: string, readChecked: ReadChecked): Declarations {
  const names = namesIn(directory);
  if (names.kind === 'bad') return names;
  const problems: LocatedProblem[] = [];
  const files: Read[] = [];
  for (const name of names.files) {
    const slug = name.slice(0, -path.extname(name).length);
    if (name.endsWith('.yml')) problems.push(problem(name, null, '', 'the file is not read, as its name ends in .yml', 'Rename it to end in .yaml.'));
    else if (!isSlug(slug) || slug.length > 60) problems.push(problem(name, null, '', 'the name of the file is no short name for a vendor', `Use lower-case letters, digits and single hyphens, such as ${slugOf(slug)}.yaml.`));
    else {
      const checked = readChecked(path.join(directory, name), { file: name, schema: declarationSchema });
      if (checked.kind === 'bad') problems.push(...checked.problems);
      else files.push({ file: name, slug, value: checked.value, placeOf: checked.placeOf });
    }
  }
  problems.push(...sharedFaults(files));
  if (problems.length > 0) return { kind: 'bad', problems };
  const warnings = files.flatMap(({ file, value }) => [value.home, ...value.policies.map((policy) => policy.url)].flatMap((url) => {
    const read = url === null ? null : readWebAddress(url);
    return read?.kind === 'address' && read.warning !== null ? [`${file}: ${read.warning.en}`] : [];
  }));
  return { kind: 'good', vendors: files.map(({ slug, value }) => declarationOf(slug, value)), warnings: [...new Set(warnings)] };
}

function namesIn(directory: string): { readonly kind: 'good'; readonly files: readonly string[] } | { readonly kind: 'bad'; readonly problems: readonly LocatedProblem[] } {
  try {
    const files = readdirSync(directory).filter((name) => /\.ya?ml$/u.test(name) && !name.startsWith('.')).toSorted();
    if (files.length <= mostFiles) return { kind: 'good', files };
    return { kind: 'bad', problems: [problem(directory, null, '', `holds ${files.length} declarations, more than ${mostFiles}`, 'Register vendors with: clausewatch add')] };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return { kind: 'good', files: [] };
    return { kind: 'bad', problems: [problem(directory, null, '', `the folder of declarations cannot be read (${code})`, 'Check crawlersDir in the configuration.')] };
  }
}

/**
 * As `readDeclarations`, for a caller that cannot go on without.
 *
 * @throws UsageError that names every declaration that is wrong, and how to mend it
 */
export function loadDeclarations(directory: string, readChecked: ReadChecked): readonly VendorDeclaration[] {
  const read = readDeclarations(directory, readChecked);
  if (read.kind === 'good') return read.vendors;
  const lines = read.problems.map(({ message, mend }) => (mend === null ? message : `${message} ${mend}`));
  throw new UsageError({ code: 'declaration', retryable: false, message: lines.join('\n'), mend: null });
}
