import { decodeText } from '../fetch/charset.ts';
import type { CapturedPage } from '../domain/capture.ts';
import type { Source } from '../domain/vendor.ts';
import { captureBody, type Capture } from '../storage/captures.ts';
import type { Db } from '../storage/database.ts';
import { readPage, type ReadPage } from './read-page.ts';

/** Reads a stored capture again, from its bytes. */
export async function rereadCapture(db: Db, capture: Capture, source: Source): Promise<ReadPage> {
  return readPage(await storedPage(db, capture), source, null);
}

/** @returns a stored capture as if it had just been received */
export async function storedPage(db: Db, capture: Capture): Promise<CapturedPage> {
  const body = await captureBody(db, capture);
  return {
    kind: 'captured',
    exchange: capture.exchange,
    rawBody: body,
    body,
    bodySha256: capture.bodySha256,
    mediaType: capture.mediaType,
    text: textOf(capture, body),
    validators: { etag: null, lastModified: null },
  };
}

function textOf(capture: Capture, body: Buffer): string | null {
  if (capture.mediaType === 'application/pdf' || capture.mediaType === 'application/octet-stream') return null;
  // An import gave text, not bytes: what is stored is that text in UTF-8, whatever its `<meta>` says.
  if (capture.exchange.via !== 'http') return body.toString('utf8');
  const decoded = decodeText(body, contentTypeOf(capture));
  return decoded.kind === 'text' ? decoded.text : null;
}

function contentTypeOf(capture: Capture): string | null {
  return capture.exchange.responseHeaders.find(([name]) => name === 'content-type')?.[1] ?? capture.mediaType;
}
