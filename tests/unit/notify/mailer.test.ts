import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import type { SMTPServerOptions } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import type { Mail } from '../../../src/domain/delivery.ts';
import { composeMessage } from '../../../src/notify/compose-message.ts';
import { createEmlMailer } from '../../../src/notify/eml-mailer.ts';
import { createSmtpMailer } from '../../../src/notify/mailer.ts';
import { faultCases, localSettings, nameOf, settingsFor, startFaultyServer } from './faulty-smtp.ts';
import { at } from './stories.ts';
import { testCertificate, testKey } from './test-certificate.ts';

const mail = (changes: Partial<Mail> = {}): Mail => ({
  messageId: '<mail.0123456789abcdef@watch.example>',
  from: { name: 'Clausewatch', address: 'clausewatch@watch.example' },
  replyTo: null,
  to: { name: 'Saskia de Vries', address: 'saskia@lawyers.example' },
  subject: 'Veldpost · Privacyverklaring: bewaartermijn verlengd → 3 maanden',
  text: '.een punt vooraan\nen een lange regel '.padEnd(12_000, 'é'),
  html: '<p>Één</p>',
  references: ['<thread.1@watch.example>'],
  unsubscribeUrl: 'https://watch.example/unsubscribe/7.abc',
  attachments: [{ filename: 'clausewatch.ics', mediaType: 'text/calendar; charset=utf-8; method=PUBLISH', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' }],
  date: at('2026-11-16T12:00:00.000Z'),
  ...changes,
});

interface TestServer extends AsyncDisposable {
  readonly port: number;
  readonly received: { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer; readonly secure: boolean }[];
}

async function startServer(options: SMTPServerOptions = {}): Promise<TestServer> {
  const received: TestServer['received'] = [];
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map((to) => to.address), raw: Buffer.concat(chunks), secure: session.secure });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, received, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
}

