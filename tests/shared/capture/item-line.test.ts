// Titles with and without a length at the end of the line.
import { describe, expect, it } from 'vitest';
import { parseItemLine } from '../../../shared/capture/item-line.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';

describe('an agenda item on one line', () => {
  it.each([
    ['交流发言 20分', '交流发言', 20],
    ['交流发言，15分钟', '交流发言', 15],
    ['Discussion 30 min', 'Discussion', 30],
    ['专题讨论 半小时', '专题讨论', 30],
    ['参观，1.5小时', '参观', 90],
    ['Visit 2 h', 'Visit', 120],
    ['交流发言 一个半小时', '交流发言', 90],
    ['分组讨论 2个半小时', '分组讨论', 150],
    ['应急值守 24小时', '应急值守', 1440],
    ['Workshop 10.5 hours', 'Workshop', 630],
    ['巡查 100小时', '巡查 100小时', null],
    ['值守1000分', '值守1000分', null],
    ['半小时', '半小时', null],
    ['GB 50348 解读', 'GB 50348 解读', null],
    ['20分', '20分', null],
    ['讨论0分', '讨论0分', null],
  ])('reads the item %s', (line, title, minutes) => {
    expect(parseItemLine(line)).toEqual({ title, plannedMs: minutes === null ? null : minutes * MINUTE_MS });
  });
});
