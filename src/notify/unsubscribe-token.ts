import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SubscriberId } from '../domain/ids.ts';

export type TokenUse = 'unsubscribe' | 'confirm';

function macOf(use: TokenUse, id: number, address: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(JSON.stringify(['clausewatch', use, id, address])).digest();
}

/**
 * A token that lets its holder end (or confirm) one subscription and nothing else: the subscriber's number and an
 * HMAC-SHA256 over use, number and address. It needs no table, and dies with the address or the secret.
 */
export function subscriptionToken(use: TokenUse, subscriber: { readonly id: SubscriberId; readonly address: string }, secret: string): string {
  return `${subscriber.id}.${macOf(use, subscriber.id, subscriber.address, secret).toString('base64url')}`;
}

/** @returns the subscriber whom a token claims to be of, before it is checked; null where it has not the form of one */
export function claimedSubscriber(token: string): SubscriberId | null {
  const match = /^([1-9]\d{0,14})\.[A-Za-z0-9_-]{43}$/u.exec(token);
  return match === null ? null : Number(match[1]) as SubscriberId;
}

/** Whether the token was made for this use and this subscriber; in constant time. */
export function tokenFits(token: string, use: TokenUse, subscriber: { readonly id: SubscriberId; readonly address: string }, secret: string): boolean {
  if (claimedSubscriber(token) !== subscriber.id) return false;
  const given = Buffer.from(token.slice(token.indexOf('.') + 1), 'base64url');
  const wanted = macOf(use, subscriber.id, subscriber.address, secret);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
