// The agenda shows at most nine lines around what is current; the minutes show their newest lines.
import { describe, expect, it } from 'vitest';
import { agendaView } from '../../../client/scenes/agenda-rows.ts';
import { agendaWindow } from '../../../client/scenes/agenda-window.ts';
import { minutesTail } from '../../../client/scenes/minutes-tail.ts';
import { hallWords } from '../../../client/scenes/words.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { ItemState } from '../../../shared/domain/progress.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ones = (count: number): readonly number[] => Array.from({ length: count }, () => 1);
const row = (number: number, state: ItemState, title = '议题') => ({
  itemId: brand<ItemId>(`i${number}`),
  number,
  title,
  speakers: ['王坤泉'],
  state,
  startsAt: null,
});

describe('the agenda window', () => {
  it('shows all of nine rows', () => {
    expect(agendaWindow(ones(9), 4)).toEqual({ from: 0, to: 9, hiddenBefore: 0, hiddenAfter: 0 });
  });

  it('shows the beginning while nothing is current', () => {
    expect(agendaWindow(ones(11), null)).toEqual({ from: 0, to: 8, hiddenBefore: 0, hiddenAfter: 3 });
  });

  it('keeps two rows of the past above the current one', () => {
    expect(agendaWindow(ones(30), 15)).toEqual({ from: 13, to: 20, hiddenBefore: 13, hiddenAfter: 10 });
  });

  it('fills the screen at the end', () => {
    expect(agendaWindow(ones(11), 10)).toEqual({ from: 3, to: 11, hiddenBefore: 3, hiddenAfter: 0 });
  });

  it('never needs more than nine lines, wherever the focus and however long the titles', () => {
    const lines = [1, 2, 1, 1, 2, 2, 1, 2, 1, 2, 1, 1, 2];
    for (let focus = 0; focus < lines.length; focus += 1) {
      const { from, to, hiddenBefore, hiddenAfter } = agendaWindow(lines, focus);
      const used =
        lines.slice(from, to).reduce((sum, n) => sum + n, 0) + Number(hiddenBefore > 0) + Number(hiddenAfter > 0);

      expect(used).toBeLessThanOrEqual(9);
      expect(from <= focus && focus < to).toBe(true);
    }
  });

  it('is empty for an empty agenda', () => {
    expect(agendaWindow([], null)).toEqual({ from: 0, to: 0, hiddenBefore: 0, hiddenAfter: 0 });
  });
});

describe('agenda rows', () => {
  const words = hallWords('zh-CN');

  it('sets the number of a part with its title: 二 and （一） do not fit one column', () => {
    const part = { ...row(1, 'pending', '四个专家委工作'), under: 2 };

    const { rows } = agendaView([row(2, 'current', '工作汇报'), part], 'Asia/Shanghai', words);

    expect(rows.map(({ number, lines }) => [number, lines.join('')])).toEqual([
      ['二', '工作汇报'],
      ['', '（一）四个专家委工作'],
    ]);
  });

  it('marks the current row, and the last one done when none is current', () => {
    const current = agendaView([row(1, 'done'), row(2, 'current'), row(3, 'pending')], 'Asia/Shanghai', words);
    const between = agendaView([row(1, 'done'), row(2, 'skipped'), row(3, 'pending')], 'Asia/Shanghai', words);
    const before = agendaView([row(1, 'pending')], 'Asia/Shanghai', words);

    expect([current.markId, between.markId, before.markId]).toEqual(['i2', 'i2', null]);
  });

  it('numbers what comes before the meeting with a word', () => {
    const view = agendaView([row(0, 'pending'), row(11, 'pending')], 'Asia/Shanghai', words);

    expect(view.rows.map((line) => line.number)).toEqual(['会前', '十一']);
  });

  it('sets a title of 200 characters in two lines', () => {
    const view = agendaView([row(1, 'current', '安防标准'.repeat(50))], 'Asia/Shanghai', words);

    expect(view.rows[0]?.lines).toHaveLength(2);
  });

  it('gives an untitled item a word', () => {
    expect(agendaView([row(1, 'pending', ' ')], 'Asia/Shanghai', words).rows[0]?.lines).toEqual(['议题']);
  });
});

describe('the minutes on the screen', () => {
  it('keeps the newest paragraphs whole and drops the oldest', () => {
    const shown = minutesTail(['一', '二', '', '三'], { maxEm: 10, maxLines: 2 });

    expect(shown).toEqual([['二'], ['三']]);
  });

  it('shows the end of a paragraph longer than the screen', () => {
    const shown = minutesTail(['标准'.repeat(40)], { maxEm: 10, maxLines: 3 });

    expect(shown[0]).toHaveLength(3);
  });
});
