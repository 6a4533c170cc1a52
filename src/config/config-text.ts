import type { Config, Origin, Secrets } from './config.ts';
import { secretVariables } from './environment.ts';
import type { LoadedConfig } from './load-config.ts';
import { inlineYaml } from './yaml-text.ts';

export interface ConfigReport {
  readonly file: string | null;
  readonly options: readonly { readonly name: string; readonly value: unknown; readonly origin: Origin }[];
  readonly secrets: readonly { readonly variable: string; readonly isSet: boolean }[];
  readonly warnings: readonly string[];
}

/** An address whose path is all the proof its service asks for, without that path. */
function maskedUrl(url: string): string {
  return URL.canParse(url) && new URL(url).pathname !== '/' ? `${new URL(url).origin}/…` : url;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `mail` → the sections; `mail.port` → the options. Lists are options, whatever they hold. */
function leavesOf(config: Config): readonly { readonly path: readonly string[]; readonly value: unknown }[] {
  const walk = (value: unknown, path: readonly string[]): readonly { readonly path: readonly string[]; readonly value: unknown }[] =>
    isMap(value) ? Object.entries(value).flatMap(([key, item]) => walk(item, [...path, key])) : [{ path, value }];
  return walk(config, []);
}

function shownValue(name: string, value: unknown): unknown {
  if (name === 'heartbeatUrl' && typeof value === 'string') return maskedUrl(value);
  if (name !== 'webhooks' || !Array.isArray(value)) return value;
  return value.map((hook: unknown) => (isMap(hook) && typeof hook['url'] === 'string' ? { ...hook, url: maskedUrl(hook['url']) } : hook));
}

function secretStates(secrets: Secrets): ConfigReport['secrets'] {
  return [
    { variable: secretVariables.smtpPassword, isSet: secrets.smtpPassword !== null },
    { variable: secretVariables.signing, isSet: secrets.signing !== null },
    { variable: secretVariables.dkimKeyFile, isSet: secrets.dkimKey !== null },
    { variable: secretVariables.explainApiKey, isSet: secrets.explainApiKey !== null },
    { variable: secretVariables.proxyCredentials, isSet: secrets.proxyCredentials !== null },
    ...Object.keys(secrets.apiTokens).map((name) => ({ variable: `${secretVariables.apiTokenPrefix}${name.toUpperCase().replaceAll('-', '_')}`, isSet: true })),
    ...Object.entries(secrets.webhooks).flatMap(([name, hook]) => {
      const ending = name.toUpperCase().replaceAll('-', '_');
      return [
        { variable: secretVariables.webhookSecretPrefix + ending, isSet: hook.signing.length > 0 },
        { variable: secretVariables.webhookUrlPrefix + ending, isSet: hook.url !== null },
      ];
    }),
  ];
}

/** What is in force, as data: every option with its origin; of secrets only whether they are set. */
export function configReport(loaded: LoadedConfig): ConfigReport {
  const options = leavesOf(loaded.config).map(({ path, value }) => {
    const name = path.join('.');
    return { name, value: shownValue(name, value), origin: loaded.origins.get(name) ?? 'default' };
  });
  return { file: loaded.file, options, secrets: secretStates(loaded.secrets), warnings: loaded.warnings };
}

/** What is in force, as YAML that could be read again: each option with its origin behind it. */
export function configText(loaded: LoadedConfig): string {
  const report = configReport(loaded);
  const lines: { readonly text: string; readonly note: string }[] = [];
  let open: readonly string[] = [];
  for (const { name, value, origin } of report.options) {
    const path = name.split('.');
    const sections = path.slice(0, -1);
    for (const [depth, section] of sections.entries()) {
      if (open.slice(0, depth + 1).join('.') !== sections.slice(0, depth + 1).join('.')) lines.push({ text: `${'  '.repeat(depth)}${section}:`, note: '' });
    }
    open = sections;
    lines.push({ text: `${'  '.repeat(sections.length)}${path.at(-1) ?? ''}: ${inlineYaml(value)}`, note: origin });
  }
  const width = Math.min(60, Math.max(...lines.map((line) => line.text.length)));
  const body = lines.map(({ text, note }) => (note === '' ? text : `${text.padEnd(width)}  # ${note}`));
  const secrets = report.secrets.map(({ variable, isSet }) => `#   ${variable}: ${isSet ? 'set' : 'not set'}`);
  const head = report.file === null ? '# No configuration file; these are the defaults and what the environment and the call set.' : `# ${report.file}`;
  const warnings = report.warnings.map((warning) => `# Note: ${warning}`);
  return [head, ...warnings, '', ...body, '', '# Secrets, from the environment:', ...secrets, ''].join('\n');
}
