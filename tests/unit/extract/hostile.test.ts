import { expect, test } from 'vitest';
import { clausesOf } from '../../../src/clauses/tree.ts';
import { read } from '../../../src/extract/read.ts';
import { emptyScripts } from '../../../src/extract/scripts.ts';
import { type PageNode, parsePage } from '../../../src/extract/tree.ts';
import fc from 'fast-check';
import { englishSections, pageOf, sectionsHtml } from './pages.ts';

/** Processor time, so that a busy machine does not fail the test; twice the two seconds that reading alone may take. */
const budgetMs = 4_000;

const attacks: readonly (readonly [string, () => string])[] = [
  ['a hundred thousand nested divisions', () => '<div>'.repeat(100_000)],
  ['nested lists', () => '<ul><li>word '.repeat(60_000)],
  ['nested tables', () => '<table><tr><td>word word</td><td>'.repeat(25_000)],
  ['nested links', () => '<a href="x">y'.repeat(60_000)],
  ['nested bold', () => '<b><p>'.repeat(60_000)],
  ['a hundred thousand attributes', () => `<div ${Array.from({ length: 140_000 }, (_, at) => `a${at.toString(36)}`).join(' ')}>x`],
  ['a very long class', () => `<p class="${'nav '.repeat(240_000)}">x`],
  ['a million characters without a space', () => `<p>${'a'.repeat(1_000_000)}`],
  ['a quarter million breaks', () => '<br>'.repeat(250_000)],
  ['two hundred thousand lines', () => `<p>${'a<br>'.repeat(200_000)}`],
  ['unclosed everything', () => '<p><b><i><u><s>'.repeat(30_000)],
  ['rows that span everything', () => `<table>${'<tr><td rowspan=1000 colspan=100>a<td>b'.repeat(20_000)}`],
  ['comments that never end', () => '<!--'.repeat(240_000)],
  ['comments that end oddly', () => '<!---->'.repeat(140_000)],
  ['character data without end', () => `<svg>${'<![CDATA['.repeat(100_000)}`],
  ['scripts without end', () => '<script>'.repeat(120_000)],
  ['end tags alone', () => '</a'.repeat(300_000)],
  ['buttons that accept', () => '<div>cookies <button>accept all</button>'.repeat(20_000)],
];

test.each(attacks)('a megabyte of %s stays within its budget', { timeout: 60_000 }, async (_, make) => {
  const started = process.cpuUsage();
  const { blocks } = await read(pageOf(`<html><body>${make()}`));
  clausesOf(blocks);
  const used = process.cpuUsage(started);
  expect((used.user + used.system) / 1000).toBeLessThan(budgetMs);
});

test('a table of ten thousand rows keeps every row', async () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => `<tr><td>Processor ${at}</td><td>Hosting</td></tr>`).join('');
  const { blocks } = await read(pageOf(`<html><body><table>${rows}</table></body></html>`));
  expect(blocks).toHaveLength(10_000);
});

test('markup that is broken reads as a browser would read it', async () => {
  const { blocks } = await read(pageOf(`<h1>Terms</h2><p>An unclosed paragraph of the terms that everyone agreed to<table><p>Fostered words that stood inside a table by mistake</p><tr><td>left<td>right<tr><td>a<td>b</table>${sectionsHtml(englishSections)}`));
  expect(blocks.map((block) => block.text).slice(0, 5)).toEqual(['Terms', 'An unclosed paragraph of the terms that everyone agreed to', 'Fostered words that stood inside a table by mistake', 'left | right', 'a | b']);
});

function shapeOf(document: PageNode): string {
  let out = '';
  const walk = (node: PageNode): void => {
    for (let child = node.first; child !== null; child = child.next) {
      if (child.tag === '#text') out += JSON.stringify(child.text);
      else {
        out += `<${child.tag}${child.attributes.map((entry) => ` ${entry.name}=${entry.value}`).join('')}>`;
        if ((child.tag !== 'script' && child.tag !== 'style') || !child.namespace.endsWith('xhtml')) walk(child);
        if (child.content !== null) walk(child.content);
        out += '/';
      }
    }
  };
  walk(document);
  return out;
}

const tokens = [
  '<div>', '</div>', '<p a="x>y">', "<a b='<script>'>", '<a =">">', '<a b = "<!--">', 'text', '<script>', '</script>', '<script src=x>', 'var a="<script>";', '<!--', '-->', '--!>', '<!-->',
  '<style>', '</style>', '<textarea>', '</textarea>', '<title>', '</title>', '<svg>', '</svg>', '<svg/>', '<select>', '</select>', '<noscript>', '</noscript>', '<table>', '<td>', '<![CDATA[', ']]>',
  '<?xml >', '</ x>', '<x/y="z>">', '<template>', '</template>', '"', "'", '<', '>', '</scr', '</SCRIPT >', '<iframe>', '</iframe>', '<math>', '</math>', '<b>', '</b>', '=', '</body>', '</html>',
];

test('emptying scripts, styles and comments leaves the rest of the tree as it is', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 16 }), (parts) => {
    const source = parts.join('');
    expect(shapeOf(parsePage(emptyScripts(source).source))).toBe(shapeOf(parsePage(source)));
  }), { numRuns: 3000 });
}, 60_000);
