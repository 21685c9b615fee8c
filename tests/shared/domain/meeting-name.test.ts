// Names of sessions: every form that is read, the three that are written, what comes next (domain.md §7).
import { describe, expect, test } from 'vitest';
import { chineseNumber, readNumber } from '../../../shared/lib/chinese-number.ts';
import {
  firstOfNextTerm,
  nextName,
  parseMeetingName,
  parseSession,
  printMeetingName,
  printSession,
  styleOf,
  type MeetingName,
  type NameStyle,
} from '../../../shared/domain/meeting-name.ts';
import { seeded } from '../../support/seeded.ts';

/** name → [term, meeting, body, extended]. */
const SESSIONS: readonly (readonly [string, readonly [number, number | null, string, boolean]])[] = [
  ['三届二次常务理事会', [3, 2, '常务理事会', false]],
  ['第三届第二次常务理事会', [3, 2, '常务理事会', false]],
  ['第三届常务理事会第二次会议', [3, 2, '常务理事会', false]],
  ['三届二次理事会', [3, 2, '理事会', false]],
  ['第三届理事会第二次会议', [3, 2, '理事会', false]],
  ['三届理事会二次会议', [3, 2, '理事会', false]],
  ['三届理事会第二次全体会议', [3, 2, '理事会', false]],
  ['三届二次理事会会议', [3, 2, '理事会', false]],
  ['三届二次理事会议', [3, 2, '理事会', false]],
  ['三届二次理事（扩大）会议', [3, 2, '理事会', true]],
  ['三届二次理事扩大会议', [3, 2, '理事会', true]],
  ['三届二次理事会（扩大）会议', [3, 2, '理事会', true]],
  ['三届二次理事会扩大会议', [3, 2, '理事会', true]],
  ['三届二次常务理事(扩大)会议', [3, 2, '常务理事会', true]],
  ['第三届理事会第二次（扩大）会议', [3, 2, '理事会', true]],
  ['第三届第二次理事会（扩大）会议', [3, 2, '理事会', true]],
  ['三届二次会员大会', [3, 2, '会员大会', false]],
  ['三届二次会员代表大会', [3, 2, '会员代表大会', false]],
  ['第三届会员代表大会第二次会议', [3, 2, '会员代表大会', false]],
  ['三届二次监事会', [3, 2, '监事会', false]],
  ['第三届监事会第二次会议', [3, 2, '监事会', false]],
  ['三届二次会长办公会', [3, 2, '会长办公会', false]],
  ['三届五次会长会议', [3, 5, '会长会', false]],
  ['十届十一次理事会', [10, 11, '理事会', false]],
  ['第十届第十一次理事会', [10, 11, '理事会', false]],
  ['第十届理事会第二十次会议', [10, 20, '理事会', false]],
  ['二十一届二十三次常务理事会', [21, 23, '常务理事会', false]],
  ['第3届第2次理事会', [3, 2, '理事会', false]],
  ['3届2次理事会', [3, 2, '理事会', false]],
  ['第３届第１２次理事会', [3, 12, '理事会', false]],
  ['第 三 届 第 二 次理事会', [3, 2, '理事会', false]],
  ['一届一次理事会', [1, 1, '理事会', false]],
  ['首届一次理事会', [1, 1, '理事会', false]],
  ['首届理事会首次会议', [1, 1, '理事会', false]],
  ['首届会员大会', [1, null, '会员大会', false]],
  ['第三届会员代表大会', [3, null, '会员代表大会', false]],
  ['第五届职工代表大会', [5, null, '职工代表大会', false]],
  ['五届三次职工代表大会', [5, 3, '职工代表大会', false]],
  ['五届三次主席团会议', [5, 3, '主席团会', false]],
  ['八届四次全委会', [8, 4, '全委会', false]],
  ['第八届委员会第四次全体会议', [8, 4, '委员会', false]],
  ['二届六次专家委员会', [2, 6, '专家委员会', false]],
  ['四届两次理事会', [4, 2, '理事会', false]],
  ['第一百零二届第一次理事会', [102, 1, '理事会', false]],
];

describe('a session is read from', () => {
  test.each(SESSIONS)('%s', (name, [term, meeting, body, extended]) => {
    expect(parseSession(name)).toEqual({ term, meeting, body, extended });
  });

  test.each([
    '常务理事会',
    '年度总结会',
    '安防标准化建设专题学习会',
    '',
    '届次',
    '三届二次',
    '零届一次理事会',
    '三届零次理事会',
  ])('not from “%s”', (name) => {
    expect(parseSession(name)).toBeNull();
  });
});

