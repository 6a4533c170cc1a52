import type { AlertStory } from '../domain/alert.ts';
import type { Instant } from '../domain/instant.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { changePart, materialOf, worstFirst } from './change-part.ts';
import { Html, html, safeUrl } from './html.ts';
import { changeHtml } from './mail-html.ts';
import { policyTitle } from './mail-frame.ts';
import { textOfParts } from './mail-text.ts';
import { mailLimits } from './redline.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import { wordsOf } from './words.ts';

/** What a feed is of, and where it is. */
export interface FeedHead {
  readonly title: string;
  /** The feed's own address, absolute. */
  readonly selfUrl: string;
  readonly homeUrl: string;
  readonly language: ReaderLanguage;
  /** Host of this installation and the day it began, for ids that stay (RFC 4151). */
  readonly tagAuthority: string;
}

const maxEntries = 50;
const maxChanges = 20;

function newestFirst(stories: readonly AlertStory[]): readonly AlertStory[] {
  return stories.toSorted((left, right) => right.new.confirmedAt.localeCompare(left.new.confirmedAt) || left.key.localeCompare(right.key)).slice(0, maxEntries);
}

const idOf = (head: FeedHead, key: string): string => `tag:${head.tagAuthority}:${encodeURIComponent(key.toWellFormed())}`;

const titleOf = (head: FeedHead, story: AlertStory): string =>
  `${policyTitle(story.policy, head.language)}: ${cutLine(visibleLine(story.comparison.overall.headline[head.language]), 200)}`;

function contentOf(head: FeedHead, story: AlertStory): { readonly markup: string; readonly text: string } {
  const words = wordsOf(head.language);
  const changes = worstFirst(story.comparison.changes);
  const parts = changes.slice(0, maxChanges).map((change) => changePart(change, story.comparison.language, head.language, words, mailLimits));
  const more = changes.length - parts.length;
  const rest = more > 0 ? words.moreInPolicy(more, materialOf(changes.slice(maxChanges))) : '';
  return {
    markup: html`<table>${parts.map((part) => changeHtml(part, words))}</table>${rest === '' ? null : html`<p>${rest}</p>`}`.markup,
    text: `${textOfParts(parts, words)}${rest}`.trim(),
  };
}

const categoriesOf = (story: AlertStory): readonly string[] =>
  [...new Set([story.comparison.overall.significance, story.policy.policyType, ...story.policy.vendorTags, ...story.policy.policyTags].map(visibleLine))];

/** An Atom feed (RFC 4287) of the newest changes. @param updatedAt for a feed without entries */
export function renderAtom(stories: readonly AlertStory[], head: FeedHead, updatedAt: Instant): string {
  const shown = newestFirst(stories);
  const entries = shown.map((story) => {
    const url = safeUrl(story.links.comparison ?? story.links.vendorPage);
    return html`<entry><id>${idOf(head, story.key)}</id><title>${titleOf(head, story)}</title><updated>${story.new.confirmedAt}</updated><published>${story.new.firstSeenAt}</published>${url === null ? null : html`<link rel="alternate" type="text/html" href="${url}"/>`}${categoriesOf(story).map((term) => html`<category term="${term}"/>`)}<content type="html">${contentOf(head, story).markup}</content></entry>
`;
  });
  return html`${new Html('<?xml version="1.0" encoding="utf-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${head.language}"><id>${head.selfUrl}</id><title>${visibleLine(head.title)}</title><updated>${shown[0]?.new.confirmedAt ?? updatedAt}</updated><author><name>Clausewatch</name></author><link rel="self" type="application/atom+xml" href="${head.selfUrl}"/><link rel="alternate" type="text/html" href="${head.homeUrl}"/>
${entries}</feed>
`.markup;
}

/** A JSON Feed (version 1.1) of the newest changes. */
export function renderJsonFeed(stories: readonly AlertStory[], head: FeedHead): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: visibleLine(head.title),
    home_page_url: head.homeUrl,
    feed_url: head.selfUrl,
    language: head.language,
    authors: [{ name: 'Clausewatch' }],
    items: newestFirst(stories).map((story) => {
      const url = safeUrl(story.links.comparison ?? story.links.vendorPage);
      const { markup, text } = contentOf(head, story);
      return {
        id: idOf(head, story.key),
        ...(url === null ? {} : { url }),
        title: titleOf(head, story),
        content_html: markup,
        content_text: text,
        date_published: story.new.firstSeenAt,
        date_modified: story.new.confirmedAt,
        tags: categoriesOf(story),
        _clausewatch: { vendor: story.policy.vendorSlug, policy: story.policy.policySlug, significance: story.comparison.overall.significance, direction: story.comparison.overall.direction },
      };
    }),
  });
}
