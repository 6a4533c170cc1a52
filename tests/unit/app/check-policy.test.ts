import { describe, expect, test } from 'vitest';
import { checkPolicy, type CheckReport } from '../../../src/app/check-policy.ts';
import { subscribeReader } from '../../../src/app/subscribe-reader.ts';
import { verifyStore } from '../../../src/app/verify-store.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { dueAlerts } from '../../../src/storage/alerts.ts';
import { listChecks } from '../../../src/storage/checks.ts';
import { getPolicy } from '../../../src/storage/policies.ts';
import { listVersions } from '../../../src/storage/versions.ts';
import { openWatched, page, policyWords, type Answer, type Watched } from '../../support/watched.ts';

type Checked = Extract<CheckReport, { kind: 'checked' }>;
const hourMs = 3_600_000;

async function look(watched: Watched): Promise<Checked> {
  watched.now = plusMs(watched.now, hourMs);
  const report = await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  if (report.kind !== 'checked') throw new Error(`the check was ${report.kind}`);
  return report;
}

const versions = async (watched: Watched): Promise<number> => (await listVersions(watched.context.storage.db, watched.policyId)).length;

describe('a policy that changes', () => {
  test('is a baseline first, pending at the first sight of new words, and a version when two more looks show them', async () => {
    await using watched = await openWatched();
    await subscribeReader(watched.context, { address: 'fg@example.org', name: 'FG', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'material', digest: true, quiet: null });
    expect((await look(watched)).outcome).toBe('first');
    expect((await look(watched)).outcome).toBe('unchanged');
    watched.answer = page(policyWords('Wij bewaren uw gegevens vijf jaar.'));
    expect((await look(watched)).outcome).toBe('pending');
    expect((await look(watched)).outcome).toBe('pending');
    expect(await dueAlerts(watched.context.storage.db, watched.now)).toHaveLength(0);
    const confirmed = await look(watched);
    expect(confirmed.outcome).toBe('confirmed');
    expect(confirmed.comparison?.overall.significance).toBe('material');
    expect(confirmed.comparison?.changes.flatMap((change) => change.facts)).toEqual([{ type: 'duration', old: 'P2Y', new: 'P5Y' }]);
    expect(await dueAlerts(watched.context.storage.db, watched.now)).toHaveLength(1);
    expect((await look(watched)).outcome).toBe('unchanged');
    expect(await versions(watched)).toBe(2);
    expect((await verifyStore(watched.context)).findings).toEqual([]);
  });

  test('is not believed when the second look shows the old words again', async () => {
    await using watched = await openWatched();
    const old = watched.answer;
    await look(watched);
    watched.answer = page(policyWords('Wij bewaren uw gegevens vijf jaar.'));
    await look(watched);
    watched.answer = old;
    expect(['unchanged', 'variant']).toContain((await look(watched)).outcome);
    expect(await versions(watched)).toBe(1);
  });

  test('in nothing but its numbers is told as renumbered', async () => {
    await using watched = await openWatched();
    const words = policyWords('Wij bewaren uw gegevens twee jaar.');
    await look(watched);
    watched.answer = page(words.replace('<h2>3.', '<h2>8.').replace('<h2>4.', '<h2>9.'));
    expect([(await look(watched)).outcome, (await look(watched)).outcome]).toEqual(['pending', 'pending']);
    const { comparison } = await look(watched);
    expect(comparison?.changes.map((change) => [change.kind, change.significance, change.old[0]?.number, change.new[0]?.number])).toEqual([['renumbered', 'cosmetic', '3', '8'], ['renumbered', 'cosmetic', '4', '9']]);
  });

  test.each([
    ['refused', ((_request, response) => void response.writeHead(403).end('no')) satisfies Answer, 'failed'],
    ['a wall', page('<p>Access denied. You do not have permission to view this page.</p>', 'Access Denied'), 'captured'],
  ] as const)('and is then out of reach for a day (%s) is told unconfirmed, once, while its page counts as failing', async (_, wall, result) => {
    await using watched = await openWatched();
    await subscribeReader(watched.context, { address: 'fg@example.org', name: 'FG', language: 'nl', timeZone: 'Europe/Amsterdam', vendors: [], policyTypes: [], tags: [], topics: [], alertFrom: 'material', digest: true, quiet: null });
    await look(watched);
    const changed = page(policyWords('Wij bewaren uw gegevens vijf jaar.'));
    watched.answer = changed;
    expect((await look(watched)).outcome).toBe('pending');
    watched.answer = wall;
    await look(watched);
    expect(await versions(watched)).toBe(1);
    watched.now = plusMs(watched.now, 24 * hourMs);
    const told = await look(watched);
    expect(told.check.result).toBe(result);
    expect(told.comparison?.changes.flatMap((change) => change.facts)).toEqual([{ type: 'duration', old: 'P2Y', new: 'P5Y' }]);
    expect(await dueAlerts(watched.context.storage.db, watched.now)).toHaveLength(1);
    const [version] = await listVersions(watched.context.storage.db, watched.policyId, { limit: 1 });
    expect(version?.notes.map((note) => note.nl)).toContain('De nieuwe woorden zijn gezien, maar sindsdien was de pagina niet meer te lezen: dat ze er nog staan, is niet bevestigd.');
    expect((await getPolicy(watched.context.storage.db, watched.policyId)).health).toMatchObject({ state: 'failing', failures: 2 });
    await look(watched);
    watched.answer = changed;
    expect((await look(watched)).outcome).toBe('unchanged');
    expect(await versions(watched)).toBe(2);
    expect((await verifyStore(watched.context)).findings).toEqual([]);
  });

  test('X21 may carry half a letter in its title and words, and is kept all the same', async () => {
    await using watched = await openWatched();
    watched.answer = page(`${policyWords('Wij bewaren uw gegevens twee jaar.')}<p>Half &#xD800; en \uDC00.</p>`, 'Privacyverklaring \uD83D');
    expect((await look(watched)).outcome).toBe('first');
    expect((await verifyStore(watched.context)).findings).toEqual([]);
  });

  test('K11 R20 is checked once when two ask at the same time', async () => {
    await using watched = await openWatched();
    const ask = (): Promise<CheckReport> => checkPolicy(watched.context, watched.policyId, { trigger: 'web', signal: new AbortController().signal });
    const reports = await Promise.all([ask(), ask(), ask()]);
    expect(reports.map((report) => report.kind).toSorted()).toEqual(['busy', 'busy', 'checked']);
    expect(watched.asked).toHaveLength(1);
  });
});

