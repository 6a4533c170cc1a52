import type { Instant } from '../domain/instant.ts';
import type { MonthCount } from '../storage/change-lists.ts';
import { html, type Markup } from './markup.ts';

const barWidth = 14;
const gap = 4;
const height = 48;

/** @returns the last twelve months, oldest first, as `2026-03` */
export function lastTwelveMonths(now: Instant): readonly string[] {
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7))];
  return Array.from({ length: 12 }, (_, index) => {
    const count = year * 12 + (month - 1) - (11 - index);
    return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
  });
}

/** @returns "december 2025 – november 2026", the months that the picture shows */
export function yearSpan(now: Instant, locale: string): string {
  const months = lastTwelveMonths(now);
  const name = (month: string | undefined): string => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month ?? ''}-01T00:00:00Z`));
  return `${name(months[0])} – ${name(months.at(-1))}`;
}

/** A small picture of a year: a bar a month, weightier comparisons below. The words around it say the same. */
export function yearPicture(counts: readonly MonthCount[], now: Instant, label: string): Markup {
  const months = lastTwelveMonths(now);
  const of = (month: string, significance: MonthCount['significance']): number => counts.filter((count) => count.month === month && count.significance === significance).reduce((sum, count) => sum + count.changes, 0);
  const totals = months.map((month) => of(month, 'material') + of(month, 'minor') + of(month, 'cosmetic'));
  const top = Math.max(1, ...totals);
  const bars = months.flatMap((month, index) => {
    const x = index * (barWidth + gap);
    let y = height;
    return (['material', 'minor', 'cosmetic'] as const).flatMap((significance) => {
      const count = of(month, significance);
      if (count === 0) return [];
      const size = Math.max(3, Math.round((count / top) * height));
      y -= size;
      return [html`<rect class="${significance}" x="${x}" y="${Math.max(0, y)}" width="${barWidth}" height="${size}"><title>${month}: ${count}</title></rect>`];
    });
  });
  const width = 12 * (barWidth + gap) - gap;
  return html`<svg class="year" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height + 1}" width="${width}" height="${height + 1}">${bars}<line class="ground" x1="0" x2="${width}" y1="${height + 0.5}" y2="${height + 0.5}"/></svg>`;
}
