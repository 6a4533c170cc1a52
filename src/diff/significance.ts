import type { Reason, Significance } from '../domain/change.ts';
import { significances } from '../domain/change.ts';
import type { Clause, Topic } from '../domain/clause.ts';
import { fold } from '../domain/fold.ts';
import type { Bilingual } from '../domain/language.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Leaning } from './direction.ts';
import { leaningOfFact, leaningOfNorm, leaningOfStatement, sentenceAt } from './direction.ts';
import { factLabels } from './headline-labels.ts';
import { shortened, valueFor } from './headline-words.ts';
import type { PlacedFactChange } from './judge-facts.ts';
import { durationDays, sameness } from './judge-values.ts';
import type { Vocabulary } from './lexicon/all.ts';
import type { NormKind } from './lexicon/lexicon.ts';
import type { NormChange } from './norms.ts';
import { normsIn } from './norms.ts';
import type { JudgeContext, Pairing } from './pairing.ts';
import { roleOfDate } from './significance-dates.ts';
import type { Edit, Wording } from './significance-wording.ts';

/** One rule's verdict on a change. */
export interface Finding {
  readonly significance: Significance;
  readonly leaning: Leaning;
  /** How much it counts when findings lean different ways, and which reason stands first. */
  readonly weight: number;
  readonly reason: Reason;
  /** The fact that it rests on, where it rests on one. */
  readonly fact?: PlacedFactChange;
}

/** All that the rules look at. */
export interface Matter {
  readonly pairing: Pairing;
  readonly context: JudgeContext;
  readonly vocabulary: Vocabulary;
  readonly wording: Wording;
  readonly facts: readonly PlacedFactChange[];
  readonly norms: readonly NormChange[];
  /** What the change is about, the main topic first. */
  readonly topics: readonly Topic[];
}

/** Statements of fewer content words than this say nothing of their own. */
const statementWords = 3;
/** More unpaired content words than this are news, not another way to say the same. */
const imbalance = 4;
/** A clause with more edits than this is judged by the first of them and by the whole. */
const mostEdits = 120;
/** From this many edited words a clause is rewritten, and single small words in it prove little. */
const rewritten = 14;

const finding = (rule: string, significance: Significance, leaning: Leaning, weight: number, text: Bilingual, fact?: PlacedFactChange): Finding => ({
  significance, leaning, weight, reason: { rule, text }, ...(fact === undefined ? {} : { fact }),
});

const turn = (leaning: Leaning): Leaning => (leaning === 0 ? 0 : leaning === 1 ? -1 : 1);

const both = (text: string): Bilingual => ({ nl: text, en: text });
const quoted = (text: string): string => `"${shortened(text, 80)}"`;

const said = (change: PlacedFactChange, reader: 'nl' | 'en'): readonly [old: string | null, now: string | null] => [
  change.old === null ? null : valueFor(change.type, change.old, reader),
  change.new === null ? null : valueFor(change.type, change.new, reader),
];

/** "term lengthened: 1 week → 1 month", "party added: X". */
function factText(change: PlacedFactChange, subject: Bilingual, changed: Bilingual): Bilingual {
  const line = (reader: 'nl' | 'en'): string => {
    const [old, now] = said(change, reader);
    if (old === null) return `${subject[reader]} ${reader === 'nl' ? 'toegevoegd' : 'added'}: ${now ?? ''}`;
    if (now === null) return `${subject[reader]} ${reader === 'nl' ? 'verwijderd' : 'removed'}: ${old}`;
    return `${subject[reader]} ${changed[reader]}: ${old} → ${now}`;
  };
  return { nl: line('nl'), en: line('en') };
}

const changed: Bilingual = { nl: 'gewijzigd', en: 'changed' };

const boldWhole = /^\s*(?:\*\*|__)[^*]{1,200}(?:\*\*|__)\s*$/u;

/** A heading by its markup, or a short bold line that ends like one. */
export const isHeading = (clause: Clause): boolean =>
  clause.kind === 'heading' || (clause.kind === 'paragraph' && clause.text.length <= 120 && !/[.;,!?]$/u.test(clause.text) && boldWhole.test(clause.markdown));

