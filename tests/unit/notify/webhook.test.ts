import { expect, test } from 'vitest';
import { hookKey, renderHook, sendHook, signatureHeaders, type PostRequest } from '../../../src/notify/webhook.ts';
import { at, deadline, longerRetention, rewording, story } from './stories.ts';

const now = at('2026-11-16T12:00:00.000Z');
const target = { url: 'https://hooks.example/x', secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] };

test('the signature is that of the Standard Webhooks specification', () => {
  const headers = signatureHeaders({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }, target.secrets, at('2021-02-25T15:02:10.000Z'));
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('while a secret is replaced both sign', () => {
  const one = signatureHeaders({ id: 'a', body: 'b' }, ['old'], now)['webhook-signature'] ?? '';
  const two = signatureHeaders({ id: 'a', body: 'b' }, ['new', 'old'], now)['webhook-signature'] ?? '';
  expect(two.split(' ')).toHaveLength(2);
  expect(two.split(' ')[1]).toBe(one);
});

test('every attempt carries the same id and body, and a time and signature of its own', async () => {
  const request = renderHook(story([longerRetention]), { name: 'legal', shape: 'json', language: 'nl' }, now);
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
  const request = renderHook(story([longerRetention]), { name: 'legal', shape: 'json', language: 'nl' }, now);
  expect(await sendHook(request, target, now, () => Promise.resolve(answer))).toMatchObject(outcome);
});

test('each shape says whose policy changed and how', () => {
  const told = story([longerRetention, rewording], { deadlines: [deadline()] });
  const bodyOf = (shape: 'json' | 'slack' | 'teams'): unknown => JSON.parse(renderHook(told, { name: 'legal', shape, language: 'en' }, now).body);
  expect(bodyOf('json')).toMatchObject({
    type: 'policy.changed',
    data: { key: told.key, vendor: { slug: 'veldpost' }, overall: { significance: 'material' }, changes: [{ kind: 'modified' }, { kind: 'modified' }], deadlines: [{ kind: 'objection', dueOn: '2026-12-16' }] },
  });
  expect(bodyOf('slack')).toMatchObject({ text: 'Veldpost B.V. · Privacy Policy: Retention lengthened from 1 week to 3 months', blocks: [{ type: 'section' }] });
  expect(bodyOf('teams')).toMatchObject({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }] });
  expect(hookKey(told, { name: 'legal' })).toBe('hook:veldpost/privacy-policy:4:5:legal');
});
