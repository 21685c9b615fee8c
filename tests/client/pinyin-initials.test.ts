// The first letters of names as people type them.
import { describe, expect, it } from 'vitest';
import { pinyinInitials } from '../../client/pinyin-initials.ts';

describe('initials', () => {
  it.each([
    ['张伟', 'zw'],
    ['牟晓生', 'mxs'],
    ['欧阳立新', 'oylx'],
    ['安防协会', 'afxh'],
    ['单田芳', 'stf'],
    ['曾国藩', 'zgf'],
    ['团标委A组3', 'tbwaz3'],
    ['秘书处（筹）', 'mscc'],
    ['标准化建设', 'bzhjs'],
    ['城市GB', 'csgb'],
    ['散会，再议', 'shzy'],
    ['Jane Doe', 'janedoe'],
    ['', ''],
  ])('of %s are %s', (name, initials) => {
    expect(pinyinInitials(name)).toBe(initials);
  });
});
