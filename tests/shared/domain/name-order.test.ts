// Lists of people in the orders that documents and ballots have.
import { describe, expect, it } from 'vitest';
import { nameParts, sortByName, type NameOrder } from '../../../shared/domain/name-order.ts';

const sorted = (order: NameOrder, ...names: readonly string[]) => sortByName(names, (name) => name, order);

describe('by strokes', () => {
  it('few come before many', () => {
    expect(sorted('surname-strokes', '戴敏', '丁一凡', '王建国', '刘洋', '田野')).toEqual([
      ...['丁一凡', '王建国', '田野', '刘洋', '戴敏'],
    ]);
  });

  it('a single given name stands first in the one custom, and by its character in the other', () => {
    expect(sorted('surname-strokes', '田大利', '田富')).toEqual(['田富', '田大利']);
    expect(sorted('name-strokes', '田富', '田大利')).toEqual(['田大利', '田富']);
  });

  it('as many are told apart by their forms, 横竖撇点折 in this order', () => {
    const surnames = ['孔', '方', '毛', '王', '水', '文', '尹', '邓', '丰', '尤', '牛', '木', '车'];
    expect(sorted('surname-strokes', ...surnames.map((surname) => `${surname}一`))).toEqual(
      [...'丰王木尤车水牛毛文方尹孔邓'].map((surname) => `${surname}一`),
    );
    expect(sorted('surname-strokes', '李一', '杨一', '杜一', '陈一', '张一', '吴一', '何一')).toEqual([
      ...['杜一', '李一', '杨一', '吴一', '何一', '张一', '陈一'],
    ]);
  });

  it('given names are told apart in the same way, character by character', () => {
    expect(sorted('surname-strokes', '王红兵', '王文', '王红英', '王木生', '王毛')).toEqual([
      ...['王毛', '王文', '王木生', '王红兵', '王红英'],
    ]);
    expect(sorted('name-strokes', '王红兵', '王文', '王红英', '王木生', '王毛')).toEqual([
      ...['王木生', '王毛', '王文', '王红兵', '王红英'],
    ]);
  });

  it('a rare character stands behind the others of as many strokes, and before those of more', () => {
    // 㛃, 䶮 and 洪 have nine, 高 has ten.
    expect(sorted('surname-strokes', '高一', '㛃一', '洪一')).toEqual(['洪一', '㛃一', '高一']);
    expect(sorted('surname-strokes', '高一', '䶮一', '洪一')).toEqual(['洪一', '䶮一', '高一']);
  });

  it('whatever is not Chinese stands behind', () => {
    expect(sorted('surname-strokes', 'John Smith', '戴一', '阿依·买买提')).toEqual([
      '阿依·买买提',
      '戴一',
      'John Smith',
    ]);
  });

  it('a surname of two characters follows its first one', () => {
    expect(sorted('surname-strokes', '司马光', '司文', '王安石')).toEqual(['王安石', '司文', '司马光']);
  });
});

describe('by sound', () => {
  it('shàn, zēng, qiú, ōu and piáo stand where their sound does', () => {
    expect(sorted('sound', '单雄信', '沈括', '陈胜')).toEqual(['陈胜', '单雄信', '沈括']);
    expect(sorted('sound', '曾国强', '蔡襄', '袁枚')).toEqual(['蔡襄', '袁枚', '曾国强']);
    expect(sorted('sound', '仇英', '陈胜', '秦观')).toEqual(['陈胜', '秦观', '仇英']);
    expect(sorted('sound', '区小明', '倪萍', '潘安')).toEqual(['倪萍', '区小明', '潘安']);
    expect(sorted('sound', '朴成', '潘安', '钱进')).toEqual(['潘安', '朴成', '钱进']);
  });

  it('people of one surname stand together, by their given names', () => {
    expect(sorted('sound', '王伟', '汪洋', '王芳')).toEqual(['汪洋', '王芳', '王伟']);
  });
});

describe('a reading that was written down', () => {
  const by = (...people: readonly (readonly [string, string | null])[]) =>
    sortByName(
      people,
      ([name]) => name,
      'sound',
      ([, reading]) => reading,
    ).map(([name]) => name);

  it.each(['Guō', 'guo1', 'GUO'])('%s goes before how the surname is usually read', (reading) => {
    expect(by(['徐一', null], ['呙二', reading], ['甘三', null])).toEqual(['甘三', '呙二', '徐一']);
    expect(by(['区一', 'Qū'], ['欧二', null], ['秦三', null])).toEqual(['欧二', '秦三', '区一']);
  });

  it('may be of two syllables, and with ü', () => {
    expect(by(['尉迟恭', 'Yùchí'], ['魏征', null], ['袁枚', null])).toEqual(['魏征', '尉迟恭', '袁枚']);
    expect(by(['吕布', 'Lǚ'], ['刘备', null], ['马超', null])).toEqual(['刘备', '吕布', '马超']);
  });

  it('that says nothing is passed over', () => {
    expect(by(['单一', '??'], ['沈二', null], ['陈三', 'xyz'])).toEqual(['陈三', '单一', '沈二']);
  });
});

describe('the parts of a name', () => {
  it.each([
    ['张　伟', '张', '伟'],
    ['欧阳立新', '欧阳', '立新'],
    ['欧阳', '欧', '阳'],
    ['阿依古丽·买买提', '阿依古丽·买买提', ''],
    ['John Smith', 'JohnSmith', ''],
  ])('%s', (name, surname, given) => {
    expect(nameParts(name)).toEqual({ surname, given });
  });
});

it('those of the same name keep their order', () => {
  const people = [
    { name: '王伟', org: '乙' },
    { name: '王伟', org: '甲' },
  ];
  expect(sortByName(people, ({ name }) => name, 'sound').map(({ org }) => org)).toEqual(['乙', '甲']);
});
