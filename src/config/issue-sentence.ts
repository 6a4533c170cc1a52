import type { z } from 'zod';
import { didYouMean } from '../domain/nearest.ts';
import { descriptionOf } from './schema-shape.ts';

type Issue = z.core.$ZodIssue;

const typeWords: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list (lines that begin with "- ", or [a, b])', object: 'a section of options', null: 'empty',
};

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'something that is no number';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a section of options';
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'true or false' : 'a number';
}

/**
 * One sentence on what the schema found, in the words of those who write the file. The value itself is shown only
 * where the choice is among known names, so that no secret is ever repeated.
 */
export function issueSentence(issue: Issue, value: unknown, type: unknown): { readonly sentence: string; readonly mend: string | null } {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = typeWords[issue.expected] ?? issue.expected;
      if (value === undefined) return { sentence: 'is missing', mend: descriptionOf(type) };
      if (issue.expected === 'int') return { sentence: 'must be a whole number', mend: null };
      return { sentence: `must be ${wanted}, not ${kindOf(value)}`, mend: issue.expected === 'string' && typeof value !== 'object' ? 'Put it in quotes.' : null };
    }
    case 'too_small':
      return { sentence: issue.origin === 'array' ? `needs at least ${issue.minimum} entries` : `must be at least ${issue.minimum}`, mend: null };
    case 'too_big':
      return { sentence: issue.origin === 'array' ? `holds more than ${issue.maximum} entries` : `must be at most ${issue.maximum}`, mend: null };
    case 'invalid_value': {
      const names = issue.values.map(String);
      return { sentence: `must be one of ${names.slice(0, 40).join(', ')}`, mend: typeof value === 'string' ? didYouMean(value, names) : null };
    }
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return { sentence: issue.message, mend: null };
  }
}
