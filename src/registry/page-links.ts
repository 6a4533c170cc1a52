import { Parser } from 'htmlparser2';
import type { PolicyLanguage } from '../domain/language.ts';
import { policyLanguages } from '../domain/language.ts';
import { readWebAddress } from './url.ts';

export interface PageLink {
  readonly url: string;
  readonly key: string;
  readonly text: string;
  readonly inFooter: boolean;
}

export interface PageFacts {
  readonly title: string;
  readonly heading: string;
  readonly language: PolicyLanguage | null;
  readonly canonicalUrl: string | null;
  readonly siteName: string | null;
  readonly links: readonly PageLink[];
  /** The same page in other languages, as it says itself. */
  readonly twins: readonly { readonly language: PolicyLanguage; readonly url: string }[];
  /** How many words the body has, up to a thousand. */
  readonly words: number;
}

const mostLinks = 3000;
/** A home page that is larger has its footer cut; none that is real comes near. */
const longestHtml = 4_000_000;

/** `nl-BE` → `nl`; null for a language whose policies are not read with understanding. */
function languageOfTag(tag: string | undefined): PolicyLanguage | null {
  const primary = (tag ?? '').trim().toLowerCase().split(/[-_]/u)[0];
  return policyLanguages.find((language) => language === primary) ?? null;
}

/** The language that an address names in a path segment, a subdomain or a parameter. */
export function languageOfUrl(url: string): PolicyLanguage | null {
  const { hostname, pathname, searchParams } = new URL(url);
  const named = [...pathname.split('/').slice(1, 4), hostname.split('.')[0] ?? '', searchParams.get('lang') ?? '', searchParams.get('locale') ?? ''];
  for (const part of named) {
    if (/^[a-z]{2}(?:[-_][a-z]{2})?$/iu.test(part)) {
      const language = languageOfTag(part);
      if (language !== null) return language;
    }
  }
  return null;
}

function resolved(href: string, base: string): { readonly url: string; readonly key: string } | null {
  const text = href.trim();
  if (text === '' || text.startsWith('#') || text.length > 2000 || !URL.canParse(text, base)) return null;
  const read = readWebAddress(new URL(text, base).href);
  return read.kind === 'address' ? { url: read.url, key: read.key } : null;
}

const squeezed = (text: string): string => text.slice(0, 2000).split(/\s+/u).filter((word) => word !== '').join(' ').slice(0, 300);

const chunkLength = 65_536;
/** No page that people made nests deeper; the rest of one that does is not read. */
const deepest = 3000;
const unread = new Set(['script', 'style', 'noscript', 'template', 'svg']);

/** What a page says, gathered in one pass and without a tree, so that no page can make it slow. */
class PageReading {
  readonly base: { href: string };
  readonly links: PageLink[] = [];
  readonly twins: { language: PolicyLanguage; url: string }[] = [];
  readonly footers: string[] = [];
  language: PolicyLanguage | null = null;
  canonicalUrl: string | null = null;
  siteName: string | null = null;
  title: string | null = null;
  heading: string | null = null;
  words = 0;
  depth = 0;
  unreadDepth = 0;
  link: { readonly url: string; readonly key: string; readonly label: string; readonly inFooter: boolean; text: string } | null = null;
  reading: 'title' | 'heading' | null = null;

