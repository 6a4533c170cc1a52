import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { Fault, quoted } from './fault.ts';
import type { FetchSettings } from './settings.ts';

type Cidr = readonly [network: string, bits: number];

/**
 * IANA's special-purpose registries (RFC 6890 and its updates), the documentation and benchmark nets, the cloud
 * metadata addresses that lie in public space, and the anycast of 6to4 relays.
 */
const specialIpv4: readonly Cidr[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['168.63.129.16', 32], ['169.254.0.0', 16],
  ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.31.196.0', 24], ['192.52.193.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['192.175.48.0', 24], ['198.18.0.0', 15], ['198.51.100.0', 24],
  ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
];

/** Only 2000::/3 is handed out for the public Internet; these are the parts of it that are not. */
const globalIpv6: Cidr = ['2000::', 3];
const specialIpv6: readonly Cidr[] = [
  ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['2620:4f:8000::', 48], ['3fff::', 20],
];

/** The address within is what a translator would dial, so the address within is judged. */
const wellKnownNat64: Cidr = ['64:ff9b::', 96];

const deniedNames: readonly string[] = [
  'localhost', 'localdomain', 'metadata', 'instance-data', 'metadata.google.internal', 'metadata.goog',
  'metadata.azure.com', 'kubernetes.default.svc',
];
const deniedSuffixes: readonly string[] = [
  '.localhost', '.local', '.localdomain', '.internal', '.intranet', '.lan', '.home', '.home.arpa', '.corp', '.private',
  '.test', '.invalid', '.onion', '.arpa', '.svc', '.cluster.local',
];

function inside(address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Cidr): boolean {
  const parsed = ipaddr.parse(network);
  return parsed.kind() === address.kind() && address.match(parsed, bits);
}

function embeddedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4) return !specialIpv4.some((net) => inside(address, net));
  if (address.zoneId !== undefined) return false;
  if (address.isIPv4MappedAddress()) return isPublic(address.toIPv4Address());
  if (inside(address, wellKnownNat64)) return isPublic(embeddedIpv4(address));
  return inside(address, globalIpv6) && !specialIpv6.some((net) => inside(address, net));
}

/** @returns the address in one spelling, IPv4-mapped ones as IPv4, without brackets; null where it is no address */
export function canonicalAddress(text: string): string | null {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (!ipaddr.isValid(bare)) return null;
  return ipaddr.process(bare).toString();
}

interface Exception {
  readonly host: string;
  /** null: every port. */
  readonly port: number | null;
}

function exceptionOf(entry: string): Exception {
  const match = /^(\[[^\]]{1,80}\]|[^:]{1,255})(?::(\d{1,5}))?$/u.exec(entry.trim());
  const hostText = match?.[1] ?? entry.trim();
  const port = match?.[2] === undefined ? null : Number(match[2]);
  const url = URL.parse(`http://${hostText.includes(':') && !hostText.startsWith('[') ? `[${hostText}]` : hostText}/`);
  return { host: url?.hostname ?? hostText.toLowerCase(), port };
}

export interface AddressGuard {
  /**
   * Checks how an address is written, its scheme, host and port, before anything is resolved.
   * @returns the parsed address; throws `Fault` (`ssrf`) where it may not be fetched
   */
  url: (text: string) => URL;
  /** @returns whether the host and port were allowed by name, so that private addresses may be behind them */
  excepted: (host: string, port: number) => boolean;
  /** Throws `Fault` (`ssrf`) unless `address`, which `host` led to, may be reached on `port`. */
  address: (address: string, host: string, port: number) => void;
}

export interface GuardDeps {
  /** The addresses of this machine's own interfaces: a public name that leads back here is a way in. */
  readonly ownAddresses: () => readonly string[];
}

function refused(url: string, code: string, why: string, mend: string): Fault {
  return new Fault('ssrf', { code, retryable: false, message: `${quoted(url)} was not fetched: ${why}.`, mend });
}

const correctAddress = 'Correct the address of the policy.';

