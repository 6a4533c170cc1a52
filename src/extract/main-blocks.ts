import type { DraftBlock } from './document.ts';
import { trimEdges } from './edges.ts';
import { blocksOf } from './html-blocks.ts';
import { dropFurniture, dropLinkLists, mainOf } from './main-content.ts';
import { attribute, type PageNode } from './tree.ts';

/**
 * The policy's blocks on a measured page, found without selectors. `whole`: nothing narrower than the page was found;
 * `hidden`: the page hides it from a reader's eye.
 * @param base the address that relative links start from
 */
export function mainBlocks(body: PageNode, base: string | null): { readonly blocks: readonly DraftBlock[]; readonly whole: boolean; readonly hidden: boolean } {
  dropFurniture(body);
  const { node, before } = mainOf(body);
  dropLinkLists(node);
  for (const above of before) dropLinkLists(above);
  const head = before.flatMap((above) => blocksOf(above, base, { self: true }));
  return { blocks: trimEdges([...head, ...blocksOf(node, base)]), whole: node === body, hidden: isHidden(node) };
}

const hiding = /(?:^|[;\s])(?:display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden)/iu;

/**
 * Whether the page itself hides the element that holds the whole policy, or one around it. What an accordion or a tab
 * hides is a part, whose heading shows.
 */
function isHidden(node: PageNode): boolean {
  for (let up: PageNode | null = node; up !== null; up = up.parent) {
    if (up.attributes.length > 0 && (attribute(up, 'hidden') !== null || hiding.test((attribute(up, 'style') ?? '').slice(0, 2000)))) return true;
  }
  return false;
}
