import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openContextFor, tabTo, type Person } from '../support/browser.ts';
import { openToyWeb, type ToyWeb } from '../support/toy-web.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);

afterAll(() => browser.close());

const words = {
  'nl-NL': { add: 'Leverancier toevoegen', find: 'Documenten zoeken', watch: 'Volg wat is aangevinkt', check: 'Nu controleren', done: 'De controle is klaar.', back: 'Terug', toDecide: 'Te beoordelen', recorded: 'Het besluit is vastgelegd.', noAction: 'geen actie', exports: 'Exporteren' },
  'en-GB': { add: 'Add a vendor', find: 'Find policies', watch: 'Watch what is ticked', check: 'Check now', done: 'The check is done.', back: 'Back', toDecide: 'To decide', recorded: 'The decision is recorded.', noAction: 'no action', exports: 'Exports' },
} as const;

async function checkNow(page: Page, language: Person['language']): Promise<void> {
  await page.getByRole('button', { name: words[language].check }).click();
  await page.getByRole('heading', { name: words[language].done }).waitFor({ timeout: 30_000 });
  await page.getByRole('link', { name: words[language].back, exact: true }).click();
}

/** New wording is believed after it was seen often enough; the gate says how often that is. */
const looksAtMost = 5;

/** Looks at amended pages until they are believed. */
async function changeArrives(page: Page, toy: ToyWeb, language: Person['language']): Promise<void> {
  toy.site.publish();
  for (let look = 0; look < looksAtMost; look += 1) {
    toy.later(look === 0 ? 6 : 1);
    await checkNow(page, language);
    if ((await page.locator('ol.timeline li').count()) > 0) return;
  }
}

describe('the first hour of a new user', { timeout: 100_000 }, () => {
  const people: readonly (readonly [string, Person])[] = [
    ['at a desk, in Dutch', { width: 1280, language: 'nl-NL' }],
    ['on a phone, in English', { width: 390, language: 'en-GB', scheme: 'dark' }],
    ['without scripts, in Dutch', { width: 1024, language: 'nl-NL', scripts: false }],
  ];

  test.each(people)('%s', async (_, person) => {
    await using toy = await openToyWeb();
    const context = await openContextFor(browser, person);
    const page = await context.newPage();
    const w = words[person.language];

    await page.goto(toy.url);
    await page.getByRole('link', { name: w.add }).click();
    await page.locator('input[name=address]').fill(toy.site.url);
    await page.getByRole('button', { name: w.find }).click();
    await page.getByRole('button', { name: w.watch }).waitFor({ timeout: 30_000 });
    expect(await page.locator('input[name=use]').count()).toBe(4);
    await page.locator('input[name=name]').fill('Zonnewijzer');
    await page.getByRole('button', { name: w.watch }).click();
    await page.getByRole('heading', { name: 'Zonnewijzer', level: 1 }).waitFor();
    await checkNow(page, person.language);
    await changeArrives(page, toy, person.language);

    await page.goto(toy.url);
    await page.getByRole('heading', { name: w.toDecide }).waitFor();
    await page.locator('.card h3 a').first().click();
    expect(await page.locator('article.change').count()).toBeGreaterThan(0);
    expect(await page.locator('.redline del, .redline ins').count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth <= globalThis.document.documentElement.clientWidth)).toBe(true);

    await page.locator('article.change input[name=change]').first().check();
    await page.locator('select[name=state]').selectOption({ label: w.noAction });
    await page.locator('input[name=by]').fill('Noor de Wit');
    await page.locator('textarea[name=why]').fill('Besproken, niets aan te doen.');
    await page.locator('fieldset.decide button').click();
    await page.getByText(w.recorded).waitFor();

    await page.goto(`${toy.url}/exports`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('form[action="/exports/decisions.csv"] button').click()]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv).toContain('Noor de Wit');
    expect(csv).toContain(w.noAction);
    await context.close();
  });

  test('by keyboard alone', async () => {
    await using toy = await openToyWeb();
    const context = await openContextFor(browser, { width: 1280, language: 'en-GB' });
    const page = await context.newPage();
    const press = async (selector: string, key = 'Enter'): Promise<void> => {
      await tabTo(page, selector);
      await page.keyboard.press(key);
    };
    await page.goto(toy.url);
    await press('main a[href="/vendors/new"]');
    await page.locator('input[name=address]').waitFor();
    await tabTo(page, 'input[name=address]');
    await page.keyboard.type(toy.site.url);
    await page.keyboard.press('Enter');
    await page.locator('input[name=use]').first().waitFor({ timeout: 30_000 });
    await press('form[action="/vendors"] button');
    await page.locator('form[action$="/check"]').waitFor();
    for (let look = 0; look <= looksAtMost && (await page.locator('ol.timeline li').count()) === 0; look += 1) {
      if (look === 1) toy.site.publish();
      if (look > 0) toy.later(look === 1 ? 6 : 1);
      await press('form[action$="/check"] button');
      await page.getByRole('heading', { name: 'The check is done.' }).waitFor({ timeout: 60_000 });
      await press('main a.button');
      await page.locator('form[action$="/check"]').waitFor();
    }
    await page.goto(toy.url);
    await press('.card h3 a');
    await page.locator('article.change').first().waitFor();
    await page.keyboard.press('j');
    expect(await page.evaluate(() => globalThis.document.activeElement?.id)).toBe('c1');
    await press('article.change input[name=change]', 'Space');
    await tabTo(page, 'select[name=state]');
    await page.keyboard.type('accepted');
    await tabTo(page, 'input[name=by]');
    await page.keyboard.type('Noor de Wit');
    await press('fieldset.decide button');
    await page.getByText('The decision is recorded.').waitFor();
    await page.goto(toy.url);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => globalThis.document.activeElement?.textContent)).toBe('Skip to the content');
    await context.close();
  });
});
