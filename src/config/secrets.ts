import { readFileSync, statSync } from 'node:fs';
import type { LocatedProblem } from '../domain/problem.ts';
import type { Config, Secrets, WebhookEntry } from './config.ts';
import { secretVariables, variableEnding } from './environment.ts';

const placeholders = new Set([
  'changeme', 'change-me', 'change_me', 'changeit', 'password', 'passwd', 'secret', 'mysecret', 'my-secret', 'token', 'todo', 'tbd', 'example',
  'placeholder', 'default', 'test', 'admin', 'null', 'undefined', 'none', 'replace-me', 'replaceme', 'insert-here', '123456', '12345678',
]);

/** Whether a value is one of those that stand in examples and were never replaced. */
export function isPlaceholder(value: string): boolean {
  const plain = value.toLowerCase();
  return placeholders.has(plain) || /^(?:<[^<>]{0,200}>|\$\{?[a-z_]{1,100}\}?|[x*.]{3,200}|(?:your|my|the)[-_ ][a-z_ -]{1,100})$/u.test(plain);
}

const secretProblem = (variable: string, sentence: string, mend: string): LocatedProblem => ({
  code: 'config-secret', retryable: false, message: `${variable} ${sentence}.`, mend, file: variable, line: null, column: null, field: '',
});

/** 256 bits in hexadecimal or base64 are 64 or 43 characters; 32 is where guessing is out of reach for any alphabet. */
const shortestSigningSecret = 32;
const randomHint = 'Make one with: openssl rand -hex 32';

/**
 * Takes the secrets out of the variables.
 *
 * @returns the secrets, and a problem for each that is a placeholder, too short or unreadable; values are never repeated
 */
