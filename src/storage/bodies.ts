import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Sha256 } from '../domain/ids.ts';
import { OperationError } from '../domain/problem.ts';
import { asName } from './cast.ts';
import type { Db } from './database.ts';
import type { BodyRow } from './schema.ts';

/**
 * A body that leans on another can be read only through it, so the chain is cut here: sixteen reads of a page take
 * a few milliseconds, and one page in sixteen stored whole keeps the cost of the rest at dozens of bytes.
 */
const maxDepth = 16;

/** Above this a dictionary costs more time than it saves space. */
const maxDictionaryBytes = 4 * 1024 * 1024;

/** No page is packed as small as this by itself, so that what is needs no other try. */
const surelySmaller = 40;

/** @returns `sha256:` and the hexadecimal digest of the bytes */
export function sha256Of(bytes: Uint8Array): Sha256 {
  return asName<Sha256>(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
}

/**
 * Keeps bytes once, under their hash, compressed against a body that is likely to be near them.
 * @param against the hash of the policy's previous capture; null where there is none
 * @param recent bodies at hand; this one is added
 */
export async function putBody(db: Db, bytes: Uint8Array, against: Sha256 | null, recent: RecentBodies = new Map()): Promise<Sha256> {
  const sha256 = sha256Of(bytes);
  const present = await db.selectFrom('bodies').select('encoding').where('sha256', '=', sha256).executeTakeFirst();
  if (present !== undefined && present.encoding !== 'dropped') return sha256;
  const base = against === null ? undefined : await db.selectFrom('bodies').select(['depth', 'size']).where('sha256', '=', against).where('encoding', '!=', 'dropped').executeTakeFirst();
  let plain: Buffer | null = null;
  if (against !== null && base !== undefined && base.depth + 1 < maxDepth && base.size <= maxDictionaryBytes && bytes.length <= maxDictionaryBytes) {
    const near = zstdCompressSync(bytes, { dictionary: await getBody(db, against, recent) });
    if (near.length >= bytes.length / surelySmaller) plain = zstdCompressSync(bytes);
    if (plain === null || near.length < plain.length / 2) {
      await store(db, { sha256, size: bytes.length, encoding: 'zstd-dictionary', dictionary_sha256: against, depth: base.depth + 1, data: near });
      remember(recent, sha256, bytes);
      return sha256;
    }
  }
  plain ??= zstdCompressSync(bytes);
  const packed = plain.length < bytes.length;
  await store(db, { sha256, size: bytes.length, encoding: packed ? 'zstd' : 'raw', dictionary_sha256: null, depth: 0, data: packed ? plain : Buffer.from(bytes) });
  remember(recent, sha256, bytes);
  return sha256;
}

/** A page that was dropped and is shown again takes its old place. */
async function store(db: Db, row: BodyRow): Promise<void> {
  await db.insertInto('bodies').values(row).onConflict((conflict) => conflict.column('sha256').doUpdateSet(row)).execute();
}

/** Bodies read lately and found sound, by hash: for who reads many that lean on each other. */
export type RecentBodies = Map<Sha256, Buffer>;

const recentKept = 4;

function remember(recent: RecentBodies, sha256: Sha256, bytes: Uint8Array): void {
  recent.set(sha256, Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes));
  for (const oldest of recent.keys()) {
    if (recent.size <= recentKept) break;
    recent.delete(oldest);
  }
}

/** @throws OperationError `body-missing`, `body-dropped` or `body-damaged` when the stored bytes are not those that were put */
export async function getBody(db: Db, sha256: Sha256, recent: RecentBodies = new Map()): Promise<Buffer> {
  const known = recent.get(sha256);
  if (known !== undefined) return known;
  const row = await db.selectFrom('bodies').selectAll().where('sha256', '=', sha256).executeTakeFirst();
  if (row === undefined) throw damaged('body-missing', sha256, 'is not in the database');
  if (row.encoding === 'dropped') throw new OperationError({ code: 'body-dropped', retryable: false, message: `The stored page ${sha256} was dropped by retention.`, mend: null });
  const bytes = await unpackBody(db, sha256, row, recent);
  if (sha256Of(bytes) !== sha256) throw damaged('body-damaged', sha256, 'no longer has its hash');
  if (bytes.length !== row.size) throw damaged('body-damaged', sha256, 'is not of the size that its row gives');
  remember(recent, sha256, bytes);
  return bytes;
}

/** @returns whether a body's bytes are still there; retention may have dropped them */
export async function isBodyKept(db: Db, sha256: Sha256): Promise<boolean> {
  const row = await db.selectFrom('bodies').select('encoding').where('sha256', '=', sha256).executeTakeFirst();
  return row !== undefined && row.encoding !== 'dropped';
}

async function unpackBody(db: Db, sha256: Sha256, row: { readonly encoding: string; readonly dictionary_sha256: string | null; readonly data: Buffer }, recent: RecentBodies): Promise<Buffer> {
  if (row.encoding === 'raw') return row.data;
  const dictionary = row.dictionary_sha256 === null ? undefined : await getBody(db, asName<Sha256>(row.dictionary_sha256), recent);
  try {
    return zstdDecompressSync(row.data, dictionary === undefined ? {} : { dictionary });
  } catch {
    throw damaged('body-damaged', sha256, 'cannot be unpacked');
  }
}

function damaged(code: string, sha256: Sha256, what: string): OperationError {
  return new OperationError({ code, retryable: false, message: `The stored page ${sha256} ${what}.`, mend: 'Restore the database from a backup; clausewatch verify names all that is damaged.' });
}
