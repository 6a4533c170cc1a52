import { annotate } from '../clauses/annotate.ts';
import type { CapturedPage } from '../domain/capture.ts';
import type { Annotation, Clause } from '../domain/clause.ts';
import type { Reading } from '../domain/reading.ts';
import { readPage, type Wanted } from './read-page.ts';

/** What the crawler would keep of a page, with what each clause is about. */
export interface Extracted {
  readonly reading: Reading;
  readonly clauses: readonly { readonly clause: Clause; readonly annotation: Annotation }[];
}

/** Reads a page without keeping it. @throws OperationError `selector-miss` where selectors match nothing */
export async function extractPage(page: CapturedPage, wanted: Wanted): Promise<Extracted> {
  const { reading, tree } = await readPage(page, wanted, null);
  return { reading, clauses: tree.clauses.map((clause) => ({ clause, annotation: annotate(clause, tree.language) })) };
}
