import type { Reason } from '../domain/change.ts';
import { fold, foldsOf } from '../domain/fold.ts';
import { pageReasons } from '../domain/page-reasons.ts';
import type { KnownGood, Verdict } from '../domain/reading.ts';
import type { PageDocument, PdfProblem } from './document.ts';
import { commonShingles, shinglesOf } from './known.ts';
import { phraseIn, type Signals, signalsOf, wallMaker, wallScores } from './verdict-signals.ts';

export interface Judgement {
  readonly verdict: Verdict;
  /** What the verdict rests on, for people. */
  readonly reasons: readonly Reason[];
}

/** From here on phrases say nothing: 9 % of healthy long pages have some of them, in their scripts or their clauses. */
const longWords = 300;
/** With this much of the known text there, the page is the policy whatever else it says. */
const sameOverlap = 0.5;
const otherOverlap = 0.3;
/** The share of the known words below which a page that shares little with it is no new wording of it. */
const stub = 0.4;
/** The smallest imprint that was seen has about 60 words. */
const fewWords = 20;

/**
 * Judges whether a page is the policy, from many weak signals: none but a status decides by itself, and what the page
 * shares with its own past weighs most.
 * @param known what is remembered of the policy's last good reading; null for a first capture
 * @param language of the page's words, as BCP 47
 */
export function judgePage(page: PageDocument, known: KnownGood | null, language: string | null): Judgement {
  const byExchange = judgeExchange(page);
  if (byExchange !== null) return byExchange;
  if (page.pdfProblem !== null) return pdfProblems[page.pdfProblem];
  const signals = signalsOf(page, known, language);
  const damaged = judgeDamage(page, known, signals);
  if (signals.overlap !== null && signals.overlap >= sameOverlap && (signals.ratio ?? 1) >= 0.6) return damaged ?? { verdict: 'ok', reasons: notes(known, language) };
  return judgeWall(page, known, signals) ?? damaged ?? judgeContent(page, known, signals, language);
}

const pdfProblems: Readonly<Record<PdfProblem, Judgement>> = {
  encrypted: { verdict: 'login', reasons: [pageReasons.pdfEncrypted] },
  'no-text': { verdict: 'empty', reasons: [pageReasons.pdfNoText] },
  unreadable: { verdict: 'not-a-policy', reasons: [pageReasons.pdfUnreadable] },
  broken: { verdict: 'not-a-policy', reasons: [pageReasons.pdfBroken] },
  truncated: { verdict: 'truncated', reasons: [pageReasons.pdfTruncated] },
  'too-long': { verdict: 'not-a-policy', reasons: [pageReasons.pdfTooLong] },
};

function judgeExchange(page: PageDocument): Judgement | null {
  const challenged = page.headers.some(([name, value]) => name === 'cf-mitigated' && value.toLowerCase() === 'challenge');
  if (challenged) return { verdict: 'challenge', reasons: [pageReasons.challenge] };
  const { status } = page;
  if (status === null || (status >= 200 && status <= 203)) return null;
  if (status === 204 || status === 205) return { verdict: 'empty', reasons: [pageReasons.statusEmpty(status)] };
  if (status === 206) return { verdict: 'truncated', reasons: [pageReasons.statusPart(status)] };
  if (status === 401 || status === 407) return { verdict: 'login', reasons: [pageReasons.statusLogin(status)] };
  if (status === 404 || status === 410) return { verdict: 'not-found', reasons: [pageReasons.statusGone(status)] };
  if (status >= 500 && status !== 999) return { verdict: 'maintenance', reasons: [pageReasons.statusTrouble(status)] };
  if (status >= 400) return { verdict: 'blocked', reasons: [pageReasons.statusRefused(status)] };
  return { verdict: 'not-found', reasons: [pageReasons.statusNoPage(status)] };
}

/** What is wrong with a page that may well be the policy. */
function judgeDamage(page: PageDocument, known: KnownGood | null, signals: Signals): Judgement | null {
  const cut = judgeCut(page, known, signals);
  if (cut !== null) return cut;
  const before = known?.text ?? null;
  const undecodable = Math.max(page.undecodable, (page.markdown.includes('\uFFFD') ? count(page.markdown, /\uFFFD/gu) : 0) / Math.max(1, page.markdown.length));
  if (undecodable > (before === null ? 0.01 : 0.001) && before?.includes('\uFFFD') !== true) {
    return { verdict: 'not-a-policy', reasons: [pageReasons.undecodable(undecodable)] };
  }
  const garbled = mojibakeSigns.test(page.markdown) ? count(page.markdown, mojibake) : 0;
  if (garbled > 3 && garbled > signals.words / 400 && (before === null || count(before, mojibake) < garbled / 2)) {
    return { verdict: 'not-a-policy', reasons: [pageReasons.wrongEncoding(garbled)] };
  }
  const placeholder = placeholders.find((mark) => signals.kept.length > 0 && mark.test(page.markdown) && (before === null || !mark.test(before)));
  if (placeholder !== undefined && (known !== null || signals.words < longWords)) {
    return { verdict: 'not-a-policy', reasons: [pageReasons.placeholder(placeholder.exec(page.markdown)?.[0].slice(0, 60) ?? '')] };
  }
  const failure = programErrors.find(({ needed, mark }) => page.markdown.includes(needed) && mark.test(page.markdown) && (before === null || !mark.test(before)))?.mark;
  if (failure !== undefined) return { verdict: 'maintenance', reasons: [pageReasons.programError(failure.exec(page.markdown)?.[0].slice(0, 80) ?? '')] };
  if (known !== null && (signals.ratio ?? 0) > 1.9 && (signals.overlap ?? 0) > 0.9 && standsTwice(page)) {
    return { verdict: 'not-a-policy', reasons: [pageReasons.twice] };
  }
  return null;
}

