import { checkYamlFile } from '../config/checked-yaml.ts';
import type { Instant } from '../domain/instant.ts';
import type { VendorDeclaration } from '../domain/vendor.ts';
import { emptyMemory } from '../gate/memory.ts';
import { loadDeclarations } from '../registry/load-declarations.ts';
import { plausibleCheckAt } from '../schedule/next-check.ts';
import { findPolicy, listPolicies, updatePolicyProgress, upsertPolicy } from '../storage/policies.ts';
import { findSubscriber, upsertSubscriber } from '../storage/subscribers.ts';
import { findVendor, upsertVendor } from '../storage/vendors.ts';
import type { AppContext } from './context.ts';
import { checkSettings } from './settings-of.ts';

/**
 * Brings the database in line with what is declared: the vendors in `crawlers/`, and the subscribers and
 * vendors' terms in the configuration. What people added by command or web page is left alone.
 * @throws UsageError naming every declaration that is wrong, and how to mend it
 */
export async function syncConfigured(context: AppContext): Promise<void> {
  const { storage, config, clock } = context;
  const declared = loadDeclarations(config.crawlersDir, checkYamlFile);
  const now = clock();
  await storage.transaction(async (db) => {
    for (const vendor of declared.map((entry) => withTerms(entry, context))) {
      const known = await findVendor(db, vendor.slug);
      // A person who removed a declared vendor meant it; the declaration does not bring it back.
      if (isGone(known?.removedAt)) continue;
      const id = await upsertVendor(db, { ...vendor, createdAt: now });
      for (const policy of vendor.policies) {
        if (isGone((await findPolicy(db, policy.slug))?.removedAt)) continue;
        await upsertPolicy(db, id, policy, now, emptyMemory);
      }
    }
    for (const policy of await listPolicies(db)) {
      // A clock that ran ahead and was set back would leave a policy unwatched until it is right again.
      const plausible = plausibleCheckAt(policy, now, checkSettings(config));
      if (plausible !== policy.nextCheckAt) await updatePolicyProgress(db, policy.id, { nextCheckAt: plausible });
    }
    for (const entry of config.subscribers) {
      const known = await findSubscriber(db, entry.address);
      if (isGone(known?.removedAt) || isGone(known?.suspendedAt)) continue;
      const { vendors, policyTypes, tags, topics, ...reader } = entry;
      await upsertSubscriber(db, { ...reader, follows: { vendors, policyTypes, tags, topics }, confirmedAt: known?.confirmedAt ?? now, createdAt: now });
    }
  });
}

/** Whether somebody took it away, and when; what was never there is not gone. */
function isGone(at: Instant | null | undefined): boolean {
  return at !== null && at !== undefined;
}

/** A declaration with what this installation adds to it. */
function withTerms(vendor: VendorDeclaration, { config }: AppContext): VendorDeclaration {
  const own = config.vendors.find((entry) => entry.vendor === vendor.slug);
  if (own === undefined) return vendor;
  return {
    ...vendor,
    owner: own.owner ?? vendor.owner,
    tier: own.tier ?? vendor.tier,
    tags: [...new Set([...vendor.tags, ...own.tags])],
    notice: own.notice ?? vendor.notice,
    contractDate: own.contractDate ?? vendor.contractDate,
  };
}
