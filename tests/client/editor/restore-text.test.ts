// Bringing a text back: the very text of then, by few edits of one's own, which undo takes back in one step.
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { restoreText } from '../../../client/editor/restore-text.ts';
import { DeskUndo } from '../../../client/state/desk-undo.ts';
import { pastText } from '../../../server/history/past-text.ts';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import type { PastNode } from '../../../shared/domain/past-text.ts';
import { standing } from '../../../shared/doc/withdrawn.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ITEM = brand<ItemId>('item');

interface Written {
  readonly desk: Y.Doc;
  readonly text: Y.XmlFragment;
  readonly undoing: DeskUndo;
}

function written(...paragraphs: readonly string[]): Written {
  const desk = new Y.Doc();
  addItem(desk, { id: ITEM, kind: 'briefing', title: 'x', order: 'a0', minutes: paragraphs });
  const text = itemMinutes(desk, ITEM);
  if (text === null) throw new Error('no text');
  const undoing = new DeskUndo(desk);
  onTestFinished(() => undoing.close());
  return { desk, text, undoing };
}

function pastOf(text: Y.XmlFragment): PastNode {
  return pastText(text, { runsOf: () => [], writerOf: () => 0 });
}

function paragraphs(...texts: readonly string[]): PastNode {
  return {
    type: 'doc',
    content: texts.map((text) => ({
      type: 'paragraph',
      ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
    })),
  };
}

function plain(text: Y.XmlFragment): readonly string[] {
  return standing(text).map((element) => element.toJSON().replaceAll(/<[^>]*>/g, ''));
}

/** Paragraphs that are the very same Yjs element as before. */
function kept(text: Y.XmlFragment, before: readonly unknown[]): number {
  return text.toArray().filter((element) => before.includes(element)).length;
}

test('the text is that of then, and undo brings the newer one back in one step', () => {
  const { text, undoing } = written('会议听取汇报。', '会议要求落实。', '散会。');

  const restored = restoreText(text, paragraphs('会议听取了汇报。', '散会。'), undoing);
  const then = plain(text);
  undoing.undo();

  expect(restored).toBe('done');
  expect(then).toEqual(['会议听取了汇报。', '散会。']);
  expect(plain(text)).toEqual(['会议听取汇报。', '会议要求落实。', '散会。']);
});

test('paragraphs that did not change stay the ones they are', () => {
  const { text, undoing } = written('一', '二', '三', '四');
  const before = text.toArray();

  restoreText(text, paragraphs('一', '三改', '四'), undoing);

  expect(plain(text)).toEqual(['一', '三改', '四']);
  expect(kept(text, before)).toBeGreaterThanOrEqual(3);
});

test('what somebody else writes meanwhile in words that stay survives', () => {
  const mine = written('会议听取了市标准化协会的工作汇报，并提出要求。', '原样的一段。');
  const theirs = new Y.Doc();
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine.desk));
  const paragraph = itemMinutes(theirs, ITEM)?.get(0);
  const words = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (words instanceof Y.XmlText) words.insert(6, '（甲）');

  restoreText(mine.text, paragraphs('会听取了市标准化协会的工作汇报，并提出意见。', '原样的一段。'), mine.undoing);
  Y.applyUpdate(mine.desk, Y.encodeStateAsUpdate(theirs));

  expect(plain(mine.text)).toEqual(['会听取了市（甲）标准化协会的工作汇报，并提出意见。', '原样的一段。']);
});

test('nothing is written when nothing differs', () => {
  const { desk, text, undoing } = written('会议听取汇报。');
  let updates = 0;
  desk.on('update', () => (updates += 1));

  expect(restoreText(text, paragraphs('会议听取汇报。'), undoing)).toBe('same');
  expect(updates).toBe(0);
  expect(undoing.canUndo).toBe(false);
});

test('what this page does not know is not brought back in part', () => {
  const { text, undoing } = written('会议听取汇报。');
  const unknown: PastNode = { type: 'doc', content: [{ type: 'diagram' }] };

  expect(restoreText(text, unknown, undoing)).toBe('unreadable');
  expect(plain(text)).toEqual(['会议听取汇报。']);
});

test('marks, lists and tables come back as they were', () => {
  const { text, undoing } = written('会议听取汇报。');
  const past: PastNode = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: '会议' },
          { type: 'text', text: '听取', marks: [{ type: 'strong' }], by: 1 },
          { type: 'text', text: '汇报', marks: [{ type: 'strong' }], by: 2 },
          { type: 'mention', attrs: { key: 'p1', label: '张春野' } },
        ],
      },
      {
        type: 'bullet_list',
        content: [{ type: 'list_item', content: [{ type: 'paragraph', content: [{ type: 'text', text: '第一' }] }] }],
      },
    ],
  };

  restoreText(text, past, undoing);

  expect(text.toJSON()).toBe(
    '<paragraph>会议<strong>听取汇报</strong><mention key="p1" label="张春野"></mention></paragraph><bullet_list><list_item><paragraph>第一</paragraph></list_item></bullet_list>',
  );
});

test('any text becomes any other, and undo any back', () => {
  const some = fc.array(
    fc.array(fc.constantFrom('会', '议', 'abc ', '。'), { maxLength: 6 }).map((all) => all.join('')),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(some, some, (now, then) => {
      const { text, undoing } = written(...now);
      const before = JSON.stringify(pastOf(text));

      restoreText(text, paragraphs(...then), undoing);
      const after = plain(text);
      undoing.undo();

      expect(after).toEqual(then);
      expect(JSON.stringify(pastOf(text))).toBe(before);
    }),
    { numRuns: 100 },
  );
});
