import { z } from 'zod';
import { significances } from '../domain/change.ts';
import { topics } from '../domain/clause.ts';
import { cronProblem } from '../domain/cron.ts';
import { readerLanguages } from '../domain/language.ts';
import { renderModes } from '../domain/vendor.ts';
import type { Config, DigestConfig } from './config.ts';
import { digestCadences, logLevels, tlsModes, webhookShapes } from './config.ts';
import { checkedText, clockTime, cron, distinctBy, hostName, isoDate, line, mailAddress, mailAddressProblem, slug, timeZone, webAddress, webAddressProblem, whole } from './schema-parts.ts';

/** What a file may hold: as `Config`, with what is filled in later still open. */
export type ConfigFile = Omit<Config, 'digest'> & {
  readonly digest: Omit<DigestConfig, 'cron' | 'timeZone'> & { readonly cron: string | null; readonly timeZone: string | null };
};

/** What cannot be read at all was told of already. */
const isCron = (expression: string): boolean => cronProblem(expression, 0) === null;

const isLoopbackName = (host: string): boolean => host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.');

const fetch = z.strictObject({
  connectTimeoutSeconds: whole(1, 120).default(10).describe('A server that has not answered the door by then is down.'),
  headersTimeoutSeconds: whole(1, 300).default(15).describe('Until the first byte of an answer.'),
  totalTimeoutSeconds: whole(1, 900).default(60).describe('For the whole exchange, redirects included; ends a body that trickles.'),
  browserTimeoutSeconds: whole(5, 900).default(90).describe('For a page in the browser, from start to stillness.'),
  maxPageMegabytes: whole(1, 200).default(10).describe('After decompression; the longest policy known is far below.'),
  maxPdfMegabytes: whole(1, 500).default(50).describe('Scanned contracts are large.'),
  maxRedirects: whole(0, 20).default(10).describe('More is a loop.'),
  pauseSeconds: z.number().min(0).max(3600).default(3).describe('Between two requests to one host; never two at a time.'),
  maxCrawlDelaySeconds: whole(1, 86_400).default(3600).describe('A longer Crawl-delay in robots.txt is cut to this, with a warning.'),
  dailyCapPerHost: whole(1, 100_000).default(200).describe('Requests to one host in a day; a guest knows when to leave.'),
  parallelHosts: whole(1, 64).default(4).describe('Hosts that are asked at the same time.'),
  allowAddresses: z.array(checkedText((text) => (/^[A-Za-z0-9.:_[\]/-]{1,253}$/u.test(text) ? null : 'is no host name, address or CIDR range'))).max(100).default([]).describe('Private hosts, addresses or CIDR ranges that may be reached; all others are refused.'),
  allowPorts: z.array(whole(1, 65_535)).max(100).default([80, 443, 8080, 8443]).describe('Ports on which web pages may be asked for.'),
  ignoreRobotsOf: z.array(hostName).max(1000).default([]).describe('Hosts whose robots.txt you may disregard, for instance because their owner agreed.'),
  acceptLanguage: line().nullable().default(null).describe('Sent as Accept-Language; null: no language is preferred beyond the address.'),
  proxyUrl: webAddress.nullable().default(null).describe('HTTP proxy for all requests; its user and password are in CLAUSEWATCH_PROXY_CREDENTIALS.'),
  browserPath: line(1000).nullable().default(null).describe('Chromium to use; null: the one that is installed or found.'),
  render: z.enum(renderModes).default('auto').describe('auto: HTTP first, the browser where a page is empty without it.'),
});

const schedule = z.strictObject({
  check: cron.default('0 */6 * * *').describe('When policies are looked at that carry no schedule of their own.'),
  spreadMinutes: whole(0, 1440).default(180).describe('Each policy comes at its own fixed moment within this time after the tick.'),
  confirmAfterMinutes: z.array(z.number().min(1).max(10_080)).max(10).default([5, 30, 120]).describe('Pauses before the extra looks that confirm a new wording; most need the first two.'),
  retryFirstMinutes: z.number().min(1).max(1440).default(15).describe('Pause after a first failure; it doubles with each further one.'),
  retryMaxHours: z.number().min(1).max(720).default(24).describe('The longest such pause.'),
  minIntervalMinutes: z.number().min(0).max(1440).default(5).describe('No policy is asked for more often, whatever is configured.'),
  maxDuePerHost: whole(1, 1000).default(5).describe('Policies of one host in one round, so that one vendor holds nobody up.'),
}).superRefine((value, context) => {
  const why = cronProblem(value.check, value.minIntervalMinutes);
  if (why !== null && isCron(value.check) && value.minIntervalMinutes <= 1440) context.addIssue({ code: 'custom', path: ['check'], message: why });
});

