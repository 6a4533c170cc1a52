import { attribute, type PageNode } from './tree.ts';

/** Never words of a page. `noscript` is raw text to a browser that runs scripts, as this parser does. */
export const wordless = new Set([
  'script', 'style', 'noscript', 'template', 'head', 'title', 'meta', 'link', 'base', 'svg', 'canvas', 'video', 'audio', 'iframe', 'object', 'embed',
  'noembed', 'noframes', 'map', 'area', 'input', 'select', 'textarea', 'datalist', 'option', 'progress', 'meter', 'param', 'source', 'track',
]);

export type Furniture = 'no' | 'maybe' | 'sure';

const roles: Readonly<Record<string, Furniture>> = {
  navigation: 'sure', search: 'sure', menu: 'sure', menubar: 'sure', toolbar: 'sure', alertdialog: 'sure', dialog: 'sure', banner: 'maybe', contentinfo: 'maybe', complementary: 'maybe',
  'doc-toc': 'maybe', directory: 'maybe', status: 'maybe', tooltip: 'sure', breadcrumb: 'sure',
};

const tags: Readonly<Record<string, Furniture>> = { nav: 'sure', footer: 'maybe', aside: 'maybe', dialog: 'sure', header: 'maybe' };

/** Words of class and id names that say what an element is for. Names are split into words before they are looked up. */
const sureNames = new Set([
  'breadcrumb', 'breadcrumbs', 'kruimelpad', 'skiplink', 'skip', 'navbar', 'nav', 'navigation', 'megamenu', 'offcanvas', 'pagination', 'pager',
  'share', 'sharing', 'social', 'socials', 'addthis', 'sharethis', 'addtoany', 'newsletter', 'subscribe', 'comments', 'disqus', 'popup', 'modal', 'lightbox',
  'backtotop', 'scrolltop', 'totop', 'cookiebanner', 'cookieconsent', 'cookienotice', 'cookiebar', 'usercentrics', 'didomi', 'cookiebot', 'klaro', 'tarteaucitron',
  'langswitcher', 'languageswitcher', 'langselector', 'languagepicker', 'toast', 'preloader', 'spinner', 'loader', 'chatbot', 'intercom',
]);

const pairs: readonly RegExp[] = [
  /cookie[\s_-]?(?:banner|consent|notice|bar|popup|modal|law|message|overlay|dialog|wall|alert|info-?bar)/iu,
  /(?:consent|gdpr|cmp|cc)[\s_-]?(?:banner|popup|modal|overlay|dialog|window|manager|container)\b/iu,
  /onetrust-(?:consent|banner|pc)|(?:^|\s)(?:ot-sdk-row|qc-cmp2?|truste_|cky-|cmplz-cookiebanner|iubenda-cs|moove[_-]gdpr|borlabs)/iu,
  /(?:site|page|main|global|top|mobile|primary|footer)[\s_-]?(?:nav|menu|navigation)\b/iu,
  /(?:back|scroll|go)[\s_-]?(?:to)?[\s_-]?top\b/iu,
  /skip[\s_-]?(?:to|link|nav|content)/iu,
  /(?:language|lang|locale|country|region|currency|taal)[\s_-]?(?:switch|switcher|select|selector|picker|chooser|menu|dropdown|list|nav)/iu,
  /(?:related|recent|popular|similar|recommended|suggested|latest|other)[\s_-]?(?:articles?|posts?|content|links?|news|stories|pages?|topics?)/iu,
  /article[\s_-]?(?:votes?|relatives|subscribe|footer|return-to-top|comments?)/iu,
  /(?:social|share)[\s_-]?(?:media|links?|icons?|buttons?|bar|list)/iu,
  /newsletter[\s_-]?(?:signup|form|box|subscribe)|last[\s_-]?visited|recently[\s_-]?viewed|print[\s_-]?(?:button|link)|site[\s_-]?(?:header|footer)|(?:page|global|main)[\s_-]?footer|wpcf7|search[\s_-]?(?:form|box|bar|results)|login[\s_-]?(?:form|box|modal)/iu,
];

const nameWord = /[a-z][a-z0-9]{1,30}/gu;

/** What an element's tag, role and names say of it. */
export function furnitureOf(node: PageNode): Furniture {
  const byTag = tags[node.tag] ?? 'no';
  if (byTag === 'sure' || node.attributes.length === 0) return byTag;
  const role = attribute(node, 'role');
  const byRole = role === null ? 'no' : (roles[role] ?? 'no');
  if (byRole === 'sure') return 'sure';
  if (attribute(node, 'aria-modal') === 'true') return 'sure';
  const names = `${attribute(node, 'class') ?? ''} ${attribute(node, 'id') ?? ''}`.slice(0, 600);
  if (names.length > 1 && saysFurniture(names)) return 'sure';
  return byTag === 'maybe' || byRole === 'maybe' ? 'maybe' : 'no';
}

function saysFurniture(names: string): boolean {
  const known = seen.get(names);
  if (known !== undefined) return known;
  const found = (names.toLowerCase().match(nameWord) ?? []).some((word) => sureNames.has(word)) || pairs.some((pair) => pair.test(names));
  if (seen.size > 5000) seen.clear();
  seen.set(names, found);
  return found;
}

/** Class names repeat a thousandfold on a page; what they say depends on nothing else. */
const seen = new Map<string, boolean>();
