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

/** Where a tag that starts at `from` (after its name) ends: the index after `>`, or the source's length. Notes in `closing` whether it closes itself. */
function tagEnd(source: string, from: number, closing?: { self: boolean }): number {
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
      if (closing !== undefined) closing.self = source.charCodeAt(at) === greater;
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

/** Start tags that end a drawing, and parts of one that hold a page's own markup. */
const notDrawn = new Set([
  'b', 'big', 'blockquote', 'body', 'br', 'center', 'code', 'dd', 'div', 'dl', 'dt', 'em', 'embed', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'head', 'hr', 'i', 'img', 'li', 'listing', 'menu',
  'meta', 'nobr', 'ol', 'p', 'pre', 'ruby', 's', 'small', 'span', 'strong', 'strike', 'sub', 'sup', 'table', 'tt', 'u', 'ul', 'var', 'foreignobject', 'math',
]);

function nameEndOf(source: string, from: number): number {
  let at = from;
  while (at < source.length && !isSpace(source.charCodeAt(at)) && source.charCodeAt(at) !== slash && source.charCodeAt(at) !== greater) at++;
  return at;
}

/** Where a drawing (`svg`) that is opened before `from` is over; nothing inside it is touched. Null where only a parser could tell. */
function drawingEnd(source: string, from: number, comments: Comments): number | null {
  const open = ['svg'];
  const closing = { self: false };
  let at = source.indexOf('<', from);
  while (at >= 0) {
    const next = source.charCodeAt(at + 1);
    let end = at + 1;
    if (isLetter(next)) {
      const nameEnd = nameEndOf(source, at + 2);
      const name = source.slice(at + 1, nameEnd).toLowerCase();
      closing.self = false;
      end = tagEnd(source, nameEnd, closing);
      if (notDrawn.has(name)) return null;
      if (!closing.self) {
        // Their insides are markup of the page; words alone are the same in both.
        if ((name === 'title' || name === 'desc') && !source.startsWith('</', source.indexOf('<', end))) return null;
        open.push(name);
      }
    } else if (next === slash && isLetter(source.charCodeAt(at + 2))) {
      const nameEnd = nameEndOf(source, at + 3);
      const closed = open.lastIndexOf(source.slice(at + 2, nameEnd).toLowerCase());
      end = tagEnd(source, nameEnd);
      if (closed < 0) return null;
      open.length = closed;
      if (closed === 0) return end;
    } else if (source.startsWith('!--', at + 1)) end = comments.endOf(at);
    else if (source.startsWith('![CDATA[', at + 1)) {
      const close = source.indexOf(']]>', at);
      end = close < 0 ? source.length : close + 3;
    } else if (next === 0x21 || next === 0x3f || next === slash) {
      const close = source.indexOf('>', at);
      end = close < 0 ? source.length : close + 1;
    }
    at = source.indexOf('<', end);
  }
  return source.length;
}

const selectMarks = /<!--|<\/select(?=[\s/>])/giu;

/** What a `select` holds; anything else has rules that only a parser knows. */
const notSelect = /<(?!\/?(?:option|optgroup|hr)(?=[\s/>]))[a-z/]/iu;

/** Where a `select` is over: nothing inside it is touched. Null where only a parser could tell. */
function selectEnd(source: string, from: number, comments: Comments): number | null {
  let at = from;
  for (;;) {
    selectMarks.lastIndex = at;
    const mark = selectMarks.exec(source);
    if (mark === null) return null;
    if (mark[0] !== '<!--') return notSelect.test(source.slice(from, mark.index)) ? null : mark.index;
    at = comments.endOf(mark.index);
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
  const closing = { self: false };
  let kept = 0;
  let scriptLength = 0;
  let at = source.indexOf('<');
  while (at >= 0 && at < source.length) {
    const next = source.charCodeAt(at + 1);
    let end = at + 1;
    if (isLetter(next)) {
      const nameEnd = nameEndOf(source, at + 2);
      const name = nameEnd - at > 12 ? '' : source.slice(at + 1, nameEnd).toLowerCase();
      closing.self = false;
      end = tagEnd(source, nameEnd, closing);
      if (name === 'plaintext' || name === 'frameset' || name === 'math') break;
      if ((name === 'svg' && !closing.self) || name === 'select') {
        const over = name === 'svg' ? drawingEnd(source, end, comments) : selectEnd(source, end, comments);
        if (over === null) break;
        end = over;
      } else if (rawText.has(name)) {
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
      const before = at === 0 ? greater : source.charCodeAt(at - 1);
      // What it parts ("<", "&amp") must not be joined by taking it away.
      parts.push(source.slice(kept, at), before === greater || isSpace(before) ? '' : '<!-->');
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
