import type { Wording } from '../domain/gate.ts';

/** Why a new wording waits. */
export type Wait = 'sighting' | 'doubtful' | 'language' | 'return' | 'flap' | 'restless' | 'flux';

const waits: Readonly<{ [W in Wait]: string }> = {
  sighting: 'New words that the next look must show again.',
  doubtful: 'So much of the page is gone or new that it must hold for a while before it is believed.',
  language: 'The page is in another language than before; it must stay so before it is believed.',
  return: 'The page shows an older wording of its own again; if it stays, that is told.',
  flap: 'These words came and went before; they must hold before they are believed.',
  restless: 'This place has changed a short while ago; what it says must hold before it is believed.',
  flux: 'Only words that change at every look are different.',
};

export function waitReason(wait: Wait | null): string {
  return wait === null ? 'The page is still changing; the next look must agree.' : waits[wait];
}

export interface Grounds {
  /** Captures in a row that showed it. */
  readonly looks: number;
  readonly reversion: boolean;
  readonly overtaken: boolean;
  /** Share of the known words that are still there, 0–1. */
  readonly kept: number;
}

/** @returns the sentences that go with a confirmed wording */
export function changeReasons(current: Wording, now: Wording, grounds: Grounds): readonly string[] {
  const reasons = [ground(grounds)];
  if (grounds.kept < 0.4) reasons.push(`Only ${String(Math.round(grounds.kept * 100))} % of the known words are still there.`);
  if (now.language !== current.language && now.language !== null && current.language !== null) {
    reasons.push(`The page is now in another language: ${now.language} instead of ${current.language}.`);
  }
  if (current.updatedDate !== null && now.updatedDate !== null) {
    if (current.updatedDate === now.updatedDate) reasons.push(`The text changed, yet its stated date is still ${now.updatedDate}.`);
    else reasons.push(`Its stated date went from ${current.updatedDate} to ${now.updatedDate}.`);
  }
  return reasons;
}

function ground({ looks, reversion, overtaken }: Grounds): string {
  if (reversion) return 'The page is back at an older wording and has stayed there.';
  if (overtaken) return 'The new words were seen long ago and never taken back: still newer ones have followed them.';
  return `${String(looks)} looks in a row show the new words.`;
}
