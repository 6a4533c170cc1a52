import { createHash } from 'node:crypto';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import canonicalize from 'canonicalize';

/*
 * A pack is a WACZ file (Web Archive Collection Zipped 1.1.1) with more in it. Everything in it is listed with its hash in
 * `datapackage.json`, and that file's hash stands in `datapackage-digest.json`. Entries are stored without compression, in
 * a fixed order and with a fixed date, so that the same content gives the same bytes: a pack that was changed in any byte,
 * also between the entries, is not the pack that its own content makes.
 */

/** Names and contents of a pack, without the two lists that `makePack` adds. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;

export interface PackFacts {
  readonly title: string;
  readonly description: string;
  readonly created: string;
  readonly software: string;
}

/** Larger packs are no evidence of a policy. */
const maxPackBytes = 2 * 1024 ** 3;
const fixedDate = new Date(Date.UTC(2000, 0, 1, 12));

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const json = (value: unknown): Uint8Array => Buffer.from(`${canonicalize(value) ?? 'null'}\n`, 'utf8');

/** @returns the pack's bytes; the same files and facts give the same bytes */
export function makePack(files: PackFiles, facts: PackFacts): Uint8Array {
  const resources = [...files].map(([path, bytes]) => ({ name: path.split('/').at(-1) ?? path, path, hash: sha256(bytes), bytes: bytes.length }));
  const list = json({ profile: 'data-package', wacz_version: '1.1.1', ...facts, resources });
  const digest = json({ path: 'datapackage.json', hash: sha256(list) });
  return zipped(new Map([...files, ['datapackage.json', list], ['datapackage-digest.json', digest]]));
}

function zipped(files: PackFiles): Uint8Array {
  const entries: Zippable = {};
  for (const [name, bytes] of files) entries[name] = [bytes, { level: 0, mtime: fixedDate }];
  return zipSync(entries);
}

/** What was read from a pack, and what in it is not as it was made. */
export interface OpenedPack {
  readonly files: PackFiles;
  readonly faults: readonly { readonly what: string; readonly why: string }[];
}

interface Listed {
  readonly resources?: readonly { readonly path?: unknown; readonly hash?: unknown }[];
}

/** Opens a pack, with nothing but itself at hand, and compares all of it with its own lists. */
export function openPack(bytes: Uint8Array): OpenedPack {
  const faults: { readonly what: string; readonly why: string }[] = [];
  const files = new Map<string, Uint8Array>();
  if (bytes.length > maxPackBytes) return { files, faults: [{ what: 'pack', why: 'is larger than 2 GB, which no pack of ours is' }] };
  try {
    for (const [name, content] of Object.entries(unzipSync(bytes, { filter: (file) => file.originalSize <= maxPackBytes && file.size === file.originalSize }))) files.set(name, content);
  } catch {
    return { files, faults: [{ what: 'pack', why: 'is no zip file that can be read to its end' }] };
  }
  const list = files.get('datapackage.json');
  const digest = parsed<{ readonly hash?: unknown }>(files.get('datapackage-digest.json'));
  if (list === undefined || digest === null) return { files, faults: [{ what: 'pack', why: 'lacks its list of contents' }] };
  if (digest.hash !== sha256(list)) faults.push({ what: 'datapackage.json', why: 'does not have the hash that datapackage-digest.json gives' });
  const listed = parsed<Listed>(list)?.resources ?? [];
  const named = new Set(['datapackage.json', 'datapackage-digest.json']);
  for (const entry of listed) {
    const name = String(entry.path);
    named.add(name);
    const content = files.get(name);
    if (content === undefined) faults.push({ what: name, why: 'is listed and not there' });
    else if (sha256(content) !== entry.hash) faults.push({ what: name, why: 'does not have the hash that the list gives' });
  }
  for (const name of files.keys()) if (!named.has(name)) faults.push({ what: name, why: 'is there and not listed' });
  if (faults.length === 0 && !Buffer.from(zipped(files)).equals(bytes)) faults.push({ what: 'pack', why: 'differs between its entries from what its content makes' });
  return { files, faults };
}

function parsed<T>(bytes: Uint8Array | undefined): T | null {
  if (bytes === undefined) return null;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
  } catch {
    return null;
  }
}
