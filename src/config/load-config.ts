import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LocatedProblem } from '../domain/problem.ts';
import { UsageError } from '../domain/problem.ts';
import { checkYaml, checkYamlFile } from './checked-yaml.ts';
import type { Config, DigestCadence, Origin, Secrets } from './config.ts';
import type { Environment } from './environment.ts';
import { configFileVariable, environmentOptions, ownVariables } from './environment.ts';
import { fieldName } from './schema-shape.ts';
import type { ConfigFile } from './schema.ts';
import { configSchema } from './schema.ts';
import { secretKeyWord, secretValueWord } from './secret-in-file.ts';
import { readSecrets } from './secrets.ts';

/** Everything that is wrong with a configuration, at once. */
export class ConfigError extends UsageError {
  readonly problems: readonly LocatedProblem[];
  constructor(problems: readonly LocatedProblem[]) {
    const lines = problems.map((problem) => `${problem.message}${problem.mend === null ? '' : ` ${problem.mend}`}`);
    super({ code: 'config', retryable: false, message: lines.join('\n'), mend: null });
    this.problems = problems;
  }
}

export interface LoadOptions {
  /** From `--config`; null: `CLAUSEWATCH_CONFIG`, else one of the usual places, else the defaults alone. */
  readonly file: string | null;
  readonly env: Environment;
  /** From `--data-dir`. */
  readonly dataDir: string | null;
  /** Absolute; relative paths are taken from here. */
  readonly cwd: string;
}

export interface LoadedConfig {
  readonly config: Config;
  readonly secrets: Secrets;
  /** Absolute path of the file that was read; null: none. */
  readonly file: string | null;
  /** Where each option that is not a default came from, by its name (`mail.port`). */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Sentences for the operator; nothing in them is secret. */
  readonly warnings: readonly string[];
}

/** Where a configuration is sought when none is named, in this order. */
const usualFiles = ['clausewatch.yaml', 'config/clausewatch.yaml'] as const;

const digestCron: Readonly<Record<DigestCadence, string>> = { daily: '0 7 * * *', weekly: '0 7 * * 1', monthly: '0 7 1 * *' };

/** What an empty file gives. */
export const defaultConfigFile: ConfigFile = configSchema.parse({});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) frozen(item);
  }
  return value;
}

function fromVariable(text: string, kind: 'text' | 'number' | 'boolean'): string | number | boolean {
  if (kind === 'number' && /^-?\d{1,15}(?:\.\d{1,6})?$/u.test(text)) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/**
 * Reads the configuration: file, environment and flags, in rising order of weight.
 *
 * @returns the configuration, deeply frozen, and the secrets apart from it
 * @throws ConfigError with all problems at once, each with its place
 */
export function loadConfig(options: LoadOptions): LoadedConfig {
  const own = ownVariables(options.env);
  const named = options.file ?? own.values.get(configFileVariable) ?? null;
  const found = named ?? usualFiles.find((candidate) => existsSync(path.resolve(options.cwd, candidate))) ?? null;

  const origins = new Map<string, Origin>();
  const overlay: { path: readonly string[]; value: unknown; from: string }[] = [];
  for (const option of environmentOptions) {
    const text = own.values.get(option.name);
    if (text === undefined) continue;
    overlay.push({ path: option.path, value: fromVariable(text, option.kind), from: option.name });
    origins.set(fieldName(option.path), 'env');
  }
  if (options.dataDir !== null) {
    overlay.push({ path: ['dataDir'], value: options.dataDir, from: '--data-dir' });
    origins.set('dataDir', 'flag');
  }

  const checking = { file: found ?? 'configuration', schema: configSchema, onUnknownKey: secretKeyWord, onValue: secretValueWord, overlay };
  const checked = found === null ? checkYaml('', checking) : checkYamlFile(path.resolve(options.cwd, found), checking);
  const read = readSecrets(own.values, checked.kind === 'good' ? checked.value.webhooks : []);
  const problems = [...(checked.kind === 'bad' ? checked.problems : []), ...read.problems];
  if (checked.kind === 'bad' || problems.length > 0) throw new ConfigError(problems);

  noteOrigins(checked.raw, [], origins);
  return Object.freeze({
    config: configOf(checked.value, options.cwd),
    secrets: read.secrets,
    file: found === null ? null : path.resolve(options.cwd, found),
    origins,
    warnings: Object.freeze([...own.warnings, ...read.warnings]),
  });
}

/** Fills in what depends on other options and on where the process stands. */
export function configOf(file: ConfigFile, cwd: string): Config {
  const baseUrl = file.baseUrl;
  return frozen<Config>({
    ...file,
    dataDir: path.resolve(cwd, file.dataDir),
    crawlersDir: path.resolve(cwd, file.crawlersDir),
    baseUrl: baseUrl === null ? null : baseUrl.endsWith('/') ? baseUrl.slice(0, -1) : baseUrl,
    digest: { ...file.digest, cron: file.digest.cron ?? digestCron[file.digest.cadence], timeZone: file.digest.timeZone ?? file.timeZone },
  });
}

function noteOrigins(raw: unknown, at: readonly PropertyKey[], origins: Map<string, Origin>): void {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) {
    for (const [key, value] of Object.entries(raw)) noteOrigins(value, [...at, key], origins);
    return;
  }
  const field = fieldName(at);
  if (field !== '' && !origins.has(field)) origins.set(field, 'file');
}
