import { annotate } from '../clauses/annotate.ts';
import type { VersionId } from '../domain/ids.ts';
import { OperationError } from '../domain/problem.ts';
import { findVersion, type VersionSummary } from '../storage/versions.ts';
import { clauseJson, type ClauseJson } from './clause-json.ts';
import type { AppContext } from './context.ts';

export interface ShownVersion extends VersionSummary {
  readonly text: string;
  readonly clauses: readonly ClauseJson[];
}

/** @returns a version's text with its clauses, and what each is about */
export async function showVersion(context: Pick<AppContext, 'storage'>, id: VersionId): Promise<ShownVersion> {
  const version = await findVersion(context.storage.db, id);
  if (version === null) throw new OperationError({ code: 'version-gone', retryable: false, message: `Version ${id} is not in the database.`, mend: 'clausewatch history POLICY lists the versions.' });
  const { tree, text, reader: _reader, ...summary } = version;
  return { ...summary, text, clauses: tree.clauses.map((clause) => clauseJson(clause, annotate(clause, tree.language))) };
}
