import type { Significance } from '../domain/change.ts';
import type { Bilingual } from '../domain/language.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import { leaningOfFact, sentenceAt } from './direction.ts';
import { factLabels } from './headline-labels.ts';
import type { PlacedFactChange } from './judge-facts.ts';
import { durationDays, sameness } from './judge-values.ts';
import { normsIn } from './norms.ts';
import { roleOfDate } from './significance-dates.ts';
import type { Finding, Matter } from './significance.ts';
import { addressLine, changed, factText, finding, isHeading, practical, rewritten, statementWords } from './significance.ts';

/** "until" stands right before its date. */
const untilReach = 24;

function dateFinding(change: PlacedFactChange, matter: Matter): Finding {
  const { wording, pairing } = matter;
  const fact = change.newFact ?? change.oldFact;
  const text = change.newFact === null ? wording.oldText : wording.newText;
  const role = fact === null ? 'other' : roleOfDate(text, fact.span, matter.vocabulary);
  if (role === 'effective' && fact !== null) {
    const lead = wordsOf(text.slice(Math.max(0, fact.span[0] - untilReach), fact.span[0]));
    const last = matter.vocabulary.lists.until.find(lead).some((match) => match.to === lead.length);
    if (last) return finding('date-of-end', 'material', 0, 4, factText(change, { nl: 'geldig tot', en: 'valid until' }, changed), change);
    // A date of effect that is taken down says less than one that is put up: the text is still in force.
    const significance: Significance = change.new === null ? 'minor' : 'material';
    return finding('date-of-effect', significance, 0, 4, factText(change, { nl: 'ingangsdatum', en: 'date of effect' }, changed), change);
  }
  if (role === 'updated') return finding('date-updated', 'minor', 0, 3, factText(change, { nl: 'datum laatst bijgewerkt', en: 'last-updated date' }, changed), change);
  const alone = pairing.old.length > 0 && pairing.new.length > 0 && wording.lost.length + wording.gained.length <= statementWords;
  return finding('date', alone ? 'minor' : 'material', 0, 2, factText(change, { nl: 'datum', en: 'date' }, changed), change);
}

function durationText(change: PlacedFactChange): Finding['reason'] {
  const [before, after] = [change.old === null ? 0 : (durationDays(change.old) ?? 0), change.new === null ? 0 : (durationDays(change.new) ?? 0)];
  const verb: Bilingual = after > before ? { nl: 'verlengd', en: 'lengthened' } : { nl: 'verkort', en: 'shortened' };
  return { rule: change.old === null ? 'duration-added' : change.new === null ? 'duration-removed' : after > before ? 'duration-lengthened' : 'duration-shortened', text: factText(change, { nl: 'termijn', en: 'period' }, verb) };
}

/** A company's name without its last word, which is its legal form where it has one; a single word is the whole name. */
function withoutForm(name: string): string {
  const words = name.replaceAll('.', '').toLowerCase().split(/[\s,]+/u).filter((word) => word !== '');
  return words.length > 1 ? words.slice(0, -1).join(' ') : words.join(' ');
}

/** In a list that says "such as", another law or kind is an example. */
function isExample(change: PlacedFactChange, matter: Matter): boolean {
  const fact = change.newFact ?? change.oldFact;
  const text = change.newFact === null ? matter.wording.oldText : matter.wording.newText;
  if (fact === null) return false;
  const sentence = sentenceAt(text, fact.span[0]);
  const at = sentence.indexOf(fact.quote);
  return normsIn(sentence.slice(0, Math.max(0, at)), matter.vocabulary).some((norm) => norm.kind === 'open-list');
}

/** What was free, or borne by the company, now costs something. */
const wasFree = ({ norms, scales }: Matter): boolean => norms.some((one) => one.kind === 'free' && one.op === 'lost') || scales.some((change) => change.scale === 'cost' && change.to.step > change.from.step);

