import path from 'node:path';
import type { Config, Secrets } from '../config/config.ts';
import type { MailSettings } from '../domain/mail-settings.ts';
import { createEmlMailer } from '../notify/eml-mailer.ts';
import { createSmtpMailer, type Mailer } from '../notify/mailer.ts';

const secondMs = 1000;
/** RFC 5321 4.5.3.2.6: a server may take ten minutes over the final dot, and a message sent twice is worse than one sent late. */
const finalMs = 10 * 60 * secondMs;

/** @returns the folder in which mails are kept when no server is configured */
export function mailFolder(config: Config): string {
  return path.join(config.dataDir, 'mail');
}

/** @returns the way out for mail: the configured server, or files where there is none */
export function makeMailer(config: Config, secrets: Secrets): Mailer {
  const { mail } = config;
  if (mail.host === null) return createEmlMailer(mailFolder(config));
  return createSmtpMailer({
    host: mail.host,
    port: mail.port,
    tls: mail.tls,
    requireTls: mail.requireTls,
    user: mail.user,
    password: secrets.smtpPassword,
    authority: null,
    dkim: mail.dkim.domain === null || secrets.dkimKey === null ? null : { domain: mail.dkim.domain, selector: mail.dkim.selector, privateKey: secrets.dkimKey },
    timeouts: {
      connectMs: mail.connectTimeoutSeconds * secondMs,
      greetingMs: mail.connectTimeoutSeconds * secondMs,
      commandMs: mail.replyTimeoutSeconds * secondMs,
      finalMs,
    },
  });
}

/** @returns who sends, and what the mails may link to */
export function mailSettings(config: Config, secrets: Secrets): MailSettings {
  return {
    from: { name: config.mail.fromName, address: config.mail.from },
    replyTo: config.mail.replyTo,
    baseUrl: config.baseUrl,
    messageIdDomain: config.mail.from.split('@')[1] ?? 'localhost',
    unsubscribeSecret: secrets.signing,
    maxBytes: config.mail.maxKilobytes * 1024,
  };
}
