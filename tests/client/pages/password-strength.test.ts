// What people are told about a password they choose: refused for a reason, good enough, or good.
import { describe, expect, test } from 'vitest';
import { passwordFault } from '../../../client/account-form.ts';
import { strengthOf } from '../../../client/password-strength.ts';
import { account as english } from '../../../shared/i18n/en/account.ts';
import { account as chinese } from '../../../shared/i18n/zh-CN/account.ts';

const ZHOU = { username: 'zhoumin', displayName: '周敏' };

describe('the strength of a password', () => {
  test.each([
    ['', { kind: 'empty' }],
    ['七个字的密码啊', { kind: 'short', missing: 3 }],
    ['zhoumin2026', { kind: 'weak', why: 'own-name' }],
    ['1234567890', { kind: 'weak', why: 'too-common' }],
    ['x'.repeat(201), { kind: 'weak', why: 'too-long' }],
    ['thuxmlorda', { kind: 'fair' }],
    ['每周五上午九点在三楼开例会不见不散', { kind: 'strong' }],
    ['Kf7 zwei Tee', { kind: 'strong' }],
  ])('%s', (password, strength) => {
    expect(strengthOf(password, ZHOU)).toEqual(strength);
  });

  test.each([chinese.wrong, english.wrong])('what is refused is said in words', (say) => {
    const told = ['', 'short', 'zhoumin2026', 'qwertyuiop'].map((password) => passwordFault(password, ZHOU, say));

    expect(told).toEqual([say.empty, say.passwordShort(5), say.passwordName, say.passwordCommon]);
    expect(passwordFault('thuxmlorda', ZHOU, say)).toBeNull();
  });
});
