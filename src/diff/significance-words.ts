import type { Topic } from '../domain/clause.ts';
import type { Bilingual } from '../domain/language.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Leaning } from './leaning.ts';
import { sign } from './leaning.ts';
import { leaningOfStatement, sentenceAt } from './direction.ts';
import type { Vocabulary } from './lexicon/all.ts';
import type { NormKind } from './lexicon/lexicon.ts';
import { normsIn } from './norms.ts';
import type { Edit } from './significance-wording.ts';
import type { Finding, Matter } from './significance.ts';
import { both, contentOf, emptyClause, explains, finding, imbalance, isRow, leadOf, mostEdits, practical, quoted, statementWords, substantive, turn, wordsAround } from './significance.ts';

/** Lists on which one more thing is news, whatever it is called. */
const extensible: ReadonlySet<Topic> = new Set(['rights', 'recipients', 'data-categories', 'special-category', 'security-breach', 'acceptable-use', 'liability', 'cookies-tracking', 'marketing-ads', 'transfers', 'authorities', 'automated-ai', 'purpose', 'content-ip', 'data-source']);

/** Topics that change a clause's meaning where a replaced word brings them in. */
const decisive: ReadonlySet<Topic> = new Set(['automated-ai', 'special-category', 'authorities', 'law-disputes']);

/** A comma or an "and" between the words of an edit: it stands in a list. */
const listed = (text: string, vocabulary: Vocabulary): boolean => /[,;]/u.test(text) || wordsOf(text).some((word, index) => index > 0 && vocabulary.joins.has(word.lower));

/** Topics on which a few more words change nothing that binds. */
const aside: ReadonlySet<Topic> = new Set(['controller-contact', 'intro-scope']);

const asideWords = 9;

const bindings: ReadonlySet<NormKind> = new Set(['not', 'never', 'only', 'always', 'prohibition']);

/** So few words say nothing without those around them. */
const bareWords = 2;

const limits: ReadonlySet<NormKind> = new Set(['only', 'except']);

/** An edit that only adds or only strikes, and by how many content words. */
function onesided(edit: Edit, vocabulary: Vocabulary): { readonly text: string; readonly op: 'added' | 'removed'; readonly size: number } | null {
  const [before, after] = [contentOf(edit.deleted, vocabulary), contentOf(edit.inserted, vocabulary)];
  if (before > 0 && after > 0) return null;
  return before > 0 ? { text: edit.deleted, op: 'removed', size: before } : { text: edit.inserted, op: 'added', size: after };
}

/** What a few words alone are about. */
const aboutWords = ({ context, pairing }: Matter, words: readonly string[]): Topic =>
  context.annotate({ ...(pairing.new[0] ?? pairing.old[0] ?? emptyClause), text: words.join(' '), path: [], links: [], cells: null, header: null }, context.language).topics[0] ?? 'other';

/** Whether a court where the person lives came (1) or went (−1). */
function homeward(before: string, after: string, vocabulary: Vocabulary): Leaning {
  const at = (text: string): number => Math.min(1, vocabulary.breadth.home.find(wordsOf(text)).length);
  return at(after) > at(before) ? 1 : at(after) < at(before) ? -1 : 0;
}

/** "A[, B] and C": an edit that begins with a comma, before another or before a word that joins. */
const interposed = (text: string, next: string, vocabulary: Vocabulary): boolean => /^\s*,/u.test(text) && (/^\s*,/u.test(next) || vocabulary.joins.has(wordsOf(next.slice(0, 24))[0]?.lower ?? ''));

/** An exception reaches this far, in characters, and no further than its sentence part. */
const exceptionReach = 160;

/** Whether a place stands within the list that an "except" opens. */
function exceptedAt(text: string, at: number, vocabulary: Vocabulary): boolean {
  return normsIn(leadOf(text, at, exceptionReach), vocabulary).some((norm) => norm.kind === 'except');
}

/** Whether a sentence says that the company answers for a loss (1), or that it does not or the person does (−1); 0 where it says neither. */
function answering(sentence: string, vocabulary: Vocabulary): Leaning {
  const words = wordsOf(sentence);
  const at = vocabulary.lists.answers.find(words)[0]?.from;
  if (at === undefined) return 0;
  const [person, company] = (['person', 'company'] as const).map((list) => vocabulary.lists[list].find(words).find((match) => match.from <= at + answererReach)?.from);
  if (person === undefined && company === undefined) return 0;
  const companys = person === undefined || (company !== undefined && company < person);
  const denied = normsIn(sentence, vocabulary).filter((norm) => norm.kind === 'not' || norm.kind === 'never').length % 2 === 1;
  return companys !== denied ? 1 : -1;
}

/** Who answers stands before the verb, or this many words behind it ("is de leverancier aansprakelijk", "aansprakelijk is de leverancier"). */
const answererReach = 3;

/** "Claims [that result from misuse]": words that open with a relative or a preposition tell which ones are meant. */
const qualifies = (text: string, vocabulary: Vocabulary): boolean => {
  const first = wordsOf(text)[0]?.lower ?? '';
  return vocabulary.small.has(first) && !vocabulary.joins.has(first);
};

