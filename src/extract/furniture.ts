import { attribute, type PageNode } from './tree.ts';

/** Never words of a page. `noscript` is raw text to a browser that runs scripts, as this parser does. */
export const wordless: ReadonlySet<string> = new Set([
  'script', 'style', 'noscript', 'template', 'head', 'title', 'meta', 'link', 'base', 'svg', 'canvas', 'video', 'audio', 'iframe', 'object', 'embed',
  'noembed', 'noframes', 'map', 'area', 'input', 'select', 'textarea', 'datalist', 'option', 'progress', 'meter', 'param', 'source', 'track',
]);

/**
 * What an element's tag, role and names say of it. `consent`: a part of a consent tool; `sure`: navigation,
 * dialogs and the like; `named`: its class names furniture, which a section about that very subject may do too ("social
 * media", "sharing"), so its words decide.
 */
export type Furniture = 'no' | 'named' | 'sure' | 'consent';

const sureRoles = new Set(['navigation', 'search', 'menu', 'menubar', 'toolbar', 'alertdialog', 'dialog', 'tooltip', 'breadcrumb', 'log', 'marquee', 'timer']);
const namedRoles = new Set(['banner', 'contentinfo', 'complementary', 'directory', 'status', 'alert', 'form', 'feed']);

const sureTags = new Set(['nav', 'dialog']);
const namedTags = new Set(['footer', 'aside', 'form']);

/** Tags that stand in the flow of a text; a class on one of them says how it looks, not what it is for. */
const flowTags = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'td', 'th', 'tr', 'tbody', 'thead', 'span', 'strong', 'b', 'em', 'i', 'dt', 'dd', 'blockquote', 'summary', 'br', 'u', 'font', 'sup', 'sub', 'main', 'html', 'body']);

/** Words of class names, in lower case, that say an element is furniture. */
const namedWords: ReadonlySet<string> = new Set([
  'breadcrumb', 'breadcrumbs', 'kruimelpad', 'kruimels', 'navbar', 'nav', 'navi', 'navigation', 'menu', 'submenu', 'megamenu', 'topmenu', 'mainmenu', 'offcanvas', 'drawer',
  'pagination', 'pager', 'paging', 'share', 'sharing', 'sharer', 'sharedaddy', 'social', 'socials', 'addthis', 'sharethis', 'addtoany',
  'newsletter', 'nieuwsbrief', 'subscribe', 'comments', 'respond', 'disqus', 'tooltip', 'backtotop', 'scrolltop',
  'totop', 'langswitcher', 'languageswitcher', 'langselector', 'languagepicker', 'toast', 'preloader', 'spinner', 'loader', 'chatbot', 'intercom', 'livechat',
  'footer', 'colophon', 'sidebar', 'promo', 'promotion', 'teaser', 'banner', 'advert', 'advertisement', 'ads', 'sponsored', 'related',
  'recommendations', 'recommended', 'avatar', 'votes', 'vote', 'byline', 'tagcloud', 'postmeta', 'searchbox', 'searchform', 'login', 'signin', 'signup',
  'printbutton', 'toolbar', 'topbar', 'masthead', 'appstore', 'minicart', 'cart',
]);

/** Consent tools' own parts: they hold no policy however much they say. */
const consentTools: readonly RegExp[] = [
  /onetrust-(?:consent|banner|pc)|(?:^|\s)(?:qc-cmp2?|truste_|cky-(?:consent|overlay|modal|preference)|cmplz-cookiebanner|iubenda-cs|moove[_-]gdpr|borlabs-?cookie|usercentrics|didomi-|cybotcookiebot|klaro|tarteaucitron|osano-cm|sp_message|cc-window|cc-banner|cookiefirst-root|cookie-law-info-bar|cookiescript|ch2-)/iu,
  /\b(?:cookie|consent|gdpr|cmp)s?[\s_-]?(?:banner|bar|popup|modal|overlay|dialog|wall|prompt|layer)\b|\bmodal[\s_-]cookies?\b/iu,
];

