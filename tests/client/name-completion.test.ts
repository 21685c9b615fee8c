// Names completed by the first letters of their sounds, their beginning, or a part of them.
import { describe, expect, test } from 'vitest';
import { completed, nameIndex, namesIn } from '../../client/name-completion.ts';

const NAMES = nameIndex(['张伟', '赵敏', '团体标准专家委', '无人机专家委', '曾鸣', 'Anna Lee', '中科院、公安部', ' ']);
const found = (typed: string) => NAMES.for(typed);

describe('what is typed', () => {
  test.each<[string, readonly string[], boolean]>([
    ['zw', ['张伟'], true],
    ['z', ['张伟', '赵敏', '曾鸣', '团体标准专家委', '无人机专家委'], true],
    ['ttbz', ['团体标准专家委'], true],
    ['张', ['张伟'], true],
    ['专家', ['团体标准专家委', '无人机专家委'], false],
    ['anna', ['Anna Lee'], true],
    ['张伟、w', ['无人机专家委', '团体标准专家委'], true],
    ['张伟', [], false],
    ['李四', [], false],
    ['', [], false],
    ['张伟、', [], false],
  ])('%s', (typed, names, isCertain) => {
    expect({ ...found(typed), names: [...found(typed).names].toSorted() }).toEqual({
      ...{ names: [...names].toSorted(), isCertain },
    });
  });

  test('takes the place of the last name alone', () => {
    expect(completed('张伟、 wr', '无人机专家委')).toBe('张伟、 无人机专家委');
    expect(namesIn('张伟、 无人机专家委；张伟, ')).toEqual(['张伟', '无人机专家委']);
  });
});
