/*
 * What a character is to a comparison. Letters (with their marks) and digits are the wording; a value sign changes a
 * meaning on its own ("€", "%", "<"); an apostrophe counts between letters, a number sign between digits ("1.000,50",
 * "6.4", "10:30"); all else parts words, and what nobody sees is not there.
 */
const parting = 0;
const letter = 1;
const digit = 2;
const value = 3;
const apostrophe = 4;
const numberSign = 5;
const unseen = 6;
const surrogate = 7;
const unknown = 8;

const unseenClass = String.raw`[\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E0FFF}]`;
const unseenSign = new RegExp(`^${unseenClass}$`, 'u');
const unseenSigns = new RegExp(unseenClass, 'gu');

function classify(sign: string): number {
  if (/^['’‘ʼ´`′]$/u.test(sign)) return apostrophe;
  if (unseenSign.test(sign)) return unseen;
  if (/^[\p{L}\p{M}]$/u.test(sign)) return letter;
  if (/^\p{N}$/u.test(sign)) return digit;
  if (/^[\p{Sc}%‰§+<>=≤≥±×]$/u.test(sign)) return value;
  return /^[.,:]$/u.test(sign) ? numberSign : parting;
}

/** Classes of the characters seen so far, each found once: a policy's text is folded more often than anything else. */
const classes = new Uint8Array(0x10000).fill(unknown).fill(surrogate, 0xd800, 0xe000);

function classOf(code: number): number {
  const known = classes[code] ?? parting;
  if (known !== unknown) return known;
  const found = classify(String.fromCharCode(code));
  classes[code] = found;
  return found;
}

function classOfPair(text: string, at: number): number {
  const point = text.codePointAt(at) ?? 0;
  return point > 0xffff ? classify(String.fromCodePoint(point)) : parting;
}

const space = 0x20;
const straight = 0x27;

/**
 * Lower case of the characters that stand for themselves alone (no case of two characters, no compatibility form, no
 * mark that joins its neighbour); 0 for all others. Most texts in European languages have no others.
 */
const selfLower = new Uint16Array(0x20ad);
for (let code = 0; code < 0x180; code++) setSelf(code);
for (const code of [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2018, 0x2019, 0x201a, 0x201c, 0x201d, 0x201e, 0x2020, 0x2022, 0x2026, 0x2030, 0x2039, 0x203a, 0x20ac]) setSelf(code);

function setSelf(code: number): void {
  const sign = String.fromCharCode(code);
  const lower = sign.toLowerCase();
  const stable = sign.normalize('NFKC') === sign || classify(sign.normalize('NFKC').charAt(0)) === parting || sign === '\u2026';
  if (lower.length === 1 && stable && classify(sign) !== unseen) selfLower[code] = lower.charCodeAt(0) === 0 ? space : lower.charCodeAt(0);
}

/** Where folds are put together: as two-byte and as one-byte characters, of which the text is cut at the end. */
let room = new Uint16Array(16_384);
let narrowRoom = Buffer.alloc(16_384);

function makeRoom(length: number): void {
  if (room.length >= length) return;
  room = new Uint16Array(length * 2);
  narrowRoom = Buffer.alloc(length * 2);
}

/**
 * The wording alone: case, quotes, dashes, spacing and punctuation gone; letters, digits, currency and comparison
 * signs kept. Two texts with the same fold say the same words. `fold(fold(x)) === fold(x)`.
 */
export function fold(text: string): string {
  makeRoom(text.length);
  const out = room;
  const narrow = narrowRoom;
  const last = text.length - 1;
  let length = 0;
  let wide = 0;
  let before = parting;
  let parted = false;
  for (let at = 0; at <= last; at++) {
    const raw = text.charCodeAt(at);
    let code = raw < 0x20ad ? (selfLower[raw] ?? 0) : 0;
    if (code === 0) return foldWide(compatible(text));
    let kind = classes[code] ?? parting;
    if (kind > value) {
      if (kind === unknown) kind = classOf(code);
      if (kind === apostrophe) {
        const after = at < last ? classOf(text.charCodeAt(at + 1)) : parting;
        if (after === surrogate || after === unseen) return foldWide(compatible(text));
        kind = (before === letter || before === digit) && (after === letter || after === digit) ? apostrophe : parting;
        code = straight;
      } else if (kind === numberSign && (before !== digit || at === last || classOf(text.charCodeAt(at + 1)) !== digit)) kind = parting;
    }
    before = kind;
    if (kind === parting) {
      parted = length > 0;
      continue;
    }
    if (parted) {
      narrow[length] = space;
      out[length++] = space;
      parted = false;
    }
    narrow[length] = code;
    out[length++] = code;
    wide |= code;
  }
  return wide > 0xff ? wideText(out, length) : narrow.toString('latin1', 0, length);
}

/** Accents that stand alone, which NFKC would make a space and a mark: to the eye an apostrophe, or nothing. */
const loneAccents = /[\u00A8\u00AF\u00B4\u00B8]/gu;

function compatible(text: string): string {
  // What nobody sees goes first: it may stand between a letter and the mark that joins it.
  return text.replace(unseenSigns, '').replace(loneAccents, (sign) => (sign === '\u00B4' ? "'" : ' ')).normalize('NFKC').toLowerCase().normalize('NFKC');
}

const foldedLists = new WeakMap<readonly { readonly text: string }[], readonly string[]>();

/**
 * The folds of what blocks or clauses say, in step with them; kept with the list, because a page's hash, its clauses'
 * fingerprints and its memory all rest on them.
 */
export function foldsOf(parts: readonly { readonly text: string }[]): readonly string[] {
  const known = foldedLists.get(parts);
  if (known !== undefined) return known;
  const folds = parts.map((part) => fold(part.text));
  foldedLists.set(parts, folds);
  return folds;
}

/** Keeps the folds of texts that were cut out of others, where they are known already. */
export function keepFolds(parts: readonly { readonly text: string }[], folds: readonly string[]): void {
  foldedLists.set(parts, folds);
}

/** The same for text with any characters, in compatibility form and lower case. */
function foldWide(lower: string): string {
  makeRoom(lower.length);
  const out = room;
  let length = 0;
  let before = parting;
  let parted = false;
  for (let at = 0; at < lower.length; at++) {
    let code = lower.charCodeAt(at);
    let kind = classOf(code);
    let second = -1;
    if (kind === surrogate) {
      kind = classOfPair(lower, at);
      if (code < 0xdc00 && at + 1 < lower.length) second = lower.charCodeAt(++at);
    }
    if (kind === unseen) continue;
    if (kind === apostrophe) {
      const after = nextKind(lower, at + 1);
      kind = (before === letter || before === digit) && (after === letter || after === digit) ? apostrophe : parting;
      code = straight;
    } else if (kind === numberSign && (before !== digit || nextKind(lower, at + 1) !== digit)) kind = parting;
    before = kind;
    if (kind === parting) {
      parted = length > 0;
      continue;
    }
    if (parted) {
      out[length++] = space;
      parted = false;
    }
    out[length++] = code;
    if (second >= 0) out[length++] = second;
  }
  return wideText(out, length);
}

function nextKind(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const kind = classOf(text.charCodeAt(at));
    if (kind === surrogate) return classOfPair(text, at);
    if (kind !== unseen) return kind;
  }
  return parting;
}

function wideText(codes: Uint16Array, length: number): string {
  return Buffer.from(codes.buffer, 0, length * 2).toString('utf16le');
}
