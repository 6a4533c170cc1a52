import { decideChanges } from '../../app/decide-changes.ts';
import type { ChangeId } from '../../domain/ids.ts';
import { nameOf, type Reply, type Visit } from '../visit.ts';
import { decisionRequest } from './shapes.ts';

export async function recordDecision(visit: Visit): Promise<Reply> {
  const asked = decisionRequest.safeParse(visit.json);
  if (!asked.success) return { kind: 'refused', status: 400, message: 'The body is not a decision as the API describes it.', mend: asked.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
  const { changes, state, why } = asked.data;
  const by = nameOf(visit) === '' ? 'API' : nameOf(visit);
  const recorded = await decideChanges(visit.services, { changeIds: changes.map((id) => id as ChangeId), state, why, by });
  return { kind: 'json', value: { recorded } };
}
