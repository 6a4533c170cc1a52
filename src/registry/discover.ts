import type { PolicyLanguage } from '../domain/language.ts';
import type { KnownPolicyType } from '../domain/vendor.ts';
import type { PageFacts } from './page-links.ts';
import { factsOf, languageOfUrl, sitemapOf } from './page-links.ts';
import { nearnessOf } from './policy-hosts.ts';
import { isLegalHub, policyTypeOf } from './policy-type.ts';
import { readWebAddress } from './url.ts';

/** Fetches a page or a sitemap; null where nothing usable came. `url` is where it was found, after redirects. */
export type FetchForDiscovery = (url: string) => Promise<{ readonly url: string; readonly html: string } | null>;

export interface DiscoveryProgress {
  readonly requests: number;
  readonly maxRequests: number;
  readonly url: string;
  readonly found: number;
}

export interface DiscoverOptions {
  readonly homeUrl: string;
  readonly fetchPage: FetchForDiscovery;
  readonly signal?: AbortSignal;
  readonly maxRequests?: number;
  readonly onProgress?: (progress: DiscoveryProgress) => void;
}

export interface DiscoveredPolicy {
  readonly url: string;
  readonly type: KnownPolicyType;
  readonly title: string | null;
  readonly language: PolicyLanguage | null;
  /** From 0 to 1. */
  readonly confidence: number;
  /** What it rests on, for people. */
  readonly why: readonly string[];
  /** The page was opened and looked at. */
  readonly seen: boolean;
  /** The same policy in other languages, as the page says itself. */
  readonly twins: readonly { readonly language: PolicyLanguage; readonly url: string }[];
}

export interface Discovery {
  readonly homeUrl: string;
  /** As the site calls itself, or its domain. */
  readonly vendorName: string;
  /** At most one of a type, the surest first. */
  readonly policies: readonly DiscoveredPolicy[];
  readonly requests: number;
  /** Why the search may have missed something; null where it ran its course. */
  readonly shortfall: 'home-unreachable' | 'no-links' | 'aborted' | 'out-of-requests' | null;
}

interface Candidate {
  readonly url: string;
  readonly key: string;
  readonly type: KnownPolicyType;
  readonly confidence: number;
  readonly why: readonly string[];
  readonly text: string;
}

/** Of the measure's places: a name in a link to the vendor's own site passes, a word in passing does not. */
const leastConfidence = 0.4;
const mostHubs = 4;
const mostSitemaps = 3;
/** Pages opened to make sure, for each type. */
const looksPerType = 2;

/** Addresses tried where no link led to a privacy policy or terms: the commonest, in Dutch and English. */
const commonPaths = ['/privacy-policy', '/privacy', '/privacyverklaring', '/privacybeleid', '/algemene-voorwaarden', '/terms', '/legal/privacy'];

class Search {
  readonly candidates = new Map<string, Candidate>();
  readonly pages = new Map<string, { readonly url: string; readonly facts: PageFacts } | null>();
  requests = 0;
  ranOut = false;
  readonly options: DiscoverOptions;
  readonly maxRequests: number;

  constructor(options: DiscoverOptions) {
    this.options = options;
    this.maxRequests = Math.max(1, options.maxRequests ?? 25);
  }

  get isAborted(): boolean {
    return this.options.signal?.aborted === true;
  }

  get isOver(): boolean {
    return this.isAborted || this.requests >= this.maxRequests;
  }

  async text(url: string): Promise<{ readonly url: string; readonly html: string } | null> {
    if (this.isAborted) return null;
    if (this.requests >= this.maxRequests) {
      this.ranOut = true;
      return null;
    }
    this.requests += 1;
    this.options.onProgress?.({ requests: this.requests, maxRequests: this.maxRequests, url, found: new Set([...this.candidates.values()].map((candidate) => candidate.type)).size });
    try {
      return await this.options.fetchPage(url);
    } catch (error) {
      if (this.isAborted) return null;
      throw error;
    }
  }

  async page(url: string): Promise<{ readonly url: string; readonly facts: PageFacts } | null> {
    const read = readWebAddress(url);
    const key = read.kind === 'address' ? read.key : url;
    const known = this.pages.get(key);
    if (known !== undefined) return known;
    const answer = await this.text(url);
    const page = answer === null ? null : { url: answer.url, facts: factsOf(answer.html, answer.url) };
    this.pages.set(key, page);
    return page;
  }

  /** Takes a link as a candidate where its words name a policy and it leads to the vendor's own. */
  consider(link: { readonly url: string; readonly text: string; readonly inFooter: boolean }, homeUrl: string, from: string): void {
    const read = readWebAddress(link.url);
    if (read.kind === 'bad') return;
    const nearness = nearnessOf(read.url, homeUrl);
    const guess = policyTypeOf({ linkText: link.text, url: read.url });
    if (nearness === 'stranger' || guess === null) return;
    const bonus = link.inFooter ? 0.1 : 0;
    const confidence = Math.min(1, (guess.confidence + (guess.confidence > 0 ? bonus : 0)) * (nearness === 'same-name' ? 0.9 : 1));
    const known = this.candidates.get(read.key);
    if (confidence < 0.25 || (known !== undefined && known.confidence >= confidence)) return;
    const why = [...guess.why, `found ${from}${link.inFooter ? ', in its footer' : ''}`, ...(nearness === 'policy-host' ? ['on a host where companies publish policies'] : [])];
    this.candidates.set(read.key, { url: read.url, key: read.key, type: guess.type, confidence, why, text: link.text });
  }
}

