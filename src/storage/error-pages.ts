import type { Instant } from '../domain/instant.ts';
import type { Db } from './database.ts';
import { getSetting, putSetting } from './settings.ts';

/** What a site answered to an address that does not exist. */
export interface ErrorPage {
  /** Its words; null where it gave none: it says "not found" in so many words, or could not be asked. */
  readonly text: string | null;
  /** Not to be asked again before. */
  readonly askAgainAt: Instant;
}

const keyOf = (origin: string): string => `error-page:${origin}`;

/** @returns what is known of the error page of an origin; null where it was never asked */
export async function findErrorPage(db: Db, origin: string): Promise<ErrorPage | null> {
  const stored = await getSetting(db, keyOf(origin));
  // Written below and nowhere else.
  return stored === null ? null : (JSON.parse(stored) as ErrorPage);
}

export async function saveErrorPage(db: Db, origin: string, page: ErrorPage): Promise<void> {
  await putSetting(db, keyOf(origin), JSON.stringify(page));
}
