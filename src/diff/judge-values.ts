import type { FactType } from '../domain/clause.ts';

/** Two values that mean the same: spelling, case, or a unit ("P7D" and "P1W", "P12M" and "P1Y"). */
export function sameness(type: FactType, value: string): string {
  if (type === 'duration') {
    const hours = durationHours(value);
    return hours === null ? value : `${hours.months}m${hours.hours}h`;
  }
  if (type === 'url') return value.toLowerCase().replace(/^https?:\/\//u, '').replace(/^www\./u, '').replace(/[/#?]+$/u, '');
  return (value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [value]).join(' ');
}

/** @returns an ISO 8601 duration as whole months and hours, which do not convert into each other; null where unreadable */
export function durationHours(iso: string): { readonly months: number; readonly hours: number } | null {
  const match = /^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/u.exec(iso);
  if (match === null) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return { months: years * 12 + months, hours: (weeks * 7 + days) * 24 + hours + minutes / 60 };
}

/** @returns a duration's length in days, months taken as 30.4 days; null where unreadable */
export function durationDays(iso: string): number | null {
  const parts = durationHours(iso);
  return parts === null ? null : parts.months * 30.4375 + parts.hours / 24;
}