test('L01 L23 L29 a mail arrives whole, with its thread, its calendar and its one-click unsubscription', async () => {
  await using server = await startServer();
  const outcome = await createSmtpMailer(localSettings(server.port)).send(mail());
  expect(outcome.kind).toBe('sent');
  const [one] = server.received;
  expect(one?.to).toEqual(['saskia@lawyers.example']);
  const parsed = await simpleParser(one?.raw ?? '');
  expect(parsed.messageId).toBe('<mail.0123456789abcdef@watch.example>');
  expect(parsed.inReplyTo).toBe('<thread.1@watch.example>');
  expect(parsed.subject).toBe(mail().subject);
  expect(parsed.text?.trim()).toBe(mail().text);
  expect(parsed.date?.toISOString()).toBe('2026-11-16T12:00:00.000Z');
  expect(parsed.attachments.map((part) => [part.filename, part.contentType])).toEqual([['clausewatch.ics', 'text/calendar']]);
  const head = one?.raw.toString().split('\r\n\r\n')[0] ?? '';
  expect(head).toContain('List-Unsubscribe: <https://watch.example/unsubscribe/7.abc>');
  expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(head).toContain('Auto-Submitted: auto-generated');
  for (const line of (one?.raw.toString() ?? '').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
});

/** The relaxed canonical form of a header (RFC 6376 3.4.2). */
const relaxed = (text: string): string => `${text.slice(0, text.indexOf(':')).toLowerCase()}:${text.slice(text.indexOf(':') + 1).replaceAll(/\s+/gu, ' ').trim()}`;

test('the same mail gives the same bytes, signed or not', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dkim = { domain: 'watch.example', selector: 's1', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  expect((await composeMessage(mail(), null)).equals(await composeMessage(mail(), null))).toBe(true);
  const signed = await composeMessage(mail(), dkim);
  expect(signed.equals(await composeMessage(mail(), dkim))).toBe(true);
  const field = /^DKIM-Signature:[^]*?(?=\r\n\S)/u.exec(signed.toString())?.[0] ?? '';
  const tags = new Map(field.replace('DKIM-Signature:', '').replaceAll(/\s+/gu, '').split(';').map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]));
  expect(tags.get('h')?.toLowerCase().split(':')).toEqual(expect.arrayContaining(['from', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']));
  const headers = (signed.toString().split('\r\n\r\n')[0] ?? '').split(/\r\n(?=\S)/u);
  const covered = (tags.get('h') ?? '').split(':').flatMap((name) => headers.filter((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}:`)).map((header) => `${relaxed(header)}\r\n`)).join('');
  const own = relaxed(field.replace(/(\bb=)[^;]+$/u, '$1'));
  expect(verify('RSA-SHA256', Buffer.from(covered + own), publicKey, Buffer.from(tags.get('b') ?? '', 'base64'))).toBe(true);
  // The body too: its relaxed form is what the signature's hash is of (RFC 6376 3.4.4).
  expect(tags.get('c')).toBe('relaxed/relaxed');
  const body = signed.toString('latin1').slice(signed.toString('latin1').indexOf('\r\n\r\n') + 4).replaceAll(/[ \t]+/gu, ' ').replaceAll(/ \r\n/gu, '\r\n').replace(/(?:\r\n)+$/u, '\r\n');
  expect(tags.get('bh')).toBe(createHash('sha256').update(body, 'latin1').digest('base64'));
});

test.each(faultCases.map((entry) => [nameOf(entry), entry] as const))('%s', async (_name, entry) => {
  await using server = await startFaultyServer(entry.at === 'auth');
  server.fault = entry;
  const outcome = await createSmtpMailer(settingsFor(server.port, entry)).send(mail());
  expect(outcome.kind).toBe(entry.kind);
  if (outcome.kind === 'permanent') expect(outcome.fault).toBe(entry.detail);
  if (outcome.kind === 'temporary') {
    if (entry.detail !== undefined) expect(outcome.maybeAccepted ? 'maybe-accepted' : 'not-accepted').toBe(entry.detail);
    expect(outcome.serverAtFault).toBe(entry.serverAtFault);
    if (!outcome.maybeAccepted) expect(server.taken).toEqual([]);
  }
});

test('a message cut off while the socket still holds back its end was not accepted', async () => {
  await using server = await startFaultyServer();
  server.fault = { at: 'middle', fault: 'reset', kind: 'temporary' };
  const outcome = await createSmtpMailer(localSettings(server.port)).send(mail({ text: 'woord '.repeat(2_000_000) }));
  expect(outcome).toMatchObject({ kind: 'temporary', maybeAccepted: false });
});

test('a key that cannot sign keeps the mail, and nothing leaves unsigned', async () => {
  await using server = await startServer();
  const dkim = { domain: 'watch.example', selector: 's1', privateKey: '-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----' };
  expect(await createSmtpMailer(localSettings(server.port, { dkim })).send(mail())).toMatchObject({ kind: 'temporary', maybeAccepted: false, serverAtFault: true });
  expect(server.received).toEqual([]);
});

test('L02 a refused connection is the server’s trouble', async () => {
  const server = await startServer();
  await server[Symbol.asyncDispose]();
  expect(await createSmtpMailer(localSettings(server.port)).send(mail())).toMatchObject({ kind: 'temporary', maybeAccepted: false, serverAtFault: true });
});

test('a sending that is stopped ends at once', async () => {
  await using server = await startFaultyServer();
  server.fault = { at: 'greeting', fault: 'stall', kind: 'temporary' };
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  const began = performance.now();
  expect(await createSmtpMailer(localSettings(server.port)).send(mail(), stop.signal)).toMatchObject({ kind: 'temporary', maybeAccepted: false });
  expect(performance.now() - began).toBeLessThan(15_000);
});

const secured: SMTPServerOptions = { key: testKey, cert: testCertificate, disabledCommands: ['AUTH'] };

test('STARTTLS with a certificate of a known authority encrypts the mail', async () => {
  await using server = await startServer(secured);
  const outcome = await createSmtpMailer(localSettings(server.port, { host: 'localhost', tls: 'starttls', requireTls: true, authority: testCertificate })).send(mail());
  expect(outcome.kind).toBe('sent');
  expect(server.received[0]?.secure).toBe(true);
});

test('TLS from the first byte works too', async () => {
  await using server = await startServer({ ...secured, secure: true });
  const outcome = await createSmtpMailer(localSettings(server.port, { host: 'localhost', tls: 'implicit', authority: testCertificate })).send(mail());
  expect(outcome.kind).toBe('sent');
});

test.each([
  ['a certificate of an unknown authority', secured, { tls: 'starttls', requireTls: true }],
  ['a certificate of an unknown authority, where TLS is not required', secured, { tls: 'starttls', requireTls: false }],
  ['a certificate for another name', secured, { tls: 'implicit', authority: testCertificate, host: '127.0.0.2' }],
  ['a server without STARTTLS where it is required', {}, { tls: 'starttls', requireTls: true }],
  ['a plain server where TLS is spoken from the first byte', {}, { tls: 'implicit' }],
] as const)('L25 L26 %s: nothing is sent', async (_name, options, changes) => {
  const host = 'host' in changes ? changes.host : 'localhost';
  await using server = await startServer({ ...options, ...(changes.tls === 'implicit' && 'authority' in changes ? { secure: true } : {}) });
  const outcome = await createSmtpMailer(localSettings(server.port, { ...changes, host: host === '127.0.0.2' ? '127.0.0.1' : host, ...(host === '127.0.0.2' ? { authority: null } : {}) })).send(mail());
  expect(outcome).toMatchObject({ kind: 'temporary', maybeAccepted: false, serverAtFault: true });
  expect(server.received).toEqual([]);
});

test('TLS that is lost in the handshake loses no mail', async () => {
  await using server = await startServer({ ...secured, onSecure: (socket, _session, done) => { socket.destroy(); done(); } });
  const outcome = await createSmtpMailer(localSettings(server.port, { host: 'localhost', tls: 'starttls', requireTls: true, authority: testCertificate })).send(mail());
  expect(outcome).toMatchObject({ kind: 'temporary', maybeAccepted: false, serverAtFault: true });
});

test('a server that says goodbye over TLS is believed', async () => {
  await using server = await startServer({ ...secured, onMailFrom: (_address, _session, done) => done(Object.assign(new Error('Gone'), { responseCode: 421 })) });
  const outcome = await createSmtpMailer(localSettings(server.port, { host: 'localhost', tls: 'starttls', requireTls: true, authority: testCertificate })).send(mail());
  expect(outcome).toMatchObject({ kind: 'temporary', maybeAccepted: false, serverAtFault: true });
});

test('the doctor’s check signs in and sends nothing, and says what to mend', async () => {
  const options: SMTPServerOptions = {
    ...secured,
    disabledCommands: [],
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: (auth, _session, done) => (auth.password === 'right' ? done(null, { user: 'watch' }) : done(new Error('Wrong'))),
  };
  await using server = await startServer(options);
  const settings = localSettings(server.port, { host: 'localhost', tls: 'starttls', requireTls: true, authority: testCertificate, user: 'watch', password: 'right' });
  expect(await createSmtpMailer(settings).verify()).toBeNull();
  expect(await createSmtpMailer({ ...settings, password: 'wrong' }).verify()).toMatchObject({ code: 'smtp-login', retryable: false });
  expect(await createSmtpMailer({ ...settings, authority: null }).verify()).toMatchObject({ code: 'smtp-connection' });
  expect(await createSmtpMailer(settings).send(mail())).toMatchObject({ kind: 'sent' });
  expect(server.received).toHaveLength(1);
});

test.each([
  ['a line break and a second header in the receiver', { to: { name: 'x', address: 'b@y.example\r\nBcc: evil@z.example' } }],
  ['two receivers in one', { to: { name: 'x', address: 'b@y.example, evil@z.example' } }],
  ['a display name in the address', { to: { name: 'x', address: 'Evil <evil@z.example>' } }],
  ['an angle bracket', { to: { name: 'x', address: 'b@y.example>' } }],
] as const)('L21 L22 %s never reaches the server', async (_name, changes) => {
  await using server = await startServer();
  expect(await createSmtpMailer(localSettings(server.port)).send(mail(changes))).toMatchObject({ kind: 'permanent' });
  expect(server.received).toEqual([]);
});

test('L20 no field can add a header, a receiver or a part', async () => {
  const bad = 'x\r\nBcc: evil@z.example\r\n\r\n<b>\u2028\u0085\u0000';
  await using server = await startServer();
  const outcome = await createSmtpMailer(localSettings(server.port)).send(mail({
    subject: bad,
    to: { name: bad, address: 'saskia@lawyers.example' },
    from: { name: bad, address: 'clausewatch@watch.example' },
    references: [bad],
    messageId: `<${bad}@watch.example>`,
    unsubscribeUrl: `https://watch.example/${bad}`,
  }));
  expect(outcome.kind).toBe('sent');
  const [one] = server.received;
  expect(one?.to).toEqual(['saskia@lawyers.example']);
  const parsed = await simpleParser(one?.raw ?? '');
  expect([...parsed.headers.keys()].toSorted()).toEqual([
    'auto-submitted', 'content-type', 'date', 'from', 'in-reply-to', 'list', 'message-id', 'mime-version', 'references', 'subject', 'to', 'x-auto-response-suppress',
  ]);
  expect(parsed.bcc).toBeUndefined();
});

test('without a server mails are files: whole, once, however often they are sent', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'clausewatch-mail-'));
  try {
    const mailer = createEmlMailer(path.join(directory, 'mail'));
    expect(await mailer.verify()).toBeNull();
    const outcomes = await Promise.all([mailer.send(mail()), mailer.send(mail({ messageId: '<other@watch.example>' }))]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['sent', 'sent']);
    await mailer.send(mail());
    const files = await readdir(path.join(directory, 'mail'));
    expect(files).toHaveLength(2);
    expect(files.every((file) => /^20261116T120000Z-[0-9a-f]{12}\.eml$/u.test(file))).toBe(true);
    const parsed = await simpleParser(await readFile(path.join(directory, 'mail', files[0] ?? '')));
    expect(parsed.to).toMatchObject({ text: '"Saskia de Vries" <saskia@lawyers.example>' });
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a folder that cannot be written keeps the mail for later', async () => {
  const mailer = createEmlMailer('/dev/null/mail');
  expect(await mailer.send(mail())).toMatchObject({ kind: 'temporary', maybeAccepted: false });
  expect(await mailer.verify()).toMatchObject({ code: 'mail-folder' });
});
