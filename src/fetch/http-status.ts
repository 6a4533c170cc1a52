import type { FetchFailureCode } from '../domain/capture.ts';
import type { Instant } from '../domain/instant.ts';
import { Fault, quoted } from './fault.ts';

interface StatusRule {
  readonly reason: FetchFailureCode;
  readonly what: string;
  readonly mend: string;
}

const nextTry = 'The next check tries again.';
const inBrowser = 'Check the address in a browser; the next check tries again.';
const byHand = 'The site does not serve this crawler; ask its owner for access, or import a saved copy of the page.';

const rules: Readonly<Record<number, StatusRule>> = {
  204: { reason: 'http', what: 'answered without a page', mend: inBrowser },
  205: { reason: 'http', what: 'answered without a page', mend: inBrowser },
  206: { reason: 'http', what: 'answered with a part of the page that was not asked for', mend: nextTry },
  304: { reason: 'http', what: 'says "not modified" although nothing was asked about', mend: nextTry },
  400: { reason: 'http', what: 'does not accept the request', mend: inBrowser },
  401: { reason: 'auth', what: 'asks for a login', mend: 'Policies behind a login cannot be fetched; import a saved copy of the page.' },
  403: { reason: 'blocked', what: 'refuses to serve this crawler', mend: byHand },
  404: { reason: 'gone', what: 'does not exist', mend: 'Find where the policy is published now and correct its address.' },
  405: { reason: 'http', what: 'does not accept the request', mend: inBrowser },
  407: { reason: 'auth', what: 'lies behind a proxy that asks for a login', mend: 'Check the proxy in the configuration.' },
  408: { reason: 'http', what: 'gave up waiting for the request', mend: nextTry },
  410: { reason: 'gone', what: 'was removed for good', mend: 'Find where the policy is published now and correct its address.' },
  429: { reason: 'rate', what: 'asks for fewer requests', mend: 'Nothing needs to be done; the host is left alone for a while.' },
  451: { reason: 'blocked', what: 'is not available for legal reasons', mend: byHand },
};

function ruleOf(status: number, retryAfterGiven: boolean): StatusRule {
  const exact = rules[status];
  if (exact !== undefined) return exact;
  if (status === 503 && retryAfterGiven) return { reason: 'rate', what: 'is out of service for a while', mend: 'Nothing needs to be done; the host is left alone for a while.' };
  if (status >= 500 && status <= 599) return { reason: 'http', what: 'has a fault of its own', mend: nextTry };
  if (status >= 300 && status <= 399) return { reason: 'http', what: 'redirects to nowhere', mend: inBrowser };
  if (status >= 200 && status <= 299) return { reason: 'http', what: 'did not answer with a page', mend: inBrowser };
  return { reason: 'blocked', what: 'refuses the request', mend: byHand };
}

/** 203 comes from a proxy that altered the page; it is taken, and said. */
export function isPage(status: number): boolean {
  return status === 200 || status === 203;
}

/** Says what an answer other than a page, a redirect or an expected "not modified" means. */
export function statusFault(url: string, status: number, retryAfterGiven: boolean, retryAfter: Instant | null): Fault {
  const rule = ruleOf(status, retryAfterGiven);
  const gone = rule.reason === 'gone';
  return new Fault(rule.reason, {
    code: `${rule.reason}-${String(status)}`,
    retryable: !gone && rule.reason !== 'auth',
    message: `${quoted(url)} ${rule.what} (status ${String(status)}).`,
    mend: rule.mend,
  }, retryAfter);
}
