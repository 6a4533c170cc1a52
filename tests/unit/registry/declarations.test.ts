import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkYamlFile } from '../../../src/config/checked-yaml.ts';
import { UsageError } from '../../../src/domain/problem.ts';
import type { Declarations } from '../../../src/registry/load-declarations.ts';
import { loadDeclarations, readDeclarations } from '../../../src/registry/load-declarations.ts';
import { selectorProblem } from '../../../src/registry/selector.ts';

const crawlers = path.resolve(import.meta.dirname, '../../../crawlers');
const rejected = path.join(import.meta.dirname, 'rejected');

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'clausewatch-crawlers-'));
  folders.push(folder);
  return folder;
}

/** Writes the files to a folder of their own and reads them as declarations. */
function declared(files: Readonly<Record<string, string>>): Declarations {
  const folder = newFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return readDeclarations(folder, checkYamlFile);
}

function saidOf(read: Declarations): readonly string[] {
  return read.kind === 'good' ? [] : read.problems.map((problem) => (problem.mend === null ? problem.message : `${problem.message} ${problem.mend}`));
}

describe('the vendors that come with the product', () => {
  const read = readDeclarations(crawlers, checkYamlFile);
  const vendors = read.kind === 'good' ? read.vendors : [];

  test('are read without a fault', () => {
    expect(saidOf(read)).toEqual([]);
    expect(read.kind === 'good' ? read.warnings : null).toEqual([]);
  });

  test('are the five Dutch ones, with the addresses at which they publish', () => {
    expect(Object.fromEntries(vendors.map((vendor) => [vendor.name, vendor.policies.map((policy) => [policy.slug, policy.type, policy.source.url])]))).toEqual({
      Appointlet: [['appointlet/privacy-policy', 'Privacy Policy', 'https://www.appointlet.com/nl/privacy-policy']],
      SharpSpring: [['sharpspring/privacy-policy', 'Privacy Policy', 'https://nl.sharpspring.com/legal/privacy/']],
      SMARTe: [
        ['smarte/privacy-policy', 'Privacy Policy', 'https://smarteprivacy.com/nl/'],
        ['smarte/privacy-policy-en', 'Privacy Policy', 'https://smarteprivacy.com/'],
        ['smarte/privacy-policy-de', 'Privacy Policy', 'https://smarteprivacy.com/de'],
      ],
      'Spesh Now': [['spesh-now/privacy-policy', 'Privacy Policy', 'https://now.spesh.nl/p/privacy_policy']],
      Spryng: [['spryng/privacy-policy', 'Privacy Policy', 'https://www.spryng.nl/privacy-policy/']],
    });
  });

  test('are told of in the README, field by field', () => {
    const readme = readFileSync(path.join(crawlers, 'README.md'), 'utf8');
    for (const field of ['name', 'home', 'tags', 'owner', 'tier', 'notice', 'contractDate', 'policies', 'type', 'url', 'variant', 'render', 'select', 'remove', 'schedule']) expect(readme).toContain(field);
  });
});

describe('a bad declaration is refused with a sentence', () => {
  /** Each fixture says in its first line, behind "# → ", what must be said of it. */
  for (const name of readdirSync(rejected).filter((file) => file.endsWith('.yaml'))) {
    test(name, () => {
      const text = readFileSync(path.join(rejected, name), 'utf8');
      const expected = text.split('\n').filter((line) => line.startsWith('# → ')).map((line) => line.slice(4));
      expect(expected.length).toBeGreaterThan(0);
      expect(saidOf(declared({ [name]: text }))).toEqual(expected);
    });
  }
});

const plain = (name: string, url: string): string => `name: ${name}\npolicies:\n  - type: Privacy Policy\n    url: ${url}\n`;

