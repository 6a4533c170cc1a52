import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const src = path.resolve(import.meta.dirname, '../../src');

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split(path.sep).join('/'))
  .toSorted();

interface Import {
  readonly from: string;
  readonly target: string;
}

const specifier = /(?:from|import)\s*\(?\s*'([^'\n]{1,200})'/gu;

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(path.join(src, file), 'utf8');
  return [...text.matchAll(specifier)].map((match) => ({ from: file, target: match[1] ?? '' }));
}

/** The room that an import leads to: a folder of `src/`, `main`, or the package's own name. */
function roomOf(entry: Import): { readonly own: boolean; readonly room: string } {
  if (!entry.target.startsWith('.')) return { own: false, room: entry.target };
  const resolved = path.posix.normalize(path.posix.join(path.posix.dirname(entry.from), entry.target));
  return { own: true, room: resolved.includes('/') ? (resolved.split('/')[0] ?? '') : resolved };
}

const all = files.flatMap(importsOf).map((entry) => ({ ...entry, ...roomOf(entry), home: entry.from.includes('/') ? (entry.from.split('/')[0] ?? '') : entry.from }));
const ownImports = all.filter((entry) => entry.own);
const packageImports = all.filter((entry) => !entry.own);

const rooms = ['domain', 'config', 'registry', 'schedule', 'fetch', 'extract', 'clauses', 'gate', 'diff', 'storage', 'notify'];
const pureRooms = ['domain', 'extract', 'clauses', 'gate', 'diff', 'schedule'];
const doors = ['cli', 'daemon', 'web'];

const lines = (found: readonly Import[]): readonly string[] => found.map((entry) => `${entry.from} → ${entry.target}`);

test('every room was seen, and the files in it were counted', () => {
  const homes = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
  expect([...homes].toSorted()).toEqual([...rooms, 'app', ...doors].toSorted());
  expect(files.length).toBeGreaterThan(100);
  expect(ownImports.length).toBeGreaterThan(files.length);
});

test('domain imports nothing', () => {
  expect(lines(all.filter((entry) => entry.home === 'domain' && entry.room !== 'domain'))).toEqual([]);
});

test('a room imports domain and itself only', () => {
  const strays = ownImports.filter((entry) => rooms.includes(entry.home) && entry.room !== 'domain' && entry.room !== entry.home);
  expect(lines(strays)).toEqual([]);
});

test('nobody but main knows a door, but for the door itself', () => {
  const strays = ownImports.filter((entry) => doors.includes(entry.room) && entry.home !== entry.room && entry.home !== 'main.ts' && !(entry.home === 'cli' || entry.home === 'daemon'));
  expect(lines(strays)).toEqual([]);
});

test('a door knows the use cases, the words, the settings, and reads the store; the chain between is not its business', () => {
  const known = ['app', 'domain', 'config', 'storage', ...doors];
  expect(lines(ownImports.filter((entry) => doors.includes(entry.home) && !known.includes(entry.room)))).toEqual([]);
});

test('pure rooms read no clock, no file, no network and no chance', () => {
  const nodeModules = packageImports.filter((entry) => pureRooms.includes(entry.home) && entry.target.startsWith('node:') && entry.target !== 'node:crypto' && entry.target !== 'node:buffer');
  expect(lines(nodeModules)).toEqual([]);
  const impure = files
    .filter((file) => pureRooms.includes(file.split('/')[0] ?? ''))
    .filter((file) => /\b(?:Date\.now|new Date\(\)|Math\.random|performance\.now|setTimeout|fetch\()/u.test(readFileSync(path.join(src, file), 'utf8')));
  expect(impure).toEqual([]);
});

test('SQL stays in storage, mail in the mailer, the environment in config', () => {
  const outside = (room: string, packages: readonly string[]): readonly Import[] =>
    packageImports.filter((entry) => packages.includes(entry.target) && entry.home !== room);
  expect(lines(outside('storage', ['kysely', 'better-sqlite3']))).toEqual([]);
  expect(lines(packageImports.filter((entry) => entry.target === 'nodemailer' && entry.from !== 'notify/mailer.ts'))).toEqual([]);
  const environment = files.filter((file) => !file.startsWith('config/') && readFileSync(path.join(src, file), 'utf8').includes('process.env'));
  expect(environment).toEqual([]);
});
