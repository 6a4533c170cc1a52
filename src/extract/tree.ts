import { html, type Token, type TreeAdapter, type TreeAdapterTypeMap } from 'parse5';
import { PageParser } from './page-parser.ts';

/**
 * A node of a parsed page: an element, a text, or the document. One shape for all, linked to its neighbours, so that
 * the parser's insertions cost the same among a million siblings and a walk needs no stack.
 */
export class PageNode {
  /** Tag name in lower case; `#text`, `#document` and `#dropped` (comments, doctypes) for what is no element. */
  readonly tag: string;
  readonly namespace: string;
  attributes: Token.Attribute[];
  text: string;
  parent: PageNode | null = null;
  first: PageNode | null = null;
  last: PageNode | null = null;
  previous: PageNode | null = null;
  next: PageNode | null = null;
  content: PageNode | null = null;
  /** Characters of words beneath it, and how many of them stand in links; filled by `measure`. */
  length = 0;
  linkLength = 0;
  /** Characters that stand in sentences: runs of text long enough to be prose. */
  proseLength = 0;
  /** Dropped as furniture, with all beneath it. */
  dropped = false;

  constructor(tag: string, namespace: string, attributes: Token.Attribute[], text: string) {
    this.tag = tag;
    this.namespace = namespace;
    this.attributes = attributes;
    this.text = text;
  }
}

/** @returns the attribute's value, or null where the element does not carry it */
export function attribute(node: PageNode, name: string): string | null {
  for (const entry of node.attributes) if (entry.name === name) return entry.value;
  return null;
}

const none: Token.Attribute[] = [];

function attach(parent: PageNode, node: PageNode, before: PageNode | null): void {
  if (node.tag === '#dropped') return;
  const previous = before === null ? parent.last : before.previous;
  node.parent = parent;
  node.previous = previous;
  node.next = before;
  if (previous === null) parent.first = node;
  else previous.next = node;
  if (before === null) parent.last = node;
  else before.previous = node;
}

function detach(node: PageNode): void {
  const { parent, previous, next } = node;
  if (parent === null) return;
  if (previous === null) parent.first = next;
  else previous.next = next;
  if (next === null) parent.last = previous;
  else next.previous = previous;
  node.parent = null;
  node.previous = null;
  node.next = null;
}

type NodeMap = TreeAdapterTypeMap<PageNode, PageNode, PageNode, PageNode, PageNode, PageNode, PageNode, PageNode, PageNode, PageNode>;

/** parse5 keeps its own tree-building rules; the adapter only says how nodes are stored, so the tree is parse5's. */
const adapter: TreeAdapter<NodeMap> = {
  createDocument: () => new PageNode('#document', '', none, ''),
  createDocumentFragment: () => new PageNode('#document', '', none, ''),
  createElement: (tagName, namespaceURI, attrs) => new PageNode(tagName, namespaceURI, attrs.length === 0 ? none : attrs, ''),
  createCommentNode: () => new PageNode('#dropped', '', none, ''),
  createTextNode: (value) => new PageNode('#text', '', none, value),
  appendChild: (parent, node) => attach(parent, node, null),
  insertBefore: (parent, node, reference) => attach(parent, node, reference),
  setTemplateContent: (template, content) => {
    template.content = content;
  },
  getTemplateContent: (template) => template.content ?? template,
  setDocumentType: () => undefined,
  setDocumentMode: (document, mode) => {
    document.text = mode;
  },
  getDocumentMode: (document) => (document.text === html.DOCUMENT_MODE.QUIRKS ? html.DOCUMENT_MODE.QUIRKS : document.text === html.DOCUMENT_MODE.LIMITED_QUIRKS ? html.DOCUMENT_MODE.LIMITED_QUIRKS : html.DOCUMENT_MODE.NO_QUIRKS),
  detachNode: detach,
  insertText: (parent, text) => {
    const last = parent.last;
    if (last !== null && last.tag === '#text') last.text += text;
    else attach(parent, new PageNode('#text', '', none, text), null);
  },
  insertTextBefore: (parent, text, reference) => {
    const previous = reference.previous;
    if (previous !== null && previous.tag === '#text') previous.text += text;
    else attach(parent, new PageNode('#text', '', none, text), reference);
  },
  adoptAttributes: (recipient, attrs) => {
    const known = new Set(recipient.attributes.map((entry) => entry.name));
    const fresh = attrs.filter((entry) => !known.has(entry.name));
    if (fresh.length > 0) recipient.attributes = [...recipient.attributes, ...fresh];
  },
  getFirstChild: (node) => node.first,
  getChildNodes: (node) => childrenOf(node),
  getParentNode: (node) => node.parent,
  getAttrList: (element) => element.attributes,
  getTagName: (element) => element.tag,
  // The cast undoes what createElement was given: parse5 calls both with its own NS values.
  getNamespaceURI: (element) => element.namespace as html.NS,
  getTextNodeContent: (node) => node.text,
  getCommentNodeContent: () => '',
  getDocumentTypeNodeName: () => '',
  getDocumentTypeNodePublicId: () => '',
  getDocumentTypeNodeSystemId: () => '',
  isTextNode: (node): node is PageNode => node.tag === '#text',
  isCommentNode: (node): node is PageNode => node.tag === '#dropped',
  isDocumentTypeNode: (node): node is PageNode => node.tag === '#dropped',
  isElementNode: (node): node is PageNode => !node.tag.startsWith('#'),
  setNodeSourceCodeLocation: () => undefined,
  getNodeSourceCodeLocation: () => undefined,
  updateNodeSourceCodeLocation: () => undefined,
};

/** @returns the children in order */
export function childrenOf(node: PageNode): PageNode[] {
  const children: PageNode[] = [];
  for (let child = node.first; child !== null; child = child.next) children.push(child);
  return children;
}

/** The next node in document order that does not lie beneath `node`, within `root`; null at the end. */
export function following(node: PageNode, root: PageNode): PageNode | null {
  for (let at: PageNode | null = node; at !== null && at !== root; at = at.parent) if (at.next !== null) return at.next;
  return null;
}

/**
 * Parses a page as browsers do (scripting on, so `<noscript>` is never words). Takes the source's text, gives the
 * document node.
 */
export function parsePage(source: string): PageNode {
  return PageParser.parse<NodeMap>(source, { treeAdapter: adapter, scriptingEnabled: true });
}
