import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';

/** Debian's Chromium; as root it needs no sandbox of its own, and everything it asks for is our own loopback server. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}

export interface Person {
  readonly width: number;
  readonly language: 'nl-NL' | 'en-GB';
  readonly scheme?: 'light' | 'dark';
  /** Without scripts, as some offices have it. */
  readonly scripts?: boolean;
  /** Lets a test put its own script into the page. */
  readonly bypassCsp?: boolean;
}

export function openContextFor(browser: Browser, person: Person): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: person.width, height: 900 },
    locale: person.language,
    colorScheme: person.scheme ?? 'light',
    javaScriptEnabled: person.scripts ?? true,
    bypassCSP: person.bypassCsp ?? false,
    acceptDownloads: true,
  });
}

/** Presses Tab until the element that a selector names has the focus. */
export async function tabTo(page: Page, selector: string, most = 120): Promise<void> {
  const target = page.locator(selector).first();
  for (let count = 0; count < most; count += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${selector}.`);
}