/**
 * Searches a vendor's site for its policies: the links of the home page, of its legal pages and of its sitemap, then
 * a look at the best of each type.
 *
 * The best of each type is returned with its confidence. Never more than `maxRequests` (25) pages are asked for, one
 * at a time; an abort ends the search with what was found.
 */
export async function discoverPolicies(options: DiscoverOptions): Promise<Discovery> {
  const search = new Search(options);
  const home = await search.page(options.homeUrl);
  if (home === null) {
    const shortfall = search.isAborted ? 'aborted' : 'home-unreachable';
    return { homeUrl: options.homeUrl, vendorName: nameOf(options.homeUrl, null), policies: [], requests: search.requests, shortfall };
  }
  const homeUrl = home.url;
  for (const link of home.facts.links) search.consider(link, homeUrl, 'on the home page');

  const hubs = new Map(home.facts.links.filter((link) => nearnessOf(link.url, homeUrl) !== 'stranger' && isLegalHub({ linkText: link.text, url: link.url })).map((link) => [link.key, link.url]));
  for (const hub of [...hubs.values()].slice(0, mostHubs)) {
    const page = await search.page(hub);
    for (const link of page?.facts.links ?? []) search.consider(link, homeUrl, 'on its legal page');
  }
  await readSitemaps(search, homeUrl);

  const policies = new Map<KnownPolicyType, DiscoveredPolicy>();
  await lookAtBest(search, home, policies);
  if (!policies.has('Privacy Policy') || !policies.has('Terms of Service')) await tryCommonPaths(search, homeUrl, policies);

  const shortfall = search.isAborted ? 'aborted' : search.ranOut ? 'out-of-requests' : policies.size === 0 && home.facts.links.length === 0 ? 'no-links' : null;
  return {
    homeUrl,
    vendorName: nameOf(homeUrl, home.facts),
    policies: [...policies.values()].toSorted((left, right) => right.confidence - left.confidence || (left.type < right.type ? -1 : 1)),
    requests: search.requests,
    shortfall,
  };
}

async function readSitemaps(search: Search, homeUrl: string): Promise<void> {
  const answer = await search.text(new URL('/sitemap.xml', homeUrl).href);
  if (answer === null) return;
  const { pages, sitemaps } = sitemapOf(answer.html);
  const found = [...pages];
  // Sitemaps of articles and products are long and hold no policies; those of pages come first.
  const promising = sitemaps
    .filter((url) => nearnessOf(safe(url, homeUrl), homeUrl) === 'same-site' && !/(?:post|blog|news|product|categor|tag|author|image|video|event)/iu.test(url.slice(url.lastIndexOf('/'))))
    .toSorted((left, right) => Number(/page|legal/iu.test(right)) - Number(/page|legal/iu.test(left)));
  for (const url of promising.slice(0, mostSitemaps)) found.push(...sitemapOf((await search.text(safe(url, homeUrl)))?.html ?? '').pages);
  for (const url of found) search.consider({ url, text: '', inFooter: false }, homeUrl, 'in the sitemap');
}

const safe = (url: string, fallback: string): string => (URL.canParse(url) ? url : fallback);

/** Opens the best candidates of each type, in turns, so that one type cannot use up all requests. */
async function lookAtBest(search: Search, home: { readonly url: string; readonly facts: PageFacts }, policies: Map<KnownPolicyType, DiscoveredPolicy>): Promise<void> {
  const homeLanguage = home.facts.language ?? languageOfUrl(home.url);
  const byType = Map.groupBy([...search.candidates.values()].toSorted((left, right) => right.confidence - left.confidence || left.url.length - right.url.length), (candidate) => candidate.type);
  for (let turn = 0; turn < looksPerType; turn += 1) {
    for (const [type, queue] of byType) {
      const candidate = queue[turn];
      const best = policies.get(type);
      if (candidate === undefined || (best !== undefined && best.seen && best.confidence >= 0.8 && languageFits(best.language, homeLanguage))) continue;
      const judged = await judge(search, candidate, home.url);
      if (judged === null || judged.confidence < leastConfidence) continue;
      const other = policies.get(judged.type);
      const fit = (policy: DiscoveredPolicy): number => policy.confidence + (policy.seen ? 0.2 : 0) + (languageFits(policy.language, homeLanguage) ? 0.1 : 0);
      if (other === undefined || fit(judged) > fit(other)) policies.set(judged.type, judged);
    }
  }
}

