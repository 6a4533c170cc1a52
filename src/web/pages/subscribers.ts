import { endSubscription, requestSubscription, subscribeReader, type SubscribeRequest } from '../../app/subscribe-reader.ts';
import { followLink, subscriberOfLink } from '../../app/subscription-links.ts';
import { significances } from '../../domain/change.ts';
import { topics } from '../../domain/clause.ts';
import type { SubscriberId } from '../../domain/ids.ts';
import { policyTypeLabel, significanceLabels, topicLabels } from '../../domain/labels.ts';
import { readerLanguages } from '../../domain/language.ts';
import { OperationError, UsageError } from '../../domain/problem.ts';
import type { QuietHours, Subscriber } from '../../domain/subscriber.ts';
import { policyTypes } from '../../domain/vendor.ts';
import { listSubscribers } from '../../storage/subscribers.ts';
import { flag, html, none, quoted, type Markup } from '../markup.ts';
import { actionForm, csrfField } from '../page.ts';
import { field, problemBox, select, table, tagList } from '../parts.ts';
import { problemLine } from '../told-problem.ts';
import { may, missing, redirect, wholeOf, type Reply, type Visit } from '../visit.ts';

/** Administrators see who is subscribed; everybody may subscribe an address that then confirms itself. */
export async function subscribersPage(visit: Visit): Promise<Reply> {
  return page(visit, []);
}

async function page(visit: Visit, problems: readonly string[]): Promise<Reply> {
  const { words } = visit;
  const w = words.subscribers;
  const isAdministrator = may(visit, 'administrator');
  const subscribers = isAdministrator ? await listSubscribers(visit.services.storage.db) : [];
  const rows = subscribers.map((subscriber) => [
    html`${quoted(subscriber.name)}<br><small><bdi>${subscriber.address}</bdi></small>`,
    followsText(visit, subscriber),
    html`${subscriber.alertFrom === null ? w.noAlerts : w.alertsFrom(significanceLabels[subscriber.alertFrom][visit.language])}<br>${subscriber.digest ? w.withDigest : w.noDigest}<br><small>${words.languageName[subscriber.language]}</small>`,
    status(visit, subscriber),
    actionForm(visit, `/subscribers/${subscriber.id}/end`, w.end, 'plain'),
  ]);
  const list = !isAdministrator ? none : rows.length === 0 ? html`<p class="empty">${w.empty}</p>` : table(w.title, [w.name, w.follows, w.receives, w.status, words.common.actions], rows, { hideCaption: true });
  const body = html`<h1>${w.title}</h1><p>${w.intro}</p>${problemBox(w.subscribe, problems)}${list}
<div class="columns even">${subscribeSection(visit, isAdministrator)}
${isAdministrator ? html`<section aria-labelledby="add-h"><h2 id="add-h">${w.addTitle}</h2><p>${w.addIntro}</p>${wishForm(visit, '/subscribers', w.add)}</section>` : none}</div>
<h2>${w.feeds}</h2><p>${w.feedsText} <a href="/me#feeds">${w.feedsOwn}</a></p><ul><li>${w.feedAll}: <a href="/feeds/changes.atom">Atom</a>, <a href="/feeds/changes.json">JSON Feed</a></li><li>${w.feedVendor}</li><li><a href="/calendar.ics">${words.deadlines.calendar}</a></li></ul>`;
  return { kind: 'page', title: w.title, section: 'subscribers', body, status: problems.length > 0 ? 422 : 200 };
}

/** A form whose mail could carry no link back would end in a refusal; an administrator enters addresses without one. */
function subscribeSection(visit: Visit, isAdministrator: boolean): Markup {
  const w = visit.words.subscribers;
  const { config, secrets } = visit.services;
  const canConfirm = config.baseUrl !== null && secrets.signing !== null;
  if (!canConfirm && isAdministrator) return none;
  return html`<section aria-labelledby="subscribe-h"><h2 id="subscribe-h">${w.subscribeTitle}</h2>${canConfirm ? html`<p>${w.subscribeIntro}</p>${wishForm(visit, '/subscribe', w.subscribe)}` : html`<p class="empty">${w.noLinks}</p>`}</section>`;
}

