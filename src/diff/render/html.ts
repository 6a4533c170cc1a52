import type { Comparison, WordRun } from '../../domain/change.ts';
import type { ReaderLanguage } from '../../domain/language.ts';
import { redlineOf, type Entry } from './entries.ts';
import type { Phrases } from './phrases.ts';

export interface HtmlOptions {
  readonly language: ReaderLanguage;
}

const style = `
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fff; --dim: #595959; --rule: #c8c8c8; --del: #a4123f; --delback: #fdeef2; --ins: #0b5d2b; --insback: #e8f6ec; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --dim: #b0b0b0; --rule: #4a4a4a; --del: #ff9db5; --delback: #3a1620; --ins: #8fe0a8; --insback: #12301c; } }
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 Georgia, 'Times New Roman', serif; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; } h3 { font-size: 1rem; margin: 0 0 .2rem; }
p { margin: .3rem 0; } .dim { color: var(--dim); font-size: .9rem; }
article { border-top: 1px solid var(--rule); padding: .9rem 0; break-inside: avoid-page; } article.material { border-left: 4px solid currentcolor; padding-left: .8rem; }
.headline { font-weight: bold; } .redline { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; padding: .4rem .7rem; border-left: 1px solid var(--rule); }
del { color: var(--del); background: var(--delback); text-decoration: line-through; } ins { color: var(--ins); background: var(--insback); text-decoration: underline; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a { color: inherit; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } del, ins { background: none; } a { text-decoration: none; } }
`.trim();

/** A redline as one self-contained page to read, mail or print: no scripts, nothing fetched, everything of the policy's escaped. */
export function toHtml(comparison: Comparison, options: HtmlOptions): string {
  const redline = redlineOf(comparison, options.language);
  const { words } = redline;
  const language = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/iu.exec(comparison.language ?? '')?.[0];
  const lang = language === undefined ? '' : ` lang="${language}"`;
  const summary = [
    `<h1><bdi>${escaped(redline.headline)}</bdi></h1>`,
    ...(redline.entries.length > 0 ? [`<p>${escaped(redline.labels)} (${escaped(redline.counts)})</p>`] : []),
    `<p class="dim">${escaped(redline.unchanged)}</p>`,
    ...(redline.coarse ? [`<p><strong>${escaped(words.coarse)}</strong></p>`] : []),
  ];
  if (redline.material.length > 0) {
    summary.push(
      `<h2>${escaped(words.decide)}</h2>`,
      `<ul>${redline.material.map((entry) => `<li><a href="#c${entry.number}">${entry.number}. <bdi>${escaped(entry.headline)}</bdi></a> <span class="dim">(<bdi>${escaped(entry.place)}</bdi>)</span></li>`).join('\n')}</ul>`,
      `<p class="dim">${escaped(words.order)}</p>`,
    );
  }
  const body = redline.entries.map((entry) =>
    entry.kind === 'pointer'
      ? `<p class="dim" id="from${entry.to}"><bdi>${escaped(entry.place)}</bdi>: <a href="#c${entry.to}">${escaped(entry.text)}</a></p>`
      : article(entry, words, lang),
  );
  return [
    '<!doctype html>',
    `<html lang="${options.language}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(redline.headline)}</title><style>${style}</style></head>`,
    '<body>',
    `<header>${summary.join('\n')}</header>`,
    `<main>${body.join('\n')}</main>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function article(entry: Entry, words: Phrases, lang: string): string {
  const moved = entry.movedFrom === null ? '' : ` · <a href="#from${entry.number}"><bdi>${escaped(entry.movedFrom)}</bdi></a>`;
  return [
    `<article id="c${entry.number}" class="${entry.significance}">`,
    `<h3>${entry.number}. <bdi>${escaped(entry.place)}</bdi></h3>`,
    `<p class="headline"><bdi>${escaped(entry.headline)}</bdi></p>`,
    `<p class="dim">${escaped(entry.labels)}${moved}</p>`,
    ...(entry.runs.length > 0 ? [`<div class="redline" dir="auto"${lang}>${entry.runs.map((run) => inked(run, words)).join('')}</div>`] : []),
    ...(entry.remark === null ? [] : [`<p class="dim">${escaped(entry.remark)}</p>`]),
    ...(entry.reasons.length === 0 ? [] : [`<p>${escaped(words.reasons)}: <bdi>${escaped(entry.reasons.join('; '))}</bdi></p>`]),
    ...(entry.facts.length === 0 ? [] : [`<p>${escaped(words.facts)}: <bdi>${escaped(entry.facts.join('; '))}</bdi></p>`]),
    '</article>',
  ].join('\n');
}

/** Told apart by strike and underline, and for those who listen by a word before and after. */
function inked(run: WordRun, words: Phrases): string {
  if (run.op === 'equal') return escaped(run.text);
  const [tag, word] = run.op === 'delete' ? ['del', words.deleted] : ['ins', words.inserted];
  return `<${tag}><span class="vh"> ${escaped(word)} </span>${escaped(run.text)}<span class="vh"> ${escaped(words.end)} </span></${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
