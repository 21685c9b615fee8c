// Live minutes on the hall screen: calm paragraphs only, nothing internal, no neighbour disturbed.
import { expect, test } from 'vitest';
import { nextSettling, settle, SETTLE_MS, shownLines, type Paragraph } from '../../server/services/settled-minutes.ts';
import type { Block } from '../../shared/domain/minutes.ts';

const timeText = (): string => '14:00';

function paragraph(text: string): Block {
  return { kind: 'paragraph', inline: [{ kind: 'text', text, marks: {} }] };
}

function internal(text: string): Block {
  return { kind: 'paragraph', inline: [{ kind: 'text', text, marks: { internal: true } }] };
}

/** The state after each step `[instant, blocks]`. */
function after(...steps: readonly (readonly [number, readonly Block[]])[]): readonly Paragraph[] {
  return steps.reduce<readonly Paragraph[]>((state, [now, blocks]) => settle(state, blocks, { now, timeText }), []);
}

test('1. a new paragraph is shown ten seconds after its last keystroke', () => {
  const typing = after([0, [paragraph('今')]], [500, [paragraph('今天')]]);

  expect(shownLines(typing)).toEqual([]);
  expect(nextSettling(typing)).toBe(500 + SETTLE_MS);
  expect(shownLines(settle(typing, [paragraph('今天')], { now: 500 + SETTLE_MS, timeText }))).toEqual(['今天']);
});

test('1. while a shown paragraph is edited, it stands as it was', () => {
  const edited = after([0, [paragraph('旧')]], [SETTLE_MS, [paragraph('旧')]], [SETTLE_MS + 1, [paragraph('旧的')]]);

  expect(shownLines(edited)).toEqual(['旧']);
});

test('2. words marked internal leave the screen at once, with their paragraph', () => {
  const mixed: Block = {
    kind: 'paragraph',
    inline: [
      { kind: 'text', text: '公开', marks: {} },
      { kind: 'text', text: '密', marks: { internal: true } },
    ],
  };

  const marked = after([0, [paragraph('公开密')]], [SETTLE_MS, [paragraph('公开密')]], [SETTLE_MS + 1, [mixed]]);
  const later = settle(marked, [mixed], { now: 3 * SETTLE_MS, timeText });

  expect(shownLines(marked)).toEqual([]);
  expect(shownLines(later)).toEqual(['公开']);
});

test('2. a paragraph typed as internal is never shown, nor are its edits', () => {
  const steps = after([0, [internal('密')]], [SETTLE_MS, [internal('密件')]], [3 * SETTLE_MS, [internal('密件')]]);

  expect(shownLines(steps)).toEqual([]);
});

test('3. an insertion above and typing below disturb no other paragraph', () => {
  const calm = after([0, [paragraph('一'), paragraph('二')]], [SETTLE_MS, [paragraph('一'), paragraph('二')]]);

  const inserted = settle(calm, [paragraph('新'), paragraph('一'), paragraph('二')], { now: SETTLE_MS + 1, timeText });

  expect(shownLines(inserted)).toEqual(['一', '二']);
});

test('3. two who type in two paragraphs at once leave both as they were', () => {
  const calm = after(
    [0, [paragraph('一'), paragraph('中'), paragraph('二')]],
    [SETTLE_MS, [paragraph('一'), paragraph('中'), paragraph('二')]],
  );

  const typed = settle(calm, [paragraph('一1'), paragraph('中'), paragraph('二2')], { now: SETTLE_MS + 1, timeText });

  expect(shownLines(typed)).toEqual(['一', '中', '二']);
});

test('a removed paragraph leaves the screen at once', () => {
  const calm = after([0, [paragraph('一'), paragraph('二')]], [SETTLE_MS, [paragraph('一'), paragraph('二')]]);

  expect(shownLines(settle(calm, [paragraph('二')], { now: SETTLE_MS + 1, timeText }))).toEqual(['二']);
});

test('with everything calm there is nothing to wait for', () => {
  const calm = after([0, [paragraph('一')]], [SETTLE_MS, [paragraph('一')]]);

  expect(nextSettling(calm)).toBeNull();
});
