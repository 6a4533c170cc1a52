import type { PolicyName } from '../domain/deadline.ts';
import type { Policy, Vendor } from '../domain/vendor.ts';

/** @returns a policy as mails, feeds and webhooks name it */
export function policyName(vendor: Vendor, policy: Policy): PolicyName {
  return {
    vendorSlug: vendor.slug,
    vendorName: vendor.name,
    vendorTags: vendor.tags,
    policySlug: policy.slug,
    policyType: policy.type,
    policyTags: policy.tags,
  };
}
