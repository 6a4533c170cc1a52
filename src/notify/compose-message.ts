import { createHash } from 'node:crypto';
import type { Mail } from '../domain/delivery.ts';
import type { DkimSettings } from '../domain/mail-settings.ts';
import { safeUrl } from './html.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';

const maxName = 80;

/** What RFC 6376 5.4.1 advises to sign, and what RFC 8058 4 demands. */
const signedHeaders = [
  'From', 'Reply-To', 'Subject', 'Date', 'Message-ID', 'To', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'In-Reply-To', 'References',
  'List-Unsubscribe', 'List-Unsubscribe-Post', 'Auto-Submitted',
].join(':');

/** Only characters that a header takes as they are; anything else in an id is a mistake of ours and is dropped. */
function headerId(id: string): string {
  return `<${id.replaceAll(/[^\w.@!#$%&'*+/=?^`{|}~-]/gu, '')}>`;
}

function headersOf(mail: Mail): Record<string, string> {
  const headers: Record<string, string> = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
  const unsubscribe = safeUrl(mail.unsubscribeUrl);
  if (unsubscribe === null) return headers;
  headers['List-Unsubscribe'] = `<${unsubscribe}>`;
  if (unsubscribe.startsWith('https:')) headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
  return headers;
}

async function sign(message: Buffer, dkim: DkimSettings): Promise<Buffer> {
  const { default: DKIM } = await import('nodemailer/lib/dkim');
  const signer = new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey, headerFieldNames: signedHeaders });
  const chunks: Buffer[] = [];
  for await (const chunk of signer.sign(message)) chunks.push(Buffer.from(chunk));
  const signed = Buffer.concat(chunks);
  // nodemailer passes a message on unsigned where the key cannot be used
  if (!signed.subarray(0, 15).equals(Buffer.from('DKIM-Signature:'))) throw new Error('The DKIM key cannot sign.');
  return signed;
}

/**
 * The message as it goes over the wire (RFC 5322, CRLF line ends, quoted-printable UTF-8). The same mail and key give
 * the same bytes, so that a retry is the same message: boundary, date and Message-ID come from the mail.
 * @throws Error where a key is given and cannot sign
 */
export async function composeMessage(mail: Mail, dkim: DkimSettings | null): Promise<Buffer> {
  // Loaded here, because every command opens the way out for mail and few send any.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const references = mail.references.map(headerId);
  const composer = new MailComposer({
    messageId: headerId(mail.messageId),
    date: new Date(mail.date),
    from: { name: cutLine(visibleLine(mail.from.name), maxName), address: mail.from.address },
    to: { name: cutLine(visibleLine(mail.to.name), maxName), address: mail.to.address },
    subject: visibleLine(mail.subject),
    text: mail.text,
    html: mail.html,
    encoding: 'quoted-printable',
    headers: headersOf(mail),
    attachments: mail.attachments.map((part) => ({ filename: part.filename, contentType: part.mediaType, content: part.content })),
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(references.length === 0 ? {} : { references, inReplyTo: references.at(-1) }),
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
  });
  const message = await composer.compile().build();
  return dkim === null ? message : sign(message, dkim);
}
