import { expect, test } from 'vitest';
import { composeNotices } from '../../../src/app/compose-notices.ts';
import { subscribeReader } from '../../../src/app/subscribe-reader.ts';
import type { PolicyId, VersionId } from '../../../src/domain/ids.ts';
import { instantOf, type Instant, type IsoDate } from '../../../src/domain/instant.ts';
import { insertDeadline } from '../../../src/storage/deadlines.ts';
import { listDeliveries } from '../../../src/storage/deliveries.ts';
import { makeCapture, makePolicy, makeVendor, makeVersion } from '../../support/made-database.ts';
import { openWatched, type Watched } from '../../support/watched.ts';

const at = (text: string): Instant => instantOf(Date.parse(text));

async function withReader(): Promise<Watched> {
  const watched = await openWatched();
  await subscribeReader(watched.context, { address: 'saskia@lawyers.example', name: 'Saskia', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: null, digest: false, quiet: null });
  return watched;
}

/** A policy of its own with an objection window that was noticed on 2 November 2026. */
async function windowOf(watched: Watched, slug: string, dueOn: string): Promise<void> {
  const { storage } = watched.context;
  const vendorId = await makeVendor(storage, { slug, name: slug });
  const policyId: PolicyId = await makePolicy(storage, vendorId, `${slug}/privacy-policy`, 'Privacy Policy');
  const text = '# Privacy\n\nTekst.';
  const versionId: VersionId = await makeVersion(storage, policyId, await makeCapture(storage, policyId, `https://${slug}.example`, at('2026-11-02T08:00Z'), text, 'first'), text, 'nl', null);
  await insertDeadline(storage.db, {
    policyId, versionId, comparisonId: null, kind: 'objection', dueOn: dueOn as IsoDate, createdAt: at('2026-11-02T08:00Z'),
    details: { key: `${slug}/privacy-policy:objection:1`, timeZone: 'Europe/Amsterdam', noticedOn: '2026-11-02' as IsoDate, period: { days: 30, count: 'calendar' }, quote: null, decision: null, revision: 0 },
  });
}

async function subjectsOn(watched: Watched, now: string): Promise<readonly string[]> {
  const before = new Set((await listDeliveries(watched.context.storage.db, { limit: 100 })).map((delivery) => delivery.key));
  watched.now = at(now);
  await composeNotices(watched.context);
  return (await listDeliveries(watched.context.storage.db, { limit: 100 })).filter((delivery) => !before.has(delivery.key)).map((delivery) => delivery.subject);
}

test('one window is brought to mind by itself, once a step', async () => {
  await using watched = await withReader();
  await windowOf(watched, 'spryng', '2026-12-02');
  expect(await subjectsOn(watched, '2026-11-18T09:00Z')).toEqual(['spryng · Privacyverklaring: Nog 14 dagen om bezwaar te maken']);
  expect(await subjectsOn(watched, '2026-11-18T10:00Z')).toEqual([]);
  expect(await subjectsOn(watched, '2026-11-25T09:00Z')).toEqual(['spryng · Privacyverklaring: Nog 7 dagen om bezwaar te maken']);
});

test('windows whose days come together are one mail, told once, and one that comes later is told alone', async () => {
  await using watched = await withReader();
  for (const slug of ['spryng', 'appointlet', 'sharpspring']) await windowOf(watched, slug, '2026-12-02');
  expect(await subjectsOn(watched, '2026-11-18T09:00Z')).toEqual(['3 bezwaartermijnen: nog 14 dagen om bezwaar te maken']);
  expect(await subjectsOn(watched, '2026-11-18T10:00Z')).toEqual([]);
  await windowOf(watched, 'veldpost', '2026-12-02');
  expect(await subjectsOn(watched, '2026-11-18T11:00Z')).toEqual(['veldpost · Privacyverklaring: Nog 14 dagen om bezwaar te maken']);
  expect(await subjectsOn(watched, '2026-11-25T09:00Z')).toEqual(['4 bezwaartermijnen: nog 7 dagen om bezwaar te maken']);
  const [mail] = await listDeliveries<{ readonly text: string }>(watched.context.storage.db, { limit: 1 });
  for (const slug of ['spryng', 'appointlet', 'sharpspring', 'veldpost']) expect(mail?.payload.text).toContain(`${slug} · Privacyverklaring – Bezwaar maken kan tot en met woensdag 2`);
});

test('windows of which some have passed are told as such', async () => {
  await using watched = await withReader();
  await windowOf(watched, 'spryng', '2026-12-02');
  await windowOf(watched, 'appointlet', '2026-12-04');
  await windowOf(watched, 'sharpspring', '2026-12-03');
  expect(await subjectsOn(watched, '2026-12-03T09:00Z')).toEqual(['3 bezwaartermijnen, waarvan 1 verstreken']);
  expect(await subjectsOn(watched, '2026-12-04T09:00Z')).toEqual(['2 bezwaartermijnen, waarvan 1 verstreken']);
});

test('after a pause of the machine only the nearest step is told', async () => {
  await using watched = await withReader();
  await windowOf(watched, 'spryng', '2026-12-02');
  expect(await subjectsOn(watched, '2026-11-30T09:00Z')).toEqual(['spryng · Privacyverklaring: Nog 2 dagen om bezwaar te maken']);
  expect(await subjectsOn(watched, '2026-12-03T09:00Z')).toEqual(['spryng · Privacyverklaring: Bezwaartermijn verstreken']);
  expect(await subjectsOn(watched, '2026-12-04T09:00Z')).toEqual([]);
});
