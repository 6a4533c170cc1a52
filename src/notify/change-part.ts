import type { Change } from '../domain/change.ts';
import { significances } from '../domain/change.ts';
import type { Clause } from '../domain/clause.ts';
import { directionLabels, kindLabels, significanceLabels, topicLabels } from '../domain/labels.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import type { ChangePart, Span } from './mail-document.ts';
import type { RedlineLimits } from './redline.ts';
import { redlineOf } from './redline.ts';
import { visibleLine } from '../domain/visible-text.ts';
import { cutLine } from './cut-line.ts';
import type { Words } from './words.ts';

const languageTag = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/u;
const maxStep = 70;
const maxSteps = 4;
const maxHeadline = 220;
const maxReason = 240;
const maxReasons = 3;

/** The headings above a clause and its number, the innermost kept where there are many. */
export function placeOf(clause: Clause | undefined, words: Words): readonly string[] {
  if (clause === undefined) return [];
  const steps = clause.path.slice(-maxSteps).map((step) => cutLine(visibleLine(step), maxStep));
  const number = visibleLine(clause.number ?? '');
  const named = number === '' || /^[•▪◦‣*·–-]$/u.test(number) ? steps : [...steps, number];
  return named.length === 0 ? [words.topOfPolicy] : named;
}

const numberOf = (clause: Clause | undefined, words: Words): string => visibleLine(clause?.number ?? '') || words.noNumber;

function remarksOn(change: Change, words: Words): readonly string[] {
  const [before, after] = [change.old[0], change.new[0]];
  if (change.kind === 'moved') {
    const [from, to] = [placeOf(before, words).join(' › '), placeOf(after, words).join(' › ')];
    return from === to ? [] : [words.movedFrom(from, to)];
  }
  const renumbered = before !== undefined && after !== undefined && (before.number ?? '') !== (after.number ?? '');
  return renumbered && change.kind !== 'split' && change.kind !== 'merged' ? [words.numberChanged(numberOf(before, words), numberOf(after, words))] : [];
}

/** What a mail says of one change; its significance is told by the heading that it stands under. */
export function changePart(change: Change, textLanguage: string | null, language: ReaderLanguage, words: Words, limits: RedlineLimits): ChangePart {
  const clause = change.new[0] ?? change.old[0];
  const remarks = remarksOn(change, words);
  const direction = change.direction === 'neutral' ? [] : [directionLabels[change.direction][language]];
  return {
    part: 'change',
    significance: change.significance,
    badges: [words.kind[change.kind], ...direction],
    place: change.kind === 'moved' && remarks.length > 0 ? [] : placeOf(clause, words),
    headline: cutLine(visibleLine(change.headline[language]), maxHeadline),
    remarks,
    redline: redlineOf(change, limits),
    reasons: [...new Set(change.reasons.map((reason) => cutLine(visibleLine(reason.text[language]), maxReason)))].slice(0, maxReasons),
    topics: change.topics.slice(0, 2).map((topic) => topicLabels[topic][language]).join(', '),
    language: textLanguage !== null && languageTag.test(textLanguage) ? textLanguage : null,
  };
}

/** The material ones first, of equals those that protect less, else in the document's order. */
export function worstFirst(changes: readonly Change[]): readonly Change[] {
  const rank = (change: Change): number => 2 * significances.indexOf(change.significance) + (change.direction === 'less-protective' ? 1 : 0);
  return changes.toSorted((left, right) => rank(right) - rank(left));
}

/** How much a change weighs and for whom it is worse, in words. */
function weightOf(change: Change, language: ReaderLanguage): string {
  const weight = significanceLabels[change.significance][language];
  return change.direction === 'neutral' ? weight : `${weight}, ${directionLabels[change.direction][language]}`;
}

/** A change on one line: the headline, how much it weighs, what kind it is and where. */
export function changeLine(change: Change, language: ReaderLanguage, words: Words): readonly Span[] {
  const place = placeOf(change.new[0] ?? change.old[0], words).at(-1) ?? '';
  return [{ source: cutLine(visibleLine(change.headline[language]), maxHeadline) }, ` (${weightOf(change, language)}; ${kindLabels[change.kind][language]}; ${place})`];
}

/** From so many places on, what is said of each in the same words is said once. */
const leastAlike = 3;

/** Changes on a line each, those that one reason alone explains in many places on one line together. */
export function changeLines(changes: readonly Change[], language: ReaderLanguage, words: Words): readonly (readonly Span[])[] {
  const sameness = (change: Change): string => `${change.significance} ${change.reasons.map((reason) => reason.text[language]).join('; ')}`;
  const alike = Map.groupBy(changes.filter((change) => change.significance !== 'material' && change.reasons.length > 0), sameness);
  return changes.flatMap((change) => {
    const group = alike.get(sameness(change)) ?? [];
    if (group.length < leastAlike || !group.includes(change)) return [changeLine(change, language, words)];
    if (group[0] !== change) return [];
    const said = visibleLine(change.reasons.map((reason) => reason.text[language]).join('; '));
    return [[{ source: cutLine(said.charAt(0).toUpperCase() + said.slice(1), maxHeadline) }, ` (${weightOf(change, language)}; ${words.inPlaces(group.length)})`]];
  });
}

export const materialOf = (changes: readonly Change[]): number => changes.filter((change) => change.significance === 'material').length;
