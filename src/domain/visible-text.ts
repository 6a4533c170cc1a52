const controlPictures = 0x2400;

/** U+061C, the marks, the embeddings and overrides, and the isolates: Unicode's bidirectional controls (UAX 9). */
const bidi = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const unsafe = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|\p{Noncharacter_Code_Point}/gu;

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n' || character === '\t') return character;
  if (character === '\r' || code === 0x2028 || code === 0x2029) return '\n';
  if (code < 0x20) return String.fromCodePoint(controlPictures + code);
  if (code === 0x7f) return '\u2421';
  if (bidi.test(character) || code < 0xa0 || (code >= 0xfff9 && code <= 0xfffb) || code >= 0xe0000 && code <= 0xe007f) {
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  }
  return '\uFFFD';
}

/**
 * The text with nothing left that a reader could not see and that acts all the same: control characters and
 * direction overrides are written out, lone surrogates and noncharacters become U+FFFD. Line breaks stay.
 */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').toWellFormed().replace(unsafe, shown);
}

/** The same on one line, spaces made single: for subjects, names, titles and list lines. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/\s+/gu, ' ').trim();
}
