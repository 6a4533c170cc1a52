import type { CapturedPage } from '../domain/capture.ts';
import type { Comparison } from '../domain/change.ts';
import type { PolicyType } from '../domain/vendor.ts';
import { compareTrees } from './compare-trees.ts';
import { readPage } from './read-page.ts';

/** Compares two pages or files that nobody keeps; of pages that hold several policies, the one of `type`. */
export async function comparePages(old: CapturedPage, fresh: CapturedPage, type: PolicyType | null): Promise<Comparison> {
  const wanted = { type, select: [], remove: [] };
  const [before, after] = [await readPage(old, wanted, null), await readPage(fresh, wanted, null)];
  return compareTrees(before.tree, after.tree);
}
