import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { getSetting, putSetting } from '../storage/settings.ts';
import { backUp, backupFolder } from './back-up.ts';
import type { AppContext } from './context.ts';

const dayKey = 'backup-day';
const ours = /^clausewatch-\d{8}T\d{6}Z\.db$/u;
/** A backup that was cut off is a day old before it is taken for dead: another process may be at work on it. */
const deadAfterMs = 86_400_000;

/** Makes the backup of the day, once, and keeps as many as the configuration says. Those that a person named are left alone. */
export async function keepDailyBackup(context: AppContext): Promise<void> {
  const { storage, config, clock } = context;
  const day = clock().slice(0, 10);
  if (config.retention.backups === 0 || (await getSetting(storage.db, dayKey)) === day) return;
  const file = await backUp(context, null);
  await putSetting(storage.db, dayKey, day);
  const folder = backupFolder(config);
  const names = (await readdir(folder)).toSorted().toReversed();
  for (const name of names.filter((entry) => ours.test(entry)).slice(config.retention.backups)) await rm(path.join(folder, name), { force: true });
  for (const name of names.filter((entry) => entry.endsWith('.db.part'))) {
    const age = Date.now() - ((await stat(path.join(folder, name)).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > deadAfterMs) await rm(path.join(folder, name), { force: true });
  }
  context.log.info('backed-up', { file });
}
