import { decodeText } from '../fetch/charset.ts';
import type { CapturedPage } from '../domain/capture.ts';
import type { Sight } from '../domain/gate.ts';
import { plusMs } from '../domain/instant.ts';
import type { Policy } from '../domain/vendor.ts';
import { sightOf } from '../gate/sight.ts';
import { upgrade } from '../gate/upgrade.ts';
import type { RecentBodies } from '../storage/bodies.ts';
import { captureBody, findCapture, wordingsSince, type Capture } from '../storage/captures.ts';
import type { Db } from '../storage/database.ts';
import { policyPast, updatePolicyProgress } from '../storage/policies.ts';
import { findVersion, insertReading, newestReader } from '../storage/versions.ts';
import type { AppContext } from './context.ts';
import { readerName } from './reader-name.ts';
import { readPage, type ReadPage, wantedOf } from './read-page.ts';
import { gateSettings } from './settings-of.ts';

/** A page that alternates between more wordings than this is noise to the gate anyway. */
const mostWordings = 20;

/**
 * When reading has improved since a policy's current version was read, reads that version's capture, and one of each
 * wording that the gate remembers, again: the difference is an upgrade of the reading, told to nobody, and the next
 * capture is compared with what today's reader would have made of the last.
 */
export async function rereadPolicy(context: Pick<AppContext, 'storage' | 'clock' | 'log' | 'config'>, policy: Policy): Promise<void> {
  const { storage } = context;
  const past = await policyPast(storage.db, policy.id);
  if (past.currentVersionId === null || (await newestReader(storage.db, past.currentVersionId)) === readerName) return;
  const version = await findVersion(storage.db, past.currentVersionId);
  if (version === null) return;
  const capture = await findCapture(storage.db, version.captureId);
  if (capture === null) return;
  const read = await rereadCapture(storage.db, capture, policy);
  const at = context.clock();
  const earlier: Sight[] = [];
  for (const known of await wordingsSince(storage.db, policy.id, plusMs(at, -gateSettings(context.config).memoryMs), mostWordings)) {
    if (known.id === capture.id) continue;
    const again = await rereadCapture(storage.db, known, policy);
    earlier.push(sightOf(known.id, known.at, again.reading, again.tree));
  }
  const gateMemory = upgrade(past.gateMemory, sightOf(capture.id, capture.at, read.reading, read.tree), earlier);
  await storage.transaction(async (db) => {
    await insertReading(db, version.id, { reader: readerName, readAt: at, hash: read.reading.hash, text: read.reading.text, tree: read.tree });
    await updatePolicyProgress(db, policy.id, { gateMemory });
  });
  context.log.info('version-reread', { policy: policy.slug, version: version.number, reader: readerName });
}

/** Reads a stored capture again, from its bytes. */
export async function rereadCapture(db: Db, capture: Capture, policy: Policy, bodies?: RecentBodies): Promise<ReadPage> {
  return readPage(await storedPage(db, capture, bodies), wantedOf(policy), null);
}

/** @returns a stored capture as if it had just been received */
export async function storedPage(db: Db, capture: Capture, bodies?: RecentBodies): Promise<CapturedPage> {
  const body = await captureBody(db, capture, bodies);
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
