import { type Options, selectAll } from 'css-select';
import { OperationError, UsageError } from '../domain/problem.ts';
import type { DraftBlock } from './document.ts';
import { blocksOf } from './html-blocks.ts';
import { mainBlocks } from './main-blocks.ts';
import { attribute, childrenOf, following, type PageNode } from './tree.ts';

const adapter: NonNullable<Options<PageNode, PageNode>['adapter']> = {
  removeSubsets: (nodes) => nodes,
  isTag: (node): node is PageNode => !node.tag.startsWith('#'),
  getAttributeValue: (element, name) => attribute(element, name) ?? undefined,
  getChildren: (node) => childrenOf(node),
  getName: (element) => element.tag,
  getParent: (element) => (element.parent === null || element.parent.tag === '#document' ? null : element.parent),
  getSiblings: (node) => (node.parent === null ? [node] : childrenOf(node.parent)),
  getText: (node) => {
    let out = '';
    for (let at: PageNode | null = node; at !== null; at = at.first ?? following(at, node)) if (at.tag === '#text') out += at.text;
    return out;
  },
  hasAttrib: (element, name) => attribute(element, name) !== null,
};

function matches(selector: string, document: PageNode): readonly PageNode[] {
  try {
    return selectAll<PageNode, PageNode>(selector, document, { adapter, xmlMode: false });
  } catch (cause) {
    throw new UsageError({
      code: 'selector-invalid', retryable: false,
      message: `The selector "${selector}" is not valid CSS${cause instanceof Error ? `: ${cause.message}` : ''}.`,
      mend: 'Correct the selector.',
    });
  }
}

/** Matched nodes in document order, those inside another matched node left out. */
function outermost(nodes: ReadonlySet<PageNode>, document: PageNode): readonly PageNode[] {
  const out: PageNode[] = [];
  for (let at: PageNode | null = document.first; at !== null; ) {
    const node: PageNode = at;
    if (nodes.has(node)) {
      if (!node.dropped) out.push(node);
      at = following(node, document);
    } else at = (node.dropped ? null : node.first) ?? following(node, document);
  }
  return out;
}

/**
 * Reads what the selectors keep, less what they remove; without `select` the main content of what is left.
 * @param document a measured page
 * @throws UsageError `selector-invalid`; OperationError `selector-miss` where a `select` matches nothing
 */
export function selectBlocks(document: PageNode, body: PageNode, base: string | null, select: readonly string[], remove: readonly string[]): readonly DraftBlock[] {
  const chosen = select.map((selector) => ({ selector, nodes: matches(selector, document) }));
  for (const selector of remove) for (const node of matches(selector, document)) node.dropped = true;
  const missed = chosen.find((choice) => choice.nodes.length === 0);
  if (missed !== undefined) {
    throw new OperationError({
      code: 'selector-miss', retryable: true,
      message: `The selector "${missed.selector}" matches nothing on the page.`,
      mend: 'Look whether the page was redesigned, and correct the selector or leave it out.',
    });
  }
  if (chosen.length === 0) {
    return mainBlocks(body, base).blocks;
  }
  const kept = outermost(new Set(chosen.flatMap((choice) => choice.nodes)), document);
  return kept.flatMap((node) => blocksUnder(node, base));
}

/** A kept element's own tag counts too: `--select h1` keeps a heading. */
function blocksUnder(node: PageNode, base: string | null): readonly DraftBlock[] {
  return blocksOf(node, base, { self: true });
}
