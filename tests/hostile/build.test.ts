import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/*
 * Group Z of the catalogue: what is installed with the program.
 */

interface Lock {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly integrity?: string; readonly hasInstallScript?: boolean; readonly link?: boolean; readonly dev?: boolean }>>;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const read = (name: string): unknown => JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', name), 'utf8'));
const lock = read('package-lock.json') as Lock;
const manifest = read('package.json') as Manifest;
const installed = Object.entries(lock.packages).filter(([name]) => name !== '');

test('Z01 no package runs a script at its installation but those that are named, and we have none of our own', () => {
  const scripted = installed.filter(([, entry]) => entry.hasInstallScript === true).map(([name]) => name.replace(/^.*node_modules\//u, ''));
  expect(scripted.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
  expect(Object.keys(manifest.scripts).filter((name) => ['preinstall', 'install', 'postinstall', 'prepare'].includes(name))).toEqual([]);
});

test('Z02 every package comes from the registry, over https where it says from where, with its hash', () => {
  for (const [name, { resolved, integrity }] of installed) {
    // Left out, it is the registry that npm is set to.
    expect(resolved ?? 'https://registry.npmjs.org/', name).toMatch(/^https:\/\/registry\.npmjs\.org\//u);
    expect(integrity, name).toMatch(/^sha512-/u);
  }
});

test('Z06 every package that we name has one exact version', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/u);
});
