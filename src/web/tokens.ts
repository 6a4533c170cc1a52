import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** @returns 256 bits of chance as text */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** @returns hexadecimal; what is stored of a token */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The token of a session's forms: bound to the session or the visitor's cookie, so that a foreign page cannot know it. */
export function formToken(secret: string, binding: string): string {
  return createHmac('sha256', secret).update(JSON.stringify(['clausewatch-form', binding])).digest('base64url');
}

/** Compares in constant time. */
export function sameToken(given: string, wanted: string): boolean {
  const [a, b] = [createHash('sha256').update(given).digest(), createHash('sha256').update(wanted).digest()];
  return timingSafeEqual(a, b);
}
