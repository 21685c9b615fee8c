// Of which items 散会 asks what becomes of them.
import { expect, test } from 'vitest';
import { openItems } from '../../../client/state/adjournment.ts';
import { foldProgress } from '../../../shared/domain/progress.ts';
import { snapshotOf, type SnapshotParts } from '../../support/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';

const nothingYet = foldProgress(new Map(), new Map());
const asked = (items: NonNullable<SnapshotParts['items']>) =>
  openItems(snapshotOf({ items }).agenda, nothingYet).map(({ item, parts }) => [item.id, parts]);
const parentId = brand<ItemId>('whole');

test('the parts of a break, of which nothing is asked, are asked about', () => {
  const tea = { id: 'whole', kind: 'break' } as const;

  expect(asked([tea, { id: 'part', parentId }])).toEqual([['part', 0]]);
});

test.each(['discussion', 'closing'] as const)('a %s is asked about and speaks for its parts', (kind) => {
  expect(
    asked([
      { id: 'whole', kind },
      { id: 'part', parentId },
    ]),
  ).toEqual([['whole', 1]]);
});
