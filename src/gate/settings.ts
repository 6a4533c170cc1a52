import type { GateSettings } from '../domain/gate.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * For a watch that looks again soon after it saw something new. The waits are those that the public histories of Open
 * Terms Archive ask for: memory keeps four of five false alerts away and delays nothing, waiting keeps one of five.
 */
export const liveSettings: GateSettings = {
  // The first sight, a look after minutes and one after half an hour. Two texts by lot all agree so once in four, and
  // only once: the first return makes the pair known. An outage or a deployment is mostly over by then.
  sightings: 3,
  // A part that failed to load fails again at once. Where every tenth answer is cut, four more in a row follow the first
  // once in ten thousand such pages; three more, once in a thousand, have been met.
  sightingsWhenDoubtful: 5,
  // A deployment or an outage is over in six hours, mostly.
  doubtfulHoldMs: 6 * hourMs,
  // Of 65,080 recorded changes a third went back to a wording seen before, nearly all within 90 days.
  memoryMs: 90 * dayMs,
  // A return that lasts a week stays; Bershka's page turned 963 times and none lasted.
  returnHoldMs: 7 * dayMs,
  returnSightings: 4,
  // What came and went is believed when it stays as long as the archive's own mark of a lasting change.
  flapHoldMs: 3 * dayMs,
  // Over the next daily look, so that a list which changes by the day shows itself.
  restlessHoldMs: 36 * hourMs,
  // A place that changed three times in a month is a counter or a list until it holds for three days.
  volatileHoldMs: 3 * dayMs,
  outlivesMs: 3 * dayMs,
  // A wall or an outage that lasts a day may last a month; who must object in thirty days cannot wait for its end.
  unreadHoldMs: dayMs,
};

/** For archives, whose fetches lie hours or months apart and cannot be repeated: two in a row settle a change. */
export const archiveSettings: GateSettings = {
  ...liveSettings,
  // Two fetches in a row already lie half a day apart.
  sightings: 2,
  sightingsWhenDoubtful: 3,
  // An archive fetches twice a day at most, and tells of the past: it can wait as long as for any other wording.
  unreadHoldMs: liveSettings.outlivesMs,
};
