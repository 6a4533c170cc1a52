import { icon, script, style } from './assets.ts';
import { html, none, sourceOf, type Markup } from './markup.ts';
import { may, nameOf, type Reply, type Section, type Visit } from './visit.ts';
import { doneCode } from './words.ts';
import { readerLanguages } from '../domain/language.ts';
import type { Role } from '../domain/role.ts';

const places: Readonly<Record<Section, { readonly href: string; readonly needs: Role }>> = {
  today: { href: '/', needs: 'reader' },
  vendors: { href: '/vendors', needs: 'reader' },
  review: { href: '/review', needs: 'reader' },
  search: { href: '/search', needs: 'reader' },
  'sub-processors': { href: '/sub-processors', needs: 'reader' },
  deadlines: { href: '/deadlines', needs: 'reader' },
  decisions: { href: '/decisions', needs: 'reader' },
  subscribers: { href: '/subscribers', needs: 'reader' },
  exports: { href: '/exports', needs: 'reader' },
  health: { href: '/health', needs: 'reader' },
  accounts: { href: '/accounts', needs: 'administrator' },
  me: { href: '/me', needs: 'reader' },
};

const mainSections: readonly Section[] = ['today', 'vendors', 'review', 'search', 'sub-processors', 'deadlines', 'decisions'];
const otherSections: readonly Section[] = ['subscribers', 'exports', 'health', 'accounts', 'me'];

/** @returns the whole page's source */
export function renderPage(visit: Visit, page: Reply & { readonly kind: 'page' }): string {
  const { words } = visit;
  const refresh = page.refreshSeconds === undefined ? none : html`<noscript><meta http-equiv="refresh" content="${page.refreshSeconds}"></noscript>`;
  return sourceOf(html`<!doctype html>
<html lang="${visit.language}">
<head>
<meta charset="utf-8">
<title>${page.title} – ${words.product}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${refresh}
<link rel="icon" href="${icon.url}" type="image/svg+xml">
<link rel="stylesheet" href="${style.url}">
<script src="${script.url}" defer></script>
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
${header(visit, page.section ?? null)}
<main id="content" tabindex="-1">
${doneNotice(visit)}
${page.body}
${printedLine(visit)}
</main>
${footer(visit)}
</body>
</html>
`);
}

function header(visit: Visit, current: Section | null): Markup {
  const { words } = visit;
  const brand = html`<a class="brand" href="/">${words.product}</a>`;
  if (visit.identity.kind === 'nobody') return html`<header class="top">${brand}${languageForm(visit)}</header>`;
  const links = (sections: readonly Section[]): Markup => html`<ul>${sections.filter((section) => may(visit, places[section].needs)).map((section) => {
    const here = section === current ? html` aria-current="page"` : none;
    return html`<li><a href="${places[section].href}"${here}>${words.sections[section]}</a></li>`;
  })}</ul>`;
  return html`<header class="top">
${brand}
<details class="menu"><summary>${words.menu}</summary><nav aria-label="${words.menu}">${links([...mainSections, ...otherSections])}</nav></details>
<nav class="side" aria-label="${words.mainMenu}">${links(mainSections)}${links(otherSections)}</nav>
</header>`;
}

/** On paper a page says where it came from and when. */
function printedLine(visit: Visit): Markup {
  const address = visit.settings.baseUrl === null ? '' : `${visit.settings.baseUrl}${visit.path}${visit.query.toString() === '' ? '' : `?${visit.query.toString()}`}`;
  return visit.identity.kind === 'nobody' ? none : html`<p class="print-only">${visit.words.printed(visit.dates.time(visit.now))} ${address}</p>`;
}

function doneNotice(visit: Visit): Markup {
  const code = doneCode(visit.query.text('done', 40));
  return code === null ? none : html`<p class="notice good" role="status">${visit.words.done[code]}</p>`;
}

function footer(visit: Visit): Markup {
  const { words, identity } = visit;
  const who =
    identity.kind === 'open'
      ? html`<p>${words.openNotice}</p>`
      : identity.kind === 'nobody'
        ? none
        : html`<p>${words.signedInAs(nameOf(visit))} (${words.roles[identity.role]})</p>`;
  const out = identity.kind === 'account' ? html`<form method="post" action="/sign-out">${csrfField(visit)}<button class="plain">${words.signOut}</button></form>` : none;
  const languages = identity.kind === 'nobody' ? none : languageForm(visit);
  return html`<footer>${who}<div class="row">${out}${languages}</div></footer>`;
}

function languageForm(visit: Visit): Markup {
  const { words } = visit;
  const back = visit.path + (visit.query.toString() === '' ? '' : `?${visit.query.toString()}`);
  return html`<form class="languages" method="post" action="/language">${csrfField(visit)}<input type="hidden" name="back" value="${back}">${readerLanguages.map((language) =>
    language === visit.language
      ? html`<span class="quiet" aria-current="true" lang="${language}">${words.languageName[language]}</span>`
      : html`<button class="plain" name="language" value="${language}" lang="${language}">${words.languageName[language]}</button>`,
  )}</form>`;
}

/** The field by which a form proves that it came from our own page. */
export function csrfField(visit: Visit): Markup {
  return html`<input type="hidden" name="csrf" value="${visit.csrf}">`;
}

/** A form that asks for one thing to be done. */
export function actionForm(visit: Visit, action: string, label: string, kind: 'button' | 'plain' | 'danger' = 'button'): Markup {
  return html`<form method="post" action="${action}">${csrfField(visit)}<button class="${kind}">${label}</button></form>`;
}
