import { z } from 'zod';
import { cronProblem } from '../domain/cron.ts';
import type { IsoDate } from '../domain/instant.ts';
import type { PolicyDeclaration, VendorDeclaration } from '../domain/vendor.ts';
import { renderModes } from '../domain/vendor.ts';
import { selectorProblem } from './selector.ts';
import { isSlug, policySlug } from './slug.ts';
import { typeProblem } from './type-names.ts';
import { readWebAddress } from './url.ts';

const sentence = (problemOf: (text: string) => string | null): z.ZodType<string, string> =>
  z.string().superRefine((text, context) => {
    const why = text.length > 2000 ? 'is too long' : problemOf(text);
    if (why !== null) context.addIssue({ code: 'custom', message: why });
  });

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;
const line = sentence((text) => (text.trim() === '' ? 'is empty' : control.test(text) ? 'holds a control character or a line break' : text.length > 200 ? 'is longer than 200 characters' : null));
const address = sentence((text) => {
  const read = readWebAddress(text);
  return read.kind === 'bad' ? read.why : null;
});
const dateText = sentence((text) => {
  const real = /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  return real ? null : `"${text.slice(0, 40)}" is no date; write it as 2026-10-01`;
});
const selectors = z.array(sentence(selectorProblem)).max(20);
const tags = z.array(line).max(50);
const notice = z.strictObject({
  days: z.number().int().min(1).max(730).describe('Length of the notice period.'),
  count: z.enum(['calendar', 'working']).default('calendar').describe('How its days are counted.'),
});

const policySchema = z.strictObject({
  type: sentence(typeProblem).describe('Such as Privacy Policy.'),
  url: address.describe('Where the policy is published.'),
  variant: sentence((text) => (isSlug(text) && text.length <= 40 ? null : 'is no short name; use lower-case letters, digits and single hyphens')).nullable().default(null).describe('What tells it from another policy of its type, such as en or business.'),
  render: z.enum(renderModes).default('auto').describe('How the page is fetched.'),
  select: selectors.default([]).describe('CSS selectors of what to keep; empty: the main content is found without.'),
  remove: selectors.default([]).describe('CSS selectors of what to drop.'),
  schedule: sentence((text) => cronProblem(text)).nullable().default(null).describe('Cron expression; null: the configured one.'),
  tags: tags.default([]).describe('Added to the vendor\'s.'),
  notice: notice.nullable().default(null).describe('Where it differs from the vendor\'s.'),
});

/** A file in `crawlers/`: one vendor, as data. */
export const declarationSchema = z.strictObject({
  name: line.describe('As people know the vendor.'),
  home: address.nullable().default(null).describe('Its home page.'),
  tags: tags.default([]).describe('For filters and subscriptions.'),
  owner: line.nullable().default(null).describe('Who answers for this vendor.'),
  tier: line.nullable().default(null).describe('How much depends on it.'),
  notice: notice.nullable().default(null).describe('How long after a notice you may still act.'),
  // Branded here, as the check has proved what the brand says.
  contractDate: (dateText as z.ZodType<IsoDate, string>).nullable().default(null).describe('Day of the version that was signed.'),
  policies: z.array(policySchema).min(1).max(200).describe('What is watched.'),
});

export type DeclarationFile = z.output<typeof declarationSchema>;

function urlOf(text: string): string {
  const read = readWebAddress(text);
  return read.kind === 'address' ? read.url : text;
}

/** @param slug the file's name without its ending; names the vendor in commands */
export function declarationOf(slug: string, file: DeclarationFile): VendorDeclaration {
  const policies = file.policies.map((policy): PolicyDeclaration => ({
    slug: policySlug(slug, policy.type, policy.variant),
    type: policy.type,
    source: { url: urlOf(policy.url), render: policy.render, select: policy.select, remove: policy.remove },
    schedule: policy.schedule,
    tags: policy.tags,
    notice: policy.notice,
  }));
  const { name, home, tags: vendorTags, owner, tier, notice: vendorNotice, contractDate } = file;
  return { slug, name, homeUrl: home === null ? null : urlOf(home), tags: vendorTags, owner, tier, notice: vendorNotice, contractDate, policies };
}
