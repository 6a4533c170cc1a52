import type { Selectable } from 'kysely';
import type { PolicyId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { asId, asInstant, asOptionalInstant, fromJson } from './cast.ts';
import type { Db } from './database.ts';
import type { NoticeRow } from './schema.ts';

/** A trouble of the watch itself: opened once, told once, closed once, told again. */
export interface Notice {
  readonly id: number;
  readonly policyId: PolicyId | null;
  readonly kind: string;
  readonly openedAt: Instant;
  readonly toldAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly details: Readonly<Record<string, string>>;
}

/** Opens a notice unless one of its kind is open for the policy. @returns whether it is new */
export async function openNotice(db: Db, notice: { readonly policyId: PolicyId | null; readonly kind: string; readonly openedAt: Instant; readonly details: Readonly<Record<string, string>> }): Promise<boolean> {
  const open = await db
    .selectFrom('notices')
    .select('id')
    .where('kind', '=', notice.kind)
    .where('closed_at', 'is', null)
    .where((eb) => (notice.policyId === null ? eb('policy_id', 'is', null) : eb('policy_id', '=', notice.policyId)))
    .executeTakeFirst();
  if (open !== undefined) return false;
  await db
    .insertInto('notices')
    .values({ policy_id: notice.policyId, kind: notice.kind, opened_at: notice.openedAt, told_at: null, closed_at: null, close_told_at: null, details: JSON.stringify(notice.details) })
    .execute();
  return true;
}

/**
 * Notes something that happened rather than lasts: told once, without an end. What happened since the last was told
 * goes with it where it still waits; `measure` says what, in few words.
 */
export async function noteEvent(db: Db, event: { readonly policyId: PolicyId; readonly kind: string; readonly at: Instant; readonly measure: string }): Promise<void> {
  const open = await db.selectFrom('notices').selectAll().where('kind', '=', event.kind).where('policy_id', '=', event.policyId).where('closed_at', 'is', null).executeTakeFirst();
  if (open !== undefined && open.told_at === null) {
    const before = fromJson<Record<string, string>>(open.details)['measure'] ?? '';
    await db.updateTable('notices').set({ details: JSON.stringify({ measure: before === '' ? event.measure : `${before}; ${event.measure}` }) }).where('id', '=', open.id).execute();
    return;
  }
  await endEvents(db, event.policyId, event.kind, event.at, event.at);
  await openNotice(db, { policyId: event.policyId, kind: event.kind, openedAt: event.at, details: { measure: event.measure } });
}

/** Puts away events of a kind that were told before a day, without a word: nothing ended. */
export async function endEvents(db: Db, policyId: PolicyId, kind: string, toldBefore: Instant, at: Instant): Promise<void> {
  await db.updateTable('notices').set({ closed_at: at, close_told_at: at }).where('policy_id', '=', policyId).where('kind', '=', kind).where('closed_at', 'is', null).where('told_at', '<=', toldBefore).execute();
}

/** Closes the open notice of a kind. @returns whether there was one that somebody had been told of */
export async function closeNotice(db: Db, policyId: PolicyId | null, kind: string, at: Instant): Promise<boolean> {
  const rows = await db
    .updateTable('notices')
    .set({ closed_at: at })
    .where((eb) => (policyId === null ? eb('policy_id', 'is', null) : eb('policy_id', '=', policyId)))
    .where('kind', '=', kind).where('closed_at', 'is', null).returning('told_at').execute();
  return rows.some((row) => row.told_at !== null);
}

function toNotice(row: Selectable<NoticeRow>): Notice {
  return {
    id: row.id,
    policyId: row.policy_id === null ? null : asId<PolicyId>(row.policy_id),
    kind: row.kind,
    openedAt: asInstant(row.opened_at),
    toldAt: asOptionalInstant(row.told_at),
    closedAt: asOptionalInstant(row.closed_at),
    details: fromJson<Record<string, string>>(row.details),
  };
}

export async function openNotices(db: Db): Promise<readonly Notice[]> {
  return (await db.selectFrom('notices').selectAll().where('closed_at', 'is', null).orderBy('id').execute()).map(toNotice);
}

/** @returns notices whose beginning, or whose end, nobody was told of; one that ended before it was told is left out */
export async function untoldNotices(db: Db): Promise<readonly Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb('told_at', 'is', null), eb('closed_at', 'is', null)]),
        eb.and([eb('told_at', 'is not', null), eb('closed_at', 'is not', null), eb('close_told_at', 'is', null)]),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map(toNotice);
}

/** Notes that the beginning was told, or the end where the notice is closed. */
export async function markNoticeTold(db: Db, notice: Notice, at: Instant): Promise<void> {
  await db.updateTable('notices').set(notice.closedAt === null ? { told_at: at } : { close_told_at: at }).where('id', '=', notice.id).execute();
}
