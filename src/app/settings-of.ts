import type { Config } from '../config/config.ts';
import type { GateSettings } from '../domain/gate.ts';
import { liveSettings } from '../gate/settings.ts';
import type { DigestSettings } from '../schedule/digest-period.ts';
import type { CheckSettings } from '../schedule/next-check.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** @returns when policies are looked at, in the units that the schedule works in */
export function checkSettings(config: Config): CheckSettings {
  const { schedule } = config;
  return {
    check: schedule.check,
    timeZone: config.timeZone,
    spreadMs: schedule.spreadMinutes * minuteMs,
    confirmAfterMs: schedule.confirmAfterMinutes.map((minutes) => minutes * minuteMs),
    retryFirstMs: schedule.retryFirstMinutes * minuteMs,
    retryMaxMs: schedule.retryMaxHours * hourMs,
    minIntervalMs: schedule.minIntervalMinutes * minuteMs,
  };
}

/** @returns when a new wording is believed in a live crawl */
export function gateSettings(config: Config): GateSettings {
  return {
    ...liveSettings,
    sightings: config.gate.sightings,
    sightingsWhenDoubtful: config.gate.sightingsWhenShrunk,
    memoryMs: config.gate.memoryDays * dayMs,
    returnHoldMs: config.gate.returnHoldDays * dayMs,
  };
}

export function digestSettings(config: Config): DigestSettings {
  const { digest } = config;
  return { cadence: digest.cadence, cron: digest.cron, timeZone: digest.timeZone, lateMs: digest.lateHours * hourMs };
}
