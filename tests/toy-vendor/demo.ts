import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { styleText } from 'node:util';
import { simpleParser } from 'mailparser';
import { openToySite } from './site.ts';

const root = path.resolve(import.meta.dirname, '../..');
const dataDir = path.join(root, 'data', 'demo');
const configFile = path.join(dataDir, 'clausewatch.yaml');
const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;

const shown = (text: string): string => (colour ? styleText('cyan', text) : text);
const say = (text: string): void => void process.stdout.write(`${colour ? styleText('bold', text) : text}\n`);

/** Runs one command of the product as a person would, and shows what is typed. */
async function clausewatch(...words: readonly string[]): Promise<void> {
  process.stdout.write(`\n${shown(`$ clausewatch ${words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')}`)}\n`);
  const child = spawn(process.execPath, [path.join(root, 'src/clausewatch.js'), ...words, '--data-dir', dataDir, '--config', configFile], { stdio: 'inherit', cwd: root });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (status !== 0) throw new Error(`clausewatch ${words[0] ?? ''} ended with status ${status}`);
}

/** Saves each kept mail's HTML beside it, for a browser; returns what to open. */
async function mailPages(): Promise<readonly string[]> {
  const folder = path.join(dataDir, 'mail');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).toSorted();
  const pages: string[] = [];
  for (const name of names) {
    const mail = await simpleParser(await readFile(path.join(folder, name)));
    const page = path.join(folder, name.replace(/\.eml$/u, '.html'));
    if (typeof mail.html === 'string') await writeFile(page, mail.html);
    pages.push(`${mail.subject ?? ''}\n    ${path.relative(process.cwd(), page)}`);
  }
  return pages;
}

await rm(dataDir, { recursive: true, force: true });
await mkdir(dataDir, { recursive: true });
await using site = await openToySite();
await writeFile(
  configFile,
  ['language: nl', `crawlersDir: ${path.join(dataDir, 'no-declarations')}`, 'fetch:', '  pauseSeconds: 0', `  allowAddresses: ["${site.host}"]`, ''].join('\n'),
);
await mkdir(path.join(dataDir, 'no-declarations'));

say(`A made-up vendor, Zonnewijzer, has put its website at ${site.url}.`);
await clausewatch('add', site.url, '--vendor', 'Zonnewijzer', '--yes');
await clausewatch('subscribe', 'fg@zorggroep.example', '--name', 'Functionaris gegevensbescherming', '--lang', 'nl');
await clausewatch('subscribe', 'counsel@zorggroep.example', '--name', 'Counsel', '--lang', 'en');
say('\nThe first look: a baseline of every policy.');
await clausewatch('check', '--all');
site.publish();
say('\nZonnewijzer now publishes amended policies. The next look finds them, and looks twice more to be sure.');
await clausewatch('check', '--all', '--confirm-after', '1');
say('\nAnd this is what the week\'s digest says.');
await clausewatch('digest', '--send');
await clausewatch('digest', '--lang', 'nl');

say('\nNo mail server is configured, so the mails were kept. Open them in a browser:');
for (const page of await mailPages()) process.stdout.write(`  ${page}\n`);
process.stdout.write(`
Everything of this demonstration lies in ${path.relative(process.cwd(), dataDir) || '.'}, the database too.

Its web pages, until Ctrl-C:
  ${shown(`npx clausewatch serve --data-dir ${path.relative(process.cwd(), dataDir) || '.'}`)}

Now a vendor of your own:
  ${shown('npx clausewatch add https://www.your-vendor.nl')}
  ${shown('npx clausewatch subscribe you@your-company.nl')}
  ${shown('npx clausewatch daemon')}
`);
