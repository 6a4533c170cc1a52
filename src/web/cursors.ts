import type { Instant } from '../domain/instant.ts';
import type { ChangeCursor } from '../storage/change-lists.ts';
import type { DeadlineCursor } from '../storage/deadlines.ts';
import { isIsoDate } from './days.ts';
import { wholeOf } from './visit.ts';

/*
 * A list's cursor as its address carries it: the values of the last row that was shown. Anything else is the start.
 */

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u;

function instantIn(text: string | undefined): Instant | null {
  return text !== undefined && instantForm.test(text) ? (text as Instant) : null;
}

/** @returns `2026-11-09T06:35:00.000Z 17` */
export function timeCursor(row: { readonly createdAt: Instant; readonly id: number }): string {
  return `${row.createdAt} ${row.id}`;
}

export function timeCursorOf(text: string): { readonly createdAt: Instant; readonly id: number } | null {
  const [at, digits] = text.split(' ');
  const createdAt = instantIn(at);
  const id = wholeOf(digits ?? '');
  return createdAt === null || id === null ? null : { createdAt, id };
}

/** @returns `2 2026-11-09T06:35:00.000Z 17` */
export function weightCursor(cursor: ChangeCursor): string {
  return `${cursor.rank} ${cursor.createdAt} ${cursor.id}`;
}

export function weightCursorOf(text: string): ChangeCursor | null {
  const space = text.indexOf(' ');
  const rank = wholeOf(text.slice(0, Math.max(0, space)));
  const rest = timeCursorOf(text.slice(space + 1));
  return rank === null || rest === null ? null : { rank, ...rest };
}

/** @returns `2026-12-24 17` */
export function dayCursor(row: DeadlineCursor): string {
  return `${row.dueOn} ${row.id}`;
}

export function dayCursorOf(text: string): DeadlineCursor | null {
  const [dueOn = '', digits = ''] = text.split(' ');
  const id = wholeOf(digits);
  return id === null || !isIsoDate(dueOn) ? null : { dueOn, id };
}

/** @returns `17 Loonwolk`: a row's id and the name by which its list is ordered */
export function nameCursor(row: { readonly id: number; readonly name: string }): string {
  return `${row.id} ${row.name}`;
}

export function nameCursorOf(text: string): { readonly id: number; readonly name: string } | null {
  const space = text.indexOf(' ');
  const id = space < 0 ? null : wholeOf(text.slice(0, space));
  return id === null ? null : { id, name: text.slice(space + 1) };
}
