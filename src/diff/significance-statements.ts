import type { Clause } from '../domain/clause.ts';
import { fold } from '../domain/fold.ts';
import type { Bilingual } from '../domain/language.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import { leaningOfStatement } from './direction.ts';
import type { PlacedFactChange } from './judge-facts.ts';
import { normsIn } from './norms.ts';
import type { JudgeContext } from './pairing.ts';
import type { Finding, Matter } from './significance.ts';
import { addressLine, contentOf, explains, finding, isHeading, isLabel, quoted, textOf, turn } from './significance.ts';

/** The same words stand in another clause of the tree. */
function standsIn(tree: JudgeContext['oldTree'], clause: Clause): boolean {
  const folded = fold(clause.text);
  return folded !== '' && tree.clauses.some((other) => other.id !== clause.id && other.fingerprint === clause.fingerprint && fold(other.text) === folded);
}

const repeatsTitle = (clause: Clause, context: JudgeContext): boolean => {
  const title = context.oldTree.title ?? context.oldTree.clauses.find(isHeading)?.text ?? '';
  return title !== '' && fold(title) === fold(clause.text);
};

/** A text whose words stand for this part in one other clause says what that one says. */
const restatedFrom = 0.75;

/** Trees larger than this are not searched for restatements. */
const restatedClauses = 4000;

/** In which clauses of a tree a stem stands, by their index. */
type Standings = ReadonlyMap<string, readonly number[]>;

const trees = new WeakMap<JudgeContext['newTree'], Standings>();

function standingsIn(tree: JudgeContext['newTree']): Standings {
  const known = trees.get(tree);
  if (known !== undefined) return known;
  const standings = new Map<string, number[]>();
  tree.clauses.forEach((clause, index) => {
    for (const stem of stemsOf(clause.text)) {
      const clauses = standings.get(stem);
      if (clauses === undefined) standings.set(stem, [index]);
      else clauses.push(index);
    }
  });
  trees.set(tree, standings);
  return standings;
}

const stemsOf = (text: string): ReadonlySet<string> => new Set(wordsOf(text).map((word) => word.lower.slice(0, 6)).filter((word) => word.length > 3));

/** Values that must stand in the other clause too for it to say the same. */
const telling: ReadonlySet<PlacedFactChange['type']> = new Set(['data-category', 'party', 'country', 'duration', 'money', 'percentage', 'age']);

function restated(text: string, facts: readonly PlacedFactChange[], tree: JudgeContext['newTree']): boolean {
  if (tree.clauses.length > restatedClauses) return false;
  const own = stemsOf(text);
  if (own.size < 8) return false;
  const standings = standingsIn(tree);
  const shared = new Uint16Array(tree.clauses.length);
  for (const stem of own) for (const index of standings.get(stem) ?? []) shared[index] = (shared[index] ?? 0) + 1;
  const needed = facts.filter((fact) => telling.has(fact.type)).map((fact) => (fact.oldFact?.quote ?? '').toLowerCase());
  return tree.clauses.some((clause, index) => (shared[index] ?? 0) >= own.size * restatedFrom && needed.every((quote) => clause.text.toLowerCase().includes(quote)));
}

/** @returns what a clause that came or went amounts to */
export function statementFindings(matter: Matter): readonly Finding[] {
  const { pairing, context, vocabulary, topics } = matter;
  const added = pairing.old.length === 0;
  const clauses = added ? pairing.new : pairing.old;
  const text = textOf(clauses);
  const verb: Bilingual = added ? { nl: 'toegevoegd', en: 'added' } : { nl: 'verwijderd', en: 'removed' };
  const line = (what: Bilingual): Bilingual => ({ nl: `${what.nl} ${verb.nl}: ${quoted(text)}`, en: `${what.en} ${verb.en}: ${quoted(text)}` });
  // What was removed and still stands elsewhere was said twice; what is added again stands under another heading.
  const repeated = added ? clauses.every((clause) => repeatsTitle(clause, context)) : clauses.every((clause) => standsIn(context.newTree, clause));
  if (clauses.every(isHeading) && repeated) return [finding('repeated', 'cosmetic', 0, 1, line({ nl: 'herhaalde kop', en: 'repeated heading' }))];
  const valued = matter.facts.some((change) => change.type !== 'party' && change.type !== 'url' && change.type !== 'data-category' && change.type !== 'framework');
  if (clauses.every((clause) => isHeading(clause) || (isLabel(clause, vocabulary) && !valued))) return [finding('heading', 'minor', 0, 1, line({ nl: 'kop', en: 'heading' }))];
  if (repeated || (!added && restated(text, matter.facts, context.newTree))) return [finding('repeated', 'minor', 0, 1, line({ nl: 'herhaling van wat elders staat', en: 'repetition of what stands elsewhere' }))];
  const size = contentOf(text, vocabulary);
  const topic = topics[0] ?? 'other';
  if (addressLine(matter) || size < 2) return [finding('contact', 'minor', 0, 1, line({ nl: 'contactregel', en: 'contact line' }))];
  const links = clauses.some((clause) => clause.links.length > 0);
  if (explains(text, vocabulary) && (links || size <= 14) && !normsIn(text, vocabulary).some((norm) => norm.kind === 'duty' || norm.kind === 'only')) {
    return [finding('pointer', 'minor', 0, 1, line({ nl: 'toelichting of verwijzing', en: 'explanation or pointer' }))];
  }
  const contact = matter.facts.some((change) => change.type === 'contact');
  if ((topic === 'controller-contact' || contact) && size <= 16) return [finding('contact', 'minor', 0, 1, line({ nl: 'contactinformatie', en: 'contact information' }))];
  if (topic === 'cookies-tracking' && clauses.every((clause) => clause.kind === 'table-row') && vocabulary.lists.functional.find(wordsOf(text)).length > 0 && !topics.includes('marketing-ads')) {
    return [finding('functional-cookie', 'minor', added ? -1 : 1, 1, line({ nl: 'functionele cookie', en: 'functional cookie' }))];
  }
  if (topic === 'policy-change' && !added) return [finding('notice-taken-down', 'minor', 0, 1, line({ nl: 'mededeling over een versie', en: 'notice about a version' }))];
  const leaning = leaningOfStatement(text, topic, vocabulary);
  // A retention period that is no longer told leaves the person with less, whatever it was.
  const turned = added ? leaning : topic === 'retention' ? -1 : turn(leaning);
  return [finding(added ? 'statement-added' : 'statement-removed', 'material', turned, 2.5, line({ nl: 'bepaling', en: 'statement' }))];
}
