import type { AsideNews } from '../domain/gate.ts';
import type { PolicyId } from '../domain/ids.ts';
import { plusMs, type Instant } from '../domain/instant.ts';
import type { Db } from '../storage/database.ts';
import { endEvents, noteEvent } from '../storage/notices.ts';

const dayMs = 86_400_000;
/** How long what was told stays among the open notices. */
const shownMs = 14 * dayMs;
/** Links named one by one; a site that moved house changes them all. */
const mostLinks = 10;

/** Tells the followers of a policy what changed beside its words. Runs in the transaction of the check. */
export async function noteAsides(db: Db, policyId: PolicyId, asides: readonly AsideNews[], at: Instant): Promise<void> {
  for (const kind of ['link-moved', 'hidden', 'shown']) await endEvents(db, policyId, kind, plusMs(at, -shownMs), at);
  const links = asides.filter((aside) => aside.kind === 'link');
  if (links.length > 0) {
    const more = links.length > mostLinks ? [`+ ${links.length - mostLinks}`] : [];
    await noteEvent(db, { policyId, kind: 'link-moved', at, measure: [...links.slice(0, mostLinks).map((link) => `“${link.about.slice(0, 60)}” ${link.before} → ${link.now}`), ...more].join('; ') });
  }
  for (const aside of asides) if (aside.kind === 'visibility') await noteEvent(db, { policyId, kind: aside.now === 'hidden' ? 'hidden' : 'shown', at, measure: aside.about });
}
