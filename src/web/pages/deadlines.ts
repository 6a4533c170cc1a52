import type { IsoDate } from '../../domain/instant.ts';
import type { Visit } from '../visit.ts';

const dayMs = 86_400_000;

/** @returns whole days from the reader's today until the day; negative where it is over */
export function daysUntil(visit: Visit, day: IsoDate): number {
  return Math.round((Date.parse(day) - Date.parse(visit.dates.isoDay(visit.now))) / dayMs);
}
