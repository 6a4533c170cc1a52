import type { Instant } from '../domain/instant.ts';
import { asInstant } from './cast.ts';
import type { Db } from './database.ts';

export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly until: Instant;
}

/**
 * Takes a named lease for `owner`, or renews it; one whose time is over is taken from whoever held it.
 * @returns null when taken, else the lease that stands in the way
 */
export async function takeLease(db: Db, lease: Lease, now: Instant): Promise<Lease | null> {
  const held = await db.selectFrom('leases').selectAll().where('name', '=', lease.name).executeTakeFirst();
  if (held !== undefined && held.owner !== lease.owner && held.until > now) return { name: held.name, owner: held.owner, until: asInstant(held.until) };
  await db
    .insertInto('leases')
    .values({ name: lease.name, owner: lease.owner, until: lease.until })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ owner: lease.owner, until: lease.until }))
    .execute();
  return null;
}

/** @returns whether `owner` still holds the lease: what a slow worker asks in the transaction that writes its result */
export async function holdsLease(db: Db, name: string, owner: string): Promise<boolean> {
  const held = await db.selectFrom('leases').select('owner').where('name', '=', name).executeTakeFirst();
  return held?.owner === owner;
}

export async function releaseLease(db: Db, name: string, owner: string): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute();
}
