import type { Significance } from '../domain/change.ts';
import type { Topic } from '../domain/clause.ts';
import type { IsoDate } from '../domain/instant.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import type { QuietHours } from '../domain/subscriber.ts';
import type { NoticePeriod, RenderMode } from '../domain/vendor.ts';

/** How pages are fetched, and how politely. */
export interface FetchConfig {
  readonly connectTimeoutSeconds: number;
  readonly headersTimeoutSeconds: number;
  readonly totalTimeoutSeconds: number;
  readonly browserTimeoutSeconds: number;
  readonly maxPageMegabytes: number;
  readonly maxPdfMegabytes: number;
  readonly maxRedirects: number;
  /** Between two requests to one host. */
  readonly pauseSeconds: number;
  /** A longer `Crawl-delay` than this is cut to it. */
  readonly maxCrawlDelaySeconds: number;
  readonly dailyCapPerHost: number;
  readonly parallelHosts: number;
  /** Host names, addresses or CIDR ranges that may be reached although they are private. */
  readonly allowAddresses: readonly string[];
  readonly allowPorts: readonly number[];
  /** Host names whose robots.txt is not obeyed. */
  readonly ignoreRobotsOf: readonly string[];
  /** Null: made from the policy's language and the installation's. */
  readonly acceptLanguage: string | null;
  readonly proxyUrl: string | null;
  readonly browserPath: string | null;
  readonly render: RenderMode;
}

/** When policies are looked at. */
export interface ScheduleConfig {
  /** Cron expression in the installation's time zone. */
  readonly check: string;
  readonly spreadMinutes: number;
  readonly confirmAfterMinutes: readonly number[];
  readonly retryFirstMinutes: number;
  readonly retryMaxHours: number;
  readonly minIntervalMinutes: number;
  readonly maxDuePerHost: number;
}

/** When a new wording is believed. */
export interface GateConfig {
  readonly sightings: number;
  readonly sightingsWhenShrunk: number;
  readonly memoryDays: number;
  readonly returnHoldDays: number;
  /** This share of all policies changing within `waveMinutes` holds the alerts: the crawler is suspected first. */
  readonly waveShare: number;
  readonly waveMinutes: number;
}

export const tlsModes = ['starttls', 'implicit', 'none'] as const;
export type TlsMode = (typeof tlsModes)[number];

export interface MailConfig {
  readonly from: string;
  readonly fromName: string;
  readonly replyTo: string | null;
  /** Null: mails are kept as files in the data directory. */
  readonly host: string | null;
  readonly port: number;
  readonly tls: TlsMode;
  readonly requireTls: boolean;
  readonly user: string | null;
  readonly dkim: { readonly domain: string | null; readonly selector: string };
  readonly connectTimeoutSeconds: number;
  readonly replyTimeoutSeconds: number;
  readonly giveUpAfterDays: number;
  readonly suspendAfterFailures: number;
  readonly maxKilobytes: number;
}

export const digestCadences = ['daily', 'weekly', 'monthly'] as const;
export type DigestCadence = (typeof digestCadences)[number];

export interface DigestConfig {
  readonly enabled: boolean;
  readonly cadence: DigestCadence;
  /** Always filled in: the cadence's own where the file names none. */
  readonly cron: string;
  /** Always filled in: the installation's where the file names none. */
  readonly timeZone: string;
  readonly lateHours: number;
}

/** A subscriber whom the administrator enters. */
export interface SubscriberEntry {
  readonly name: string;
  readonly address: string;
  readonly language: ReaderLanguage;
  readonly timeZone: string;
  readonly vendors: readonly string[];
  readonly policyTypes: readonly string[];
  readonly tags: readonly string[];
  readonly topics: readonly Topic[];
  /** Null: only the digest. */
  readonly alertFrom: Significance | null;
  readonly digest: boolean;
  readonly quiet: QuietHours | null;
}

/** What this installation adds to a vendor's declaration. Null or empty: the declaration's own. */
export interface VendorEntry {
  readonly vendor: string;
  readonly owner: string | null;
  readonly tier: string | null;
  readonly tags: readonly string[];
  readonly notice: NoticePeriod | null;
  readonly contractDate: IsoDate | null;
}

