import { addAccount, checkSignIn, chooseLanguage, closeSession, openSession } from '../../app/accounts.ts';
import { readerLanguages } from '../../domain/language.ts';
import { UsageError } from '../../domain/problem.ts';
import { countAdministrators } from '../../storage/accounts.ts';
import { html, none } from '../markup.ts';
import { csrfField } from '../page.ts';
import { field, problemBox } from '../parts.ts';
import { safePath } from '../safe-path.ts';
import { randomToken, tokenHash } from '../tokens.ts';
import { missing, redirect, type Reply, type Visit } from '../visit.ts';
import { accountProblem } from './accounts.ts';

const yearSeconds = 31_536_000;

export async function signInPage(visit: Visit): Promise<Reply> {
  if (visit.identity.kind !== 'nobody') return redirect('/');
  return askPage(visit, []);
}

async function askPage(visit: Visit, problems: readonly string[], status = 200): Promise<Reply> {
  const w = visit.words.signIn;
  const next = safePath(visit.query.text('next', 2000) || visit.form.text('next', 2000)) ?? '/';
  const empty = (await countAdministrators(visit.services.storage.db)) === 0;
  const body = html`<h1>${w.title}</h1>${empty ? html`<p class="notice">${w.none}</p>` : none}${problemBox(w.title, problems)}
<form class="stack narrow" method="post" action="/sign-in">${csrfField(visit)}<input type="hidden" name="next" value="${next}">${field('name', w.name, visit.form.text('name', 100), { required: true, autocomplete: 'username', autofocus: true })}${field('password', w.password, '', { type: 'password', required: true, autocomplete: 'current-password' })}<button class="button strong">${w.go}</button></form>`;
  return { kind: 'page', title: w.title, body, status };
}

export async function signIn(visit: Visit): Promise<Reply> {
  const { form, services, settings, door } = visit;
  const w = visit.words.signIn;
  const name = form.text('name', 100).toLowerCase();
  const keys = [`name:${name}`, `address:${visit.remoteAddress ?? ''}`];
  if (door.isShut(keys)) return askPage(visit, [w.throttled], 429);
  // Counted before the slow comparison, so that many at once cannot slip past the limit.
  door.noteFailure(keys);
  const account = await checkSignIn(services, name, form.text('password', 500));
  if (account === null) return askPage(visit, [w.wrong], 401);
  door.noteSuccess(keys);
  const token = randomToken();
  if (visit.identity.kind === 'account') await closeSession(services, visit.identity.sessionSha256);
  await openSession(services, account.id, tokenHash(token), settings.sessionHours);
  return { kind: 'redirect', to: safePath(form.text('next', 2000)) ?? '/', cookies: [{ name: 'session', value: token, maxAgeSeconds: settings.sessionHours * 3600 }] };
}

export async function signOut(visit: Visit): Promise<Reply> {
  if (visit.identity.kind === 'account') await closeSession(visit.services, visit.identity.sessionSha256);
  return { kind: 'redirect', to: '/sign-in?done=signed-out', cookies: [{ name: 'session', value: null, maxAgeSeconds: 0 }] };
}

/** Makes the first account, by the link that the program printed. */
export async function setupPage(visit: Visit): Promise<Reply> {
  return visit.door.fitsSetup(visit.params['token'] ?? '') ? setupForm(visit, []) : missing;
}

function setupForm(visit: Visit, problems: readonly string[]): Reply {
  const { setup: w, accounts } = visit.words;
  const body = html`<h1>${w.title}</h1><p>${w.intro}</p>${problemBox(w.title, problems)}<form class="stack narrow" method="post" action="${visit.path}">${csrfField(visit)}${field('name', accounts.name, visit.form.text('name', 100), { required: true, autocomplete: 'username', help: accounts.nameHelp })}${field('displayName', accounts.displayName, visit.form.text('displayName', 200), { autocomplete: 'name' })}${field('password', accounts.password, '', { type: 'password', required: true, autocomplete: 'new-password', help: accounts.passwordRule })}<button class="button strong">${w.create}</button></form>`;
  return { kind: 'page', title: w.title, body, status: problems.length > 0 ? 422 : 200 };
}

export async function setup(visit: Visit): Promise<Reply> {
  if (!visit.door.fitsSetup(visit.params['token'] ?? '')) return missing;
  try {
    await addAccount(visit.services, { name: visit.form.text('name', 100), displayName: visit.form.text('displayName', 200), role: 'administrator', password: visit.form.text('password', 500) });
  } catch (error) {
    if (error instanceof UsageError) return setupForm(visit, [accountProblem(visit, error)]);
    throw error;
  }
  visit.door.closeSetup();
  return redirect('/sign-in');
}

/** Another language for this person, or for this browser where nobody signs in. */
export async function changeLanguage(visit: Visit): Promise<Reply> {
  const language = visit.form.oneOf('language', readerLanguages);
  const back = safePath(visit.form.text('back', 2000)) ?? '/';
  if (language === null) return redirect(back);
  const { identity } = visit;
  if ((identity.kind === 'account' || identity.kind === 'proxy') && identity.accountId !== null) await chooseLanguage(visit.services, identity.accountId, language);
  return { kind: 'redirect', to: back, cookies: [{ name: 'language', value: language, maxAgeSeconds: yearSeconds }] };
}
