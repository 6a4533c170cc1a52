import { afterEach, beforeEach, expect, test } from 'vitest';
import { subscriptionToken } from '../../../src/notify/unsubscribe-token.ts';
import { listDeliveries } from '../../../src/storage/deliveries.ts';
import { findSubscriber } from '../../../src/storage/subscribers.ts';
import { upsertVendor } from '../../../src/storage/vendors.ts';
import { makeVendor } from '../../support/made-database.ts';
import { csrfOf, madeSite, post, publicSettings, type MadeSite } from '../../support/site.ts';

let site: MadeSite;

beforeEach(async () => {
  site = await madeSite(publicSettings);
  await makeVendor(site.storage, { slug: 'loonwolk', name: 'Loonwolk', tags: ['kritiek'] });
});

afterEach(() => site.close());

async function subscribed(): Promise<{ readonly confirm: string; readonly unsubscribe: string }> {
  const form = await csrfOf(site, await site.session('reader'));
  const wish = { csrf: form.csrf, name: 'Noor', address: 'noor@example.nl', language: 'nl', alertFrom: 'material', digest: '1', tags: 'kritiek' };
  expect((await post(site, '/subscribe', wish, { cookie: form.cookie })).headers.get('location')).toBe('/subscribers?done=subscribed');
  const subscriber = await findSubscriber(site.storage.db, 'noor@example.nl');
  if (subscriber === null) throw new Error('Nobody was subscribed.');
  const secret = site.services.secrets.signing ?? '';
  return { confirm: subscriptionToken('confirm', subscriber, secret), unsubscribe: subscriptionToken('unsubscribe', subscriber, secret) };
}

test('a subscription counts once its mail’s link was confirmed, and not by being opened', async () => {
  const { confirm } = await subscribed();
  const [mail] = await listDeliveries<{ readonly text: string }>(site.storage.db, { limit: 1 });
  expect(mail?.payload.text).toContain(`https://watch.example.nl/confirm/${confirm}`);
  expect((await site.ask(`/confirm/${confirm}`)).status).toBe(200);
  expect((await findSubscriber(site.storage.db, 'noor@example.nl'))?.confirmedAt).toBeNull();
  expect((await post(site, `/confirm/${confirm}`, {})).status).toBe(200);
  expect((await findSubscriber(site.storage.db, 'noor@example.nl'))?.confirmedAt).not.toBeNull();
});

test('L28 one click ends a subscription without cookies or a form’s token, a mere visit does not', async () => {
  const { confirm, unsubscribe } = await subscribed();
  await post(site, `/confirm/${confirm}`, {});
  expect((await site.ask(`/unsubscribe/${unsubscribe}`)).status).toBe(200);
  expect((await findSubscriber(site.storage.db, 'noor@example.nl'))?.removedAt).toBeNull();
  expect((await post(site, `/unsubscribe/${unsubscribe}`, { 'List-Unsubscribe': 'One-Click' }, { origin: 'https://mail.example' })).status).toBe(200);
  expect((await findSubscriber(site.storage.db, 'noor@example.nl'))?.removedAt).not.toBeNull();
  expect((await post(site, `/unsubscribe/${unsubscribe}`, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
});

test('L28 a link for one thing does nothing else, and a changed one nothing at all', async () => {
  const { confirm, unsubscribe } = await subscribed();
  for (const path of [`/unsubscribe/${confirm}`, `/confirm/${unsubscribe}`, `/confirm/${confirm.slice(0, -1)}A`, `/confirm/2${confirm.slice(1)}`, '/confirm/x']) {
    expect((await post(site, path, {})).status, path).toBe(404);
  }
  const subscriber = await findSubscriber(site.storage.db, 'noor@example.nl');
  expect([subscriber?.confirmedAt, subscriber?.removedAt]).toEqual([null, null]);
});

test('an address that no mail can go to, or that smuggles a header, is refused', async () => {
  const form = await csrfOf(site, await site.session('reader'));
  for (const address of ['nobody', 'a@b@c', 'noor@example.nl\r\nBcc: x@example.nl', '']) {
    expect((await post(site, '/subscribe', { csrf: form.csrf, name: 'x', address }, { cookie: form.cookie })).status).toBe(422);
  }
  expect(await listDeliveries(site.storage.db, { limit: 5 })).toEqual([]);
});

test('asking twice for an address that is subscribed sends no second mail and changes nothing', async () => {
  const { confirm } = await subscribed();
  await post(site, `/confirm/${confirm}`, {});
  const form = await csrfOf(site, await site.session('reader'));
  await post(site, '/subscribe', { csrf: form.csrf, name: 'Somebody else', address: 'noor@example.nl', alertFrom: 'cosmetic' }, { cookie: form.cookie });
  const subscriber = await findSubscriber(site.storage.db, 'noor@example.nl');
  expect([subscriber?.name, subscriber?.alertFrom]).toEqual(['Noor', 'material']);
  expect(await listDeliveries(site.storage.db, { limit: 5 })).toHaveLength(1);
});

test('an administrator says which part somebody follows, and when they want quiet', async () => {
  await upsertVendor(site.storage.db, { slug: 'duiventil', name: 'Duiventil Post', homeUrl: null, tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: site.services.clock() });
  const form = await csrfOf(site, await site.session('administrator'));
  const wish: readonly (readonly [string, string])[] = [
    ['csrf', form.csrf], ['name', 'Noor'], ['address', 'noor@example.nl'], ['language', 'nl'], ['alertFrom', 'minor'],
    ['vendors', 'duiventil post'], ['type', 'Privacy Policy'], ['type', 'Cheese'], ['topic', 'retention'], ['topic', 'transfers'],
    ['quietFrom', '22:00'], ['quietUntil', '07:00'], ['timeZone', 'Europe/Lisbon'],
  ];
  expect((await post(site, '/subscribers', wish, { cookie: form.cookie })).headers.get('location')).toBe('/subscribers?done=subscribed-now');
  expect(await findSubscriber(site.storage.db, 'noor@example.nl')).toMatchObject({
    follows: { vendors: ['duiventil'], policyTypes: ['Privacy Policy'], topics: ['retention', 'transfers'], tags: [] },
    quiet: { from: '22:00', until: '07:00' },
    timeZone: 'Europe/Lisbon',
    alertFrom: 'minor',
    digest: false,
  });
  const page = await (await site.ask('/subscribers', { headers: { cookie: form.cookie } })).text();
  expect(page).toContain('duiventil, Privacyverklaring');
});

test('a vendor that is not watched is refused, as nothing would ever be told', async () => {
  const form = await csrfOf(site, await site.session('administrator'));
  const answer = await post(site, '/subscribers', { csrf: form.csrf, name: 'Noor', address: 'noor@example.nl', vendors: 'duiventul' }, { cookie: form.cookie });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('wordt hier niet gevolgd');
  expect(await findSubscriber(site.storage.db, 'noor@example.nl')).toBeNull();
});

test('where no mail can lead back here, nobody is shown a form that would be refused', async () => {
  const here = await madeSite();
  Object.assign(here.services, { config: { ...here.services.config, baseUrl: null } });
  try {
    const page = await (await here.ask('/subscribers', { headers: { 'accept-language': 'nl' } })).text();
    expect(page).not.toContain('action="/subscribe"');
    expect(page).toContain('action="/subscribers"');
  } finally {
    await here.close();
  }
});
