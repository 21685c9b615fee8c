// Timelines over journals that are written here, row by row: who wrote what, stints, and any earlier moment.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Timeline } from '../../server/history/timeline.ts';
import type { JournalRow } from '../../server/ports.ts';
import type { PastMeeting } from '../../server/history-ports.ts';
import { addItem, itemMinutes, itemTitle, removeItem, setItem } from '../../shared/doc/desk-agenda.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import type { ItemId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';

const ITEM = brand<ItemId>('item');
const OTHER = brand<ItemId>('other');

/** A desk whose every transaction becomes a row of its journal. */
class Journalled {
  readonly desk = new Y.Doc();
  readonly rows: JournalRow[] = [];
  at = 1_000;
  #by = 'server';

  constructor() {
    this.desk.on('update', (bytes: Uint8Array) => {
      this.rows.push({ seq: this.rows.length + 1, principal: this.#by, receivedAt: this.at, bytes });
    });
    this.desk.transact(() => {
      for (const id of [ITEM, OTHER]) addItem(this.desk, { id, kind: 'briefing', title: id, order: id });
    });
  }

  as(name: string, act: (text: Y.XmlFragment) => void, itemId = ITEM): void {
    this.#by = `user:${name}`;
    this.at += SECOND_MS;
    this.desk.transact(() => {
      const fragment = itemMinutes(this.desk, itemId);
      if (fragment) act(fragment);
    });
  }
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph');
  if (text !== '') element.insert(0, [new Y.XmlText(text)]);
  return element;
}

function textAt(fragment: Y.XmlFragment, index: number): Y.XmlText {
  const element = fragment.get(index);
  const text = element instanceof Y.XmlElement ? element.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error(`no text at ${index}`);
  return text;
}

function timelineOf({ rows }: Journalled): Timeline {
  const timeline = new Timeline();
  timeline.take(1, rows);
  return timeline;
}

function stateOf(journal: Journalled, seq: number | null = null, timeline = timelineOf(journal)): PastMeeting {
  const read = (_version: number, from: number, to: number) => journal.rows.slice(from - 1, to);
  const state = timeline.at(seq === null ? null : { version: 1, seq }, ITEM, read);
  if (state === null) throw new Error(`no state at ${seq}`);
  return state;
}

/** `name:words` of each run, in reading order. */
function authored({ items, writers }: PastMeeting): readonly string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('text' in node && 'by' in node)
      found.push(`${writers[Number(node.by)]?.by?.replace('user:', '') ?? '?'}:${String(node.text)}`);
    if ('content' in node && Array.isArray(node.content)) node.content.forEach(walk);
  };
  items.forEach(({ document }) => walk(document));
  return found;
}

describe('who wrote what', () => {
  test('is told run by run when several write into one sentence', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听取汇报')]));
    journal.as('wang', (text) => textAt(text, 1).insert(2, '认真'));

    expect(authored(stateOf(journal))).toEqual(['li:会议', 'wang:认真', 'li:听取汇报']);
  });

  test('stays with the first writer when somebody else splits the paragraph', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听取汇报。要求落实。')]));
    journal.as('wang', (text) => {
      textAt(text, 1).delete(7, 5);
      text.insert(2, [paragraph('要求落实。')]);
    });

    expect(authored(stateOf(journal))).toEqual(['li:会议听取汇报。', 'li:要求落实。']);
  });

  test('stays when two paragraphs are joined', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听取'), paragraph('汇报情况')]));
    journal.as('wang', (text) => {
      text.delete(2, 1);
      textAt(text, 1).insert(4, '汇报情况');
    });

    expect(authored(stateOf(journal))).toEqual(['li:会议听取汇报情况']);
  });

  test('comes back with words that come back whole: undone, or cut and pasted', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听取汇报'), paragraph('散会')]));
    journal.as('wang', (text) => text.delete(1, 1));
    journal.as('wang', (text) => text.insert(2, [paragraph('会议听取汇报')]));

    expect(authored(stateOf(journal))).toEqual(['li:散会', 'li:会议听取汇报']);
  });

  test('comes back with a short word that undo gives back where it stood', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('标准化好，标准化好')]));
    const minutes = itemMinutes(journal.desk, ITEM);
    if (minutes === null) throw new Error('no minutes');
    const undoing = new Y.UndoManager(minutes);
    journal.as('wang', (text) => {
      for (const at of [5, 0]) {
        textAt(text, 1).delete(at, 3);
        textAt(text, 1).insert(at, 'STD');
      }
    });
    const replaced = authored(stateOf(journal));
    journal.as('wang', () => void undoing.undo());

    expect(replaced).toEqual(['wang:STD', 'li:好，', 'wang:STD', 'li:好']);
    expect(authored(stateOf(journal))).toEqual(['li:标准化好，标准化好']);
  });

  test('goes to whoever typed it anew after it was gone', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听取汇报')]));
    journal.as('wang', (text) => textAt(text, 1).delete(0, 6));
    for (const [index, letter] of [...'会议听取汇报'].entries())
      journal.as('wang', (text) => textAt(text, 1).insert(index, letter));

    expect(authored(stateOf(journal))).toEqual(['wang:会议听取汇报']);
  });

  test('survives a meeting’s being opened again, whose first row copies what was sealed', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听取汇报')]));
    const timeline = timelineOf(journal);
    const copy = Y.encodeStateAsUpdate(journal.desk);

    timeline.take(2, [{ seq: 1, principal: 'server', receivedAt: 9_000, bytes: copy }]);

    const state = timeline.at({ version: 2, seq: 1 }, ITEM, () => []);
    expect(state && authored(state)).toEqual(['li:会议听取汇报']);
    expect(timeline.page(ITEM, null, 10).stints.map(({ by }) => by)).toEqual(['user:li', 'server']);
  });

  test('is nobody known where the rows before are lost', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听取汇报')]));
    const timeline = new Timeline();
    timeline.damaged(1, 0);
    timeline.take(2, [{ seq: 1, principal: 'server', receivedAt: 9_000, bytes: Y.encodeStateAsUpdate(journal.desk) }]);

    const state = timeline.at(null, ITEM, () => []);

    expect(state && authored(state)).toEqual(['?:会议听取汇报']);
    expect(timeline.gaps).toEqual([{ version: 1, kind: 'damaged', lastGoodSeq: 0 }]);
  });
});

