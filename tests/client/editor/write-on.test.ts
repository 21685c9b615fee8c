// Being brought to an item to write on: the caret stands behind what is written there, and on nothing a line is brought.
import { afterEach, expect, test } from 'vitest';
import { minutesPlace, WorkspaceView } from '../../../client/state/workspace-view.svelte.ts';
import { deskWith, editorOn, FIRST, paragraphs } from '../support/desk-fixture.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  document.body.replaceChildren();
});

function opened(desk = deskWith('会议听取了汇报。')) {
  const fixture = editorOn(desk);
  closing.push(fixture.close);
  const place = fixture.editor.view.dom.parentElement;
  if (place) place.id = minutesPlace(FIRST);
  return { desk, fixture };
}

const drawn = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

test('going to an item puts the caret behind its last word', async () => {
  const { desk, fixture } = opened();

  new WorkspaceView().goToItem(FIRST);
  await drawn();
  fixture.type('同意。');

  expect(fixture.editor.view.hasFocus()).toBe(true);
  expect(paragraphs(desk)).toEqual(['会议听取了汇报。同意。']);
});

test('whoever is writing there already keeps the caret', async () => {
  const { desk, fixture } = opened();
  fixture.editor.view.focus();

  new WorkspaceView().goToItem(FIRST);
  await drawn();
  fixture.type('一、');

  expect(paragraphs(desk)).toEqual(['一、会议听取了汇报。']);
});

test('an item out of sight is waited for: its text is made as it comes near', async () => {
  const desk = deskWith('会议听取了汇报。');
  const place = document.createElement('article');
  place.id = minutesPlace(FIRST);
  document.body.append(place);

  new WorkspaceView().goToItem(FIRST);
  await drawn();
  await drawn();
  const fixture = editorOn(desk);
  closing.push(fixture.close);
  place.append(fixture.editor.view.dom);
  await drawn();
  fixture.type('同意。');

  expect(fixture.editor.view.hasFocus()).toBe(true);
  expect(paragraphs(desk)).toEqual(['会议听取了汇报。同意。']);
});

test('what was pressed may go, and with it the focus that it had', async () => {
  const { fixture } = opened();
  const button = document.createElement('button');
  document.body.append(button);
  button.focus();

  new WorkspaceView().goToItem(FIRST);
  button.remove();
  await drawn();

  expect(fixture.editor.view.hasFocus()).toBe(true);
});

test('and nobody who has gone elsewhere meanwhile is fetched back', async () => {
  const place = document.createElement('article');
  place.id = minutesPlace(FIRST);
  const field = document.createElement('input');
  document.body.append(place, field);

  new WorkspaceView().goToItem(FIRST);
  await drawn();
  field.focus();
  const fixture = editorOn(deskWith('会议听取了汇报。'));
  closing.push(fixture.close);
  place.append(fixture.editor.view.dom);
  await drawn();
  await drawn();

  expect(document.activeElement).toBe(field);
});
