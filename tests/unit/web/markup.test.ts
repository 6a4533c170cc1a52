import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, test } from 'vitest';
import { flag, html, outerLink, quoted, sourceOf } from '../../../src/web/markup.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

function elementsIn(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => ('tagName' in node ? [`${node.tagName}[${node.attrs.map((attribute) => attribute.name).join()}]`, ...elementsIn(node.childNodes)] : []));
}

test('no text between tags or in a quoted attribute makes an element or an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('<script>', '"', "'", '&', '<!--', ']]>', '`'), (text, bait) => {
      const value = `${text}${bait}${text}`;
      const page = sourceOf(html`<p title="${value}">${value}<b>${[value, html`<i>${value}</i>`]}</b></p>`);
      expect(elementsIn(parseFragment(page).childNodes)).toEqual(['p[title]', 'b[]', 'i[]']);
    }),
  );
});

test('X19 direction overrides and control characters are written out', () => {
  expect(sourceOf(html`${'a\u202Eb\u0000c'}`)).toBe('a[U+202E]b\u2400c');
});

test('nothing, false and empty lists leave no trace', () => {
  expect(sourceOf(html`<p>${null}${false}${[]}</p>`)).toBe('<p></p>');
  expect(sourceOf(html`<input${flag('checked', true)}${flag('disabled', false)}>`)).toBe('<input checked>');
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//evil.example', 'https://user:pw@evil.example/', 'not a url'])('X05 %s is shown and not linked', (url) => {
  expect(sourceOf(outerLink(url))).not.toContain('href');
});

test('an http address is linked without telling where from', () => {
  expect(sourceOf(outerLink('https://example.nl/a?b=1&c=2'))).toBe('<a href="https://example.nl/a?b=1&amp;c=2" rel="noopener noreferrer external">https://example.nl/a?b=1&amp;c=2</a>');
});

test('a language that is no language tag is left out', () => {
  expect(sourceOf(quoted('x', '"><script>'))).toBe('<bdi>x</bdi>');
  expect(sourceOf(quoted('x', 'nl-NL'))).toBe('<bdi lang="nl-NL">x</bdi>');
});
