import { createHash } from 'node:crypto';

function idOf(kind: string, key: string, domain: string): string {
  return `<${kind}.${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}

/** The Message-ID of a delivery: the same for the same delivery key, whenever it is made. */
export function messageIdOf(deliveryKey: string, domain: string): string {
  return idOf('mail', deliveryKey, domain);
}

/** A Message-ID that no message carries and to which all messages about one policy refer: so they make one thread. */
export function threadIdOf(subject: string, domain: string): string {
  return idOf('thread', subject, domain);
}
