// What a template keeps of a meeting's agenda.
import { expect, test } from 'vitest';
import { templateItemsFrom } from '../../../client/meeting-template.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { createTemplateBody } from '../../../shared/api/preparing.schema.ts';

const ITEM = {
  id: brand<ItemId>('a'),
  kind: 'work_report',
  title: '年度工作报告',
  plannedMs: 30 * 60_000,
  internal: false,
  presenters: [{ name: '林静' }],
} as const;

test('names, kinds, presenters and minutes are kept, in their order', () => {
  const items = templateItemsFrom([
    ITEM,
    { ...ITEM, kind: 'closing', title: ' 小结 ', presenters: [], plannedMs: null },
  ]);

  expect(items).toEqual([
    { kind: 'work_report', title: '年度工作报告', presenters: ['林静'], plannedMinutes: 30, minutes: null },
    { kind: 'closing', title: '小结', presenters: [], plannedMinutes: null, minutes: null },
  ]);
});

test('what is internal stays with the meeting, and so does an item without a name', () => {
  expect(
    templateItemsFrom([
      { ...ITEM, internal: true },
      { ...ITEM, title: ' ' },
    ]),
  ).toEqual([]);
});

test('parts go with what is internal, and stand by themselves where their item has no name', () => {
  const b = brand<ItemId>('b');
  const part = { ...ITEM, id: brand<ItemId>('c'), title: '选举', parentId: b };

  expect(templateItemsFrom([ITEM, { ...ITEM, id: b, internal: true }, part]).map(({ title }) => title)).toEqual([
    '年度工作报告',
  ]);
  expect(templateItemsFrom([ITEM, { ...ITEM, id: b, title: '' }, part])[1]).toEqual({
    ...{ kind: 'work_report', title: '选举', presenters: ['林静'], plannedMinutes: 30, minutes: null },
  });
});

test('a meeting longer than any template still makes one that the server takes', () => {
  const items = templateItemsFrom(Array.from({ length: 130 }, () => ({ ...ITEM, plannedMs: 2_000 * 60_000 })));

  expect(createTemplateBody.safeParse({ name: '长会', bodyId: null, items }).error).toBeUndefined();
  expect(items).toHaveLength(100);
});
