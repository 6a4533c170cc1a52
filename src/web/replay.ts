import { Parser } from 'htmlparser2';

/** A longer page is cut here; the 99th percentile of policies' pages has 2 MB. */
const mostCharacters = 6_000_000;
const mostElements = 200_000;
const deepest = 400;

const shown = new Set([
  'a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em',
  'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'nav', 'ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small',
  'span', 'strike', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
]);
const empty = new Set(['br', 'col', 'hr', 'img', 'wbr']);
/** Left out with all that is in them. Other elements that are not shown leave their words. */
const dropped = new Set(['script', 'noscript', 'template', 'iframe', 'frame', 'frameset', 'noframes', 'object', 'embed', 'applet', 'noembed', 'svg', 'math', 'canvas', 'audio', 'video', 'select', 'textarea', 'input', 'title', 'xmp', 'plaintext', 'portal', 'fencedframe', 'dialog']);

const attributes = new Set(['class', 'id', 'dir', 'lang', 'title', 'colspan', 'rowspan', 'scope', 'align', 'valign', 'width', 'height', 'border', 'cellpadding', 'cellspacing', 'bgcolor', 'color', 'size', 'face', 'start', 'reversed', 'value', 'open', 'hidden', 'alt', 'datetime']);
const longestAttribute = 2_000;
const longestPicture = 500_000;

/**
 * What a replayed page may do where it is shown, even if the cleaning failed: nothing. No script, no request but for
 * pictures that it carries in itself, no form, no window, an origin of its own, and no frame but ours around it.
 */
export const replayPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

const plainStyle = 'body{font:16px/1.55 Georgia,serif;margin:1.5rem;max-width:50rem}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3rem .6rem;vertical-align:top;text-align:left}';

export interface ReplayLook {
  readonly plain: boolean;
  /** BCP 47; null where it is not known. */
  readonly language: string | null;
  /** What a browser's tab says. */
  readonly title: string;
}

function languageAttribute(tag: string): string {
  return /^[A-Za-z][A-Za-z-]{1,19}$/u.test(tag) ? ` lang="${tag}"` : '';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** @returns the style without what would ask for something elsewhere, and without an end of its element */
function cleanStyle(css: string): string {
  return css
    .replaceAll('<', '')
    .replace(/@(?:import|namespace|charset)[^;{}]{0,2000};?/giu, '')
    .replace(/url\([^)]{0,200000}\)?/giu, (address) => (/^url\(["']?data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=]*["']?\)$/u.test(address) ? address : 'none'));
}

function attributesOf(name: string, given: Readonly<Record<string, string>>, plain: boolean): string {
  const kept = Object.entries(given).flatMap(([key, value]) => {
    if (key === 'style') return plain ? [] : [`style="${escaped(cleanStyle(value.slice(0, longestAttribute)))}"`];
    if (key === 'href') return name === 'a' && /^#[^\s]{1,200}$/u.test(value) ? [`href="${escaped(value)}"`] : [];
    return attributes.has(key) ? [`${key}="${escaped(value.slice(0, longestAttribute))}"`] : [];
  });
  return kept.length === 0 ? '' : ` ${kept.join(' ')}`;
}

function picture(given: Readonly<Record<string, string>>): string {
  const source = given['src'] ?? '';
  const alt = (given['alt'] ?? '').slice(0, longestAttribute);
  if (source.length <= longestPicture && /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*$/u.test(source)) return `<img src="${source}" alt="${escaped(alt)}">`;
  return alt === '' ? '' : `<span>[${escaped(alt)}]</span>`;
}

/**
 * Makes a captured page fit to be looked at: its words, its structure and the style that it carries, and nothing that
 * acts, links or loads. Built anew from an allowed list, so that whatever is not known is left out.
 * @param html the page as it was received, decoded
 * @param look.plain without the page's own style, for pages that hide their words until a script runs
 * @param look.language its language as we read it, where the page does not say
 * @returns a whole document, to be served with `replayPolicy` alone
 */
export function replayOf(html: string, look: ReplayLook): string {
  const { plain } = look;
  const body: string[] = [];
  const styles: string[] = [];
  const open: string[] = [];
  let elements = 0;
  let within: string | null = null;
  let depth = 0;
  let bodyAttributes = '';
  let language = languageAttribute(look.language ?? '');
  const parser = new Parser(
    {
      onopentag: (name, given) => {
        if (within !== null) {
          if (name === within) depth += 1;
          return;
        }
        elements += 1;
        if (elements > mostElements) {
          parser.pause();
          return;
        }
        if (name === 'style' || dropped.has(name)) {
          within = name;
          depth = 1;
        } else if (name === 'html') language = languageAttribute(given['lang'] ?? '') || language;
        else if (name === 'body') bodyAttributes = attributesOf(name, given, plain);
        else if (name === 'img') body.push(picture(given));
        else if (empty.has(name)) body.push(`<${name}${attributesOf(name, given, plain)}>`);
        else if (shown.has(name) && open.length < deepest) {
          open.push(name);
          body.push(`<${name}${attributesOf(name, given, plain)}>`);
        } else if (name === 'button' || name === 'option' || name === 'label') body.push(' ');
      },
      ontext: (text) => {
        if (within === 'style') {
          if (!plain) styles.push(text);
        } else if (within === null) body.push(escaped(text));
      },
      onclosetag: (name) => {
        if (within !== null) {
          if (name === within) depth -= 1;
          if (depth === 0) within = null;
          return;
        }
        const from = open.lastIndexOf(name);
        if (from < 0) return;
        for (const each of open.splice(from).toReversed()) body.push(`</${each}>`);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(html.slice(0, mostCharacters));
  parser.end();
  const own = styles.length === 0 ? '' : cleanStyle(styles.join('\n'));
  const source = `<!doctype html><html${language}><head><meta charset="utf-8"><meta name="color-scheme" content="light"><meta name="viewport" content="width=device-width"><title>${escaped(look.title)}</title><style>html{background:#fff;color:#1d2126;overflow-wrap:anywhere}pre{white-space:pre-wrap}img{max-width:100%}${own === '' ? plainStyle : ''}</style>${own === '' ? '' : `<style>${own}</style>`}</head><body${bodyAttributes}>${body.join('')}${open.toReversed().map((name) => `</${name}>`).join('')}</body></html>`;
  return source.toWellFormed();
}

/** @returns plain text or Markdown as a document to be looked at */
export function replayOfText(text: string, look: Pick<ReplayLook, 'title' | 'language'>): string {
  return `<!doctype html><html${languageAttribute(look.language ?? '')}><head><meta charset="utf-8"><meta name="color-scheme" content="light"><meta name="viewport" content="width=device-width"><title>${escaped(look.title)}</title><style>body{background:#fff;color:#1d2126;font:15px/1.5 monospace;margin:1.5rem;white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body>${escaped(text.slice(0, mostCharacters)).toWellFormed()}</body></html>`;
}
