import type { Comparison } from '../domain/change.ts';
import type { VersionId } from '../domain/ids.ts';
import { OperationError } from '../domain/problem.ts';
import { findVersion } from '../storage/versions.ts';
import { compareTrees } from './compare-trees.ts';
import type { AppContext } from './context.ts';

/** Compares any two stored versions, of one policy or of two. */
export async function compareVersions(context: Pick<AppContext, 'storage' | 'config'>, oldId: VersionId, newId: VersionId): Promise<Comparison> {
  const { db } = context.storage;
  const [old, fresh] = [await findVersion(db, oldId), await findVersion(db, newId)];
  if (old === null || fresh === null) {
    throw new OperationError({ code: 'version-gone', retryable: false, message: `Version ${old === null ? oldId : newId} is not in the database.`, mend: 'clausewatch history POLICY lists the versions.' });
  }
  return compareTrees(old.tree, fresh.tree, { words: context.config.words });
}