const sureNames: readonly RegExp[] = [
  /\b(?:consent|gdpr|cmp|cc|privacy)[\s_-](?:banner|popup|modal|overlay|dialog|window|manager|layer)\b/iu,
  /(?:^|\s)(?:modal|modals|popup|lightbox|fancybox|mfp-hide|reveal-modal|modal-[\w-]{1,20})(?=\s)/iu,
  /(?:^|\s)(?:widget(?=\s)|widget[_-]area|widgets?-?wrap|(?:sidebar|footer|header)-widgets?)|\belementor-(?:location-(?:header|footer|popup)|widget-(?:nav-menu|social-icons|share-buttons|sitemap|form))\b|\bwp-block-(?:navigation|social-links|latest-posts|categories|search|loginout|comments)\b/iu,
  /\b(?:article|entry|post|page)[\s_-](?:author|meta|tags|categories|footer|navigation|nav|pagination)\b/iu,
  /\bskip[\s_-]?(?:to|link|nav|content)|\b(?:back|scroll|go)[\s_-]?to[\s_-]?top\b/iu,
  /\b(?:language|lang|locale|country|region|currency|taal)[\s_-]?(?:switch|switcher|select|selector|picker|chooser|menu|dropdown|nav)\b/iu,
  /\b(?:related|recent|recently|popular|similar|recommended|suggested|latest)[\s_-]?(?:viewed|articles?|posts?|news|stories|pages?)\b/iu,
  /\barticle[\s_-](?:votes?|relatives|subscribe|return-to-top|comments?|more-questions|sidebar|unsubscribe)\b|\breturn-to-top\b/iu,
  /\b(?:social|share)[\s_-](?:links?|icons?|buttons?|bar|list|tools)\b|\bbtn-share\b/iu,
  /\b(?:site|page|global|main|master)[\s_-]?(?:footer|nav|navigation|menu)\b|\bfooter[\s_-](?:nav|menu|links|bottom|widgets?|columns?)\b/iu,
  /\bnewsletter[\s_-](?:signup|form|box|subscribe)\b|\blast[\s_-]?visited\b|\bprint[\s_-](?:button|link)\b|\bwpcf7\b|\bsearch[\s_-](?:form|box|bar|results)\b|\blogin[\s_-](?:form|box|modal)\b|\bg-recaptcha\b|\bgrecaptcha/iu,
];

/** A banner, or a section of the policy on that very subject: its words decide. */
const namedPair = /\bcookies?[\s_-]?(?:consent|notice|notification|law|message|alert|warning|info-?bar|disclaimer|hint)\b/iu;

/** What a button that opens a menu shows: the choice made, such as a language or a country. */
const menuButtonLength = 40;

function opensMenu(node: PageNode): boolean {
  const popup = attribute(node, 'aria-haspopup');
  return popup === 'menu' || popup === 'listbox';
}

const nameWord = /[a-z][a-z0-9]{1,30}/gu;
/** Names are looked at this far; frameworks that put hundreds of utility classes on an element say nothing after that. */
const namesLength = 400;

export function furnitureOf(node: PageNode): Furniture {
  const { tag } = node;
  if (sureTags.has(tag)) return 'sure';
  const byTag = namedTags.has(tag) ? 'named' : 'no';
  if (node.attributes.length === 0) return byTag;
  const role = attribute(node, 'role');
  if (role !== null && sureRoles.has(role) && tag !== 'li') return 'sure';
  if (attribute(node, 'aria-modal') === 'true' || (node.length <= menuButtonLength && opensMenu(node))) return 'sure';
  if (flowTags.has(tag)) return 'no';
  const classes = (attribute(node, 'class') ?? '').slice(0, namesLength);
  const id = (attribute(node, 'id') ?? '').slice(0, 100);
  const byName = classes === '' && id === '' ? 'no' : byNames(classes, id);
  if (byName !== 'no') return byName;
  return byTag !== 'no' || (role !== null && namedRoles.has(role)) ? 'named' : 'no';
}

/** Class names repeat a thousandfold on a page, and what they say depends on nothing else. */
const seen = new Map<string, Furniture>();
const seenLimit = 5000;

function byNames(classes: string, id: string): Furniture {
  const names = `${classes} ${id}`;
  const known = seen.get(names);
  if (known !== undefined) return known;
  const spaced = `${names} `;
  const found = consentTools.some((pattern) => pattern.test(names)) ? 'consent' : sureNames.some((pattern) => pattern.test(spaced)) ? 'sure' : namedPair.test(classes) || (classes.toLowerCase().match(nameWord) ?? []).some((word) => namedWords.has(word)) ? 'named' : 'no';
  if (seen.size >= seenLimit) seen.clear();
  seen.set(names, found);
  return found;
}
