import { expect, test } from 'vitest';
import { buildDigest } from '../../../src/app/build-digest.ts';
import { digestAsMail } from '../../../src/app/digest-as-mail.ts';
import { configOf, defaultConfigFile } from '../../../src/config/load-config.ts';
import type { DigestStory } from '../../../src/domain/digest.ts';
import { instantOf, type Instant } from '../../../src/domain/instant.ts';
import { digestFor } from '../../../src/notify/digest-for.ts';
import { pausePolicy, removePolicy } from '../../../src/storage/policies.ts';
import { madeComparison, madeTree } from '../../support/made-clauses.ts';
import { fillDatabase, makeCapture, makeComparison, makePolicy, makeVendor, makeVersion } from '../../support/made-database.ts';
import { noSecrets } from '../../support/watched.ts';
import { digest, longerRetention, newRecipient, policy, story } from '../notify/stories.ts';
import { scratchStorage, type Scratch } from './sending.ts';

const at = (text: string): Instant => instantOf(Date.parse(text));
const everything = { vendors: [], policyTypes: [], tags: [], topics: [] };

/** A vendor whose policy changed at an instant, in one clause on retention. */
async function changedVendor({ storage }: Scratch, slug: string, when: Instant): Promise<void> {
  const vendorId = await makeVendor(storage, { slug, name: slug, tags: ['proef'] });
  const url = `https://${slug}.example/privacy`;
  const policyId = await makePolicy(storage, vendorId, `${slug}/privacy-policy`, 'Privacy Policy', url);
  const [before, after] = ['# Privacy\n\nWij bewaren alles een week.', '# Privacy\n\nWij bewaren alles een jaar.'];
  const old = await makeVersion(storage, policyId, await makeCapture(storage, policyId, url, at('2026-03-01T08:00Z'), before, 'first'), before, 'nl', null);
  const fresh = await makeVersion(storage, policyId, await makeCapture(storage, policyId, url, when, after, 'confirmed'), after, 'nl', null);
  const headline = { nl: 'Bewaartermijn: 1 week → 1 jaar', en: 'Retention: 1 week → 1 year' };
  const comparison = madeComparison(madeTree(before, 'nl'), madeTree(after, 'nl'), [
    { kind: 'modified', significance: 'material', direction: 'less-protective', topics: ['retention'], headline, old: 'Wij bewaren alles een week.', new: 'Wij bewaren alles een jaar.' },
  ], headline);
  await makeComparison(storage, { policyId, vendorId, oldVersionId: old, newVersionId: fresh }, when, comparison);
}

function digestOf({ storage, directory }: Scratch, since: string, until: string): Promise<DigestStory> {
  const config = { ...configOf(defaultConfigFile, directory), timeZone: 'Europe/Amsterdam', baseUrl: 'https://watch.example.nl' };
  return buildDigest({ storage, config }, { key: 'weekly-x', rhythm: 'weekly', since: at(since), until: at(until), missed: 0 });
}

const countsOf = (story: DigestStory): Readonly<Record<string, number>> => Object.fromEntries(story.weeks.filter((week) => week.changes.length > 0).map((week) => [week.monday, week.changes.length]));

test('the quarter’s picture counts by the weeks of the zone, over both changes of the clocks', async () => {
  await using scratch = await scratchStorage();
  await changedVendor(scratch, 'just-before-monday', at('2026-10-25T22:30Z'));
  await changedVendor(scratch, 'just-on-monday', at('2026-10-25T23:30Z'));
  await changedVendor(scratch, 'summer-sunday', at('2026-10-18T21:30Z'));
  await changedVendor(scratch, 'summer-monday', at('2026-10-18T22:30Z'));
  const story = await digestOf(scratch, '2026-11-02T06:00Z', '2026-11-09T06:00Z');
  expect(countsOf(story)).toEqual({ '2026-10-12': 1, '2026-10-19': 2, '2026-10-26': 1 });
  expect(story.weeks).toHaveLength(13);
  expect(story.weeks.at(-1)?.monday).toBe('2026-11-09');
});

test('each change is told in exactly one of two digests that touch', async () => {
  await using scratch = await scratchStorage();
  await changedVendor(scratch, 'on-the-edge', at('2026-11-09T06:00:00.000Z'));
  const [before, after] = [await digestOf(scratch, '2026-11-02T06:00Z', '2026-11-09T06:00Z'), await digestOf(scratch, '2026-11-09T06:00Z', '2026-11-16T06:00Z')];
  expect([before.changes.length, after.changes.length]).toEqual([0, 1]);
});

test('a digest counts what should have been checked and what was, for all and for one who follows a part', async () => {
  await using scratch = await scratchStorage();
  await fillDatabase(scratch.storage);
  const story = await digestOf(scratch, '2026-11-02T06:00Z', '2026-11-09T09:00Z');
  const names = (told: DigestStory): readonly string[] => told.health.watched.map((one) => `${one.policy.policySlug} ${one.checked}`).toSorted();
  expect(names(story).length).toBeGreaterThan(3);
  expect(digestFor(story, everything)).toBe(story);
  const mine = digestFor(story, { ...everything, vendors: ['loonwolk'] });
  expect(names(mine)).toEqual(names(story).filter((name) => name.startsWith('loonwolk/')));
  expect(mine.weeks.flatMap((week) => week.changes).every((change) => change.policy.vendorSlug === 'loonwolk')).toBe(true);
  expect(mine.changes.every((change) => change.policy.vendorSlug === 'loonwolk')).toBe(true);
  const tagged = digestFor(story, { ...everything, tags: ['marketing'] });
  expect(tagged.health.watched.every((one) => one.policy.vendorTags.includes('marketing'))).toBe(true);
  expect(tagged.health.unreachable.map((one) => one.reason.nl)).toEqual(['De site weigert de pagina aan dit programma te geven.']);
});

test('a policy that was paused or let go is not among those that should have been checked, but its changes were changes', async () => {
  await using scratch = await scratchStorage();
  await changedVendor(scratch, 'gone', at('2026-11-03T12:00Z'));
  await changedVendor(scratch, 'resting', at('2026-11-03T12:00Z'));
  const { db } = scratch.storage;
  const idOf = async (slug: string) => (await db.selectFrom('policies').select('id').where('slug', '=', `${slug}/privacy-policy`).executeTakeFirstOrThrow()).id;
  await removePolicy(db, (await idOf('gone')) as Parameters<typeof removePolicy>[1], at('2026-11-08T12:00Z'));
  await pausePolicy(db, (await idOf('resting')) as Parameters<typeof pausePolicy>[1], at('2026-11-08T12:00Z'));
  const story = await digestOf(scratch, '2026-11-02T06:00Z', '2026-11-09T06:00Z');
  expect(story.health.watched).toEqual([]);
  expect(story.health.paused.map((one) => one.policy.vendorSlug)).toEqual(['resting']);
  expect(countsOf(story)).toEqual({ '2026-11-02': 2 });
});

test('a digest that is printed or written leaves nothing out for the length of a mail', async () => {
  await using scratch = await scratchStorage();
  const many = Array.from({ length: 60 }, (_, index) => story([longerRetention, newRecipient], { key: `k${index}`, policy: policy({ vendorSlug: `v${index}`, vendorName: `Leverancier ${index}`, policySlug: `v${index}/privacy-policy` }) }));
  const config = configOf(defaultConfigFile, scratch.directory);
  const { text } = digestAsMail({ config, secrets: noSecrets }, digest(many), 'nl');
  expect(text.match(/drie \(3\) maanden/gu)).toHaveLength(60);
  expect(text).not.toContain('Weggelaten');
});
