import type { DraftBlock } from './document.ts';
import { mainBlocks } from './main-blocks.ts';
import { measure } from './main-content.ts';
import { normalise } from './normalise.ts';
import { emptyScripts } from './scripts.ts';
import { attribute, following, type PageNode, parsePage } from './tree.ts';

export interface HtmlContent {
  readonly blocks: readonly DraftBlock[];
  readonly titles: { readonly document: string | null; readonly headings: readonly string[]; readonly openGraph: string | null };
  readonly lang: string | null;
  readonly canonicalUrl: string | null;
  readonly refresh: string | null;
  readonly pageText: string;
  /** Characters of all words of the page. */
  readonly pageLength: number;
  readonly found: 'selectors' | 'main-content' | 'whole-page';
  /** The page hides the whole of what was found; never where selectors chose it. */
  readonly hidden: boolean;
  readonly passwordFields: number;
  readonly scripts: number;
  readonly scriptLength: number;
  readonly emptyRoot: boolean;
  readonly noscript: string;
}

interface Facts {
  title: string | null;
  openGraph: string | null;
  lang: string | null;
  canonicalUrl: string | null;
  refresh: string | null;
  base: string | null;
  passwordFields: number;
  scripts: number;
  emptyRoot: boolean;
  noscript: string;
  headings: PageNode[];
  body: PageNode | null;
}

const rootIds = new Set(['root', 'app', '__next', '__nuxt', 'svelte', 'main-app', 'react-root', 'q-app', 'gatsby-focus-wrapper']);
const blockTags = new Set(['p', 'div', 'li', 'td', 'th', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'br', 'section', 'article', 'dt', 'dd', 'ul', 'ol', 'table', 'header', 'footer', 'nav', 'main', 'aside', 'form', 'button', 'label', 'summary']);
/** What is looked at of a page's words beyond its policy; error pages and walls are shorter. */
const headLength = 24_000;
const tailLength = 6_000;

function textOf(node: PageNode): string {
  let out = '';
  for (let at: PageNode | null = node.first; at !== null; at = at.first ?? following(at, node)) if (at.tag === '#text') out += at.text;
  return out;
}

function collect(document: PageNode): Facts {
  const facts: Facts = {
    title: null, openGraph: null, lang: null, canonicalUrl: null, refresh: null, base: null, passwordFields: 0, scripts: 0,
    emptyRoot: false, noscript: '', headings: [], body: null,
  };
  for (let at: PageNode | null = document.first; at !== null; at = at.first ?? following(at, document)) {
    const node: PageNode = at;
    switch (node.tag) {
      case 'html':
        facts.lang = attribute(node, 'lang') ?? attribute(node, 'xml:lang');
        break;
      case 'body':
        facts.body = node;
        break;
      case 'title':
        facts.title ??= node.namespace.endsWith('xhtml') ? normalise(textOf(node)).trim() : null;
        break;
      case 'base':
        facts.base ??= attribute(node, 'href');
        break;
      case 'meta': {
        const name = attribute(node, 'property') ?? attribute(node, 'name');
        if (name === 'og:title') facts.openGraph ??= normalise(attribute(node, 'content') ?? '').trim();
        if (attribute(node, 'http-equiv')?.toLowerCase() === 'refresh') facts.refresh ??= attribute(node, 'content');
        break;
      }
      case 'link':
        if (attribute(node, 'rel') === 'canonical') facts.canonicalUrl ??= attribute(node, 'href');
        break;
      case 'input':
        if (attribute(node, 'type')?.toLowerCase() === 'password') facts.passwordFields++;
        break;
      case 'script':
        facts.scripts++;
        break;
      case 'noscript':
        if (facts.noscript.length < 2000) facts.noscript += ` ${(node.first?.text ?? '').slice(0, 4000).replace(/<[^<>]{0,1000}>/gu, ' ')}`;
        break;
      case 'h1':
        if (facts.headings.length < 20) facts.headings.push(node);
        break;
      case 'div':
      case 'main':
        if (!facts.emptyRoot && node.first === null && node.attributes.length > 0) facts.emptyRoot = rootIds.has(attribute(node, 'id') ?? '');
        break;
      default:
    }
  }
  return facts;
}