export function readSecrets(
  values: ReadonlyMap<string, string>,
  webhooks: readonly Pick<WebhookEntry, 'name'>[],
): { readonly secrets: Secrets; readonly problems: readonly LocatedProblem[]; readonly warnings: readonly string[] } {
  const problems: LocatedProblem[] = [];
  const warnings: string[] = [];
  const take = (name: string): string | null => {
    const value = values.get(name);
    if (value === undefined) return null;
    if (!isPlaceholder(value)) return value;
    problems.push(secretProblem(name, 'still holds a placeholder', 'Set the real value, or remove the variable.'));
    return null;
  };
  const strong = (name: string, value: string | null): string | null => {
    if (value === null || (value.length >= shortestSigningSecret && new Set(value).size >= 8)) return value;
    problems.push(secretProblem(name, `is too easily guessed; it needs at least ${shortestSigningSecret} characters, and not a few repeated`, randomHint));
    return null;
  };

  const apiTokens: Record<string, string> = Object.create(null);
  for (const name of values.keys()) {
    if (!name.startsWith(secretVariables.apiTokenPrefix)) continue;
    const token = strong(name, take(name));
    if (token !== null) apiTokens[name.slice(secretVariables.apiTokenPrefix.length).toLowerCase().replaceAll('_', '-')] = token;
  }

  const hooks: Record<string, { readonly signing: readonly string[]; readonly url: string | null }> = Object.create(null);
  const expected = new Set<string>();
  for (const { name } of webhooks) {
    const secretName = secretVariables.webhookSecretPrefix + variableEnding(name);
    const urlName = secretVariables.webhookUrlPrefix + variableEnding(name);
    expected.add(secretName).add(urlName);
    const signing = (take(secretName) ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
    const url = take(urlName);
    if (url !== null && !(/^https?:\/\//iu.test(url) && URL.canParse(url))) problems.push(secretProblem(urlName, 'holds no web address', 'Write it with https:// in front.'));
    hooks[name] = Object.freeze({ signing: Object.freeze(signing.filter((part) => strong(secretName, part) !== null)), url });
  }
  for (const name of values.keys()) {
    if ((name.startsWith(secretVariables.webhookSecretPrefix) || name.startsWith(secretVariables.webhookUrlPrefix)) && !expected.has(name)) {
      warnings.push(`${name} belongs to no webhook in the configuration.`);
    }
  }

  const proxyCredentials = take(secretVariables.proxyCredentials);
  if (proxyCredentials !== null && !proxyCredentials.includes(':')) {
    problems.push(secretProblem(secretVariables.proxyCredentials, 'holds no colon', 'Write it as user:password.'));
  }
  const secrets: Secrets = {
    smtpPassword: take(secretVariables.smtpPassword),
    signing: strong(secretVariables.signing, take(secretVariables.signing)),
    dkimKey: readKey(take(secretVariables.dkimKeyFile), problems, warnings),
    explainApiKey: take(secretVariables.explainApiKey),
    proxyCredentials,
    apiTokens: Object.freeze(apiTokens),
    webhooks: Object.freeze(hooks),
  };
  return { secrets: sealed(secrets), problems, warnings };
}

function readKey(path: string | null, problems: LocatedProblem[], warnings: string[]): string | null {
  if (path === null) return null;
  const name = secretVariables.dkimKeyFile;
  try {
    const facts = statSync(path);
    if (!facts.isFile() || facts.size > 64 * 1024) {
      problems.push(secretProblem(name, 'names no key file', 'Name a PEM file with a private key.'));
      return null;
    }
    if ((facts.mode & 0o077) !== 0) warnings.push(`The file that ${name} names can be read by others; run: chmod 600 ${path}`);
    const text = readFileSync(path, 'utf8');
    if (/-----BEGIN (?:RSA )?PRIVATE KEY-----/u.test(text)) return text;
    problems.push(secretProblem(name, 'names a file without an unencrypted PEM private key', 'Make one with: openssl genrsa -out dkim.pem 2048'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    problems.push(secretProblem(name, `names a file that cannot be read (${code})`, 'Check its path and its permissions.'));
  }
  return null;
}

const sealedWord = (): string => '[secrets]';

/** Secrets that slip into a log, an error or JSON show as one word. */
function sealed(secrets: Secrets): Secrets {
  Object.defineProperty(secrets, 'toJSON', { value: sealedWord });
  Object.defineProperty(secrets, Symbol.for('nodejs.util.inspect.custom'), { value: sealedWord });
  return Object.freeze(secrets);
}

/** Every secret value, longest first, for those who must keep them out of logs and messages. */
function secretValues(secrets: Secrets): readonly string[] {
  const proxyPassword = secrets.proxyCredentials?.slice(secrets.proxyCredentials.indexOf(':') + 1) ?? null;
  const all = [
    secrets.smtpPassword, secrets.signing, secrets.dkimKey, secrets.explainApiKey, secrets.proxyCredentials, proxyPassword,
    ...Object.values(secrets.apiTokens),
    ...Object.values(secrets.webhooks).flatMap((hook) => [...hook.signing, hook.url]),
  ];
  // A secret of one or two characters would blacken every text and protect nothing.
  return [...new Set(all.filter((value) => value !== null && value.length > 2))].filter((value) => value !== null).toSorted((left, right) => right.length - left.length);
}

/** @returns a function that blackens every secret in a text */
export function maskerOf(secrets: Secrets): (text: string) => string {
  const values = secretValues(secrets);
  return (text) => values.reduce((masked, value) => masked.replaceAll(value, '[secret]'), text);
}

/**
 * What a service that sends mail or serves pages to others must have before it starts, beyond a configuration that
 * reads well.
 */
export function missingForService(config: Config, secrets: Secrets): readonly LocatedProblem[] {
  const problems: LocatedProblem[] = [];
  const isPublic = config.baseUrl !== null || !['127.0.0.1', '::1', 'localhost'].includes(config.web.host);
  if (isPublic && secrets.signing === null) problems.push(secretProblem(secretVariables.signing, 'is not set, and the pages are for others than this machine', randomHint));
  if (config.mail.user !== null && secrets.smtpPassword === null) problems.push(secretProblem(secretVariables.smtpPassword, 'is not set, and mail.user is', 'Set it, or remove mail.user.'));
  if (config.mail.dkim.domain !== null && secrets.dkimKey === null) problems.push(secretProblem(secretVariables.dkimKeyFile, 'is not set, and mail.dkim.domain is', 'Name the key file, or remove mail.dkim.domain.'));
  if (config.mail.host !== null && config.mail.from.endsWith('@localhost')) {
    problems.push({ ...secretProblem('mail.from', 'is still the default, and a mail server is configured', 'Set it to an address of your own domain.'), field: 'mail.from' });
  }
  for (const hook of config.webhooks) {
    const own = secrets.webhooks[hook.name];
    if (hook.url === null && (own?.url ?? null) === null) problems.push(secretProblem(secretVariables.webhookUrlPrefix + variableEnding(hook.name), 'is not set, and the webhook has no url', 'Set it, or give the webhook its url.'));
    if (hook.shape === 'json' && (own?.signing.length ?? 0) === 0) problems.push(secretProblem(secretVariables.webhookSecretPrefix + variableEnding(hook.name), 'is not set, and the webhook is signed with it', randomHint));
  }
  return problems;
}
