import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkYaml } from '../../../src/config/checked-yaml.ts';
import { configText } from '../../../src/config/config-text.ts';
import { exampleText } from '../../../src/config/example-text.ts';
import { defaultConfigFile, loadConfig } from '../../../src/config/load-config.ts';
import { descriptionOf, entryTypeOf, optionsOf } from '../../../src/config/schema-shape.ts';
import { configSchema } from '../../../src/config/schema.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const file = path.join(root, 'config/clausewatch.example.yaml');
const text = readFileSync(file, 'utf8');

/** Every option that the schema knows, those of list entries included. */
function allOptions(schema: unknown, at: string): readonly { readonly name: string; readonly key: string; readonly type: unknown }[] {
  const options = optionsOf(schema) ?? optionsOf(entryTypeOf(schema));
  if (options === null) return [];
  return Object.entries(options).flatMap(([key, type]) => [{ name: `${at}${key}`, key, type }, ...allOptions(type, `${at}${key}.`)]);
}

test('the example is what the schema says, so it cannot grow old', () => {
  expect(text).toBe(exampleText());
});

test('the example gives the defaults', () => {
  const checked = checkYaml(text, { file, schema: configSchema });
  expect(checked.kind === 'good' ? checked.value : checked.problems).toEqual(defaultConfigFile);
});

test('every option stands in the example with a reason', () => {
  const options = allOptions(configSchema, '');
  expect(options.length).toBeGreaterThan(100);
  for (const { name, key, type } of options) {
    expect(text, name).toMatch(new RegExp(`(?:^|[ #{-])${key}:`, 'mu'));
    expect(descriptionOf(type), name).toMatch(/\S.{3,}\.$/u);
  }
});

test('the sample entries can be read once the comment marks are gone', () => {
  const opened = text.replaceAll(/^(subscribers|vendors|webhooks): \[\]$/gmu, '$1:').replaceAll(/^#(?= {2,})/gmu, '');
  const checked = checkYaml(opened, { file, schema: configSchema });
  expect(checked.kind === 'good' ? [checked.value.subscribers.length, checked.value.vendors.length, checked.value.webhooks.length] : checked.problems).toEqual([1, 1, 1]);
});

test('what is printed as being in force is YAML that reads back to the same', () => {
  const loaded = loadConfig({ file, env: {}, dataDir: null, cwd: root });
  const again = configSchema.parse(parse(configText(loaded)));
  expect({ ...again, dataDir: '', crawlersDir: '' }).toEqual({ ...loaded.config, dataDir: '', crawlersDir: '' });
});
