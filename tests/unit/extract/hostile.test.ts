import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { read } from '../../../src/extract/read.ts';
import { emptyScripts } from '../../../src/extract/scripts.ts';
import { type PageNode, parsePage } from '../../../src/extract/tree.ts';
import fc from 'fast-check';
import { attacks } from './attacks.ts';
import { englishSections, pageOf, sectionsHtml } from './pages.ts';

/** Two seconds may a reading take; processor time, half as much again where the machine's cores are shared, and as many times more as it is slower. */
const budgetMs = 3_000;
/** Of the whole process, of which Node and the program take a third. */
const budgetMb = 300;

const figures: string[] = [];

afterAll(() => {
  process.stdout.write(`${figures.join('\n')}\n`);
});

const run = promisify(execFile);
const child = path.join(import.meta.dirname, 'attack-child.ts');

test.each(Object.keys(attacks))('a megabyte of %s is read within two seconds and 300 MB', { timeout: 90_000 }, async (name) => {
  const { stdout } = await run(process.execPath, ['--max-semi-space-size=16', '--max-old-space-size=1000', child, name], { timeout: 80_000 });
  const seen: unknown = JSON.parse(stdout);
  expect(seen).toEqual({ cpuMs: expect.any(Number), peakMb: expect.any(Number), slowness: expect.any(Number) });
  const { cpuMs, peakMb, slowness } = seen as { readonly cpuMs: number; readonly peakMb: number; readonly slowness: number };
  figures.push(`${name.padEnd(44)} ${String(cpuMs).padStart(5)} ms ${String(peakMb).padStart(4)} MB`);
  expect(cpuMs, `on a machine ${slowness.toFixed(1)} times slower`).toBeLessThan(budgetMs * slowness);
  expect(peakMb).toBeLessThan(budgetMb);
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
