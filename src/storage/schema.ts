import type { Generated } from 'kysely';
import type { WebSchema } from './web-schema.ts';

/**
 * The tables as the database holds them. Portable columns only: text instants (UTC, ISO 8601), 0/1 for truth, JSON as
 * text, so that another engine can stand under the same code.
 */
export interface Schema extends WebSchema {
  readonly vendors: VendorRow;
  readonly policies: PolicyRow;
  readonly hosts: HostRow;
  readonly robots: RobotsRow;
  readonly bodies: BodyRow;
  readonly captures: CaptureRow;
  readonly checks: CheckRow;
  readonly versions: VersionRow;
  readonly readings: ReadingRow;
  readonly comparisons: ComparisonRow;
  readonly changes: ChangeRow;
  readonly decisions: DecisionRow;
  readonly deadlines: DeadlineRow;
  readonly subscribers: SubscriberRow;
  readonly alerts: AlertRow;
  readonly hook_alerts: HookAlertRow;
  readonly deliveries: DeliveryRow;
  readonly digests: DigestRow;
  readonly notices: NoticeRow;
  readonly ledger: LedgerRow;
  readonly leases: LeaseRow;
  readonly settings: SettingRow;
  readonly tombstones: TombstoneRow;
  readonly heads: HeadRow;
  readonly explanations: ExplanationRow;
  readonly explanation_rounds: ExplanationRoundRow;
}

type Json = string;
type Flag = 0 | 1;

export interface VendorRow {
  id: Generated<number>;
  slug: string;
  name: string;
  home_url: string | null;
  tags: Json;
  owner: string | null;
  tier: string | null;
  notice: Json | null;
  contract_date: string | null;
  paused_at: string | null;
  removed_at: string | null;
  created_at: string;
}

export interface PolicyRow {
  id: Generated<number>;
  vendor_id: number;
  slug: string;
  type: string;
  url: string;
  render: string;
  select_css: Json;
  remove_css: Json;
  schedule: string | null;
  tags: Json;
  notice: Json | null;
  paused_at: string | null;
  removed_at: string | null;
  created_at: string;
  next_check_at: string;
  last_check_at: string | null;
  last_full_fetch_at: string | null;
  last_change_at: string | null;
  validators: Json | null;
  gate_memory: Json;
  known_good: Json | null;
  announced: Json | null;
  current_version_id: number | null;
  failing_since: string | null;
  failures: number;
  failure_reason: string | null;
}

export interface HostRow {
  host: string;
  politeness: Json;
}

export interface RobotsRow {
  origin: string;
  record: Json;
}

export interface BodyRow {
  sha256: string;
  size: number;
  encoding: 'raw' | 'zstd' | 'zstd-dictionary' | 'dropped';
  dictionary_sha256: string | null;
  /** How many bodies must be read to read this one. */
  depth: number;
  data: Buffer;
}

export interface CaptureRow {
  id: Generated<number>;
  policy_id: number;
  check_id: number | null;
  at: string;
  exchange: Json;
  raw_sha256: string;
  body_sha256: string;
  media_type: string;
  verdict: string;
  reasons: Json;
  outcome: string;
  title: string | null;
  language: string | null;
  text_hash: string;
  reader: string;
  tool: string;
  version_id: number | null;
}

export interface CheckRow {
  id: Generated<number>;
  policy_id: number;
  started_at: string;
  ended_at: string;
  trigger: string;
  /** captured, not-modified or failed */
  result: string;
  /** A fetch failure's code; null where something was received. */
  code: string | null;
  status: number | null;
  verdict: string | null;
  outcome: string | null;
  exchange: Json | null;
  problem: Json | null;
  partial_sha256: string | null;
}

export interface VersionRow {
  id: Generated<number>;
  policy_id: number;
  number: number;
  capture_id: number;
  first_seen_at: string;
  confirmed_at: string;
  last_absent_at: string | null;
  hash: string;
  title: string | null;
  language: string | null;
  effective_date: string | null;
  updated_date: string | null;
  announcement: Json | null;
  notes: Json;
}

/** What a reader made of a version; a better reader adds a row, the newest counts. */
export interface ReadingRow {
  id: Generated<number>;
  version_id: number;
  reader: string;
  read_at: string;
  hash: string;
  text: string;
  tree: Buffer;
  /** Over the row; null only in the middle of an upgrade. */
  sum: string | null;
}

export interface ComparisonRow {
  id: Generated<number>;
  policy_id: number;
  old_version_id: number;
  new_version_id: number;
  created_at: string;
  language: string | null;
  significance: string;
  direction: string;
  headline_nl: string;
  headline_en: string;
  unchanged: number;
  coarse: Flag;
  ruleset: string;
}

