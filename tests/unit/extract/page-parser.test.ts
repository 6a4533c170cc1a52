import fc from 'fast-check';
import { defaultTreeAdapter, type DefaultTreeAdapterMap, parse, serialize } from 'parse5';
import { describe, expect, it } from 'vitest';
import { PageParser } from '../../../src/extract/page-parser.ts';

/** Pieces that parsers treat in ways of their own, and the plain ones between them. */
const pieces = [
  'words', ' ', '\n', '\r\n', '\r', '\t', '\f', 'two words\n and more', 'naïve – “café”', '😀', '\uD800', '\uDC00x', '\0', '&amp;', '&nbsp', '&#13;', '&#0;', '&notit;', '&', '<', '>', '< b',
  '<p>', '</p>', '<b>', '</b>', '<a href="x?a=1&amp;b=2&c">', "<a title='it\r\nis'>", '</a>', '<i class="', '"', "<u id='", "'", '<br/>', '<div\nclass="a  b\0c 😀">', '</div>',
  '<pre>', '<listing>', '<textarea>', '</textarea>', '</pre>', '<table>', '<caption>', '</caption>', '<colgroup>', '<tr>', '<td>', '</td>', '</tr>', '</table>', '<select>', '<option>', '</select>',
  '<svg>', '<title>', '</title>', '<foreignObject>', '</svg>', '<math>', '<mi>', '</math>', '<template>', '</template>', '<script>', '</script>', '<style>', '</style>', '<noscript>', '</noscript>',
  '<head>', '</head>', '<body>', '</body>', '</html>', '<frameset>', '<form>', '</form>', '<!-- a -->', '<!doctype html>', '<li>', '<h1>', '</h1>', '<button>', '<ruby>', '<plaintext>',
] as const;
/** Without the pieces that end the body or the page. */
const bodyPieces = pieces.slice(0, 50);

function same(html: string): void {
  const theirs = parse(html);
  const ours = PageParser.parse<DefaultTreeAdapterMap>(html, { treeAdapter: defaultTreeAdapter, scriptingEnabled: true });
  expect(serialize(ours)).toBe(serialize(theirs));
  expect(textNodes(ours)).toEqual(textNodes(theirs));
}

function textNodes(root: DefaultTreeAdapterMap['parentNode']): readonly string[] {
  return root.childNodes.flatMap((node) => ('value' in node ? [node.value] : 'childNodes' in node ? textNodes(node) : []));
}

describe('the quicker parser', () => {
  it('makes the tree that parse5 makes, whatever the source', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => same(parts.join(''))), { numRuns: 3_000 });
  });

  it('does so in the body too, where it takes its own way', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...bodyPieces), { maxLength: 40 }), (parts) => same(`<!doctype html><body><p>${parts.join('')}`)), { numRuns: 2_000 });
  });

  it('does so on sources so long that the parser lets go of what it has read', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...bodyPieces), { minLength: 5, maxLength: 30 }), (parts) => same(`<body>${`${parts.join('')}${'a sentence of plain words, '.repeat(40)}`.repeat(120)}`)), { numRuns: 15 });
  });

  it('drops the line end that follows pre and textarea, and no other', () => {
    for (const html of ['<body><pre>\n\n two\n</pre>', '<body><pre>\r\n\r\ntwo</pre>', '<body><textarea>\nx</textarea>', '<body><pre>x\n</pre>', '<body><pre></pre>\nx']) same(html);
  });
});
