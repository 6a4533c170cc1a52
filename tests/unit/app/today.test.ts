import { expect, test } from 'vitest';
import { today } from '../../../src/app/today.ts';
import { significances } from '../../../src/domain/change.ts';
import type { IsoDate } from '../../../src/domain/instant.ts';
import { fillDatabase } from '../../support/made-database.ts';
import { madeSite } from '../../support/site.ts';

test('of a comparison the changes that matter most are shown: of equals those that protect less, in the order of the document', async () => {
  const site = await madeSite();
  try {
    await fillDatabase(site.storage);
    // A gain late in the document would else stand first.
    await site.storage.db.updateTable('changes').set({ direction: 'more-protective' }).where('position', '=', 6).where('comparison_id', '=', 1).execute();
    const { groups } = await today(site.services, '2026-11-09' as IsoDate);
    const first = groups.find((group) => group.comparisonId === 1);
    expect(first?.changes).toHaveLength(4);
    for (const { changes } of groups) {
      const ranks = changes.map((change) => [-significances.indexOf(change.significance), ['less-protective', 'more-protective', 'neutral'].indexOf(change.direction), change.position]);
      expect(ranks).toEqual(ranks.toSorted((one, other) => (one[0] ?? 0) - (other[0] ?? 0) || (one[1] ?? 0) - (other[1] ?? 0) || (one[2] ?? 0) - (other[2] ?? 0)));
    }
    expect(first?.changes.every((change) => change.direction === 'less-protective')).toBe(true);
  } finally {
    await site.close();
  }
});
