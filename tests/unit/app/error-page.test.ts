import { expect, test } from 'vitest';
import { checkPolicy, type CheckReport } from '../../../src/app/check-policy.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { openWatched, policyWords, type Answer, type Watched } from '../../support/watched.ts';

type Checked = Extract<CheckReport, { kind: 'checked' }>;
const dayMs = 86_400_000;

async function look(watched: Watched, afterMs = 3_600_000): Promise<Checked> {
  watched.now = plusMs(watched.now, afterMs);
  const report = await checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  if (report.kind !== 'checked') throw new Error(`the check was ${report.kind}`);
  return report;
}

const filling = Array.from({ length: 14 }, (_, at) => `<p>Onderdeel ${at}: wij leggen in gewone woorden uit welke persoonsgegevens wij voor dit onderdeel verwerken en hoe lang wij die bewaren.</p>`).join('');
const policy = `<html lang="nl"><head><title>Privacyverklaring</title></head><body><main><h1>Privacyverklaring</h1>${policyWords('Wij bewaren uw gegevens twee jaar.')}${filling}</main></body></html>`;
/** A front page of fluent words, long enough and with enough of a policy's vocabulary to pass for one. */
const front = `<html lang="nl"><head><title>Acme, software voor de zorg</title></head><body><main><h1>Software voor de zorg</h1>${Array.from({ length: 25 }, (_, at) => `<p>Module ${at} helpt zorgverleners met gegevens, toestemming, bewaren, verwerken, voorwaarden, garantie, privacy en derden in een abonnement dat bij u past.</p>`).join('')}</main></body></html>`;

const unknownPath = (url: string | undefined): boolean => /^\/no-such-page-[0-9a-f]{12}$/u.test(url ?? '');

/** A site that shows its front page, or a 404, for whatever it does not know. */
function site(words: () => string, unknown: string | null): Answer {
  return (request, response) => {
    if (unknownPath(request.url) && unknown === null) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Niet gevonden</h1>');
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(unknownPath(request.url) ? unknown : words());
  };
}

test('a policy that gave way to what the site shows for any unknown address is not found, however fluent that page', async () => {
  await using watched = await openWatched();
  let words = policy;
  watched.answer = site(() => words, front);
  expect((await look(watched)).outcome).toBe('first');
  words = front;
  const gone = await look(watched);
  expect(gone).toMatchObject({ verdict: 'not-found', outcome: 'rejected' });
  expect(gone.reasons.map((reason) => reason.text.nl)).toEqual(['De pagina lijkt op die welke deze site voor niet-bestaande adressen toont.']);
  words = policy;
  expect((await look(watched)).outcome).toBe('unchanged');
});

test('een site die eerlijk “niet gevonden” zegt wordt geloofd: een heel andere pagina wacht op bevestiging', async () => {
  await using watched = await openWatched();
  let words = policy;
  watched.answer = site(() => words, null);
  await look(watched);
  words = front;
  expect((await look(watched)).outcome).toBe('pending');
});

test('a made-up address is asked for only in doubt, and once a month', async () => {
  await using watched = await openWatched();
  let words = policy;
  watched.answer = site(() => words, null);
  const probes = (): number => watched.asked.filter(unknownPath).length;
  await look(watched);
  await look(watched);
  expect(probes()).toBe(0);
  words = front;
  await look(watched);
  await look(watched);
  expect(probes()).toBe(1);
  await look(watched, 31 * dayMs);
  expect(probes()).toBe(2);
});

test('a site of one page, which shows its policy for every address, keeps its policy', async () => {
  await using watched = await openWatched();
  let words = policy;
  watched.answer = (_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(words);
  };
  await look(watched);
  words = `<html lang="nl"><head><title>Privacyverklaring</title></head><body><main><h1>Privacyverklaring</h1>${Array.from({ length: 25 }, (_, at) => `<p>Geheel nieuw artikel ${at} over persoonsgegevens, toestemming, de bewaartermijn, de verwerker en uw recht op inzage bij onze rechtsopvolger.</p>`).join('')}</main></body></html>`;
  expect((await look(watched)).outcome).toBe('pending');
});
