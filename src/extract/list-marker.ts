import { attribute, type PageNode } from './tree.ts';

const romans: readonly (readonly [number, string])[] = [
  [1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i'],
];

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  let rest = value;
  let out = '';
  for (const [worth, sign] of romans) {
    while (rest >= worth) {
      out += sign;
      rest -= worth;
    }
  }
  return out;
}

/** 1 → a, 26 → z, 27 → aa. */
function alphabetic(value: number): string {
  if (value < 1) return String(value);
  let rest = value;
  let out = '';
  while (rest > 0) {
    rest--;
    out = String.fromCharCode(97 + (rest % 26)) + out;
    rest = Math.floor(rest / 26);
  }
  return out;
}

const styled = /list-style(?:-type)?\s{0,4}:[^;]{0,60}?(lower-alpha|lower-latin|upper-alpha|upper-latin|lower-roman|upper-roman|none)/iu;

function styleOf(list: PageNode): string {
  const style = attribute(list, 'style');
  const named = style === null ? null : styled.exec(style.slice(0, 2000));
  if (named?.[1] !== undefined) return named[1].toLowerCase();
  switch (attribute(list, 'type')) {
    case 'a':
      return 'lower-alpha';
    case 'A':
      return 'upper-alpha';
    case 'i':
      return 'lower-roman';
    case 'I':
      return 'upper-roman';
    default:
      return 'decimal';
  }
}

/** The marker that a browser would show before a list item, and counts on: `•`, `3.`, `c.`, `iv.`; empty for style none. */
export function listMarker(list: { readonly node: PageNode; readonly ordered: boolean; next: number }, item: PageNode): string {
  if (!list.ordered) return '•';
  const given = Number.parseInt(attribute(item, 'value') ?? '', 10);
  const value = Number.isInteger(given) ? given : list.next;
  list.next = value + 1;
  switch (styleOf(list.node)) {
    case 'lower-alpha':
    case 'lower-latin':
      return `${alphabetic(value)}.`;
    case 'upper-alpha':
    case 'upper-latin':
      return `${alphabetic(value).toUpperCase()}.`;
    case 'lower-roman':
      return `${roman(value)}.`;
    case 'upper-roman':
      return `${roman(value).toUpperCase()}.`;
    case 'none':
      return '';
    default:
      return `${value}.`;
  }
}