describe('faults that only several files show', () => {
  test('G04 one address, however it is spelt', () => {
    expect(saidOf(declared({ 'acme.yaml': plain('Acme', 'https://acme.example/privacy'), 'other.yaml': plain('Other', 'HTTP://ACME.example:80/Privacy/?utm_source=x#top') }))).toEqual([
      'other.yaml:4:10: policies[0].url: this address is watched already (acme.yaml, policies[0]), however it is spelt. Remove one of the two.',
    ]);
  });

  test('G05 one vendor in two files', () => {
    expect(saidOf(declared({ 'acme.yaml': plain('Acme', 'https://acme.example/privacy'), 'acme-nl.yaml': plain('ACME', 'https://acme.example/terms') }))).toEqual([
      'acme.yaml:1:7: name: acme-nl.yaml declares the vendor "Acme" too. Put all its policies into one file.',
    ]);
  });

  test('problems of all files come at once', () => {
    expect(saidOf(declared({ 'a.yaml': 'name: A\n', 'b.yaml': 'nam: B\npolicies: []\n', 'c.yaml': plain('C', 'https://c.example/privacy') }))).toEqual([
      'a.yaml:1:1: policies: is missing. What is watched.',
      'b.yaml:1:1: name: is missing. As people know the vendor.',
      'b.yaml:1:1: nam: is no known option. Did you mean "name"?',
      'b.yaml:2:11: policies: needs at least 1 entries.',
    ]);
  });

  test('a name of a file that is no short name, and an ending that is not read', () => {
    expect(saidOf(declared({ 'Acme BV.yaml': plain('A', 'https://a.example/p'), 'beta.yml': plain('B', 'https://b.example/p') }))).toEqual([
      'Acme BV.yaml: the name of the file is no short name for a vendor. Use lower-case letters, digits and single hyphens, such as acme-bv.yaml.',
      'beta.yml: the file is not read, as its name ends in .yml. Rename it to end in .yaml.',
    ]);
  });
});

test('one page may hold two policies that are cut out by their own selectors', () => {
  const read = declared({ 'acme.yaml': 'name: Acme\npolicies:\n  - { type: Privacy Policy, url: "https://acme.example/legal", select: ["#privacy"] }\n  - { type: Trackers Policy, url: "https://acme.example/legal", select: ["#cookies"] }\n' });
  expect(saidOf(read)).toEqual([]);
});

test('everything that a declaration may say arrives', () => {
  const read = declared({
    'acme.yaml': [
      'name: Acme', 'home: acme.example', 'tags: [crm]', 'owner: Noor Jansen', 'tier: high', 'notice: { days: 30 }', 'contractDate: 2025-04-01', 'policies:',
      '  - type: Terms of Service', '    url: https://acme.example/terms?utm_source=x#top', '    variant: business', '    render: browser', '    select: [main]', '    remove: [".menu", "#chat"]',
      '    schedule: "0 7 * * *"', '    tags: [legal]', '    notice: { days: 10, count: working }',
    ].join('\n'),
  });
  expect(read.kind === 'good' ? read.vendors : saidOf(read)).toEqual([{
    slug: 'acme', name: 'Acme', homeUrl: 'https://acme.example/', tags: ['crm'], owner: 'Noor Jansen', tier: 'high', notice: { days: 30, count: 'calendar' }, contractDate: '2025-04-01',
    policies: [{
      slug: 'acme/terms-of-service-business', type: 'Terms of Service', source: { url: 'https://acme.example/terms', render: 'browser', select: ['main'], remove: ['.menu', '#chat'] },
      schedule: '0 7 * * *', tags: ['legal'], notice: { days: 10, count: 'working' },
    }],
  }]);
});

test('a host that may pass for another is read with a warning', () => {
  const read = declared({ 'acme.yaml': plain('Acme', 'https://\u0430cme.example/privacy') });
  expect(read.kind === 'good' ? read.warnings.join() : '').toContain('mixes letters');
});

test('a folder that does not exist declares nobody', () => {
  expect(loadDeclarations(path.join(tmpdir(), 'clausewatch-nowhere'), checkYamlFile)).toEqual([]);
});

test('loading stops with an error of the call that names everything', () => {
  const folder = newFolder();
  writeFileSync(path.join(folder, 'a.yaml'), 'name: A\n');
  expect(() => loadDeclarations(folder, checkYamlFile)).toThrow(UsageError);
  expect(() => loadDeclarations(folder, checkYamlFile)).toThrow('a.yaml:1:1: policies: is missing.');
});

test('G06 X24 selectors that are wrong or could run for minutes are refused', () => {
  expect(selectorProblem('main article, #content > .policy:not(.draft)')).toBeNull();
  expect(selectorProblem('main:has(h1)')).toBeNull();
  let nested = 'div';
  for (let depth = 0; depth < 50; depth += 1) nested = `:has(${nested})`;
  for (const bad of ['', 'a[[', 'p:unknown(1)', nested, ':has(a):has(b)', 'x'.repeat(301)]) expect(selectorProblem(bad), bad).not.toBeNull();
});
