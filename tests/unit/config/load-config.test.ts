import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { configReport, configText } from '../../../src/config/config-text.ts';
import { readEnvironment } from '../../../src/config/environment.ts';
import type { LoadOptions, LoadedConfig } from '../../../src/config/load-config.ts';
import { ConfigError, loadConfig } from '../../../src/config/load-config.ts';
import { isPlaceholder, maskerOf, missingForService } from '../../../src/config/secrets.ts';
import { UsageError } from '../../../src/domain/problem.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'clausewatch-load-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const strong = 'canary-7f3a9c5d1e8b2046-canary-7f3a9c';

function load(text: string | null, over: Partial<LoadOptions> = {}): LoadedConfig {
  const file = text === null ? null : path.join(mkdtempSync(path.join(cwd, 'case-')), 'clausewatch.yaml');
  if (file !== null && text !== null) writeFileSync(file, text);
  return loadConfig({ file, env: {}, dataDir: null, cwd, ...over });
}

function faultOf(text: string | null, over: Partial<LoadOptions> = {}): ConfigError {
  try {
    load(text, over);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

test('nothing at all gives the defaults, frozen to the bottom', () => {
  const { config, secrets, file } = load(null);
  expect(file).toBeNull();
  expect(config.dataDir).toBe(path.join(cwd, 'data'));
  expect(config.digest).toEqual({ enabled: true, cadence: 'weekly', cron: '0 7 * * 1', timeZone: 'Europe/Amsterdam', lateHours: 72 });
  expect(config.schedule.check).toBe('0 */6 * * *');
  expect(config.web.host).toBe('127.0.0.1');
  expect(config.explain.url).toBeNull();
  expect(secrets.smtpPassword).toBeNull();
  const isFrozen = (value: unknown): boolean => typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
  expect(isFrozen(config)).toBe(true);
});

test('the digest follows its cadence and the zone of the installation where it names none', () => {
  expect(load('timeZone: Pacific/Auckland\ndigest: { cadence: monthly }\n').config.digest).toMatchObject({ cron: '0 7 1 * *', timeZone: 'Pacific/Auckland' });
  expect(load('digest: { cadence: daily, cron: "30 8 * * 1-5", timeZone: Europe/London }\n').config.digest).toMatchObject({ cron: '30 8 * * 1-5', timeZone: 'Europe/London' });
});

test('the call stands over the environment, the environment over the file, the file over the defaults', () => {
  const loaded = load('dataDir: from-file\nweb: { port: 8001, sessionHours: 3 }\n', { env: { CLAUSEWATCH_DATA_DIR: '/from-env', CLAUSEWATCH_WEB_PORT: '8002' }, dataDir: '/from-flag' });
  expect(loaded.config.dataDir).toBe('/from-flag');
  expect(loaded.config.web).toMatchObject({ port: 8002, sessionHours: 3, host: '127.0.0.1' });
  expect(['dataDir', 'web.port', 'web.sessionHours', 'web.host'].map((name) => loaded.origins.get(name) ?? 'default')).toEqual(['flag', 'env', 'file', 'default']);
});

test('the usual files are found, and a named one that is missing is an error', () => {
  const home = mkdtempSync(path.join(cwd, 'home-'));
  mkdirSync(path.join(home, 'config'));
  writeFileSync(path.join(home, 'config', 'clausewatch.yaml'), 'language: en\n');
  expect(load(null, { cwd: home }).config.language).toBe('en');
  writeFileSync(path.join(home, 'clausewatch.yaml'), 'language: nl\n');
  expect(load(null, { cwd: home })).toMatchObject({ config: { language: 'nl' }, file: path.join(home, 'clausewatch.yaml') });
  expect(load(null, { cwd: home, env: { CLAUSEWATCH_CONFIG: 'config/clausewatch.yaml' } }).config.language).toBe('en');
  expect(faultOf(null, { file: 'nowhere.yaml' }).message).toBe('nowhere.yaml: does not exist. Check the path, or leave the option out to use the defaults.');
});

test('G14 a bad value from the environment is told by the name of its variable', () => {
  expect(faultOf(null, { env: { CLAUSEWATCH_WEB_PORT: 'abc' } }).message).toBe('CLAUSEWATCH_WEB_PORT: must be a number, not text.');
  expect(faultOf(null, { env: { CLAUSEWATCH_TIME_ZONE: 'Amsterdam' } }).message).toContain('such as Europe/Amsterdam');
});

test('an error of the configuration is an error of the call, so the exit status is 2', () => {
  expect(faultOf('langauge: nl\n')).toBeInstanceOf(UsageError);
  expect(faultOf('langauge: nl\n').problems[0]).toMatchObject({ line: 1, column: 1, field: 'langauge', retryable: false });
});

test.each([
  ['digest: { cron: "0 25 * * *" }', '"25" is no hour'],
  ['digest: { cron: "every day" }', 'has 2 fields'],
  ['digest: { cron: "*/30 * * * *" }', 'at most daily'],
  ['schedule: { check: "* * * * *" }', 'runs every 1 minute; the shortest interval is 5 minutes'],
  ['schedule: { check: "0 0 31 2 *" }', 'never comes'],
  ['schedule: { minIntervalMinutes: -1 }', 'must be at least 0'],
  ['schedule: { minIntervalMinutes: .nan }', 'something that is no number'],
  ['schedule: { minIntervalMinutes: 1e9 }', 'must be at most 1440'],
  ['timeZone: Europe/Amsterdm', 'such as Europe/Amsterdam'],
  ['timeZone: +02:00', 'is no time zone'],
  ['mail: { from: "Noor <noor@example.org>" }', 'is no mail address'],
  ['mail: { from: "noor@exämple.org" }', 'punycode'],
  ['mail: { host: mail.example.org, tls: none }', 'on another machine'],
  ['baseUrl: clausewatch.example.org', 'https:// in front'],
  ['web: { enabled: "yes" }', 'must be true or false, not text'],
  ['contact: somewhere', 'neither a mail address nor a web address'],
  ['subscribers: [{ name: A, address: a@example.org }, { name: B, address: A@example.org }]', 'stands twice: entry 1'],
  ['subscribers: [{ name: A, address: a@example.org, topics: [retentoin] }]', 'Did you mean "retention"?'],
  ['subscribers: [{ name: A, address: a@example.org, quiet: { from: "25:00", until: "07:00" } }]', 'is no time of day'],
  ['vendors: [{ vendor: ../etc }]', 'is no short name'],
  ['vendors: [{ vendor: acme, contractDate: "2025-02-30" }]', 'is no date'],
])('G03 G20 %s is refused with its reason', (text, reason) => {
  const { message, problems } = faultOf(`${text}\n`);
  expect(problems).toHaveLength(1);
  expect(message).toContain(reason);
  expect(message).toMatch(/clausewatch\.yaml:1:\d+: /u);
});

test('a shorter interval may be allowed by name', () => {
  expect(load('schedule: { check: "*/2 * * * *", minIntervalMinutes: 1 }\n').config.schedule.check).toBe('*/2 * * * *');
});

test.each([
  ['mail: { password: VALUE }', 'CLAUSEWATCH_SMTP_PASSWORD'],
  ['mail: { dkim: { privateKey: VALUE } }', 'CLAUSEWATCH_DKIM_KEY_FILE'],
  ['smtpPassword: VALUE', 'CLAUSEWATCH_SMTP_PASSWORD'],
  ['secret: VALUE', 'CLAUSEWATCH_SECRET'],
  ['web: { session_secret: VALUE }', 'CLAUSEWATCH_SECRET'],
  ['web: { apiTokens: [VALUE] }', 'CLAUSEWATCH_API_TOKEN_NAME'],
  ['explain: { apiKey: VALUE }', 'CLAUSEWATCH_EXPLAIN_API_KEY'],
  ['webhooks: [{ name: legal, url: "https://example.org/x", secret: VALUE }]', 'CLAUSEWATCH_WEBHOOK_SECRET_NAME'],
  ['webhooks: [{ name: legal, url: "https://hooks.slack.com/services/VALUE" }]', 'CLAUSEWATCH_WEBHOOK_URL_NAME'],
  ['webhooks: [{ name: legal, url: "https://example.org/x?token=VALUE" }]', 'CLAUSEWATCH_WEBHOOK_URL_NAME'],
  ['fetch: { proxyUrl: "http://noor:VALUE@proxy.example.org:8080" }', 'CLAUSEWATCH_PROXY_CREDENTIALS'],
  ['heartbeatUrl: "https://example.org/ping?key=VALUE"', 'CLAUSEWATCH_HEARTBEAT_URL'],
])('a secret in the file (%s) is refused with the place where it belongs, and never repeated', (text, variable) => {
  const error = faultOf(`${text.replace('VALUE', strong)}\n`);
  expect(error.message).toContain(variable);
  expect(error.problems).toHaveLength(1);
  expect(`${error.stack ?? ''} ${inspect(error, { depth: 9 })} ${JSON.stringify(error.problems)}`).not.toContain(strong);
});

test('G13 blanks, a line break and quotes around a value of the environment are left out, with a word', () => {
  const loaded = load(null, { env: { CLAUSEWATCH_SMTP_PASSWORD: ` "${strong}"\n`, CLAUSEWATCH_SMTP_HOST: '', CLAUSEWATCH_SMPT_USER: 'x' } });
  expect(loaded.secrets.smtpPassword).toBe(strong);
  expect(loaded.config.mail.host).toBeNull();
  expect(loaded.warnings).toEqual([
    'CLAUSEWATCH_SMTP_PASSWORD had blanks, a line break or quotes around its value; they were left out.',
    'CLAUSEWATCH_SMTP_HOST is empty and counts as not set.',
    'CLAUSEWATCH_SMPT_USER is no variable that is read; did you mean CLAUSEWATCH_SMTP_USER?',
  ]);
});

test.each(['changeme', 'CHANGE-ME', 'password', '<secret>', '${SMTP_PASSWORD}', 'xxxxx', 'your-password-here', '********'])('G11 the placeholder %s is refused', (value) => {
  expect(isPlaceholder(value)).toBe(true);
  expect(faultOf(null, { env: { CLAUSEWATCH_SMTP_PASSWORD: value } }).message).toContain('CLAUSEWATCH_SMTP_PASSWORD still holds a placeholder');
});

test('a signing secret that can be guessed is refused', () => {
  for (const weak of ['short-one', 'a'.repeat(64)]) {
    expect(faultOf(null, { env: { CLAUSEWATCH_SECRET: weak } }).message).toContain('openssl rand -hex 32');
  }
});

test('a webhook may have two secrets while one is being replaced, and a secret without a webhook is noticed', () => {
  const loaded = load('webhooks: [{ name: legal-team }]\n', { env: { CLAUSEWATCH_WEBHOOK_SECRET_LEGAL_TEAM: `${strong}, old-${strong}`, CLAUSEWATCH_WEBHOOK_URL_LEGAL_TEAM: 'https://example.org/x', CLAUSEWATCH_WEBHOOK_SECRET_OTHER: strong } });
  expect({ ...loaded.secrets.webhooks['legal-team'] }).toEqual({ signing: [strong, `old-${strong}`], url: 'https://example.org/x' });
  expect(loaded.warnings).toEqual(['CLAUSEWATCH_WEBHOOK_SECRET_OTHER belongs to no webhook in the configuration.']);
});

test('the key that signs mails is read from its file', () => {
  const file = path.join(cwd, 'dkim.pem');
  writeFileSync(file, `-----BEGIN PRIVATE KEY-----\n${strong}\n-----END PRIVATE KEY-----\n`, { mode: 0o644 });
  const loaded = load(null, { env: { CLAUSEWATCH_DKIM_KEY_FILE: file } });
  expect(loaded.secrets.dkimKey).toContain(strong);
  expect(loaded.warnings.join(' ')).toContain('chmod 600');
  expect(faultOf(null, { env: { CLAUSEWATCH_DKIM_KEY_FILE: path.join(cwd, 'none.pem') } }).message).toContain('cannot be read (ENOENT)');
});

test('G12 no secret shows in what is printed, inspected, logged or turned into JSON', () => {
  const env = {
    CLAUSEWATCH_SMTP_PASSWORD: `smtp-${strong}`, CLAUSEWATCH_SECRET: `sign-${strong}`, CLAUSEWATCH_EXPLAIN_API_KEY: `explain-${strong}`, CLAUSEWATCH_PROXY_CREDENTIALS: `noor:${strong}`,
    CLAUSEWATCH_API_TOKEN_REPORTS: `token-${strong}`, CLAUSEWATCH_WEBHOOK_SECRET_LEGAL: `hook-${strong}`, CLAUSEWATCH_HEARTBEAT_URL: `https://ping.example.org/${strong}`,
  };
  const loaded = load('webhooks: [{ name: legal, url: "https://example.org/hook" }]\n', { env });
  for (const shown of [configText(loaded), JSON.stringify(configReport(loaded)), inspect(loaded.secrets, { depth: 9, showHidden: false }), JSON.stringify({ secrets: loaded.secrets }), String(loaded.warnings)]) {
    expect(shown).not.toContain(strong);
  }
  expect(maskerOf(loaded.secrets)(`535 rejected smtp-${strong} of noor:${strong}`)).toBe('535 rejected [secret] of [secret]');
  expect(configReport(loaded).secrets.filter((secret) => secret.isSet).map((secret) => secret.variable)).toEqual([
    'CLAUSEWATCH_SMTP_PASSWORD', 'CLAUSEWATCH_SECRET', 'CLAUSEWATCH_EXPLAIN_API_KEY', 'CLAUSEWATCH_PROXY_CREDENTIALS', 'CLAUSEWATCH_API_TOKEN_REPORTS', 'CLAUSEWATCH_WEBHOOK_SECRET_LEGAL',
  ]);
});

test('G11 a service for others does not start without its secrets', () => {
  const local = load(null);
  expect(missingForService(local.config, local.secrets)).toEqual([]);
  const open = load('baseUrl: https://watch.example.org/\nmail: { host: mail.example.org, user: noor, dkim: { domain: example.org } }\nwebhooks: [{ name: legal }]\n');
  expect(open.config.baseUrl).toBe('https://watch.example.org');
  expect(missingForService(open.config, open.secrets).map((problem) => problem.file)).toEqual([
    'CLAUSEWATCH_SECRET', 'CLAUSEWATCH_SMTP_PASSWORD', 'CLAUSEWATCH_DKIM_KEY_FILE', 'mail.from', 'CLAUSEWATCH_WEBHOOK_URL_LEGAL', 'CLAUSEWATCH_WEBHOOK_SECRET_LEGAL',
  ]);
});

test('the environment is a copy that nobody can change', () => {
  expect(Object.isFrozen(readEnvironment())).toBe(true);
});
