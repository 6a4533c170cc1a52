import { didYouMean } from '../domain/nearest.ts';
import { policyTypes } from '../domain/vendor.ts';
import { policyTypeNamed } from './policy-type.ts';

/** Open Terms Archive's names (github.com/OpenTermsArchive/terms-types) that are not among those with words of their own. */
const furtherTypes = [
  'Deceased Users', 'Restricted Use Policy', 'Law Enforcement Guidelines', 'Human Rights Policy', 'In-App Purchases Policy', 'Review Guidelines', 'Brand Guidelines', 'Quality Guidelines',
  'Data Controller Agreement', 'User Consent Policy', 'Closed Captioning Policy', 'Seller Warranty', 'Single Sign-On Policy', 'Vulnerability Disclosure Policy', 'Live Policy', 'Complaints Policy',
  'Conditions of Carriage', 'Marketplace Buyers Conditions', 'Marketplace Sellers Conditions', 'Ranking Parameters Description', 'Premium Partner Conditions', 'Platform to Business Notice',
  'Business Mediation Policy', 'Business Privacy Policy', 'Editorial Policy',
] as const;

const typeNames: readonly string[] = [...policyTypes, ...furtherTypes];

/** @returns why this is no type of policy, with the name that may be meant; null where it is one */
export function typeProblem(text: string): string | null {
  if (typeNames.includes(text)) return null;
  const meant = policyTypeNamed(text);
  const hint = meant === null ? (didYouMean(text, typeNames) ?? `Use one of ${policyTypes.slice(0, 5).join(', ')} … or Other.`) : `Write "${meant}".`;
  return `"${text.slice(0, 80)}" is no type of policy. ${hint}`;
}
