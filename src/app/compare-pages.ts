import type { CapturedPage } from '../domain/capture.ts';
import type { Comparison } from '../domain/change.ts';
import { UsageError } from '../domain/problem.ts';
import type { PolicyType } from '../domain/vendor.ts';
import { compareTrees } from './compare-trees.ts';
import { readPage, type ReadPage, type Wanted } from './read-page.ts';

/**
 * Compares two pages or files that nobody keeps; of pages that hold several policies, the one of `type`.
 * @throws UsageError `no-text` for one that holds something, but no text: beside it the whole other side would pass for changed
 */
export async function comparePages(old: CapturedPage, fresh: CapturedPage, type: PolicyType | null): Promise<Comparison> {
  const wanted = { type, select: [], remove: [] };
  const [before, after] = [await readText(old, wanted), await readText(fresh, wanted)];
  return compareTrees(before.tree, after.tree);
}

async function readText(page: CapturedPage, wanted: Wanted): Promise<ReadPage> {
  const read = await readPage(page, wanted, null);
  if (read.tree.clauses.length > 0 || (page.text !== null && page.text.trim() === '')) return read;
  const name = page.exchange.finalUrl.replace(/^file:/u, '');
  const why = read.reading.reasons.map((reason) => reason.text.en).join(' ');
  throw new UsageError({ code: 'no-text', retryable: false, message: `${name} holds no text to compare.${why === '' ? '' : ` ${why}`}`, mend: 'Name a file that holds the words of the policy; a scan needs text recognition first.' });
}
