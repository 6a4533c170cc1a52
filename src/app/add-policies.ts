import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import { UsageError, type Problem } from '../domain/problem.ts';
import type { PolicyDeclaration, PolicyType, RenderMode } from '../domain/vendor.ts';
import { emptyMemory } from '../gate/memory.ts';
import { discoverPolicies, type Discovery, type DiscoveryProgress } from '../registry/discover.ts';
import { policyTypeNamed, policyTypeOf } from '../registry/policy-type.ts';
import { policySlug, slugOf } from '../registry/slug.ts';
import { readWebAddress, registrableDomain } from '../registry/url.ts';
import { listPolicies, pausePolicy, policiesAtUrl, updatePolicyProgress, upsertPolicy } from '../storage/policies.ts';
import { findVendor, upsertVendor } from '../storage/vendors.ts';
import type { AppContext } from './context.ts';

/** What a person asks to be watched. */
export interface AddRequest {
  readonly url: string;
  readonly vendorName: string | null;
  readonly policyType: PolicyType | null;
  readonly select: readonly string[];
  readonly remove: readonly string[];
  readonly render: RenderMode | null;
  readonly schedule: string | null;
  readonly tags: readonly string[];
}

export interface ProposedPolicy {
  readonly declaration: PolicyDeclaration;
  readonly title: string | null;
  /** What the type, and that this is a policy at all, rest on. */
  readonly why: readonly string[];
  /** It is watched already, under this name. */
  readonly knownAs: string | null;
}

/** What would be registered. */
export interface Proposal {
  readonly vendor: { readonly slug: string; readonly name: string; readonly homeUrl: string | null };
  readonly policies: readonly ProposedPolicy[];
  /** Sentences that a person should read before saying yes. */
  readonly warnings: readonly Bilingual[];
}

/**
 * Finds what an address stands for: a policy's own address is taken as it is, a home page or bare domain is searched for
 * the vendor's policies.
 * @throws UsageError where it is no web address, or no policy is found behind it
 */
export async function proposePolicies(context: AppContext, request: AddRequest, signal: AbortSignal, onProgress: (progress: DiscoveryProgress) => void): Promise<Proposal> {
  const typed = /^[a-z][a-z0-9+.-]{0,20}:/iu.test(request.url) ? request.url : `https://${request.url}`;
  const address = readWebAddress(typed);
  if (address.kind === 'bad') throw new UsageError({ code: 'bad-url', retryable: false, message: `"${request.url}" cannot be watched: ${address.why}.`, mend: 'Name a web address, such as https://www.example.nl' });
  const warnings = address.warning === null ? [] : [address.warning];
  const home = isHome(address.url);
  if (home && request.policyType === null && request.select.length === 0) return searchHome(context, request, address.url, warnings, signal, onProgress);
  const guess = request.policyType === null ? policyTypeOf({ url: address.url }) : null;
  const type = request.policyType === null ? (guess?.type ?? 'Other') : (policyTypeNamed(request.policyType) ?? request.policyType);
  const vendor = vendorOf(request, address.url, null);
  const policy = await proposed(context, request, vendor.slug, { url: address.url, type, title: null, why: guess?.why ?? [], language: null }, new Set());
  const others = policy.knownAs === null ? await policiesAtUrl(context.storage.db, address.url) : [];
  return { vendor, policies: [policy], warnings: [...warnings, ...others.map(({ slug }) => sharesPage(slug))] };
}

function sharesPage(slug: string): Bilingual {
  return {
    nl: `Op hetzelfde adres wordt ook ${slug} gelezen; van een pagina met meer documenten wordt elk document apart gelezen.`,
    en: `${slug} is read from the same address; of a page with several policies each is read apart.`,
  };
}

/** A bare domain, or one with nothing but a language behind it. */
function isHome(url: string): boolean {
  const { pathname, search } = new URL(url);
  return search === '' && /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/?)?(?:index\.(?:html?|php))?$/iu.test(pathname);
}

function vendorOf(request: AddRequest, url: string, siteName: string | null): Proposal['vendor'] {
  const domain = registrableDomain(url);
  const bare = /^[\d.:[\]]+$/u.test(domain) ? '' : (domain.split('.')[0] ?? domain);
  const name = request.vendorName ?? siteName ?? (bare === '' ? domain : `${bare.slice(0, 1).toUpperCase()}${bare.slice(1)}`);
  return { slug: slugOf(name), name, homeUrl: new URL('/', url).href };
}

