import type { PageDocument } from './document.ts';

/** @returns the policy's own title; null where the page has none */
export function findTitle(page: PageDocument): string | null {
  return page.titles.headings[0] ?? page.titles.document;
}
