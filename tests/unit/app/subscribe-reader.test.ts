import path from 'node:path';
import { expect, test } from 'vitest';
import { examineSetup } from '../../../src/app/examine-setup.ts';
import { importCaptures } from '../../../src/app/import-captures.ts';
import { subscribeReader, type SubscribeRequest } from '../../../src/app/subscribe-reader.ts';
import { UsageError } from '../../../src/domain/problem.ts';
import { listVendors } from '../../../src/storage/vendors.ts';
import { upsertSubscriber } from '../../../src/storage/subscribers.ts';
import { noSecrets, openWatched } from '../../support/watched.ts';

const wish = (changes: Partial<SubscribeRequest>): SubscribeRequest => ({
  address: 'noor@example.nl', name: 'Noor', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'material', digest: true, quiet: null, ...changes,
});

test.each([
  ['a vendor', { vendors: ['acmee'] }, 'unknown-vendor', 'Did you mean "acme"?'],
  ['a type', { policyTypes: ['Privacy Polcy'] }, 'unknown-type', 'Did you mean "Privacy Policy"?'],
  ['a tag', { tags: ['crm'] }, 'unknown-tag', 'Give it to a vendor or a policy first.'],
  ['a topic', { topics: ['retenton'] }, 'unknown-topic', 'Did you mean "retention"?'],
] as const)('who would follow %s that is mistyped would be told nothing, ever, and is refused', async (_what, changes, code, mend) => {
  await using watched = await openWatched();
  const refusal: unknown = await subscribeReader(watched.context, wish(changes)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UsageError);
  expect(refusal instanceof UsageError ? refusal.problem : null).toMatchObject({ code, mend });
});

test('a type may be named in any language', async () => {
  await using watched = await openWatched();
  const { follows } = await subscribeReader(watched.context, wish({ policyTypes: ['privacyverklaring', 'terms of service'] }));
  expect(follows.policyTypes).toEqual(['Privacy Policy', 'Terms of Service']);
});

test('the doctor names readers who follow nothing that is watched', async () => {
  await using watched = await openWatched();
  const { context } = watched;
  const at = context.clock();
  await subscribeReader(context, wish({}));
  // As the configuration may have it, whose vendors need not be there yet.
  const { address, name, language, timeZone, alertFrom, digest, quiet } = wish({ address: 'typo@example.nl' });
  await upsertSubscriber(context.storage.db, { address, name, language, timeZone, alertFrom, digest, quiet, follows: { vendors: ['acmee'], policyTypes: [], tags: [], topics: [] }, confirmedAt: at, createdAt: at });
  const findings = await examineSetup({ config: context.config, secrets: noSecrets, file: null, origins: new Map(), warnings: [] });
  expect(findings.filter((finding) => finding.part === 'watch').map((finding) => finding.message)).toEqual([
    '1 policy is watched, 0 of them failing.',
    'typo@example.nl follows nothing that is watched, and so is told nothing.',
  ]);
});

test('a file that is no archive registers no vendor', async () => {
  await using watched = await openWatched();
  const file = path.join(watched.dataDir, 'missing.jsonl');
  await expect(importCaptures(watched.context, { file, vendor: 'Nergens', policyType: 'Privacy Policy' }).next()).rejects.toThrow('There is no file');
  expect((await listVendors(watched.context.storage.db)).map((vendor) => vendor.slug)).toEqual(['acme']);
});