async function searchHome(
  context: AppContext,
  request: AddRequest,
  homeUrl: string,
  warnings: readonly Bilingual[],
  signal: AbortSignal,
  onProgress: (progress: DiscoveryProgress) => void,
): Promise<Proposal> {
  let trouble: Problem | null = null;
  const search = (homeRender: RenderMode): Promise<Discovery> => discoverPolicies({
    homeUrl,
    signal,
    onProgress,
    fetchPage: async (url) => {
      const render = url === homeUrl ? homeRender : 'http';
      const fetched = await context.fetcher.fetch({ url, render, select: [], remove: [] }, { validators: null }, { fresh: true, signal });
      if (fetched.kind === 'failed' && url === homeUrl) trouble = fetched.problem;
      return fetched.kind === 'captured' && fetched.text !== null ? { url: fetched.exchange.finalUrl, html: fetched.text } : null;
    },
  });
  const plain = await search(request.render ?? 'http');
  signal.throwIfAborted();
  // A home page that has no links without its scripts is worth a browser; one that cannot be reached is not.
  const found = plain.policies.length > 0 || request.render !== null || plain.shortfall === 'home-unreachable' ? plain : await search('browser');
  signal.throwIfAborted();
  if (found.policies.length === 0) {
    throw new UsageError(
      trouble ?? {
        code: 'no-policies-found',
        retryable: found.shortfall === 'home-unreachable',
        message: `No policy was found from ${homeUrl}: neither its links nor its sitemap lead to one.`,
        mend: 'Give the address of the policy itself, such as: clausewatch add https://www.example.nl/privacy --policy "Privacy Policy"',
      },
    );
  }
  const vendor = vendorOf(request, homeUrl, found.vendorName);
  const policies: ProposedPolicy[] = [];
  const taken = new Set<string>();
  for (const policy of found.policies) policies.push(await proposed(context, request, vendor.slug, policy, taken));
  return { vendor, policies, warnings };
}

interface Found {
  readonly url: string;
  readonly type: PolicyType;
  readonly title: string | null;
  readonly why: readonly string[];
  readonly language: string | null;
}

async function proposed(context: AppContext, request: AddRequest, vendorSlug: string, found: Found, taken: Set<string>): Promise<ProposedPolicy> {
  const { db } = context.storage;
  const here = await policiesAtUrl(db, found.url);
  // One page may hold several policies; who names another type means another of them.
  const known = request.policyType === null ? here[0] : here.find((policy) => policy.type === found.type);
  const stored = (await listPolicies(db, { removed: true })).filter((policy) => policy.removedAt === null && !policy.source.url.startsWith('archive:'));
  const slug = known?.slug ?? policySlug(vendorSlug, found.type, null, new Set([...taken, ...stored.map((policy) => policy.slug)]));
  taken.add(slug);
  return {
    declaration: {
      slug,
      type: found.type,
      source: { url: found.url, render: request.render ?? context.config.fetch.render, select: request.select, remove: request.remove },
      schedule: request.schedule,
      tags: request.tags,
      notice: null,
    },
    title: found.title,
    why: found.why,
    knownAs: known?.slug ?? null,
  };
}

/**
 * Registers what was proposed; what was watched before, or imported from an archive, keeps its history.
 * @returns the policies' slugs, in the order of the proposal
 */
export async function registerPolicies(context: AppContext, proposal: Proposal): Promise<readonly string[]> {
  const now: Instant = context.clock();
  return context.storage.transaction(async (db) => {
    const known = await findVendor(db, proposal.vendor.slug);
    const vendorId = await upsertVendor(db, {
      ...(known ?? { tags: [], owner: null, tier: null, notice: null, contractDate: null, createdAt: now }),
      ...proposal.vendor,
      homeUrl: known?.homeUrl ?? proposal.vendor.homeUrl,
    });
    for (const { declaration } of proposal.policies) {
      const id = await upsertPolicy(db, vendorId, declaration, now, emptyMemory);
      await pausePolicy(db, id, null);
      await updatePolicyProgress(db, id, { nextCheckAt: now });
    }
    return proposal.policies.map((policy) => policy.declaration.slug);
  });
}
