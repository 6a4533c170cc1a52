import { directionLabels, kindLabels, significanceLabels } from '../domain/labels.ts';
import { visibleText } from '../domain/visible-text.ts';
import type { Compared } from './compared.ts';
import { topicNames } from './parts.ts';
import { placeText, wordsOf } from './redline.ts';
import type { Visit } from './visit.ts';

/** A comparison as plain text for a memo or a mail: `[-deleted-]` and `{+inserted+}`, as wdiff writes them. */
export function comparisonText(visit: Visit, name: string, compared: Pick<Compared, 'old' | 'fresh' | 'changes' | 'overall' | 'unchanged'>): string {
  const { words, language, dates } = visit;
  const w = words.compare;
  const head = [
    name,
    `${w.sides(compared.old.number, compared.fresh.number)} (${dates.dayOf(compared.old.firstSeenAt)} – ${dates.dayOf(compared.fresh.firstSeenAt)})`,
    compared.overall.headline[language],
    `${words.common.changes(compared.changes.length)}. ${w.unchangedTotal(compared.unchanged)}`,
    `${w.key}: [-${w.keyDeleted}-] {+${w.keyInserted}+}`,
  ];
  const parts = compared.changes.map((change, index) => {
    const labels = [significanceLabels[change.significance][language], directionLabels[change.direction][language], kindLabels[change.kind][language], topicNames(visit, change.topics)];
    const text = wordsOf(change).map((run) => (run.op === 'delete' ? `[-${run.text}-]` : run.op === 'insert' ? `{+${run.text}+}` : run.text)).join('');
    const lines = [`${index + 1}. ${change.headline[language]}`, `   ${labels.join(' · ')}`, `   ${placeText(visit, change.new[0] ?? change.old[0])}`];
    if (change.kind === 'moved') lines.push(`   ${w.movedFrom(placeText(visit, change.old[0]))}`);
    return [...lines, '', text, ...change.reasons.map((reason) => `   ${w.why}: ${reason.text[language]}`)].join('\n');
  });
  return visibleText(`${head.join('\n')}\n\n${parts.join('\n\n')}\n`);
}
