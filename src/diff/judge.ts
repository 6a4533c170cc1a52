import type { FactChange } from '../domain/change.ts';
import type { Topic } from '../domain/clause.ts';
import { directionOf } from './leaning.ts';
import { headlineOf } from './headline.ts';
import { factChangesOf } from './judge-facts.ts';
import { topicsOfChange } from './judge-topics.ts';
import type { Vocabulary } from './lexicon/all.ts';
import { vocabularyFor } from './lexicon/all.ts';
import { lookAlikeFindings } from './look-alikes.ts';
import type { NormChange } from './norms.ts';
import { negations, normChanges } from './norms.ts';
import type { Judge, Pairing } from './pairing.ts';
import { scaleChanges } from './scale-changes.ts';
import type { Finding, Matter } from './significance.ts';
import { highest, isHeading } from './significance.ts';
import { factFinding } from './significance-facts.ts';
import { formFinding, isFurniture } from './significance-form.ts';
import { hingeFindings } from './significance-hinges.ts';
import { normFindings } from './significance-norms.ts';
import { breadthFinding, saysTheSame, scaleFindings } from './significance-scales.ts';
import { statementFindings } from './significance-statements.ts';
import { withNewPractice, wordingFindings } from './significance-words.ts';
import { roleOfDate } from './significance-dates.ts';
import type { Wording } from './significance-wording.ts';
import { joinedFacts, touches, wordingOf } from './significance-wording.ts';

const furniture: Finding = { significance: 'cosmetic', leaning: 0, weight: 1, reason: { rule: 'furniture', text: { nl: 'pagina-onderdeel, geen beleidstekst', en: 'page furniture, no policy text' } } };

const dated: ReadonlySet<string> = new Set(['date-of-effect', 'date-of-end']);

/** A change of a heading weighs no more than this, unless a date of effect stands in it. */
const capHeading = (findings: readonly Finding[]): readonly Finding[] =>
  findings.map((one) => (one.significance === 'material' && !dated.has(one.reason.rule) ? { ...one, significance: 'minor', leaning: 0 } : one));

/** Where a finding tells that one kind of data gave way to another breadth, the words that came and went beside it are that same change. */
const withoutLeaning = (findings: readonly Finding[], told: boolean): readonly Finding[] => (told ? findings.map((one) => ({ ...one, leaning: 0 as const, weight: Math.min(one.weight, 1) })) : findings);

function findingsOf(matter: Matter): readonly Finding[] {
  const { pairing } = matter;
  const form = formFinding(matter);
  if (form !== null) return [form];
  const facts = matter.facts.flatMap((change) => factFinding(change, matter) ?? []);
  if (pairing.old.length === 0 || pairing.new.length === 0) {
    const statement = statementFindings(matter);
    const light = statement.every((one) => one.significance !== 'material');
    const dates = facts.filter((one) => one.reason.rule.startsWith('date-'));
    if (light) return [...statement, ...facts.map((one) => (one.significance === 'material' && !dated.has(one.reason.rule) ? { ...one, significance: 'minor' as const, leaning: 0 as const } : one))];
    // A line whose news is its date is what the date is.
    if (dates.length > 0 && matter.topics[0] === 'policy-change') return dates.map((one) => (one.significance === 'minor' && statement.length > 0 && matter.wording.gained.length > 12 ? { ...one, significance: 'material' as const } : one));
    return [...statement, ...facts];
  }
  const heading = [...pairing.old, ...pairing.new].every(isHeading);
  const breadth = breadthFinding(matter);
  const all = [...(breadth === null ? facts : [breadth, ...facts.filter((one) => one.fact?.type !== 'data-category')]), ...scaleFindings(matter), ...normFindings(matter), ...hingeFindings(matter), ...withoutLeaning(wordingFindings(matter), breadth !== null)];
  return heading ? capHeading(all) : all;
}

const byWeight = (one: Finding, other: Finding): number => other.weight - one.weight;

/** Findings that lean one way by less than this are no direction. */
const leastLean = 0.5;

const withoutSense: ReadonlySet<string> = new Set(['form', 'spelling']);

