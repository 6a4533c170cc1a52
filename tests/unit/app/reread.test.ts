import { expect, test } from 'vitest';
import { checkPolicy, type CheckReport } from '../../../src/app/check-policy.ts';
import { plusMs } from '../../../src/domain/instant.ts';
import { findVersion, listVersions } from '../../../src/storage/versions.ts';
import { verifyStore } from '../../../src/app/verify-store.ts';
import { readingSum } from '../../../src/storage/sums.ts';
import { openWatched } from '../../support/watched.ts';

test('F21 F22 a better reader reads the version in force again: an upgrade that nobody is told of', async () => {
  await using watched = await openWatched();
  const look = async (): Promise<CheckReport> => {
    watched.now = plusMs(watched.now, 3_600_000);
    return checkPolicy(watched.context, watched.policyId, { trigger: 'command', signal: new AbortController().signal });
  };
  await look();
  const { db } = watched.context.storage;
  // As an older release left it: read by another reader, which made other words of the page.
  const reading = { ...(await db.selectFrom('readings').selectAll().executeTakeFirstOrThrow()), reader: 'reader-0' };
  await db.updateTable('readings').set({ reader: reading.reader, sum: readingSum(reading) }).execute();
  const memory = (await db.selectFrom('policies').select('gate_memory').executeTakeFirstOrThrow()).gate_memory;
  await db.updateTable('policies').set({ gate_memory: memory.replaceAll(/"[0-9a-f]{16}"/gu, '"0000000000000000"') }).execute();
  expect(await look()).toMatchObject({ outcome: 'unchanged' });
  const versions = await listVersions(db, watched.policyId);
  expect(versions).toHaveLength(1);
  expect((await findVersion(db, versions[0]?.id ?? (0 as never)))?.reader).not.toBe('reader-0');
  expect(await db.selectFrom('readings').select('reader').execute()).toHaveLength(2);
  expect((await verifyStore(watched.context)).findings).toEqual([]);
});
