import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

const sha256 = (data: string | Uint8Array): string => `sha256:${createHash('sha256').update(data).digest('hex')}`;

/*
 * The chain fixes what was published; these sums fix what was made of it and is stored beside: a page of the database
 * that went bad, or a hand that changed a row, is found by them.
 */

/** @returns the sum of a reading as its row holds it */
export function readingSum(row: { readonly version_id: number; readonly reader: string; readonly read_at: string; readonly hash: string; readonly text: string; readonly tree: Uint8Array }): string {
  return sha256(canonicalize([row.version_id, row.reader, row.read_at, row.hash, sha256(row.text), sha256(row.tree)]) ?? '');
}

/** @returns the sum of an authority's answer and of what is noted of it */
export function stampSum(row: { readonly token: Uint8Array; readonly authority: string; readonly stamped_at: string }): string {
  return sha256(canonicalize([sha256(row.token), row.authority, row.stamped_at]) ?? '');
}
