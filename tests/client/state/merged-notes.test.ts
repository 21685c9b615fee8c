// Two changes of one text brought together: whatever either wrote is there.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedNotes } from '../../../client/state/merged-notes.ts';

describe('notes written in two places', () => {
  it.each([
    ['nothing of mine', '甲', '甲', '甲\n乙', '甲\n乙'],
    ['nothing of theirs', '甲', '甲\n丙', '甲', '甲\n丙'],
    ['the same in both', '甲', '乙', '乙', '乙'],
    ['different lines', '一\n二\n三', '一改\n二\n三', '一\n二\n三改', '一改\n二\n三改'],
    ['different lines, the other way round', '一\n二\n三', '一\n二\n三改', '一改\n二\n三', '一改\n二\n三改'],
    ['one line', '一\n二', '一我\n二', '一他\n二', '一他\n一我\n二'],
    ['both from nothing', '', '我的', '他的', '他的\n我的'],
  ])('%s', (_what, base, mine, theirs, merged) => {
    expect(mergedNotes(base, mine, theirs)).toBe(merged);
  });

  it('every line that was added on either side is there', () => {
    const lines = fc.array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 5 });
    fc.assert(
      fc.property(lines, lines, lines, (base, mine, theirs) => {
        const merged = mergedNotes(base.join('\n'), mine.join('\n'), theirs.join('\n')).split('\n');

        const added = [...mine, ...theirs].filter((line) => !base.includes(line));
        expect(merged).toEqual(expect.arrayContaining(added));
      }),
    );
  });
});
