// The archive's recall: whatever part of a text someone remembers must find it, and be marked where it stands.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlights, indexTokens, matchQuery } from '../../server/archive/tokenise.ts';

const CHARACTERS = [
  ...'安防标准聘书秘书长王坤泉苏州市𠮷䶮〇カーナ한국',
  ...'GBgb50348０３ＧＢ',
  ...' ，,、。《》-"*()^:+ ',
];
const SEARCHABLE = /[\p{L}\p{N}]/u;

function finder(texts: readonly string[]): (query: string) => readonly number[] {
  const database = new Database(':memory:');
  database.exec("CREATE VIRTUAL TABLE f USING fts5(t, tokenize = 'unicode61 remove_diacritics 0')");
  const insert = database.prepare('INSERT INTO f (rowid, t) VALUES (?, ?)');
  texts.forEach((text, index) => insert.run(index, indexTokens(text)));
  const select = database.prepare<[string], { rowid: number }>('SELECT rowid FROM f WHERE f MATCH ? ORDER BY rowid');
  return (query) => {
    const match = matchQuery(query);
    return match === null ? [] : select.all(match).map((row) => row.rowid);
  };
}

describe('tokens', () => {
  test('any part of a text finds it', () => {
    const texts = fc.array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: 40 });

    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (characters, a, b) => {
        const from = a % characters.length;
        const query = characters.slice(from, from + 1 + (b % (characters.length - from))).join('');
        fc.pre(SEARCHABLE.test(query));

        const find = finder([characters.join('')]);

        expect(find(query)).toEqual([0]);
        expect(highlights(characters.join(''), query).length).toBeGreaterThan(0);
      }),
      { numRuns: 800 },
    );
  });

  test('a standard is found by its number and by its name, with or without the space', () => {
    const find = finder([
      '新版50348贯彻生命周期管理',
      'GB 50348(原文作50348)',
      'GB50348-2018',
      'ＧＢ　５０３４８',
      'GB 50395',
    ]);

    expect(find('50348')).toEqual([0, 1, 2, 3]);
    expect(find('GB50348')).toEqual([1, 2, 3]);
    expect(find('gb 50348')).toEqual([1, 2, 3]);
    expect(find('GB 50348')).toEqual([1, 2, 3]);
    expect(find('0348')).toEqual([0, 1, 2, 3]);
  });

  test('words that are not in a text do not find it', () => {
    const find = finder(['协会聘请顾问，书面通知', '安装 防护']);

    expect(find('聘书')).toEqual([]);
    expect(find('安防')).toEqual([]);
  });

  test('every word of a query must occur, in any order', () => {
    const find = finder(['吴坚颁发聘书', '吴坚讲话', '聘书由吴坚颁发']);

    expect(find('聘书 吴坚')).toEqual([0, 2]);
  });

  test.each(['', '   ', '，。', '"*', '—'])('a query without letters or digits is none: %j', (query) => {
    expect(matchQuery(query)).toBeNull();
  });

  test('operators of the full-text language are only punctuation', () => {
    const find = finder(['NEAR 安防']);

    expect(find('安防 OR "')).toEqual([]);
    expect(find('near* (安防)')).toEqual([0]);
    expect(find('t:安')).toEqual([]);
  });
});

describe('highlights', () => {
  const marked = (text: string, query: string): readonly string[] =>
    highlights(text, query).map(([from, to]) => text.slice(from, to));

  test('are ranges of the original text, full-width and upper case as written', () => {
    expect(marked('依据ＧＢ　５０３４８执行', 'gb50348')).toEqual(['ＧＢ', '５０３４８']);
    expect(marked('依据GB50348执行', 'gb50348')).toEqual(['GB50348']);
    expect(marked('聘书与聘书', '聘书')).toEqual(['聘书', '聘书']);
  });

  test('hold where folding changes the length of a text', () => {
    expect(marked('㈱安防 ㎏安防', '安防')).toEqual(['安防', '安防']);
    expect(marked('第①项聘书', '1')).toEqual(['①']);
    expect(marked('cafe\u0301 安防', 'café')).toEqual(['cafe\u0301']);
    expect(marked('𠮷安防𠮷', '𠮷')).toEqual(['𠮷', '𠮷']);
  });

  test('overlapping ones are joined', () => {
    expect(highlights('安防安防安', '安防安')).toEqual([[0, 5]]);
  });
});
