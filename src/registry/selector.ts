import { compile } from 'css-select';

const longest = 300;
const deepest = 3;

/**
 * @returns why a CSS selector may not be used, in one sentence; null where it may. What nests deep or asks `:has`
 *   within `:has` is refused, since one page could make it run for minutes.
 */
export function selectorProblem(selector: string): string | null {
  if (selector.trim() === '') return 'the selector is empty';
  if (selector.length > longest) return `the selector has ${selector.length} characters; at most ${longest} are taken`;
  let depth = 0;
  for (const letter of selector) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (depth > deepest) return `the selector nests more than ${deepest} brackets deep`;
  }
  if ((selector.match(/:has\(/giu)?.length ?? 0) > 1) return 'the selector uses :has more than once, which can take minutes on a long page';
  try {
    compile(selector);
    return null;
  } catch (error) {
    return `"${selector}" is no CSS selector${error instanceof Error ? ` (${(error.message.split('\n')[0] ?? '').slice(0, 120)})` : ''}`;
  }
}
