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

const unseenSign = /^[\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E0FFF}]$/u;

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

const plainAscii = /^[\t\n\r\x20-\x7E]*$/u;
const space = 0x20;
const straight = 0x27;

let room = new Uint16Array(16_384);

/**
 * The wording alone: case, quotes, dashes, spacing and punctuation gone; letters, digits, currency and comparison
 * signs kept. Two texts with the same fold say the same words. `fold(fold(x)) === fold(x)`.
 */
export function fold(text: string): string {
  const lower = plainAscii.test(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase();
  if (room.length < lower.length) room = new Uint16Array(lower.length * 2);
  const out = room;
  let length = 0;
  let wide = false;
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
    if (code > 0xff) wide = true;
  }
  return textOf(out, length, wide);
}

function nextKind(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const kind = classOf(text.charCodeAt(at));
    if (kind === surrogate) return classOfPair(text, at);
    if (kind !== unseen) return kind;
  }
  return parting;
}

function textOf(codes: Uint16Array, length: number, wide: boolean): string {
  const used = codes.subarray(0, length);
  return wide ? Buffer.from(used.buffer, 0, length * 2).toString('utf16le') : Buffer.from(used).toString('latin1');
}