const gate = z.strictObject({
  sightings: whole(1, 10).default(3).describe('Captures in a row that must show a new wording before it is believed.'),
  sightingsWhenShrunk: whole(1, 10).default(5).describe('The same where whole sections are missing, which a broken page shows too.'),
  memoryDays: whole(1, 3650).default(90).describe('How long a wording is remembered, so that its return is known.'),
  returnHoldDays: z.number().min(0).max(90).default(7).describe('How long a known wording must hold before its return is told.'),
  waveShare: z.number().min(0.01).max(1).default(0.2).describe('If this share of all policies changes at once, the crawler is suspected and a person asked.'),
  waveMinutes: whole(1, 1440).default(60).describe('What "at once" means.'),
});

const mail = z.strictObject({
  from: mailAddress.default('clausewatch@localhost').describe('Sender of alerts and digests.'),
  fromName: line().default('Clausewatch').describe('Name that mail programs show.'),
  replyTo: mailAddress.nullable().default(null).describe('Where answers go; null: to the sender.'),
  host: hostName.nullable().default(null).describe('SMTP server; null: mails are kept as files under the data directory.'),
  port: whole(1, 65_535).default(587).describe('587 for starttls, 465 for implicit TLS.'),
  tls: z.enum(tlsModes).default('starttls').describe('none only for a server on this machine.'),
  requireTls: z.boolean().default(true).describe('Rather no mail than a password in clear text.'),
  user: line().nullable().default(null).describe('Its password is in CLAUSEWATCH_SMTP_PASSWORD.'),
  dkim: z.strictObject({
    domain: hostName.nullable().default(null).describe('Signs mails for this domain; the key is in the file that CLAUSEWATCH_DKIM_KEY_FILE names.'),
    selector: line(63).default('clausewatch').describe('Name of the key in the DNS.'),
  }).prefault({}).describe('Signature by which other servers trust the sender.'),
  connectTimeoutSeconds: whole(1, 300).default(30).describe('Until the server greets.'),
  replyTimeoutSeconds: whole(10, 1800).default(600).describe('RFC 5321 asks for ten minutes after the last byte.'),
  giveUpAfterDays: whole(1, 30).default(5).describe('Temporary failures are tried again until then.'),
  suspendAfterFailures: whole(1, 20).default(3).describe('Mails in a row refused for good before an address is suspended; an unknown mailbox is suspended at once.'),
  maxKilobytes: whole(20, 1000).default(95).describe('Gmail clips mails above 102.'),
}).superRefine((value, context) => {
  if (value.host !== null && value.tls === 'none' && value.requireTls && !isLoopbackName(value.host)) {
    context.addIssue({ code: 'custom', path: ['tls'], message: 'is none although the server is on another machine; choose starttls or implicit, or set requireTls to false' });
  }
});

const digest = z.strictObject({
  enabled: z.boolean().default(true).describe('Sent in silent weeks too: it proves that somebody watched.'),
  cadence: z.enum(digestCadences).default('weekly').describe('daily, weekly or monthly.'),
  cron: cron.nullable().default(null).describe('When it is sent; null: 07:00, on Mondays where weekly, on the first where monthly.'),
  timeZone: timeZone.nullable().default(null).describe('Time zone of that moment; null: the one of the installation.'),
  lateHours: whole(0, 720).default(72).describe('A digest missed while the machine was off is sent up to this late, else joined to the next.'),
}).superRefine((value, context) => {
  if (value.cron !== null && isCron(value.cron) && cronProblem(value.cron, 1440) !== null) {
    context.addIssue({ code: 'custom', path: ['cron'], message: 'is more often than once a day, and a digest is sent at most daily' });
  }
});

const names = (longest: number) => z.array(line(200)).max(longest);
const quiet = z.strictObject({
  from: clockTime.describe('Start, as "22:00".'),
  until: clockTime.describe('End; may lie on the next day.'),
});