/** Topics whose tables say who does what with data. */
const listing: ReadonlySet<Topic> = new Set(['recipients', 'processor-duties', 'transfers', 'data-categories', 'purpose']);

/** Whether the cell around a place names things rather than telling in a sentence what is done. */
function enumerates(text: string, at: number, vocabulary: Vocabulary): boolean {
  const [from, to] = [text.lastIndexOf(' | ', at), text.indexOf(' | ', at + 1)];
  const cell = text.slice(from < 0 ? 0 : from + 3, to < 0 ? text.length : to).trim();
  return !/[.!?](?:\s|$)/u.test(cell) && normsIn(cell, vocabulary).length === 0 && wordsOf(cell).every((word) => !vocabulary.address.has(word.lower));
}

const rowed = (pairing: Matter['pairing']): boolean => [...pairing.old, ...pairing.new].every(isRow);

/** Topics on which what happens more often is the person's gain. */
const oftenServed: ReadonlySet<Topic> = new Set(['rights', 'processor-duties', 'security-breach', 'service-availability', 'complaint']);

/** "Once a month" → "once a year": how often, where both sides say it. */
function rateChange(lost: string, gained: string, topic: Topic, vocabulary: Vocabulary): Finding | null {
  const [before, after] = [vocabulary.rates.find(wordsOf(lost)), vocabulary.rates.find(wordsOf(gained))];
  const said = (text: string, matches: typeof before): string => [...new Set(matches.map((match) => wordsOf(text)[match.from]?.lower ?? ''))].toSorted().join(' ');
  const [oldRate, newRate] = [said(lost, before), said(gained, after)];
  if (oldRate === '' || newRate === '' || oldRate === newRate) return null;
  const slower = Math.min(...after.map((match) => match.value)) - Math.min(...before.map((match) => match.value));
  return finding('frequency', 'material', topic === 'fees-renewal' ? -1 : oftenServed.has(topic) ? sign(-slower) : 0, 4, both(`${oldRate} → ${newRate}`));
}

