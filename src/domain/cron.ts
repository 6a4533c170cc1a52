import { nearestNames } from './nearest.ts';

/** A cron expression taken apart: which values each field allows. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly daysOfWeek: readonly number[];
}

export type CronReading = { readonly kind: 'cron'; readonly fields: CronFields } | { readonly kind: 'bad'; readonly why: string };

interface Field {
  readonly key: keyof CronFields;
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly words: readonly string[];
}

const monthWords = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayWords = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const fieldsInOrder: readonly Field[] = [
  { key: 'minutes', name: 'minute', low: 0, high: 59, words: [] },
  { key: 'hours', name: 'hour', low: 0, high: 23, words: [] },
  { key: 'daysOfMonth', name: 'day of the month', low: 1, high: 31, words: [] },
  { key: 'months', name: 'month', low: 1, high: 12, words: monthWords },
  { key: 'daysOfWeek', name: 'day of the week', low: 0, high: 7, words: dayWords },
];

const nicknames: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const form = 'write five fields: minute, hour, day of the month, month, day of the week, as in "0 7 * * 1" for Mondays at 07:00';

function numberOf(text: string, field: Field): number | null {
  const word = field.words.indexOf(text);
  if (word >= 0) return word + field.low;
  if (!/^\d{1,2}$/u.test(text)) return null;
  const value = Number(text);
  return value >= field.low && value <= field.high ? value : null;
}

function valuesOf(text: string, field: Field): readonly number[] | string {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, ...more] = part.split('/');
    const fault = `"${part}" is no ${field.name}`;
    const allowed = `give ${field.low}-${field.high}${field.words.length > 0 ? ` or a name such as ${field.words[0]}` : ''}, a list, a range or a step`;
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d?$/u.test(step))) return `${fault}: the step after "/" is a whole number from 1`;
    const stepSize = step === undefined ? 1 : Number(step);
    if (stepSize > field.high) return `${fault}: a step of ${stepSize} is larger than the field, which ends at ${field.high}`;
    const [from = '', until, ...rest] = range.split('-');
    if (rest.length > 0) return `${fault}: ${allowed}`;
    let low: number | null = field.low;
    let high: number | null = field.key === 'daysOfWeek' ? 6 : field.high;
    if (range !== '*') {
      low = numberOf(from, field);
      high = until === undefined ? (step === undefined ? low : high) : numberOf(until, field);
      if (low === null || high === null) return `${fault}: ${allowed}`;
      if (low > high) return `${fault}: the range runs backwards; write it as two, joined by a comma`;
    }
    for (let value = low; value <= high; value += stepSize) values.add(field.key === 'daysOfWeek' ? value % 7 : value);
  }
  return [...values].toSorted((left, right) => left - right);
}

/** The five plain fields of an expression, nicknames such as `@daily` written out, spaces made single, lower case. */
export function plainCron(expression: string): string {
  const text = expression.trim().toLowerCase().split(/\s+/u).join(' ');
  return nicknames[text] ?? text;
}

const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const bad = (why: string): CronReading => ({ kind: 'bad', why });

/** Takes a five-field cron expression apart, or says in one sentence what is wrong with it. Seconds are not taken. */
export function readCron(expression: string): CronReading {
  if (expression.length > 200) return bad(`the cron expression is ${expression.length} characters long; ${form}`);
  const text = plainCron(expression);
  if (text === '') return bad(`the cron expression is empty; ${form}`);
  if (text.startsWith('@')) {
    const near = nearestNames(text, Object.keys(nicknames), 1)[0];
    return bad(`"${text}" is no known nickname${near === undefined ? '' : ` (did you mean ${near}?)`}; ${form}`);
  }
  const parts = text.split(' ');
  if (parts.length === 6) return bad(`"${text}" has six fields and seconds are not taken; ${form}`);
  if (parts.length !== 5) return bad(`"${text}" has ${parts.length} ${parts.length === 1 ? 'field' : 'fields'}; ${form}`);
  const fields: Record<keyof CronFields, readonly number[]> = { minutes: [], hours: [], daysOfMonth: [], months: [], daysOfWeek: [] };
  for (const [index, field] of fieldsInOrder.entries()) {
    const values = valuesOf(parts[index] ?? '', field);
    if (typeof values === 'string') return bad(values);
    fields[field.key] = values;
  }
  const anyWeekday = parts[4] === '*';
  const firstDay = fields.daysOfMonth[0] ?? 1;
  if (anyWeekday && !fields.months.some((month) => firstDay <= (longestMonth[month - 1] ?? 31))) {
    return bad(`"${text}" never comes: no chosen month has a day ${firstDay}`);
  }
  return { kind: 'cron', fields };
}

/** The shortest pause between two times of one expression, in minutes, leaving the days out of account. */
export function shortestPauseMinutes(fields: CronFields): number {
  const times = fields.hours.flatMap((hour) => fields.minutes.map((minute) => hour * 60 + minute));
  const first = times[0] ?? 0;
  return times.reduce((shortest, time, index) => Math.min(shortest, (times[index + 1] ?? first + 1440) - time), 1440);
}

/** @returns why this expression may not be used, in one sentence; null where it may */
export function cronProblem(expression: string, minIntervalMinutes = 5): string | null {
  const reading = readCron(expression);
  if (reading.kind === 'bad') return reading.why;
  const pause = shortestPauseMinutes(reading.fields);
  if (pause >= minIntervalMinutes) return null;
  return `"${plainCron(expression)}" runs every ${pause} ${pause === 1 ? 'minute' : 'minutes'}; the shortest interval is ${minIntervalMinutes} minutes`;
}
