import type { Role } from '../domain/role.ts';
import { addVendor, addVendorPage, findPolicies } from './pages/add-vendor.ts';
import { asOfPage } from './pages/as-of.ts';
import { capturePage, captureRaw } from './pages/capture.ts';
import { comparePage, compareTextFile } from './pages/compare.ts';
import { editVendor, editVendorPage } from './pages/edit-vendor.ts';
import { checksPage, policyPage } from './pages/policy.ts';
import { todayPage } from './pages/today.ts';
import { vendorPage } from './pages/vendor.ts';
import { vendorsPage } from './pages/vendors.ts';
import { versionPage, versionText } from './pages/version.ts';
import { checkPolicyNow, checkVendorNow, jobPage, policyAction, vendorAction } from './pages/watch-actions.ts';
import type { Handler } from './visit.ts';

/**
 * Every address that the pages answer, and who may ask. What is not here does not exist; a route without a role is open
 * to the world and says why.
 */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Hono's notation. */
  readonly path: string;
  /** The least role that is let in; `public`: nobody in particular. */
  readonly needs: Role | 'public';
  /** `self`: changes what belongs to the asker alone, so that a reader may. GET changes nothing. */
  readonly changes: 'nothing' | 'self' | 'records';
  /** How a program or a browser is told to come in: a redirect to the sign-in page, or 401. */
  readonly door: 'page' | 'api' | 'feed';
  /** What shows that a POST is meant: the form's token, or the secret in the address of a mail's link. */
  readonly proof: 'form' | 'link';
  readonly handler: Handler;
}

function page(path: string, needs: Route['needs'], handler: Handler): Route {
  return { method: 'GET', path, needs, changes: 'nothing', door: 'page', proof: 'form', handler };
}

function act(path: string, needs: Route['needs'], handler: Handler, changes: 'self' | 'records' = 'records'): Route {
  return { method: 'POST', path, needs, changes, door: 'page', proof: 'form', handler };
}

export const routes: readonly Route[] = [
  page('/', 'reader', todayPage),
  page('/vendors', 'reader', vendorsPage),
  page('/vendors/new', 'administrator', addVendorPage),
  act('/vendors/find', 'administrator', findPolicies),
  act('/vendors', 'administrator', addVendor),
  page('/vendors/:vendor', 'reader', vendorPage),
  page('/vendors/:vendor/edit', 'administrator', editVendorPage),
  act('/vendors/:vendor/edit', 'administrator', editVendor),
  act('/vendors/:vendor/check', 'reviewer', checkVendorNow),
  act('/vendors/:vendor/pause', 'administrator', vendorAction('pause')),
  act('/vendors/:vendor/resume', 'administrator', vendorAction('resume')),
  act('/vendors/:vendor/remove', 'administrator', vendorAction('remove')),
  page('/jobs/:job', 'reviewer', jobPage),
  page('/policies/:vendor/:type', 'reader', policyPage),
  page('/policies/:vendor/:type/checks', 'reader', checksPage),
  page('/policies/:vendor/:type/compare', 'reader', comparePage),
  page('/policies/:vendor/:type/compare.txt', 'reader', compareTextFile),
  page('/policies/:vendor/:type/as-of', 'reader', asOfPage),
  page('/policies/:vendor/:type/versions/:file{[0-9]+\\.txt}', 'reader', versionText),
  page('/policies/:vendor/:type/versions/:number', 'reader', versionPage),
  page('/policies/:vendor/:type/captures/:capture', 'reader', capturePage),
  page('/policies/:vendor/:type/captures/:capture/raw', 'reader', captureRaw),
  act('/policies/:vendor/:type/check', 'reviewer', checkPolicyNow),
  act('/policies/:vendor/:type/pause', 'administrator', policyAction('pause')),
  act('/policies/:vendor/:type/resume', 'administrator', policyAction('resume')),
  act('/policies/:vendor/:type/remove', 'administrator', policyAction('remove')),
];
