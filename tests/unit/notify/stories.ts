import type { AlertStory, VersionFacts } from '../../../src/domain/alert.ts';
import type { Change, ChangeKind, Direction, Significance, WordRun } from '../../../src/domain/change.ts';
import type { Clause, Topic } from '../../../src/domain/clause.ts';
import type { Deadline, PolicyName } from '../../../src/domain/deadline.ts';
import type { DigestStory, WatchHealth, WeekOfChanges } from '../../../src/domain/digest.ts';
import type { SubscriberId } from '../../../src/domain/ids.ts';
import type { Instant, IsoDate } from '../../../src/domain/instant.ts';
import type { MailSettings } from '../../../src/domain/mail-settings.ts';
import type { Subscriber } from '../../../src/domain/subscriber.ts';

export const at = (text: string): Instant => text as Instant;
export const day = (text: string): IsoDate => text as IsoDate;

export const settings: MailSettings = {
  from: { name: 'Clausewatch', address: 'clausewatch@watch.example' },
  replyTo: null,
  baseUrl: 'https://watch.example',
  messageIdDomain: 'watch.example',
  unsubscribeSecret: 'a secret of the tests',
  maxBytes: 95_000,
};

export const reader = (changes: Partial<Subscriber> = {}): Subscriber => ({
  id: 7 as SubscriberId,
  name: 'Saskia de Vries',
  address: 'saskia@lawyers.example',
  language: 'nl',
  timeZone: 'Europe/Amsterdam',
  follows: { vendors: [], policyTypes: [], tags: [], topics: [] },
  alertFrom: 'material',
  digest: true,
  quiet: null,
  confirmedAt: at('2026-01-01T00:00:00.000Z'),
  suspendedAt: null,
  suspendedReason: null,
  removedAt: null,
  createdAt: at('2026-01-01T00:00:00.000Z'),
  ...changes,
});

export const policy = (changes: Partial<PolicyName> = {}): PolicyName => ({
  vendorSlug: 'veldpost',
  vendorName: 'Veldpost B.V.',
  vendorTags: ['crm'],
  policySlug: 'veldpost/privacy-policy',
  policyType: 'Privacy Policy',
  policyTags: [],
  ...changes,
});

export const clause = (text: string, changes: Partial<Clause> = {}): Clause => ({
  id: 'c1',
  number: '6.4',
  marker: '6.4 ',
  path: ['6. Bewaren van gegevens', 'Bewaartermijnen'],
  kind: 'paragraph',
  level: 0,
  text,
  markdown: text,
  links: [],
  lines: [1, 1],
  cells: null,
  header: null,
  table: null,
  fingerprint: '0000000000000000',
  ...changes,
});

interface ChangeSpec {
  readonly kind?: ChangeKind;
  readonly words: readonly (readonly ['=' | '-' | '+', string])[];
  readonly significance?: Significance;
  readonly direction?: Direction;
  readonly topics?: readonly Topic[];
  readonly headline: readonly [nl: string, en: string];
  readonly reason?: readonly [nl: string, en: string];
  readonly clause?: Partial<Clause>;
  readonly oldClause?: Partial<Clause>;
}

const operations = { '=': 'equal', '-': 'delete', '+': 'insert' } as const;

export function change(spec: ChangeSpec): Change {
  const words: readonly WordRun[] = spec.words.map(([sign, text]) => ({ op: operations[sign], text }));
  const side = (without: string): string => words.filter((run) => run.op !== without).map((run) => run.text).join('');
  const kind = spec.kind ?? 'modified';
  return {
    kind,
    old: kind === 'added' ? [] : [clause(side('insert'), { ...spec.clause, ...spec.oldClause })],
    new: kind === 'removed' ? [] : [clause(side('delete'), spec.clause)],
    words,
    significance: spec.significance ?? 'material',
    direction: spec.direction ?? 'less-protective',
    topics: spec.topics ?? ['retention'],
    facts: [],
    reasons: spec.reason === undefined ? [] : [{ rule: 'test', text: { nl: spec.reason[0], en: spec.reason[1] } }],
    headline: { nl: spec.headline[0], en: spec.headline[1] },
  };
}

export const longerRetention = change({
  words: [
    ['=', 'Wij bewaren de gegevens die u via het contactformulier aan ons stuurt niet langer dan nodig is om uw vraag te beantwoorden, en in elk geval niet langer dan '],
    ['-', 'één (1) week'], ['+', 'drie (3) maanden'],
    ['=', ' nadat uw vraag is afgehandeld, tenzij wij op grond van de wet verplicht zijn om de gegevens langer te bewaren, in welk geval wij ze bewaren zolang die verplichting duurt en niet voor een ander doel gebruiken dan waarvoor de verplichting geldt.'],
  ],
  headline: ['Bewaartermijn verlengd van 1 week naar 3 maanden', 'Retention lengthened from 1 week to 3 months'],
  reason: ['termijn verlengd: 1 week → 3 maanden', 'duration lengthened: 1 week → 3 months'],
});

export const newRecipient = change({
  kind: 'added',
  words: [['+', 'Wij delen uw e-mailadres en uw bedrijfsnaam met Noorderlicht Analytics Inc., gevestigd in de Verenigde Staten, die deze gegevens voor eigen marketingdoeleinden mag gebruiken.']],
  topics: ['recipients', 'transfers'],
  headline: ['Nieuwe ontvanger: Noorderlicht Analytics Inc. (VS)', 'New recipient: Noorderlicht Analytics Inc. (US)'],
  reason: ['nieuwe ontvanger buiten de EER', 'new recipient outside the EEA'],
  clause: { number: null, path: ['7. Delen met derden'] },
});

