import { furnitureOf, wordless } from './furniture.ts';
import { attribute, following, type PageNode } from './tree.ts';

/** A run of text this long is prose, and so is any value in a table; shorter text (labels, addresses) weighs a quarter. */
const proseLength = 60;
const shortShift = 2;

/**
 * Fills `length`, `linkLength` and `proseLength` bottom-up and drops what is never words. Iterative, so that depth
 * costs nothing.
 */
export function measure(root: PageNode): void {
  let links = 0;
  let cells = 0;
  const enter = (node: PageNode, step: 1 | -1): void => {
    if (node.tag === 'a') links += step;
    else if (node.tag === 'td') cells += step;
  };
  let at: PageNode | null = root;
  while (at !== null) {
    const node: PageNode = at;
    if (node.tag === '#text') {
      const length = node.text.trim().length;
      node.length = length;
      node.linkLength = links > 0 ? length : 0;
      node.proseLength = links > 0 ? 0 : length >= proseLength || cells > 0 ? length : length >> shortShift;
    } else if (wordless.has(node.tag)) {
      if (node.tag === 'template' && node.content !== null && attribute(node, 'shadowrootmode') !== null) adopt(node);
      else node.dropped = true;
    }
    enter(node, 1);
    if (!node.dropped && node.first !== null) {
      at = node.first;
      continue;
    }
    let done: PageNode = node;
    enter(done, -1);
    close(done);
    while (done.next === null && done.parent !== null && done !== root) {
      done = done.parent;
      enter(done, -1);
      close(done);
    }
    at = done === root ? null : done.next;
  }
}

function close(node: PageNode): void {
  const parent = node.parent;
  if (parent === null || node.dropped) return;
  parent.length += node.length;
  parent.linkLength += node.linkLength;
  parent.proseLength += node.proseLength;
}

/** A declarative shadow root is part of the page as browsers show it: its nodes are read where the template stands. */
function adopt(template: PageNode): void {
  const content = template.content;
  if (content === null) return;
  for (let child = content.first; child !== null; child = child.next) child.parent = template;
  template.first = content.first;
  template.last = content.last;
  template.content = null;
}

/** More buttons than a page's own parts have. */
const buttonLimit = 200;

function isDropped(node: PageNode): boolean {
  for (let up: PageNode | null = node; up !== null; up = up.parent) if (up.dropped) return true;
  return false;
}

/** Takes a subtree out of the page, and its words out of what stands above it. */
function drop(node: PageNode): void {
  if (node.dropped) return;
  node.dropped = true;
  for (let up = node.parent; up !== null; up = up.parent) if (up.dropped) return;
  for (let up = node.parent; up !== null; up = up.parent) {
    up.length -= node.length;
    up.linkLength -= node.linkLength;
    up.proseLength -= node.proseLength;
  }
}

/** The share of a page's own words that a subtree must hold to be the policy whatever its name says. */
const ownShare = 0.5;
/** What a class names furniture is believed up to this much prose; a section on sharing data has more. */
const namedProse = 400;
const namedShare = 0.15;
const namedLength = 300;
/** A subtree repeated word for word from this length on is the same part for another screen size. */
const repeatedLength = 1500;

const textTags = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'table', 'blockquote', 'pre', 'center', 'details', 'figure', 'address']);

/** Elements of one name that together hold this share of the page's words are the page's own way to show its text. */
const componentShare = 0.05;

/** Drops navigation, dialogs, banners, forms and repeated parts beneath `body`, but never what holds most of the words. */
export function dropFurniture(body: PageNode): void {
  const sizes = new Map<string, PageNode>();
  const named: PageNode[] = [];
  const buttons: PageNode[] = [];
  const total = Math.max(1, body.length - body.linkLength);
  for (let at: PageNode | null = body.first; at !== null; ) {
    const node: PageNode = at;
    if (node.tag !== '#text' && !node.dropped && node.length > 0) {
      const kind = furnitureOf(node);
      if (node.tag === 'button') buttons.push(node);
      if (kind === 'consent' || (kind === 'sure' && ownLength(node) <= total * ownShare)) drop(node);
      else if (kind === 'named') named.push(node);
      else if (node.length >= repeatedLength && !textTags.has(node.tag) && repeats(node, sizes)) drop(node);
    }
    at = (node.dropped ? null : node.first) ?? following(node, body);
  }
  for (const button of buttons.slice(0, buttonLimit)) if (!isDropped(button)) dropConsentOf(button);
  dropNamed(named, Math.max(1, body.length - body.linkLength));
}

