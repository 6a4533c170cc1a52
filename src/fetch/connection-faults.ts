import { Fault, quoted } from './fault.ts';

/** @returns the system's error code, the first one's where several attempts failed; `UNKNOWN` where there is none */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'UNKNOWN';
}

export function dnsFault(host: string, code: string): Fault {
  const missing = code === 'ENOTFOUND' || code === 'ENODATA';
  return new Fault('dns', {
    code: missing ? 'dns-not-found' : 'dns-unavailable',
    retryable: true,
    message: missing ? `The name ${quoted(host)} does not exist (${code}).` : `The name ${quoted(host)} could not be looked up (${code}).`,
    mend: missing ? 'Check the spelling of the address; the next check tries again.' : 'Check this machine\'s name service; the next check tries again.',
  });
}

const netSentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'broke the connection off',
  EPIPE: 'broke the connection off',
  ETIMEDOUT: 'did not answer the connection in time',
  EHOSTUNREACH: 'cannot be reached from this network',
  ENETUNREACH: 'cannot be reached from this network',
};

export function netFault(place: string, code: string): Fault {
  return new Fault(code === 'ETIMEDOUT' ? 'timeout' : 'net', {
    code: `net-${code.toLowerCase()}`,
    retryable: true,
    message: `${quoted(place)} ${netSentences[code] ?? 'could not be reached'} (${code}).`,
    mend: 'Check the address in a browser; the next check tries again.',
  });
}

const tlsSentences: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has an expired certificate',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a self-signed certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'has a certificate from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate from an unknown authority',
  CERT_REVOKED: 'has a revoked certificate',
};

export function tlsFault(host: string, code: string): Fault {
  const certificate = tlsSentences[code];
  return new Fault('tls', {
    code: `tls-${code.toLowerCase().replaceAll('_', '-')}`,
    retryable: true,
    message: `${quoted(host)} ${certificate ?? 'could not agree on an encrypted connection'} (${code}).`,
    mend: certificate === undefined
      ? 'The server must speak TLS 1.2 or later; check the address in a browser.'
      : 'Tell the site\'s owner; if the certificate is signed by an authority of your own, add that authority to the configuration.',
  });
}
