// Places in a list: keys between neighbours, whatever two people did at once.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareByOrder,
  isOrderKey,
  keyAt,
  keyBetween,
  orderSuffix,
  type Ordered,
} from '../../../shared/lib/order-key.ts';

describe('keys', () => {
  test.each(['a0', 'a1', 'Zz', 'a0V', 'b00', 'a0abcdV'])('%s is a key', (key) => {
    expect(isOrderKey(key)).toBe(true);
  });

  test.each(['', 'a', '0', 'a00', 'b0', '!!', 'a0-', `A${'0'.repeat(26)}`, 'a'.repeat(2_000)])('%j is none', (key) => {
    expect(isOrderKey(key)).toBe(false);
  });

  test('a suffix of any random id makes a key', () => {
    for (const random of ['', '___', 'abc0', 'x-y_z', 'N0NAME00']) {
      expect(isOrderKey(keyBetween('a0', 'a1', orderSuffix(random)))).toBe(true);
    }
  });
});

describe('keyAt', () => {
  const place = fc.record({ at: fc.nat(30), same: fc.boolean(), suffix: fc.stringMatching(/^[1-9a-zA-Z]{1,4}$/) });

  test('every entry stands where it was put, even among equal keys', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 40 }), (places) => {
        let list: Ordered[] = [];
        for (const [count, { at, same, suffix }] of places.entries()) {
          const id = `id${String(count).padStart(3, '0')}`;
          const index = at % (list.length + 1);
          const { order, rekeyed } = keyAt(list, index, suffix);
          list = [...list, { id, order }].map((entry) => ({ ...entry, order: rekeyed.get(entry.id) ?? entry.order }));
          list.sort(compareByOrder);
          expect(list.findIndex((entry) => entry.id === id)).toBe(index);
          expect(list.every((entry) => isOrderKey(entry.order))).toBe(true);
          // Somebody else took the same key at the same moment.
          if (same) list = [...list, { id: `${id}x`, order: list[index]?.order ?? order }].sort(compareByOrder);
        }
      }),
      { seed: 20210423, numRuns: 200 },
    );
  });
});
