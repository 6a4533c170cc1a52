/** The attributes of one `<meta>` element, names in lower case. */
export type MetaElement = ReadonlyMap<string, string>;

const maxAttributes = 20;
const maxAttributeLength = 2048;

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r' || character === '\f';
}

/** Reads attributes from `from` to the closing `>`, as WHATWG's prescan does. */
function attributesFrom(html: string, from: number): { readonly attributes: MetaElement; readonly end: number } {
  const attributes = new Map<string, string>();
  let at = from;
  while (at < html.length && attributes.size < maxAttributes) {
    while (at < html.length && (isSpace(html.charAt(at)) || html.charAt(at) === '/')) at += 1;
    if (at >= html.length || html.charAt(at) === '>') break;
    const nameStart = at;
    while (at < html.length && !isSpace(html.charAt(at)) && !'/>='.includes(html.charAt(at))) at += 1;
    const name = html.slice(nameStart, Math.min(at, nameStart + maxAttributeLength)).toLowerCase();
    while (at < html.length && isSpace(html.charAt(at))) at += 1;
    if (html.charAt(at) !== '=') {
      if (at === nameStart) at += 1;
      else if (!attributes.has(name)) attributes.set(name, '');
      continue;
    }
    at += 1;
    while (at < html.length && isSpace(html.charAt(at))) at += 1;
    const quote = html.charAt(at);
    const valueStart = quote === '"' || quote === '\'' ? at + 1 : at;
    if (valueStart > at) {
      const close = html.indexOf(quote, valueStart);
      at = close < 0 ? html.length : close;
    } else while (at < html.length && !isSpace(html.charAt(at)) && html.charAt(at) !== '>') at += 1;
    if (!attributes.has(name)) attributes.set(name, html.slice(valueStart, Math.min(at, valueStart + maxAttributeLength)));
    if (valueStart > 0 && (quote === '"' || quote === '\'')) at += 1;
  }
  return { attributes, end: at };
}

/** Elements whose content no browser with scripts would take for markup. */
const opaque = ['script', 'style', 'noscript', 'title', 'textarea', 'template'];

/**
 * Finds `<meta>` elements without building a tree, in one pass.
 * @param html the beginning of a document, as much as the rule in question looks at
 * @param skipOpaque whether what stands in scripts, styles and `<noscript>` is passed over
 */
export function metaElements(html: string, skipOpaque: boolean): readonly MetaElement[] {
  const found: MetaElement[] = [];
  const lower = html.toLowerCase();
  let at = html.indexOf('<');
  while (at >= 0) {
    let next = at + 1;
    if (lower.startsWith('<!--', at)) {
      const close = html.indexOf('-->', at + 4);
      next = close < 0 ? html.length : close + 3;
    } else if (lower.startsWith('<meta', at) && (isSpace(html.charAt(at + 5)) || html.charAt(at + 5) === '/')) {
      const { attributes, end } = attributesFrom(html, at + 5);
      found.push(attributes);
      next = end;
    } else if (skipOpaque) {
      const name = opaque.find((entry) => lower.startsWith(entry, at + 1) && /[\s/>]/u.test(lower.charAt(at + 1 + entry.length)));
      if (name !== undefined) {
        const close = lower.indexOf(`</${name}`, at);
        next = close < 0 ? html.length : close + 2;
      }
    }
    at = html.indexOf('<', next);
  }
  return found;
}
