import type { FetchForDiscovery } from '../../../src/registry/discover.ts';

/** A policy of 200 words about nothing, so that a page is not taken for a shell. */
export const body = `<p>${Array.from({ length: 200 }, (_, index) => `woord${index}`).join(' ')}</p>`;

export interface ToySite {
  readonly fetchPage: FetchForDiscovery;
  readonly asked: readonly string[];
}

/** A site in memory: pages by address; an address that begins with "→" is a redirect. */
export function toySite(pages: Readonly<Record<string, string>>): ToySite {
  const asked: string[] = [];
  const fetchPage: FetchForDiscovery = async (url) => {
    asked.push(url);
    const html = pages[url];
    if (html === undefined) return null;
    if (!html.startsWith('→')) return { url, html };
    const target = html.slice(1);
    const landed = pages[target];
    return landed === undefined ? null : { url: target, html: landed };
  };
  return { fetchPage, asked };
}

export const policyPage = (title: string, language: string, head = ''): string => `<html lang="${language}"><head><title>${title} | Tulp</title>${head}</head><body><h1>${title}</h1>${body}</body></html>`;

const soft404 = `<html lang="nl"><head><title>Tulp</title></head><body><h1>Pagina niet gevonden</h1>${body}</body></html>`;

/** A Dutch vendor: policies in the footer, some on a legal page, one only in the sitemap, and much that looks alike. */
export const tulp: Readonly<Record<string, string>> = {
  'https://tulp.example/': `<html lang="nl"><head><title>Tulp – agenda voor bloemisten</title><meta property="og:site_name" content="Tulp"></head><body>
    <nav><a href="/blog">Blog</a><a href="/beveiliging">Beveiliging</a><a href="https://policies.google.com/privacy">Privacy</a></nav>
    <a href="/blog/hoe-schrijf-je-een-privacyverklaring">Hoe schrijf je een privacyverklaring voor je eigen bloemenzaak?</a>
    <footer><a href="/privacyverklaring?utm_source=footer">Privacyverklaring</a><a href="/algemene-voorwaarden/">Algemene voorwaarden</a>
    <a href="#" data-cookies>Cookie-instellingen</a><a href="https://www.linkedin.com/legal/privacy-policy">LinkedIn</a>
    <a href="/juridisch">Juridisch</a><a href="https://tulp.app/cookiebeleid">Cookiebeleid</a><a href="mailto:hallo@tulp.example">Mail</a></footer></body></html>`,
  'https://tulp.example/juridisch': `<html lang="nl"><body><h1>Juridisch</h1><ul>
    <li><a href="/juridisch/verwerkersovereenkomst.pdf">Verwerkersovereenkomst (PDF)</a></li>
    <li><a href="/juridisch/dienstverlening"><b>Service Level Agreement</b></a></li></ul></body></html>`,
  'https://tulp.example/sitemap.xml': `<?xml version="1.0"?><sitemapindex><sitemap><loc>https://tulp.example/post-sitemap.xml</loc></sitemap><sitemap><loc>https://tulp.example/page-sitemap.xml</loc></sitemap></sitemapindex>`,
  'https://tulp.example/page-sitemap.xml': `<urlset><url><loc>https://tulp.example/subverwerkers</loc></url><url><loc>https://tulp.example/prijzen</loc></url><url><loc>https://evil.example/privacy-policy</loc></url></urlset>`,
  'https://tulp.example/privacyverklaring': policyPage('Privacyverklaring', 'nl', '<link rel="alternate" hreflang="en" href="/en/privacy"><link rel="alternate" hreflang="de-DE" href="/de/datenschutz"><link rel="alternate" hreflang="nl" href="/privacyverklaring"><link rel="alternate" hreflang="x-default" href="/"><link rel="canonical" href="https://tulp.example/">'),
  'https://tulp.example/algemene-voorwaarden/': policyPage('Algemene voorwaarden', 'nl'),
  'https://tulp.app/cookiebeleid': policyPage('Cookiebeleid', 'nl'),
  'https://tulp.example/juridisch/dienstverlening': policyPage('Service Level Agreement', 'nl'),
  'https://tulp.example/subverwerkers': policyPage('Onze subverwerkers', 'nl'),
  'https://tulp.example/beveiliging': `<html lang="nl"><head><title>Veilig werken met Tulp</title></head><body><h1>Zo veilig is Tulp</h1>${body}</body></html>`,
};

/** A site that answers every address with the same page and status 200. */
export const yesSayer: FetchForDiscovery = async (url) => ({ url, html: new URL(url).pathname === '/' ? '<html lang="nl"><title>Ja</title><body>Welkom</body></html>' : soft404 });
