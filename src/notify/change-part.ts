import type { Change, Direction } from '../domain/change.ts';
import { significances } from '../domain/change.ts';
import type { Clause } from '../domain/clause.ts';
import { badgesOf, directionLabels, kindLabels, significanceLabels, topicLabels } from '../domain/labels.ts';
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

/** The headings above a clause and its number, the innermost kept where there are many; empty where it stands under none. */
export function placeOf(clause: Clause | undefined): readonly string[] {
  if (clause === undefined) return [];
  const steps = clause.path.slice(-maxSteps).map((step) => cutLine(visibleLine(step), maxStep));
  const number = visibleLine(clause.number ?? '');
  return number === '' || /^[•▪◦‣*·–-]$/u.test(number) ? steps : [...steps, number];
}

const numberOf = (clause: Clause | undefined, words: Words): string => visibleLine(clause?.number ?? '') || words.noNumber;

function remarksOn(change: Change, words: Words): readonly string[] {
  const [before, after] = [change.old[0], change.new[0]];
  if (change.kind === 'moved') {
    const [from, to] = [before, after].map((clause) => placeOf(clause).join(' › ') || words.noHeading);
    return from === undefined || to === undefined || from === to ? [] : [words.movedFrom(from, to)];
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
    badges: [words.kind[change.kind], ...direction, ...badgesOf(change.reasons, language)],
    place: change.kind === 'moved' && remarks.length > 0 ? [] : placeOf(clause),
    headline: cutLine(visibleLine(change.headline[language]), maxHeadline),
    remarks,
    redline: redlineOf(change, limits),
    reasons: [...new Set(change.reasons.map((reason) => cutLine(visibleLine(reason.text[language]), maxReason)))].slice(0, maxReasons),
    topics: change.topics.slice(0, 2).map((topic) => topicLabels[topic][language]).join(', '),
    language: textLanguage !== null && languageTag.test(textLanguage) ? textLanguage : null,
  };
}

const leanings: readonly Direction[] = ['less-protective', 'more-protective', 'neutral'];

/** The material ones first; of equals those that protect less, then those that protect more; else in the document's order. */
export function worstFirst<Some extends Pick<Change, 'significance' | 'direction'>>(changes: readonly Some[]): readonly Some[] {
  return changes.toSorted((left, right) => significances.indexOf(right.significance) - significances.indexOf(left.significance) || leanings.indexOf(left.direction) - leanings.indexOf(right.direction));
}

/** How much a change weighs and for whom it is worse, in words. */
function weightOf(change: Pick<Change, 'significance' | 'direction'>, language: ReaderLanguage): string {
  const weight = significanceLabels[change.significance][language];
  return change.direction === 'neutral' ? weight : `${weight}, ${directionLabels[change.direction][language]}`;
}

const placeName = (change: Change): readonly string[] => placeOf(change.new[0] ?? change.old[0]).slice(-1);

function line(change: Change, language: ReaderLanguage, about: readonly string[]): readonly Span[] {
  return [{ source: cutLine(visibleLine(change.headline[language]), maxHeadline) }, ` (${about.join('; ')})`];
}

/** A change on one line: the headline, how much it weighs, what kind it is and where. */
export function changeLine(change: Change, language: ReaderLanguage): readonly Span[] {
  return line(change, language, [weightOf(change, language), kindLabels[change.kind][language], ...placeName(change)]);
}

/** From so many places on, what is said of each in the same words is said once. */
const leastAlike = 3;

/** Lines under a common name: "Material, less protective"; each with how many changes it stands for. */
export interface LineGroup {
  readonly name: string;
  readonly lines: readonly { readonly spans: readonly Span[]; readonly changes: number }[];
}

/** Changes of one weight on a line each, grouped by their lean; those that one reason alone explains in many places share a line. */
export function lineGroups(changes: readonly Change[], language: ReaderLanguage, words: Words): readonly LineGroup[] {
  const reasonsOf = (change: Change): string => visibleLine(change.reasons.map((reason) => reason.text[language]).join('; '));
  return [...Map.groupBy(worstFirst(changes), (change) => weightOf(change, language))].map(([name, group]) => {
    const alike = Map.groupBy(group.filter((change) => change.significance !== 'material' && change.reasons.length > 0), reasonsOf);
    const lines = group.flatMap((change): LineGroup['lines'] => {
      const same = alike.get(reasonsOf(change)) ?? [];
      if (same.length < leastAlike) return [{ spans: line(change, language, [kindLabels[change.kind][language], ...placeName(change)]), changes: 1 }];
      const said = reasonsOf(change);
      return same[0] === change ? [{ spans: [{ source: cutLine(capital(said), maxHeadline) }, ` (${words.inPlaces(same.length)})`], changes: same.length }] : [];
    });
    return { name: capital(name), lines: lines.toSorted((left, right) => right.changes - left.changes) };
  });
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const materialOf = (changes: readonly Change[]): number => changes.filter((change) => change.significance === 'material').length;
