/** A node as the DevTools protocol's `DOM.getDocument` gives it; only what is used here. */
export interface DomNode {
  readonly nodeType: number;
  readonly backendNodeId?: number;
  readonly localName?: string;
  readonly nodeValue?: string;
  /** Names and values in turn. */
  readonly attributes?: readonly string[];
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
  readonly shadowRootType?: string;
  readonly contentDocument?: DomNode;
  readonly documentURL?: string;
}

export interface Snapshot {
  readonly html: string;
  /** Not all of the page fitted. */
  readonly cut: boolean;
}

/** The protocol cuts the text of a node after so many characters and puts an ellipsis at the end. */
const protocolTextLength = 10_000;

const elementNode = 1;
const textNode = 3;

const voidElements = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
/** Not content once the scripts have run; `ld+json` scripts are data and stay. */
const dropped = new Set(['noscript', 'template']);
const rawText = new Set(['script', 'style']);

/** The tree is walked by calls; pages nest some 40 deep, parsers stop at 512. */
const maxDepth = 512;

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('\u00A0', '&nbsp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('\u00A0', '&nbsp;').replaceAll('"', '&quot;');
}

function attributeOf(node: DomNode, name: string): string | null {
  const attributes = node.attributes ?? [];
  for (let index = 0; index + 1 < attributes.length; index += 2) if (attributes[index] === name) return attributes[index + 1] ?? '';
  return null;
}

function originOf(address: string | undefined): string | null {
  const url = URL.parse(address ?? '');
  return url === null || url.origin === 'null' ? null : url.origin;
}

/** An `about:` document belongs to the page that holds it. */
function sameOrigin(frame: DomNode, pageOrigin: string | null): boolean {
  if ((frame.documentURL ?? '').startsWith('about:')) return true;
  return pageOrigin !== null && originOf(frame.documentURL) === pageOrigin;
}

/** What a slot shows: the host's children that name it, or its own where none do. */
function assignedTo(slot: DomNode, host: DomNode | null): readonly DomNode[] {
  const name = attributeOf(slot, 'name') ?? '';
  const assigned = (host?.children ?? []).filter((child) => {
    if (child.nodeType === elementNode) return (attributeOf(child, 'slot') ?? '') === name;
    return child.nodeType === textNode && name === '' && (child.nodeValue ?? '').trim() !== '';
  });
  return assigned.length > 0 ? assigned : slot.children ?? [];
}

/** @returns the text nodes whose text the protocol has cut, so that their markup must be asked for */
export function cutTextNodes(root: DomNode): readonly number[] {
  const found: number[] = [];
  const pending: DomNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.nodeType === textNode && (node.nodeValue ?? '').length >= protocolTextLength && node.backendNodeId !== undefined) found.push(node.backendNodeId);
    for (const child of node.children ?? []) pending.push(child);
    for (const child of node.shadowRoots ?? []) pending.push(child);
    if (node.contentDocument !== undefined) pending.push(node.contentDocument);
  }
  return found;
}

/**
 * Writes a page's tree as one HTML document, with shadow trees and frames of the same origin in their places. It works
 * on the browser's own description of the tree, so that nothing a page's scripts redefine can mislead it.
 * @param root the document node
 * @param maxLength in UTF-16 units; what lies beyond is left out
 * @param longTexts the markup of the text nodes that `cutTextNodes` named
 */
export function snapshotHtml(root: DomNode, maxLength: number, longTexts: ReadonlyMap<number, string>): Snapshot {
  const parts: string[] = ['<!DOCTYPE html>\n'];
  const pageOrigin = originOf(root.documentURL);
  let length = 0;
  let cut = false;

  const write = (text: string): void => {
    if (length + text.length > maxLength) {
      cut = true;
      return;
    }
    length += text.length;
    parts.push(text);
  };

  const writeAll = (nodes: readonly DomNode[], host: DomNode | null, depth: number): void => {
    for (const node of nodes) {
      if (cut) return;
      writeNode(node, host, depth);
    }
  };

  const writeFrame = (frame: DomNode, depth: number): void => {
    if (!sameOrigin(frame, pageOrigin)) return;
    const body = (frame.children ?? []).find((child) => child.localName === 'html')?.children?.find((child) => child.localName === 'body');
    write(`<div data-frame="${escapeAttribute(frame.documentURL ?? '')}">`);
    writeAll(body?.children ?? [], null, depth + 1);
    write('</div>');
  };

  const writeElement = (node: DomNode, host: DomNode | null, depth: number): void => {
    const name = node.localName ?? '';
    if (dropped.has(name)) return;
    if (name === 'script' && attributeOf(node, 'type') !== 'application/ld+json') return;
    if (name === 'slot' && host !== null) {
      writeAll(assignedTo(node, host), null, depth + 1);
      return;
    }
    if (name === 'iframe' || name === 'frame') {
      if (node.contentDocument !== undefined) writeFrame(node.contentDocument, depth);
      return;
    }
    const attributes = node.attributes ?? [];
    let tag = `<${name}`;
    for (let index = 0; index + 1 < attributes.length; index += 2) tag += ` ${attributes[index] ?? ''}="${escapeAttribute(attributes[index + 1] ?? '')}"`;
    write(`${tag}>`);
    if (voidElements.has(name)) return;
    const shadow = node.shadowRoots?.find((candidate) => candidate.shadowRootType !== 'user-agent');
    if (rawText.has(name)) write((node.children ?? []).map((child) => longTexts.get(child.backendNodeId ?? 0) ?? child.nodeValue ?? '').join(''));
    else if (shadow === undefined) writeAll(node.children ?? [], host, depth + 1);
    else writeAll(shadow.children ?? [], node, depth + 1);
    write(`</${name}>`);
  };

  const writeNode = (node: DomNode, host: DomNode | null, depth: number): void => {
    if (depth > maxDepth) cut = true;
    else if (node.nodeType === textNode) write(longTexts.get(node.backendNodeId ?? 0) ?? escapeText(node.nodeValue ?? ''));
    else if (node.nodeType === elementNode) writeElement(node, host, depth);
  };

  writeAll(root.children ?? [], null, 0);
  return { html: parts.join(''), cut };
}
