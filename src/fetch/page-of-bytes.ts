import { createHash } from 'node:crypto';
import type { CapturedPage, Headers } from '../domain/capture.ts';
import type { Sha256 } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { decodeText } from './charset.ts';
import { sniffMediaType } from './media-type.ts';

export interface StoredBytes {
  readonly body: Uint8Array;
  readonly url: string;
  readonly at: Instant;
  readonly status: number;
  readonly headers: Headers;
  /** The media type as declared, parameters included; null: told from the bytes. */
  readonly contentType: string | null;
  /** The encoding where it is known for certain; null: told as browsers tell it. */
  readonly encoding: 'utf-8' | null;
}

/** @returns bytes from a file or an archive as a page that was captured, without any exchange of ours */
export function pageOfBytes(stored: StoredBytes): CapturedPage {
  const sniffed = sniffMediaType(stored.body, stored.contentType);
  const mediaType = sniffed.kind === 'refused' ? 'application/octet-stream' : sniffed.mediaType;
  return {
    kind: 'captured',
    exchange: {
      requestedUrl: stored.url,
      finalUrl: stored.url,
      status: stored.status,
      requestHeaders: [],
      responseHeaders: stored.headers,
      redirects: [],
      remoteAddress: null,
      tlsFingerprint: null,
      startedAt: stored.at,
      endedAt: stored.at,
      via: 'import',
    },
    rawBody: stored.body,
    body: stored.body,
    bodySha256: `sha256:${createHash('sha256').update(stored.body).digest('hex')}` as Sha256,
    mediaType,
    text: sniffed.kind === 'text' ? textOf(stored) : null,
    validators: { etag: null, lastModified: null },
  };
}

function textOf(stored: StoredBytes): string | null {
  if (stored.encoding === 'utf-8') return Buffer.from(stored.body.buffer, stored.body.byteOffset, stored.body.byteLength).toString('utf8');
  const decoded = decodeText(stored.body, stored.contentType);
  return decoded.kind === 'text' ? decoded.text : null;
}
