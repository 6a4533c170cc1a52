import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { checkYaml, checkYamlFile } from '../../../src/config/checked-yaml.ts';
import { configSchema } from '../../../src/config/schema.ts';

const options = { file: 'clausewatch.yaml', schema: configSchema };

function messagesOf(text: string): readonly string[] {
  const checked = checkYaml(text, options);
  return checked.kind === 'good' ? [] : checked.problems.map((problem) => (problem.mend === null ? problem.message : `${problem.message} ${problem.mend}`));
}

test('every problem is reported at once, each with its line, its column and its option', () => {
  const text = [
    'fetch:',
    '  pauseSecond: 3',
    '  parallelHosts: many',
    'digest:',
    '  cadence: weekyl',
    'subscribers:',
    '  - name: Noor',
    '    address: "noor@example.org\\r\\nBcc: evil@example.net"',
    '  - address: noor@example.org',
    'web: { port: 99999, host: [a] }',
    'languge: nl',
  ].join('\n');
  expect(messagesOf(text)).toEqual([
    'clausewatch.yaml:2:3: fetch.pauseSecond: is no known option. Did you mean "pauseSeconds"?',
    'clausewatch.yaml:3:18: fetch.parallelHosts: must be a number, not text.',
    'clausewatch.yaml:5:12: digest.cadence: must be one of daily, weekly, monthly. Did you mean "weekly"?',
    'clausewatch.yaml:8:14: subscribers[0].address: holds a control character or a line break.',
    'clausewatch.yaml:9:5: subscribers[1].name: is missing. As greeted.',
    'clausewatch.yaml:10:14: web.port: must be at most 65535.',
    'clausewatch.yaml:10:27: web.host: must be text, not a list.',
    'clausewatch.yaml:11:1: languge: is no known option. Did you mean "language"?',
  ]);
});

test('G01 a key that stands twice is named at its second place', () => {
  expect(messagesOf('web:\n  port: 8000\n  port: 8001\nweb:\n  port: 8002\n')).toEqual([
    'clausewatch.yaml:3:3: web.port: stands twice in its section. Keep one of the two.',
    'clausewatch.yaml:4:1: web: stands twice in its section. Keep one of the two.',
  ]);
});

test.each([
  ['a tab', 'web:\n\tport: 8000\n', 'clausewatch.yaml:2:1: a tab stands where YAML wants spaces; indent with spaces.'],
  ['a second name on a line', 'web: port: 8000\n', 'clausewatch.yaml:1:6: a second name stands on the line of the first; begin a new line or put the text in quotes.'],
  ['an open quote', 'dataDir: "data\n', 'clausewatch.yaml:2:1: a quote, bracket or comma is missing here or above.'],
  ['two documents', 'language: nl\n---\nlanguage: en\n', 'clausewatch.yaml:2:1: the file holds more than one document ("---"); keep one.'],
  ['a list instead of options', '- nl\n', 'clausewatch.yaml:1:1: must hold options, one "name: value" a line.'],
  ['a word instead of options', 'nl\n', 'clausewatch.yaml:1:1: must hold options, one "name: value" a line.'],
  ['an alias to nothing', 'contact: *me\n', 'clausewatch.yaml:1:10: an alias (*name) points to nothing; put text that begins with * in quotes.'],
  ['an alias within what it names', 'web: &web\n  host: *web\n', 'clausewatch.yaml:2:9: an alias (*name) stands within what it names, so it would never end. Write the value out instead.'],
  ['a prototype key', '__proto__: { polluted: true }\n', 'clausewatch.yaml:1:1: __proto__: is no known option.'],
])('%s gives one clear sentence', (_, text, sentence) => {
  expect(messagesOf(text)).toEqual([sentence]);
});

test('G01 aliases that grow into millions of values are refused at once', () => {
  const names = [...'abcdefghi'];
  const bomb = names.map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*${names[index - 1]}`)).join(', ')}]`).join('\n');
  const begun = performance.now();
  expect(messagesOf(bomb)).toEqual(['clausewatch.yaml: its aliases (*name) grow into far more than was written. Write the values out instead.']);
  expect(messagesOf(`words:\n  parties: &p [a]\n  material: [${Array.from({ length: 500 }, () => '*p').join(', ')}]\n`)).toHaveLength(1);
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('a modest alias is read', () => {
  const checked = checkYaml('words:\n  parties: &names [Acme]\n  material: *names\n', options);
  expect(checked.kind === 'good' ? checked.value.words.material : null).toEqual(['Acme']);
});

test.each([['['.repeat(100_000)], ['{'.repeat(5000)], [`web: ${'['.repeat(30)}${']'.repeat(30)}`]])('nesting without end is one problem, not a crash', (text) => {
  const messages = messagesOf(text);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(/nested/u);
});

test('G02 a file full of unknown keys is told in a bounded number of sentences, without hanging', { timeout: 60_000 }, () => {
  const text = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n');
  const checked = checkYaml(text, options);
  expect(checked.kind === 'bad' ? checked.problems.length : 0).toBe(100);
});

function said(file: string): readonly string[] {
  const checked = checkYamlFile(file, options);
  return checked.kind === 'good' ? [] : checked.problems.map((problem) => problem.message);
}

test('G01 a file of 100 MB, a folder, a missing file and a binary file are each one sentence', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'clausewatch-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const large = path.join(folder, 'large.yaml');
  writeFileSync(large, '');
  truncateSync(large, 100 * 1024 * 1024);
  const binary = path.join(folder, 'binary.yaml');
  writeFileSync(binary, Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  expect(said(large)).toEqual(['clausewatch.yaml: is 100 MiB large, and at most 4 MiB is taken.']);
  expect(said(folder)).toEqual(['clausewatch.yaml: is a folder.']);
  expect(said(path.join(folder, 'none.yaml'))).toEqual(['clausewatch.yaml: does not exist.']);
  expect(said(binary)).toEqual(['clausewatch.yaml: is no UTF-8 text.']);
});

test('an empty file and options left blank mean the defaults', () => {
  for (const text of ['', '# nothing yet\n', 'mail:\nfetch:\nsubscribers:\nweb:\n  port:\n']) {
    const checked = checkYaml(text, options);
    expect(checked.kind === 'good' ? checked.value : checked.problems).toEqual(configSchema.parse({}));
  }
});

test('whatever the text, there is an answer and no exception', () => {
  const pieces = fc.constantFrom('web', ':', ' ', '\n', '  ', '-', '[', ']', '{', '}', '&a', '*a', '"', "'", '|', '>', '#', '---', '\t', 'port', '1', '!!int', '? ', '<<', '%', '\u0000', 'é');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
    const checked = checkYaml(parts.join(''), options);
    return checked.kind === 'good' || checked.problems.every((problem) => problem.message.startsWith('clausewatch.yaml') && problem.message.length > 20);
  }), { numRuns: 500 });
});
