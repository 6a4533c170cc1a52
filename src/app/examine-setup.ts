import { statfs } from 'node:fs/promises';
import type { LoadedConfig } from '../config/load-config.ts';
import { missingForService } from '../config/secrets.ts';
import { OperationError } from '../domain/problem.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { Policy } from '../domain/vendor.ts';
import { findBrowser } from '../fetch/browser-launch.ts';
import { followsPolicy } from '../notify/follows.ts';
import { openStorage, type Db } from '../storage/database.ts';
import { countDeliveries } from '../storage/deliveries.ts';
import { listPolicies } from '../storage/policies.ts';
import { listSubscribers } from '../storage/subscribers.ts';
import { listVendors } from '../storage/vendors.ts';
import { makeMailer } from './make-mailer.ts';
import { policyName } from './policy-name.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly part: 'configuration' | 'database' | 'disk' | 'browser' | 'mail' | 'watch';
  readonly state: 'good' | 'note' | 'bad';
  readonly message: string;
  readonly mend: string | null;
}

const mib = 1024 * 1024;

/** Looks at all that the watch rests on, without changing or sending anything, and says what to mend. */
export async function examineSetup({ config, secrets, file, warnings }: LoadedConfig): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const found = (part: Finding['part'], state: Finding['state'], message: string, mend: string | null = null): void => void findings.push({ part, state, message, mend });

  found('configuration', 'good', file === null ? 'No configuration file: the defaults are in force.' : `${file} reads well.`);
  for (const warning of warnings) found('configuration', 'note', warning);
  for (const problem of missingForService(config, secrets)) found('configuration', 'bad', problem.message, problem.mend);
  if (config.contact === null) found('configuration', 'note', 'Sites cannot reach you: no contact is configured.', 'Set contact to a mail address or web page; it goes into the user agent.');

  try {
    await using storage = await openStorage(config.dataDir);
    const faults = storage.integrityFaults();
    if (faults.length === 0) found('database', 'good', `${storage.file} is sound.`);
    else found('database', 'bad', `${storage.file} is damaged: ${faults[0] ?? ''}.`, 'Stop the daemon and restore a backup: clausewatch restore BACKUP --data-dir NEW-DIR');
    const policies = await listPolicies(storage.db);
    const failing = policies.filter((policy) => policy.health.state === 'failing').length;
    if (policies.length === 0) found('watch', 'note', 'Nothing is watched yet.', 'Add a vendor with: clausewatch add https://its-home-page');
    else found('watch', failing === 0 ? 'good' : 'note', `${policies.length === 1 ? '1 policy is' : `${policies.length} policies are`} watched, ${failing} of them failing.`, failing === 0 ? null : 'clausewatch list says why.');
    const readers = await listSubscribers(storage.db);
    if (readers.length + config.subscribers.length + config.webhooks.length === 0) found('watch', 'note', 'Nobody is told of changes.', 'Add somebody with: clausewatch subscribe ADDRESS');
    for (const idle of await readersOfNothing(storage.db, readers, policies)) found('watch', 'note', `${idle} follows nothing that is watched, and so is told nothing.`, 'clausewatch subscribers shows what it follows; subscribe it again, or mend the configuration.');
    const { waiting, failed } = await countDeliveries(storage.db);
    found('mail', failed === 0 ? 'good' : 'note', `${waiting === 1 ? '1 message waits' : `${waiting} messages wait`}, ${failed} could not be delivered.`, failed === 0 ? null : 'clausewatch mail lists them, and why.');
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    found('database', 'bad', error.problem.message, error.problem.mend);
  }

  const disk = await statfs(config.dataDir).catch(() => null);
  if (disk !== null) {
    const free = Math.floor((disk.bavail * disk.bsize) / mib);
    const low = free < config.health.minFreeMegabytes;
    found('disk', low ? 'bad' : 'good', `${free} MB are free in ${config.dataDir}.`, low ? `Free some: below ${config.health.minFreeMegabytes} MB nothing is fetched.` : null);
  }

  const browser = await findBrowser(config.fetch.browserPath);
  found('browser', browser === null ? 'note' : 'good', browser === null ? 'No Chromium was found: pages that need scripts cannot be read.' : `${browser} is there for pages that need scripts.`, browser === null ? 'On Debian or Ubuntu: sudo apt-get install chromium. Elsewhere: npx playwright install chromium' : null);

  const mailer = makeMailer(config, secrets);
  if (config.mail.host === null) found('mail', 'note', `No mail server is configured; mails are kept in ${mailer.place}.`, 'Set mail.host and mail.from to send them.');
  else {
    const problem = await mailer.verify();
    found('mail', problem === null ? 'good' : 'bad', problem === null ? `${mailer.place} takes our mail.` : problem.message, problem?.mend ?? null);
  }
  return findings;
}

/** A vendor, type or tag that is mistyped in the configuration, or is watched no more, loses its reader's every alert. */
async function readersOfNothing(db: Db, readers: readonly Subscriber[], policies: readonly Policy[]): Promise<readonly string[]> {
  const vendors = new Map((await listVendors(db)).map((vendor) => [vendor.id, vendor]));
  const names = policies.flatMap((policy) => {
    const vendor = vendors.get(policy.vendorId);
    return vendor === undefined ? [] : [policyName(vendor, policy)];
  });
  if (names.length === 0) return [];
  return readers.filter(({ follows }) => !names.some((name) => followsPolicy(follows, name))).map(({ address }) => address);
}
