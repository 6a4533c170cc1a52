import { expect, test } from 'vitest';
import { read } from '../../../src/extract/read.ts';
import { pdfLimits, readPdf } from '../../../src/extract/pdf.ts';
import { pageOf } from './pages.ts';
import { column, pdfOf, type Run } from './pdf-writer.ts';

const opening = column(['We keep the data that you give us for as long as your account', 'exists and erase them within thirty days after it was closed.'], 60, 700);
const second = column(['You may object to this at any time by writing to our office.'], 60, 650);
const simple: readonly Run[] = [{ text: 'Privacy Policy', x: 60, y: 760, size: 18, bold: true }, ...opening, ...second];

const texts = async (bytes: Uint8Array): Promise<readonly string[]> => (await readPdf(bytes)).blocks.map((block) => block.text);

test('lines become paragraphs, and larger letters a heading', async () => {
  const content = await readPdf(pdfOf([simple]));
  expect(content).toMatchObject({ problem: null, title: 'A policy', pages: [1, 1, 1] });
  expect(content.blocks.map((block) => [block.kind, block.level, block.text])).toEqual([
    ['heading', 1, 'Privacy Policy'],
    ['paragraph', 0, 'We keep the data that you give us for as long as your account exists and erase them within thirty days after it was closed.'],
    ['paragraph', 0, 'You may object to this at any time by writing to our office.'],
  ]);
});

test('the same text with another date, producer or cut of lines reads the same', async () => {
  const other = [{ text: 'Privacy Policy', x: 60, y: 760, size: 18, bold: true }, ...column(['We keep the data that you give us for as long as your', 'account exists and erase them within thirty days after it was closed.'], 60, 700), ...second];
  const expected = await texts(pdfOf([simple]));
  expect(await texts(pdfOf([simple], { created: 'D:20270909', title: 'Export' }))).toEqual(expected);
  expect(await texts(pdfOf([other]))).toEqual(expected);
  expect(await texts(pdfOf([simple]))).toEqual(expected);
});

test('words cut by a hyphen at the end of a line are whole again, and keep the hyphen that the document gives them elsewhere', async () => {
  const lines = column(['Our sub-processors are listed below. We ask every sub-', 'processor to sign an agreement before it begins its pro-', 'cessing of the data that you entrust to us as a customer.'], 60, 700);
  expect(await texts(pdfOf([lines]))).toEqual(['Our sub-processors are listed below. We ask every sub-processor to sign an agreement before it begins its processing of the data that you entrust to us as a customer.']);
});

test('P15 two columns are read one after the other, the heading above both first', async () => {
  const left = column(['The left column speaks of the data that we', 'collect when you open an account with us, and', 'of those that your browser sends us by itself.', 'It goes on for a while, as columns mostly do,', 'and ends with the last line of the left side.'], 50, 700);
  const right = column(['The right column speaks of the rights that you', 'have under the law, and of the office to which', 'you can write whenever you want to use them.', 'It goes on for a while too, and it is as full', 'of words as the left one, up to its very end.'], 310, 700);
  expect(await texts(pdfOf([[{ text: 'A heading over both columns of this page', x: 150, y: 740, size: 16 }, ...left, ...right]]))).toEqual([
    'A heading over both columns of this page',
    'The left column speaks of the data that we collect when you open an account with us, and of those that your browser sends us by itself. It goes on for a while, as columns mostly do, and ends with the last line of the left side.',
    'The right column speaks of the rights that you have under the law, and of the office to which you can write whenever you want to use them. It goes on for a while too, and it is as full of words as the left one, up to its very end.',
  ]);
});

test('running headers, footers and page numbers are gone, and a sentence goes on over the page', async () => {
  const pages = Array.from({ length: 4 }, (_, at) => [
    { text: 'Example B.V. - Privacyverklaring', x: 60, y: 815, size: 8 },
    ...column([`Deze bladzijde zegt onder ${at + 1} wat wij met de gegevens van onze klanten doen, en`, 'waarom wij dat mogen; de volgende bladzijde gaat daarmee door en noemt de'], 60, 700),
    { text: `Pagina ${at + 1} van 4`, x: 270, y: 30, size: 8 },
  ]);
  const all = (await texts(pdfOf(pages))).join(' ');
  expect(all).not.toContain('Example B.V.');
  expect(all).not.toContain('van 4');
  expect(all).toContain('noemt de Deze bladzijde zegt onder 2');
});

test('a heading at the top of each page that differs in its number alone is no running header', async () => {
  const pages = [3, 4, 7, 9].map((article) => [{ text: `Artikel ${article}`, x: 60, y: 790, bold: true }, ...column([`Onder dit artikel staat wat voor dienst ${article} geldt en hoe lang dat duurt.`], 60, 700)]);
  const all = await texts(pdfOf(pages));
  for (const article of [3, 4, 7, 9]) expect(all.join(' ')).toContain(`Artikel ${article}`);
});

test('bullets become list items and a number stays with its heading', async () => {
  const runs = [
    { text: '1.', x: 60, y: 720, bold: true }, { text: 'What we collect', x: 90, y: 720, bold: true },
    ...column(['We collect:'], 60, 700), ...column(['\u0095 your name;', '\u0095 your address.'], 70, 680), ...column(['Nothing else is ever collected by us in any way.'], 60, 640),
  ];
  const content = await readPdf(pdfOf([runs]));
  expect(content.blocks.map((block) => [block.kind, block.marker, block.bold, block.text])).toEqual([
    ['paragraph', null, true, '1. What we collect'], ['paragraph', null, false, 'We collect:'], ['list-item', '•', false, 'your name;'], ['list-item', '•', false, 'your address.'],
    ['paragraph', null, false, 'Nothing else is ever collected by us in any way.'],
  ]);
});