describe('stints', () => {
  test('join what one person writes without a pause, and count what came and went', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听')]));
    journal.as('li', (text) => textAt(text, 1).insert(3, '取汇报错'));
    journal.as('li', (text) => textAt(text, 1).delete(6, 1));

    const { stints } = timelineOf(journal).page(ITEM, null, 10);

    expect(stints[0]).toMatchObject({ by: 'user:li', added: 7, removed: 1, point: { version: 1, seq: 4 } });
    expect(stints[0]).toMatchObject({ before: { seq: 1 }, excerpt: { kind: 'added', text: '会议听取汇报' } });
    expect(stints[0]?.parts).toEqual(['minutes']);
  });

  test('part where the person paused, where somebody else wrote, and by item', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('一')]));
    journal.as('wang', (text) => text.insert(2, [paragraph('二')]));
    journal.as('li', (text) => text.insert(1, [paragraph('三')]), OTHER);
    journal.at += 3 * MINUTE_MS;
    journal.as('li', (text) => text.insert(3, [paragraph('四')]));

    const timeline = timelineOf(journal);

    expect(timeline.page(ITEM, null, 10).stints.map(({ by, added }) => [by, added])).toEqual([
      ['user:li', 1],
      ['user:wang', 1],
      ['user:li', 1],
      ['server', 0],
    ]);
    expect(timeline.page(OTHER, null, 10).stints.map(({ by }) => by)).toEqual(['user:li', 'server']);
    expect(timeline.page(null, null, 10).stints).toHaveLength(6);
  });

  test('come page by page, each once', () => {
    const journal = new Journalled();
    for (let index = 0; index < 7; index += 1) {
      journal.at += 3 * MINUTE_MS;
      journal.as('li', (text) => text.insert(1, [paragraph(String(index))]));
    }
    const timeline = timelineOf(journal);

    const first = timeline.page(ITEM, null, 5);
    const second = timeline.page(ITEM, first.next, 5);

    expect([first.stints.length, second.stints.length, second.next]).toEqual([5, 3, null]);
    expect(first.stints.concat(second.stints).map(({ point }) => point.seq)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('tell of the title, of tasks and of the item’s coming and going', () => {
    const journal = new Journalled();
    journal.as('li', () => itemTitle(journal.desk, ITEM)?.insert(0, '新'));
    journal.as('li', () =>
      addTask(journal.desk, {
        ...{ id: brand<TaskId>('task'), what: '编写', itemId: ITEM, owners: [], supporters: [] },
        ...{ due: null, dueText: null, state: 'draft', order: 'a0' },
      }),
    );
    journal.as('wang', () => removeItem(journal.desk, ITEM));

    const stints = timelineOf(journal).page(ITEM, null, 10).stints;

    expect(stints.map(({ parts }) => parts)).toEqual([['removed'], ['title', 'tasks'], ['added']]);
  });

  test('say what went when nothing came', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('会议听取汇报')]));
    journal.as('wang', (text) => text.delete(1, 1));

    const [stint] = timelineOf(journal).page(ITEM, null, 10).stints;

    expect(stint).toMatchObject({ removed: 6, added: 0, excerpt: { kind: 'removed', text: '会议听取汇报' } });
  });

  test('say honestly that text was there from the start', () => {
    const imported = new Y.Doc();
    addItem(imported, { id: ITEM, kind: 'briefing', title: 'x', order: 'a0', minutes: ['导入的文字'] });
    const timeline = new Timeline();

    timeline.take(1, [{ seq: 1, principal: 'server', receivedAt: 5, bytes: Y.encodeStateAsUpdate(imported) }]);

    expect(timeline.gaps).toEqual([{ version: 1, kind: 'imported', lastGoodSeq: 1 }]);
  });
});