export const webhookShapes = ['json', 'slack', 'teams'] as const;
export type WebhookShape = (typeof webhookShapes)[number];

export interface WebhookEntry {
  readonly name: string;
  /** Null: the address is itself a secret and stands in the environment. */
  readonly url: string | null;
  readonly shape: WebhookShape;
  readonly language: ReaderLanguage;
  readonly alertFrom: Significance;
  readonly vendors: readonly string[];
  readonly tags: readonly string[];
}

export interface WebConfig {
  readonly enabled: boolean;
  readonly host: string;
  readonly port: number;
  readonly trustedProxyHeader: string | null;
  readonly trustedProxies: readonly string[];
  readonly sessionHours: number;
  readonly loginAttemptsPerHour: number;
}

export interface RetentionConfig {
  /** Null: for ever. Captures that a version rests on are kept for ever in any case. */
  readonly captureDays: number | null;
  readonly failedBodyDays: number;
  readonly backups: number;
}

export interface HealthConfig {
  readonly failuresInARow: number;
  readonly unseenHours: number;
  readonly unchangedDays: number;
  readonly minWords: number;
  readonly minFreeMegabytes: number;
  /** Who is told when the watching itself is in trouble. */
  readonly notify: readonly string[];
}

export interface DeadlinesConfig {
  readonly remindDaysBefore: readonly number[];
  /** Whose public holidays are no working days; ISO 3166-1 alpha-2. */
  readonly holidays: string;
}

export interface TimestampAuthorityConfig {
  readonly url: string | null;
  readonly secondUrl: string | null;
  readonly caFile: string | null;
}

export interface ExplainConfig {
  /** Base address of an OpenAI-compatible service; null: off. */
  readonly url: string | null;
  readonly model: string | null;
  readonly timeoutSeconds: number;
}

/** Words of this installation, added to those that the product knows. */
export interface WordsConfig {
  readonly parties: readonly string[];
  readonly data: readonly string[];
  readonly topics: Readonly<Partial<Record<Topic, readonly string[]>>>;
  readonly material: readonly string[];
}

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** All that can be configured, with the defaults filled in; deeply frozen, no secrets. */
export interface Config {
  /** Absolute path. */
  readonly dataDir: string;
  /** Absolute path. */
  readonly crawlersDir: string;
  readonly contact: string | null;
  readonly language: ReaderLanguage;
  readonly timeZone: string;
  /** Without a trailing slash. */
  readonly baseUrl: string | null;
  readonly logLevel: LogLevel;
  readonly fetch: FetchConfig;
  readonly schedule: ScheduleConfig;
  readonly gate: GateConfig;
  readonly mail: MailConfig;
  readonly digest: DigestConfig;
  readonly deadlines: DeadlinesConfig;
  readonly subscribers: readonly SubscriberEntry[];
  readonly vendors: readonly VendorEntry[];
  readonly webhooks: readonly WebhookEntry[];
  readonly web: WebConfig;
  readonly health: HealthConfig;
  readonly retention: RetentionConfig;
  readonly heartbeatUrl: string | null;
  readonly timestampAuthority: TimestampAuthorityConfig;
  readonly explain: ExplainConfig;
  readonly words: WordsConfig;
}

/** What must not be printed, logged, stored or exported; from the environment only. */
export interface Secrets {
  readonly smtpPassword: string | null;
  /** Signs sessions and unsubscribe links. */
  readonly signing: string | null;
  readonly dkimKey: string | null;
  readonly explainApiKey: string | null;
  /** `user:password` for the proxy. */
  readonly proxyCredentials: string | null;
  /** Name → token of the JSON API. */
  readonly apiTokens: Readonly<Record<string, string>>;
  /** Webhook name → signing secrets, newest first (two while one is being replaced), and the address where it is secret. */
  readonly webhooks: Readonly<Record<string, { readonly signing: readonly string[]; readonly url: string | null }>>;
}

export const origins = ['default', 'file', 'env', 'flag'] as const;
/** Where a value came from. */
export type Origin = (typeof origins)[number];
