import { getDomainWithoutSuffix } from 'tldts';
import { registrableDomain } from './url.ts';

/** Services on which companies publish their own policies. */
const policyHosts: ReadonlySet<string> = new Set([
  'iubenda.com', 'termly.io', 'onetrust.com', 'termsfeed.com', 'privacypolicies.com', 'getterms.io', 'enzuzo.com', 'websitepolicies.com', 'freeprivacypolicy.com', 'trustarc.com', 'ironcladapp.com', 'pactsafe.com',
  'safebase.io', 'vanta.com', 'drata.com', 'conveyor.com', 'osano.com', 'usercentrics.eu', 'adsimple.de', 'datenschutz-generator.de', 'juro.com', 'legalmattic.com', 'privacyboard.co', 'simplelocalize.io',
]);

export type Nearness = 'same-site' | 'same-name' | 'policy-host' | 'stranger';

/** How near an address is to a vendor's home page: only a stranger's policies are not the vendor's. */
export function nearnessOf(url: string, homeUrl: string): Nearness {
  const domain = registrableDomain(url);
  const home = registrableDomain(homeUrl);
  if (domain === home) return 'same-site';
  if (policyHosts.has(domain)) return 'policy-host';
  const name = getDomainWithoutSuffix(home);
  return name !== null && name.length >= 4 && name === getDomainWithoutSuffix(domain) ? 'same-name' : 'stranger';
}