const PRINTED: readonly (readonly [string, Readonly<Record<NameStyle, string>>])[] = [
  ['三届二次理事会', { short: '三届二次理事会', long: '第三届第二次理事会', formal: '第三届理事会第二次会议' }],
  [
    '三届二次理事扩大会议',
    {
      short: '三届二次理事会（扩大）会议',
      long: '第三届第二次理事会（扩大）会议',
      formal: '第三届理事会第二次（扩大）会议',
    },
  ],
  [
    '第十届理事会第十二次会议',
    { short: '十届十二次理事会', long: '第十届第十二次理事会', formal: '第十届理事会第十二次会议' },
  ],
  ['首届会员大会', { short: '首届会员大会', long: '第一届会员大会', formal: '第一届会员大会' }],
  [
    '二十届二十一次常务理事会',
    {
      short: '二十届二十一次常务理事会',
      long: '第二十届第二十一次常务理事会',
      formal: '第二十届常务理事会第二十一次会议',
    },
  ],
];

test.each(PRINTED)('%s is written short, long and formally', (name, said) => {
  const session = parseSession(name);
  if (session === null) throw new Error(`${name} was not read`);

  expect({
    short: printSession(session, 'short'),
    long: printSession(session, 'long'),
    formal: printSession(session, 'formal'),
  }).toEqual(said);
});

const WHOLE: readonly (readonly [string, MeetingName])[] = [
  [
    '苏州市安防协会三届二次常务理事会暨安防标准化建设专题学习会',
    {
      organisation: '苏州市安防协会',
      parts: [{ term: 3, meeting: 2, body: '常务理事会', extended: false }, '安防标准化建设专题学习会'],
    },
  ],
  [
    '三届二次理事会暨三届三次常务理事会',
    {
      organisation: '',
      parts: [
        { term: 3, meeting: 2, body: '理事会', extended: false },
        { term: 3, meeting: 3, body: '常务理事会', extended: false },
      ],
    },
  ],
  ['年度总结会暨新春联谊会', { organisation: '', parts: ['年度总结会', '新春联谊会'] }],
  [
    '市物业协会第二届第五次会员大会',
    { organisation: '市物业协会', parts: [{ term: 2, meeting: 5, body: '会员大会', extended: false }] },
  ],
  ['办公例会', { organisation: '', parts: ['办公例会'] }],
  ['', { organisation: '', parts: [] }],
];

test.each(WHOLE)('the whole name “%s” is taken apart', (name, parts) => {
  expect(parseMeetingName(name)).toEqual(parts);
});

const NEXT: readonly (readonly [string, string | null])[] = [
  ['三届二次常务理事会', '三届三次常务理事会'],
  ['苏州市安防协会三届二次常务理事会暨专题学习会', '苏州市安防协会三届三次常务理事会'],
  ['第三届第九次理事会', '第三届第十次理事会'],
  ['第三届理事会第十九次会议', '第三届理事会第二十次会议'],
  ['三届二次理事（扩大）会议', '三届三次理事会'],
  ['首届会员大会', null],
  ['办公例会', null],
];

test.each(NEXT)('after “%s” comes “%s”', (last, next) => {
  expect(nextName(last)).toBe(next);
});

test('a new term begins at its first meeting', () => {
  expect(firstOfNextTerm('市安防协会第三届第九次理事会')).toBe('市安防协会第四届第一次理事会');
  expect(firstOfNextTerm('办公例会')).toBeNull();
});

test('what is written is read back as it was, in every style', () => {
  const random = seeded(7);
  const BODIES = ['理事会', '常务理事会', '会员大会', '会员代表大会', '监事会', '会长办公会', '主席团会'];
  const STYLES: readonly NameStyle[] = ['short', 'long', 'formal'];
  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  for (let round = 0; round < 2_000; round++) {
    const session = {
      term: 1 + Math.floor(random() * 130),
      meeting: 1 + Math.floor(random() * 130),
      body: pick(BODIES),
      extended: random() < 0.3,
    };
    const name: MeetingName = {
      organisation: pick(['', '苏州市安防协会', '县红十字会']),
      parts: random() < 0.3 ? [session, '专题学习会'] : [session],
    };
    const style = pick(STYLES);

    const said = printMeetingName(name, style);

    expect(parseMeetingName(said), said).toEqual(name);
    expect(styleOf(said), said).toBe(style);
  }
});

test('numbers are read as they are written, up to a thousand', () => {
  for (let number = 1; number < 1_000; number++) expect(readNumber(chineseNumber(number))).toBe(number);
  expect([readNumber('二〇二六'), readNumber('１２'), readNumber('十'), readNumber('届'), readNumber('')]).toEqual([
    ...[2026, 12, 10, null, null],
  ]);
});
