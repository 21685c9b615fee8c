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

test.each(['附加议程：通报信访情况', '附属机构年度报告', '附件管理办法审议'])(
  '“%s” is an item, whatever it begins with',
  (line) => {
    const read = (lines: readonly string[]) => recogniseNotice(['议程：', ...lines].join('\n'), '2026-11-10').items;
    const numbered = read(['1、审议工作报告', `2、${line}`, '3、其他事项']);
    const parts = read(['一、审议以下事项', '（一）工作报告', `（二）${line}`, '（三）其他']);
    const plain = read(['审议工作报告', line, '讨论其他事项']);

    expect(numbered).toHaveLength(3);
    expect(parts.map(({ value }) => value.parts.length)).toEqual([3]);
    expect(plain).toHaveLength(3);
  },
);

test.each(['附：会议回执', '附件：委员名单', '附件1 参会回执', '附件', '附 名单', '附表2：座次'])(
  '“%s” ends the agenda',
  (line) => {
    const { items } = recogniseNotice(`议程：\n审议工作报告\n${line}`, '2026-11-10');

    expect(items).toHaveLength(1);
  },
);

test('words that are set very far apart, and lines without end, are read all the same', () => {
  const { items } = recogniseNotice(
    `议程：\n1、审议章程${' '.repeat(20_000)}20分钟\n2、${'会'.repeat(5_000)}\n3、表决`,
    '2026-11-10',
  );

  expect(items[0]?.value).toMatchObject({ title: '审议章程', plannedMinutes: 20 });
  expect(items.at(-1)?.value.title).toBe('表决');
});
