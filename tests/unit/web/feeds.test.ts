import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderAtom, renderJsonFeed } from '../../../src/notify/feeds.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import { atomProblems, jsonFeedProblems } from '../../support/feed-rules.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { fillHostile } from '../../support/hostile-database.ts';
import { madeSite, type MadeSite } from '../../support/site.ts';

let site: MadeSite;

beforeAll(async () => {
  site = await madeSite();
  await fillDatabase(site.storage);
  await fillHostile(site.storage);
});

afterAll(() => site.close());

const paths = ['/feeds/changes', '/feeds/vendors/loonwolk', '/feeds/vendors/kwaad', '/feeds/tags/kritiek', '/feeds/tags/marketing'];
const base = 'https://watch.example.nl';

test.each(paths.flatMap((path) => [[path, 'nl'], [path, 'en']] as const))('%s in %s is a feed to the letter in both forms, however hostile its words', async (path, language) => {
  const ask = (form: string): Promise<Response> => site.ask(`${path}.${form}`, { headers: { 'accept-language': language } });
  const atom = await ask('atom');
  expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const source = await atom.text();
  expect(source).toContain(`xml:lang="${language}"`);
  expect(source).toContain('<entry>');
  expect(atomProblems(source, `${base}${path}.atom`)).toEqual([]);
  const json = await ask('json');
  expect(json.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
  expect(jsonFeedProblems(await json.text(), `${base}${path}.json`)).toEqual([]);
});

test('a vendor’s feed and a tag’s hold its own changes only, and an entry keeps its id from one to the other', async () => {
  const ids = async (path: string): Promise<readonly string[]> => [...(await (await site.ask(path)).text()).matchAll(/<entry><id>([^<]*)<\/id>/gu)].map((match) => match[1] ?? '');
  const [all, loonwolk, personnel] = [await ids('/feeds/changes.atom'), await ids('/feeds/vendors/loonwolk.atom'), await ids('/feeds/tags/personeel.atom')];
  expect(loonwolk.length).toBeGreaterThan(0);
  expect(loonwolk.length).toBeLessThan(all.length);
  expect(personnel).toEqual(loonwolk);
  expect(all).toEqual(expect.arrayContaining([...loonwolk]));
  expect(loonwolk.every((id) => id.startsWith('tag:watch.example.nl,2026-01-01:loonwolk'))).toBe(true);
});

test('a feed in which nothing stands yet is one too', () => {
  const head = { title: 'Clausewatch', selfUrl: `${base}/feeds/changes.atom`, homeUrl: `${base}/`, language: 'nl', tagAuthority: 'watch.example.nl,2026-01-01' } as const;
  expect(atomProblems(renderAtom([], head, instantOf(0)))).toEqual([]);
  expect(jsonFeedProblems(renderJsonFeed([], head))).toEqual([]);
});

test('the rules that feeds are held to are not empty', () => {
  const good = renderAtom([], { title: 'x', selfUrl: `${base}/f`, homeUrl: base, language: 'nl', tagAuthority: 'x,2026' }, instantOf(0));
  expect(atomProblems(good.replace('</feed>', ''))[0]).toContain('not well-formed');
  expect(atomProblems(good.replace('<updated>1970-01-01T00:00:00.000Z', '<updated>1970-01-01 00:00'))).toEqual(['updated "1970-01-01 00:00" is no date']);
  expect(atomProblems(good.replace('</feed>', '<entry><id>x</id><title>y</title></entry></feed>'))).toEqual(['entry holds 0 updated', 'the id "x" is no IRI', 'an entry without content or a link']);
  expect(atomProblems(good.replace('</feed>', '<subtitle/><subtitle/></feed>'))).toEqual(['feed holds 2 subtitle']);
  expect(jsonFeedProblems('{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"extra":true}]}').length).toBeGreaterThan(6);
});
