import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { indexNewChanges } from '../../../src/app/search-texts.ts';
import { readNewSubProcessors } from '../../../src/app/sub-processors.ts';
import { hostileStrings } from '../../support/hostile-strings.ts';
import { fillHostile } from '../../support/hostile-database.ts';
import { madeSite, type MadeSite } from '../../support/site.ts';

const feed = z.object({ items: z.array(z.object({ content_html: z.string() })) });

let site: MadeSite;

beforeAll(async () => {
  site = await madeSite();
  await fillHostile(site.storage);
  await indexNewChanges(site.services);
  await readNewSubProcessors(site.services);
});

afterAll(() => site.close());

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

function elementsIn(nodes: readonly Node[]): readonly Element[] {
  return nodes.flatMap((node) => ('tagName' in node ? [node, ...elementsIn(node.childNodes)] : []));
}

/** Everything that our templates make, and nothing else. */
const elements = new Set(
  'html head meta title link script body a header nav ul ol li details summary main footer p form input button span h1 h2 h3 div section small time bdi table caption thead tbody tr th td label select option textarea fieldset legend dl dt dd strong del ins article svg rect line figure figcaption br code q mark iframe'.split(' '),
);
const attributes = new Set(
  'lang charset name content rel href type src defer class id tabindex aria-label aria-labelledby aria-current aria-describedby aria-hidden role method action value autocomplete maxlength required autofocus checked selected disabled open hidden for rows datetime title scope data-label data-copy data-copy-label data-copied-label data-print data-choose-all sandbox loading referrerpolicy http-equiv viewBox width height x y x1 x2 y1 y2'.split(' '),
);

const pages = [
  '/', '/vendors', '/vendors?name=%3Cscript%3E&tag=%22%3E', '/vendors/kwaad', '/vendors/kwaad/edit', '/vendors/new?vendor=%22%3E%3Cscript%3E', '/policies/kwaad/privacy-policy',
  '/policies/kwaad/privacy-policy/checks', '/policies/kwaad/privacy-policy/compare', '/policies/kwaad/privacy-policy/compare?view=side', '/policies/kwaad/privacy-policy/versions/1',
  '/policies/kwaad/privacy-policy/captures/1', '/policies/kwaad/privacy-policy/captures/2', '/policies/kwaad/privacy-policy/as-of?date=2026-07-01', '/vendors/kwaad/as-of?date=2026-07-01', '/decisions?policy=kwaad/privacy-policy', '/review', '/review?state=all&vendor=kwaad',
  '/changes/1', '/decisions', '/search?q=%22%3E%3Cscript%3Ewindow.hit&where=ever', '/search?q=window&where=ever', '/search?q=window&where=changes', '/sub-processors', '/sub-processors?party=%22%3E%3Cscript%3E',
  '/deadlines', '/deadlines?settled=1', '/subscribers', '/exports', '/health', '/accounts', '/me', '/%3Cscript%3Ewindow.hit=1%3C/script%3E', '/confirm/%22%3E%3Cscript%3E', '/?done=%3Cscript%3E',
];

test.each(pages)('X01 X02 X10 %s has no element or attribute but those that the templates make', async (path) => {
  for (const language of ['nl', 'en']) {
    const response = await site.ask(path, { headers: { 'accept-language': language } });
    expect([200, 303, 404]).toContain(response.status);
    const document = parse(await response.text());
    for (const element of elementsIn(document.childNodes)) {
      expect(elements, element.tagName).toContain(element.tagName);
      for (const { name, value } of element.attrs) {
        expect(attributes, `${element.tagName} ${name}`).toContain(name);
        expect(name).not.toMatch(/^on|^style$/u);
        if (name === 'href' || name === 'src' || name === 'action') expect(value, name).toMatch(/^(?:\/(?!\/)|#|\?|https:\/\/)/u);
      }
      if (element.tagName === 'iframe') expect(Object.fromEntries(element.attrs.map((attribute) => [attribute.name, attribute.value]))).toMatchObject({ sandbox: '', src: expect.stringMatching(/^\/policies\/kwaad\/privacy-policy\/captures\/\d\/frame$/u) });
      if (element.tagName === 'script') expect(element.attrs.find((attribute) => attribute.name === 'src')?.value).toMatch(/^\/assets\/script\./u);
      if (element.tagName === 'meta') expect(element.attrs.find((attribute) => attribute.name === 'http-equiv')).toBeUndefined();
    }
  }
});

test('X21 no raw control or direction character reaches a page, a text or a feed', async () => {
  for (const path of ['/vendors/kwaad', '/policies/kwaad/privacy-policy/compare', '/policies/kwaad/privacy-policy/compare.txt', '/policies/kwaad/privacy-policy/versions/1.txt', '/feeds/changes.atom', '/exports/changes.csv', '/calendar.ics']) {
    const text = await (await site.ask(path)).text();
    // Exports and calendars end their lines with CR LF.
    expect(text.replaceAll('\r\n', '\n'), path).not.toMatch(/(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
  }
});

test('X10 a feed is well-formed and escapes what a reader would run', async () => {
  const text = await (await site.ask('/feeds/changes.atom')).text();
  expect(text).not.toContain('<script');
  const json = feed.parse(await (await site.ask('/feeds/changes.json')).json());
  // Titles and texts of a JSON feed are plain; only its HTML is shown as such.
  for (const item of json.items) for (const element of elementsIn(parse(item.content_html).childNodes)) expect(['script', 'img', 'iframe', 'svg', 'object', 'embed', 'form', 'link']).not.toContain(element.tagName);
});

test('X18 no cell of an export begins as a formula', async () => {
  for (const separator of ['comma', 'semicolon']) {
    for (const table of ['vendors', 'policies', 'changes', 'decisions', 'sub-processors']) {
      const text = (await (await site.ask(`/exports/${table}.csv?separator=${separator}`)).text()).replace(/^\uFEFF/u, '');
      for (const cell of cellsOf(text, separator === 'comma' ? ',' : ';')) expect(cell, table).not.toMatch(/^[=+\-@\t\r]/u);
    }
  }
});

/** RFC 4180 read back, so that what is tested is what a spreadsheet sees. */
function cellsOf(text: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quoted) {
      if (character === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (character === '"') quoted = false;
      else cell += character;
    } else if (character === '"') quoted = true;
    else if (character === separator || character === '\n' || character === '\r') {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return cells;
}

test('every hostile text can be read on the comparison, as text', async () => {
  const page = await (await site.ask('/policies/kwaad/privacy-policy/compare')).text();
  const words = textOf(parse(page).childNodes);
  for (const text of hostileStrings.filter((candidate) => /^[\u0020-\u007E]+$/u.test(candidate))) expect(words).toContain(text);
});

function textOf(nodes: readonly Node[]): string {
  return nodes.map((node) => ('value' in node ? node.value : 'childNodes' in node ? textOf(node.childNodes) : '')).join('');
}
