// Plain JavaScript without dependencies: it runs on whatever Node the machine has and installs the rest.
// usage: node .ci/setup.mjs [--browser]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.dirname(path.dirname(new URL(import.meta.url).pathname));
const say = (text) => process.stderr.write(`${text}\n`);
const run = (command, args, options = {}) => spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
const quiet = (command, args) => spawnSync(command, args, { encoding: 'utf8' });

const stamp = path.join(root, 'node_modules', '.clausewatch-lock');
const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  say('Installing the packages that package-lock.json names (about a minute) …');
  const installed = run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (installed.status !== 0) {
    say('npm ci failed. Check the network and that the npm registry can be reached, then run the same command again.');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

const chromiums = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const hasBrowser = () => chromiums.some((name) => quiet('which', [name]).status === 0) || existsSync('/Applications/Google Chrome.app');

if (process.argv.includes('--browser') && !hasBrowser()) {
  if (process.getuid?.() === 0 && quiet('which', ['apt-get']).status === 0) {
    say('Installing Chromium from the system\'s packages, for pages that need a browser and the tests of them …');
    const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
    run('apt-get', ['update', '-qq'], options);
    run('apt-get', ['install', '-y', '-qq', 'chromium'], options);
  } else {
    run('npx', ['playwright', 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'ignore'] });
  }
  if (!hasBrowser()) say('No Chromium on the system: tests that need it say so and are left out. On Debian: sudo apt-get install chromium');
}
