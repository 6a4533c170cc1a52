import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clausesOf } from '../../../src/clauses/tree.ts';
import { readMarkdown } from '../../../src/extract/markdown.ts';
import { readPlainText } from '../../../src/extract/plain-text.ts';
import { read } from '../../../src/extract/read.ts';
import { dutchSections, pageOf } from './pages.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared');

const dutchText = `Privacyverklaring

Laatst bijgewerkt: 3 maart 2026

${dutchSections[0][1]}

1. Welke gegevens

${dutchSections[0][1]}

  • naam en adres;
  • e-mailadres.

2. Bewaren.

Wij bewaren:

1. facturen zeven jaar, omdat de wet dat van ons eist;
2. berichten één jaar.

BEVEILIGING
${dutchSections[3][1]}

§ 3 Slotbepalingen
Deze verklaring kan wijzigen; wij melden dat dertig dagen van tevoren per e-mail.
`;

test('text without markup gives headings, lists and paragraphs with the lines of the file', () => {
  const blocks = readPlainText(dutchText);
  const raw = dutchText.split('\n');
  for (const block of blocks) expect(raw[block.lines[0] - 1]).toContain(block.text);
  expect(blocks.filter((block) => block.kind === 'heading').map((block) => block.text)).toEqual(['Privacyverklaring', '1. Welke gegevens', '2. Bewaren.', 'BEVEILIGING', '§ 3 Slotbepalingen']);
  expect(blocks.filter((block) => block.kind === 'list-item').map((block) => block.lines[0])).toEqual([11, 12, 18, 19]);
});

test('a text of the web keeps angle brackets as words', async () => {
  const { blocks, text } = await read(pageOf('', { mediaType: 'text/plain', text: 'Terms\n\nType <b>yes</b> & press enter to agree with all of these terms of ours.\n' }));
  expect(blocks[1]?.text).toBe('Type <b>yes</b> & press enter to agree with all of these terms of ours.');
  expect(text).toContain('<b>yes</b>');
});

test('Markdown: every line with words is a block of its own, rulers are not', () => {
  const source = ['Terms of use', '============', '', '1\\. Scope', '---------', '', 'First line  ', 'second line', '', '* one', '    * deeper', '2.  two', '', '| Name | Why |', '| --- | --- |', '| A \\| B | **x**<br>y |', '', '* * *', '', '> quoted', '', '### 2.1 Sub ###', '', '\\# no heading', '', '```', 'code_line = 1', '```', '', '[^1]: a note', ''].join('\n');
  const blocks = readMarkdown(source);
  expect(blocks.map((block) => [block.lines[0], block.kind, block.level, block.text])).toEqual([
    [1, 'heading', 1, 'Terms of use'], [4, 'heading', 2, '1. Scope'], [7, 'paragraph', 0, 'First line'], [8, 'paragraph', 0, 'second line'],
    [10, 'list-item', 1, 'one'], [11, 'list-item', 2, 'deeper'], [12, 'list-item', 1, 'two'], [14, 'table-row', 0, 'Name | Why'], [16, 'table-row', 0, 'A | B | x y'],
    [20, 'paragraph', 0, 'quoted'], [22, 'heading', 3, '2.1 Sub'], [24, 'paragraph', 0, '# no heading'], [27, 'code', 0, 'code_line = 1'], [30, 'footnote', 0, '[^1]: a note'],
  ]);
});

test('Markdown: emphasis, links, escapes and addresses read as plain text; whole bold lines are told', () => {
  const [block, bold, cookie] = readMarkdown('Read **our** _terms_ in [the \\[new\\] page](https://v.example/a_(b) "t") or <https://v.example/>.\n\n**4\\. Retention**\n\nThe cookie \\_ga and snake_case stay.\n');
  expect(block?.text).toBe('Read our terms in the [new] page or https://v.example/.');
  expect(block?.links).toEqual([{ text: 'the [new] page', url: 'https://v.example/a_%28b%29' }]);
  expect(bold).toMatchObject({ bold: true, text: '4. Retention' });
  expect(cookie?.text).toBe('The cookie _ga and snake_case stay.');
});

test.each(['- # 6.4 gegevens', '1. ## gegevens', '(i) # 6.4 gegevens'])('a paragraph that begins with “%s” is no heading in a list', async (words) => {
  const { blocks, text } = await read(pageOf(`<html><body><div id="all"><p>${words}</p></div></body></html>`, { select: ['#all'] }));
  const again = readMarkdown(text);
  expect(again.map((block) => block.kind)).toEqual(['list-item']);
  expect(clausesOf(again).map((clause) => clause.fingerprint)).toEqual(clausesOf(blocks).map((clause) => clause.fingerprint));
});

const word = fc.constantFrom('gegevens', 'wij', 'data', 'of', 'a_b', '*', '**', '1.', '6.4', '(i)', '#', '>', '|', '`x`', '[x]', '<b>', '&amp;', '\\', '_ga', '-', 'é', '€ 5', '“q”', "don't", 'http://x.example/a_b');
const inline = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const element = fc.oneof(
  inline.map((text) => `<p>${escapeHtml(text)}</p>`),
  inline.map((text) => `<h2>${escapeHtml(text)}</h2>`),
  inline.map((text) => `<p><b>${escapeHtml(text)}</b> and <a href="/x">${escapeHtml(text)}</a></p>`),
  fc.array(inline, { minLength: 1, maxLength: 3 }).map((items) => `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`),
  fc.array(inline, { minLength: 1, maxLength: 3 }).map((items) => `<ol type="a">${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ol>`),
  fc.tuple(inline, inline).map(([a, b]) => `<table><tr><th>K</th><th>V</th></tr><tr><td>${escapeHtml(a)}</td><td>${escapeHtml(b)}</td></tr></table>`),
  fc.tuple(inline, inline).map(([a, b]) => `<dl><dt>${escapeHtml(a)}</dt><dd>${escapeHtml(b)}</dd></dl>`),
);

test('reading the Markdown of a page gives clauses with the fingerprints of the page', async () => {
  await fc.assert(fc.asyncProperty(fc.array(element, { minLength: 1, maxLength: 8 }), async (parts) => {
    const { blocks, text } = await read(pageOf(`<html><body><div id="all">${parts.join('')}</div></body></html>`, { select: ['#all'] }));
    const direct = clausesOf(blocks).map((clause) => clause.fingerprint);
    const again = clausesOf(readMarkdown(text)).map((clause) => clause.fingerprint);
    expect(again).toEqual(direct);
  }), { numRuns: 400 });
}, 60_000);

test.skipIf(!existsSync(path.join(shared, 'seeds')))('the seeds give a title, headings and one block for every line with words', () => {
  const seeds = readdirSync(path.join(shared, 'seeds')).filter((name) => name.endsWith('.txt'));
  expect(seeds.length).toBeGreaterThan(0);
  for (const name of seeds) {
    const source = readFileSync(path.join(shared, 'seeds', name), 'utf8');
    const blocks = readPlainText(source);
    expect(blocks[0]?.kind).toBe('heading');
    expect(blocks.filter((block) => block.kind === 'heading').length).toBeGreaterThan(5);
    const wordy = source.split('\n').flatMap((line, at) => (/[\p{L}\p{N}]/u.test(line) ? [at + 1] : []));
    expect(blocks.map((block) => block.lines[0])).toEqual(wordy);
  }
});
