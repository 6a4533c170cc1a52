import type { Clause } from '../domain/clause.ts';
import type { Budget } from './budget.ts';
import { isHeadingLike } from './marker.ts';
import type { Wordings } from './match.ts';
import { at, type Links, type Sides } from './sides.ts';
import { sharedWeight, stemsOnly, without, type Wording, wordsOf } from './wording.ts';

/** Clauses that belong together: one against one, one against several, or one side empty. Indices in rising order. */
export interface Group {
  readonly old: readonly number[];
  readonly new: readonly number[];
}

/** How far from its place a clause's parts are sought, in clauses. */
const reach = 14;
/** Share of a part's weight that the whole must explain, alone, or as an item of a list that the whole became. */
const partExplained = 0.58;
const itemExplained = 0.25;
/** Share of what was left of the whole that all parts together must explain. */
const wholeExplained = 0.5;
/** The same of what the part says beyond the partner, which may repeat the whole's first words. */
const ownExplained = 0.45;
/** A part that was extended too is known by what it takes over of the whole's rest: at least so many words, and so much of the whole. */
const restWords = 8;
const restExplained = 0.1;

/**
 * Finds the clauses that became several by containment: parts whose words stand in the whole and are not explained by
 * its partner. Called with the sides exchanged it finds the clauses that became one.
 * @param wholes clauses of the one side, `parts` of the other; both by index into their version
 * @returns for each whole that has parts beside its partner: the further parts
 */
export function findParts(
  toPart: Int32Array,
  toWhole: Int32Array,
  wholes: ReadonlyMap<number, Wording>,
  parts: ReadonlyMap<number, Wording>,
  opensList: (part: number) => boolean,
  mayJoin: (whole: number, part: number) => boolean,
  samePlace: (whole: number) => readonly [from: number, to: number],
  budget: Budget,
): ReadonlyMap<number, readonly number[]> {
  const taken = new Set<number>();
  const found = new Map<number, readonly number[]>();
  for (const [whole, wording] of wholes) {
    const partner = at(toPart, whole);
    const partnerWording = parts.get(partner);
    if (partner >= 0 && partnerWording === undefined) continue;
    const [from, to] = partner >= 0 ? [partner - reach, partner + reach] : samePlace(whole);
    const free: number[] = [];
    // nothing is joined across a clause that belongs to another
    const collect = (start: number, step: number, end: number): void => {
      let strangers = 0;
      for (let index = start; index !== end && strangers < 2; index += step) {
        if (index === partner) continue;
        const own = parts.get(index);
        if (at(toWhole, index) >= 0 || own === undefined) strangers++;
        else if (!taken.has(index) && mayJoin(whole, index)) free.push(index);
      }
    };
    if (partner >= 0) {
      collect(partner - 1, -1, Math.max(-1, from));
      collect(partner + 1, 1, to);
    } else {
      for (let index = Math.max(0, from); index < to; index++) {
        if (at(toWhole, index) < 0 && parts.has(index) && !taken.has(index) && mayJoin(whole, index)) free.push(index);
      }
    }
    if (free.length === 0 || free.length > 60 || !budget.spend(free.length * (wording.terms.length + 20))) continue;
    free.sort((a, b) => a - b);
    const accepted = acceptParts(free, partner, wording, partnerWording, parts, opensList);
    if (accepted.length === 0) continue;
    accepted.forEach((part) => taken.add(part));
    found.set(whole, accepted);
  }
  return found;
}

function acceptParts(
  free: readonly number[],
  partner: number,
  whole: Wording,
  partnerWording: Wording | undefined,
  parts: ReadonlyMap<number, Wording>,
  opensList: (part: number) => boolean,
): readonly number[] {
  const rest = partnerWording === undefined ? whole : without(whole, partnerWording);
  if (rest.total === 0) return [];
  const lead = partner >= 0 ? partner : (free[0] ?? -1);
  const isList = opensList(lead);
  const restShare = rest.total / whole.total;
  let left = rest;
  let explained = 0;
  let tookTheRest = false;
  const accepted: number[] = [];
  for (const part of free) {
    const wording = parts.get(part);
    if (wording === undefined || wording.total === 0) continue;
    const own = partnerWording === undefined ? wording : without(wording, partnerWording);
    const needed = isList && part >= lead ? itemExplained : partExplained;
    const standsInWhole =
      sharedWeight(whole, wording) >= needed * wording.total && sharedWeight(left, own) >= Math.min(needed, ownExplained) * own.total;
    const covered = sharedWeight(left, wording) / rest.total;
    const isTheRest = Math.abs(part - lead) === 1 && rest.terms.length >= restWords && covered * restShare >= restExplained;
    if (covered === 0 || !(standsInWhole || isTheRest)) continue;
    tookTheRest ||= isTheRest;
    accepted.push(part);
    explained += sharedWeight(left, wording);
    left = without(left, wording);
  }
  const enough = partner >= 0 || accepted.length >= 2;
  return enough && (tookTheRest || explained >= wholeExplained * rest.total) ? accepted : [];
}

