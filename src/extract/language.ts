import type { PageDocument } from './document.ts';

/** @returns BCP 47 of the kept words; null where it cannot be told */
export function detectLanguage(page: PageDocument): string | null {
  return page.lang === null ? null : (page.lang.split('-')[0] ?? '').toLowerCase() || null;
}