/** A short line without a verdict of its own: a label or an unmarked heading. */
const isLabel = (clause: Clause, vocabulary: Vocabulary): boolean =>
  clause.kind === 'paragraph' && clause.text.length <= 60 && !/[.;!?]$/u.test(clause.text) && wordsOf(clause.text).length <= 7 && normsIn(clause.text, vocabulary).length === 0;

const textOf = (clauses: readonly Clause[]): string => clauses.map((clause) => clause.text).join('\n');

/** The same words stand in another clause of the tree. */
function standsIn(tree: JudgeContext['oldTree'], clause: Clause): boolean {
  const folded = fold(clause.text);
  return folded !== '' && tree.clauses.some((other) => other.id !== clause.id && other.fingerprint === clause.fingerprint && fold(other.text) === folded);
}

const repeatsTitle = (clause: Clause, context: JudgeContext): boolean => {
  const title = context.oldTree.title ?? context.oldTree.clauses.find(isHeading)?.text ?? '';
  return title !== '' && fold(title) === fold(clause.text);
};

const furnitureLead = /^(?:skip (?:to|navigation)|learn more about|read more$|en savoir plus sur|meer lezen|lees meer$|mehr erfahren|terug naar boven|back to top|share this|related (?:articles|posts)|don['’]t miss out|subscribe to our newsletter|menu$|home$|search$|print(?: this page)?$|cookie settings$|download (?:as )?pdf$|was this (?:page|article) helpful|sign in|log in$|inloggen$|contents?$|table of contents|inhoudsopgave$|inhalt$|sommaire$)/iu;
const spam = /(?:casino|bitcoin|viagra|betting bonus|slots?)\b.{0,200}(?:casino|bitcoin|bonus|jackpot)/isu;

/** Page furniture: a menu entry, a banner, an injected advertisement; not policy text. */
export function isFurniture(clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => {
    const text = clause.text.trim();
    if (!/[\p{L}\p{N}]/u.test(text)) return true;
    if (spam.test(text) || /^btc casino|casino (?:deposit )?bonus$/iu.test(text)) return true;
    return text.length < 220 && furnitureLead.test(text) && !/[.;]\s+\p{Lu}/u.test(text);
  });
}

const linkTargets = (clauses: readonly Clause[]): readonly string[] => clauses.flatMap((clause) => clause.links.filter((link) => /^https?:/iu.test(link.url) && !/\/cdn-cgi\/l\/email-protection/iu.test(link.url)).map((link) => sameness('url', link.url))).toSorted();

/** What changed where no word did: case, marks, markup, number, link. */
export function formFinding({ pairing, wording, norms }: Pick<Matter, 'pairing' | 'wording' | 'norms'>): Finding | null {
  if (pairing.kind === 'renumbered') {
    const [old, now] = [pairing.old[0]?.number ?? '', pairing.new[0]?.number ?? ''];
    return finding('renumbered', 'cosmetic', 0, 1, { nl: `alleen het nummer: ${old || '–'} → ${now || '–'}`, en: `number only: ${old || '–'} → ${now || '–'}` });
  }
  if (pairing.old.length === 0 || pairing.new.length === 0) return null;
  const relaid = pairing.kind === 'split' && norms.length === 0 && wording.gained.length === 0 && wording.lost.length === 0 && wording.edits.every((edit) => edit.class !== 'tone' && edit.class !== 'rename');
  if (!relaid && wording.edits.some((edit) => edit.class !== 'form')) return null;
  const [before, after] = [linkTargets(pairing.old), linkTargets(pairing.new)];
  const placed = pairing.kind === 'moved';
  if (after.length > before.length && !placed) return finding('link-added', 'minor', 0, 1, { nl: 'link toegevoegd aan dezelfde woorden', en: 'link put around the same words' });
  if (before.join() !== after.join()) return finding('link-target', 'cosmetic', 0, 1, { nl: 'ander doel achter dezelfde link', en: 'another target behind the same link' });
  const text: Bilingual = placed
    ? { nl: 'verplaatst, woorden gelijk', en: 'moved, same words' }
    : pairing.kind === 'split' || pairing.kind === 'merged'
      ? { nl: 'anders ingedeeld, woorden gelijk', en: 'laid out otherwise, same words' }
      : { nl: 'alleen vorm: hoofdletters, leestekens, spaties of opmaak', en: 'form only: case, punctuation, spacing or markup' };
  return finding(placed ? 'moved' : 'form', 'cosmetic', 0, 1, text);
}

function dateFinding(change: PlacedFactChange, matter: Matter): Finding {
  const { wording, pairing } = matter;
  const fact = change.newFact ?? change.oldFact;
  const text = change.newFact === null ? wording.oldText : wording.newText;
  const role = fact === null ? 'other' : roleOfDate(text, fact.span, matter.vocabulary);
  if (role === 'effective') {
    // A date of effect that is taken down says less than one that is put up: the text is still in force.
    const significance: Significance = change.new === null ? 'minor' : 'material';
    return finding('date-of-effect', significance, 0, 4, factText(change, { nl: 'ingangsdatum', en: 'date of effect' }, changed), change);
  }
  if (role === 'updated') return finding('date-updated', 'minor', 0, 3, factText(change, { nl: 'datum laatst bijgewerkt', en: 'last-updated date' }, changed), change);
  const alone = pairing.old.length > 0 && pairing.new.length > 0 && wording.lost.length + wording.gained.length <= statementWords;
  return finding('date', alone ? 'minor' : 'material', 0, 2, factText(change, { nl: 'datum', en: 'date' }, changed), change);
}

const contactTopics: ReadonlySet<Topic> = new Set(['controller-contact']);

/** A short line that names a party or a place as part of an address block. */
const addressLine = (matter: Matter): boolean => {
  const clauses = [...matter.pairing.old, ...matter.pairing.new];
  return clauses.length > 0 && clauses.every((clause) => clause.text.length <= 80 && clause.kind !== 'table-row' && wordsOf(clause.text).length <= 8 && normsIn(clause.text, matter.vocabulary).length === 0) && contactTopics.has(matter.topics[0] ?? 'other');
};

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

const practical: ReadonlySet<Topic> = new Set(['data-categories', 'special-category', 'recipients', 'cookies-tracking', 'marketing-ads', 'automated-ai', 'data-source', 'purpose', 'retention', 'transfers']);

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
      return finding(rule, 'material', leaning, 6, line, change);
    }
    case 'age':
      return finding('age', 'material', leaning, 6, factText(change, { nl: 'leeftijd', en: 'age' }, changed), change);
    case 'money':
      return finding('amount', 'material', leaning, 6, factText(change, factLabels.money, changed), change);
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
      return finding('country', light ? 'minor' : 'material', light ? 0 : leaning, 5, factText(change, factLabels.country, changed), change);
    }
    case 'framework':
      return finding('framework', isExample(change, matter) && !whole ? 'minor' : 'material', leaning, 3, factText(change, { nl: 'wet of kader', en: 'law or framework' }, changed), change);
    case 'party': {
      const sameName = change.old !== null && change.new !== null && withoutForm(change.old) === withoutForm(change.new);
      const bareName = pairing.old.length === 1 && pairing.new.length === 1 && [...pairing.old, ...pairing.new].every((clause) => clause.kind === 'paragraph' && clause.text.length < 60 && [change.old, change.new].some((name) => name !== null && sameness('party', name) === sameness('party', clause.text)));
      const light = sameName || bareName || addressLine(matter) || [...pairing.old, ...pairing.new].every(isHeading);
      // Names put to recipients that were there already: nobody new receives anything.
      const named = new Set(matter.facts.flatMap((one) => (one.type === 'party' && one.old === null ? sameness('party', one.new ?? '').split(' ') : [])));
      const naming = !whole && change.old === null && matter.facts.every((one) => one.type !== 'party' || one.old === null) && named.size > 1 && wording.gained.every((word) => named.has(word));
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

/** Where no more content words than this changed beside it, a bare "may" is the change. */
const softenedWords = 2;

/** Norms whose gain or loss is decisive by itself, and how much. */
const normWeight: Readonly<Partial<Record<NormKind, number>>> = {
  not: 5, never: 5, only: 5, except: 4, consent: 4, 'opt-out': 4, 'at-most': 4, 'at-least': 4, promise: 4, may: 3, duty: 4, prohibition: 5, agree: 4, 'working-days': 5, always: 3, hedge: 3, condition: 3, without: 2, discretion: 4, free: 4, prompt: 2,
};

/** Words that soften, hurry or open a list count where little else changed. */
const slight: ReadonlySet<NormKind> = new Set(['hedge', 'condition', 'without', 'prompt', 'always', 'may', 'promise', 'at-most', 'at-least', 'duty']);

/** Pairs that say the same the other way round: "zonder … niet" and "alleen met". */
function cancels(norms: readonly NormChange[]): boolean {
  const kinds = (op: NormChange['op']): string => norms.filter((one) => one.op === op && one.kind !== 'may' && one.kind !== 'promise').map((one) => one.kind).toSorted().join('+');
  const [lost, gained] = [kinds('lost'), kinds('gained')];
  const same = (one: string, other: string): boolean => (lost === one && gained === other) || (lost === other && gained === one);
  return same('not+without', 'only') || same('except+not', 'only') || same('not+only', 'except') || same('at-most', 'not') || same('never', 'not') || same('free', 'without') || same('not+not', '') || same('duty', 'not+may') || same('prohibition', 'not');
}

/** @returns what gaining or losing norms amounts to */
export function normFindings(matter: Matter): readonly Finding[] {
  const { norms, wording, vocabulary, topics } = matter;
  if (norms.length === 0 || cancels(norms)) return [];
  const size = wording.lost.length + wording.gained.length;
  const opposed = (one: NormChange): boolean =>
    (one.kind === 'may' && norms.some((other) => (other.kind === 'promise' || other.kind === 'duty') && other.op !== one.op)) ||
    ((one.kind === 'promise' || one.kind === 'duty') && norms.some((other) => other.kind === 'may' && other.op !== one.op)) ||
    (one.kind === 'at-most' && norms.some((other) => other.kind === 'at-least' && other.op !== one.op)) ||
    (one.kind === 'at-least' && norms.some((other) => other.kind === 'at-most' && other.op !== one.op));
  return norms.slice(0, mostEdits).flatMap((one): readonly Finding[] => {
    const weight = normWeight[one.kind];
    if (weight === undefined) return [];
    const flips = opposed(one);
    // A verb of permission or promise comes and goes with every rewording; it counts where it turned into its opposite.
    const bare = (one.kind === 'may' || one.kind === 'promise') && !flips;
    const softened = one.kind === 'may' && bare && one.norm.actor !== 'person' && size <= softenedWords && norms.length === 1;
    if ((bare && !softened) || (slight.has(one.kind) && !flips && size > imbalance * 2)) return [];
    const text = one.op === 'lost' ? wording.oldText : wording.newText;
    const sentence = sentenceAt(text, one.norm.start);
    const leaning = leaningOfNorm(one, sentence, topics, vocabulary, norms);
    const verb: Bilingual = one.op === 'lost' ? { nl: 'verwijderd', en: 'removed' } : { nl: 'toegevoegd', en: 'added' };
    if (softened) {
      // "we delete" → "we may delete" takes a promise away; "we may share" → "we share" makes a practice of a possibility.
      const action = leaningOfNorm({ ...one, op: 'gained' }, sentence, topics, vocabulary, []);
      const tells = one.op === 'gained' ? action === 1 : action !== 0;
      return tells ? [finding('norm-may', 'material', one.op === 'gained' ? -1 : action, weight, { nl: `"${one.norm.quote}" ${verb.nl}`, en: `"${one.norm.quote}" ${verb.en}` })] : [];
    }
    const strong = !(size > rewritten && slight.has(one.kind));
    // In a clause written anew, single words weigh less than what it says as a whole.
    const share = size > rewritten ? 0.4 : 1;
    return [finding(`norm-${one.kind}`, strong ? 'material' : 'minor', leaning, weight * share, { nl: `"${one.norm.quote}" ${verb.nl}`, en: `"${one.norm.quote}" ${verb.en}` })];
  });
}

const contentOf = (text: string, vocabulary: Vocabulary): number =>
  wordsOf(text).filter((word) => !vocabulary.small.has(word.lower) && !vocabulary.address.has(word.lower) && word.lower.length > 1).length;

const explains = (text: string, vocabulary: Vocabulary): boolean => vocabulary.lists.explains.find(wordsOf(text)).length > 0;

/** Topics on which a few added words are news. */
const substantive: ReadonlySet<Topic> = new Set([
  'data-categories', 'special-category', 'data-source', 'recipients', 'authorities', 'transfers', 'retention', 'security-breach', 'rights', 'automated-ai', 'children-age', 'fees-renewal', 'liability', 'termination', 'law-disputes', 'marketing-ads',
  'cookies-tracking', 'choice-consent', 'processor-duties', 'content-ip', 'legal-basis', 'complaint', 'acceptable-use',
]);

/** Lists on which one more thing is news, whatever it is called. */
const extensible: ReadonlySet<Topic> = new Set(['rights', 'recipients', 'data-categories', 'special-category', 'security-breach', 'acceptable-use', 'liability', 'cookies-tracking', 'marketing-ads', 'transfers', 'authorities', 'automated-ai', 'purpose', 'content-ip', 'data-source']);

/** Topics that change a clause's meaning where a replaced word brings them in. */
const decisive: ReadonlySet<Topic> = new Set(['automated-ai', 'special-category', 'authorities', 'law-disputes']);

/** A comma or an "and" between the words of an edit: it stands in a list. */
const listed = /[,;]|\s(?:and|or|en|of|und|oder|et|ou|y|e|o)\s/iu;

/** Topics on which a few more words change nothing that binds. */
const aside: ReadonlySet<Topic> = new Set(['controller-contact', 'intro-scope']);
const asideWords = 9;

/** An edit that only adds or only strikes, and by how many content words. */
function onesided(edit: Edit, vocabulary: Vocabulary): { readonly text: string; readonly op: 'added' | 'removed'; readonly size: number } | null {
  const [before, after] = [contentOf(edit.deleted, vocabulary), contentOf(edit.inserted, vocabulary)];
  if (before > 0 && after > 0) return null;
  return before > 0 ? { text: edit.deleted, op: 'removed', size: before } : { text: edit.inserted, op: 'added', size: after };
}

/** What a few words alone are about. */
const aboutWords = ({ context, pairing }: Matter, words: readonly string[]): Topic =>
  context.annotate({ ...(pairing.new[0] ?? pairing.old[0] ?? emptyClause), text: words.join(' '), path: [], links: [], cells: null, header: null }, context.language).topics[0] ?? 'other';

/** @returns what words added, struck or replaced amount to where no fact and no norm decides */
export function wordingFindings(matter: Matter): readonly Finding[] {
  const { wording, vocabulary, topics, context, pairing } = matter;
  const found: Finding[] = [];
  const [gained, lost] = [wording.gained.length, wording.lost.length];
  const gainedWords = new Set(wording.gained);
  const lostWords = new Set(wording.lost);
  for (const edit of wording.edits.slice(0, mostEdits)) {
    if (edit.class !== 'substance') continue;
    const side = onesided(edit, vocabulary);
    if (side === null) continue;
    const news = wordsOf(side.text).filter((word) => (side.op === 'added' ? gainedWords : lostWords).has(word.lower)).length;
    if (news === 0) continue;
    const about = context.annotate({ ...(pairing.new[0] ?? pairing.old[0] ?? emptyClause), text: side.text, path: [], links: [], cells: null, header: null }, context.language).topics[0] ?? 'other';
    const topic = about === 'other' ? (topics[0] ?? 'other') : about;
    const fragment = side.size <= statementWords && normsIn(side.text, vocabulary).length === 0;
    const around = sentenceAt(side.op === 'added' ? wording.newText : wording.oldText, side.op === 'added' ? edit.newAt : edit.oldAt);
    const scope = normsIn(around, vocabulary);
    // A word that joins what is promised, forbidden or limited narrows or widens it.
    const bound = substantive.has(topics[0] ?? 'other') && scope.some((norm) => bindings.has(norm.kind));
    // A few words join what the sentence does (one more thing encrypted, one more thing shared) or qualify it ("for money").
    const whole = leaningOfStatement(around, topics[0] ?? topic, vocabulary);
    const joined = joins.test(side.text.trim());
    const leaning = fragment && joined ? whole : fragment && bound ? turn(whole) : leaningOfStatement(side.text, topic, vocabulary);
    const turned = side.op === 'added' ? leaning : turn(leaning);
    const explained = explains(side.text, vocabulary) && news <= imbalance * 2;
    // "for A and B only": what joins a limited list widens it. "such as A, B": what joins an open list is an example.
    const limited = joined && scope.some((norm) => limits.has(norm.kind));
    const example = !practical.has(topics[0] ?? 'other') && scope.some((norm) => norm.kind === 'open-list' && around.indexOf(norm.quote) < around.indexOf(side.text.trim().slice(0, 20)));
    const extended = joined && extensible.has(topics[0] ?? 'other');
    const enough = limited || bound || extended || news >= imbalance || (news >= 1 && side.size >= statementWords && /[.!?]\s*$/u.test(side.text.trim())) || (substantive.has(about) && news >= 1);
    const verb: Bilingual = side.op === 'added' ? { nl: 'toegevoegd', en: 'added' } : { nl: 'verwijderd', en: 'removed' };
    const material = enough && !explained && !example && !(aside.has(topics[0] ?? 'other') && news < asideWords && !bound);
    found.push(finding(side.op === 'added' ? 'words-added' : 'words-removed', material ? 'material' : 'minor', material ? turned : 0, 2 + Math.min(2, news / 6), { nl: `${quoted(side.text)} ${verb.nl}`, en: `${quoted(side.text)} ${verb.en}` }));
  }
  const unpaired = gained - lost;
  const replaced = wording.edits.filter((edit) => edit.class === 'substance' && onesided(edit, vocabulary) === null);
  if (replaced.length > 0 && Math.abs(unpaired) >= imbalance && Math.abs(unpaired) > (gained + lost) / 3) {
    const text = replaced.map((edit) => (unpaired > 0 ? edit.inserted : edit.deleted)).join(' ');
    const leaning = leaningOfStatement(text, topics[0] ?? 'other', vocabulary);
    // Rewritten at length, it is what it now says that counts, not what it no longer says.
    const instead = replaced.map((edit) => edit.inserted).join(' ');
    const turned = unpaired > 0 ? leaning : gained >= statementWords * 2 ? leaningOfStatement(instead, topics[0] ?? 'other', vocabulary) : turn(leaning);
    const explained = explains(text, vocabulary);
    const light = aside.has(topics[0] ?? 'other') && Math.abs(unpaired) < asideWords;
    found.push(finding(unpaired > 0 ? 'says-more' : 'says-less', explained || light ? 'minor' : 'material', explained || light ? 0 : turned, 2, unpaired > 0 ? { nl: `zegt meer: ${quoted(text)}`, en: `says more: ${quoted(text)}` } : { nl: `zegt minder: ${quoted(text)}`, en: `says less: ${quoted(text)}` }));
  } else if (replaced.length > 0 && ((gained > 0 && lost === 0) || (lost > 0 && gained === 0)) && (substantive.has(aboutWords(matter, gained > 0 ? wording.gained : wording.lost)) || (extensible.has(topics[0] ?? 'other') && replaced.some((edit) => listed.test(gained > 0 ? edit.inserted : edit.deleted))))) {
    const news = gained > 0 ? wording.gained : wording.lost;
    const whole = leaningOfStatement(news.join(' '), topics[0] ?? 'other', vocabulary);
    const quote = quoted(news.join(', '));
    found.push(finding(gained > 0 ? 'words-added' : 'words-removed', 'material', gained > 0 ? whole : turn(whole), 2, gained > 0 ? { nl: `${quote} toegevoegd`, en: `${quote} added` } : { nl: `${quote} verwijderd`, en: `${quote} removed` }));
  } else if (replaced.length > 0 && gained + lost > 0) {
    const [before, after] = [replaced.map((edit) => edit.deleted).join(' … '), replaced.map((edit) => edit.inserted).join(' … ')];
    found.push(finding('reworded', 'minor', 0, 1, both(`${quoted(before)} → ${quoted(after)}`)));
  }
  const rate = (words: readonly string[]): string => [...new Set(vocabulary.lists.frequency.find(wordsOf(words.join(' '))).map((match) => wordsOf(words.join(' '))[match.from]?.lower ?? ''))].toSorted().join(' ');
  const [oldRate, newRate] = [rate(wording.lost), rate(wording.gained)];
  if (oldRate !== '' && newRate !== '' && oldRate !== newRate && gained + lost <= imbalance * 2) {
    found.push(finding('frequency', 'material', topics[0] === 'fees-renewal' ? -1 : 0, 4, both(`${oldRate} → ${newRate}`)));
  }
  const practice = gained > 0 && lost > 0 ? aboutWords(matter, wording.gained) : 'other';
  if (decisive.has(practice) && !context.annotate({ ...(pairing.old[0] ?? emptyClause), text: wording.oldText, path: [], links: [], cells: null, header: null }, context.language).topics.includes(practice)) {
    found.push(finding('practice-changed', 'material', leaningOfStatement(wording.newText, practice, vocabulary), 3, both(`${quoted(wording.lost.join(' '))} → ${quoted(wording.gained.join(' '))}`)));
  }
  // Another law or court under a clause that names them.
  if (topics[0] === 'law-disputes' && gained > 0 && lost > 0 && pairing.kind === 'modified') found.push(finding('law-or-forum', 'material', 0, 3, both(`${quoted(wording.lost.join(' '))} → ${quoted(wording.gained.join(' '))}`)));
  const classes = new Set(wording.edits.map((edit) => edit.class));
  if (classes.has('rename')) found.push(finding('renamed-term', 'minor', 0, 0.8, { nl: 'begrip overal hernoemd', en: 'term renamed throughout' }));
  if (classes.has('tone')) found.push(finding('tone', 'minor', 0, 0.8, { nl: 'andere aanspreekvorm', en: 'another form of address' }));
  if (classes.has('substance') && found.length === 0) found.push(finding('reworded', 'minor', 0, 0.5, { nl: 'anders gezegd, zelfde inhoud', en: 'said otherwise, same content' }));
  if (found.length === 0) found.push(finding('spelling', 'cosmetic', 0, 0.5, { nl: 'spelling of kleine woorden', en: 'spelling or small words' }));
  return found;
}

const emptyClause: Clause = { id: '', number: null, marker: '', path: [], kind: 'paragraph', level: 0, text: '', markdown: '', links: [], lines: [0, 0], cells: null, header: null, table: null, fingerprint: '' };

/** Words that join one thing to another. */
const joins = /^[,;]?\s*(?:and|or|en|of|und|oder|et|ou|y|e|o|sowie|alsook|evenals)\s/iu;
const bindings: ReadonlySet<NormKind> = new Set(['not', 'never', 'only', 'always', 'prohibition']);
const limits: ReadonlySet<NormKind> = new Set(['only', 'except']);

/** A text whose words stand for this part in one other clause says what that one says. */
const restatedFrom = 0.75;
/** Trees larger than this are not searched for restatements. */
const restatedClauses = 4000;
const trees = new WeakMap<JudgeContext['newTree'], readonly ReadonlySet<string>[]>();

const stemsOf = (text: string): ReadonlySet<string> => new Set(wordsOf(text).map((word) => word.lower.slice(0, 6)).filter((word) => word.length > 3));

/** Values that must stand in the other clause too for it to say the same. */
const telling: ReadonlySet<PlacedFactChange['type']> = new Set(['data-category', 'party', 'country', 'duration', 'money', 'percentage', 'age']);

function restated(text: string, facts: readonly PlacedFactChange[], tree: JudgeContext['newTree']): boolean {
  if (tree.clauses.length > restatedClauses) return false;
  let all = trees.get(tree);
  if (all === undefined) {
    all = tree.clauses.map((clause) => stemsOf(clause.text));
    trees.set(tree, all);
  }
  const own = [...stemsOf(text)];
  if (own.length < 8) return false;
  const needed = facts.filter((fact) => telling.has(fact.type)).map((fact) => (fact.oldFact?.quote ?? '').toLowerCase());
  return all.some((other, index) => own.filter((word) => other.has(word)).length >= own.length * restatedFrom && needed.every((quote) => tree.clauses[index]?.text.toLowerCase().includes(quote) === true));
}

/** Own plain cookies of a service: its session, its settings, its security. */
const functionalCookie = /service functionality|strictly necessary|functional|functioneel|noodzakelijk|security|sessie|session|necessary|technisch notwendig|nécessaire|necesari|necessari/iu;

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
  if (topic === 'cookies-tracking' && clauses.every((clause) => clause.kind === 'table-row') && functionalCookie.test(text) && !/advert|target|marketing|analy/iu.test(text)) {
    return [finding('functional-cookie', 'minor', added ? -1 : 1, 1, line({ nl: 'functionele cookie', en: 'functional cookie' }))];
  }
  if (topic === 'policy-change' && !added) return [finding('notice-taken-down', 'minor', 0, 1, line({ nl: 'mededeling over een versie', en: 'notice about a version' }))];
  const leaning = leaningOfStatement(text, topic, vocabulary);
  // A retention period that is no longer told leaves the person with less, whatever it was.
  const turned = added ? leaning : topic === 'retention' ? -1 : turn(leaning);
  return [finding(added ? 'statement-added' : 'statement-removed', 'material', turned, 2.5, line({ nl: 'bepaling', en: 'statement' }))];
}

