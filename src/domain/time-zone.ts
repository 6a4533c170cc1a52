import { nearestNames } from './nearest.ts';

/** Whether this Node knows the IANA time zone; offsets such as `+02:00` are refused, as they know no summer time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

const city = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);

/** @returns why this is no time zone, with the nearest names; null where it is one */
export function timeZoneProblem(name: string): string | null {
  if (isTimeZone(name)) return null;
  const zones = Intl.supportedValuesOf('timeZone');
  const nearZones = nearestNames(name, zones);
  const nearCities = nearestNames(city(name).replaceAll(' ', '_'), zones.map(city));
  const near = nearZones.length > 0 ? nearZones : zones.filter((zone) => nearCities.includes(city(zone))).slice(0, 3);
  const hint = near.length > 0 ? `such as ${near.join(' or ')}` : 'such as Europe/Amsterdam';
  return `"${name.slice(0, 60)}" is no time zone that this system knows; write an IANA name ${hint}`;
}
