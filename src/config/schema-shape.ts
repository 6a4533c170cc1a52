import { z } from 'zod';

type Path = readonly PropertyKey[];

/** The type under its defaults and `null`. */
export function bareType(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return bareType(schema.unwrap());
  }
  return schema;
}

/** Whether `null` is one of the values that a type takes. */
function takesNull(schema: unknown): boolean {
  if (schema instanceof z.ZodNullable) return true;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) return takesNull(schema.unwrap());
  return false;
}

/** The options of a section, or null where the type is no section. */
export function optionsOf(schema: unknown): Readonly<Record<string, z.ZodType>> | null {
  const bare = bareType(schema);
  // zod types the shape of an unknown object loosely; every member of a shape is a ZodType.
  return bare instanceof z.ZodObject ? (bare.shape as Record<string, z.ZodType>) : null;
}

/** The type of a list's entries, or null where the type is no list. */
export function entryTypeOf(schema: unknown): unknown {
  const bare = bareType(schema);
  return bare instanceof z.ZodArray ? bare.element : null;
}

/** The type at a path, or null where the schema has none. */
export function typeAt(schema: unknown, path: Path): unknown {
  let at: unknown = schema;
  for (const step of path) {
    if (at === null) return null;
    const options = optionsOf(at);
    at = typeof step === 'number' ? entryTypeOf(at) : options !== null && Object.hasOwn(options, step) ? (options[String(step)] ?? null) : null;
  }
  return at;
}

/** The one-line reason that the schema gives for an option. */
export function descriptionOf(schema: unknown): string | null {
  if (!(schema instanceof z.ZodType)) return null;
  return schema.description ?? null;
}

/** `subscribers[0].address` */
export function fieldName(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`)).join('');
}

/**
 * The same value without what was left blank: `mail:` with nothing behind it counts as not written, unless `null` is
 * one of the option's values.
 */
export function withoutBlanks(value: unknown, schema: unknown): unknown {
  const entry = entryTypeOf(schema);
  if (Array.isArray(value)) return entry === null ? value : value.map((item: unknown) => withoutBlanks(item, entry));
  const options = optionsOf(schema);
  if (options === null || typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, item]) => item !== null || !Object.hasOwn(options, key) || takesNull(options[key]));
  return Object.fromEntries(kept.map(([key, item]) => [key, Object.hasOwn(options, key) ? withoutBlanks(item, options[key]) : item]));
}
