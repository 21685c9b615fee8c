// What a finding is about, found again on the page: a sentence over several pieces of text, its beginning when its end was changed, a
// field of a form; and what the address of a finding says of it.
import { afterEach, expect, test } from 'vitest';
import { addressOf, spotIn } from '../../../client/papers/check-rows.ts';
import { rangeOf, showFact } from '../../../client/papers/spot.ts';
import type { Place } from '../../../shared/domain/checks/finding.ts';
import type { ItemId, MeetingId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

afterEach(() => document.body.replaceChildren());

function shown(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body;
}

test('a sentence is found over marks and blanks, and nothing besides it', () => {
  const root = shown('<p>会议听取了汇报。赞成<b>3票</b>，反对0 票。通过。</p>');
  expect(rangeOf(root, '赞成3票，反对0票。')?.toString()).toBe('赞成3票，反对0 票。');
});

test('a sentence whose end was changed is found by its beginning; what is gone is not found', () => {
  const root = shown('<p>由会员部负责走访重点会员单位，六月底前完成。</p>');
  expect(rangeOf(root, '由会员部负责走访重点会员单位，5月20日前完成。')?.toString()).toBe('由会员部负责走访重点会员');
  expect(rangeOf(root, '会议结束。')).toBeNull();
  expect(rangeOf(root, '')).toBeNull();
});

test('a field has the caret, and so has the box in it', () => {
  shown('<input data-fact="signer" /><div data-fact="chairSigned"><input type="checkbox" /></div>');
  expect(showFact('signer')).toBe(true);
  expect(document.activeElement?.getAttribute('data-fact')).toBe('signer');
  expect(showFact('chairSigned')).toBe(true);
  expect(document.activeElement?.getAttribute('type')).toBe('checkbox');
  expect(showFact('number')).toBe(false);
});

const ID = brand<MeetingId>('m1');
const spotOf = (place: Place) => spotIn(new URL(addressOf(place, ID), 'http://site.invalid').hash);

test('an address names the sentence or the field, and nothing that is neither', () => {
  expect(spotOf({ kind: 'section', key: 'opening', quote: '现纪要如下：' })).toEqual({
    ...{ kind: 'section', key: 'opening' },
    quote: '现纪要如下：',
  });
  expect(spotOf({ kind: 'issue', field: 'tellers', itemId: brand<ItemId>('i1') })).toEqual({
    kind: 'fact',
    fact: 'tellers-i1',
  });
  expect(spotOf({ kind: 'notice', field: 'to' })).toEqual({ kind: 'fact', fact: 'to' });
  expect(spotIn('#fact=%22%5D')).toBeNull();
  expect(spotIn('#section=__proto__')).toBeNull();
  expect(addressOf({ kind: 'passage', itemId: brand<ItemId>('i1'), quote: '举手表决' }, ID)).toMatch(
    /^\/meetings\/m1#item=i1&/u,
  );
});