  constructor(pageUrl: string) {
    this.base = { href: pageUrl };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    if (unread.has(name)) this.unreadDepth += 1;
    if (this.footers.length > 0 || name === 'footer' || attributes['role'] === 'contentinfo' || /footer/iu.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`)) this.footers.push(name);
    if (name === 'html') this.language ??= languageOfTag(attributes['lang']);
    else if (name === 'base') this.takeBase(attributes['href']);
    else if (name === 'link') this.takeRelation(attributes);
    else if (name === 'meta' && attributes['property'] === 'og:site_name') this.siteName ??= squeezed(attributes['content'] ?? '') || null;
    else if (name === 'title' && this.title === null && this.unreadDepth === 0) this.begin('title');
    else if (name === 'h1' && this.heading === null) this.begin('heading');
    else if (name === 'a' || name === 'area') this.openLink(attributes);
    else if (name === 'img' && this.link !== null) this.link.text += ` ${attributes['alt'] ?? ''}`;
  }

  close(name: string): void {
    this.depth = Math.max(0, this.depth - 1);
    if (unread.has(name)) this.unreadDepth = Math.max(0, this.unreadDepth - 1);
    const footer = this.footers.lastIndexOf(name);
    if (footer >= 0 && footer >= this.footers.length - 1) this.footers.pop();
    if (name === 'a' || name === 'area') this.closeLink();
    if (name === 'title' || name === 'h1') this.reading = null;
  }

  text(text: string): void {
    if (this.unreadDepth > 0) return;
    if (this.link !== null && this.link.text.length < 2000) this.link.text += text.slice(0, 2000);
    if (this.reading === 'title') this.title = `${this.title ?? ''}${text}`.slice(0, 2000);
    else if (this.reading === 'heading') this.heading = `${this.heading ?? ''} ${text}`.slice(0, 2000);
    if (this.reading !== 'title' && this.words < 1000) this.words += text.slice(0, 20_000).split(/\s+/u).filter((word) => word !== '').length;
  }

  begin(what: 'title' | 'heading'): void {
    this.reading = what;
    if (what === 'title') this.title = '';
    else this.heading = '';
  }

  takeBase(href: string | undefined): void {
    if (href !== undefined && URL.canParse(href, this.base.href)) this.base.href = new URL(href, this.base.href).href;
  }

  takeRelation(attributes: Readonly<Record<string, string>>): void {
    const relations = (attributes['rel'] ?? '').toLowerCase().split(' ');
    const address = resolved(attributes['href'] ?? '', this.base.href);
    if (address === null) return;
    if (relations.includes('canonical')) this.canonicalUrl ??= address.url;
    const language = languageOfTag(attributes['hreflang']);
    if (relations.includes('alternate') && language !== null && !this.twins.some((twin) => twin.language === language)) this.twins.push({ language, url: address.url });
  }

  openLink(attributes: Readonly<Record<string, string>>): void {
    this.closeLink();
    const address = this.links.length < mostLinks ? resolved(attributes['href'] ?? '', this.base.href) : null;
    if (address !== null) this.link = { ...address, label: attributes['aria-label'] ?? attributes['title'] ?? '', inFooter: this.footers.length > 0, text: '' };
  }

  closeLink(): void {
    if (this.link === null) return;
    const { url, key, label, inFooter, text } = this.link;
    this.links.push({ url, key, text: squeezed(text) || squeezed(label), inFooter });
    this.link = null;
  }
}

/**
 * What a page tells a seeker of policies: its names, its language and its links.
 *
 * @param pageUrl the address at which it was found, after redirects
 */
export function factsOf(html: string, pageUrl: string): PageFacts {
  const page = new PageReading(pageUrl);
  const parser = new Parser({
    onopentag: (name, attributes) => page.open(name, attributes),
    onclosetag: (name) => page.close(name),
    ontext: (text) => page.text(text),
  });
  const end = Math.min(html.length, longestHtml);
  for (let at = 0; at < end && page.depth < deepest && page.links.length < mostLinks; at += chunkLength) parser.write(html.slice(at, Math.min(end, at + chunkLength)));
  parser.end();
  const { language, canonicalUrl, siteName, links, twins, words } = page;
  return { title: squeezed(page.title ?? ''), heading: squeezed(page.heading ?? ''), language, canonicalUrl, siteName, links, twins, words: Math.min(words, 1000) };
}

/** The addresses of a sitemap, or those of the sitemaps that it lists. */
export function sitemapOf(xml: string): { readonly pages: readonly string[]; readonly sitemaps: readonly string[] } {
  const locations = [...xml.slice(0, longestHtml).matchAll(/<loc>(?:<!\[CDATA\[)?([^<\]]{1,2000})/gu)].slice(0, 20_000)
    .map((match) => (match[1] ?? '').trim().replaceAll('&amp;', '&'));
  return /<sitemapindex[\s>]/u.test(xml.slice(0, 5000)) ? { pages: [], sitemaps: locations } : { pages: locations, sitemaps: [] };
}
