import { addAccount, addApiToken, changeAccount, endApiToken } from '../../app/accounts.ts';
import type { AccountId } from '../../domain/ids.ts';
import { UsageError } from '../../domain/problem.ts';
import { roles } from '../../domain/role.ts';
import { listAccounts, type Account } from '../../storage/accounts.ts';
import { listApiTokens } from '../../storage/api-tokens.ts';
import { dayTag, timeTag } from '../dates.ts';
import { html, none, quoted, type Markup } from '../markup.ts';
import { actionForm, csrfField } from '../page.ts';
import { field, problemBox, select, table } from '../parts.ts';
import { isOpenHere } from '../settings.ts';
import { problemLine } from '../told-problem.ts';
import { randomToken, tokenHash } from '../tokens.ts';
import { missing, nameOf, redirect, wholeOf, type Reply, type Visit } from '../visit.ts';

export async function accountsPage(visit: Visit): Promise<Reply> {
  return page(visit, [], null);
}

async function page(visit: Visit, problems: readonly string[], freshToken: string | null): Promise<Reply> {
  const { words } = visit;
  const w = words.accounts;
  const accounts = await listAccounts(visit.services.storage.db);
  const tokens = await listApiTokens(visit.services.storage.db);
  const roleChoices = roles.map((role) => ({ value: role, label: words.roles[role] }));
  const accountRows = accounts.map((account) => [
    html`${quoted(account.displayName)}<br><small><bdi>${account.name}</bdi></small>`,
    html`${words.roles[account.role]}${account.disabledAt === null ? none : html` <span class="health failing">${w.disabled}</span>`}`,
    dayTag(visit.dates, account.createdAt),
    accountForm(visit, account),
  ]);
  const tokenRows = tokens.map((token) => [
    quoted(token.name),
    words.roles[token.role],
    html`${quoted(token.createdBy)}, ${dayTag(visit.dates, token.createdAt)}`,
    token.lastUsedAt === null ? words.common.never : timeTag(visit.dates, token.lastUsedAt),
    token.revokedAt === null ? actionForm(visit, `/tokens/${token.id}/revoke`, w.revoke, 'plain') : html`<span class="quiet">${w.revoked}</span>`,
  ]);
  const body = html`<h1>${w.title}</h1><p>${w.intro}</p>${isOpenHere(visit.settings) ? html`<p class="notice">${w.openText}</p>` : none}${problemBox(w.title, problems)}
${accountRows.length === 0 ? html`<p class="empty">${w.empty}</p>` : table(w.title, [w.displayName, w.role, w.created, words.common.actions], accountRows, { hideCaption: true })}
<h2>${w.add}</h2><form class="stack narrow" method="post" action="/accounts">${csrfField(visit)}${field('name', w.name, '', { required: true, help: w.nameHelp })}${field('displayName', w.displayName, '')}${select('role', w.role, roleChoices, 'reader')}${field('password', w.password, '', { type: 'password', autocomplete: 'new-password', help: w.passwordHelp })}<button class="button">${w.create}</button></form>
<h2>${w.tokens}</h2><p>${w.tokensIntro} <a href="/api/v1/openapi.json">${w.apiDocs}</a></p>
${freshToken === null ? none : html`<div class="notice good" role="status"><p>${w.tokenOnce}</p><p><code>${freshToken}</code></p></div>`}
${tokenRows.length === 0 ? html`<p class="quiet">${w.noTokens}</p>` : table(w.tokens, [w.tokenName, w.role, w.tokenBy, w.tokenUsed, words.common.actions], tokenRows, { hideCaption: true })}
<form class="stack narrow" method="post" action="/tokens">${csrfField(visit)}${field('name', w.tokenName, '', { required: true })}${select('role', w.role, roleChoices, 'reader')}<button class="button">${w.tokenCreate}</button></form>`;
  return { kind: 'page', title: w.title, section: 'accounts', body, status: problems.length > 0 ? 422 : 200 };
}

function accountForm(visit: Visit, account: Account): Markup {
  const { words } = visit;
  const w = words.accounts;
  const toggle = account.disabledAt === null ? html`<button class="plain" name="do" value="disable">${w.disable}</button>` : html`<button class="plain" name="do" value="enable">${w.enable}</button>`;
  return html`<details><summary>${w.change}<span class="vh">: ${account.displayName}</span></summary><form class="stack" method="post" action="/accounts/${account.id}">${csrfField(visit)}${select('role', w.role, roles.map((role) => ({ value: role, label: words.roles[role] })), account.role)}${field('password', w.newPassword, '', { type: 'password', autocomplete: 'new-password' })}<div class="row"><button class="button" name="do" value="change">${words.common.save}</button>${toggle}</div></form></details>`;
}

/** @returns what was wrong with an account, in the reader's language */
export function accountProblem(visit: Visit, error: UsageError): string {
  const w = visit.words.accounts;
  const known: Readonly<Record<string, string>> = { 'account-name': w.badName, 'account-taken': w.taken, 'password-weak': w.weak, 'last-administrator': w.lastAdmin, 'password-wrong': visit.words.me.wrong };
  return known[error.problem.code] ?? problemLine(visit, error.problem);
}

async function attempt(visit: Visit, work: () => Promise<void>): Promise<Reply> {
  try {
    await work();
    return redirect('/accounts?done=saved');
  } catch (error) {
    if (error instanceof UsageError) return page(visit, [accountProblem(visit, error)], null);
    throw error;
  }
}

export async function createAccount(visit: Visit): Promise<Reply> {
  const { form } = visit;
  const password = form.text('password', 500);
  return attempt(visit, async () => {
    await addAccount(visit.services, { name: form.text('name', 100), displayName: form.text('displayName', 200), role: form.oneOf('role', roles) ?? 'reader', password: password === '' ? null : password });
  });
}

export async function editAccount(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['account'] ?? '');
  if (id === null) return missing;
  const { form } = visit;
  const role = form.oneOf('role', roles);
  const password = form.text('password', 500);
  const what = form.text('do', 10);
  return attempt(visit, () =>
    changeAccount(visit.services, id as AccountId, what === 'disable' ? { disabled: true } : what === 'enable' ? { disabled: false } : { ...(role === null ? {} : { role }), ...(password === '' ? {} : { password }) }),
  );
}

export async function createToken(visit: Visit): Promise<Reply> {
  const name = visit.form.text('name', 100);
  if (name === '') return page(visit, [visit.words.accounts.tokenName], null);
  const token = `cw_${randomToken()}`;
  await addApiToken(visit.services, { name, tokenSha256: tokenHash(token), role: visit.form.oneOf('role', roles) ?? 'reader', createdBy: nameOf(visit) });
  return page(visit, [], token);
}

export async function revokeToken(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['token'] ?? '');
  if (id === null) return missing;
  await endApiToken(visit.services, id);
  return redirect('/accounts?done=revoked');
}
