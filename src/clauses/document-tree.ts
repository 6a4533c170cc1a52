import type { ClauseTree } from '../domain/clause.ts';
import type { Reading } from '../domain/reading.ts';
import { clausesOf } from './tree.ts';

/** A reading's clauses with what is known of the whole document. */
export function treeOf(reading: Reading): ClauseTree {
  return {
    language: reading.language, title: reading.title, effectiveDate: reading.effectiveDate, updatedDate: reading.updatedDate,
    clauses: clausesOf(reading.blocks),
  };
}
