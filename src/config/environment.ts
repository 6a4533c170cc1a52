import { nearestNames } from '../domain/nearest.ts';

/** What the process was started with; nobody else asks the process for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The only place where the process's environment is read. */
export function readEnvironment(): Environment {
  return Object.freeze({ ...process.env });
}

export interface EnvironmentOption {
  readonly name: string;
  readonly path: readonly string[];
  readonly kind: 'text' | 'number' | 'boolean';
}

/** Options that a container or a service manager sets without a file. */
export const environmentOptions: readonly EnvironmentOption[] = [
  { name: 'CLAUSEWATCH_DATA_DIR', path: ['dataDir'], kind: 'text' },
  { name: 'CLAUSEWATCH_CRAWLERS_DIR', path: ['crawlersDir'], kind: 'text' },
  { name: 'CLAUSEWATCH_CONTACT', path: ['contact'], kind: 'text' },
  { name: 'CLAUSEWATCH_LANGUAGE', path: ['language'], kind: 'text' },
  { name: 'CLAUSEWATCH_TIME_ZONE', path: ['timeZone'], kind: 'text' },
  { name: 'CLAUSEWATCH_BASE_URL', path: ['baseUrl'], kind: 'text' },
  { name: 'CLAUSEWATCH_LOG_LEVEL', path: ['logLevel'], kind: 'text' },
  { name: 'CLAUSEWATCH_WEB_HOST', path: ['web', 'host'], kind: 'text' },
  { name: 'CLAUSEWATCH_WEB_PORT', path: ['web', 'port'], kind: 'number' },
  { name: 'CLAUSEWATCH_SMTP_HOST', path: ['mail', 'host'], kind: 'text' },
  { name: 'CLAUSEWATCH_SMTP_PORT', path: ['mail', 'port'], kind: 'number' },
  { name: 'CLAUSEWATCH_SMTP_USER', path: ['mail', 'user'], kind: 'text' },
  { name: 'CLAUSEWATCH_MAIL_FROM', path: ['mail', 'from'], kind: 'text' },
  { name: 'CLAUSEWATCH_HEARTBEAT_URL', path: ['heartbeatUrl'], kind: 'text' },
  { name: 'CLAUSEWATCH_BROWSER_PATH', path: ['fetch', 'browserPath'], kind: 'text' },
];

export const configFileVariable = 'CLAUSEWATCH_CONFIG';

export const secretVariables = {
  smtpPassword: 'CLAUSEWATCH_SMTP_PASSWORD',
  signing: 'CLAUSEWATCH_SECRET',
  dkimKeyFile: 'CLAUSEWATCH_DKIM_KEY_FILE',
  explainApiKey: 'CLAUSEWATCH_EXPLAIN_API_KEY',
  proxyCredentials: 'CLAUSEWATCH_PROXY_CREDENTIALS',
  apiTokenPrefix: 'CLAUSEWATCH_API_TOKEN_',
  webhookSecretPrefix: 'CLAUSEWATCH_WEBHOOK_SECRET_',
  webhookUrlPrefix: 'CLAUSEWATCH_WEBHOOK_URL_',
} as const;

/** `legal-team` → `LEGAL_TEAM`, as the end of a variable's name. */
export function variableEnding(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

const prefix = 'CLAUSEWATCH_';

/**
 * The variables that are ours, without the blanks and the quotes that `.env` files and secret stores leave around a
 * value. A value that is empty then counts as not set.
 *
 * @returns the values by name, and a sentence for each that was trimmed, is empty or has an unknown name; no value is
 *   repeated in them
 */
export function ownVariables(environment: Environment): { readonly values: ReadonlyMap<string, string>; readonly warnings: readonly string[] } {
  const values = new Map<string, string>();
  const warnings: string[] = [];
  const exact: readonly string[] = [
    ...environmentOptions.map((option) => option.name), configFileVariable,
    secretVariables.smtpPassword, secretVariables.signing, secretVariables.dkimKeyFile, secretVariables.explainApiKey, secretVariables.proxyCredentials,
  ];
  const prefixes: readonly string[] = [secretVariables.apiTokenPrefix, secretVariables.webhookSecretPrefix, secretVariables.webhookUrlPrefix];
  for (const [name, given] of Object.entries(environment)) {
    if (given === undefined || !name.startsWith(prefix)) continue;
    if (!exact.includes(name) && !prefixes.some((start) => name.startsWith(start) && name.length > start.length)) {
      const near = nearestNames(name, exact, 1)[0];
      warnings.push(`${name} is no variable that is read${near === undefined ? '' : `; did you mean ${near}`}${near === undefined ? '.' : '?'}`);
      continue;
    }
    let value = given.trim();
    const quote = value[0];
    if (value.length >= 2 && (quote === '"' || quote === "'") && value.endsWith(quote)) value = value.slice(1, -1).trim();
    if (value === '') {
      warnings.push(`${name} is empty and counts as not set.`);
      continue;
    }
    if (value !== given) warnings.push(`${name} had blanks, a line break or quotes around its value; they were left out.`);
    values.set(name, value);
  }
  return { values, warnings };
}
