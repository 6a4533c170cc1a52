import type { Topic } from '../domain/clause.ts';
import { wordsOf } from '../domain/phrase-index.ts';
import type { Leaning } from './leaning.ts';
import type { Vocabulary } from './lexicon/all.ts';
import type { NormKind } from './lexicon/lexicon.ts';
import { normsIn } from './norms.ts';
import type { Finding, Matter } from './significance.ts';
import { both, contentOf, finding, leadOf, mostEdits, quoted } from './significance.ts';
import type { Edit } from './significance-wording.ts';

/** An edit's words in quotes, without the sentence's last mark. */
const told = (text: string): string => quoted(text.trim().replace(/[.,;:]+$/u, ''));

/** Who acts in a few words: the person or the company, whoever is named first, and whether both are named. */
function actorIn(text: string, vocabulary: Vocabulary): { readonly first: 'person' | 'company' | null; readonly both: boolean } {
  const words = wordsOf(text);
  const [person, company] = [vocabulary.lists.person.find(words)[0]?.from, vocabulary.lists.company.find(words)[0]?.from];
  const first = person === undefined ? (company === undefined ? null : 'company') : company === undefined || person < company ? 'person' : 'company';
  return { first, both: person !== undefined && company !== undefined };
}

/** What opens a condition or an exception, on which a rule hinges. */
const hinges: ReadonlySet<NormKind> = new Set(['except', 'condition']);

/** A condition names who decides within this many characters. */
const hingeReach = 48;

/** An edit of more words than this says a new thing rather than naming another decider. */
const mostWords = 8;

/** "Unless you ask us" → "unless we need to": the exception is now another's to make. */
function deciderFinding(edit: Edit, { wording, vocabulary }: Matter): Finding | null {
  const [before, after] = [actorIn(edit.deleted, vocabulary), actorIn(edit.inserted, vocabulary)];
  // The same two named in the other order ("you give us", "we get from you") is another way to say it.
  if (before.first === null || after.first === null || before.first === after.first || (before.both && after.both)) return null;
  if (wordsOf(edit.deleted).length > mostWords || wordsOf(edit.inserted).length > mostWords) return null;
  const hinged = [leadOf(wording.oldText, edit.oldAt, hingeReach), leadOf(wording.newText, edit.newAt, hingeReach)].every((lead) => normsIn(lead, vocabulary).some((norm) => hinges.has(norm.kind)));
  if (!hinged) return null;
  const leaning: Leaning = after.first === 'person' ? 1 : -1;
  return finding('decider', 'material', leaning, 4, both(`${told(edit.deleted)} → ${told(edit.inserted)}`));
}

/** A period is counted from what stands within this many characters behind it. */
const startReach = 24;

/** Topics on which a later start of a company's period delays what the person is owed. */
const owed: ReadonlySet<Topic> = new Set(['security-breach', 'rights', 'processor-duties', 'complaint']);

/** The first words of what a period is counted from. */
const startWords = 3;

/** "Within 24 hours of discovery" → "… after it is confirmed": the same period, counted from elsewhere. */
function startFinding(edit: Edit, matter: Matter): Finding | null {
  const { wording, vocabulary, topics } = matter;
  const [lost, gained] = [new Set(wording.lost), new Set(wording.gained)];
  const anew = wordsOf(edit.deleted).some((word) => lost.has(word.lower)) && wordsOf(edit.inserted).some((word) => gained.has(word.lower));
  if (!anew || matter.facts.some((fact) => fact.type === 'duration')) return null;
  // A clause is read again for its periods only where the edit opens with such a word.
  const near = wordsOf(wording.newText.slice(Math.max(0, edit.newAt - startReach), edit.newAt + edit.inserted.length).slice(0, startReach * 2));
  if (vocabulary.lists.since.find(near).length === 0) return null;
  const facts = matter.pairing.new.flatMap((clause) => matter.context.annotate(clause, matter.context.language).facts).filter((fact) => fact.type === 'duration');
  const counted = facts.some((fact) => {
    const end = wording.newText.indexOf(fact.quote) + fact.quote.length;
    if (end > edit.newAt || edit.newAt - end > startReach || /[.;,\n]/u.test(wording.newText.slice(end, edit.newAt))) return false;
    const opens = (inserted: string): boolean => vocabulary.lists.since.find(wordsOf(wording.newText.slice(end, edit.newAt) + inserted).slice(0, startWords)).length > 0;
    return opens(edit.deleted) && opens(edit.inserted);
  });
  if (!counted) return null;
  const leaning: Leaning = owed.has(topics[0] ?? 'other') && contentOf(edit.inserted, vocabulary) > contentOf(edit.deleted, vocabulary) ? -1 : 0;
  return finding('period-start', 'material', leaning, 3, { nl: `termijn loopt vanaf: ${told(edit.deleted)} → ${told(edit.inserted)}`, en: `period runs from: ${told(edit.deleted)} → ${told(edit.inserted)}` });
}

/** Topics on which a rule for both sides alike is part of the bargain. */
const bargained: ReadonlySet<Topic> = new Set(['termination', 'liability', 'law-disputes', 'fees-renewal', 'acceptance-account', 'processor-duties', 'choice-consent', 'recipients', 'content-ip', 'policy-change', 'other']);

/** "Neither party may" → "Customer may not": what bound both sides alike now binds one, or the reverse. */
function mutualFinding({ wording, vocabulary, topics }: Matter): Finding | null {
  if (!bargained.has(topics[0] ?? 'other')) return null;
  const struck = wording.edits.map((edit) => edit.deleted).join(' … ');
  const written = wording.edits.map((edit) => edit.inserted).join(' … ');
  const mutual = (text: string): boolean => vocabulary.lists.mutual.find(wordsOf(text)).length > 0;
  const [before, after] = [mutual(struck), mutual(written)];
  if (before === after) return null;
  if (actorIn(before ? written : struck, vocabulary).first === null) return null;
  return finding('mutual', 'material', before ? -1 : 1, 4, before ? { nl: 'geldt niet meer voor beide partijen', en: 'no longer binds both parties' } : { nl: 'geldt nu voor beide partijen', en: 'now binds both parties' });
}

/** @returns what it amounts to that a rule hinges on another's act, or that its period is counted from elsewhere */
export function hingeFindings(matter: Matter): readonly Finding[] {
  const mutual = mutualFinding(matter);
  const hinged = matter.wording.edits.slice(0, mostEdits).flatMap((edit): readonly Finding[] => {
    if (edit.class !== 'substance' || edit.deleted.trim() === '' || edit.inserted.trim() === '') return [];
    const found = deciderFinding(edit, matter) ?? startFinding(edit, matter);
    return found === null ? [] : [found];
  });
  return mutual === null ? hinged : [mutual, ...hinged];
}