test('a table keeps its cells', async () => {
  const rows = [['Processor', 'Country', 'Purpose'], ['Host Inc.', 'Ireland', 'Hosting'], ['Mail GmbH', 'Germany', 'E-mail']];
  const runs = rows.flatMap((row, at) => row.map((text, cell) => ({ text, x: 60 + cell * 150, y: 700 - at * 14 })));
  const content = await readPdf(pdfOf([[...runs, ...column(['This is the whole list of those who process data for us.'], 60, 600)]]));
  expect(content.blocks.flatMap((block) => (block.cells === null ? [] : [block.cells]))).toEqual(rows);
});

test('P15 a page that is turned is read as a reader sees it', async () => {
  const turned = await readPdf(pdfOf([simple], { rotate: 90 }));
  expect(turned.problem === 'no-text' || turned.blocks.length > 0).toBe(true);
  expect(await readPdf(pdfOf([simple], { rotate: 90 }))).toEqual(turned);
});

test('a file cut before its end mark is truncated, however much of it can be read', async () => {
  const bytes = pdfOf([simple]);
  expect((await readPdf(bytes.slice(0, bytes.length - 20))).problem).toBe('truncated');
  expect((await readPdf(bytes.slice(0, Math.floor(bytes.length / 2)))).problem).toBe('truncated');
  expect((await readPdf(new Uint8Array(0))).problem).toBe('truncated');
});

test('bytes before the header and after the end mark are borne', async () => {
  const bytes = pdfOf([simple]);
  const wrapped = new Uint8Array([...new TextEncoder().encode('HTTP junk\n'), ...bytes, ...new TextEncoder().encode('\n<!-- counter -->\n')]);
  expect(await texts(wrapped)).toEqual(await texts(bytes));
});

test('a scan without a text layer is told apart', async () => {
  expect((await readPdf(pdfOf([[]]))).problem).toBe('no-text');
});

test('an encrypted file is told apart, unless its password is empty', async () => {
  expect((await readPdf(pdfOf([simple], { encrypt: 'closed' }))).problem).toBe('encrypted');
  const open = await readPdf(pdfOf([simple], { encrypt: 'open' }));
  expect(open).toMatchObject({ problem: null });
  expect(open.blocks.map((block) => block.text)).toEqual(await texts(pdfOf([simple])));
});

test('a page tree that claims a million pages or bites its tail ends at once', async () => {
  expect([null, 'too-long', 'broken']).toContain((await readPdf(pdfOf([simple], { count: 1_000_000 }))).problem);
  expect((await readPdf(pdfOf([simple, simple, simple]), { ...pdfLimits, pages: 2 })).problem).toBe('too-long');
  const looped = Buffer.from(pdfOf([simple])).toString('latin1').replace('/Kids [1000 0 R]', '/Kids [2 0 R   ]');
  expect((await readPdf(new Uint8Array(Buffer.from(looped, 'latin1')))).problem).toBe('broken');
});

test('more text than a policy can have is refused', async () => {
  expect((await readPdf(pdfOf([simple]), { ...pdfLimits, runs: 2 })).problem).toBe('too-long');
});

test('a broken cross-reference, a huge length and plain rubbish stay values', async () => {
  const source = Buffer.from(pdfOf([simple])).toString('latin1');
  const broken = source.replaceAll(/\/Length \d+/gu, '/Length 99999999');
  expect(['broken', 'no-text', null]).toContain((await readPdf(new Uint8Array(Buffer.from(broken, 'latin1')))).problem);
  expect((await readPdf(new TextEncoder().encode('%PDF-1.4\nrubbish\nstartxref\n0\n%%EOF'))).problem).toBe('broken');
});

test('scripts, launch actions and attachments are neither run nor read', async () => {
  const options = { catalogue: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (calc.exe) >> >>' };
  expect(await texts(pdfOf([simple], options))).toEqual(await texts(pdfOf([simple])));
});

test.each([[pdfOf([simple], { encrypt: 'closed' }), 'login'], [pdfOf([[]]), 'empty'], [pdfOf([simple]).slice(0, 400), 'truncated'], [new TextEncoder().encode('startxref %%EOF'), 'not-a-policy']] as const)(
  'the reader says what a bad PDF is', async (body, verdict) => {
    const reading = await read(pageOf('', { body, text: null, mediaType: 'application/pdf' }));
    expect(reading).toMatchObject({ verdict });
    expect(reading.reasons[0]?.text.en).toContain('PDF');
  },
);

test('a whole PDF policy is read with its title, language and date', async () => {
  const policy = [...simple, ...column(['Last updated: 21 May 2020', 'The controller of your personal data is Example Ltd.; you consent to cookies under the GDPR.'], 60, 620)];
  expect(await read(pageOf('', { body: pdfOf([policy]), text: null, mediaType: 'application/pdf' }))).toMatchObject({ verdict: 'ok', title: 'Privacy Policy', language: 'en', updatedDate: '2020-05-21' });
});
