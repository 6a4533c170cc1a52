import { policyTypes } from '../../domain/vendor.ts';
import { OperationError, UsageError } from '../../domain/problem.ts';
import { findVendor } from '../../storage/vendors.ts';
import { flag, html, none, quoted, type Markup } from '../markup.ts';
import { csrfField } from '../page.ts';
import { field, problemBox, select, typeName } from '../parts.ts';
import type { FoundVendor } from '../services.ts';
import { problemLine } from '../told-problem.ts';
import { redirect, type Reply, type Visit } from '../visit.ts';

const policiesAtOnce = 60;

export async function addVendorPage(visit: Visit): Promise<Reply> {
  return askPage(visit, '', []);
}

function askPage(visit: Visit, address: string, problems: readonly string[]): Reply {
  const w = visit.words.addVendor;
  const body = html`<h1>${w.title}</h1><p>${w.intro}</p>${problemBox(w.problems, problems)}
<form class="stack narrow" method="post" action="/vendors/find">${csrfField(visit)}<input type="hidden" name="vendor" value="${visit.query.text('vendor', 80)}">${field('address', w.address, address, { help: w.addressHelp, required: true, autofocus: true, autocomplete: 'url' })}<button class="button strong">${w.find}</button></form>`;
  return { kind: 'page', title: w.title, section: 'vendors', body, status: problems.length > 0 ? 422 : 200 };
}

/** Looks for a vendor's policies and lets the reader choose. */
export async function findPolicies(visit: Visit): Promise<Reply> {
  const address = visit.form.text('address', 2000);
  try {
    return choosePage(visit, address, await visit.services.actions.find(address));
  } catch (error) {
    return askPage(visit, address, [messageOf(visit, error)]);
  }
}

function messageOf(visit: Visit, error: unknown): string {
  if (error instanceof UsageError || error instanceof OperationError) return problemLine(visit, error.problem);
  throw error;
}

function choosePage(visit: Visit, address: string, found: FoundVendor): Reply {
  const w = visit.words.addVendor;
  if (found.policies.length === 0) return askPage(visit, address, [...found.warnings.map((warning) => warning[visit.language]), w.nothing]);
  const types = policyTypes.map((type) => ({ value: type as string, label: typeName(visit, type) }));
  const rows: readonly Markup[] = found.policies.slice(0, policiesAtOnce).map((policy, index) => html`<li class="card"><label class="choose"><input type="checkbox" name="use" value="${index}"${flag('checked', !policy.known)}${flag('disabled', policy.known)}> <span>${quoted(policy.title ?? policy.url)}${policy.known ? html` <span class="quiet">(${w.known})</span>` : none}</span></label>
<p class="quiet"><bdi>${policy.url}</bdi></p><input type="hidden" name="url${index}" value="${policy.url}">${select(`type${index}`, w.type, types.some((type) => type.value === policy.type) ? types : [{ value: policy.type, label: policy.type }, ...types], policy.type)}</li>`);
  const body = html`<h1>${w.foundTitle(found.name)}</h1>${problemBox(w.warnings, found.warnings.map((warning) => warning[visit.language]))}
<form class="stack" method="post" action="/vendors">${csrfField(visit)}<input type="hidden" name="address" value="${address}">${field('name', w.name, found.name, { required: true })}<fieldset><legend>${w.choose}</legend><ul class="cards">${rows}</ul></fieldset><button class="button strong">${w.watch}</button></form>`;
  return { kind: 'page', title: w.foundTitle(found.name), section: 'vendors', body };
}

export async function addVendor(visit: Visit): Promise<Reply> {
  const { form } = visit;
  const policies = form.all('use').flatMap((index) => {
    const url = /^\d{1,3}$/u.test(index) ? form.text(`url${index}`, 2000) : '';
    const type = form.text(`type${index}`, 100);
    return url === '' ? [] : [{ url, type: type === '' ? 'Other' : type }];
  });
  if (policies.length === 0) return askPage(visit, form.text('address', 2000), [visit.words.addVendor.nothing]);
  try {
    const { vendorSlug } = await visit.services.actions.add({ name: form.text('name', 200), policies });
    const vendor = await findVendor(visit.services.storage.db, vendorSlug);
    return redirect(vendor === null ? '/vendors?done=added-vendor' : `/vendors/${vendor.slug}?done=added-vendor`);
  } catch (error) {
    return askPage(visit, form.text('address', 2000), [messageOf(visit, error)]);
  }
}
