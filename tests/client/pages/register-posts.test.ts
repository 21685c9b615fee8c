// Posts of the register's people as a page says them: a line an organisation, in the language of the page.
import { expect, test } from 'vitest';
import { postLines } from '../../../client/register-people.ts';
import { common as english } from '../../../shared/i18n/en/common.ts';
import { register as registerEnglish } from '../../../shared/i18n/en/register.ts';
import { common as chinese } from '../../../shared/i18n/zh-CN/common.ts';
import { register as registerChinese } from '../../../shared/i18n/zh-CN/register.ts';

const HARBOUR = { id: 'o1', name: 'Harbour Trust', shortName: null };
const posts = [
  { org: HARBOUR, title: 'Director', former: false },
  { org: HARBOUR, title: 'Keeper', former: true },
];

test('in English nothing of what joins or marks them is Chinese', () => {
  const say = { separator: english.listSeparator, formerly: registerEnglish.people.formerly };

  expect(postLines({ posts }, say)).toEqual([{ org: 'Harbour Trust', titles: 'Director, former Keeper' }]);
});

test('in Chinese a former post is marked once', () => {
  const say = { separator: chinese.listSeparator, formerly: registerChinese.people.formerly };
  const theirs = [
    { org: null, title: '副会长', former: true },
    { org: null, title: '原秘书长', former: true },
  ];

  expect(postLines({ posts: theirs }, say)).toEqual([{ org: '', titles: '原副会长、原秘书长' }]);
});
