import { editVendor as storeEdit } from '../../app/edit-vendor.ts';
import { findVendor } from '../../storage/vendors.ts';
import { isIsoDate } from '../days.ts';
import { html, quoted } from '../markup.ts';
import { csrfField } from '../page.ts';
import { field, select } from '../parts.ts';
import { missing, redirect, type Reply, type Visit } from '../visit.ts';

export async function editVendorPage(visit: Visit): Promise<Reply> {
  const vendor = await findVendor(visit.services.storage.db, visit.params['vendor'] ?? '');
  if (vendor === null) return missing;
  const w = visit.words.editVendor;
  const body = html`<nav class="crumbs" aria-label="${visit.words.sections.vendors}"><a href="/vendors">${visit.words.sections.vendors}</a> <span aria-hidden="true">›</span> <a href="/vendors/${vendor.slug}">${quoted(vendor.name)}</a></nav><h1>${w.title(vendor.name)}</h1>
<form class="stack narrow" method="post" action="/vendors/${vendor.slug}/edit">${csrfField(visit)}
${field('name', w.name, vendor.name, { required: true })}
${field('tags', w.tags, vendor.tags.join(', '), { help: w.tagsHelp })}
${field('owner', w.owner, vendor.owner ?? '', { help: w.ownerHelp })}
${field('tier', w.tier, vendor.tier ?? '', { help: w.tierHelp })}
${field('noticeDays', w.noticeDays, vendor.notice === null ? '' : String(vendor.notice.days), { type: 'number', help: w.noticeHelp })}
${select('noticeCount', w.noticeCount, [{ value: 'calendar', label: w.calendar }, { value: 'working', label: w.working }], vendor.notice?.count ?? 'calendar')}
${field('contractDate', w.contractDate, vendor.contractDate ?? '', { type: 'date', help: w.contractDateHelp })}
<div class="row"><button class="button strong">${visit.words.common.save}</button><a href="/vendors/${vendor.slug}">${visit.words.common.cancel}</a></div></form>`;
  return { kind: 'page', title: w.title(vendor.name), section: 'vendors', body };
}

export async function editVendor(visit: Visit): Promise<Reply> {
  const vendor = await findVendor(visit.services.storage.db, visit.params['vendor'] ?? '');
  if (vendor === null) return missing;
  const { form } = visit;
  const name = form.text('name', 200);
  const contractDate = form.text('contractDate', 10);
  const days = form.whole('noticeDays');
  await storeEdit(visit.services, vendor.id, {
    name: name === '' ? vendor.name : name,
    tags: [...new Set(form.text('tags', 1000).split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''))].slice(0, 50),
    owner: form.text('owner', 200) || null,
    tier: form.text('tier', 40) || null,
    notice: days === null || days === 0 || days > 730 ? null : { days, count: form.text('noticeCount') === 'working' ? 'working' : 'calendar' },
    contractDate: isIsoDate(contractDate) ? contractDate : null,
  });
  return redirect(`/vendors/${vendor.slug}?done=saved`);
}