describe('any earlier moment', () => {
  test('is rebuilt as a replay from nothing has it, with authors as long as the text', () => {
    const edit = fc.record({
      by: fc.constantFrom('li', 'wang'),
      kind: fc.constantFrom('type', 'delete', 'paragraph', 'split', 'drop'),
      place: fc.nat(40),
      text: fc.constantFrom('会议', '要求', 'abc', '。', '😀', '落实到位'),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 60 }), fc.nat(), (edits, chosen) => {
        const journal = new Journalled();
        for (const { by, kind, place, text } of edits) journal.as(by, (fragment) => act(fragment, kind, place, text));
        const seq = (chosen % journal.rows.length) + 1;
        const plain = new Y.Doc();
        for (const row of journal.rows.slice(0, seq)) Y.applyUpdate(plain, row.bytes);

        const words = authored(stateOf(journal, seq)).map((run) => run.slice(run.indexOf(':') + 1));

        expect(words.join('')).toBe((itemMinutes(plain, ITEM)?.toJSON() ?? '').replaceAll(/<[^>]*>/g, ''));
        expect(authored(stateOf(journal, seq)).every((run) => !run.startsWith('?'))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('is the same from a checkpoint', () => {
    const journal = new Journalled();
    journal.as('li', (text) => text.insert(1, [paragraph('起')]));
    for (let index = 0; index < 5_000; index += 1)
      journal.as(index % 100 < 50 ? 'li' : 'wang', (text) => textAt(text, 1).insert(index % 500, '甲'));
    const timeline = timelineOf(journal);
    let read = 0;
    const rows = (_version: number, from: number, to: number) => {
      read += to - from + 1;
      return journal.rows.slice(from - 1, to);
    };

    const state = timeline.at({ version: 1, seq: 4_000 }, ITEM, rows);

    expect(
      state &&
        authored(state)
          .join('')
          .replaceAll(/li:|wang:/g, ''),
    ).toHaveLength(3_999);
    expect(read).toBeLessThan(600);
  });

  test('has no item that was not there yet, and no moment that never was', () => {
    const journal = new Journalled();
    const timeline = timelineOf(journal);
    const read = () => journal.rows;

    expect(timeline.at({ version: 1, seq: 1 }, brand<ItemId>('nothing'), read)).toBeNull();
    expect(timeline.at({ version: 1, seq: 99 }, ITEM, read)).toBeNull();
    expect(timeline.at({ version: 2, seq: 1 }, ITEM, read)).toBeNull();
  });
});

function act(fragment: Y.XmlFragment, kind: string, place: number, text: string): void {
  const index = place % fragment.length;
  const element = fragment.get(index);
  const words = element instanceof Y.XmlElement ? element.get(0) : null;
  if (kind === 'paragraph' || !(words instanceof Y.XmlText)) fragment.insert(index, [paragraph(text)]);
  else if (kind === 'drop' && fragment.length > 1) fragment.delete(index, 1);
  else if (kind === 'delete') words.delete(0, Math.min(2, words.length));
  else if (kind === 'split') {
    const tail = words.toString().slice(Math.floor(words.length / 2));
    words.delete(Math.floor(words.length / 2), tail.length);
    fragment.insert(index + 1, [paragraph(tail)]);
  } else words.insert(place % (words.length + 1), text);
}

describe('in a meeting of extremes', () => {
  test('thousands of paragraphs joined in one row keep their writers', () => {
    const journal = new Journalled();
    const words = Array.from({ length: 1_500 }, (_, index) => `第${index}句话`);
    journal.as('li', (text) => text.insert(0, words.map(paragraph)));
    journal.as('wang', (text) => {
      text.delete(0, text.length);
      text.insert(0, [paragraph(words.join(''))]);
    });

    expect(authored(stateOf(journal))).toEqual([`li:${words.join('')}`]);
  });

  test('a part of an internal item is internal, at any moment', () => {
    const journal = new Journalled();
    journal.desk.transact(() => {
      setItem(journal.desk, OTHER, { internal: true });
      addItem(journal.desk, {
        id: brand<ItemId>('part'),
        kind: 'briefing',
        title: 'part',
        order: 'a',
        parentId: OTHER,
      });
    });
    journal.as('li', (text) => text.insert(0, [paragraph('会后改')]));
    const timeline = timelineOf(journal);
    const read = (_version: number, from: number, to: number) => journal.rows.slice(from - 1, to);

    for (const seq of [2, 3]) {
      const past = timeline.at({ version: 1, seq }, null, read);

      expect(past?.items.map(({ itemId, internal }) => [itemId, internal])).toEqual([
        [ITEM, false],
        [OTHER, true],
        ['part', true],
      ]);
    }
  });
});
