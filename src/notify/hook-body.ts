import type { AlertStory } from '../domain/alert.ts';
import type { Change } from '../domain/change.ts';
import type { Clause } from '../domain/clause.ts';
import type { Instant } from '../domain/instant.ts';
import type { Bilingual } from '../domain/language.ts';
import type { Hook } from '../domain/webhook.ts';
import { changeLine, materialOf, worstFirst } from './change-part.ts';
import { safeUrl } from './html.ts';
import { dateWords } from './mail-dates.ts';
import { policyTitle } from './mail-frame.ts';
import { visibleLine, visibleText } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import { wordsOf } from './words.ts';

/** As much of a hook as its message depends on. */
export type HookWords = Pick<Hook, 'name' | 'shape' | 'language'>;

const maxChanges = 20;
/** Of a wave each policy keeps at least its heaviest changes; receivers commonly refuse bodies above a megabyte. */
const leastChanges = 2;
const maxChangesInAll = 60;
const maxPolicies = 50;
/** Slack takes 50 blocks in a message (docs: "Blocks"). */
const maxSections = 40;
const maxText = 600;
const maxShort = 200;
const maxFacts = 10;
const maxSides = 3;

const textOf = (text: string): string => cutLine(visibleText(text), maxText);

const shortOf = (text: string): string => cutLine(visibleLine(text), maxShort);

const bothOf = (text: Bilingual): Bilingual => ({ nl: shortOf(text.nl), en: shortOf(text.en) });

const clauseData = (clause: Clause): unknown => ({ path: clause.path.slice(-4).map(shortOf), number: clause.number === null ? null : shortOf(clause.number), text: textOf(clause.text) });

function changeData(change: Change): Readonly<Record<string, unknown>> {
  return {
    kind: change.kind,
    significance: change.significance,
    direction: change.direction,
    topics: change.topics,
    headline: bothOf(change.headline),
    old: change.old.slice(0, maxSides).map(clauseData),
    new: change.new.slice(0, maxSides).map(clauseData),
    facts: change.facts.slice(0, maxFacts).map((fact) => ({ type: fact.type, old: fact.old === null ? null : shortOf(fact.old), new: fact.new === null ? null : shortOf(fact.new) })),
    reasons: change.reasons.slice(0, maxFacts).map((reason) => bothOf(reason.text)),
  };
}

/** @param changes at most so many of them */
function policyData(story: AlertStory, changes: number): unknown {
  const { comparison } = story;
  return {
    key: story.key,
    vendor: { slug: story.policy.vendorSlug, name: shortOf(story.policy.vendorName), tags: story.policy.vendorTags },
    policy: { slug: story.policy.policySlug, type: story.policy.policyType, title: story.title === null ? null : shortOf(story.title), tags: story.policy.policyTags },
    old: story.old,
    new: story.new,
    language: comparison.language,
    overall: { ...comparison.overall, headline: bothOf(comparison.overall.headline) },
    unchanged: comparison.unchanged,
    changes: worstFirst(comparison.changes).slice(0, changes).map(changeData),
    changesLeftOut: Math.max(0, comparison.changes.length - changes),
    deadlines: story.deadlines.map((deadline) => ({ kind: deadline.kind, dueOn: deadline.dueOn, timeZone: deadline.timeZone })),
    notJudged: story.notJudged.map(bothOf),
    notes: story.notes.map(bothOf),
    links: story.links,
  };
}

function jsonBody(stories: readonly AlertStory[], at: Instant): unknown {
  const told = stories.slice(0, maxPolicies);
  const changes = Math.max(leastChanges, Math.floor(maxChangesInAll / told.length));
  return { type: 'policies.changed', timestamp: at, data: { policies: told.map((story) => policyData(story, Math.min(changes, maxChanges))), policiesLeftOut: stories.length - told.length } };
}

/** "Spryng · Privacy Policy: headline", or how many policies changed. */
export function hookSubject(stories: readonly AlertStory[], language: Hook['language']): string {
  const [first, ...others] = stories;
  if (first === undefined) return '';
  const material = stories.filter((story) => story.comparison.overall.significance === 'material').length;
  return others.length > 0 ? wordsOf(language).waveSubject(stories.length, material) : `${policyTitle(first.policy, language)}: ${shortOf(first.comparison.overall.headline[language])}`;
}

/** What chat rooms are told of a policy: whose, its headline, its heaviest changes a line each, and where to read on. */
interface ChatStory {
  readonly title: string;
  readonly headline: string;
  readonly lines: readonly string[];
  readonly url: string | null;
}

