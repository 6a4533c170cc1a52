import { existsSync } from 'node:fs';
import type { Browser } from 'playwright';
import { Fault } from './fault.ts';
import type { FetchSettings } from './settings.ts';

export interface RunningBrowser {
  readonly browser: Browser;
  /** What a reader of the evidence should know of this browser. */
  readonly notes: readonly string[];
}

/** Where packages and installers of the three systems put a Chromium that Playwright can drive. */
const usualPlaces: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What Docker and Podman leave in a container's root. */
const containerMarks: readonly string[] = ['/.dockerenv', '/run/.containerenv'];

/** Nothing but the page speaks to the network, and nothing of the page goes round the proxy. */
const flags: readonly string[] = [
  '--disable-quic',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--dns-prefetch-disable',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-gpu',
  '--mute-audio',
  '--no-first-run',
  '--no-pings',
  // A policy's scripts need a few dozen megabytes; a page that wants the machine's memory is stopped early.
  '--js-flags=--max-old-space-size=512',
];

const howToGetOne =
  'Install one: on Debian or Ubuntu "sudo apt install chromium", on macOS "brew install --cask chromium" or Google Chrome, on Windows Google Chrome, or anywhere "npx playwright install chromium"; or name it in the configuration.';

function browserFault(code: string, message: string, mend: string): Fault {
  return new Fault('browser', { code, retryable: true, message, mend });
}

/** @returns the browser to start: the configured one, Playwright's own, or the first found; null where there is none */
export async function findBrowser(configured: string | null): Promise<string | null> {
  if (configured !== null) return existsSync(configured) ? configured : null;
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  if (own !== '' && existsSync(own)) return own;
  return usualPlaces.find((place) => existsSync(place)) ?? null;
}

interface SandboxChoice {
  readonly on: boolean;
  readonly note: string | null;
}

/**
 * Chromium refuses to start as root with its sandbox on. In a container, whose walls then do the sandbox's work, it is
 * started without; elsewhere somebody must have said so.
 */
function sandboxChoice(setting: FetchSettings['browser']['sandbox']): SandboxChoice {
  if (setting === 'off') return { on: false, note: 'The browser ran without its sandbox, as the configuration says.' };
  const root = process.getuid?.() === 0;
  if (!root || setting === 'on') return { on: true, note: null };
  if (containerMarks.some((mark) => existsSync(mark))) return { on: false, note: 'The browser ran without its sandbox, because it runs as root in a container.' };
  throw browserFault(
    'browser-sandbox',
    'The browser was not started: as root it runs only without its sandbox.',
    'Run as an ordinary user, or, where nothing else is on this machine, set the browser\'s sandbox to "off" in the configuration.',
  );
}

/** Starts a browser that can reach nothing until a context gives it a proxy. Throws `Fault` (`browser`). */
export async function launchBrowser(settings: FetchSettings['browser']): Promise<RunningBrowser> {
  const executablePath = await findBrowser(settings.executablePath);
  if (executablePath === null) {
    throw settings.executablePath === null
      ? browserFault('browser-missing', 'This page needs a browser, and no Chromium was found.', howToGetOne)
      : browserFault('browser-missing', `There is no browser at ${settings.executablePath}.`, 'Correct the path in the configuration, or leave it out to have one found.');
  }
  const sandbox = sandboxChoice(settings.sandbox);
  // Loaded here, so that those who never need a browser do not wait for Playwright.
  const { chromium } = await import('playwright');
  try {
    const browser = await chromium.launch({
      executablePath,
      headless: true,
      chromiumSandbox: sandbox.on,
      timeout: settings.startTimeoutMs,
      args: [...flags],
      // Playwright lets windows pop up for tests; a reader does not want them.
      ignoreDefaultArgs: ['--disable-popup-blocking'],
      // Port 9 (discard) answers nobody: what does not belong to a page gets nowhere.
      proxy: { server: 'http://127.0.0.1:9' },
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const note = `The page was rendered by Chromium ${browser.version()}.`;
    return { browser, notes: sandbox.note === null ? [note] : [note, sandbox.note] };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw browserFault('browser-start', `The browser at ${executablePath} could not be started.`, 'Start it by hand with --headless to see why; where the sandbox is what fails, allow user namespaces or run in a container.');
  }
}
