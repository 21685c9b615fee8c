// Links to places: what is written into an address is read from it again, and nothing else is.
import { describe, expect, test } from 'vitest';
import { fragmentOf, linkTo, placeIn, type Place } from '../../client/deep-link.ts';
import { anchorOf, resolveAnchor } from '../../shared/doc/anchor.ts';
import type { ItemId, MeetingId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { deskWith, FIRST, firstText } from './support/desk-fixture.ts';

const ID = '0123456789ABCDEFGHIJKL';

test.each(['item', 'task', 'decision', 'comment'] as const)('a link to %s leads back to it', (kind) => {
  const place: Place = { kind, id: ID };

  expect(placeIn(fragmentOf(place))).toEqual(place);
});

test('a link to a passage leads to the same words after others wrote before them', () => {
  const desk = deskWith('会议听取了上半年工作汇报，要求抓紧审核。');
  const anchor = anchorOf(desk, FIRST, { from: 14, to: 20 });
  if (!anchor) throw new Error('no passage');
  const link = fragmentOf({ kind: 'passage', anchor });
  firstText(desk).insert(0, '经研究，');

  const place = placeIn(link);

  expect(link.length).toBeLessThan(400);
  if (place === null || place === 'unknown' || place.kind !== 'passage') throw new Error('no passage');
  expect(resolveAnchor(desk, place.anchor)).toEqual({ from: 18, to: 24 });
});

test('a whole address names the meeting and keeps the place behind the #', () => {
  const link = linkTo(brand<MeetingId>('m1'), { kind: 'item', id: ID }, 'https://gongbi.example');

  expect(link).toBe(`https://gongbi.example/meetings/m1#item=${ID}`);
});

describe('of what others write into an address', () => {
  test.each(['', '#', '#minutes-abc', '#/../'])('%s is no place', (fragment) => {
    expect(placeIn(fragment)).toBeNull();
  });

  test.each(['#item=<b>', '#task=', '#decision=../..', `#item=${'a'.repeat(2000)}`])('%s is not read', (fragment) => {
    expect(placeIn(fragment)).toBe('unknown');
  });

  test('positions that are none leave the quote to find the passage', () => {
    const place = placeIn(`#item=${ID}&from={"tname":"agenda"}&to=i1.x&quote=抓紧审核`);

    const itemId = brand<ItemId>(ID);
    expect(place).toEqual({ kind: 'passage', anchor: { itemId, from: '', to: '', quote: '抓紧审核' } });
  });
});
