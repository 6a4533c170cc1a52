import type { Clause } from '../domain/clause.ts';
import type { WordRun } from '../domain/change.ts';
import type { Budget } from './budget.ts';
export function redline(o: readonly Clause[], n: readonly Clause[], _b: Budget): readonly WordRun[] { return [{ op: 'delete', text: o.map((c) => c.text).join('\n') }, { op: 'insert', text: n.map((c) => c.text).join('\n') }]; }
