import { Cron } from 'croner';
import { cronProblem, plainCron } from '../domain/cron.ts';
import type { Instant } from '../domain/instant.ts';
import { instantOf } from '../domain/instant.ts';

const made = new Map<string, Cron>();

/**
 * croner's rule "no-wildcard": a time that is named (also in a list or a range) runs once on the night when clocks
 * change: at the moment after the gap where it does not exist, at its first coming where it comes twice. Steps and
 * wildcards run by the clock that hangs on the wall.
 */
function cronOf(expression: string, timeZone: string): Cron {
  const name = `${plainCron(expression)} ${timeZone}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const problem = cronProblem(expression, 1);
  if (problem !== null) throw new RangeError(problem);
  const cron = new Cron(plainCron(expression), { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard' });
  if (made.size > 2000) made.clear();
  made.set(name, cron);
  return cron;
}

const instantOrNull = (date: Date | null | undefined): Instant | null => (date === null || date === undefined ? null : instantOf(date.getTime()));

/**
 * The first time after an instant, itself excluded, that a cron expression names in a time zone.
 *
 * @returns null where it never comes again
 * @throws RangeError for an expression that `cronProblem` refuses or an unknown zone
 */
export function nextCronAt(expression: string, timeZone: string, after: Instant): Instant | null {
  return instantOrNull(cronOf(expression, timeZone).nextRun(new Date(after)));
}

/** The last time at or before an instant that a cron expression names in a time zone; throws as `nextCronAt`. */
export function lastCronAt(expression: string, timeZone: string, at: Instant): Instant | null {
  const cron = cronOf(expression, timeZone);
  const justAfter = new Date(Date.parse(at) + 1000);
  return instantOrNull(cron.previousRuns(3, justAfter).find((date) => date.getTime() <= Date.parse(at)));
}
