import type { Change, Direction } from '../domain/change.ts';
import type { Bilingual, ReaderLanguage } from '../domain/language.ts';
import { shortened } from './headline-words.ts';
import type { Overall } from './pairing.ts';
import { highest } from './significance.ts';

/** How many changes the headline of the whole names. */
const namedChanges = 3;
const longest = 220;

/** A gain does not undo a loss elsewhere: the whole is a gain only where gains outnumber losses more than this many times. */
const gainsPerLoss = 2;

const factWeight: Readonly<Record<string, number>> = { duration: 3, 'legal-basis': 3, party: 3, age: 3, country: 3, money: 3, percentage: 2, framework: 2, date: 1, 'data-category': 2 };

/** Which changes a reader should hear of first: those that lean, then those with facts. */
function importance(change: Change): number {
  const facts = Math.max(0, ...change.facts.map((fact) => factWeight[fact.type] ?? 0));
  const lean = change.direction === 'less-protective' ? 3 : change.direction === 'more-protective' ? 2 : 0;
  return lean + facts + (change.topics[0] === 'policy-change' ? -1 : 0);
}

function directionOfAll(changes: readonly Change[]): Direction {
  const count = (direction: Direction): number => changes.filter((change) => change.direction === direction).length;
  const [less, more] = [count('less-protective'), count('more-protective')];
  if (less > 0 && less * gainsPerLoss >= more) return 'less-protective';
  return more > 0 ? 'more-protective' : 'neutral';
}

const without: Bilingual = { nl: 'Geen wijzigingen', en: 'No changes' };

const weighing: Readonly<Record<'material' | 'minor', Readonly<Record<ReaderLanguage, readonly [one: string, more: string]>>>> = {
  material: { nl: ['materiële wijziging', 'materiële wijzigingen'], en: ['material change', 'material changes'] },
  minor: { nl: ['ondergeschikte wijziging', 'ondergeschikte wijzigingen'], en: ['minor change', 'minor changes'] },
};

function line(changes: readonly Change[], all: number, weight: 'material' | 'minor', reader: ReaderLanguage): string {
  const heads = [...new Set(changes.slice(0, namedChanges).map((change) => change.headline[reader]))];
  const rest = all - Math.min(changes.length, namedChanges);
  const [one, many] = weighing[weight][reader];
  const more = rest <= 0 ? '' : reader === 'nl' ? ` (en nog ${rest} ${rest === 1 ? one : many})` : ` (and ${rest} more ${rest === 1 ? one : many})`;
  return `${shortened(heads.join('; '), longest)}${more}`;
}

/** The highest significance among the changes, the direction of the material ones, and the one to three that matter most. */
export const overall: Overall = (changes) => {
  const significance = highest(changes.map((change) => change.significance));
  if (changes.length === 0) return { significance: 'cosmetic', direction: 'neutral', headline: without };
  const decisive = changes.filter((change) => change.significance === significance);
  const ranked = decisive.map((change, index) => ({ change, index })).toSorted((one, other) => importance(other.change) - importance(one.change) || one.index - other.index).map((one) => one.change);
  if (significance === 'cosmetic') {
    const count = changes.length;
    return {
      significance, direction: 'neutral',
      headline: { nl: `Alleen vormwijzigingen (${count})`, en: `Changes of form only (${count})` },
    };
  }
  return { significance, direction: directionOfAll(decisive), headline: { nl: line(ranked, decisive.length, significance, 'nl'), en: line(ranked, decisive.length, significance, 'en') } };
};
