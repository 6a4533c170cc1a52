/** A source with the insides of scripts, styles and comments taken out, and how many characters of script there were. */
export interface Emptied {
  readonly source: string;
  readonly scriptLength: number;
}

/** Elements whose inside the tokenizer reads as text up to their end tag, in HTML with scripting on. */
const rawText = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript']);

const slash = 0x2f;
const greater = 0x3e;
const equals = 0x3d;
const doubleQuote = 0x22;
const singleQuote = 0x27;

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** Where a tag that starts at `from` (after its name) ends: the index after `>`, or the source's length. */
function tagEnd(source: string, from: number): number {
  let at = from;
  let name = false;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === greater) return at + 1;
    if (isSpace(code)) {
      // An equals sign after the space still belongs to the name before it.
      let ahead = at + 1;
      while (isSpace(source.charCodeAt(ahead))) ahead++;
      if (source.charCodeAt(ahead) !== equals) name = false;
      at = ahead;
    } else if (code === slash) {
      name = false;
      at++;
    } else if (code === equals && name) {
      at = valueEnd(source, at + 1);
      name = false;
    } else {
      name = true;
      at++;
    }
  }
  return source.length;
}

function valueEnd(source: string, from: number): number {
  let at = from;
  while (isSpace(source.charCodeAt(at))) at++;
  const quote = source.charCodeAt(at);
  if (quote === doubleQuote || quote === singleQuote) {
    const end = source.indexOf(quote === doubleQuote ? '"' : "'", at + 1);
    return end < 0 ? source.length : end + 1;
  }
  while (at < source.length && !isSpace(source.charCodeAt(at)) && source.charCodeAt(at) !== greater) at++;
  return at;
}

/** Where the end tag of a raw text element starts, or -1. */
function rawEnd(source: string, name: string, from: number): number {
  const ending = new RegExp(`</${name}(?=[\\s/>])`, 'giu');
  ending.lastIndex = from;
  return ending.exec(source)?.index ?? -1;
}

/** Finds the ends of comments; remembers where the odd ending `--!>` comes next, so that no stretch is searched twice. */
class Comments {
  private readonly source: string;
  private odd = -2;

  constructor(source: string) {
    this.source = source;
  }

  endOf(from: number): number {
    const { source } = this;
    if (source.startsWith('>', from + 4)) return from + 5;
    if (source.startsWith('->', from + 4)) return from + 6;
    if (this.odd === -2 || (this.odd >= 0 && this.odd < from + 4)) this.odd = source.indexOf('--!>', from + 4);
    const plain = source.indexOf('-->', from + 4);
    if (plain < 0 && this.odd < 0) return source.length;
    return this.odd >= 0 && (plain < 0 || this.odd < plain) ? this.odd + 4 : plain + 3;
  }
}

const foreignMarks = /<!--|<!\[CDATA\[|<\/(?:svg|math)(?=[\s/>])/giu;
const selectMarks = /<!--|<\/select(?=[\s/>])/giu;

/** Where content that has rules of its own (`svg`, `math`, `select`) is over: nothing inside it is touched. */
function foreignEnd(source: string, from: number, marks: RegExp, comments: Comments): number {
  let at = from;
  for (;;) {
    marks.lastIndex = at;
    const mark = marks.exec(source);
    if (mark === null) return source.length;
    if (mark[0] === '<!--') at = comments.endOf(mark.index);
    else if (mark[0].startsWith('<!')) {
      const close = source.indexOf(']]>', mark.index);
      if (close < 0) return source.length;
      at = close + 3;
    } else return mark.index;
  }
}

/**
 * Empties scripts, styles and comments before parsing, which more than halves the cost: most of a page's characters
 * stand there and the tokenizer would read each. Follows the tokenizer's rules for tags, attributes, comments and raw
 * text, and leaves the rest of the source as it is from the first place where more context would be needed, so the tree
 * differs in those insides only.
 */
export function emptyScripts(source: string): Emptied {
  const comments = new Comments(source);
  const parts: string[] = [];
  let kept = 0;
  let scriptLength = 0;
  let at = source.indexOf('<');
  while (at >= 0 && at < source.length) {
    const next = source.charCodeAt(at + 1);
    let end = at + 1;
    if (isLetter(next)) {
      let nameEnd = at + 2;
      while (nameEnd < source.length && !isSpace(source.charCodeAt(nameEnd)) && source.charCodeAt(nameEnd) !== slash && source.charCodeAt(nameEnd) !== greater) nameEnd++;
      const name = nameEnd - at > 12 ? '' : source.slice(at + 1, nameEnd).toLowerCase();
      end = tagEnd(source, nameEnd);
      if (name === 'plaintext' || name === 'frameset') break;
      if (name === 'svg' || name === 'math') end = foreignEnd(source, end, foreignMarks, comments);
      else if (name === 'select') end = foreignEnd(source, end, selectMarks, comments);
      else if (rawText.has(name)) {
        const close = rawEnd(source, name, end);
        if (close < 0) break;
        if (name === 'script' || name === 'style') {
          const inside = source.slice(end, close);
          const hidden = name === 'script' ? inside.indexOf('<!--') : -1;
          if (hidden >= 0 && /<script/iu.test(inside.slice(hidden))) break;
          parts.push(source.slice(kept, end));
          kept = close;
          if (name === 'script') scriptLength += inside.length;
        }
        end = close + 2 + name.length;
      }
    } else if (next === slash && isLetter(source.charCodeAt(at + 2))) end = tagEnd(source, at + 3);
    else if (source.startsWith('!--', at + 1)) {
      end = comments.endOf(at);
      parts.push(source.slice(kept, at));
      kept = end;
    } else if (next === 0x21 || next === 0x3f || next === slash) {
      const close = source.indexOf('>', at);
      end = close < 0 ? source.length : close + 1;
    }
    at = source.indexOf('<', end);
  }
  parts.push(source.slice(kept));
  return { source: parts.length === 1 ? source : parts.join(''), scriptLength };
}
