import { JSDOM } from 'jsdom';

const { DOMParser } = new JSDOM('').window;
const atomNamespace = 'http://www.w3.org/2005/Atom';

/** RFC 3339, as RFC 4287 3.3 narrows it: capital T and Z. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u;
/** RFC 5646, its plain forms. */
const languageTag = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u;
/** RFC 4151: authority and date, then what RFC 3986 allows in a path or a query. */
const tagUri = /^tag:[a-z0-9.-]+,\d{4}(?:-\d{2}){0,2}:(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*$/u;

const isInstant = (text: string): boolean => instant.test(text) && !Number.isNaN(Date.parse(text));
const isIri = (text: string): boolean => text.trim() === text && text !== '' && (tagUri.test(text) || URL.canParse(text));

/** How often each element may stand in its parent: RFC 4287 4.1.1 and 4.1.2. */
const feedCounts: Readonly<Record<string, readonly [least: number, most: number]>> = {
  id: [1, 1], title: [1, 1], updated: [1, 1], author: [1, 99], link: [1, 9], category: [0, 99], generator: [0, 1], icon: [0, 1], logo: [0, 1], rights: [0, 1], subtitle: [0, 1], entry: [0, 999],
};
const entryCounts: Readonly<Record<string, readonly [least: number, most: number]>> = {
  id: [1, 1], title: [1, 1], updated: [1, 1], published: [0, 1], content: [0, 1], summary: [0, 1], rights: [0, 1], source: [0, 1], author: [0, 99], contributor: [0, 99], category: [0, 99], link: [0, 9],
};

function countProblems(parent: Element, counts: Readonly<Record<string, readonly [number, number]>>): readonly string[] {
  const names = [...parent.children].map((child) => child.localName);
  return [
    ...[...new Set(names)].filter((name) => !(name in counts)).map((name) => `${parent.localName} holds ${name}, which has no place there`),
    ...Object.entries(counts).flatMap(([name, [least, most]]) => {
      const count = names.filter((one) => one === name).length;
      return count < least || count > most ? [`${parent.localName} holds ${count} ${name}`] : [];
    }),
  ];
}

function commonProblems(element: Element): readonly string[] {
  const child = (name: string): Element | undefined => [...element.children].find((one) => one.localName === name);
  const text = (name: string): string => child(name)?.textContent ?? '';
  const links = [...element.children].filter((one) => one.localName === 'link');
  const kinds = links.map((link) => [link.getAttribute('rel') ?? 'alternate', link.getAttribute('type') ?? '', link.getAttribute('hreflang') ?? ''].join(' '));
  return [
    ...(isIri(text('id')) ? [] : [`the id "${text('id')}" is no IRI`]),
    ...(text('title').trim() === '' ? ['a title is empty'] : []),
    ...['updated', 'published'].filter((name) => child(name) !== undefined && !isInstant(text(name))).map((name) => `${name} "${text(name)}" is no date`),
    ...links.filter((link) => !isIri(link.getAttribute('href') ?? '')).map((link) => `the link "${link.getAttribute('href')}" is no IRI`),
    ...(new Set(kinds).size < kinds.length ? ['two links of one relation, type and language'] : []),
    ...[...element.children].filter((one) => one.localName === 'category' && (one.getAttribute('term') ?? '').trim() === '').map(() => 'a category without a term'),
  ];
}

/** @returns what a strict reader of XML and of RFC 4287 finds wrong with an Atom feed */
export function atomProblems(source: string, selfUrl?: string): readonly string[] {
  const document = new DOMParser().parseFromString(source, 'application/xml');
  const broken = document.querySelector('parsererror');
  if (broken !== null) return [`not well-formed: ${broken.textContent ?? ''}`];
  const feed = document.documentElement;
  if (feed.localName !== 'feed' || feed.namespaceURI !== atomNamespace) return [`the root is ${feed.nodeName}`];
  const foreign = [...feed.querySelectorAll('*')].filter((element) => element.namespaceURI !== atomNamespace).map((element) => `${element.nodeName} is of another namespace`);
  const entries = [...feed.children].filter((child) => child.localName === 'entry');
  const ids = entries.map((entry) => entry.querySelector('id')?.textContent ?? '');
  const self = [...feed.children].find((child) => child.localName === 'link' && child.getAttribute('rel') === 'self');
  return [
    ...foreign,
    ...countProblems(feed, feedCounts),
    ...commonProblems(feed),
    ...(languageTag.test(feed.getAttribute('xml:lang') ?? '') ? [] : ['no language']),
    ...(self === undefined ? ['no link to itself'] : []),
    ...(selfUrl !== undefined && self?.getAttribute('href') !== selfUrl ? [`calls itself ${self?.getAttribute('href')}`] : []),
    ...(new Set(ids).size < ids.length ? ['two entries of one id'] : []),
    ...entries.flatMap((entry) => [
      ...countProblems(entry, entryCounts),
      ...commonProblems(entry),
      ...contentProblems(entry),
    ]),
  ];
}

function contentProblems(entry: Element): readonly string[] {
  const content = [...entry.children].find((child) => child.localName === 'content');
  const alternate = [...entry.children].some((child) => child.localName === 'link' && (child.getAttribute('rel') ?? 'alternate') === 'alternate');
  if (content === undefined) return alternate ? [] : ['an entry without content or a link'];
  if (content.getAttribute('type') !== 'html') return [`content of the type ${content.getAttribute('type')}`];
  // RFC 4287 3.1.1.2: its markup is escaped, so it has no child elements, and should do inside a <div>.
  return content.children.length > 0 ? ['unescaped markup in content'] : markupProblems(content.textContent ?? '');
}

/** Markup that a feed reader shows: nothing that runs, loads or leads elsewhere than to a page. */
function markupProblems(markup: string): readonly string[] {
  const { document } = new JSDOM(`<body>${markup}`).window;
  const acting = [...document.body.querySelectorAll('script,style,iframe,object,embed,img,form,input,svg,math,link,meta,base')].map((element) => `content holds ${element.localName}`);
  const handlers = [...document.body.querySelectorAll('*')].flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on'))).map((name) => `content handles ${name}`);
  const links = [...document.body.querySelectorAll('[href],[src]')].map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '').filter((url) => !/^(?:https?|mailto):/u.test(url)).map((url) => `content leads to ${url}`);
  return [...acting, ...handlers, ...links];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === 'string';
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const feedKeys = ['version', 'title', 'home_page_url', 'feed_url', 'description', 'user_comment', 'next_url', 'icon', 'favicon', 'authors', 'language', 'expired', 'hubs', 'items'];
const itemKeys = ['id', 'url', 'external_url', 'title', 'content_html', 'content_text', 'summary', 'image', 'banner_image', 'date_published', 'date_modified', 'authors', 'tags', 'language', 'attachments'];

function keyProblems(where: string, record: Readonly<Record<string, unknown>>, known: readonly string[]): readonly string[] {
  // An extension's name begins with an underscore and has no dot.
  return Object.keys(record).filter((key) => !known.includes(key) && !/^_[A-Za-z][\w-]*$/u.test(key)).map((key) => `${where} has ${key}, which is no field`);
}

/** @returns what version 1.1 of JSON Feed (jsonfeed.org) finds wrong */
export function jsonFeedProblems(source: string, selfUrl?: string): readonly string[] {
  const feed: unknown = JSON.parse(source);
  if (!isRecord(feed)) return ['no object'];
  const items = isList(feed['items']) ? feed['items'] : [];
  const ids = items.map((item) => (isRecord(item) ? item['id'] : null));
  return [
    ...keyProblems('the feed', feed, feedKeys),
    ...(feed['version'] === 'https://jsonfeed.org/version/1.1' ? [] : ['another version']),
    ...(isString(feed['title']) && feed['title'] !== '' ? [] : ['no title']),
    ...['home_page_url', 'feed_url'].filter((key) => !isString(feed[key]) || !URL.canParse(feed[key])).map((key) => `${key} is no address`),
    ...(selfUrl !== undefined && feed['feed_url'] !== selfUrl ? [`calls itself ${String(feed['feed_url'])}`] : []),
    ...(isString(feed['language']) && languageTag.test(feed['language']) ? [] : ['no language']),
    ...(isList(feed['items']) ? [] : ['no items']),
    ...(new Set(ids).size < ids.length ? ['two items of one id'] : []),
    ...items.flatMap(itemProblems),
  ];
}

function itemProblems(item: unknown): readonly string[] {
  if (!isRecord(item)) return ['an item that is no object'];
  const text = (key: string): string => (isString(item[key]) ? item[key] : '');
  return [
    ...keyProblems('an item', item, itemKeys),
    ...(isIri(text('id')) ? [] : ['an id that is no IRI']),
    ...('url' in item && !URL.canParse(text('url')) ? ['a url that is none'] : []),
    ...(text('content_html') === '' && text('content_text') === '' ? ['an item without content'] : markupProblems(text('content_html'))),
    ...['date_published', 'date_modified'].filter((key) => key in item && !isInstant(text(key))).map((key) => `${key} is no date`),
    ...(isList(item['tags']) && item['tags'].every(isString) ? [] : ['tags that are no strings']),
  ];
}