function status(visit: Visit, subscriber: Subscriber): Markup {
  const w = visit.words.subscribers;
  if (subscriber.suspendedAt !== null) return html`<span class="health failing">${w.suspended}</span>`;
  return subscriber.confirmedAt === null ? html`<span class="quiet">${w.waiting}</span>` : html`${w.confirmed}`;
}

function followsText(visit: Visit, { follows }: Subscriber): Markup {
  const { language } = visit;
  const named = [...follows.policyTypes.map((type) => policyTypeLabel(type)[language]), ...follows.topics.map((topic) => topicLabels[topic][language])];
  const all = [...follows.vendors, ...named, ...follows.tags];
  return all.length === 0 ? html`${visit.words.subscribers.everything}` : html`${[...follows.vendors, ...named].join(', ')} ${tagList(follows.tags)}`;
}

/** Boxes to tick, several at once; none ticked means all. */
function boxes(visit: Visit, name: string, legend: string, choices: readonly { readonly value: string; readonly label: string }[]): Markup {
  const ticked = visit.form.all(name);
  return html`<fieldset><legend>${legend}</legend><div class="choices">${choices.map(({ value, label }) => html`<label class="choose"><input type="checkbox" name="${name}" value="${value}"${flag('checked', ticked.includes(value))}> <span>${label}</span></label>`)}</div></fieldset>`;
}

function wishForm(visit: Visit, action: string, label: string): Markup {
  const { words, language, form } = visit;
  const w = words.subscribers;
  return html`<form class="stack" method="post" action="${action}">${csrfField(visit)}
${field('name', w.name, form.text('name', 200), { required: true, autocomplete: 'name' })}
${field('address', w.address, form.text('address', 320), { type: 'email', required: true, autocomplete: 'email' })}
${select('language', w.language, readerLanguages.map((name) => ({ value: name, label: words.languageName[name] })), language)}
${select('alertFrom', w.alertFrom, [...significances.toReversed().map((name) => ({ value: name, label: significanceLabels[name][language] })), { value: 'none', label: w.alertNone }], 'material')}
<details${flag('open', ['vendors', 'tags', 'type', 'topic'].some((name) => form.text(name) !== ''))}><summary>${w.part}</summary><p class="quiet">${w.partText}</p>
${field('vendors', w.vendors, form.text('vendors', 500), { help: w.vendorsHelp, idPrefix: `${action.slice(1)}-` })}
${field('tags', w.tags, form.text('tags', 500), { help: w.tagsHelp, idPrefix: `${action.slice(1)}-` })}
${boxes(visit, 'type', w.types, policyTypes.map((type) => ({ value: type, label: policyTypeLabel(type)[language] })))}
${boxes(visit, 'topic', w.topics, topics.map((topic) => ({ value: topic, label: topicLabels[topic][language] })))}</details>
<details><summary>${w.times}</summary><p class="quiet">${w.timesText}</p><div class="fields">
${field('quietFrom', w.quietFrom, form.text('quietFrom', 5), { type: 'time' })}
${field('quietUntil', w.quietUntil, form.text('quietUntil', 5), { type: 'time' })}
${field('timeZone', w.timeZone, form.text('timeZone', 100) || visit.services.config.timeZone)}</div></details>
<label class="choose"><input type="checkbox" name="digest" value="1"${flag('checked', true)}> <span>${w.digest}</span></label>
<button class="button">${label}</button></form>`;
}

const listOf = (text: string): readonly string[] => text.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '').slice(0, 50);

/** Null where either end is left open: half a span of hours is none. */
function quietOf({ form }: Visit): QuietHours | null {
  const [from, until] = [form.text('quietFrom', 5), form.text('quietUntil', 5)];
  const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/u.test(text);
  return isTime(from) && isTime(until) && from !== until ? { from, until } : null;
}