const subscriber = z.strictObject({
  name: line().describe('As greeted.'),
  address: mailAddress.describe('One mail address.'),
  language: z.enum(readerLanguages).default('nl').describe('Of the mails; policies are never translated.'),
  timeZone: timeZone.default('Europe/Amsterdam').describe('For quiet hours and times in mails.'),
  vendors: names(1000).default([]).describe('Vendors followed; empty: all.'),
  policyTypes: names(100).default([]).describe('Types followed; empty: all.'),
  tags: names(100).default([]).describe('Tags followed; empty: all.'),
  topics: z.array(z.enum(topics)).max(topics.length).default([]).describe('Topics followed; empty: all.'),
  alertFrom: z.enum(significances).nullable().default('material').describe('Alerts at once from this significance; null: only the digest.'),
  digest: z.boolean().default(true).describe('Whether the digest is sent.'),
  quiet: quiet.nullable().default(null).describe('Hours without alerts; they wait until the end.'),
});

const vendor = z.strictObject({
  vendor: slug.describe('Short name of a declared vendor.'),
  owner: line().nullable().default(null).describe('Who answers for this vendor here.'),
  tier: line(40).nullable().default(null).describe('How much depends on it.'),
  tags: names(50).default([]).describe('Added to the declared ones.'),
  notice: z.strictObject({
    days: whole(1, 730).describe('Length of the notice period.'),
    count: z.enum(['calendar', 'working']).default('calendar').describe('How its days are counted.'),
  }).nullable().default(null).describe('"Object within 30 days of notice": sets the deadline of a change.'),
  contractDate: isoDate.nullable().default(null).describe('Day of the version that was signed.'),
});

const webhook = z.strictObject({
  name: slug.describe('Names its secret: CLAUSEWATCH_WEBHOOK_SECRET_ and this name in capitals.'),
  url: webAddress.nullable().default(null).describe('Where it is sent; null: in CLAUSEWATCH_WEBHOOK_URL_ and the name in capitals.'),
  shape: z.enum(webhookShapes).default('json').describe('json (signed), or what Slack or Teams show.'),
  language: z.enum(readerLanguages).default('nl').describe('Of the sentences.'),
  alertFrom: z.enum(significances).default('material').describe('From this significance.'),
  vendors: names(1000).default([]).describe('Vendors told of; empty: all.'),
  tags: names(100).default([]).describe('Tags told of; empty: all.'),
});

const web = z.strictObject({
  enabled: z.boolean().default(true).describe('The daemon serves the pages.'),
  host: hostName.default('127.0.0.1').describe('Only this machine; any other address demands accounts or a trusted proxy.'),
  port: whole(0, 65_535).default(8484).describe('Free on most machines; 0 takes any that is free.'),
  trustedProxyHeader: checkedText((text) => (/^[A-Za-z0-9-]{1,64}$/u.test(text) ? null : 'is no header name')).nullable().default(null).describe('Header in which a proxy in front names the person who signed in.'),
  trustedProxies: z.array(hostName).max(20).default(['127.0.0.1', '::1']).describe('Addresses from which that header is believed.'),
  sessionHours: whole(1, 720).default(12).describe('A working day.'),
  loginAttemptsPerHour: whole(1, 1000).default(10).describe('For one account or address.'),
});

const health = z.strictObject({
  failuresInARow: whole(1, 100).default(3).describe('Failures before a policy counts as unreachable, together with unseenHours.'),
  unseenHours: whole(1, 8760).default(24).describe('And this long without a good capture.'),
  unchangedDays: whole(1, 3650).default(365).describe('A policy that never changes may be read wrongly.'),
  minWords: whole(0, 10_000).default(150).describe('A shorter capture catches too little to be a policy.'),
  minFreeMegabytes: whole(0, 1_000_000).default(1024).describe('Fetching stops before the disk is full; alerts still leave.'),
  notify: z.array(mailAddress).max(20).default([]).describe('Told when the watching itself is in trouble; empty: all subscribers to the digest.'),
});

const retention = z.strictObject({
  captureDays: whole(30, 36_500).nullable().default(null).describe('null: for ever. What a version rests on is kept in any case.'),
  failedBodyDays: whole(1, 36_500).default(90).describe('Bodies of failed fetches; their record stays.'),
  backups: whole(0, 1000).default(7).describe('Backups kept.'),
});

