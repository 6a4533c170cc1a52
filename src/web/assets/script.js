// The pages work without this file; it adds copying, printing, choosing all, live progress, and keys to go from change to change.
'use strict';

for (const link of document.querySelectorAll('a[data-copy]')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain';
  button.textContent = link.dataset.copyLabel;
  const status = document.createElement('span');
  status.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    const answer = await fetch(link.dataset.copy, { credentials: 'same-origin' });
    if (!answer.ok) return;
    await navigator.clipboard.writeText(await answer.text());
    status.textContent = link.dataset.copiedLabel;
    setTimeout(() => { status.textContent = ''; }, 4000);
  });
  link.after(' ', button, ' ', status);
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

for (const label of document.querySelectorAll('[data-choose-all]')) {
  const form = label.closest('form');
  if (!form) continue;
  label.hidden = false;
  label.querySelector('input').addEventListener('change', (event) => {
    for (const box of form.querySelectorAll('input[name="change"]')) box.checked = event.target.checked;
  });
}

for (const region of document.querySelectorAll('[data-events]')) {
  const status = document.querySelector('[data-events-said]');
  const source = new EventSource(region.dataset.events);
  let over = false;
  source.addEventListener('message', (event) => {
    const told = JSON.parse(event.data);
    over = told.over;
    // The server's own markup, with every text in it escaped; a script in it would not run.
    region.innerHTML = told.html;
    if (status) status.textContent = told.said;
    if (over) source.close();
  });
  source.addEventListener('error', () => {
    if (!over && source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
  });
}

window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details.why:not([open])')) {
    details.open = true;
    details.dataset.openedForPrint = '';
  }
});
window.addEventListener('afterprint', () => {
  for (const details of document.querySelectorAll('details[data-opened-for-print]')) {
    details.open = false;
    delete details.dataset.openedForPrint;
  }
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
  if (event.key !== 'j' && event.key !== 'k') return;
  const changes = [...document.querySelectorAll('article.change')];
  const here = changes.indexOf(document.activeElement?.closest('article.change'));
  const next = changes[event.key === 'j' ? Math.min(here + 1, changes.length - 1) : Math.max(here - 1, 0)];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'start' });
});