/** @returns the port, the scheme's own where none is written */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function hostFault(host: string): string | null {
  if (host.length === 0 || host.length > 253) return 'its host name is empty or longer than 253 characters';
  if (host.startsWith('[')) return null;
  const labels = host.split('.');
  if (labels.some((label) => label.length === 0)) return 'its host name has an empty part';
  if (labels.some((label) => label.length > 63)) return 'a part of its host name is longer than 63 characters';
  if (!/^[a-z0-9._-]+$/u.test(host)) return 'its host name contains characters that no host name has';
  return null;
}

/** @returns the addresses that lead back to this machine, as the system knows them now */
export function addressesOfThisMachine(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((entries) => entries ?? []).map((entry) => entry.address);
}

function isPrivateName(host: string): boolean {
  return !host.includes('.') || deniedNames.includes(host) || deniedSuffixes.some((suffix) => host.endsWith(suffix));
}

/**
 * The one judge of where a request may go: every spelling of an address, every resolved record and every connected
 * socket comes before it (OWASP, Server-Side Request Forgery Prevention).
 */
export function createAddressGuard(settings: FetchSettings['address'], maxUrlLength: number, deps: GuardDeps): AddressGuard {
  const exceptions = settings.allow.map(exceptionOf);
  const denied = new Set(settings.deny.map((entry) => canonicalAddress(entry) ?? entry.toLowerCase()));

  const excepted = (host: string, port: number): boolean =>
    exceptions.some((entry) => entry.host === host && (entry.port === null || entry.port === port));

  const address = (text: string, host: string, port: number): void => {
    if (excepted(host, port)) return;
    const canonical = canonicalAddress(text);
    const own = new Set(deps.ownAddresses().map((entry) => canonicalAddress(entry) ?? entry));
    if (canonical !== null && isPublic(ipaddr.parse(canonical)) && !denied.has(canonical) && !own.has(canonical)) return;
    throw refused(
      `${host}:${String(port)}`,
      'ssrf-address',
      `its address ${quoted(text)} is private, special or this machine's own`,
      `If this is a server of yours, add "${host}:${String(port)}" to the allowed addresses in the configuration.`,
    );
  };

  const url = (text: string): URL => {
    if (text.length > maxUrlLength) throw refused(text, 'ssrf-url', `its address is longer than ${String(maxUrlLength)} characters`, correctAddress);
    if (/[\p{Cc} \\]/u.test(text)) throw refused(text, 'ssrf-url', 'its address contains a space, a backslash or a control character', correctAddress);
    if (/%0[ad]/iu.test(text)) throw refused(text, 'ssrf-url', 'its address contains an encoded line break', correctAddress);
    const parsed = URL.parse(text);
    if (parsed === null) throw refused(text, 'ssrf-url', 'its address cannot be read', correctAddress);
    if (!/^https?:\/\/[^/]/iu.test(text)) throw refused(text, 'ssrf-scheme', 'only http and https addresses are fetched', correctAddress);
    const authority = text.slice(text.indexOf('//') + 2).split(/[/?#]/u, 1)[0] ?? '';
    if (parsed.username !== '' || parsed.password !== '' || authority.includes('@')) {
      throw refused(parsed.host, 'ssrf-userinfo', 'its address carries a user name or password', 'Take the user name and password out of the address.');
    }
    const host = parsed.hostname;
    const port = portOf(parsed);
    const fault = hostFault(host);
    if (fault !== null) throw refused(text, 'ssrf-host', fault, correctAddress);
    if (denied.has(host)) throw refused(text, 'ssrf-host', 'its host is on the list of hosts never to be reached', correctAddress);
    if (excepted(host, port)) return parsed;
    if (!settings.ports.includes(port)) {
      throw refused(text, 'ssrf-port', `port ${String(port)} is not among the ports that are fetched (${settings.ports.join(', ')})`, `If this is right, add "${host}:${String(port)}" to the allowed addresses in the configuration.`);
    }
    const literal = canonicalAddress(host);
    if (literal !== null) address(literal, host, port);
    else if (isPrivateName(host)) {
      throw refused(text, 'ssrf-name', 'its host is a private or local name', `If this is a server of yours, add "${host}:${String(port)}" to the allowed addresses in the configuration.`);
    }
    return parsed;
  };

  return { url, excepted, address };
}
