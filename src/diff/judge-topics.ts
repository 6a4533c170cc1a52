import type { Annotation, Clause, Topic } from '../domain/clause.ts';
import { topics as allTopics } from '../domain/clause.ts';
import type { ScaleName } from './lexicon/scales.ts';
import type { JudgeContext, Pairing } from './pairing.ts';
import type { PlacedFactChange } from './judge-facts.ts';
import type { ScaleChange } from './scale-changes.ts';
import { isRow } from './significance.ts';
import type { DateRole } from './significance-dates.ts';
import type { Wording } from './significance-wording.ts';

/** What each place in a list of topics is worth. */
const ranks = [3, 1.8, 1.2];

/** Topics whose news a period is. */
const timed: ReadonlySet<Topic> = new Set(['retention', 'security-breach', 'rights', 'fees-renewal', 'policy-change', 'termination']);

/** A line of this many characters is about its date if it has one. */
const shortLine = 90;

/** The changed words count more than the clause around them, the more of them there are. */
const changedShare = (words: number): number => Math.min(1.5, 0.35 + words / 8);

const bare = (clause: Clause, text: string, path: readonly string[]): Clause => ({ ...clause, text, path, links: [], cells: null, header: null, kind: 'paragraph' });

/** Consent attends most other topics; what is consented to is the news. */
const attending: Readonly<Partial<Record<Topic, number>>> = { 'choice-consent': 0.8 };

function add(scores: Map<Topic, number>, topics: readonly Topic[], share: number): void {
  for (const [rank, topic] of topics.entries()) if (topic !== 'other') scores.set(topic, (scores.get(topic) ?? 0) + (ranks[rank] ?? 1) * share * (attending[topic] ?? 1));
}

/**
 * A policy that is about one thing lends its topic to clauses whose own words say little: how much, set against the 3 of
 * a clause's own main topic. House rules are about conduct whatever their examples mention.
 */
const documentShare: Readonly<Partial<Record<Topic, number>>> = { 'acceptable-use': 3.1, 'cookies-tracking': 1.2, 'fees-renewal': 1, 'processor-duties': 0.8, recipients: 1 };

/** What a practice that was turned around is about, as far as it tells. */
const scaleTopics: Readonly<Partial<Record<ScaleName, Topic>>> = {
  keeping: 'retention', encryption: 'security-breach', audience: 'recipients', territory: 'transfers', handing: 'recipients', decider: 'automated-ai', refund: 'fees-renewal', forum: 'law-disputes', standing: 'content-ip', hours: 'service-availability', nexus: 'liability',
};

/** What a scale says of the topic, set against the 3 of a clause's own main topic. */
const scaleShare = 1.2;

/** What a row's own place in a list of recipients says, set against the 3 of a clause's own main topic. */
const rowShare = 3;

const documentTopics = new WeakMap<JudgeContext['newTree'], Map<string, Topic>>();

/** What the policy as a whole is about, by its title. */
function documentTopic(context: JudgeContext, clause: Clause): Topic {
  const title = context.newTree.title ?? context.oldTree.title ?? '';
  const first = clause.path[0] ?? '';
  const known = documentTopics.get(context.newTree) ?? new Map<string, Topic>();
  documentTopics.set(context.newTree, known);
  const told = known.get(`${title}\n${first}`);
  if (told !== undefined) return told;
  const about = context.annotate(bare(clause, `${title} ${first === title ? '' : first}`, []), context.language).topics;
  const found = about.find((topic) => topic !== 'intro-scope' && topic !== 'other') ?? about[0] ?? 'other';
  known.set(`${title}\n${first}`, found);
  return found;
}

/**
 * What a change is about: the changed words first, then the clause and its headings, then the policy's title.
 * @returns one to three topics, the main one first
 */
export function topicsOfChange(pairing: Pairing, sides: { readonly old: readonly Annotation[]; readonly new: readonly Annotation[] }, wording: Wording, facts: readonly PlacedFactChange[], scales: readonly ScaleChange[], dateRoles: readonly DateRole[], context: JudgeContext): readonly Topic[] {
  const clause = pairing.new[0] ?? pairing.old[0];
  if (clause === undefined) return ['other'];
  const scores = new Map<Topic, number>();
  const annotations = [...sides.new, ...sides.old];
  for (const annotation of annotations) add(scores, annotation.topics, 1 / Math.max(1, annotations.length));
  const words = wording.gained.length + wording.lost.length;
  if (pairing.old.length > 0 && pairing.new.length > 0 && words > 0) {
    const text = wording.edits.filter((edit) => edit.class === 'substance').map((edit) => `${edit.deleted} ${edit.inserted}`).join(' … ');
    add(scores, context.annotate(bare(clause, text, []), context.language).topics, changedShare(words));
  }
  const boost = (topic: Topic, by: number): void => {
    scores.set(topic, (scores.get(topic) ?? 0) + by);
  };
  // The date is the news where the line says little else, or says that it is a date of effect or of the last update.
  const dated = words <= 4 && (clause.text.length <= shortLine || dateRoles.some((role) => role !== 'other'));
  const whole = documentTopic(context, clause);
  boost(whole, documentShare[whole] ?? 0);
  for (const change of scales) {
    const about = scaleTopics[change.scale];
    if (about !== undefined) boost(about, scaleShare);
    if ((change.scale === 'ownership' || change.scale === 'renewal' || change.scale === 'permanence') && scores.has('content-ip')) boost('content-ip', scaleShare);
  }
  // A row of a list of recipients or of cookies is about them, whatever its cells say of places and storage.
  const listed = isRow(clause) ? context.annotate(bare(clause, '', clause.path), context.language).topics : [];
  if (listed.includes('recipients') || listed.includes('processor-duties')) boost('recipients', rowShare);
  else if (listed.includes('cookies-tracking')) boost('cookies-tracking', rowShare);
  const addressed = facts.some((fact) => fact.type === 'contact');
  for (const fact of facts) {
    if (fact.type === 'party' && !addressed && pairing.old.length > 0 && pairing.new.length > 0) boost('recipients', 1);
    if (fact.type === 'duration') for (const annotation of annotations) for (const topic of annotation.topics) if (timed.has(topic)) boost(topic, 1.3 / annotations.length);
    if (fact.type === 'age') boost('children-age', 2);
    if (fact.type === 'money' && !annotations.some((annotation) => annotation.topics.includes('liability'))) boost('fees-renewal', 1);
    if (fact.type === 'date') boost('policy-change', dated ? 3.5 : fact.old !== null && fact.new !== null && dateRoles.includes('effective') ? 1.5 : 0);
    if (fact.type === 'contact') boost('controller-contact', 1);
    if (fact.type === 'legal-basis') boost(fact.old === null && fact.new === 'consent' ? 'choice-consent' : 'legal-basis', 0.4);
    if (fact.type === 'framework' && fact.old !== null && fact.new !== null) boost('transfers', 0.8);
  }
  const order = [...scores].toSorted(([one, first], [other, second]) => second - first || allTopics.indexOf(one) - allTopics.indexOf(other));
  const best = order[0];
  if (best === undefined || best[1] === 0) return [whole];
  return order.filter(([, score]) => score >= best[1] * 0.45).slice(0, 3).map(([topic]) => topic);
}
