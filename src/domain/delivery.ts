import type { DeliveryId, SubscriberId } from './ids.ts';
import type { Instant } from './instant.ts';

/** A mail ready to be sent, byte for byte the same at every attempt. */
export interface Mail {
  /** With its angle brackets. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Message-ids of the thread, oldest first. */
  readonly references: readonly string[];
  /** `List-Unsubscribe` target, https; null where there is none. */
  readonly unsubscribeUrl: string | null;
  readonly attachments: readonly { readonly filename: string; readonly mediaType: string; readonly content: string }[];
  readonly date: Instant;
}

export type DeliveryState =
  | { readonly state: 'due'; readonly dueAt: Instant }
  | { readonly state: 'sending'; readonly leaseUntil: Instant; readonly leaseOwner: string }
  | { readonly state: 'sent'; readonly at: Instant; readonly reply: string }
  | { readonly state: 'failed'; readonly at: Instant; readonly reason: string };

/** One message to one subscriber through one channel; unique on `key`, so nothing is told twice. */
export interface Delivery {
  readonly id: DeliveryId;
  readonly subscriberId: SubscriberId | null;
  readonly channel: 'mail' | 'webhook';
  /** `alert:<change set>:<subscriber>` or `digest:<period>:<subscriber>`. */
  readonly key: string;
  readonly messageId: string;
  readonly createdAt: Instant;
  readonly attempts: number;
  /** The outcome of an earlier attempt is unknown: the server may have accepted it. */
  readonly maybeDuplicate: boolean;
  readonly lastError: string | null;
  readonly state: DeliveryState;
}

export type SendOutcome =
  | { readonly kind: 'sent'; readonly reply: string }
  /** `serverAtFault`: no other message would fare better now (no connection, no TLS, a refused password). */
  | { readonly kind: 'temporary'; readonly reason: string; readonly maybeAccepted: boolean; readonly serverAtFault: boolean }
  /** `fault`: the receiver is gone for good; it refuses our mail; or it is only this message that nobody takes. */
  | { readonly kind: 'permanent'; readonly reason: string; readonly fault: 'receiver-gone' | 'receiver-refuses' | 'message' };
