import { expect, test } from 'vitest';
import { hookKey, renderHook, sendHook, signatureHeaders, type PostRequest } from '../../../src/notify/webhook.ts';
import { at, deadline, longerRetention, newRecipient, policy, removedPromise, rewording, spelling, story } from './stories.ts';

const now = at('2026-11-16T12:00:00.000Z');
const target = { url: 'https://hooks.example/x', secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] };

test('W04 the signature is that of the Standard Webhooks specification', () => {
  const headers = signatureHeaders({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }, target.secrets, at('2021-02-25T15:02:10.000Z'));
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('W05 while a secret is replaced both sign', () => {
  const one = signatureHeaders({ id: 'a', body: 'b' }, ['old'], now)['webhook-signature'] ?? '';
  const two = signatureHeaders({ id: 'a', body: 'b' }, ['new', 'old'], now)['webhook-signature'] ?? '';
  expect(two.split(' ')).toHaveLength(2);
  expect(two.split(' ')[1]).toBe(one);
});

test('every attempt carries the same id and body, and a time and signature of its own', async () => {
  const request = renderHook([story([longerRetention])], { name: 'legal', shape: 'json', language: 'nl' }, now);
  const seen: Parameters<PostRequest>[0][] = [];
  const post: PostRequest = (one) => {
    seen.push(one);
    return Promise.resolve({ status: 200 });
  };
  await sendHook(request, target, now, post);
  await sendHook(request, target, at('2026-11-16T12:05:00.000Z'), post);
  expect(new Set(seen.map((one) => one.body)).size).toBe(1);
  expect(new Set(seen.map((one) => one.headers['webhook-id'])).size).toBe(1);
  expect(new Set(seen.map((one) => one.headers['webhook-signature'])).size).toBe(2);
  expect(seen[0]?.deadlineMs).toBe(15_000);
});

test.each([
  [{ status: 200 }, { kind: 'sent' }],
  [{ status: 204 }, { kind: 'sent' }],
  [{ status: 301 }, { kind: 'temporary', maybeAccepted: false }],
  [{ status: 404 }, { kind: 'temporary' }],
  [{ status: 410 }, { kind: 'permanent', fault: 'receiver-gone' }],
  [{ status: 429 }, { kind: 'temporary' }],
  [{ status: 500 }, { kind: 'temporary' }],
  [{ failed: 'timeout' }, { kind: 'temporary', maybeAccepted: true }],
] as const)('an answer of %j means %j', async (answer, outcome) => {
  const request = renderHook([story([longerRetention])], { name: 'legal', shape: 'json', language: 'nl' }, now);
  expect(await sendHook(request, target, now, () => Promise.resolve(answer))).toMatchObject(outcome);
});

test('each shape says whose policy changed and how', () => {
  const told = story([longerRetention, rewording], { deadlines: [deadline()] });
  const bodyOf = (shape: 'json' | 'slack' | 'teams'): unknown => JSON.parse(renderHook([told], { name: 'legal', shape, language: 'en' }, now).body);
  expect(bodyOf('json')).toMatchObject({
    type: 'policies.changed',
    data: { policiesLeftOut: 0, policies: [{ key: told.key, vendor: { slug: 'veldpost' }, overall: { significance: 'material' }, changes: [{ kind: 'modified' }, { kind: 'modified' }], deadlines: [{ kind: 'objection', dueOn: '2026-12-16' }] }] },
  });
  expect(bodyOf('slack')).toMatchObject({ text: 'Veldpost B.V. · Privacy Policy: Retention lengthened from 1 week to 3 months', blocks: [{ type: 'section' }] });
  expect(bodyOf('teams')).toMatchObject({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }] });
  expect(hookKey([told], { name: 'legal' })).toBe('hook:veldpost/privacy-policy:4:5:legal');
});

/** What a room gets, with the limits that its documents set. */
interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly { readonly type: string; readonly text: { readonly type: string; readonly text: string } }[];
}

interface TeamsMessage {
  readonly attachments: readonly { readonly content: { readonly body: readonly { readonly type: string }[] } }[];
}

const wave = (count: number, words = 'Leverancier'): readonly ReturnType<typeof story>[] =>
  Array.from({ length: count }, (_, index) => story([longerRetention, newRecipient, removedPromise, rewording, spelling], { key: `k${index}`, policy: policy({ vendorSlug: `v${index}`, vendorName: `${words} ${index}`, policySlug: `v${index}/privacy-policy` }) }));

const long = 'Een zeer lange naam & <bijzonder> *teken* '.repeat(10);

test.each([1, 2, 6, 60, 400])('%i policies that changed at one time are one message in each shape, within what its receiver takes', (count) => {
  const bodyOf = (shape: 'json' | 'slack' | 'teams'): string => renderHook(wave(count, long), { name: 'legal', shape, language: 'nl' }, now).body;
  const json = JSON.parse(bodyOf('json')) as { readonly data: { readonly policies: readonly unknown[]; readonly policiesLeftOut: number } };
  expect(json.data.policies.length + json.data.policiesLeftOut).toBe(count);
  expect(Buffer.byteLength(bodyOf('json'))).toBeLessThan(1_000_000);
  const slack = JSON.parse(bodyOf('slack')) as SlackMessage;
  expect(slack.blocks.length).toBeLessThanOrEqual(50);
  for (const block of slack.blocks) expect(block.text.text.length).toBeLessThanOrEqual(3000);
  expect(slack.blocks.reduce((sum, block) => sum + block.text.text.length, 0)).toBeLessThan(13_000);
  expect(bodyOf('slack')).not.toMatch(/<bijzonder>/u);
  expect(Buffer.byteLength(bodyOf('teams'))).toBeLessThan(28_000);
  const teams = JSON.parse(bodyOf('teams')) as TeamsMessage;
  expect(JSON.stringify(teams.attachments[0]?.content.body)).not.toContain('"TextBlock"');
  if (count > 1) {
    expect(slack.text).toBe(`${count} documenten gewijzigd, ${count} materieel`);
    expect(bodyOf('teams')).toContain(`${count} documenten gewijzigd, ${count} materieel`);
  }
  if (count === 400) expect(slack.blocks.at(-1)?.text.text).toMatch(/^Weggelaten vanwege de lengte: \d+ gewijzigde documenten\.$/u);
});

test('the message of a wave is the same in whatever order it gathered, and another for another wave', () => {
  const hook = { name: 'legal', shape: 'json', language: 'nl' } as const;
  expect(renderHook(wave(3).toReversed(), hook, now)).toEqual(renderHook(wave(3), hook, now));
  expect(hookKey(wave(3), hook)).not.toBe(hookKey(wave(2), hook));
});

test('a room hears of the last day to object', () => {
  const told = [story([longerRetention], { deadlines: [deadline()] })];
  for (const shape of ['slack', 'teams'] as const) expect(renderHook(told, { name: 'legal', shape, language: 'en' }, now).body).toContain('Object no later than Wednesday, 16 December 2026');
});
