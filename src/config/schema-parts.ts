import { z } from 'zod';
import type { IsoDate } from '../domain/instant.ts';
import { cronProblem } from '../domain/cron.ts';
import { timeZoneProblem } from '../domain/time-zone.ts';

/** A check that answers with a sentence, as a zod type. */
export const checkedText = (problemOf: (text: string) => string | null, longest = 500): z.ZodType<string, string> =>
  z.string().superRefine((text, context) => {
    const why = text.length > longest ? `is ${text.length} characters long; at most ${longest} are taken` : problemOf(text);
    if (why !== null) context.addIssue({ code: 'custom', message: why });
  });

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

export const line = (longest = 200): z.ZodType<string, string> =>
  checkedText((text) => (text.trim() === '' ? 'is empty' : control.test(text) ? 'holds a control character or a line break' : null), longest);

const localPart = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/u;
const domainName = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){0,10}[A-Za-z0-9-]{1,63}$/u;

/** @returns why this is no mail address that every server takes; null where it is one */
export function mailAddressProblem(text: string): string | null {
  if (control.test(text)) return 'holds a control character or a line break';
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (at < 1 || domain === '') return 'is no mail address; write one address such as legal@example.org, without a name';
  if (/[^\u0020-\u007e]/u.test(domain)) return 'has a domain outside ASCII; write it as punycode (xn--…)';
  if (/[^\u0020-\u007e]/u.test(local)) return 'has letters outside ASCII before the "@", which many mail servers refuse';
  if (!localPart.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..') || !domainName.test(domain)) {
    return 'is no mail address; write one address such as legal@example.org, without a name';
  }
  return null;
}

export const mailAddress = checkedText(mailAddressProblem, 254);

/** @returns why this is no address that may be called; null where it is one */
export function webAddressProblem(text: string): string | null {
  if (!/^https?:\/\//iu.test(text) || !URL.canParse(text)) return 'is no web address; write it with https:// in front';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'holds a user name or a password; secrets belong in the environment';
  return null;
}

export const webAddress = checkedText(webAddressProblem, 2000);
export const cron = checkedText((text) => cronProblem(text, 1));
export const timeZone = checkedText(timeZoneProblem);
export const clockTime = checkedText((text) => (/^(?:[01]\d|2[0-3]):[0-5]\d$/u.test(text) ? null : 'is no time of day; write it as "22:00"'));
export const slug = checkedText((text) =>
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(text) ? null : 'is no short name; use lower-case letters, digits and single hyphens', 80);
const dateText = checkedText((text) => {
  const real = /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  return real ? null : 'is no date; write it as 2026-10-01';
});
/** Branded here, as the check above has proved what the brand says. */
export const isoDate = dateText as z.ZodType<IsoDate, string>;
export const hostName = checkedText((text) => (/^[A-Za-z0-9._:[\]-]{1,253}$/u.test(text) ? null : 'is no host name or address; write only the name, without https:// or a path'), 253);

export const whole = (low: number, high: number): z.ZodNumber => z.number().int().min(low).max(high);

/** Refuses a list in which two entries share a name. */
export const distinctBy = <T>(nameOf: (entry: T) => string, field: string) => (entries: readonly T[], context: z.RefinementCtx): void => {
  const seen = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const name = nameOf(entry).toLowerCase();
    const first = seen.get(name);
    if (first === undefined) seen.set(name, index);
    else context.addIssue({ code: 'custom', path: [index, field], message: `stands twice: entry ${first + 1} of this list has it too` });
  }
};
