// What stands behind an item's title: who speaks and how long, and what a title alone says of the item's kind.
import { expect, test } from 'vitest';
import { recogniseNotice } from '../../../shared/capture/notice/recognise.ts';

test.each([
  [
    '审议《团体标准管理办法（修订稿）》　团标委主任 朱雨真 20分钟',
    ['审议《团体标准管理办法（修订稿）》', ['朱雨真'], 20],
  ],
  ['交流发言（30分钟）：朱雨真、肖圣兵', ['交流发言', ['朱雨真', '肖圣兵'], 30]],
  ['交流发言：朱雨真、肖圣兵', ['交流发言', ['朱雨真', '肖圣兵'], null]],
  ['大会发言（10分钟）：肖圣兵', ['大会发言', ['肖圣兵'], 10]],
  ['表决章程修正案 20分', ['表决章程修正案', [], 20]],
  ['表决章程修正案（20分）', ['表决章程修正案', [], 20]],
  ['补选理事：朱雨真、肖圣兵', ['补选理事：朱雨真、肖圣兵', [], null]],
  ['每人发言5分钟', ['每人发言5分钟', [], null]],
  ['通报考核得分', ['通报考核得分', [], null]],
])('“%s” is read whole', (line, [title, presenters, minutes]) => {
  const { items } = recogniseNotice(`议程：\n1、${line}`, '2026-11-10');

  expect(items.map(({ value }) => [value.title, value.presenters, value.plannedMinutes])).toEqual([
    [title, presenters, minutes],
  ]);
});

test.each([
  ['聘任协会顾问', 'appointment'],
  ['续聘法律顾问', 'appointment'],
  ['审议聘任秘书长的议案', 'deliberation'],
  ['聘任管理办法解读', 'lecture'],
])('“%s” is of the kind %s', (line, kind) => {
  const { items } = recogniseNotice(`议程：\n1、${line}`, '2026-11-10');

  expect(items.map(({ value }) => value.kind)).toEqual([kind]);
});