const acceptWords = /^(?:(?:i |ich |ik )?(?:accept|agree|allow|got it|ok(?:ay)?$|accepteer|akkoord|toestaan|akzeptieren|zustimmen|einverstanden|accepter|j'accepte|tout accepter|aceptar|acepto|accetta|accetto|alle[sn]? (?:akzeptieren|accepteren|cookies|toestaan)|aceptar todo|accetta tutt[oi]))|(?:akzeptieren|accepteren|zulassen)$/iu;
const consentWords = /cookie|consent|traceur|toestemming|einwilligung/iu;
/** A consent banner says no more than this. */
const consentLength = 2500;

/**
 * A consent banner that no name gives away: a button that accepts, in a part that speaks of cookies and is no longer
 * than such banners are.
 */
function dropConsentOf(button: PageNode): void {
  if (button.length > 40 || !acceptWords.test(wordsOf(button).trim())) return;
  let banner: PageNode | null = null;
  for (let up = button.parent; up !== null && up.length <= consentLength && up.tag !== 'body' && up.tag !== 'main' && up.tag !== 'article'; up = up.parent) {
    if (holds(up, 'h1')) break;
    if (banner !== null && up.length - banner.length > 40) break;
    if (banner !== null || consentWords.test(wordsOf(up))) banner = up;
  }
  if (banner !== null) drop(banner);
}

function ownLength(node: PageNode): number {
  return node.length - node.linkLength;
}

function nameOf(node: PageNode): string {
  return `${node.tag} ${attribute(node, 'class') ?? ''}`;
}

function dropNamed(named: readonly PageNode[], total: number): void {
  const shares = new Map<string, number>();
  for (const node of named) shares.set(nameOf(node), (shares.get(nameOf(node)) ?? 0) + node.proseLength);
  for (const node of named) {
    if (node.dropped || ownLength(node) > total * ownShare) continue;
    if (node.tag === 'form') {
      if (node.proseLength < namedProse && ownLength(node) < Math.max(namedLength, total * namedShare)) drop(node);
    } else if (node.linkLength > node.length * 0.5) drop(node);
    else if ((shares.get(nameOf(node)) ?? 0) < Math.max(namedProse, total * componentShare) && node.proseLength < namedProse && ownLength(node) < Math.max(namedLength, total * namedShare) && !holds(node, 'h1')) drop(node);
  }
}

function holds(node: PageNode, tag: string): boolean {
  for (let at: PageNode | null = node.first; at !== null; at = (at.dropped ? null : at.first) ?? following(at, node)) if (at.tag === tag && !at.dropped) return true;
  return false;
}

function wordsOf(node: PageNode): string {
  let out = '';
  for (let at: PageNode | null = node.first; at !== null; at = (at.dropped ? null : at.first) ?? following(at, node)) if (at.tag === '#text') out += at.text;
  return out.replace(/\s+/gu, ' ');
}

function repeats(node: PageNode, sizes: Map<string, PageNode>): boolean {
  const key = `${node.tag} ${node.length} ${node.linkLength} ${node.proseLength}`;
  const twin = sizes.get(key);
  if (twin === undefined) {
    sizes.set(key, node);
    return false;
  }
  for (let up: PageNode | null = node; up !== null; up = up.parent) if (up === twin) return false;
  return wordsOf(twin) === wordsOf(node);
}

/** A landmark that holds this share of the prose is where the search starts. */
const landmarkShare = 0.6;

const landmarkIds = new Set(['main', 'content', 'main-content', 'maincontent', 'main_content', 'page-content', 'primary', 'hoofdinhoud', 'inhalt', 'contenu', 'contenido', 'contenuto']);

function landmarkOf(body: PageNode): PageNode {
  let best = body;
  for (let at: PageNode | null = body.first; at !== null; at = (at.dropped ? null : at.first) ?? following(at, body)) {
    if (at.dropped || at.proseLength < body.proseLength * landmarkShare || at.proseLength === 0) continue;
    if (at.tag === 'main' || at.tag === 'article' || attribute(at, 'role') === 'main' || attribute(at, 'itemprop') === 'articleBody' || landmarkIds.has(attribute(at, 'id') ?? '')) best = at;
  }
  return best;
}

/** Less prose than this beside the main part may be anything; more is part of the policy unless it looks otherwise. */
const siblingProse = 80;

/** Whether what stands beside the main part belongs to the policy. */
function belongs(node: PageNode, main: PageNode): boolean {
  if (node.tag === '#text') return node.length >= 40;
  if (node.dropped || node.length === 0) return false;
  const linkShare = node.linkLength / node.length;
  if (textTags.has(node.tag)) return linkShare < 0.6 && (node.proseLength > 0 || textTags.has(main.tag));
  if (linkShare > 0.4 || node.proseLength < siblingProse || isFooter(node, main)) return false;
  return furnitureOf(node) === 'no' || node.proseLength >= main.proseLength * 0.1;
}

const footerSigns = /©|\(c\) ?(?:19|20)\d\d|copyright (?:19|20)\d\d|all rights reserved|alle rechten voorbehouden|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati/iu;
const footerShare = 0.25;

/** A short part below the text that claims the copyright and links elsewhere is the site's foot, whatever its name. */
function isFooter(node: PageNode, main: PageNode): boolean {
  if (node.linkLength === 0 || ownLength(node) > main.length * footerShare) return false;
  for (let at = main.next; at !== null; at = at.next) if (at === node) return footerSigns.test(wordsOf(node));
  return false;
}

export interface MainContent {
  readonly node: PageNode;
  /** What stands above it and belongs to it: the page's title and the date under it. */
  readonly before: readonly PageNode[];
}

const titleTags = new Set(['h1', 'h2']);
const yearOrDate = /(?:^|\D)(?:19|20)\d{2}(?:\D|$)/u;
/** A line with a date that stands beside a title is no longer than this. */
const dateLineLength = 90;

type Head = 'title' | 'date' | null;

function headOf(node: PageNode): Head {
  if (node.tag === '#text' || node.dropped || node.length === 0 || node.linkLength > node.length * 0.5) return null;
  if (titleTags.has(node.tag) || holds(node, 'h1')) return 'title';
  return node.length <= dateLineLength && yearOrDate.test(wordsOf(node)) ? 'date' : null;
}

/** Titles stand at most this many levels and siblings above the text. */
const headLevels = 8;
const headSiblings = 30;

/** The nearest title above the text, with the dates beside it; nothing where the text has its own. */
function headsAbove(main: PageNode, body: PageNode): readonly PageNode[] {
  if (holds(main, 'h1')) return [];
  const dates: PageNode[] = [];
  let at = main;
  for (let level = 0; level < headLevels && at !== body && at.parent !== null; level++, at = at.parent) {
    const heads: PageNode[] = [];
    let sibling = at.previous;
    for (let count = 0; sibling !== null && count < headSiblings; count++, sibling = sibling.previous) if (headOf(sibling) !== null) heads.unshift(sibling);
    if (heads.some((node) => headOf(node) === 'title')) return [...heads, ...dates];
    dates.unshift(...heads);
  }
  return dates;
}

/**
 * The smallest element that holds the policy: from the page's landmark down, as long as nothing that belongs to the
 * policy stands beside the child that holds most prose. What stands beside it and is mostly links is dropped; a title
 * or date above it is told apart.
 */
export function mainOf(body: PageNode): MainContent {
  let at = landmarkOf(body);
  for (;;) {
    const best = richest(at);
    if (best === null || best.proseLength === 0) break;
    let alone = true;
    for (let child = at.first; child !== null && alone; child = child.next) if (child !== best && belongs(child, best)) alone = false;
    if (!alone || textTags.has(best.tag)) {
      for (let child = at.first; child !== null; child = child.next) if (child !== best && isStranger(child)) drop(child);
      break;
    }
    at = best;
  }
  return { node: at, before: headsAbove(at, body) };
}

function richest(node: PageNode): PageNode | null {
  let best: PageNode | null = null;
  for (let child = node.first; child !== null; child = child.next) {
    if (child.tag !== '#text' && !child.dropped && child.length > 0 && (best === null || child.proseLength > best.proseLength)) best = child;
  }
  return best;
}

/** Beside a policy's parts, this is no part of it: mostly links, and no title. */
function isStranger(node: PageNode): boolean {
  if (node.tag === '#text' || node.dropped || node.length === 0 || textTags.has(node.tag) || holds(node, 'h1')) return false;
  return node.linkLength > node.length * 0.6;
}

const linkContainers = new Set(['ul', 'ol', 'div', 'section', 'aside', 'menu', 'header', 'footer']);
const flowTags = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'dl', 'blockquote']);
/** Fewer links than these in a row may be a sentence's. */
const linkListLength = 3;
const linkListShare = 0.3;

