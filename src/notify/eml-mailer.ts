import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../domain/problem.ts';
import { composeMessage } from './compose-message.ts';
import { validateAddress } from './mail-address.ts';
import type { Mailer } from './mailer.ts';

const longestWriteMs = 60_000;

async function writeWhole(file: string, content: Buffer): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  try {
    await using handle = await open(draft, 'w', 0o600);
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await rename(draft, file);
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}

/**
 * Keeps every mail as an `.eml` file, where no server is configured. The name is made of the time and the Message-ID,
 * so that a second attempt replaces the first: the folder never holds a mail twice, nor half of one.
 */
export function createEmlMailer(directory: string): Mailer {
  return {
    place: directory,
    longestSendMs: longestWriteMs,
    send: async (mail) => {
      const to = validateAddress(mail.to.address);
      if (to.kind === 'bad') return { kind: 'permanent', reason: to.why, fault: 'receiver-gone' };
      const stamp = mail.date.replaceAll(/[-:]|\.\d{3}/gu, '');
      const name = `${stamp}-${createHash('sha256').update(mail.messageId).digest('hex').slice(0, 12)}.eml`;
      try {
        await mkdir(directory, { recursive: true });
        await writeWhole(path.join(directory, name), await composeMessage(mail, null));
        return { kind: 'sent', reply: path.join(directory, name) };
      } catch (error) {
        return { kind: 'temporary', reason: `The mail cannot be written to ${directory} (${systemCode(error)}).`, maybeAccepted: false, serverAtFault: true };
      }
    },
    verify: async (): Promise<Problem | null> => {
      try {
        await mkdir(directory, { recursive: true });
        return null;
      } catch (error) {
        return { code: 'mail-folder', retryable: false, message: `Mails cannot be kept in ${directory} (${systemCode(error)}).`, mend: 'Make the folder writable, or configure mail.host.' };
      }
    },
  };
}
