import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparePages } from '../../../src/app/compare-pages.ts';
import { readFileAsPage } from '../../../src/app/read-file.ts';
import type { CapturedPage } from '../../../src/domain/capture.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clausewatch-compare-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<CapturedPage> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return readFileAsPage(file);
}

const policy = 'Privacyverklaring\n\nWij bewaren uw gegevens dertig dagen.\n';

test.each([
  ['a program', 'program.bin', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0xff, 0xfe])],
  ['a damaged PDF', 'scan.pdf', '%PDF-1.7\nnothing more'],
  ['a page that is empty without its scripts', 'shell.html', '<!doctype html><html><body><div id="root"></div></body></html>'],
])('%s is refused beside a policy, whose every clause would else be told as removed', async (_what, name, content) => {
  const [old, unreadable] = [await fileOf('old.txt', policy), await fileOf(name, content)];
  await expect(comparePages(old, unreadable, null)).rejects.toThrow(`${name} holds no text to compare.`);
  await expect(comparePages(unreadable, old, null)).rejects.toThrow(`${name} holds no text to compare.`);
});

test('a text file that was emptied is compared: there everything is gone', async () => {
  const { changes } = await comparePages(await fileOf('full.txt', policy), await fileOf('empty.txt', '\n'), null);
  expect(changes.map((change) => change.kind)).toEqual(['removed', 'removed']);
});
