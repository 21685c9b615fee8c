// What a few typed letters find in the command palette.
import { describe, expect, test } from 'vitest';
import { asRecent, findIn, offerOf, type Finding, type FindingGroup } from '../../client/finding.ts';

function finding(group: FindingGroup, label: string, more: Partial<Finding> = {}): Finding {
  return { id: `${group}:${label}`, group, label, run: () => undefined, ...more };
}

const ALL: readonly Finding[] = [
  finding('act', '下一项', { keys: 'Alt+N' }),
  finding('act', '散会', { why: '会议未在进行' }),
  finding('item', '苏州市标准化建设情况介绍', { number: 3, detail: '张春野' }),
  finding('item', '安防新标准解读', { number: 6 }),
  finding('task', '编写培训教材', { number: 6, detail: '无人机委' }),
  finding('meeting', '三届一次理事会'),
];
const labels = (query: string): readonly string[] =>
  findIn(ALL, query).flatMap(({ findings }) => findings.map(({ label }) => label));

describe('what is typed finds', () => {
  test('an item by its number, before others that hold the digit', () => {
    expect(labels('6')).toEqual(['安防新标准解读', '编写培训教材']);
  });

  test('by words in any order, also in what stands beside the name', () => {
    expect(labels('张春野 标准化')).toEqual(['苏州市标准化建设情况介绍']);
  });

  test('by the initials of the pinyin', () => {
    expect(labels('afxbz')).toEqual(['安防新标准解读']);
    expect(labels('xyx')).toEqual(['下一项']);
  });

  test('nothing where one of the words is found nowhere', () => {
    expect(labels('标准化 没有的')).toEqual([]);
  });

  test('names that begin with it before names that hold it', () => {
    const both = [finding('item', '新标准解读'), finding('item', '标准解读')];

    expect(findIn(both, '标准')[0]?.findings.map(({ label }) => label)).toEqual(['标准解读', '新标准解读']);
  });
});

describe('before anything is typed', () => {
  test('what was chosen lately stands first and only once', () => {
    const sections = offerOf(ALL, ['task:编写培训教材', 'act:下一项', 'item:gone']);

    expect(sections[0]).toEqual({ group: 'recent', findings: [ALL[4], ALL[0]] });
    expect(sections.flatMap(({ findings }) => findings).filter((each) => each === ALL[0])).toHaveLength(1);
  });

  test('outside a meeting the meetings stand first', () => {
    const elsewhere = [finding('act', '深色外观'), finding('place', '归档'), finding('meeting', '三届一次理事会')];

    expect(offerOf(elsewhere, []).map(({ group }) => group)).toEqual(['meeting', 'place', 'act']);
  });

  test('what cannot be done now stands below what can', () => {
    const acts = [finding('act', '散会', { why: '会议未在进行' }), finding('act', '投影')];

    expect(offerOf(acts, [])[0]?.findings.map(({ label }) => label)).toEqual(['投影', '散会']);
  });
});

test('what was chosen last is the newest of the recent ones', () => {
  expect(asRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
});
