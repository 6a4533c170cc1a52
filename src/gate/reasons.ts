import type { SeenWording, Sight } from '../domain/gate.ts';
import type { Judged, Wait } from './gate.ts';

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

/** @returns the sentences that go with a confirmed wording */
export function changeReasons(current: SeenWording, sight: Sight, believed: readonly Judged[], reversion: boolean, kept: number): readonly string[] {
  const run = Math.max(...believed.map((entry) => entry.run));
  const reasons = [reversion ? 'The page is back at an older wording and has stayed there.' : `${String(run)} looks in a row show the new words.`];
  if (kept < 0.4) reasons.push(`Only ${String(Math.round(kept * 100))} % of the known words are still there.`);
  if (sight.language !== current.language && sight.language !== null && current.language !== null) {
    reasons.push(`The page is now in another language: ${sight.language} instead of ${current.language}.`);
  }
  if (current.updatedDate !== null && sight.updatedDate !== null) {
    if (current.updatedDate === sight.updatedDate) reasons.push(`The text changed, yet its stated date is still ${sight.updatedDate}.`);
    else reasons.push(`Its stated date went from ${current.updatedDate} to ${sight.updatedDate}.`);
  }
  return reasons;
}