const languageFits = (language: PolicyLanguage | null, wanted: PolicyLanguage | null): boolean => language === null || wanted === null || language === wanted;

/** Looks at a candidate's page: its own title may confirm or correct what the link said. */
async function judge(search: Search, candidate: Candidate, homeUrl: string): Promise<DiscoveredPolicy | null> {
  const unseen: DiscoveredPolicy = {
    url: candidate.url, type: candidate.type, title: candidate.text === '' ? null : candidate.text, language: languageOfUrl(candidate.url),
    confidence: round(candidate.confidence * 0.8), why: [...candidate.why, 'not opened'], seen: false, twins: [],
  };
  if (/\.pdf$/iu.test(new URL(candidate.url).pathname)) return { ...unseen, confidence: round(candidate.confidence), why: candidate.why };
  const read = readWebAddress(candidate.url);
  const isKnown = read.kind === 'address' && search.pages.has(read.key);
  if (search.isOver && !isKnown) return unseen;
  const page = await search.page(candidate.url);
  if (page === null) return { ...unseen, confidence: round(candidate.confidence * 0.6), why: [...candidate.why, 'could not be opened'] };

  const { facts } = page;
  const landed = readWebAddress(page.url);
  const homeKey = readWebAddress(homeUrl);
  if (landed.kind === 'address' && homeKey.kind === 'address' && landed.key === homeKey.key && candidate.key !== homeKey.key) return null;
  const title = facts.heading === '' ? facts.title : facts.heading;
  const guesses = [facts.heading, facts.title].map((text) => policyTypeOf({ linkText: candidate.text, url: candidate.url, title: text })).filter((guess) => guess !== null);
  const guess = guesses.toSorted((left, right) => right.confidence - left.confidence)[0];
  const confirmed = [facts.heading, facts.title].some((text) => policyTypeOf({ title: text })?.type === guess?.type);
  // Few words speak of a shell, an error page or a hub; the check of the capture itself decides later.
  const thin = facts.words < 150;
  const confidence = Math.max(guess?.confidence ?? 0, candidate.confidence) * (confirmed ? 1 : 0.65) * (thin ? 0.8 : 1);
  const url = ownAddress(candidate.url, page.url, facts.canonicalUrl);
  const language = facts.language ?? languageOfUrl(url);
  return {
    url, type: guess?.type ?? candidate.type, title: title === '' ? unseen.title : title, language, confidence: round(Math.min(1, confidence)),
    why: [...candidate.why, confirmed ? `its page says "${title.slice(0, 80)}"` : 'its page does not say so itself', ...(thin ? ['its page has few words'] : [])],
    seen: true,
    twins: facts.twins.filter((twin) => twin.language !== language && nearnessOf(twin.url, url) === 'same-site'),
  };
}

/** The address to watch: where the link landed, or what the page calls its own address on the same site. */
function ownAddress(asked: string, landed: string, canonical: string | null): string {
  const read = readWebAddress(landed);
  const url = read.kind === 'address' ? read.url : asked;
  if (canonical === null || nearnessOf(canonical, url) !== 'same-site') return url;
  // A canonical address that is the home page is a common mistake of templates.
  return new URL(canonical).pathname === '/' && new URL(url).pathname !== '/' ? url : canonical;
}

async function tryCommonPaths(search: Search, homeUrl: string, policies: Map<KnownPolicyType, DiscoveredPolicy>): Promise<void> {
  for (const path of commonPaths) {
    if (search.isOver) return;
    const url = new URL(path, homeUrl).href;
    const guess = policyTypeOf({ url });
    if (guess === null || policies.has(guess.type)) continue;
    const page = await search.page(url);
    const said = page === null ? null : policyTypeOf({ title: page.facts.heading === '' ? page.facts.title : page.facts.heading });
    // A server that answers everything with a page is believed only where the page itself names the policy.
    if (page === null || said?.type !== guess.type || page.facts.words < 150) continue;
    const judged = await judge(search, { url, key: url, type: guess.type, confidence: guess.confidence, why: ['a common address, tried as no link led there'], text: '' }, homeUrl);
    if (judged !== null && judged.confidence >= leastConfidence) policies.set(judged.type, judged);
  }
}

const round = (confidence: number): number => Math.round(confidence * 100) / 100;

function nameOf(homeUrl: string, facts: PageFacts | null): string {
  const host = new URL(homeUrl).hostname.replace(/^www\./u, '');
  if (facts?.siteName !== null && facts?.siteName !== undefined) return facts.siteName.slice(0, 80);
  const label = host.split('.').at(0) ?? host;
  // "Acme – the CRM for florists": the part of the title that the domain repeats is the name.
  const part = (facts?.title ?? '').split(/ [|–—·:-] |[|–—·]/u).map((text) => text.trim()).find((text) => text.length <= 40 && text.toLowerCase().replaceAll(/[^a-z0-9]/gu, '').includes(label.replaceAll('-', '')));
  return part ?? label.slice(0, 1).toUpperCase() + label.slice(1);
}
