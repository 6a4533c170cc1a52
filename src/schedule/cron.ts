import { Cron } from 'croner';
import { plainCron, readCron } from '../domain/cron.ts';
import type { Instant } from '../domain/instant.ts';
import { instantOf } from '../domain/instant.ts';

interface Made {
  readonly cron: Cron;
  /** The latest answers: they hold for every moment of their span, start included, end excluded. */
  next: { readonly from: Instant; readonly at: Instant } | null;
  last: { readonly at: Instant; readonly until: Instant } | null;
}

const made = new Map<string, Made>();

/**
 * croner's rule "no-wildcard": a time that is named (also in a list or a range) runs once on the night when clocks
 * change: at the moment after the gap where it does not exist, at its first coming where it comes twice. A step over
 * hours is written out as a list, so that "every six hours" keeps its midnight where midnight does not exist; what runs
 * in every hour follows the time that passes.
 */
function cronOf(expression: string, timeZone: string): Made {
  const name = `${expression} ${timeZone}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const reading = readCron(expression);
  if (reading.kind === 'bad') throw new RangeError(reading.why);
  const { hours, minutes } = reading.fields;
  const plain = plainCron(expression);
  const written = hours.length === 24 ? plain : [minutes.join(','), hours.join(','), ...plain.split(' ').slice(2)].join(' ');
  const fresh: Made = { cron: new Cron(written, { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard' }), next: null, last: null };
  if (made.size > 2000) made.clear();
  made.set(name, fresh);
  return fresh;
}

const instantOrNull = (date: Date | null | undefined): Instant | null => (date === null || date === undefined ? null : instantOf(date.getTime()));

/**
 * The first time after an instant, itself excluded, that a cron expression names in a time zone.
 *
 * @returns null where it never comes again
 * @throws RangeError for an expression that `cronProblem` refuses or an unknown zone
 */
export function nextCronAt(expression: string, timeZone: string, after: Instant): Instant | null {
  const known = cronOf(expression, timeZone);
  if (known.next !== null && known.next.from <= after && after < known.next.at) return known.next.at;
  const at = instantOrNull(known.cron.nextRun(new Date(after)));
  if (at !== null) known.next = { from: after, at };
  return at;
}

/** The last time at or before an instant that a cron expression names in a time zone; throws as `nextCronAt`. */
export function lastCronAt(expression: string, timeZone: string, at: Instant): Instant | null {
  const known = cronOf(expression, timeZone);
  if (known.last !== null && known.last.at <= at && at < known.last.until) return known.last.at;
  const justAfter = new Date(Date.parse(at) + 1000);
  const last = instantOrNull(known.cron.previousRuns(3, justAfter).find((date) => date.getTime() <= Date.parse(at)));
  const until = nextCronAt(expression, timeZone, at);
  if (last !== null && until !== null) known.last = { at: last, until };
  return last;
}
