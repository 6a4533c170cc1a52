declare const brand: unique symbol;

/** A primitive that cannot be mistaken for another of the same shape. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type VendorId = Brand<number, 'VendorId'>;
export type PolicyId = Brand<number, 'PolicyId'>;
export type CaptureId = Brand<number, 'CaptureId'>;
export type VersionId = Brand<number, 'VersionId'>;
export type ChangeId = Brand<number, 'ChangeId'>;
export type ComparisonId = Brand<number, 'ComparisonId'>;
export type SubscriberId = Brand<number, 'SubscriberId'>;
export type AlertId = Brand<number, 'AlertId'>;
export type DeliveryId = Brand<number, 'DeliveryId'>;
export type AccountId = Brand<number, 'AccountId'>;
export type CheckId = Brand<number, 'CheckId'>;

/** SHA-256 as `sha256:` and 64 hexadecimal digits. */
export type Sha256 = Brand<string, 'Sha256'>;
