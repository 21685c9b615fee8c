// Where titles break: even lines, whole words, nothing lost.
import { expect, test } from 'vitest';
import { balancedLines } from '../../../shared/papers/balanced-lines.ts';
import { emWidth } from '../../../shared/papers/em-width.ts';

const TITLES = [
  '苏州市安全技术防范行业协会关于召开三届二次常务理事会暨安防标准化建设专题学习会的通知',
  '苏州市安全技术防范行业协会第三届理事会第二次会议关于修改《苏州市安全技术防范行业协会章程》的决议',
  'Minutes of the second meeting of the standing council of the Suzhou Security Association',
  '安'.repeat(90),
];

test.each(TITLES)('%s: nothing is lost and no line is too wide', (title) => {
  const lines = balancedLines(title, { capacity: 20 });

  expect(lines.join('').replaceAll(' ', '')).toBe(title.replaceAll(' ', ''));
  expect(lines.every((line) => emWidth(line) <= 20)).toBe(true);
});

test('the number of a standard is not torn', () => {
  const lines = balancedLines('安防标准化建设专题学习会与GB 50348—2018解读会议纪要', { capacity: 20 });

  expect(lines.filter((line) => line.includes('GB 50348—2018'))).toHaveLength(1);
});

test('English words before a Chinese name stand in a line of their own', () => {
  expect(
    balancedLines('Sign-in sheet: 苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会', { capacity: 20 }),
  ).toEqual(['Sign-in sheet:', '苏州市安防协会三届二次常务理事会', '暨安防标准化建设专题学习会']);
});

test('a title breaks where its sense does, and titles of documents stay whole', () => {
  expect(balancedLines(TITLES[0] ?? '', { capacity: 20 })).toEqual([
    '苏州市安全技术防范行业协会',
    '关于召开三届二次常务理事会',
    '暨安防标准化建设专题学习会的通知',
  ]);
  expect(balancedLines(TITLES[1] ?? '', { capacity: 20 }).at(-1)).toBe('《苏州市安全技术防范行业协会章程》的决议');
});

test('counts that follow one another are not torn from each other', () => {
  const lines = balancedLines('Sign-in sheet: 苏州市安防协会三届二次常务理事会', { capacity: 18 });

  expect(lines.some((line) => line.includes('三届二次'))).toBe(true);
});

test('the number of a meeting is not torn from the meeting', () => {
  const title = '北京清源公益发展中心第二届理事会第五次会议关于《2024年度预算调整方案》的决议';

  expect(balancedLines(title, { capacity: 20 }).some((line) => line.includes('第五次会议'))).toBe(true);
});

test('a name that was given is never torn', () => {
  const title = '关于聘任牟晓生欧阳立新买买提·艾则孜为协会顾问的决定';

  const lines = balancedLines(title, { capacity: 20, kept: ['买买提·艾则孜'] });

  expect(lines.some((line) => line.includes('买买提·艾则孜'))).toBe(true);
});
