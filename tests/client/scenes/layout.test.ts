// Sizes follow from the number of characters; the parts of an item give way in a fixed order.
import { describe, expect, it } from 'vitest';
import { announcement } from '../../../client/scenes/announcement.ts';
import { itemLayout } from '../../../client/scenes/item-layout.ts';
import { columnName, spacedName } from '../../../client/scenes/person-name.ts';
import { fitTitle, fitWelcome } from '../../../client/scenes/title-fit.ts';
import { slipName } from '../../../client/scenes/slip-name.ts';
import { hallWords } from '../../../client/scenes/words.ts';

const han = (count: number): string => '国家安全管理规范解读情况'.repeat(20).slice(0, count);
const speaker = (name: string) => ({ name, org: '苏州市安全技术防范行业协会', title: '秘书长' });

describe('title sizes', () => {
  it.each([
    [1, 13, 1],
    [10, 13, 1],
    [11, 11.4, 1],
    [12, 11.4, 1],
    [13, 9.6, 1],
    [24, 9.6, 2],
    [29, 8.2, 2],
    [32, 8.2, 2],
    [35, 7.2, 2],
    [54, 7.2, 3],
    [60, 5.6, 3],
  ])('sets %i characters at %f u in %i lines', (count, sizeU, lines) => {
    const fit = fitTitle(han(count));

    expect([fit.sizeU, fit.lines.length]).toEqual([sizeU, lines]);
  });

  it('never cuts a title of 200 characters', () => {
    expect(fitTitle(han(200)).lines.join('')).toBe(han(200));
  });

  it('sets the welcome as large as its longest line allows', () => {
    const lines = ['苏州市安全技术防范行业协会', '第三届第二次常务理事会', '暨安防标准化建设专题学习会'];

    expect(fitWelcome(lines, { widthU: 157.7, heightU: 54 })).toMatchObject({ sizeU: 12, lines });
  });
});

describe('the item on one screen', () => {
  it('shows one speaker large, with a label and the large timer', () => {
    const layout = itemLayout({ title: han(12), speakers: [speaker('张春野')], hasTimer: true, hasNext: true });

    expect(layout).toMatchObject({ people: 'label', timer: 24, title: { sizeU: 11.4 } });
  });

  it('makes the timer smaller before anything else', () => {
    const layout = itemLayout({ title: han(45), speakers: [speaker('吴坚')], hasTimer: true, hasNext: true });

    expect(layout).toMatchObject({ people: 'label', timer: 17 });
  });

  it('gives each of four speakers a row', () => {
    const speakers = ['朱雨真', '肖圣兵', '张春野', '赵军'].map(speaker);

    expect(itemLayout({ title: '交流发言', speakers, hasTimer: true, hasNext: true })).toMatchObject({
      people: 'rows',
    });
  });

  it('falls back to names when five speak', () => {
    const speakers = ['甲', '乙', '丙', '丁', '戊'].map(speaker);

    expect(itemLayout({ title: '交流发言', speakers, hasTimer: true, hasNext: true }).people).toBe('names');
  });

  it('has neither people nor timer when there are none', () => {
    expect(itemLayout({ title: '议题', speakers: [], hasTimer: false, hasNext: false })).toMatchObject({
      people: 'none',
      timer: null,
    });
  });
});

describe('names', () => {
  it('spaces a Chinese name of two characters and no other', () => {
    expect(columnName('吴坚')).toBe('吴　坚');
    expect(spacedName('吴坚')).toBe('吴 坚');
    expect(columnName('张春野')).toBe('张春野');
    expect(columnName('Li')).toBe('Li');
  });

  it('ends a long slip name at a natural pause', () => {
    expect(slipName('三届二次常务理事会', 24, 4.2).text).toBe('三届二次常务理事会');
    expect(slipName('三届二次常务理事会暨安防标准化建设专题学习会', 24, 4.2).text).toBe('三届二次常务理事会');
  });
});

describe('what is said when the scene changes', () => {
  const words = hallWords('zh-CN');
  const timer = { plannedMs: null, spentMs: 0, runningSince: null };

  it('names the item and who speaks, and never the time', () => {
    const scene = {
      ...({ kind: 'item', number: 3, itemKind: 'briefing', title: '标准化建设', timer, next: null } as const),
      speakers: [speaker('张春野')],
    };

    expect(announcement(scene, words)).toBe('第三项 标准化建设 张春野');
  });

  it('is silent on a blank screen', () => {
    expect(announcement({ kind: 'blank' }, words)).toBe('');
  });
});