/** @returns what words added, struck or replaced amount to where no fact and no norm decides */
export function wordingFindings(matter: Matter): readonly Finding[] {
  const { wording, vocabulary, topics, context, pairing } = matter;
  const found: Finding[] = [];
  const [gained, lost] = [wording.gained.length, wording.lost.length];
  // As many words went as came, and few: another verb for the same.
  const balanced = gained > 0 && lost > 0 && Math.abs(gained - lost) <= 1 && gained + lost <= imbalance;
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
    const [sideText, sideAt] = side.op === 'added' ? [wording.newText, edit.newAt] : [wording.oldText, edit.oldAt];
    const around = sentenceAt(sideText, sideAt);
    const scope = normsIn(around, vocabulary);
    // A word that joins what is promised, forbidden or limited narrows or widens it.
    const bound = !balanced && substantive.has(topics[0] ?? 'other') && scope.some((norm) => bindings.has(norm.kind));
    // A few words join what the sentence does (one more thing encrypted, one more thing shared) or qualify it ("for money").
    const whole = leaningOfStatement(around, topics[0] ?? topic, vocabulary);
    // One more thing in a row of a list of recipients is done by or with that recipient.
    const inRow = rowed(pairing) && listing.has(topics[0] ?? 'other') && enumerates(sideText, sideAt, vocabulary);
    const joined = vocabulary.joins.has(wordsOf(side.text)[0]?.lower ?? '') || interposed(side.text, sideText.slice(sideAt + side.text.length), vocabulary);
    // "Not shared, except for A and B": what joins an exception works against what the sentence does.
    const excepted = fragment && joined && exceptedAt(sideText, sideAt, vocabulary);
    // "Liable for [gross] negligence": a bare qualifier narrows what someone answers for.
    const answered = topics[0] === 'liability' || about === 'liability' ? answering(around, vocabulary) : 0;
    const qualifier = answered !== 0 && !joined && (side.size <= bareWords || qualifies(side.text, vocabulary)) && normsIn(side.text, vocabulary).length === 0 && !/[.;,]\s*\p{L}/u.test(side.text);
    const restates = answered !== 0 && vocabulary.lists.answers.find(wordsOf(side.text)).length > 0;
    const leaning = inRow ? -1 : restates ? answered : qualifier ? turn(answered) : excepted ? turn(whole) : fragment && joined ? whole : fragment && bound ? turn(whole) : leaningOfStatement(side.text, topic, vocabulary);
    const turned = side.op === 'added' ? leaning : turn(leaning);
    const explained = explains(side.text, vocabulary) && news <= imbalance * 2;
    // "for A and B only": what joins a limited list widens it. "such as A, B": what joins an open list is an example.
    const limited = joined && scope.some((norm) => limits.has(norm.kind));
    const known = !practical.has(topics[0] ?? 'other') || (topics[0] === 'cookies-tracking' && vocabulary.lists.functional.find(wordsOf(side.text)).length > 0);
    const example = known && scope.some((norm) => norm.kind === 'open-list' && around.indexOf(norm.quote) < around.indexOf(side.text.trim().slice(0, 20)));
    const extended = inRow || (joined && extensible.has(topics[0] ?? 'other'));
    // Words that stood elsewhere in the clause before are not news where they stand now.
    const reordered = news <= 1 && side.size - news >= statementWords;
    const enough = limited || qualifier || bound || extended || news >= imbalance || (news >= 1 && !reordered && side.size >= statementWords && /[.!?]\s*$/u.test(side.text.trim())) || (substantive.has(about) && news >= 1 && !reordered);
    const verb: Bilingual = side.op === 'added' ? { nl: 'toegevoegd', en: 'added' } : { nl: 'verwijderd', en: 'removed' };
    const material = enough && !explained && !example && !(aside.has(topics[0] ?? 'other') && news < asideWords && !bound);
    const told = finding(side.op === 'added' ? 'words-added' : 'words-removed', material ? 'material' : 'minor', material ? turned : 0, 2 + Math.min(2, news / 6), { nl: `${quoted(side.text)} ${verb.nl}`, en: `${quoted(side.text)} ${verb.en}` });
    const [text, from] = side.op === 'added' ? [wording.newText, edit.newAt] : [wording.oldText, edit.oldAt];
    const start = from + (text.slice(from, from + side.text.length).length - text.slice(from, from + side.text.length).trimStart().length);
    found.push(wordsOf(side.text).length > bareWords ? told : { ...told, around: wordsAround(text, start, from + side.text.trimEnd().length) });
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
  } else if (replaced.length > 0 && ((gained > 0 && lost === 0) || (lost > 0 && gained === 0)) && (substantive.has(aboutWords(matter, gained > 0 ? wording.gained : wording.lost)) || (extensible.has(topics[0] ?? 'other') && replaced.some((edit) => listed(gained > 0 ? edit.inserted : edit.deleted, vocabulary))))) {
    const news = gained > 0 ? wording.gained : wording.lost;
    const whole = leaningOfStatement(news.join(' '), topics[0] ?? 'other', vocabulary);
    const quote = quoted(news.join(', '));
    found.push(finding(gained > 0 ? 'words-added' : 'words-removed', 'material', gained > 0 ? whole : turn(whole), 2, gained > 0 ? { nl: `${quote} toegevoegd`, en: `${quote} added` } : { nl: `${quote} verwijderd`, en: `${quote} removed` }));
  } else if (replaced.length > 0 && gained + lost > 0) {
    const [before, after] = [replaced.map((edit) => edit.deleted).join(' … '), replaced.map((edit) => edit.inserted).join(' … ')];
    found.push(finding('reworded', 'minor', 0, 1, both(`${quoted(before)} → ${quoted(after)}`)));
  }
  const rate = rateChange(wording.lost.join(' '), wording.gained.join(' '), topics[0] ?? 'other', vocabulary);
  if (rate !== null && gained + lost <= imbalance * 2) found.push(rate);
  const practice = gained > 0 && lost > 0 ? aboutWords(matter, wording.gained) : 'other';
  if (decisive.has(practice) && !context.annotate({ ...(pairing.old[0] ?? emptyClause), text: wording.oldText, path: [], links: [], cells: null, header: null }, context.language).topics.includes(practice)) {
    found.push(finding('practice-changed', 'material', leaningOfStatement(wording.newText, practice, vocabulary), 3, both(`${quoted(wording.lost.join(' '))} → ${quoted(wording.gained.join(' '))}`)));
  }
  // Another law or court under a clause that names them.
  if (topics[0] === 'law-disputes' && gained > 0 && lost > 0 && pairing.kind === 'modified') found.push(finding('law-or-forum', 'material', homeward(wording.oldText, wording.newText, vocabulary), 3, both(`${quoted(wording.lost.join(' '))} → ${quoted(wording.gained.join(' '))}`)));
  const classes = new Set(wording.edits.map((edit) => edit.class));
  const renamed = wording.edits.find((edit) => edit.class === 'rename');
  if (renamed !== undefined) {
    const bare = (text: string): string => quoted(text.replaceAll(/[“”„"‘’]/gu, ''));
    const terms = `${bare(renamed.deleted)} → ${bare(renamed.inserted)}`;
    found.push(finding('renamed-term', 'minor', 0, 0.8, { nl: `begrip overal hernoemd: ${terms}`, en: `term renamed throughout: ${terms}` }));
  }
  if (classes.has('tone')) found.push(finding('tone', 'minor', 0, 0.8, { nl: 'andere aanspreekvorm', en: 'another form of address' }));
  if (classes.has('substance') && found.length === 0) found.push(finding('reworded', 'minor', 0, 0.5, { nl: 'anders gezegd, zelfde inhoud', en: 'said otherwise, same content' }));
  if (found.length === 0) found.push(finding('spelling', 'cosmetic', 0, 0.5, { nl: 'spelling of kleine woorden', en: 'spelling or small words' }));
  return found;
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
