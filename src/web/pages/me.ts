import { changeOwnPassword, openSession } from '../../app/accounts.ts';
import { addFeedToken, endFeedToken } from '../../app/feed-tokens.ts';
import { UsageError } from '../../domain/problem.ts';
import { feedTokensOf, type FeedOwner } from '../../storage/feed-tokens.ts';
import { dayTag, timeTag } from '../dates.ts';
import { feedTokenPrefix } from '../identity.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { actionForm, csrfField } from '../page.ts';
import { facts, field, problemBox, table } from '../parts.ts';
import { addressOf } from '../settings.ts';
import { randomToken, tokenHash } from '../tokens.ts';
import { missing, nameOf, redirect, wholeOf, type Reply, type Visit } from '../visit.ts';
import { accountProblem } from './accounts.ts';

const yearSeconds = 31_536_000;

/** What a form on this page led to, to be told beside it. */
interface Told {
  readonly password: readonly string[];
  readonly feeds: readonly string[];
  /** A secret that was made just now; shown this once. */
  readonly feedToken: string | null;
}

const nothing: Told = { password: [], feeds: [], feedToken: null };

export async function mePage(visit: Visit): Promise<Reply> {
  return page(visit, nothing);
}

async function page(visit: Visit, told: Told): Promise<Reply> {
  const { words, identity } = visit;
  const w = words.me;
  const role = identity.kind === 'nobody' ? none : words.roles[identity.role];
  const password = identity.kind === 'account' ? html`<h2>${w.password}</h2>${problemBox(w.password, told.password)}<form class="stack narrow" method="post" action="/me/password">${csrfField(visit)}${field('present', w.current, '', { type: 'password', required: true, autocomplete: 'current-password' })}${field('fresh', w.fresh, '', { type: 'password', required: true, autocomplete: 'new-password', help: words.accounts.passwordRule })}<button class="button">${w.change}</button></form>` : none;
  const open = identity.kind === 'open' ? html`<form class="stack narrow" method="post" action="/me/name">${csrfField(visit)}${field('name', w.nameOpen, identity.name, { help: w.nameOpenHelp, autocomplete: 'name' })}<button class="button">${words.common.save}</button></form>` : none;
  const known = facts([nameOf(visit) === '' ? null : [w.name, quoted(nameOf(visit))], [w.role, role], [w.language, words.languageName[visit.language]]]);
  const isWrong = told.password.length > 0 || told.feeds.length > 0;
  return { kind: 'page', title: w.title, section: 'me', body: html`<h1>${w.title}</h1>${known}${open}${await feeds(visit, told)}${password}`, status: isWrong ? 422 : 200 };
}

/** @returns whose secret addresses this person may make; null where none are needed, or nobody in particular asks */
function feedOwner({ identity }: Visit): FeedOwner | null {
  return identity.kind === 'account' || identity.kind === 'proxy' ? { accountId: identity.accountId, name: identity.name } : null;
}

async function feeds(visit: Visit, told: Told): Promise<Markup> {
  const { words } = visit;
  const w = words.me.feeds;
  const title = html`<h2 id="feeds">${w.title}</h2>`;
  const owner = feedOwner(visit);
  if (owner === null) return visit.identity.kind === 'open' ? html`${title}<p>${w.openText}</p>${addresses(visit, null)}` : none;
  const tokens = await feedTokensOf(visit.services.storage.db, owner);
  const rows = tokens.map((token) => [quoted(token.name), dayTag(visit.dates, token.createdAt), token.lastUsedAt === null ? words.common.never : timeTag(visit.dates, token.lastUsedAt), actionForm(visit, `/me/feeds/${token.id}/revoke`, words.accounts.revoke, 'plain')]);
  const fresh = told.feedToken === null ? none : html`<div class="notice good" role="status"><p>${w.once}</p>${addresses(visit, told.feedToken)}<p>${w.vendorToo}</p></div>`;
  return html`${title}<p>${w.intro}</p>${problemBox(w.title, told.feeds)}${fresh}
${rows.length === 0 ? html`<p class="quiet">${w.none}</p>` : table(w.title, [w.name, words.accounts.created, words.accounts.tokenUsed, words.common.actions], rows, { hideCaption: true })}
<form class="stack narrow" method="post" action="/me/feeds">${csrfField(visit)}${field('name', w.name, '', { required: true, help: w.nameHelp })}<button class="button">${w.create}</button></form>`;
}

function addresses(visit: Visit, token: string | null): Markup {
  const { words, settings } = visit;
  const base = addressOf(settings);
  const query = token === null ? '' : `?key=${token}`;
  const of = (path: string, label: string): Markup => html`<li>${label}: <code>${base}${path}${query}</code></li>`;
  return html`<ul>${of('/calendar.ics', words.me.feeds.calendar)}${of('/feeds/changes.atom', 'Atom')}${of('/feeds/changes.json', 'JSON Feed')}</ul>`;
}

/** Makes one more secret address; it is shown in this answer and never again. */
export async function createFeed(visit: Visit): Promise<Reply> {
  const owner = feedOwner(visit);
  if (owner === null) return missing;
  const { feeds: w } = visit.words.me;
  const name = visit.form.text('name', 100);
  if (name === '') return page(visit, { ...nothing, feeds: [w.nameNeeded] });
  const token = `${feedTokenPrefix}${randomToken()}`;
  try {
    await addFeedToken(visit.services, { owner, name, tokenSha256: tokenHash(token) });
  } catch (error) {
    if (error instanceof UsageError && error.problem.code === 'too-many-feeds') return page(visit, { ...nothing, feeds: [w.tooMany] });
    throw error;
  }
  return page(visit, { ...nothing, feedToken: token });
}

export async function revokeFeed(visit: Visit): Promise<Reply> {
  const owner = feedOwner(visit);
  const id = wholeOf(visit.params['feed'] ?? '');
  if (owner === null || id === null) return missing;
  await endFeedToken(visit.services, owner, id);
  return redirect('/me?done=feed-revoked');
}

export async function changeName(visit: Visit): Promise<Reply> {
  const name = visit.form.text('name', 200);
  return { kind: 'redirect', to: '/me?done=saved', cookies: [{ name: 'name', value: name === '' ? null : name, maxAgeSeconds: yearSeconds }] };
}

export async function changePassword(visit: Visit): Promise<Reply> {
  const { identity, services, settings, form } = visit;
  if (identity.kind !== 'account') return missing;
  try {
    await changeOwnPassword(services, identity.accountId, form.text('present', 500), form.text('fresh', 500));
  } catch (error) {
    if (error instanceof UsageError) return page(visit, { ...nothing, password: [accountProblem(visit, error)] });
    throw error;
  }
  const token = randomToken();
  await openSession(services, identity.accountId, tokenHash(token), settings.sessionHours);
  return { kind: 'redirect', to: '/me?done=password-changed', cookies: [{ name: 'session', value: token, maxAgeSeconds: settings.sessionHours * 3600 }] };
}