/** @returns the sides' groups after splits and merges: every free or linked clause stands in exactly one */
export function groupsOf(links: Links, sides: Sides, wordings: Wordings, budget: Budget, place: PlaceRanges): readonly Group[] {
  const [oldStems, newStems] = [bare(wordings.old), bare(wordings.new)];
  const splits = findParts(
    links.toNew, links.toOld, oldStems, newStems,
    (part) => endsInColon(sides.new[part]), (whole, part) => fits(sides.old[whole], sides.new[part]), place.newRangeOf, budget,
  );
  const usedNew = new Set([...splits.values()].flat());
  const toNew = links.toNew.slice();
  const toOld = links.toOld.slice();
  // a clause of a split takes no part in a merge
  for (const [whole, parts] of splits) {
    toNew[whole] = at(toNew, whole) >= 0 ? at(toNew, whole) : (parts[0] ?? -1);
    for (const part of parts) toOld[part] = whole;
  }
  const wholesLeft = new Map([...newStems].filter(([index]) => !usedNew.has(index) && !splits.has(at(toOld, index))));
  const partsLeft = new Map([...oldStems].filter(([index]) => !splits.has(index)));
  const merges = findParts(
    toOld, toNew, wholesLeft, partsLeft,
    (part) => endsInColon(sides.old[part]), (whole, part) => fits(sides.new[whole], sides.old[part]), place.oldRangeOf, budget,
  );
  const groups: Group[] = [];
  const mergedOld = new Set([...merges.values()].flat());
  for (let oldIndex = 0; oldIndex < sides.old.length; oldIndex++) {
    const partner = at(links.toNew, oldIndex);
    const parts = splits.get(oldIndex);
    if (parts !== undefined) groups.push({ old: [oldIndex], new: rising([partner, ...parts]) });
    else if (mergedOld.has(oldIndex) || merges.has(partner)) continue;
    else groups.push({ old: [oldIndex], new: partner >= 0 ? [partner] : [] });
  }
  for (const [whole, parts] of merges) groups.push({ old: rising([at(links.toOld, whole), ...parts]), new: [whole] });
  for (let newIndex = 0; newIndex < sides.new.length; newIndex++) {
    if (at(links.toOld, newIndex) < 0 && !usedNew.has(newIndex) && !merges.has(newIndex)) groups.push({ old: [], new: [newIndex] });
  }
  return groups;
}

function fits(whole: Clause | undefined, part: Clause | undefined): boolean {
  if (whole === undefined || part === undefined) return false;
  return isHeadingLike(whole) === isHeadingLike(part) || (isHeadingLike(part) && startsWith(whole.text, part.text));
}

/** A heading is a part of a paragraph only where it runs into it. */
function startsWith(text: string, beginning: string): boolean {
  const words = wordsOf(text);
  const first = wordsOf(beginning);
  return first.length > 0 && first.every((word, index) => words[index] === word);
}

function endsInColon(clause: Clause | undefined): boolean {
  return clause !== undefined && clause.text.trimEnd().endsWith(':');
}

function rising(indices: readonly number[]): readonly number[] {
  return [...new Set(indices)].filter((index) => index >= 0).toSorted((a, b) => a - b);
}

function bare(wordings: ReadonlyMap<number, Wording>): ReadonlyMap<number, Wording> {
  return new Map([...wordings].map(([index, wording]) => [index, stemsOnly(wording)]));
}

/** The stretch of the other version that faces a clause. */
export interface PlaceRanges {
  readonly newRangeOf: (oldIndex: number) => readonly [from: number, to: number];
  readonly oldRangeOf: (newIndex: number) => readonly [from: number, to: number];
}
