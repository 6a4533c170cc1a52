import fc from 'fast-check';
import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { replayOf, replayOfText } from '../../../src/web/replay.ts';
import { hostileStrings, hostileText } from '../../support/hostile-strings.ts';

const look = (plain: boolean) => ({ plain, language: 'nl', title: 'Opname <1>' });

interface Element {
  readonly nodeName: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Element[];
}

function elementsOf(source: string): readonly Element[] {
  const walk = (node: Element): readonly Element[] => [node, ...(node.childNodes ?? []).flatMap(walk)];
  return walk(parse(source) as unknown as Element).filter((node) => !node.nodeName.startsWith('#'));
}

/** What a browser could act on in a replayed page: nothing may be left of it. */
function faultsIn(source: string): readonly string[] {
  return elementsOf(source).flatMap((element) => {
    if (element.nodeName === 'head') return [];
    const acts = /^(?:script|iframe|object|embed|svg|math|link|base|form|video|audio|template|noscript|input|button)$/u.test(element.nodeName) ? [element.nodeName] : [];
    const attributes = (element.attrs ?? []).filter(({ name, value }) => {
      if (element.nodeName === 'meta') return !['charset', 'name', 'content'].includes(name);
      if (name === 'src') return !value.startsWith('data:image/');
      if (name === 'href') return !value.startsWith('#');
      return name.startsWith('on') || ['srcset', 'action', 'formaction', 'background', 'ping', 'poster', 'http-equiv', 'srcdoc', 'xlink:href'].includes(name) || (name === 'style' && /url\(\s{0,3}["']?(?!data:image)/iu.test(value));
    });
    return [...acts, ...attributes.map(({ name }) => `${element.nodeName}[${name}]`)];
  });
}

describe('a replayed page', () => {
  test.each(hostileStrings.map((text, index) => [index, text] as const))('X04 X09 keeps nothing that acts of hostile text %i', (_, text) => {
    for (const page of [text, `<p>${text}</p>`, `<body ${text}><p title="${text}">x`, `<style>${text}</style><div style="${text}">x</div>`, `<svg>${text}`, `<table><tr><td>${text}`, `<!--${text}`]) {
      for (const plain of [false, true]) expect(faultsIn(replayOf(page, look(plain)))).toEqual([]);
    }
    expect(faultsIn(replayOfText(text, look(false)))).toEqual([]);
  });

  test('keeps nothing that acts of hostile texts in any order and cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...hostileStrings, '<p>', '</p>', '<table><td>', '<style>', '</style>', '<svg><style>', '<math>', '<select>', '<noscript>', '<title>', '<!--', '-->', '<a href="#x">', "<div style='"), { minLength: 1, maxLength: 8 }), fc.nat(30), (parts, cut) => {
        expect(faultsIn(replayOf(parts.join('').slice(cut), look(false)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the words, the structure, the page’s own style and the pictures that it carries', () => {
    const picture = 'data:image/png;base64,iVBORw0KGgo=';
    const source = replayOf(`<html lang="en"><head><style>h1{color:#a40;background:url(https://cdn.example/x.png)}@import "https://cdn.example/y.css";</style></head><body class="dark"><h1 id="top">Privacy</h1><table><tr><th colspan="2">Soort</th></tr></table><img src="${picture}" alt="Zegel"><img src="https://cdn.example/logo.png" alt="Logo"><a href="#top">omhoog</a> <a href="https://elders.example/">elders</a></body></html>`, look(false));
    expect(source).toContain('<html lang="en">');
    expect(replayOf('<p>x', look(false))).toContain('<html lang="nl">');
    expect(source).toContain('<title>Opname &lt;1&gt;</title>');
    expect(source).toContain('h1{color:#a40;background:none}');
    expect(source).not.toMatch(/cdn\.example|elders\.example/u);
    expect(source).toContain('<h1 id="top">Privacy</h1><table><tr><th colspan="2">Soort</th></tr></table>');
    expect(source).toContain(`<img src="${picture}" alt="Zegel"><span>[Logo]</span>`);
    expect(source).toContain('<a href="#top">omhoog</a> <a>elders</a>');
    expect(replayOf('<style>body{display:none}</style><p style="opacity:0">x</p>', look(true))).not.toMatch(/display:none|opacity/u);
  });

  test('closes what a page leaves open, and shows the words of one that is nested beyond reason', () => {
    expect(replayOf('<div><p>een<p>twee', look(false))).toContain('<div><p>een</p><p>twee</p></div>');
    const deep = replayOf(`${'<div>'.repeat(50_000)}diep`, look(false));
    expect(deep).toContain('diep');
    expect(deep.split('<div>').length).toBeLessThan(500);
  });

  test('of a long page made to be slow is made in good time', () => {
    for (const page of [`<p>${hostileText}</p>`.repeat(500), 'url('.repeat(200_000), `<style>${'@import '.repeat(100_000)}</style>`, `<style>${'url('.repeat(300_000)}</style>`, '<'.repeat(500_000), '<a '.repeat(300_000)]) {
      const from = performance.now();
      replayOf(page, look(false));
      expect(performance.now() - from).toBeLessThan(5_000);
    }
  });
});
