import type { CapturedPage } from '../domain/capture.ts';
import type { Comparison } from '../domain/change.ts';
import { compareTrees } from './compare-trees.ts';
import { readPage } from './read-page.ts';

/** Compares two pages or files that nobody keeps. */
export async function comparePages(old: CapturedPage, fresh: CapturedPage): Promise<Comparison> {
  const whole = { select: [], remove: [] };
  const [before, after] = [await readPage(old, whole, null), await readPage(fresh, whole, null)];
  return compareTrees(before.tree, after.tree);
}
