import type { ChangeId } from '../domain/ids.ts';
import { UsageError } from '../domain/problem.ts';
import { findChange } from '../storage/comparisons.ts';
import { insertDecision, type ReviewState } from '../storage/decisions.ts';
import type { AppContext } from './context.ts';

export interface DecisionRequest {
  readonly changeIds: readonly ChangeId[];
  /** Anything but `open`: nothing that was decided becomes undecided again. */
  readonly state: Exclude<ReviewState, 'open'>;
  readonly by: string;
  readonly why: string;
}

const atOnce = 1000;

function refused(code: string, message: string, mend: string): UsageError {
  return new UsageError({ code, retryable: false, message, mend });
}

/**
 * Records one decision for each of the changes, all of them or none. The ledger is only ever added to: a second decision
 * on a change stands below the first.
 * @returns how many were recorded
 * @throws UsageError `nothing-chosen`, `too-many`, `nobody-decides`, `reason-needed`, `change-unknown`
 */
export async function decideChanges(context: Pick<AppContext, 'storage' | 'clock'>, request: DecisionRequest): Promise<number> {
  const ids = [...new Set(request.changeIds)];
  if (ids.length === 0) throw refused('nothing-chosen', 'No change was chosen.', 'Choose at least one change.');
  if (ids.length > atOnce) throw refused('too-many', `${ids.length} changes are too many at once.`, `Choose at most ${atOnce}.`);
  if (request.by.trim() === '') throw refused('nobody-decides', 'A decision needs somebody who makes it.', 'Fill in your name.');
  if ((request.state === 'objected' || request.state === 'escalated') && request.why.trim() === '') throw refused('reason-needed', 'An objection or escalation needs a reason.', 'Write down why.');
  const at = context.clock();
  // The ledger's canonical JSON knows no half characters, which JSON from outside can carry.
  const by = request.by.trim().slice(0, 200).toWellFormed();
  const why = request.why.trim().slice(0, 4000).toWellFormed();
  await context.storage.transaction(async (db) => {
    for (const id of ids) {
      const change = await findChange(db, id);
      if (change === null) throw refused('change-unknown', `There is no change ${id}.`, 'Reload the page; nothing was recorded.');
      await insertDecision(db, { changeId: id, policyId: change.policyId, state: request.state, by, at, why });
    }
  });
  return ids.length;
}