/** Drops lists of links to other pages that do not stand in the flow of the text; tables of contents stay. */
export function dropLinkLists(main: PageNode): void {
  const total = Math.max(1, main.length);
  for (let at: PageNode | null = main.first; at !== null; ) {
    const node: PageNode = at;
    if (!node.dropped && linkContainers.has(node.tag) && node.length > 0 && node.linkLength >= node.length * 0.8 && isLinkList(node, total)) drop(node);
    at = (node.dropped ? null : node.first) ?? following(node, main);
  }
}

function isLinkList(node: PageNode, total: number): boolean {
  if (node.linkLength > total * linkListShare || standsInText(node)) return false;
  let links = 0;
  for (let at: PageNode | null = node.first; at !== null; at = (at.dropped ? null : at.first) ?? following(at, node)) {
    if (at.tag !== 'a' || at.length === 0) continue;
    const href = attribute(at, 'href') ?? '';
    if (href === '' || href.includes('#') || /^(?:mailto|tel):/iu.test(href) || at.length > 120) return false;
    links++;
  }
  return links >= linkListLength;
}

/** A list right after a paragraph or heading of the same parent is what that text speaks of. */
function standsInText(node: PageNode): boolean {
  let previous = node.previous;
  while (previous !== null && (previous.dropped || previous.length === 0)) previous = previous.previous;
  return previous !== null && flowTags.has(previous.tag) && previous.linkLength < previous.length * 0.8;
}