const protective: ReadonlySet<string> = new Set(['legal-basis', 'norm-consent', 'norm-only', 'norm-opt-out']);
const practices: ReadonlySet<Topic> = new Set(['marketing-ads', 'automated-ai', 'special-category', 'recipients']);

/**
 * Consent asked for something that the clause did not do before ("functional and marketing cookies; marketing cookies with
 * consent") does not protect more than before: the new practice leads.
 */
export function withNewPractice(findings: readonly Finding[], matter: Matter): readonly Finding[] {
  const { wording, context, pairing, topics } = matter;
  if (pairing.old.length === 0 || pairing.new.length === 0 || wording.gained.length === 0) return findings;
  if (!matter.norms.some((one) => one.kind === 'consent' && one.op === 'gained') || matter.norms.some((one) => one.op === 'lost')) return findings;
  const about = (text: string): readonly Topic[] => context.annotate({ ...(pairing.new[0] ?? emptyClause), text, path: [], links: [], cells: null, header: null }, context.language).topics;
  const before = about(wording.oldText);
  const practice = about(wording.gained.join(' ')).find((topic) => practices.has(topic) && !before.includes(topic) && topics[0] !== topic);
  if (practice === undefined) return findings;
  return findings.map((one) => (protective.has(one.reason.rule) ? { ...one, leaning: 0 } : one.reason.rule === 'words-added' ? { ...one, leaning: -1, weight: 5 } : one));
}

/** @returns the highest of several significances */
export function highest(of: readonly Significance[]): Significance {
  return significances[Math.max(0, ...of.map((one) => significances.indexOf(one)))] ?? 'cosmetic';
}
