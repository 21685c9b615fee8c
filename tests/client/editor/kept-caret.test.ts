// Somebody takes away the item one is writing in, and brings it back: one goes on writing where one was.
import { TextSelection } from 'prosemirror-state';
import { afterEach, expect, test } from 'vitest';
import { caretOf } from '../../../client/editor/kept-caret.ts';
import { ActiveEditor } from '../../../client/editor/active-editor.svelte.ts';
import {
  deskWith,
  editorOn,
  firstText,
  paragraphs,
  replicaOf,
  SECOND,
  type EditorFixture,
} from '../support/desk-fixture.ts';
import { FakeDevice } from '../support/fake-device.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  document.body.replaceChildren();
});

function stage() {
  const desk = deskWith('会议听取了汇报。');
  const device = new FakeDevice();
  const active = new ActiveEditor((delayMs, task) => device.after(delayMs, task));
  const open = (options: Parameters<typeof editorOn>[1] = {}): EditorFixture => {
    const fixture = editorOn(desk, { listener: active, ...options });
    closing.push(fixture.close);
    return fixture;
  };
  return { desk, device, active, open };
}

/** Behind `会议听取`, with the focus. */
function writeIn({ editor: { view } }: EditorFixture): void {
  view.focus();
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 5)));
}

/** As the page does it: the element goes first. */
function takeAway({ editor }: EditorFixture): void {
  editor.view.dom.parentElement?.remove();
  editor.close();
}

test('whoever was writing goes on at the same word when the item is back', () => {
  const { desk, active, open } = stage();
  const first = open();
  writeIn(first);

  takeAway(first);
  const again = open();
  again.type('并讨论');

  expect(again.editor.view.hasFocus()).toBe(true);
  expect(active.editor).toBe(again.editor);
  expect(paragraphs(desk)).toEqual(['会议听取并讨论了汇报。']);
});

test('the caret stands by its word, whatever others wrote before it meanwhile', () => {
  const { desk, open } = stage();
  const first = open();
  writeIn(first);

  takeAway(first);
  firstText(desk).insert(0, '上午，');
  open().type('并讨论');

  expect(paragraphs(desk)).toEqual(['上午，会议听取并讨论了汇报。']);
});

test('it stands where a word was being composed when the item went', () => {
  const { desk, open } = stage();
  const first = open();
  writeIn(first);
  first.composition.start();
  first.type('tao lun');

  takeAway(first);
  const again = open();
  again.type('并讨论');

  expect(again.editor.view.hasFocus()).toBe(true);
  expect(paragraphs(desk)).toEqual(['会议听取并讨论了汇报。']);
});

test('whoever went somewhere else meanwhile stays there', () => {
  const { open } = stage();
  const field = document.createElement('input');
  document.body.append(field);
  const first = open();
  writeIn(first);

  takeAway(first);
  field.focus();
  field.blur();
  const again = open();

  expect(again.editor.view.hasFocus()).toBe(false);
});

test('whoever had left the text before it went is not brought back to it', async () => {
  const { open } = stage();
  const first = open();
  writeIn(first);
  first.editor.view.dom.blur();
  await Promise.resolve();

  takeAway(first);

  expect(open().editor.view.hasFocus()).toBe(false);
});

test('only the item that went waits for its writer', () => {
  const { active, open } = stage();
  const first = open();
  writeIn(first);

  takeAway(first);
  const other = open({ itemId: SECOND });

  expect(other.editor.view.hasFocus()).toBe(false);
  expect(active.isMissed(first.editor.itemId)).toBe(true);
});

test('whoever pressed somewhere else meanwhile reads on there', () => {
  const { open, active } = stage();
  const margin = document.createElement('p');
  document.body.append(margin);
  // As what handles its own press does.
  margin.addEventListener('pointerdown', (event) => event.stopPropagation());
  const first = open();
  writeIn(first);

  takeAway(first);
  margin.dispatchEvent(new Event('pointerdown', { bubbles: true }));

  expect(active.isMissed(first.editor.itemId)).toBe(false);
  expect(open().editor.view.hasFocus()).toBe(false);
});

test('an item that comes back within a minute has its writer again, a later one brings nobody to itself', () => {
  const { open, device } = stage();
  const first = open();
  writeIn(first);

  takeAway(first);
  device.advance(59_000);
  const second = open();
  expect(second.editor.view.hasFocus()).toBe(true);
  takeAway(second);
  device.advance(59_000);
  const third = open();
  expect(third.editor.view.hasFocus()).toBe(true);
  takeAway(third);
  device.advance(60_000);

  expect(open().editor.view.hasFocus()).toBe(false);
});

test('where the place is not known one goes on at the end of the text', () => {
  const { desk, open } = stage();
  const elsewhere = replicaOf(desk);
  const there = editorOn(elsewhere);
  closing.push(there.close);
  firstText(elsewhere).insert(4, '全部');
  there.editor.view.dispatch(
    there.editor.view.state.tr.setSelection(TextSelection.create(there.editor.view.state.doc, 6)),
  );

  const here = open();
  here.editor.returnTo(caretOf(there.editor.view.state));
  here.type('散会。');

  expect(here.editor.view.hasFocus()).toBe(true);
  expect(paragraphs(desk)).toEqual(['会议听取了汇报。散会。']);
});
