import type { z } from 'zod';
import { defaultConfigFile } from './load-config.ts';
import { bareType, descriptionOf, entryTypeOf, optionsOf } from './schema-shape.ts';
import { configSchema } from './schema.ts';
import { inlineYaml } from './yaml-text.ts';

/** Values for what has no default, so that the sample entries of lists can be read. */
const samples: Readonly<Record<string, unknown>> = {
  'subscribers.name': 'Noor Jansen', 'subscribers.address': 'noor@example.org', 'subscribers.quiet': { from: '20:00', until: '07:00' },
  'vendors.vendor': 'spryng', 'vendors.notice': { days: 30, count: 'calendar' }, 'vendors.contractDate': '2025-04-01',
  'webhooks.name': 'legal-team', 'webhooks.url': 'https://hooks.example.org/clausewatch',
};

const head = `# Every option with its default and the reason it is there. Copy what you want to change; the rest may be left out.
# Read from --config, else CLAUSEWATCH_CONFIG, else clausewatch.yaml, else config/clausewatch.yaml.
# Secrets are never read from here but from the environment: CLAUSEWATCH_SMTP_PASSWORD, CLAUSEWATCH_SECRET,
# CLAUSEWATCH_DKIM_KEY_FILE, CLAUSEWATCH_EXPLAIN_API_KEY, CLAUSEWATCH_PROXY_CREDENTIALS, CLAUSEWATCH_API_TOKEN_<NAME>,
# CLAUSEWATCH_WEBHOOK_SECRET_<NAME> and CLAUSEWATCH_WEBHOOK_URL_<NAME>.
`;

function sampleEntry(name: string, entry: Readonly<Record<string, z.ZodType>>): readonly string[] {
  const lines = Object.entries(entry).map(([key, type]) => {
    const fallback = type.safeParse(undefined);
    const value = samples[`${name}.${key}`] ?? (fallback.success ? fallback.data : null);
    return `${key}: ${inlineYaml(value)}  # ${insideOf(type)}${descriptionOf(type) ?? ''}`;
  });
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

/** The reasons of options within an option that stands on one line. */
function insideOf(type: unknown): string {
  const inner = optionsOf(bareType(type));
  if (inner === null) return '';
  return Object.entries(inner).map(([key, option]) => `${key}: ${descriptionOf(option) ?? ''} `).join('');
}

function linesOf(options: Readonly<Record<string, z.ZodType>>, values: Readonly<Record<string, unknown>>, depth: number): readonly string[] {
  const indent = '  '.repeat(depth);
  let afterSection = false;
  return Object.entries(options).flatMap(([key, type]) => {
    const note = `${indent}# ${descriptionOf(type) ?? ''}`;
    const value = values[key];
    const section = optionsOf(type);
    if (section !== null && typeof value === 'object' && value !== null) {
      afterSection = true;
      return [...(depth === 0 ? [''] : []), note, `${indent}${key}:`, ...linesOf(section, Object.fromEntries(Object.entries(value)), depth + 1)];
    }
    const entry = optionsOf(entryTypeOf(type));
    const gap = depth === 0 && afterSection ? [''] : [];
    afterSection = entry !== null;
    if (entry === null) return [...gap, note, `${indent}${key}: ${inlineYaml(value)}`];
    return ['', note, `${indent}${key}: []`, ...sampleEntry(key, entry).map((line) => `${indent}#${line}`)];
  });
}

/** The example file: every option of the schema with its default and its reason; entries of lists as comments. */
export function exampleText(): string {
  return [head, ...linesOf(configSchema.shape, { ...defaultConfigFile }, 0), ''].join('\n');
}