function chatStory(story: AlertStory, language: Hook['language'], most: number): ChatStory {
  const words = wordsOf(language);
  const weighty = worstFirst(story.comparison.changes.filter((change) => change.significance !== 'cosmetic'));
  const told = weighty.slice(0, most);
  const more = story.comparison.changes.length - told.length;
  const dates = dateWords(words.locale, 'UTC');
  return {
    title: policyTitle(story.policy, language),
    headline: shortOf(story.comparison.overall.headline[language]),
    lines: [
      ...story.deadlines.filter((deadline) => deadline.kind === 'objection' && deadline.decision === null).slice(0, 1).map((deadline) => words.objectUntil(dates.weekday(deadline.dueOn), false)),
      ...(weighty.length === 1 ? [] : told.map((change) => changeLine(change, language).map((span) => (typeof span === 'string' ? span : 'source' in span ? span.source : '')).join(''))),
      ...(more > 0 ? [words.moreInPolicy(more, materialOf(weighty.slice(most)))] : []),
    ],
    url: safeUrl(story.links.comparison ?? story.links.vendorPage),
  };
}

/** As many stories as a room takes, each with fewer changes the more there are; from the budget on, only a count. */
function chatStories(stories: readonly AlertStory[], language: Hook['language'], budget: number): { readonly told: readonly ChatStory[]; readonly left: number } {
  const changes = stories.length === 1 ? 10 : stories.length <= 5 ? 4 : 2;
  const told: ChatStory[] = [];
  let used = 0;
  for (const story of stories) {
    const next = chatStory(story, language, changes);
    used += Buffer.byteLength(JSON.stringify(next)) + 150;
    if (told.length > 0 && (used > budget || told.length >= maxSections)) break;
    told.push(next);
  }
  return { told, left: stories.length - told.length };
}

/** Slack takes three characters for markup and no others (docs: "Formatting text for app surfaces"). */
const slackText = (text: string): string => visibleLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Slack's sections take 3,000 characters (docs: "Section block"), and all blocks of a message somewhat over 13,000 (bolt-js, issue 2509). */
const slackBudget = 10_000;
const slackSection = 3000;

function slackBody(stories: readonly AlertStory[], hook: HookWords): unknown {
  const words = wordsOf(hook.language);
  const { told, left } = chatStories(stories, hook.language, slackBudget);
  const section = (text: string): unknown => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });
  const sections = told.map(({ title, headline, lines, url }) => {
    const link = url === null ? '' : `\n<${url.replaceAll('|', '%7C').replaceAll('>', '%3E')}|${words.readAll}>`;
    const kept: string[] = [`*${slackText(title)}*: ${slackText(headline)}`];
    for (const line of lines.map((text) => `• ${slackText(text)}`)) {
      if (kept.join('\n').length + line.length + link.length < slackSection) kept.push(line);
    }
    return section(`${kept.join('\n')}${link}`);
  });
  const subject = slackText(hookSubject(stories, hook.language));
  return {
    text: subject,
    blocks: [...(stories.length > 1 ? [section(`*${subject}*`)] : []), ...sections, ...(left > 0 ? [section(slackText(words.policiesLeftOut(left)))] : [])],
    unfurl_links: false,
  };
}

/** Teams refuses a message of more than some 28 kB (docs: "Create and send messages"); half of it leaves room for what it wraps around. */
const teamsBudget = 12_000;

interface Run {
  readonly text: string;
  readonly weight?: 'Bolder';
}

/**
 * An Adaptive Card, as Teams' "Workflows" take it; the older connectors' MessageCard is withdrawn. Words stand in text
 * runs, which know no Markdown: escapes in a text block show on some phones (AdaptiveCards, issue 5590).
 */
function teamsBody(stories: readonly AlertStory[], hook: HookWords): unknown {
  const words = wordsOf(hook.language);
  const { told, left } = chatStories(stories, hook.language, teamsBudget);
  const runs = (inlines: readonly Run[], more: Readonly<Record<string, unknown>> = {}): unknown =>
    ({ type: 'RichTextBlock', ...more, inlines: inlines.map((run) => ({ type: 'TextRun', ...run, text: visibleLine(run.text) })) });
  const open = (url: string): unknown => ({ type: 'Action.OpenUrl', title: words.readAll, url });
  const sections = told.map(({ title, headline, lines, url }) => ({
    type: 'Container',
    separator: stories.length > 1,
    items: [
      runs([{ text: title, weight: 'Bolder' }]),
      runs([{ text: headline }]),
      ...lines.map((line) => runs([{ text: `• ${line}` }], { spacing: 'Small' })),
      ...(url === null ? [] : [{ type: 'ActionSet', actions: [open(url)] }]),
    ],
  }));
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: visibleLine(hookSubject(stories, hook.language)),
    msteams: { width: 'Full' },
    body: [
      ...(stories.length > 1 ? [runs([{ text: hookSubject(stories, hook.language), weight: 'Bolder' }])] : []),
      ...sections,
      ...(left > 0 ? [runs([{ text: words.policiesLeftOut(left) }])] : []),
    ],
  };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }] };
}

/** The message's body in the hook's shape. @param stories in the order in which they are told; @param at when it is composed */
export function hookBody(stories: readonly AlertStory[], hook: HookWords, at: Instant): unknown {
  const bodies = { json: () => jsonBody(stories, at), slack: () => slackBody(stories, hook), teams: () => teamsBody(stories, hook) };
  return bodies[hook.shape]();
}