export const removedPromise = change({
  kind: 'removed',
  words: [['-', 'Wij verkopen uw gegevens nooit aan derden.']],
  topics: ['recipients'],
  headline: ['Belofte vervallen: geen verkoop van gegevens', 'Promise removed: no sale of data'],
  clause: { number: '7.3', path: ['7. Delen met derden'] },
});

export const movedClause = change({
  kind: 'moved',
  words: [['=', 'U kunt uw toestemming op elk moment intrekken door ons een bericht te sturen; dat heeft geen gevolgen voor wat wij daarvoor met uw gegevens hebben gedaan.']],
  significance: 'minor',
  direction: 'neutral',
  topics: ['choice-consent'],
  headline: ['Bepaling verplaatst, woorden gelijk', 'Clause moved, words unchanged'],
  clause: { number: '3.2', path: ['3. Toestemming'] },
  oldClause: { number: '9.1', path: ['9. Overig'] },
});

export const rewording = change({
  words: [['=', 'Wij '], ['-', 'verzamelen'], ['+', 'vergaren'], ['=', ' gegevens wanneer u onze website bezoekt.']],
  significance: 'minor',
  direction: 'neutral',
  topics: ['data-categories'],
  headline: ['Andere woorden, zelfde strekking', 'Reworded, same meaning'],
  clause: { number: null, path: ['2. Welke gegevens'] },
});

export const spelling = change({
  words: [['=', 'Stuur een '], ['-', 'email'], ['+', 'e-mail'], ['=', ' naar ons.']],
  significance: 'cosmetic',
  direction: 'neutral',
  topics: ['controller-contact'],
  headline: ['Spelling', 'Spelling'],
});

export const facts = (number: number, changes: Partial<VersionFacts> = {}): VersionFacts => ({
  number,
  firstSeenAt: at('2026-11-16T05:12:00.000Z'),
  confirmedAt: at('2026-11-16T11:12:00.000Z'),
  updatedDate: null,
  effectiveDate: null,
  ...changes,
});

export const deadline = (changes: Partial<Deadline> = {}): Deadline => ({
  key: 'veldpost/privacy-policy:objection:5',
  kind: 'objection',
  policy: policy(),
  dueOn: day('2026-12-16'),
  timeZone: 'Europe/Amsterdam',
  noticedOn: day('2026-11-16'),
  period: { days: 30, count: 'calendar' },
  quote: 'Wij stellen u ten minste dertig dagen van tevoren op de hoogte van wijzigingen.',
  url: 'https://watch.example/policies/veldpost/privacy-policy/compare/4/5',
  revision: 0,
  updatedAt: at('2026-11-16T11:12:00.000Z'),
  decision: null,
  ...changes,
});

export function story(changes: readonly Change[], overrides: Partial<AlertStory> = {}): AlertStory {
  const heaviest = (['material', 'minor', 'cosmetic'] as const).find((weight) => changes.some((one) => one.significance === weight)) ?? 'cosmetic';
  const first = changes.find((one) => one.significance === heaviest);
  return {
    key: 'veldpost/privacy-policy:4:5',
    policy: policy(),
    title: 'Privacyverklaring Veldpost',
    old: facts(4, { firstSeenAt: at('2026-02-03T06:00:00.000Z'), confirmedAt: at('2026-02-03T12:00:00.000Z'), updatedDate: day('2026-02-01') }),
    new: facts(5, { updatedDate: day('2026-11-15'), effectiveDate: day('2027-01-01') }),
    comparison: {
      language: 'nl',
      overall: { significance: heaviest, direction: first?.direction ?? 'neutral', headline: first?.headline ?? { nl: 'Geen bepaling gewijzigd', en: 'No clause changed' } },
      changes,
      unchanged: 87,
      coarse: false,
    },
    links: {
      comparison: 'https://watch.example/policies/veldpost/privacy-policy/compare/4/5',
      capture: 'https://watch.example/captures/812',
      vendorPage: 'https://veldpost.example/privacy',
    },
    announcement: null,
    deadlines: [],
    notJudged: [],
    notes: [],
    ...overrides,
  };
}

export const weeksUntil = (monday: string, counts: readonly (readonly [number, number, number])[]): readonly WeekOfChanges[] =>
  counts.map(([material, minor, cosmetic], index) => ({
    monday: new Date(Date.parse(`${monday}T00:00:00Z`) - (counts.length - 1 - index) * 7 * 86_400_000).toISOString().slice(0, 10) as IsoDate,
    changes: ([['material', material], ['minor', minor], ['cosmetic', cosmetic]] as const).flatMap(([significance, count]) => Array.from({ length: count }, () => ({ policy: policy(), significance, topics: ['retention'] as const }))),
  }));

/** So many policies, the first of them checked. */
export const watchedOf = (watched: number, checked: number, name: PolicyName = policy()): WatchHealth['watched'] => Array.from({ length: watched }, (_, index) => ({ policy: name, checked: index < checked }));

export function digest(changes: readonly AlertStory[], overrides: Partial<DigestStory> = {}): DigestStory {
  return {
    key: 'weekly:2026-W47',
    rhythm: 'weekly',
    since: at('2026-11-16T06:00:00.000Z'),
    until: at('2026-11-23T06:00:00.000Z'),
    timeZone: 'Europe/Amsterdam',
    missed: 0,
    follows: null,
    changes,
    coming: [],
    deadlines: [],
    health: { watched: watchedOf(214, 214), unreachable: [], paused: [], neverConfirmed: [] },
    weeks: weeksUntil('2026-11-16', Array.from({ length: 13 }, () => [0, 0, 0] as const)),
    chainHead: null,
    url: 'https://watch.example/',
    ...overrides,
  };
}