/** The one schema of the configuration. Every option has a default and a sentence that says why it is there. */
export const configSchema = z.strictObject({
  dataDir: line(1000).default('data').describe('Where the state lives: database, mails, evidence.'),
  crawlersDir: line(1000).default('crawlers').describe('Where the vendors are declared.'),
  contact: checkedText((text) => (mailAddressProblem(text) === null || webAddressProblem(text) === null ? null : 'is neither a mail address nor a web address')).nullable().default(null).describe('Address or page in the user agent, so that a vendor can reach you.'),
  language: z.enum(readerLanguages).default('nl').describe('Of pages, mails and times where nobody chose another.'),
  timeZone: timeZone.default('Europe/Amsterdam').describe('Of schedules and times where nobody chose another.'),
  baseUrl: webAddress.nullable().default(null).describe('Where people reach the pages; used for the links in mails.'),
  logLevel: z.enum(logLevels).default('info').describe('error, warn, info or debug.'),
  fetch: fetch.prefault({}).describe('How pages are fetched, and how politely.'),
  schedule: schedule.prefault({}).describe('When policies are looked at.'),
  gate: gate.prefault({}).describe('When a new wording is believed.'),
  mail: mail.prefault({}).describe('How mails leave.'),
  digest: digest.prefault({}).describe('The summary of everything.'),
  deadlines: z.strictObject({
    remindDaysBefore: z.array(whole(0, 365)).max(10).default([14, 7, 3, 1]).describe('Reminders of an open deadline, besides the day itself and the day after.'),
    holidays: checkedText((text) => (/^[A-Z]{2}$/u.test(text) ? null : 'is no country; write two capitals such as NL')).default('NL').describe('Country whose public holidays are no working days.'),
  }).prefault({}).describe('Days by which somebody must act.'),
  subscribers: z.array(subscriber).max(10_000).superRefine(distinctBy((entry) => entry.address, 'address')).default([]).describe('Who is told; people may also subscribe by command or on the pages.'),
  vendors: z.array(vendor).max(10_000).superRefine(distinctBy((entry) => entry.vendor, 'vendor')).default([]).describe('What you add to declared vendors.'),
  webhooks: z.array(webhook).max(50).superRefine(distinctBy((entry) => entry.name, 'name')).default([]).describe('Services that are told.'),
  web: web.prefault({}).describe('The pages.'),
  health: health.prefault({}).describe('When you are told that the watching is in trouble.'),
  retention: retention.prefault({}).describe('What is kept, and how long.'),
  heartbeatUrl: webAddress.nullable().default(null).describe('Called after each good round, so that another service notices silence.'),
  timestampAuthority: z.strictObject({
    url: webAddress.nullable().default(null).describe('RFC 3161 service that signs the daily head; null: none.'),
    secondUrl: webAddress.nullable().default(null).describe('Asked when the first fails.'),
    caFile: line(1000).nullable().default(null).describe('Certificates that its tokens are checked against.'),
  }).prefault({}).describe('Proof of time by a third party.'),
  explain: z.strictObject({
    url: webAddress.nullable().default(null).describe('Base address of an OpenAI-compatible service (https://…/v1); null: off. It never decides whether somebody is told. One on your own network must stand in fetch.allowAddresses.'),
    model: line().nullable().default(null).describe('Its model; null: off.'),
    timeoutSeconds: whole(1, 600).default(60).describe('Longer answers are not waited for.'),
  }).prefault({}).describe('Explanations in plain words by a language model, marked as such; the key is in CLAUSEWATCH_EXPLAIN_API_KEY.'),
  words: z.strictObject({
    parties: names(5000).default([]).describe('Companies and products to recognise as parties.'),
    data: names(5000).default([]).describe('Kinds of data to recognise; "hartslag*" stands for every word that begins so.'),
    topics: z.partialRecord(z.enum(topics), names(1000)).default({}).describe('Words that tell what a clause is about, by topic: retention: ["opslagduur"].'),
    material: names(5000).default([]).describe('Words whose coming or going always matters to you.'),
  }).prefault({}).describe('Words of your own, added to those that are known.'),
});
