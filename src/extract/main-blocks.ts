import type { DraftBlock } from './document.ts';
import { trimEdges } from './edges.ts';
import { blocksOf } from './html-blocks.ts';
import { dropFurniture, dropLinkLists, mainOf } from './main-content.ts';
import type { PageNode } from './tree.ts';

/**
 * The policy's blocks on a measured page, found without selectors. `whole`: nothing narrower than the page was found.
 * @param base the address that relative links start from
 */
export function mainBlocks(body: PageNode, base: string | null): { readonly blocks: readonly DraftBlock[]; readonly whole: boolean } {
  dropFurniture(body);
  const { node, before } = mainOf(body);
  dropLinkLists(node);
  for (const above of before) dropLinkLists(above);
  const head = before.flatMap((above) => blocksOf(above, base, { self: true }));
  return { blocks: trimEdges([...head, ...blocksOf(node, base)]), whole: node === body };
}
