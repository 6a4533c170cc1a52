import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config/config.ts';
import { OperationError, UsageError } from '../domain/problem.ts';
import { fileFaults, openStorage } from '../storage/database.ts';
import type { AppContext } from './context.ts';

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}

/** Waits until a file, or what a directory lists, would survive a power cut. */
async function flush(place: string): Promise<void> {
  const handle = await open(place, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Windows flushes no directory.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EISDIR'))) throw error;
  } finally {
    await handle.close();
  }
}

/** Where backups go that nobody named a place for. */
export function backupFolder(config: Pick<Config, 'dataDir'>): string {
  return path.join(config.dataDir, 'backups');
}

/**
 * Copies the database, consistent and while it is in use, and checks the copy.
 * @param target the file to make; null: one in the data directory's `backups/`, named by the time
 * @returns the file
 * @throws UsageError where the target exists; OperationError where the copy is not sound
 */
export async function backUp(context: AppContext, target: string | null): Promise<string> {
  const stamp = context.clock().replaceAll(/[-:]|\.\d{3}/gu, '');
  const file = path.resolve(target ?? path.join(backupFolder(context.config), `clausewatch-${stamp}.db`));
  if (await exists(file)) throw new UsageError({ code: 'backup-exists', retryable: false, message: `${file} exists already.`, mend: 'Name another file; backups are never overwritten.' });
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.part`;
  await rm(partial, { force: true });
  await context.storage.backup(partial);
  const faults = fileFaults(partial);
  if (faults.length > 0) throw new OperationError({ code: 'backup-damaged', retryable: false, message: `The copy for ${file} is damaged: ${faults[0] ?? ''}.`, mend: 'Check the disk and the database: clausewatch verify' });
  await flush(partial);
  await rename(partial, file);
  await flush(path.dirname(file));
  return file;
}

const trialPrefix = '.restore-';

/**
 * Puts a backup in place as the database of a data directory that has none, after checking that it is sound.
 * @throws UsageError where the directory has a database already or the backup is missing; OperationError where it is damaged
 */
export async function restoreBackup(backup: string, dataDir: string): Promise<void> {
  const target = path.join(dataDir, 'clausewatch.db');
  if (!(await exists(backup))) throw new UsageError({ code: 'backup-missing', retryable: false, message: `There is no backup ${backup}.`, mend: 'Check the path.' });
  if (await exists(target)) throw new UsageError({ code: 'restore-refused', retryable: false, message: `${dataDir} has a database already, and a restore never overwrites one.`, mend: 'Restore into an empty directory with --data-dir NEW-DIR, or move the old one away.' });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // A restore that was cut off left its trial behind; a database in it was never in use.
  for (const name of await readdir(dataDir)) if (name.startsWith(trialPrefix)) await rm(path.join(dataDir, name), { recursive: true, force: true });
  const trial = path.join(dataDir, `${trialPrefix}${process.pid}`);
  await mkdir(trial, { mode: 0o700 });
  try {
    const copy = path.join(trial, 'clausewatch.db');
    await copyFile(backup, copy);
    {
      await using storage = await openStorage(trial);
      const faults = storage.integrityFaults();
      if (faults.length > 0) throw new OperationError({ code: 'backup-damaged', retryable: false, message: `The backup ${backup} is damaged: ${faults[0] ?? ''}.`, mend: 'Take an older one.' });
    }
    await flush(copy);
    await rename(copy, target);
    await flush(dataDir);
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}
