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

test.each(['closing', 'break'] as const)('the parts of a %s, of which nothing is asked, are asked about', (kind) => {
  expect(
    asked([
      { id: 'whole', kind },
      { id: 'part', parentId },
    ]),
  ).toEqual([['part', 0]]);
});

test('an item that is asked about speaks for its parts', () => {
  expect(asked([{ id: 'whole' }, { id: 'part', parentId }])).toEqual([['whole', 1]]);
});
