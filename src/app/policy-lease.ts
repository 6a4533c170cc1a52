import type { PolicyId } from '../domain/ids.ts';

/** Nobody's check lasts longer; the policy of a checker on a machine that died is free again after it. */
export const policyLeaseMs = 10 * 60_000;

export const policyLeaseName = (id: PolicyId): string => `policy:${id}`;