/** A letter that each of these places begins with: most texts hold none. */
const mojibakeSigns = /[ÃâÂ]/u;
const mojibake = /Ã[\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹Œ]|â€[™œ\u009D“”]|Â[ §©®°]/gu;
const placeholders: readonly RegExp[] = [/\{\{[^{}\n]{1,60}\}\}/u, /\\?\[object Object\\?\]/u, /\blorem ipsum\b/iu, /<%=?[^%\n]{1,60}%>/u];

/**
 * What PHP, Python and Java say when a page breaks while it is made; Markdown may stand between the words. `needed` is
 * what each holds whatever else it says: looked for first, because that is fifty times quicker.
 */
const programErrors: readonly { readonly needed: string; readonly mark: RegExp }[] = [
  { needed: 'on line ', mark: /\b(?:Warning|Notice|Deprecated|Fatal error|Parse error)[*_\\]{0,4}:[^\n]{1,300}\bon line [*_\\]{0,4}\d/u },
  { needed: 'Traceback', mark: /Traceback \(most recent call last\)/u },
  { needed: 'at ', mark: /\bat (?:java|javax|org|com)\.[\w.$]{3,200}\([\w.]{1,100}:\d/u },
];

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function standsTwice(page: PageDocument): boolean {
  const texts = foldsOf(page.blocks).filter((text) => text !== '');
  const half = texts.length / 2;
  return Number.isInteger(half) && half > 2 && texts.slice(0, half).join('\n') === texts.slice(half).join('\n');
}

function judgeCut(page: PageDocument, known: KnownGood | null, signals: Signals): Judgement | null {
  if (known === null || (signals.overlap ?? 0) < 0.05) return null;
  const shrunk = (signals.ratio ?? 1) < 0.98;
  if (page.format === 'html') {
    if (known.complete && !page.complete && shrunk) return { verdict: 'truncated', reasons: [pageReasons.pageCut] };
    return null;
  }
  const whole = fold(known.text);
  const last = page.blocks.at(-1)?.text ?? '';
  const now = fold(page.markdown);
  // A text that ends where a sentence of the known text goes on was cut, not shortened.
  if (shrunk && now !== '' && whole.length > now.length && whole.startsWith(now) && !/[.!?:;)\]”"]$/u.test(last.trim())) {
    return { verdict: 'truncated', reasons: [pageReasons.textCut] };
  }
  return null;
}

function judgeWall(page: PageDocument, known: KnownGood | null, signals: Signals): Judgement | null {
  const { words, wholeWords, titled } = signals;
  const policyLike = titled && (signals.vocabulary ?? 99) >= 5;
  const maker = wholeWords < longWords && words < longWords ? wallMaker(page.source) : null;
  if (maker !== null && !(policyLike && words >= 100)) return { verdict: 'challenge', reasons: [pageReasons.checkBy(maker)] };
  // A site of one page gives its policy for every address.
  if (page.errorPageText !== null && !policyLike && likeErrorPage(signals.kept, page.errorPageText)) {
    return { verdict: 'not-found', reasons: [pageReasons.siteErrorPage] };
  }
  if (words === 0 || (words < fewWords && needsScript(page, signals))) return judgeEmpty(page, signals);
  if (words < longWords) {
    const wall = judgePhrases(page, signals, policyLike);
    if (wall !== null) return wall;
    if (page.passwordFields > 0 && words < 150 && !policyLike) return { verdict: 'login', reasons: [pageReasons.password] };
  } else if ((signals.overlap ?? 1) < otherOverlap && !titled) {
    const named = wallScores('', signals.title)[0];
    if (named !== undefined) return { verdict: named.kind, reasons: [pageReasons.otherTitle(named.phrase)] };
  }
  return judgeRedirect(page, known, signals);
}

/** The phrases that a page needs before they outweigh its other words: more words may say one by chance. */
function phrasesNeeded(words: number): number {
  if (words <= 60) return 1;
  if (words <= 150) return 2;
  return 3;
}

