// What the minutes say of how a meeting went: its real times, and of each item what its own times do not tell.
import { describe, expect, test } from 'vitest';
import { heldPart, heldSpan, outcomeOf } from '../../../shared/domain/held.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { Block } from '../../../shared/domain/minutes.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { snapshotOf, type SnapshotParts } from '../../support/snapshot.ts';

function outcomes(items: NonNullable<SnapshotParts['items']>, phase: SnapshotParts['phase'] = 'follow-up') {
  const snapshot = snapshotOf({ phase, items });
  return Object.fromEntries(snapshot.agenda.map((item) => [item.id, outcomeOf(item, snapshot)]));
}

test('a meeting was held from the first start of an item until it was adjourned', () => {
  const items = [
    { id: 'late', progress: { startedAt: 50 } },
    { id: 'first', progress: { startedAt: 20 } },
  ];

  expect(heldSpan(snapshotOf({ items, adjournedAt: 90 }))).toEqual({ from: 20, to: 90 });
  expect(heldSpan(snapshotOf({ items }))).toEqual({ from: 20, to: null });
  expect(heldSpan(snapshotOf({ items: [{ id: 'none' }], adjournedAt: 90 }))).toBeNull();
});

describe('of an item is said', () => {
  test('that it was passed over, put off, or counts as dealt with without having been started (1)', () => {
    expect(
      outcomes([
        { id: 'skipped', progress: { state: 'skipped' } },
        { id: 'postponed', progress: { state: 'postponed', startedAt: 3 } },
        { id: 'untimed', progress: { state: 'done' } },
        { id: 'held', progress: { state: 'done', startedAt: 3 } },
      ]),
    ).toEqual({ skipped: 'skipped', postponed: 'postponed', untimed: 'untimed', held: null });
  });

  test('that it was never started, once the meeting is over and was stepped through (2)', () => {
    const left = [
      { id: 'held', progress: { state: 'done', startedAt: 3 } as const },
      { id: 'left' },
      { id: 'tea', kind: 'break' as const },
    ];

    expect(outcomes(left)).toEqual({ held: null, left: 'pending', tea: null });
    expect(outcomes(left, 'live')).toEqual({ held: null, left: null, tea: null });
    expect(outcomes([{ id: 'written up afterwards' }])).toEqual({ 'written up afterwards': null });
  });

  test('what became of it with its parts, and of the parts of what was passed over nothing (3)', () => {
    const parentId = brand<ItemId>('whole');
    const off = brand<ItemId>('off');

    expect(
      outcomes([
        { id: 'whole' },
        { id: 'part', parentId, progress: { state: 'done', startedAt: 3 } },
        { id: 'rest', parentId },
        { id: 'off', progress: { state: 'postponed' } },
        { id: 'with it', parentId: off },
      ]),
    ).toEqual({ whole: null, part: null, rest: 'pending', off: 'postponed', 'with it': null });
  });
});

describe('papers that tell what took place', () => {
  const written: Block[] = [{ kind: 'paragraph', inline: [{ kind: 'text', text: '一句话', marks: {} }] }];
  const held = (parts: SnapshotParts): readonly string[] => heldPart(snapshotOf(parts)).agenda.map(({ id }) => id);

  test('leave out what a running meeting has not come to, with its notes prepared or not', () => {
    const items = [
      { id: 'now', progress: { state: 'current', startedAt: 3 } as const },
      { id: 'prepared', minutes: written },
      { id: 'bare' },
    ];

    expect(held({ items })).toEqual(['now']);
    expect(held({ items, adjournedAt: 9 })).toEqual(['now', 'prepared']);
  });

  test('tell a matter that was minuted or agreed upon although nobody pressed start', () => {
    const items = [
      { id: 'minuted', minutes: written },
      { id: 'agreed' },
      { id: 'proposed' },
      { id: 'now', progress: { state: 'current', startedAt: 3 } as const },
    ];
    const decisions = [
      { id: '1', itemId: 'agreed', wording: '同意', outcome: 'adopted' as const },
      { id: '2', itemId: 'proposed', wording: '同意' },
    ];

    expect(held({ items, decisions })).toEqual(['minuted', 'agreed', 'now']);
  });

  test('tell every matter of an agenda that nobody stepped through, and parts with their item', () => {
    const parentId = brand<ItemId>('whole');

    expect(held({ items: [{ id: 'a' }, { id: 'b' }] })).toEqual(['a', 'b']);
    expect(
      held({
        items: [
          { id: 'whole' },
          { id: 'begun', parentId, progress: { state: 'done', startedAt: 3 } },
          { id: 'rest', parentId },
          { id: 'to come' },
        ],
      }),
    ).toEqual(['whole', 'begun', 'rest']);
  });
});
