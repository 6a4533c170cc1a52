import { expect, test } from 'vitest';
import type { PolicyId } from '../../../src/domain/ids.ts';
import { Jobs } from '../../../src/web/jobs.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { heldChecks } from '../../support/held-checks.ts';
import { csrfOf, madeSite, post } from '../../support/site.ts';

const policies = [1, 2, 3].map((id) => ({ id: id as PolicyId, slug: `a/${id}`, label: `Policy ${id}` }));

test('who follows a job hears each step once, and its end, however late they listen', async () => {
  const { check, release } = heldChecks();
  const jobs = new Jobs({ check });
  const id = jobs.order(policies, '/vendors/a');
  const seen: string[] = [];
  const following = (async () => {
    for await (const job of jobs.follow(id, 10_000)) seen.push(job === null ? 'idle' : `${job.steps.map((step) => step.state[0]).join('')}${job.over ? '!' : ''}`);
  })();
  for (let count = 0; count < policies.length; count += 1) await release();
  await following;
  expect(seen[0]).toMatch(/^[rw]ww$/u);
  expect(seen.at(-1)).toBe('ddd!');
  expect(new Set(seen).size).toBe(seen.length);
  const late: unknown[] = [];
  for await (const job of jobs.follow(id, 10_000)) late.push(job?.over);
  expect(late).toEqual([true]);
  await jobs.close();
});

test('nothing new is told as nothing, so that a reader who has gone is noticed', async () => {
  const { check, release } = heldChecks();
  const jobs = new Jobs({ check });
  const following = jobs.follow(jobs.order(policies.slice(0, 1), '/vendors/a'), 10);
  expect((await following.next()).value?.over).toBe(false);
  expect((await following.next()).value).toBeNull();
  await release();
  let told = (await following.next()).value;
  while (told === null) told = (await following.next()).value;
  expect(told?.over).toBe(true);
  expect((await following.next()).done).toBe(true);
  await jobs.close();
});

test('an unknown job has nothing to follow, and the end of the pages ends every stream', async () => {
  const { check, release } = heldChecks();
  const jobs = new Jobs({ check });
  expect((await jobs.follow('none', 10).next()).done).toBe(true);
  const following = jobs.follow(jobs.order(policies, '/vendors/a'), 10_000);
  await following.next();
  const next = following.next();
  const closing = jobs.close();
  await next;
  expect((await following.next()).done).toBe(true);
  await release();
  await closing;
});

test('the stream carries the progress as the page shows it, in the reader’s language, and nothing unescaped', async () => {
  const { check, release } = heldChecks();
  const site = await madeSite({}, { check });
  await fillDatabase(site.storage);
  const form = await csrfOf(site, '');
  const ordered = await post(site, '/vendors/pigeonpost/check', { csrf: form.csrf }, { cookie: form.cookie });
  const path = ordered.headers.get('location') ?? '';
  const page = await (await site.ask(path, { headers: { cookie: form.cookie } })).text();
  expect(page).toContain(`data-events="${path}/events"`);
  expect(page).toContain('<noscript><meta http-equiv="refresh" content="2"></noscript>');
  const stream = await site.ask(`${path}/events`, { headers: { cookie: form.cookie } });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  for await (const part of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    // The next check ends only when the stream has told of what went before.
    if (text === '' || text.includes('1 van 2') !== (text + part).includes('1 van 2')) await release();
    text += part;
  }
  const events = text.split('\n\n').filter((part) => part.startsWith('data: ')).map((part) => JSON.parse(part.slice(6)) as { readonly html: string; readonly said: string; readonly over: boolean });
  expect(events.at(-1)).toMatchObject({ over: true, said: 'De controle is klaar.' });
  expect(events.some((event) => event.said === '1 van 2 documenten gecontroleerd')).toBe(true);
  expect(await (await site.ask(path, { headers: { cookie: form.cookie } })).text()).not.toContain('data-events=');
  expect((await site.ask('/jobs/none/events', { headers: { cookie: form.cookie } })).status).toBe(404);
  await site.close();
});
