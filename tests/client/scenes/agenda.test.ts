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
    expect(agendaWindow(ones(9), { focus: 4 })).toEqual({ from: 0, to: 9 });
  });

  it('shows the beginning while nothing is current', () => {
    expect(agendaWindow(ones(11), { focus: null })).toEqual({ from: 0, to: 8 });
  });

  it('keeps two rows of the past above the current one', () => {
    expect(agendaWindow(ones(30), { focus: 15 })).toEqual({ from: 13, to: 20 });
  });

  it('fills the screen at the end', () => {
    expect(agendaWindow(ones(11), { focus: 10 })).toEqual({ from: 3, to: 11 });
  });

  it('never needs more than nine lines, wherever the focus and however long the titles', () => {
    const lines = [1, 2, 1, 1, 2, 2, 1, 2, 1, 2, 1, 1, 2];
    for (let focus = 0; focus < lines.length; focus += 1) {
      for (const heading of [null, ...lines.keys()].filter((at) => at === null || at <= focus)) {
        const { from, to } = agendaWindow(lines, { focus, heading });
        const isApart = heading !== null && heading < from;
        const used =
          lines.slice(from, to).reduce((sum, n) => sum + n, 0) +
          (isApart ? (lines[heading] ?? 0) : 0) +
          Number(isApart ? heading > 0 : from > 0) +
          Number(to < lines.length);

        expect(used).toBeLessThanOrEqual(9);
        expect(from <= focus && focus < to).toBe(true);
      }
    }
  });

  it('is empty for an empty agenda', () => {
    expect(agendaWindow([], { focus: null })).toEqual({ from: 0, to: 0 });
  });
});

describe('agenda rows', () => {
  const words = hallWords('zh-CN');

  it('sets the number of a part before its title, in from those of the items', () => {
    const part = { ...row(1, 'pending', '四个专家委工作'), under: 2 };

    const { rows } = agendaView([row(2, 'current', '工作汇报'), part], 'Asia/Shanghai', words);

    expect(rows.map(({ number, mark, isPart, lines }) => [number, mark, isPart, lines.join('')])).toEqual([
      ['二', '', false, '工作汇报'],
      ['', '（一）', true, '四个专家委工作'],
    ]);
  });

  it('sets a break among the parts in from the items as well, though it has no number', () => {
    const tea = { ...row(9, 'pending', '茶歇'), number: null, parentId: brand<ItemId>('i2') };

    const { rows } = agendaView([row(2, 'current', '工作汇报'), tea], 'Asia/Shanghai', words);

    expect(rows[1]).toMatchObject({ number: '', mark: '', isPart: true });
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

describe('an agenda with parts', () => {
  const words = hallWords('zh-CN');
  /** Headings 1… with `parts` parts each: `states` of the first family's rows, then of the second, the rest to come. */
  function families(count: number, parts: number, states: readonly (readonly ItemState[])[] = []) {
    return Array.from({ length: count }, (_, at) => {
      const [own = 'pending', ...ofParts] = states[at] ?? [];
      const heading = { ...row(at + 1, own, `工作${at + 1}`), speakers: [] };
      const below = Array.from({ length: parts }, (__, part) => ({
        ...row(part + 1, ofParts[part] ?? 'pending', `分项${part + 1}`),
        itemId: brand<ItemId>(`i${at + 1}-${part + 1}`),
        parentId: heading.itemId,
        under: at + 1,
      }));
      return [heading, ...below];
    }).flat();
  }
  const show = (rows: ReturnType<typeof families>) => {
    const view = agendaView(rows, 'Asia/Shanghai', words);
    return { ...view, ids: view.rows.map(({ id }) => id) };
  };
  const lineCount = ({ rows, before, after }: ReturnType<typeof show>) =>
    rows.reduce((sum, { lines }) => sum + lines.length, 0) + Number(before !== '') + Number(after !== '');

  it('shows every part where nine lines hold them', () => {
    expect(show(families(2, 3)).ids).toHaveLength(8);
  });

  it('shows of five headings with eight parts each the headings, and how many parts they have', () => {
    const view = show(families(5, 8));

    expect(view.ids).toEqual(['i1', 'i2', 'i3', 'i4', 'i5']);
    expect(view.rows.map(({ who }) => who)).toEqual(Array.from({ length: 5 }, () => '含八个分项'));
  });

  it('opens the family of what runs, keeps its heading above, and says what is left', () => {
    const held: readonly ItemState[] = Array.from({ length: 9 }, () => 'done');
    const view = show(families(5, 8, [held, ['current', 'done', 'done', 'done', 'done', 'current']]));

    expect(view.ids).toEqual(['i2', 'i2-3', 'i2-4', 'i2-5', 'i2-6', 'i2-7', 'i2-8']);
    expect(view.rows.map(({ look, at }) => [look, at])).toEqual([
      ['open', ''],
      ['done', '已毕'],
      ['done', '已毕'],
      ['now', '进行中'],
      ['ahead', ''],
      ['ahead', ''],
      ['ahead', ''],
    ]);
    expect([view.before, view.after]).toEqual(['此前一项', '此后三项']);
    expect(view.markId).toBe('i2-5');
  });

  it('says how many parts of the open family are hidden below', () => {
    const view = show(families(5, 12, [['current', 'current']]));
    const twoLeft = show(families(5, 9, [['current', 'current']]));

    expect([view.before, view.after]).toEqual(['', '本项还有五个分项，此后四项']);
    expect(twoLeft.after).toBe('本项还有两个分项，此后四项');
  });

  it('counts two items as a speaker says them', () => {
    const held: readonly ItemState[] = Array.from({ length: 9 }, () => 'done');
    const view = show(families(5, 8, [held, held, ['current', 'done', 'done', 'done', 'done', 'current']]));

    expect([view.before, view.after]).toEqual(['此前两项', '此后两项']);
  });

  it('opens, between two parts, the family that goes on, and marks what was held last', () => {
    const view = show(families(5, 8, [['suspended', 'done', 'done']]));

    expect(view.ids.slice(0, 4)).toEqual(['i1', 'i1-1', 'i1-2', 'i1-3']);
    expect(view.rows[0]?.look).toBe('open');
    expect(view.markId).toBe('i1-2');
  });

  it('marks a heading when the part that was held last is folded away below it', () => {
    const held: readonly ItemState[] = Array.from({ length: 9 }, () => 'done');

    expect(show(families(5, 8, [held])).markId).toBe('i1');
  });

  it('leaves a heading alone that was begun earlier and waits for the rest of its parts', () => {
    const view = show(
      families(3, 8, [
        ['suspended', 'done'],
        ['done', 'current'],
      ]),
    );

    expect(view.rows[0]).toMatchObject({ id: 'i1', look: 'ahead', at: '', who: '含八个分项' });
  });

  it('shows a paused item as what runs, not the heading between its parts', () => {
    const paused = show(families(1, 2, [['suspended']]));

    expect(paused.rows[0]).toMatchObject({ look: 'now', at: '暂停' });
  });

  it('never takes more than nine lines, whatever runs and however long the titles', () => {
    for (let at = 0; at < 45; at += 1) {
      const rows = families(5, 8).map((each, index) => ({
        ...each,
        title: '安防标准化建设专题学习与交流'.repeat(5),
        state: index < at ? ('done' as const) : index === at ? ('current' as const) : each.state,
      }));
      const view = show(rows);

      expect(lineCount(view)).toBeLessThanOrEqual(9);
      expect(view.ids).toContain(rows[at]?.itemId);
    }
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
