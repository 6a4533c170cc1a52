import type { Storage } from '../../src/storage/database.ts';
import type { ChangeId } from '../../src/domain/ids.ts';
import { plusMs, type Instant, type IsoDate } from '../../src/domain/instant.ts';
import { insertDecision } from '../../src/storage/decisions.ts';
import { insertDeadline } from '../../src/storage/deadlines.ts';
import { insertDelivery } from '../../src/storage/deliveries.ts';
import { changesOf } from '../../src/storage/comparisons.ts';
import { putExplanation } from '../../src/storage/explanations.ts';
import { updatePolicyProgress } from '../../src/storage/policies.ts';
import { upsertSubscriber } from '../../src/storage/subscribers.ts';
import type { Change, Comparison } from '../../src/domain/change.ts';
import type { Clause } from '../../src/domain/clause.ts';
import { openNotice } from '../../src/storage/notices.ts';
import { hostileStrings, hostileText } from './hostile-strings.ts';
import { madeTree } from './made-clauses.ts';
import { makeCapture, makeComparison, makePolicy, makeVendor, makeVersion } from './made-database.ts';

const first = '2026-03-01T07:00:00.000Z' as Instant;
const second = '2026-11-01T07:00:00.000Z' as Instant;
const bad = hostileStrings[1] ?? '';

function hostileChange(clause: Clause, text: string): Change {
  return {
    kind: 'added',
    old: [],
    new: [{ ...clause, text, path: [text, text], number: text.slice(0, 30) }],
    words: [{ op: 'insert', text }, { op: 'delete', text }, { op: 'equal', text }],
    significance: 'material',
    direction: 'less-protective',
    topics: ['recipients'],
    facts: [{ type: 'party', old: text, new: text }],
    reasons: [{ rule: text, text: { nl: text, en: text } }],
    headline: { nl: text, en: text },
  };
}

/** A vendor whose every text is hostile, from its name to its headers; its slug is `kwaad`. */
export async function fillHostile(storage: Storage): Promise<void> {
  const vendorId = await makeVendor(storage, { slug: 'kwaad', name: `${bad} \u202Eevil`, tags: [bad, '=1+1'], owner: bad, tier: bad });
  const policyId = await makePolicy(storage, vendorId, 'kwaad/privacy-policy', bad, 'javascript:window.hit=1');
  const old = await makeCapture(storage, policyId, `https://kwaad.example/${bad}`, first, `${bad}\n${hostileText}`, 'first');
  const oldVersion = await makeVersion(storage, policyId, old, `${bad}\n${hostileText}`, 'nl', null);
  await makeCapture(storage, policyId, bad, plusMs(first, 1000), bad, 'rejected', 'challenge');
  const fresh = await makeCapture(storage, policyId, `https://kwaad.example/${bad}`, second, `${hostileText}\n${bad}`, 'pending');
  const newVersion = await makeVersion(storage, policyId, fresh, `${hostileText}\n${bad}`, 'nl', first);
  const tree = madeTree(hostileText, 'nl');
  const comparison: Comparison = {
    language: '"><script>',
    overall: { significance: 'material', direction: 'less-protective', headline: { nl: bad, en: bad } },
    changes: tree.clauses.slice(0, hostileStrings.length).map((clause, index) => hostileChange(clause, hostileStrings[index] ?? '')),
    unchanged: 3,
    coarse: true,
  };
  const comparisonId = await makeComparison(storage, { policyId, vendorId, oldVersionId: oldVersion, newVersionId: newVersion }, second, comparison);
  const [change] = await changesOf(storage.db, comparisonId);
  if (change !== undefined) await putExplanation(storage.db, change.id, { model: bad, askedAt: second, sentences: hostileStrings.map((text) => ({ text: { nl: text, en: text }, quote: text, side: 'new' })) });
  await storage.transaction((db) => insertDecision(db, { changeId: change?.id ?? (0 as ChangeId), policyId, state: 'objected', by: bad, at: second, why: hostileText.slice(0, 3000).toWellFormed() }));
  await insertDeadline(storage.db, {
    policyId, versionId: newVersion, comparisonId, kind: 'objection', dueOn: '2026-12-24' as IsoDate, createdAt: second,
    details: { key: 'kwaad:objection:2', timeZone: 'Europe/Amsterdam', noticedOn: '2026-11-01' as IsoDate, period: null, quote: bad, decision: null, revision: 0 },
  });
  await upsertSubscriber(storage.db, { name: bad, address: 'kwaad@example.nl', language: 'nl', timeZone: 'Europe/Amsterdam', follows: { vendors: [], policyTypes: [], tags: [bad], topics: [] }, alertFrom: 'material', digest: true, quiet: null, confirmedAt: null, createdAt: second });
  await insertDelivery(storage.db, { subscriberId: null, channel: 'mail', key: bad, messageId: bad, target: bad, subject: bad, payload: {}, createdAt: second, dueAt: second });
  await openNotice(storage.db, { policyId, kind: bad, openedAt: second, details: { why: bad } });
  await updatePolicyProgress(storage.db, policyId, { failing: { since: second, failures: 3, reason: { nl: bad, en: bad } } });
}