function judgePhrases(page: PageDocument, signals: Signals, policyLike: boolean): Judgement | null {
  const scarce = signals.words < fewWords;
  const text = scarce ? `${signals.kept} ${signals.whole}` : signals.kept;
  const needed = phrasesNeeded(scarce ? Math.min(signals.wholeWords, longWords) : signals.words);
  const movedTo = signals.words < 100 ? phraseIn(signals.kept, (phrases) => phrases.moved) : null;
  if (movedTo !== null && (signals.vocabulary ?? 0) < 6) {
    return { verdict: 'not-found', reasons: [pageReasons.movedAway(page.blocks.flatMap((block) => block.links)[0]?.url ?? null)] };
  }
  const best = wallScores(text, signals.title).find((entry) => entry.score >= needed && !(policyLike && (!entry.inTitle || signals.words >= 100)));
  if (best !== undefined) {
    const verdict = best.kind === 'login' && page.passwordFields === 0 && best.score < 2 && !best.inTitle ? null : best.kind;
    if (verdict !== null) return { verdict, reasons: [pageReasons.wallPhrase(signals.words, best.phrase)] };
  }
  const parked = phraseIn(text, (phrases) => phrases.parked);
  if (parked !== null && !policyLike) return { verdict: 'not-a-policy', reasons: [pageReasons.parked(parked)] };
  return null;
}

function needsScript(page: PageDocument, signals: Signals): boolean {
  return page.shell.emptyRoot || page.shell.noscript !== '' || phraseIn(signals.whole, (phrases) => phrases.needsScript) !== null;
}

function judgeEmpty(page: PageDocument, signals: Signals): Judgement {
  const wall = judgePhrases(page, signals, false);
  if (wall !== null && signals.wholeWords > 3) return wall;
  if (page.format === 'html' && (page.shell.emptyRoot || page.shell.noscript !== '' || page.shell.scripts > 2)) {
    return { verdict: 'empty', reasons: [pageReasons.needsScript] };
  }
  return { verdict: 'empty', reasons: [pageReasons.noWords] };
}

function likeErrorPage(kept: string, errorPageText: string): boolean {
  const mine = shinglesOf(kept);
  const theirs = shinglesOf(fold(errorPageText));
  if (mine.length === 0 || theirs.length === 0) return false;
  const common = commonShingles(mine, theirs);
  return common / (mine.length + theirs.length - common) > 0.8;
}

const loginPath = /^\/(?:[a-z-]{2,20}\/){0,3}(?:log-?in|sign-?in|signin|auth|sso|account\/login|inloggen|anmelden|connexion|accedi)(?:[/.?]|$)/iu;
const homePath = /^\/?(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?(?:index\.[a-z]{3,5})?$/iu;

/** A redirect to the front door or the login says that the policy is gone, where its words are gone too. */
function judgeRedirect(page: PageDocument, known: KnownGood | null, signals: Signals): Judgement | null {
  const now = pathOf(page.finalUrl);
  const then = pathOf(known?.finalUrl ?? null);
  if (now === null || then === null || now === then || (signals.overlap ?? 1) >= otherOverlap) return null;
  if (loginPath.test(now)) return { verdict: 'login', reasons: [pageReasons.toLogin(now)] };
  if (homePath.test(now) && !homePath.test(then)) return { verdict: 'not-found', reasons: [pageReasons.toFrontPage] };
  return null;
}

function pathOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).pathname : null;
}

function judgeContent(page: PageDocument, known: KnownGood | null, signals: Signals, language: string | null): Judgement {
  const { words, titled, vocabulary, overlap, ratio, headings } = signals;
  if (words < fewWords) {
    return needsScript(page, signals)
      ? { verdict: 'empty', reasons: [pageReasons.needsScript] }
      : { verdict: 'empty', reasons: [pageReasons.fewWords(words)] };
  }
  if (headings !== null && headings > 0.6 && (ratio ?? 1) < 0.3 && (known?.headings.length ?? 0) > 3) {
    return { verdict: 'empty', reasons: [pageReasons.headingsOnly] };
  }
  const spoken = vocabulary ?? 99;
  if (overlap !== null && overlap < otherOverlap && (ratio ?? 1) < stub && words < longWords && !(titled && spoken >= 4)) {
    return { verdict: 'not-a-policy', reasons: [pageReasons.otherWords(words, overlap)] };
  }
  // A list of sub-processors says little in words: a title and a table are enough.
  const enough = titled ? spoken >= (page.blocks.some((block) => block.kind === 'table-row') ? 1 : 2) : spoken >= (words < longWords ? 4 : 6);
  if (!enough && (overlap === null || overlap < otherOverlap)) {
    return { verdict: 'not-a-policy', reasons: [pageReasons.unlikePolicy] };
  }
  const strange = overlap !== null && overlap < otherOverlap ? [pageReasons.sharesLittle(overlap)] : overlap === null && !titled ? [pageReasons.untitled] : [];
  return { verdict: 'ok', reasons: [...strange, ...notes(known, language)] };
}

function notes(known: KnownGood | null, language: string | null): readonly Reason[] {
  if (known?.language === undefined || known.language === null || language === null || known.language === language) return [];
  return [pageReasons.otherLanguage(language, known.language)];
}
