import type { Reason } from '../domain/change.ts';
import type { Wording } from '../domain/gate.ts';
import { pageReasons } from '../domain/page-reasons.ts';

/** Why a new wording waits. */
export type Wait = 'sighting' | 'doubtful' | 'language' | 'return' | 'flap' | 'restless' | 'flux';

const waits: Readonly<{ [W in Wait]: Reason }> = {
  sighting: pageReasons.waitSighting,
  doubtful: pageReasons.waitDoubtful,
  language: pageReasons.waitLanguage,
  return: pageReasons.waitReturn,
  flap: pageReasons.waitFlap,
  restless: pageReasons.waitRestless,
  flux: pageReasons.waitFlux,
};

export function waitReason(wait: Wait | null): Reason {
  return wait === null ? pageReasons.waitSettling : waits[wait];
}

/** Why a wording is told that no second look has shown: the page could not be read since, or an archive ends with it. */
export type Unconfirmed = 'unread' | 'ended';

export interface Grounds {
  /** Captures in a row that showed it. */
  readonly looks: number;
  /** They held; the page went back; newer words followed; nothing confirms them. */
  readonly how: 'held' | 'reversion' | 'overtaken' | Unconfirmed;
  /** Share of the known words that are still there, 0–1. */
  readonly kept: number;
}

/** @returns the sentences that go with a confirmed wording */
export function changeReasons(current: Wording, now: Wording, grounds: Grounds): readonly Reason[] {
  const reasons = [ground(grounds)];
  if (grounds.kept < 0.4) reasons.push(pageReasons.wordsKept(grounds.kept));
  if (now.language !== current.language && now.language !== null && current.language !== null) {
    reasons.push(pageReasons.languageChanged(now.language, current.language));
  }
  if (current.updatedDate !== null && now.updatedDate !== null) {
    reasons.push(current.updatedDate === now.updatedDate ? pageReasons.dateKept(now.updatedDate) : pageReasons.dateChanged(current.updatedDate, now.updatedDate));
  }
  return reasons;
}

function ground({ looks, how }: Grounds): Reason {
  switch (how) {
    case 'reversion':
      return pageReasons.backAtOlder;
    case 'overtaken':
      return pageReasons.overtaken;
    case 'unread':
      return pageReasons.unconfirmed;
    case 'ended':
      return pageReasons.archiveEnds;
    case 'held':
      return pageReasons.looksInARow(looks);
  }
}
