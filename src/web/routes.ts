import type { Role } from '../domain/role.ts';
import { endpoints } from './api/endpoints.ts';
import { accountsPage, createAccount, createToken, editAccount, revokeToken } from './pages/accounts.ts';
import { addVendor, addVendorPage, findPolicies } from './pages/add-vendor.ts';
import { asOfPage, vendorAsOfPage } from './pages/as-of.ts';
import { captureFrame, capturePage, captureRaw } from './pages/capture.ts';
import { comparePage, compareTextFile } from './pages/compare.ts';
import { deadlinesPage, settle } from './pages/deadlines.ts';
import { editVendor, editVendorPage } from './pages/edit-vendor.ts';
import { exportFile, exportsPage } from './pages/exports.ts';
import { calendar, captureLink, changesFeed, comparisonLink, tagFeed, vendorFeed } from './pages/feeds.ts';
import { healthPage } from './pages/health.ts';
import { healthz, metrics } from './pages/machines.ts';
import { changeName, changePassword, createFeed, mePage, revokeFeed } from './pages/me.ts';
import { checksPage, policyPage } from './pages/policy.ts';
import { changeEvidence, changePage, decide, decisionsPage, reviewPage } from './pages/review.ts';
import { searchPage } from './pages/search.ts';
import { changeLanguage, setup, setupPage, signIn, signInPage, signOut } from './pages/sign-in.ts';
import { subProcessorsPage } from './pages/sub-processors.ts';
import { addSubscriberNow, confirmPage, confirmSubscription, endSubscriber, subscribe, subscribersPage, unsubscribe, unsubscribePage } from './pages/subscribers.ts';
import { todayPage } from './pages/today.ts';
import { vendorPage } from './pages/vendor.ts';
import { vendorsPage } from './pages/vendors.ts';
import { versionEvidence, versionPage, versionText } from './pages/version.ts';
import { checkPolicyNow, checkVendorNow, jobEvents, jobPage, policyAction, vendorAction } from './pages/watch-actions.ts';
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
  /** How a program or a browser is told to come in: a redirect to the sign-in page, or 401. A feed opens to a person's secret address too. */
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
  page('/vendors/:vendor/as-of', 'reader', vendorAsOfPage),
  page('/vendors/:vendor/edit', 'administrator', editVendorPage),
  act('/vendors/:vendor/edit', 'administrator', editVendor),
  act('/vendors/:vendor/check', 'reviewer', checkVendorNow),
  act('/vendors/:vendor/pause', 'administrator', vendorAction('pause')),
  act('/vendors/:vendor/resume', 'administrator', vendorAction('resume')),
  act('/vendors/:vendor/remove', 'administrator', vendorAction('remove')),
  page('/jobs/:job', 'reviewer', jobPage),
  { ...page('/jobs/:job/events', 'reviewer', jobEvents), door: 'api' },
  page('/policies/:vendor/:type', 'reader', policyPage),
  page('/policies/:vendor/:type/checks', 'reader', checksPage),
  page('/policies/:vendor/:type/compare', 'reader', comparePage),
  page('/policies/:vendor/:type/compare.txt', 'reader', compareTextFile),
  page('/policies/:vendor/:type/as-of', 'reader', asOfPage),
  page('/policies/:vendor/:type/versions/:file{[0-9]+\\.txt}', 'reader', versionText),
  page('/policies/:vendor/:type/versions/:number', 'reader', versionPage),
  page('/policies/:vendor/:type/versions/:number/evidence', 'reader', versionEvidence),
  page('/policies/:vendor/:type/captures/:capture', 'reader', capturePage),
  page('/policies/:vendor/:type/captures/:capture/frame', 'reader', captureFrame),
  page('/policies/:vendor/:type/captures/:capture/raw', 'reader', captureRaw),
  act('/policies/:vendor/:type/check', 'reviewer', checkPolicyNow),
  act('/policies/:vendor/:type/pause', 'administrator', policyAction('pause')),
  act('/policies/:vendor/:type/resume', 'administrator', policyAction('resume')),
  act('/policies/:vendor/:type/remove', 'administrator', policyAction('remove')),
  page('/comparisons/:comparison', 'reader', comparisonLink),
  page('/captures/:capture', 'reader', captureLink),
  page('/review', 'reader', reviewPage),
  page('/changes/:change', 'reader', changePage),
  page('/changes/:change/evidence', 'reader', changeEvidence),
  act('/decisions', 'reviewer', decide),
  page('/decisions', 'reader', decisionsPage),
  page('/search', 'reader', searchPage),
  page('/sub-processors', 'reader', subProcessorsPage),
  page('/deadlines', 'reader', deadlinesPage),
  act('/deadlines/:deadline/settle', 'reviewer', settle),
  page('/subscribers', 'reader', subscribersPage),
  act('/subscribe', 'reader', subscribe, 'self'),
  act('/subscribers', 'administrator', addSubscriberNow),
  act('/subscribers/:subscriber/end', 'administrator', endSubscriber),
  page('/exports', 'reader', exportsPage),
  page('/exports/:file{[a-z-]+\\.csv}', 'reader', exportFile),
  page('/health', 'reader', healthPage),
  page('/accounts', 'administrator', accountsPage),
  act('/accounts', 'administrator', createAccount),
  act('/accounts/:account', 'administrator', editAccount),
  act('/tokens', 'administrator', createToken),
  act('/tokens/:token/revoke', 'administrator', revokeToken),
  page('/me', 'reader', mePage),
  act('/me/name', 'reader', changeName, 'self'),
  act('/me/password', 'reader', changePassword, 'self'),
  act('/me/feeds', 'reader', createFeed, 'self'),
  act('/me/feeds/:feed/revoke', 'reader', revokeFeed, 'self'),

  // Open to the world: the way in, a choice of words, links whose secret is their proof, and a sign of life.
  page('/sign-in', 'public', signInPage),
  act('/sign-in', 'public', signIn, 'self'),
  act('/sign-out', 'public', signOut, 'self'),
  act('/language', 'public', changeLanguage, 'self'),
  page('/setup/:token', 'public', setupPage),
  act('/setup/:token', 'public', setup),
  page('/confirm/:token', 'public', confirmPage),
  { ...act('/confirm/:token', 'public', confirmSubscription, 'self'), proof: 'link' },
  page('/unsubscribe/:token', 'public', unsubscribePage),
  { ...act('/unsubscribe/:token', 'public', unsubscribe, 'self'), proof: 'link' },
  { ...page('/healthz', 'public', healthz), door: 'api' },

  { ...page('/metrics', 'reader', metrics), door: 'api' },
  { ...page('/feeds/:file', 'reader', changesFeed), door: 'feed' },
  { ...page('/feeds/vendors/:file', 'reader', vendorFeed), door: 'feed' },
  { ...page('/feeds/tags/:file', 'reader', tagFeed), door: 'feed' },
  { ...page('/calendar.ics', 'reader', calendar), door: 'feed' },
  ...endpoints.map((endpoint): Route => ({ method: endpoint.method, path: endpoint.path, needs: endpoint.needs, changes: endpoint.method === 'GET' ? 'nothing' : 'records', door: 'api', proof: 'form', handler: endpoint.handler })),
];
