// Passwords that are guessed first are refused by rule; sentences are not.
import { expect, test } from 'vitest';
import { passwordFault } from '../../../shared/domain/password.ts';

const OWNER = { username: 'zhou.min', displayName: '周敏 主任' };

test.each([
  ['nine char', 'too-short'],
  ['x'.repeat(201), 'too-long'],
  ['zhou.min2026', 'own-name'],
  ['ZHOU.MIN!!', 'own-name'],
  ['ｚｈｏｕ．ｍｉｎ２０', 'own-name'],
  ['周敏主任周敏主任周敏', 'own-name'],
  ['..........', 'too-common'],
  ['1234567890', 'too-common'],
  ['0987654321', 'too-common'],
  ['1234567890a1', 'too-common'],
  ['qwertyuiop', 'too-common'],
  ['asdfghjkl;12', 'too-common'],
  ['abcabcabcabc', 'too-common'],
  ['gongbi2026', 'too-common'],
  ['Password123', 'too-common'],
  ['秘书处秘书处秘书处!!', 'too-common'],
])('%s is refused: %s', (password, fault) => {
  expect(passwordFault(password, OWNER)).toBe(fault);
});

test.each([
  'correct horse 马',
  '一个很好的新口令 2026',
  'zhou.min walks the dog',
  'Tr0ub4dor&3xx',
  'admin of nothing at all',
  '密码不是这个而是那个东西',
])('%s may be one', (password) => {
  expect(passwordFault(password, OWNER)).toBeNull();
});

test('a name of one letter forbids nothing', () => {
  expect(passwordFault('a quiet night', { username: 'a', displayName: 'a' })).toBeNull();
});
