// Chinese and English lines end between words, and at a pause of the sentence where one is near.
import { describe, expect, it } from 'vitest';
import { emWidth } from '../../../client/scenes/em-width.ts';
import { breakLines, shorten } from '../../../client/scenes/line-break.ts';
import { pieces } from '../../../client/scenes/word-break.ts';

describe('line breaking', () => {
  it('leaves a text that fits on one line', () => {
    expect(breakLines('国家安全管理规范解读', 10)).toEqual(['国家安全管理规范解读']);
  });

  it('keeps the name of a body whole and ends lines after it', () => {
    const title = '关于审议《苏州市安全技术防范行业协会无人机系统安全防范应用技术规范》团体标准立项申请的议案';

    expect(breakLines(title, 19.4)).toEqual([
      '关于审议《苏州市安全技术防范行业协会',
      '无人机系统安全防范应用技术规范》',
      '团体标准立项申请的议案',
    ]);
  });

  it('prefers the pause before a conjunction to two equal halves', () => {
    expect(breakLines('常务理事会上半年工作汇报与下半年工作布置', 14.5)).toEqual([
      '常务理事会上半年工作汇报',
      '与下半年工作布置',
    ]);
  });

  it('never parts a session count, a date or a standard number', () => {
    const texts = pieces('审议通过2021年4月23日第三届第二次理事会关于GB50348-2018标准的意见').map(
      (piece) => piece.text,
    );

    expect(texts.some((text) => text.startsWith('2021年4月23日'))).toBe(true);
    expect(texts.some((text) => text.includes('第三届第二次'))).toBe(true);
    expect(texts.some((text) => text.includes('GB50348-2018'))).toBe(true);
  });

  it('never begins a line with closing punctuation nor ends one with an opening mark', () => {
    const title = '审议《管理办法》（草案）、《实施细则》（试行）和《考核评价标准》（征求意见稿）';

    for (let maxEm = 6; maxEm < 30; maxEm += 1) {
      for (const line of breakLines(title, maxEm)) {
        expect(line).not.toMatch(/^[》）、。，]/u);
        expect(line).not.toMatch(/[《（]$/u);
      }
    }
  });

  it('joins again to the whole text whatever the width, and no line is wider', () => {
    const title =
      '上海市公共安全技术防范标准化管理办法解读与讨论ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789以及关于若干意见的说明';

    for (let maxEm = 4; maxEm < 60; maxEm += 1) {
      const lines = breakLines(title, maxEm);

      expect(lines.join('')).toBe(title);
      for (const line of lines) expect(emWidth(line)).toBeLessThanOrEqual(maxEm);
    }
  });

  it('keeps names it is told about whole', () => {
    expect(breakLines('授权益友天元律所办理', 6, ['益友天元律所'])).toContain('益友天元律所');
  });

  it('breaks English between words', () => {
    expect(breakLines('Interpretation of the new national standard', 15)).toEqual([
      'Interpretation of the',
      'new national standard',
    ]);
  });

  it('gives one empty line for an empty text', () => {
    expect(breakLines('  ', 10)).toEqual(['']);
  });

  it('shortens at a word with an ellipsis only when it must', () => {
    expect(shorten('工作汇报', 4)).toBe('工作汇报');
    expect(shorten('常务理事会上半年工作汇报', 9)).toBe('常务理事会上半年…');
  });
});
