import { domainToASCII } from 'node:url';

export type AddressReading =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'bad'; readonly why: string };

/** The dot-atom of RFC 5321 4.1.2; quoted local parts are lawful and unused, and every mistake with them is costly. */
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}$/u;
const bad = (why: string): AddressReading => ({ kind: 'bad', why });
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/u;

/**
 * Reads one bare mail address, before it comes near an envelope: no display name, no second address, no control
 * character, nothing that a server would need SMTPUTF8 for. A domain in other letters is put in its ASCII form.
 */
export function validateAddress(text: string): AddressReading {
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)) return bad('The address holds a control character.');
  if (text.length > 254) return bad('The address is longer than 254 characters.');
  const at = text.lastIndexOf('@');
  if (at < 1) return bad('The address is not of the form name@domain.');
  const local = text.slice(0, at);
  if (/[^ -~]/u.test(local)) return bad('The part before the @ holds letters outside ASCII, which many mail servers refuse.');
  if (local.length > 64 || !local.split('.').every((atom) => localPart.test(atom))) return bad('The part before the @ is no plain mailbox name.');
  const domain = domainToASCII(text.slice(at + 1));
  const labels = domain.split('.');
  if (domain === '' || domain.length > 253 || /^\d+$/u.test(labels.at(-1) ?? '') || !labels.every((part) => label.test(part))) return bad('The part after the @ is no domain.');
  return { kind: 'address', address: `${local}@${domain}` };
}
