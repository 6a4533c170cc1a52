/** Soft hyphens, zero-width and bidi marks, variation selectors, tag characters and control characters: nothing a reader sees. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const unseen = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]|\u034F|[\uFE00-\uFE0F]/gu;
const doubled = /&(?:amp;)?(nbsp|amp|quot|apos|shy|#0?39|#160|#8203|zwnj|zwj);/giu;
const ligatures = /[\uFB00-\uFB06]/gu;
const spaces = /[\s\u0085]+/gu;

const entities: Readonly<Record<string, string>> = {
  nbsp: ' ', '#160': ' ', amp: '&', quot: '"', apos: "'", '#39': "'", '#039': "'", shy: '', zwnj: '', zwj: '', '#8203': '',
};

/** What a character asks for: nothing, white space to fold, or a closer look at the whole text. */
const plainSign = 0;
const whiteSign = 1;
const specialSign = 2;
const signs = new Uint8Array(0x10000).fill(specialSign);
signs.fill(plainSign, 0x21, 0x7f).fill(plainSign, 0xa1, 0xad).fill(plainSign, 0xae, 0x250).fill(plainSign, 0x2010, 0x2028).fill(plainSign, 0x2030, 0x205f);
signs[0x20ac] = plainSign;
for (const code of [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xa0, 0x85, 0x2028, 0x2029]) signs[code] = whiteSign;

/**
 * Text as it reads: NFC, no unseen characters, every run of white space one space, entities that were escaped twice
 * undone. Quotes, dashes and case stay. Leading and trailing space stays as one space, for joining runs.
 */
export function normalise(text: string): string {
  let ampersand = false;
  let white = false;
  let special = false;
  let before = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const sign = signs[code] ?? specialSign;
    if (sign === whiteSign) {
      if (code !== 0x20 || before === 0x20) white = true;
    } else if (sign === specialSign) {
      special = true;
      break;
    } else if (code === 0x26) ampersand = true;
    before = code;
  }
  let out = text;
  if (special) out = out.normalize('NFC').replace(unseen, '').replace(ligatures, (sign) => sign.normalize('NFKC'));
  if ((ampersand || special) && out.includes('&')) {
    out = out.replace(doubled, (_, name: string) => entities[name.toLowerCase()] ?? ' ');
    white = true;
  }
  return white || special ? out.replace(spaces, ' ') : out;
}

/** A file's lines as editors number them: parted by line feeds, or by carriage returns where there is no line feed. */
export function fileLines(source: string): readonly string[] {
  return source.includes('\n') ? source.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : source.split('\r');
}

/** 1 for letters and digits, 2 for the apostrophe that may stand inside a word; beyond the table all are letters. */
const wordSigns = new Uint8Array(0x2070).fill(1, 0x30, 0x3a).fill(1, 0x41, 0x5b).fill(1, 0x61, 0x7b).fill(1, 0xc0, 0x2000);
wordSigns[0xd7] = 0;
wordSigns[0xf7] = 0;
wordSigns[0x27] = 2;

/** How many words a normalised text has. */
export function countWords(text: string): number {
  let words = 0;
  let inside = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = wordSigns[text.charCodeAt(at)] ?? 1;
    words += sign & ~inside & 1;
    inside = (sign & 1) | (inside & (sign >> 1));
  }
  return words;
}

/** Query parameters that follow a visitor or a session, never a page. */
const tracking = /^(?:utm_\w{1,40}|gclid|gbraid|wbraid|gclsrc|dclid|fbclid|msclkid|mc_[ce]id|yclid|igshid|_ga|_gl|_hs(?:enc|mi)|hsctatracking|vero_id|mkt_tok|trk|sc_cid|ref_src|phpsessid|jsessionid|sid|sessionid|session_id|aspsessionid\w{0,20}|cfid|cftoken|nonce|csrf\w{0,20}|_?token|cb|cachebuster|timestamp|_ts|v_id|visitor_?id|click_?id)$/iu;

/**
 * A link's address as it is kept: absolute where the page's address is known, without session ids and tracking.
 * Null for what is no address a reader could follow (`javascript:`, `data:`, empty).
 */
export function cleanUrl(href: string, base: string | null): string | null {
  // oxlint-disable-next-line no-control-regex -- browsers drop tabs and line ends inside addresses
  const raw = href.slice(0, 4000).replace(/[\u0000-\u0020]+/gu, (run) => (run.includes(' ') ? '%20' : '')).replace(/^(?:%20)+|(?:%20)+$/gu, '');
  if (raw === '' || /^(?:javascript|data|vbscript|blob|about):/iu.test(raw)) return null;
  let out = raw;
  if (base !== null && !raw.startsWith('#') && URL.canParse(raw, base)) out = new URL(raw, base).href;
  out = out.replace(/;jsessionid=[^?#]{0,200}/iu, '');
  const mark = out.indexOf('?');
  if (mark >= 0) {
    const hash = out.indexOf('#', mark);
    const query = hash < 0 ? out.slice(mark + 1) : out.slice(mark + 1, hash);
    const kept = query.split('&').filter((pair) => pair !== '' && !tracking.test(pair.split('=', 1)[0] ?? ''));
    out = out.slice(0, mark) + (kept.length > 0 ? `?${kept.join('&')}` : '') + (hash < 0 ? '' : out.slice(hash));
  }
  return out.replace(/[()<>[\]\\"`]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Cloudflare's e-mail protection: hexadecimal bytes, the first the XOR key of the others. Null where it is none. */
export function decodeCfEmail(hex: string): string | null {
  if (!/^[0-9a-f]{6,600}$/iu.test(hex) || hex.length % 2 !== 0) return null;
  const bytes = Buffer.from(hex, 'hex');
  const key = bytes[0] ?? 0;
  return Buffer.from(bytes.subarray(1).map((byte) => byte ^ key)).toString('utf8');
}
