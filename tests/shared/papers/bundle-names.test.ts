// Names of folders and files in a bundle, as every system can unpack them.
import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../../../shared/lib/time.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { TakenNames } from '../../../shared/papers/bundle-names.ts';

const DAY = brand<LocalDate>('2026-04-26');
const WORDS = { undated: '日期未定', untitled: '未命名会议' };

describe('a name in a bundle', () => {
  test.each([
    ['三届二次常务理事会', '2026-04-26 三届二次常务理事会'],
    ['预算/决算 \\ 审议', '2026-04-26 预算 决算 审议'],
    ['谁说了什么？"A"<B>|*:', '2026-04-26 谁说了什么？ A B'],
    ['', '2026-04-26 未命名会议'],
    ['...', '2026-04-26 未命名会议'],
    ['\u200B\u202E', '2026-04-26 未命名会议'],
    ['🎉', '2026-04-26 🎉'],
    ['年会 . . ', '2026-04-26 年会'],
    ['100%\u202Egnp.exe', '2026-04-26 100 gnp.exe'],
  ])('of the meeting “%s” is %s', (title, name) => {
    expect(new TakenNames().folder(DAY, title, WORDS)).toBe(name);
  });

  test('of a meeting without a day says so', () => {
    expect(new TakenNames().folder(null, 'CON', WORDS)).toBe('日期未定 CON');
  });

  test('stays short, and is not cut within a character', () => {
    const name = new TakenNames().folder(DAY, `${'会'.repeat(48)}𠮷${'议'.repeat(50)}`, WORDS);

    expect([name.length, /\p{Cs}/u.test(name)]).toEqual([59, false]);
  });

  test.each([
    ['CON.txt', '_.txt'],
    ['COM¹.txt', '_.txt'],
    ['../../etc/passwd', 'passwd'],
    ['.htaccess', 'htaccess'],
    ['照片.JPG', '照片.JPG'],
    [`${'长'.repeat(140)}.pdf`, `${'长'.repeat(60)}.pdf`],
  ])('of the attached file %s is harmless', (claimed, name) => {
    expect(new TakenNames().attached(claimed)).toBe(name);
  });

  test('of a folder within a meeting’s is one for each task, short, and told apart', () => {
    const names = new TakenNames();
    const long = `第12号 ${'长'.repeat(60)}`;

    const given = [
      names.within(long, 't1'),
      names.within(long, 't2'),
      names.within(long, 't1'),
      names.within('CON', 't3'),
    ];

    expect(given).toEqual([`第12号 ${'长'.repeat(25)}`, `第12号 ${'长'.repeat(21)} (2)`, given[0], '_']);
  });

  test('is given once, whatever the case, the width or the way it is composed', () => {
    const names = new TakenNames();

    const given = ['Report', 'report', 'Ｒｅｐｏｒｔ', 'Re\u0301sume\u0301', 'Résumé'].map((one) =>
      names.file(one, '.pdf'),
    );

    expect(given).toEqual(['Report.pdf', 'report (2).pdf', 'Ｒｅｐｏｒｔ (3).pdf', 'Résumé.pdf', 'Résumé (2).pdf']);
  });

  test('that is long is told apart within its length', () => {
    const names = new TakenNames();
    const [first, second] = [names.file('长'.repeat(80), '.docx'), names.file('长'.repeat(80), '.docx')];

    expect([first.length, second]).toEqual([65, `${'长'.repeat(56)} (2).docx`]);
  });
});