/** @returns what a fact's change amounts to; null where it says nothing by itself */
export function factFinding(change: PlacedFactChange, matter: Matter): Finding | null {
  const { vocabulary, topics, wording, pairing } = matter;
  const text = change.newFact === null ? wording.oldText : wording.newText;
  const sentence = sentenceAt(text, (change.newFact ?? change.oldFact)?.span[0] ?? 0);
  const leaning = leaningOfFact(change, sentence, topics, vocabulary);
  const whole = pairing.old.length === 0 || pairing.new.length === 0;
  switch (change.type) {
    case 'date':
      return dateFinding(change, matter);
    case 'duration': {
      const { rule, text: line } = durationText(change);
      // What goes on now rather than ending after a period, or is deleted rather than kept, is told by that.
      const goesOn = (change.old === null || change.new === null) && matter.scales.some((one) => one.scale === 'renewal' || one.scale === 'keeping');
      return finding(rule, 'material', goesOn ? 0 : leaning, 6, line, change);
    }
    case 'age':
      return finding('age', 'material', leaning, 6, factText(change, { nl: 'leeftijd', en: 'age' }, changed), change);
    case 'money':
      return finding('amount', 'material', wasFree(matter) ? -1 : leaning, 6, factText(change, factLabels.money, changed), change);
    case 'percentage':
      return finding('percentage', 'material', leaning, 5, factText(change, factLabels.percentage, changed), change);
    case 'contact':
      return finding('contact', 'minor', 0, 2, factText(change, { nl: 'contactgegeven', en: 'contact detail' }, changed), change);
    case 'url':
      return finding('link', 'minor', 0, 0.5, factText(change, { nl: 'link', en: 'link' }, changed), change);
    case 'country': {
      const light = addressLine(matter) || isExample(change, matter) || (change.new === null && topics[0] === 'policy-change');
      const narrowed = change.old === null && vocabulary.lists.worldwide.find(wordsOf(wording.oldText)).length > vocabulary.lists.worldwide.find(wordsOf(wording.newText)).length;
      if (narrowed) return finding('worldwide-narrowed', 'material', 1, 5, factText(change, factLabels.country, changed), change);
      // One law instead of another, whether or not both are known by name.
      const exchanged = topics[0] === 'law-disputes' && !whole && wording.gained.length > 0 && wording.lost.length > 0;
      return finding('country', light ? 'minor' : 'material', light || exchanged ? 0 : leaning, 5, factText(change, factLabels.country, changed), change);
    }
    case 'framework':
      return finding('framework', isExample(change, matter) && !whole ? 'minor' : 'material', leaning, 3, factText(change, { nl: 'wet of kader', en: 'law or framework' }, changed), change);
    case 'party': {
      const sameName = change.old !== null && change.new !== null && withoutForm(change.old) === withoutForm(change.new);
      const bareName = pairing.old.length === 1 && pairing.new.length === 1 && [...pairing.old, ...pairing.new].every((clause) => clause.kind === 'paragraph' && clause.text.length < 60 && [change.old, change.new].some((name) => name !== null && sameness('party', name) === sameness('party', clause.text)));
      const light = sameName || bareName || addressLine(matter) || [...pairing.old, ...pairing.new].every(isHeading);
      // Names put to recipients that none was given to before: nobody new receives anything.
      const named = new Set(matter.facts.flatMap((one) => (one.type === 'party' && one.old === null ? sameness('party', one.new ?? '').split(' ') : [])));
      const naming = !whole && change.old === null && !pairing.old.some((clause) => matter.context.annotate(clause, matter.context.language).facts.some((fact) => fact.type === 'party')) && matter.facts.every((one) => one.type !== 'party' || one.old === null) && named.size > 1 && wording.gained.every((word) => named.has(word));
      const share = wording.gained.length + wording.lost.length > rewritten && change.new === null ? 0.4 : 1;
      const subject: Bilingual = topics.includes('recipients') ? { nl: 'ontvanger', en: 'recipient' } : { nl: 'partij', en: 'party' };
      return finding(sameName ? 'party-renamed' : 'party', light ? 'minor' : 'material', light || naming ? 0 : leaning, light ? 1 : 5 * share, factText(change, subject, changed), change);
    }
    case 'legal-basis':
      return finding('legal-basis', 'material', leaning, 6, factText(change, factLabels['legal-basis'], changed), change);
    case 'data-category': {
      if ((change.old !== null && change.new !== null && !whole) || topics.includes('policy-change')) return null;
      const counts = topics.slice(0, 2).some((topic) => practical.has(topic));
      return counts ? finding('data-category', 'material', leaning, 4, factText(change, factLabels['data-category'], changed), change) : null;
    }
  }
}
