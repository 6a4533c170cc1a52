import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import type { Deadline } from '../domain/deadline.ts';
import type { Instant, IsoDate } from '../domain/instant.ts';
import type { NoticePeriod } from '../domain/vendor.ts';
import { dayOf } from './zone.ts';

const byYear = new Map<string, ReadonlySet<string>>();

/**
 * A country's public holidays in a year. In the Netherlands, Good Friday and, but for lustrum years, 5 May are days off for some only
 * and count as working days here: a day too early is safe, a day too late is not.
 */
function holidaysOf(country: string, year: number): ReadonlySet<string> {
  const key = `${country} ${year}`;
  const known = byYear.get(key);
  if (known !== undefined) return known;
  const days = new Set(new Holidays(country).getHolidays(year).filter((holiday) => holiday.type === 'public').map((holiday) => holiday.date.slice(0, 10)));
  byYear.set(key, days);
  return days;
}

/** Whether a day is a working day in a country. @param country ISO 3166-1 alpha-2 */
export function isWorkingDay(day: Temporal.PlainDate, country = 'NL'): boolean {
  return day.dayOfWeek <= 5 && !holidaysOf(country, day.year).has(day.toString());
}

/**
 * The last day of a period that begins with a notice. The day of the notice itself does not count; the last day does.
 * A period in calendar days may end on a Sunday: the Dutch Act on periods (Algemene termijnenwet) extends legal
 * periods only, not those of a contract.
 * @param country whose public holidays are no working days, ISO 3166-1 alpha-2
 */
export function lastDayOf(noticedOn: IsoDate, period: NoticePeriod, country = 'NL'): IsoDate {
  let day = Temporal.PlainDate.from(noticedOn);
  if (period.count === 'calendar') return day.add({ days: period.days }).toString() as IsoDate;
  for (let left = period.days; left > 0;) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day, country)) left -= 1;
  }
  return day.toString() as IsoDate;
}

/** Days before a deadline on which it is brought to mind again, where nothing else is configured. */
const usualReminderDays: readonly number[] = [14, 7, 3, 1];
/** On the day itself, and once more when it has passed undecided. */
const lastReminderDays: readonly number[] = [0, -1];

/** A window that closed longer ago than this is history; nobody is reminded of it any more. */
const staleDays = 30;

/**
 * Which reminder is due: the number of days that it announces, or null. After a pause of the machine only the nearest
 * is sent, not all that were missed.
 * @param lastReminder days announced by the last reminder sent; null where none was
 * @param daysBefore on which days before the last one, in any order
 */
export function dueReminder(deadline: Pick<Deadline, 'dueOn' | 'noticedOn' | 'timeZone' | 'decision' | 'kind'>, at: Instant, lastReminder: number | null, daysBefore = usualReminderDays): number | null {
  if (deadline.decision !== null || deadline.kind !== 'objection') return null;
  const today = Temporal.PlainDate.from(dayOf(at, deadline.timeZone));
  const left = today.until(Temporal.PlainDate.from(deadline.dueOn), { largestUnit: 'days' }).days;
  if (left < -staleDays) return null;
  // The notice itself told how many days there are; to repeat it at once brings nothing to mind.
  const whole = Temporal.PlainDate.from(deadline.noticedOn).until(Temporal.PlainDate.from(deadline.dueOn), { largestUnit: 'days' }).days;
  const steps = [...daysBefore.filter((days) => days < whole).toSorted((one, other) => other - one), ...lastReminderDays];
  const reached = steps.filter((days) => left <= days).at(-1);
  return reached === undefined || (lastReminder !== null && reached >= lastReminder) ? null : reached;
}
