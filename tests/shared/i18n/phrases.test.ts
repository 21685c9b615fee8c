// Stock phrases with the facts of a real agenda in them, in both languages.
import { describe, expect, test } from 'vitest';
import type { PhraseFacts } from '../../../shared/domain/phrase.ts';
import { phrases as english } from '../../../shared/i18n/en/phrases.ts';
import { phrases as chinese } from '../../../shared/i18n/zh-CN/phrases.ts';

const facts: PhraseFacts = {
  title: '律所情况介绍',
  presenters: [{ key: null, name: '蒋维东', org: '江苏益友天元律师事务所', title: '副主任' }],
  meeting: '三届二次常务理事会',
  venue: '会议室',
  chair: '会长陈立群',
  body: '常务理事会',
  day: '2021年4月23日下午',
};

describe('会议听取了', () => {
  test.each([
    ['律所情况介绍', '会议听取了江苏益友天元律师事务所副主任蒋维东所作的律所情况介绍。'],
    ['上半年工作', '会议听取了江苏益友天元律师事务所副主任蒋维东所作的关于上半年工作的汇报。'],
    ['关于换届筹备', '会议听取了江苏益友天元律师事务所副主任蒋维东所作的关于换届筹备的汇报。'],
    ['听取上半年工作汇报', '会议听取了江苏益友天元律师事务所副主任蒋维东所作的上半年工作汇报。'],
    ['', '会议听取了江苏益友天元律师事务所副主任蒋维东所作的汇报。'],
  ])('%s', (title, words) => {
    expect(chinese.heard.text({ ...facts, title })).toBe(words);
  });

  test('names several speakers one after another, the post before the name, and nobody where there is none', () => {
    const presenters = [
      { key: null, name: '王坤泉', org: null, title: '秘书长' },
      { key: null, name: '朱雨真', org: '安防技术产品专家委', title: null },
    ];

    expect(chinese.heard.text({ ...facts, presenters })).toBe(
      '会议听取了秘书长王坤泉、安防技术产品专家委朱雨真所作的律所情况介绍。',
    );
    expect(chinese.heard.text({ ...facts, presenters: [] })).toBe('会议听取了律所情况介绍。');
  });
});

test('the opening names day, chair, place and meeting, and leaves out what is not known', () => {
  expect(chinese.opening.text(facts)).toBe(
    '2021年4月23日下午，会长陈立群在会议室主持召开三届二次常务理事会。现纪要如下：',
  );
  expect(chinese.opening.text({ ...facts, day: null, venue: null, chair: null })).toBe(
    '三届二次常务理事会召开。现纪要如下：',
  );
  expect(english.opening.text({ ...facts, day: '23 April 2021', venue: null })).toBe(
    '三届二次常务理事会 was held on 23 April 2021, chaired by 会长陈立群. The minutes follow.',
  );
});

test('English names the post behind the name', () => {
  const presenters = [{ key: null, name: 'Jiang Weidong', org: 'the firm', title: 'Deputy Director' }];

  expect(english.heard.text({ ...facts, title: 'Our work', presenters })).toBe(
    'The meeting heard a report on “Our work” by Jiang Weidong, Deputy Director of the firm.',
  );
});

test('every phrase says something without any facts, in both languages', () => {
  const none: PhraseFacts = { title: '', presenters: [], meeting: '', body: null, venue: null, chair: null, day: null };
  const all = [...Object.values(chinese), ...Object.values(english)];

  expect(all.filter(({ text }) => /null|undefined|^\s*$/.test(text(none)))).toEqual([]);
});
