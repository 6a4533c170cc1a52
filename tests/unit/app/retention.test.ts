import { expect, test } from 'vitest';
import { checkPolicy } from '../../../src/app/check-policy.ts';
import { exportEvidence } from '../../../src/app/export-evidence.ts';
import { applyRetention, planRetention } from '../../../src/app/retention.ts';
import { verifyPackBytes } from '../../../src/app/verify-pack.ts';
import { verifyStore } from '../../../src/app/verify-store.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { getBody } from '../../../src/storage/bodies.ts';
import { listCaptures } from '../../../src/storage/captures.ts';
import { openWatched, page, policyWords, type Watched } from '../../support/watched.ts';

const dayMs = 86_400_000;

/** Forty looks a day apart at a page with a counter, in the middle a change and a broken fetch. */
async function filled(): Promise<Watched> {
  const watched = await openWatched({ config: (config) => ({ ...config, retention: { ...config.retention, captureDays: 30, failedBodyDays: 10 } }) });
  for (let day = 0; day < 40; day += 1) {
    watched.now = plusMs(watched.now, dayMs);
    const words = policyWords(`Wij bewaren uw gegevens ${day < 5 ? 'twee' : 'vijf'} jaar.`);
    watched.answer = day === 3 ? (_request, response) => void response.writeHead(500, { 'content-type': 'text/html' }).end('<p>Er ging iets mis in de keuken.</p>') : page(`${words}<!-- bezoek ${day} -->`);
    await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  }
  return watched;
}

test('D25 retention says what it would drop, drops just that, and leaves a store and packs that verify', { timeout: 60_000 }, async () => {
  await using watched = await filled();
  const { db } = watched.context.storage;
  const captures = (await listCaptures(db, watched.policyId, { limit: 100 })).toReversed();
  const plan = await planRetention(watched.context);
  expect(plan.pages).toBeGreaterThan(3);
  expect((await verifyStore(watched.context)).dropped).toEqual([]);

  const done = await applyRetention(watched.context);
  expect({ ...done, policies: done.policies }).toEqual(plan);
  expect((await planRetention(watched.context)).pages).toBe(0);

  const cutoff = plusMs(watched.now, -30 * dayMs);
  for (const capture of captures) {
    const kept = capture.versionId !== null || capture.at >= cutoff;
    const body = await getBody(db, capture.bodySha256).then((bytes) => bytes.toString('utf8'), (error: Error) => error.message);
    if (kept) expect(body, capture.at).toContain('<!doctype html>');
    else expect(body, capture.at).toMatch(/was dropped by retention/u);
  }
  const { findings, dropped } = await verifyStore(watched.context);
  expect(findings).toEqual([]);
  expect(dropped.length).toBe(plan.pages);
  expect(dropped[0]?.why).toMatch(/dropped by retention on 2026-/u);
  expect((await verifyPackBytes(await exportEvidence(watched.context, 'acme/privacy-policy'))).faults).toEqual([]);
});

test('D11 a page that somebody else emptied is a fault, whatever the row says', { timeout: 60_000 }, async () => {
  await using watched = await filled();
  const { db } = watched.context.storage;
  const [newest] = await listCaptures(db, watched.policyId, { limit: 1 });
  await db.updateTable('bodies').set({ encoding: 'dropped', data: Buffer.alloc(0), dictionary_sha256: null }).where('sha256', '=', newest?.bodySha256 ?? '').execute();
  const { findings } = await verifyStore(watched.context);
  expect(findings.map((finding) => finding.what)).toContain(`capture ${newest?.id}`);
});

test('a page that was dropped and is shown again is kept again', { timeout: 60_000 }, async () => {
  await using watched = await filled();
  await applyRetention(watched.context);
  watched.now = plusMs(watched.now, dayMs);
  watched.answer = page(`${policyWords('Wij bewaren uw gegevens twee jaar.')}<!-- bezoek 2 -->`);
  await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  const [newest] = await listCaptures(watched.context.storage.db, watched.policyId, { limit: 1 });
  if (newest === undefined) throw new Error('nothing was captured');
  expect((await getBody(watched.context.storage.db, newest.bodySha256)).toString('utf8')).toContain('bezoek 2');
  expect((await verifyStore(watched.context)).findings).toEqual([]);
});