const endless: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': String(2 * 1024 ** 3) });
  const chunk = Buffer.alloc(64 * 1024, 'a');
  const pump = (): void => {
    while (response.writable && response.write(chunk));
  };
  response.on('drain', pump);
  pump();
};

const faults: readonly { readonly name: string; readonly answer: Answer; readonly says: RegExp }[] = [
  { name: 'a 404', answer: (_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Pagina niet gevonden</h1>'), says: /404/u },
  { name: 'a 500 with a whole page', answer: (_request, response) => void response.writeHead(500, { 'content-type': 'text/html' }).end(`<main>${policyWords('x')}</main>`), says: /500/u },
  { name: 'a body of 2 GB', answer: endless, says: /MB|MiB|large|bytes/iu },
  { name: 'a binary file', answer: (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])), says: /PNG/u },
  { name: 'an empty page', answer: (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(''), says: /empty|no words|0 words|nothing/iu },
  { name: 'a connection that breaks', answer: (request) => request.socket.destroy(), says: /connection|broke/iu },
  { name: 'a login page in its place', answer: page('<form><p>Log in om verder te gaan.</p><input type="password"></form>', 'Inloggen'), says: /./u },
];

describe('a fault of the world', () => {
  test.each(faults)('$name is one sentence and a recorded check, and nothing stored is lost', async ({ answer, says }) => {
    await using watched = await openWatched();
    await look(watched);
    watched.answer = answer;
    const report = await look(watched);
    const sentence = report.problem === null ? report.reasons.map((reason) => reason.text.en).join(' ') : report.problem.message;
    expect(sentence).toMatch(says);
    expect(sentence.split('\n')).toHaveLength(1);
    const checks = await listChecks(watched.context.storage.db, watched.policyId, { limit: 10 });
    expect(checks).toHaveLength(2);
    expect(await versions(watched)).toBe(1);
    expect((await getPolicy(watched.context.storage.db, watched.policyId)).health.state).toBe('failing');
    watched.answer = page(policyWords('Wij bewaren uw gegevens twee jaar.'));
    watched.now = plusMs(watched.now, 48 * hourMs);
    expect((await look(watched)).outcome).toBe('unchanged');
    expect((await getPolicy(watched.context.storage.db, watched.policyId)).health.state).toBe('healthy');
    expect((await verifyStore(watched.context)).findings).toEqual([]);
  });

  test('an address that is not allowed is refused before anything is asked', async () => {
    await using watched = await openWatched({ url: 'http://127.0.0.1:9/privacy' });
    const report = await look(watched);
    expect(report.problem?.code).toMatch(/ssrf|address/u);
    expect(report.problem?.mend).not.toBeNull();
  });
});