export interface ChangeRow {
  id: Generated<number>;
  comparison_id: number;
  policy_id: number;
  vendor_id: number;
  position: number;
  created_at: string;
  kind: string;
  significance: string;
  /** 2 material, 1 minor, 0 cosmetic: sorts. */
  rank: number;
  direction: string;
  main_topic: string;
  topics: Json;
  headline_nl: string;
  headline_en: string;
  /** Old and new clauses, words, facts and reasons. */
  data: Buffer;
  /** The newest decision's state, kept beside the ledger of decisions for lists; `open` until somebody decides. */
  state: string;
}

export interface DecisionRow {
  id: Generated<number>;
  change_id: number;
  policy_id: number;
  state: string;
  decided_by: string;
  decided_at: string;
  why: string;
}

export interface DeadlineRow {
  id: Generated<number>;
  policy_id: number;
  version_id: number | null;
  comparison_id: number | null;
  kind: string;
  due_date: string;
  created_at: string;
  settled_at: string | null;
  settled_by: string | null;
  details: Json;
}

export interface SubscriberRow {
  id: Generated<number>;
  name: string;
  address: string;
  language: string;
  time_zone: string;
  follows: Json;
  alert_from: string | null;
  digest: Flag;
  quiet: Json | null;
  confirmed_at: string | null;
  suspended_at: string | null;
  suspended_reason: string | null;
  hard_failures: number;
  removed_at: string | null;
  created_at: string;
}

/** That a subscriber must be told of a comparison; written with it, folded into a delivery when mail is composed. */
export interface AlertRow {
  id: Generated<number>;
  subscriber_id: number;
  comparison_id: number;
  policy_id: number;
  created_at: string;
  due_at: string;
  delivery_id: number | null;
  /** Held back because too much changed at once; a person releases or drops it. */
  held_at: string | null;
  dropped_at: string | null;
}

/** What a webhook is owed, named as in the configuration. */
interface HookAlertRow {
  id: Generated<number>;
  hook: string;
  comparison_id: number;
  created_at: string;
  delivery_id: number | null;
  held_at: string | null;
  dropped_at: string | null;
}

export interface DeliveryRow {
  id: Generated<number>;
  subscriber_id: number | null;
  channel: string;
  key: string;
  message_id: string;
  target: string;
  subject: string;
  /** The message as it is sent at every attempt. */
  payload: Json;
  created_at: string;
  state: 'due' | 'sending' | 'sent' | 'failed';
  due_at: string;
  lease_owner: string | null;
  lease_until: string | null;
  attempts: number;
  maybe_duplicate: Flag;
  last_error: string | null;
  finished_at: string | null;
  reply: string | null;
}

export interface DigestRow {
  id: Generated<number>;
  period_key: string;
  since: string;
  until: string;
  created_at: string;
}

/** A health notice that was told: a policy unreachable, and its end. */
export interface NoticeRow {
  id: Generated<number>;
  policy_id: number | null;
  kind: string;
  opened_at: string;
  told_at: string | null;
  closed_at: string | null;
  close_told_at: string | null;
  details: Json;
}

/** The hash chain: one row for each capture, check, version, comparison and decision, a chain a policy. */
export interface LedgerRow {
  id: Generated<number>;
  policy_id: number;
  sequence: number;
  at: string;
  kind: string;
  ref_id: number;
  payload_sha256: string;
  previous: string;
  hash: string;
}

export interface LeaseRow {
  name: string;
  owner: string;
  until: string;
}

export interface SettingRow {
  key: string;
  value: string;
}

/** What a language model wrote about a change; no sentences where it was asked and nothing could be kept. */
export interface ExplanationRow {
  change_id: number;
  model: string;
  asked_at: string;
  sentences: Json;
}

/** That a language model was asked about a comparison; it is asked again at `next_at`, never where that is null. */
export interface ExplanationRoundRow {
  comparison_id: number;
  failures: number;
  next_at: string | null;
}

/** That retention dropped bodies of a policy. */
export interface TombstoneRow {
  id: Generated<number>;
  policy_id: number;
  dropped_at: string;
  why: string;
  bodies: Json;
}

/** The head over all chains at the end of a day, and a time-stamping authority's word for it. */
export interface HeadRow {
  day: string;
  at: string;
  head: string;
  chains: Json;
  token: Buffer | null;
  authority: string | null;
  stamped_at: string | null;
  /** Over the token and what is noted of it. */
  stamp_sum: string | null;
}
