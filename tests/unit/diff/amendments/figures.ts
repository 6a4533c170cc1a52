import { significances } from '../../../../src/domain/change.ts';
import type { Change, FactChange, Significance } from '../../../../src/domain/change.ts';
import type { PolicyLanguage } from '../../../../src/domain/language.ts';
import { judgedAmendment } from '../judging.ts';
import type { Amendment, LabelledFact } from './amendment.ts';

/** How well amendments were judged: shares of 1, except `pairs`. */
export interface Figures {
  readonly pairs: number;
  readonly significanceMacroF1: number;
  readonly missedMaterial: number;
  readonly falseMaterial: number;
  readonly direction: number;
  readonly signErrors: number;
  readonly mainTopic: number;
  readonly factF1: number;
}

/** What of a judgement differs from its label. */
export type Fault = 'significance' | 'direction' | 'topic' | 'facts';

/** Data categories and links are told in the clause's own words, so that no label can foresee them. */
const inOwnWords: ReadonlySet<string> = new Set(['data-category', 'url']);
const words = (value: string | null): string => (value?.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? []).join(' ');
const factKey = (type: string, old: string | null, now: string | null): string => `${type}|${words(old)}|${words(now)}`;
const wanted = (facts: readonly LabelledFact[]): ReadonlySet<string> => new Set(facts.map(([type, old, now]) => factKey(type, old, now)));
const found = (facts: readonly FactChange[]): ReadonlySet<string> => new Set(facts.filter((fact) => !inOwnWords.has(fact.type)).map((fact) => factKey(fact.type, fact.old, fact.new)));

export function judgedOf(language: PolicyLanguage, one: Amendment): Change {
  return judgedAmendment(language, one.old, one.new, { path: [one.heading] });
}

export function faultsOf(one: Amendment, change: Change): readonly Fault[] {
  const [labels, told] = [wanted(one.facts), found(change.facts)];
  const faults: Fault[] = [];
  if (one.significance !== change.significance) faults.push('significance');
  if (one.significance === 'material' && one.direction !== change.direction) faults.push('direction');
  if (one.significance === 'cosmetic') return faults;
  if (!one.topics.some((topic) => topic === change.topics[0])) faults.push('topic');
  if (labels.size !== told.size || [...labels].some((key) => !told.has(key))) faults.push('facts');
  return faults;
}

/** @returns the figures of all amendments together, counted as change-model's scorer does */
export function figuresOf(cases: readonly { readonly language: PolicyLanguage; readonly amendment: Amendment }[]): Figures {
  const judged = cases.map(({ language, amendment }) => ({ one: amendment, change: judgedOf(language, amendment) }));
  const share = (of: readonly (typeof judged)[number][], holds: (given: (typeof judged)[number]) => boolean): number => (of.length === 0 ? 0 : of.filter(holds).length / of.length);
  const f1 = (level: Significance): number => {
    const [labels, told] = [judged.filter((given) => given.one.significance === level), judged.filter((given) => given.change.significance === level)];
    return labels.length + told.length === 0 ? 1 : (2 * labels.filter((given) => given.change.significance === level).length) / (labels.length + told.length);
  };
  const material = judged.filter((given) => given.one.significance === 'material');
  const weighty = judged.filter((given) => given.one.significance !== 'cosmetic');
  let [hits, misses] = [0, 0];
  for (const { one, change } of weighty) {
    const [labels, told] = [wanted(one.facts), found(change.facts)];
    const shared = [...labels].filter((key) => told.has(key)).length;
    hits += shared;
    misses += labels.size + told.size - 2 * shared;
  }
  return {
    pairs: judged.length,
    significanceMacroF1: significances.reduce((sum, level) => sum + f1(level), 0) / significances.length,
    missedMaterial: share(material, (given) => given.change.significance !== 'material'),
    falseMaterial: share(judged.filter((given) => given.one.significance !== 'material'), (given) => given.change.significance === 'material'),
    direction: share(material, (given) => given.change.direction === given.one.direction),
    signErrors: share(material, (given) => given.one.direction !== 'neutral' && given.change.direction !== 'neutral' && given.change.direction !== given.one.direction),
    mainTopic: share(weighty, (given) => given.one.topics.some((topic) => topic === given.change.topics[0])),
    factF1: (2 * hits) / Math.max(1, 2 * hits + misses),
  };
}