function wishOf(visit: Visit): SubscribeRequest {
  const { form } = visit;
  return {
    name: form.text('name', 200),
    address: form.text('address', 320),
    language: form.oneOf('language', readerLanguages) ?? visit.language,
    timeZone: form.text('timeZone', 100) || visit.services.config.timeZone,
    vendors: listOf(form.text('vendors', 500)),
    policyTypes: form.all('type').filter((type) => policyTypes.some((known) => known === type)),
    tags: listOf(form.text('tags', 500)),
    topics: form.all('topic').filter((topic) => topics.some((known) => known === topic)),
    quiet: quietOf(visit),
    alertFrom: form.oneOf('alertFrom', significances),
    digest: form.text('digest', 1) === '1',
  };
}

async function attempt(visit: Visit, work: () => Promise<unknown>, done: string): Promise<Reply> {
  try {
    await work();
    return redirect(`/subscribers?done=${done}`);
  } catch (error) {
    const w = visit.words.subscribers;
    if (error instanceof UsageError && error.problem.code === 'bad-address') return page(visit, [w.badAddress]);
    if (error instanceof UsageError && error.problem.code === 'unknown-vendor') return page(visit, [w.unknownVendor]);
    if (error instanceof UsageError && error.problem.code === 'unknown-time-zone') return page(visit, [w.unknownTimeZone]);
    if (error instanceof UsageError || error instanceof OperationError) return page(visit, [problemLine(visit, error.problem)]);
    throw error;
  }
}

export async function subscribe(visit: Visit): Promise<Reply> {
  return attempt(visit, () => requestSubscription(visit.services, wishOf(visit)), 'subscribed');
}

export async function addSubscriberNow(visit: Visit): Promise<Reply> {
  return attempt(visit, () => subscribeReader(visit.services, wishOf(visit)), 'subscribed-now');
}

export async function endSubscriber(visit: Visit): Promise<Reply> {
  const id = wholeOf(visit.params['subscriber'] ?? '');
  if (id === null) return missing;
  await endSubscription(visit.services, id as SubscriberId);
  return redirect('/subscribers?done=unsubscribed');
}

/** What a mail's link leads to. Opening it changes nothing, because mail scanners open links too; the button does. */
function linkPage(use: 'confirm' | 'unsubscribe'): (visit: Visit) => Promise<Reply> {
  return async (visit) => {
    const subscriber = await subscriberOfLink(visit.services, use, visit.params['token'] ?? '');
    const w = visit.words.subscribers;
    if (subscriber === null) return badLink(visit);
    const title = use === 'confirm' ? w.confirmTitle : w.leaveTitle;
    const body = html`<h1>${title}</h1><p>${use === 'confirm' ? w.confirmText(subscriber.address) : w.leaveText(subscriber.address)}</p><form method="post" action="${visit.path}"><button class="button strong">${use === 'confirm' ? w.confirm : w.leave}</button></form>`;
    return { kind: 'page', title, body };
  };
}

function badLink(visit: Visit): Reply {
  const w = visit.words.subscribers;
  return { kind: 'page', title: w.badLink, status: 404, body: html`<h1>${w.badLink}</h1><p>${w.badLinkText}</p><p><a href="/">${visit.words.error.back}</a></p>` };
}

/** Confirms, or ends at once as RFC 8058 wants: a POST to the link alone, from a mail program or from the button. */
function linkAction(use: 'confirm' | 'unsubscribe'): (visit: Visit) => Promise<Reply> {
  return async (visit) => {
    const subscriber = await followLink(visit.services, use, visit.params['token'] ?? '');
    const w = visit.words.subscribers;
    if (subscriber === null) return badLink(visit);
    const [title, text] = use === 'confirm' ? [w.confirmedTitle, w.confirmedText] : [w.leftTitle, w.leftText];
    return { kind: 'page', title, body: html`<h1>${title}</h1><p>${text}</p>` };
  };
}

export const confirmPage = linkPage('confirm');
export const unsubscribePage = linkPage('unsubscribe');
export const confirmSubscription = linkAction('confirm');
export const unsubscribe = linkAction('unsubscribe');
