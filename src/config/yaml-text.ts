import { stringify } from 'yaml';

/** A value on one line of YAML. */
export function inlineYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineYaml).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([key, item]) => `${key}: ${inlineYaml(item)}`).join(', ')} }`;
  if (typeof value !== 'string') return String(value);
  // Within brackets a plain text may hold less than alone, so what is not quite plain is quoted.
  return /^[A-Za-z0-9/][A-Za-z0-9 ./@_-]*$/u.test(value) && stringify(value).trim() === value && !value.endsWith(' ') ? value : JSON.stringify(value);
}
