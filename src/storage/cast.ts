import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Brand } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';

/**
 * The one place where what the database holds is taken for what we wrote: rows are written by this room only, and the
 * evidence chain tells when somebody else changed them.
 */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** @returns null for null, else the value that was stored */
export function fromOptionalJson<T>(text: string | null): T | null {
  return text === null ? null : fromJson<T>(text);
}

/** @returns JSON, or null for null */
export function toOptionalJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** What people are told, in both languages; a text from before it had two stands for both. */
export function asBilingual(text: string): Bilingual {
  return text.startsWith('{"') ? fromJson<Bilingual>(text) : { nl: text, en: text };
}

/** JSON, compressed: for the trees and changes, which are large and read one at a time. */
export function pack(value: unknown): Buffer {
  return zstdCompressSync(Buffer.from(JSON.stringify(value), 'utf8'));
}

/** @param data what `pack` made */
export function unpack<T>(data: Buffer): T {
  return fromJson<T>(zstdDecompressSync(data).toString('utf8'));
}

export function asId<Id extends Brand<number, string>>(value: number): Id {
  return value as Id;
}

export function asInstant(text: string): Instant {
  return text as Instant;
}

export function asOptionalInstant(text: string | null): Instant | null {
  return text as Instant | null;
}

/** A column whose values are names from a closed list of our own. */
export function asName<Name extends string>(text: string): Name {
  return text as Name;
}
