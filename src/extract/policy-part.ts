import type { PolicyType } from '../domain/vendor.ts';
import type { DraftBlock } from './document.ts';
import { countWords } from './normalise.ts';

/** Which policy is wanted of a page, and how to tell the type that a heading names outright; null where it names none. */
export interface AskedPolicy {
  readonly type: PolicyType;
  readonly typeNamed: (heading: string) => PolicyType | null;
}

/** One policy of a page that holds several. */
export interface PolicyPart {
  readonly blocks: readonly DraftBlock[];
  readonly heading: string;
  /** The headings of the other policies. */
  readonly others: readonly string[];
}

/** A policy is no shorter; a section of one may be. */
const wholeWords = 150;
/** What stands above the first policy is no more than a title and a line of welcome. */
const prefaceWords = 60;
/** "Privacy", "Copyright" and "Voorwaarden" alone head sections as often as policies. */
const settledLength = 12;

/**
 * The policy that is asked for, on a page that clearly holds several whole ones: all headings of its highest level
 * name a type of policy outright, each has a policy's length under it, next to nothing stands above the first, and
 * exactly one is of the asked type. On any other page nothing may be left out.
 * @returns null where the page is to be read whole
 */
export function policyPartOf(blocks: readonly DraftBlock[], asked: AskedPolicy): PolicyPart | null {
  const headings = blocks.flatMap((block, at) => (block.kind === 'heading' ? [{ at, level: block.level, text: block.text }] : []));
  const level = [1, 2, 3, 4].find((rank) => headings.filter((heading) => heading.level === rank).length > 1);
  const tops = headings.filter((heading) => heading.level === level);
  const first = tops[0];
  if (first === undefined) return null;
  const above = headings.filter((heading) => heading.level < first.level);
  if (above.some((heading) => heading.at > first.at || asked.typeNamed(heading.text) === asked.type)) return null;
  if (wordsOf(blocks, 0, first.at) > prefaceWords) return null;
  const parts: { readonly at: number; readonly end: number; readonly text: string; readonly type: PolicyType }[] = [];
  for (const [index, { at, text }] of tops.entries()) {
    const end = tops[index + 1]?.at ?? blocks.length;
    const type = isSettled(text) ? asked.typeNamed(text) : null;
    if (type === null || wordsOf(blocks, at, end) < wholeWords) return null;
    parts.push({ at, end, text, type });
  }
  const [wanted, ...twins] = parts.filter((part) => part.type === asked.type);
  if (wanted === undefined || twins.length > 0) return null;
  return { blocks: blocks.slice(wanted.at, wanted.end), heading: wanted.text, others: parts.filter((part) => part !== wanted).map((part) => part.text) };
}

function isSettled(heading: string): boolean {
  return heading.trim().includes(' ') || heading.length >= settledLength;
}

function wordsOf(blocks: readonly DraftBlock[], from: number, to: number): number {
  return blocks.slice(from, to).reduce((sum, block) => sum + countWords(block.text), 0);
}