/** A phrase such as "at any time" that was misspelt on the other side neither came nor went. */
const misspelt = ({ norm, op }: NormChange, { edits }: Wording): boolean => {
  const touching = edits.filter((edit) => touches(edit, op, norm.start, norm.end));
  return touching.length > 0 && touching.every((edit) => withoutSense.has(edit.class));
};

/** The norms and practices that changed; a norm within a practice's own words ("no refunds") is told by the practice. */
function practicesOf(pairing: Pairing, wording: Wording, vocabulary: Vocabulary): Pick<Matter, 'norms' | 'scales'> {
  if (pairing.old.length === 0 || pairing.new.length === 0) return { norms: normChanges(pairing.words, vocabulary), scales: [] };
  const all = scaleChanges(pairing.words, vocabulary);
  const same = all.filter((change) => saysTheSame(change, { wording, vocabulary }));
  const scales = all.filter((change) => !same.includes(change));
  const told = (one: NormChange): boolean => scales.some((change) => [one.op === 'lost' ? change.from : change.to].some((word) => word.start <= one.norm.start && one.norm.end <= word.end));
  const changes = normChanges(pairing.words, vocabulary);
  // "Never unencrypted" → "only encrypted": the limit is the other half of the same turn.
  const restated = (one: NormChange): boolean => same.length > 0 && (negations.has(one.kind) || (one.kind === 'only' && changes.some((other) => negations.has(other.kind) && other.op !== one.op)));
  const norms = changes.filter((one) => !told(one) && !misspelt(one, wording) && !restated(one));
  return { norms, scales };
}

/** Says what a pairing means. Pure: the same pairing, annotations and context give the same judgement. */
export const judge: Judge = (pairing, sides, context) => {
  const vocabulary = vocabularyFor(context.language);
  const wording = wordingOf(pairing, sides, context, vocabulary);
  const facts = factChangesOf(pairing, sides, context);
  const { norms, scales } = practicesOf(pairing, wording, vocabulary);
  const clauses = [...pairing.old, ...pairing.new];
  const dateRoles = facts.flatMap((fact) => {
    const placed = fact.newFact ?? fact.oldFact;
    return fact.type !== 'date' || placed === null ? [] : [roleOfDate(fact.newFact === null ? wording.oldText : wording.newText, placed.span, vocabulary)];
  });
  const furnished = (pairing.old.length === 0 || pairing.new.length === 0) && isFurniture(clauses);
  const topics: readonly Topic[] = furnished ? ['other'] : topicsOfChange(pairing, sides, wording, facts, scales, dateRoles, context);
  const matter: Matter = { pairing, context, vocabulary, wording, facts, norms, scales, topics };
  const findings = furnished ? [furniture] : [...withNewPractice(findingsOf(matter), matter), ...lookAlikeFindings(pairing)];
  const significance = highest(findings.map((one) => one.significance));
  const decisive = findings.filter((one) => one.significance === significance);
  const lean = decisive.reduce((sum, one) => sum + one.leaning * one.weight, 0);
  // A value replaced by its like ("DataRep" → "VeraSafe") is neutral, and what the words around it add must outweigh it.
  const neutral = Math.max(0, ...decisive.filter((one) => one.leaning === 0).map((one) => one.weight)) / 2;
  const dataNames = joinedFacts(pairing.new, sides.new).filter((fact) => fact.type === 'data-category');
  const told: readonly FactChange[] = facts.map(({ type, old, new: now }) => ({ type, old, new: now }));
  const direction = significance === 'cosmetic' || Math.abs(lean) < Math.max(leastLean, neutral) ? 'neutral' : directionOf(lean);
  return {
    significance,
    direction,
    topics,
    facts: significance === 'cosmetic' ? told.filter((fact) => fact.type === 'url') : told,
    reasons: findings.filter((one) => significance !== 'material' || one.reason.rule !== 'reworded').toSorted(byWeight).map((one) => one.reason),
    headline: headlineOf({ significance, direction }, topics, findings, pairing, dataNames),
  };
};
