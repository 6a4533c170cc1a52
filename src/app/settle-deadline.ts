import type { Decision } from '../domain/deadline.ts';
import { UsageError } from '../domain/problem.ts';
import { findOpenDeadline, settleDeadline as storeSettled } from '../storage/deadlines.ts';
import type { AppContext } from './context.ts';

/**
 * Closes an open deadline with a person's answer; "no action" is one too.
 * @throws UsageError `deadline-unknown` where it is not there or was settled before
 */
export async function settleDeadline(context: Pick<AppContext, 'storage' | 'clock'>, id: number, answer: { readonly answer: Decision['answer']; readonly by: string; readonly note: string }): Promise<void> {
  const at = context.clock();
  const by = answer.by.trim().slice(0, 200);
  if (by === '') throw new UsageError({ code: 'nobody-decides', retryable: false, message: 'A decision needs somebody who makes it.', mend: 'Fill in your name.' });
  await context.storage.transaction(async (db) => {
    const deadline = await findOpenDeadline(db, id);
    if (deadline === null) throw new UsageError({ code: 'deadline-unknown', retryable: false, message: `There is no open deadline ${id}.`, mend: 'Reload the list; somebody may have settled it.' });
    const note = answer.note.trim().slice(0, 4000);
    await storeSettled(db, id, at, by, { ...deadline.details, revision: deadline.details.revision + 1, decision: { answer: answer.answer, by, at, note: note === '' ? null : note } });
  });
}
