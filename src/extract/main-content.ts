import { furnitureOf, wordless } from './furniture.ts';
import { attribute, type PageNode } from './tree.ts';

/** A run of text this long is prose; menu entries, buttons and labels are shorter. */
const proseLength = 60;

/**
 * Fills `length`, `linkLength` and `proseLength` bottom-up and drops what is never words. Iterative, so that depth
 * costs nothing.
 */
export function measure(root: PageNode): void {
  let links = 0;
  let at: PageNode | null = root;
  while (at !== null) {
    const node: PageNode = at;
    if (node.tag === '#text') {
      const length = node.text.trim().length;
      node.length = length;
      node.linkLength = links > 0 ? length : 0;
      node.proseLength = length >= proseLength && links === 0 ? length : 0;
    } else if (wordless.has(node.tag)) {
      if (node.tag === 'template' && node.content !== null && attribute(node, 'shadowrootmode') !== null) adopt(node);
      else node.dropped = true;
    }
    if (node.tag === 'a') links++;
    if (!node.dropped && node.first !== null) {
      at = node.first;
      continue;
    }
    let done: PageNode = node;
    close(done);
    if (done.tag === 'a') links--;
    while (done.next === null && done.parent !== null && done !== root) {
      done = done.parent;
      close(done);
      if (done.tag === 'a') links--;
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

/** The share of a page's text that a subtree must hold to be the policy whatever its name says. */
const ownShare = 0.5;

/** Drops navigation, banners, footers and the like beneath `root`, but never what holds most of the words. */
export function dropFurniture(root: PageNode): void {
  const total = Math.max(1, root.length - root.linkLength);
  let at: PageNode | null = root.first;
  while (at !== null) {
    const node: PageNode = at;
    if (node.tag !== '#text' && !node.dropped && isFurniture(node, total)) node.dropped = true;
    if (!node.dropped && node.first !== null) {
      at = node.first;
      continue;
    }
    let done: PageNode = node;
    while (done.next === null && done.parent !== null && done.parent !== root) done = done.parent;
    at = done.next;
    if (done.parent === root && done.next === null) break;
  }
}

function isFurniture(node: PageNode, total: number): boolean {
  const kind = furnitureOf(node);
  if (kind === 'no') return false;
  if ((node.length - node.linkLength) / total > ownShare || node.tag === 'body' || node.tag === 'html' || node.tag === 'main') return false;
  if (kind === 'sure') return true;
  if (node.tag === 'header') return !holdsHeading(node) || node.linkLength > node.length * 0.5;
  return node.proseLength < total * 0.1 || node.linkLength > node.length * 0.4;
}

function holdsHeading(node: PageNode): boolean {
  let at: PageNode | null = node.first;
  while (at !== null) {
    if (at.tag === 'h1') return true;
    if (at.first !== null) {
      at = at.first;
      continue;
    }
    while (at !== null && at.next === null) at = at.parent === node ? null : at.parent;
    at = at?.next ?? null;
  }
  return false;
}

/** Descent goes on while one child holds this share of the prose. */
const descentShare = 0.9;

/** The smallest element that holds nearly all prose of the page. */
export function mainOf(body: PageNode): PageNode {
  let at = body;
  for (;;) {
    let best: PageNode | null = null;
    for (let child = at.first; child !== null; child = child.next) {
      if (child.tag !== '#text' && !child.dropped && (best === null || child.proseLength > best.proseLength)) best = child;
    }
    if (best === null || best.proseLength < at.proseLength * descentShare || best.tag === 'p' || best.tag === 'table') return at;
    at = best;
  }
}
