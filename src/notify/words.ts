import type { ChangeKind, Significance } from '../domain/change.ts';
import type { Decision, DeadlineKind } from '../domain/deadline.ts';
import type { ReaderLanguage } from '../domain/language.ts';
import { wordsEn } from './words-en.ts';
import { wordsNl } from './words-nl.ts';

/** Everything that our mails say in their own words; one table a language. */
export interface Words {
  readonly locale: string;
  readonly product: string;
  readonly and: string;

  readonly redlineKey: { readonly before: string; readonly deleted: string; readonly between: string; readonly inserted: string; readonly after: string };
  readonly deletedSign: string;
  readonly insertedSign: string;
  readonly wordsUnchanged: (count: number) => string;
  readonly wordsLeftOut: (count: number) => string;
  readonly kind: Readonly<Record<ChangeKind, string>>;
  readonly movedFrom: (from: string, to: string) => string;
  readonly numberChanged: (from: string, to: string) => string;
  readonly noNumber: string;
  readonly noHeading: string;
  readonly whyItMatters: string;
  readonly topics: string;

  readonly changesCounted: (count: number) => string;
  readonly onYourTopics: (topics: string, count: number, weights: string) => string;
  readonly besides: (count: number, weights: string) => string;
  readonly elsewhere: (count: number) => string;
  readonly otherTopics: string;
  readonly waveSubject: (policies: number, material: number) => string;
  readonly waveIntro: (policies: number) => string;
  readonly significanceCount: (significance: Significance, count: number) => string;
  readonly significanceTitle: Readonly<Record<Significance, string>>;
  readonly noClauseChanged: string;
  readonly unchangedClauses: (count: number) => string;
  readonly cosmeticOnlyCounted: (count: number) => string;
  readonly alsoChanged: string;
  readonly leftOut: (count: number, material: number) => string;
  readonly readAll: string;
  readonly readOn: string;
  readonly dates: string;
  readonly oldVersion: (number: number) => string;
  readonly newVersion: (number: number) => string;
  readonly firstSeen: (when: string) => string;
  readonly confirmed: (when: string) => string;
  readonly statedUpdated: (day: string) => string;
  readonly statedEffective: (day: string) => string;
  readonly noStatedDate: string;
  readonly comparisonLink: string;
  readonly captureLink: string;
  readonly vendorLink: string;
  readonly previewLink: string;
  readonly noLinks: string;
  readonly notJudged: string;
  readonly goodToKnow: string;
  readonly announced: string;

  readonly deadlineKind: Readonly<Record<DeadlineKind, string>>;
  readonly objectUntil: (day: string, past: boolean) => string;
  readonly effectiveOn: (day: string) => string;
  readonly effectiveInline: (day: string) => string;
  readonly effectiveSince: (day: string) => string;
  readonly inPlaces: (count: number) => string;
  readonly versionStep: (from: number, to: number, confirmedOn: string) => string;
  readonly daysLeft: (days: number) => string;
  readonly noticePeriod: (days: number, count: 'calendar' | 'working', from: string) => string;
  readonly holidayNote: string;
  readonly undecided: string;
  readonly decision: (answer: Decision['answer'], by: string, day: string) => string;
  readonly reminderTitle: (days: number) => string;
  readonly reminderIntro: (days: number) => string;
  readonly remindersTitle: (count: number) => string;
  readonly remindersSubject: (count: number, passed: number, daysLeft: number) => string;
  readonly remindersIntro: string;
  readonly calendarAttached: (count: number) => string;

  readonly digestSubject: (rhythm: string, period: string, summary: string) => string;
  readonly rhythm: Readonly<Record<'daily' | 'weekly' | 'monthly' | 'custom', string>>;
  readonly changedTitle: string;
  readonly unchangedTitle: string;
  readonly late: (due: string) => string;
  readonly youFollow: (what: string) => string;
  readonly followed: Readonly<Record<'vendors' | 'policyTypes' | 'tags' | 'topics', string>>;
  readonly quiet: string;
  readonly quietLong: (checked: number, watched: number, yours: boolean) => string;
  readonly policiesChanged: (policies: number, versions: number) => string;
  readonly unreachableCount: (count: number) => string;
  readonly toDecideCount: (count: number) => string;
  readonly changesSummary: (material: number, minor: number, cosmetic: number) => string;
  readonly week: (week: number, year: number) => string;
  readonly missedDigests: (count: number) => string;
  readonly deadlines: string;
  readonly coming: string;
  readonly dayUnknown: string;
  readonly changesTitle: string;
  readonly moreInPolicy: (count: number, material: number) => string;
  readonly moreMinor: (count: number) => string;
  readonly policiesLeftOut: (count: number) => string;
  readonly health: string;
  readonly checkedOf: (checked: number, watched: number, yours: boolean) => string;
  readonly nothingWatched: string;
  readonly nothingFollowed: string;
  readonly allPaused: (count: number) => string;
  readonly unreachable: string;
  readonly unreachableSince: (since: string) => string;
  readonly gapNote: string;
  readonly paused: string;
  readonly pausedSince: (since: string) => string;
  readonly neverConfirmed: string;
  readonly watchedSince: (since: string) => string;
  readonly listLeftOut: (count: number) => string;
  readonly quarter: string;
  readonly quarterAlt: (total: number, material: number, busiest: string) => string;
  readonly quarterLegend: string;
  readonly quarterNone: string;
  readonly openProduct: string;
  readonly weekBar: (week: number, summary: string) => string;
  readonly evidence: (head: string) => string;

  readonly whyYou: (name: string) => string;
  readonly whyConfigured: string;
  readonly unsubscribe: string;
  readonly unsubscribeByReply: string;
  readonly automatic: string;
  readonly notAdvice: string;

  readonly confirmSubject: string;
  readonly confirmIntro: (name: string) => string;
  readonly confirmButton: string;
  readonly confirmIgnore: string;
  readonly troubleSubject: string;
  readonly troubleIntro: (since: string) => string;
  readonly troubleMeaning: string;
  readonly recoveredSubject: string;
  readonly recoveredIntro: (since: string, until: string) => string;
  readonly reason: string;
}

const tables: Readonly<Record<ReaderLanguage, Words>> = { nl: wordsNl, en: wordsEn };

export function wordsOf(language: ReaderLanguage): Words {
  return tables[language];
}