/** The last node in document order that is not dropped with its parent. */
function lastBeneath(root: PageNode): PageNode {
  let node = root;
  while (!node.dropped && node.last !== null) node = node.last;
  return node;
}

/** The node before in document order, none that was dropped with its parent. */
function preceding(node: PageNode): PageNode | null {
  return node.previous === null ? node.parent : lastBeneath(node.previous);
}

/** The words beneath a node, each block on a line of its own: all of a short page, both ends of a long one. */
function pageTextOf(root: PageNode): string {
  const head: string[] = [];
  let size = 0;
  let at: PageNode | null = root.first;
  while (at !== null && size < headLength) {
    const node: PageNode = at;
    if (node.tag === '#text') {
      head.push(node.text);
      size += node.text.length;
    } else if (blockTags.has(node.tag)) head.push('\u0000');
    at = (node.dropped ? null : node.first) ?? following(node, root);
  }
  let left = tailLength;
  const foot: string[] = [];
  const beyond = at;
  for (let node = beyond === null ? null : lastBeneath(root); node !== null && left > 0; node = node === beyond ? null : preceding(node)) {
    if (node.tag === '#text') {
      foot.push(node.text);
      left -= node.text.length;
    } else if (blockTags.has(node.tag)) foot.push('\u0000');
  }
  const text = `${head.join('')}\u0000${foot.toReversed().join('')}`;
  return text.split('\u0000').map((line) => normalise(line).trim()).filter((line) => line !== '').join('\n');
}

function baseOf(base: string | null, url: string | null): string | null {
  if (base === null || url === null) return url;
  const resolved = URL.canParse(base, url) ? new URL(base, url) : null;
  return resolved !== null && (resolved.protocol === 'http:' || resolved.protocol === 'https:') ? resolved.href : url;
}

/**
 * Takes an HTML page apart.
 * @param url the page's own address, for relative links; null keeps them as written
 * @param select CSS selectors of what to keep; empty: the main content is found
 * @param remove CSS selectors of what to drop first
 * @throws UsageError for an invalid selector; OperationError `selector-miss` where `select` matches nothing
 */
export async function readHtml(source: string, url: string | null, select: readonly string[], remove: readonly string[]): Promise<HtmlContent> {
  const emptied = emptyScripts(source);
  const document = parsePage(emptied.source);
  const facts = collect(document);
  const base = baseOf(facts.base, url);
  const body = facts.body ?? document;
  measure(document);
  const pageText = pageTextOf(body);
  const pageLength = body.length;
  const headings = facts.headings.map((node) => normalise(textOf(node)).trim()).filter((text) => text !== '');
  let blocks: readonly DraftBlock[];
  let found: HtmlContent['found'];
  let hidden = false;
  if (select.length > 0 || remove.length > 0) {
    found = select.length > 0 ? 'selectors' : 'main-content';
    const { selectBlocks } = await import('./select.ts');
    blocks = selectBlocks(document, body, base, select, remove);
  } else {
    const main = mainBlocks(body, base);
    found = main.whole ? 'whole-page' : 'main-content';
    blocks = main.blocks;
    hidden = main.hidden;
  }
  return {
    blocks, titles: { document: facts.title === '' ? null : facts.title, headings, openGraph: facts.openGraph === '' ? null : facts.openGraph },
    lang: facts.lang === '' ? null : facts.lang, canonicalUrl: facts.canonicalUrl, refresh: facts.refresh, pageText, pageLength, found, hidden,
    passwordFields: facts.passwordFields, scripts: facts.scripts, scriptLength: emptied.scriptLength, emptyRoot: facts.emptyRoot,
    noscript: normalise(facts.noscript).trim(),
  };
}
