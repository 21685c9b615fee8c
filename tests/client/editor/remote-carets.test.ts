// Other people's carets in a text: drawn with the text they point into, kept while their person writes, never drawn while an
// input method composes.
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import {
  deskWith,
  editorOn,
  exchange,
  FIRST,
  firstText,
  replicaOf,
  type EditorFixture,
} from '../support/desk-fixture.ts';

const open: EditorFixture[] = [];

afterEach(() => {
  for (const fixture of open.splice(0)) fixture.close();
  vi.useRealTimers();
});

interface Stage {
  readonly fixture: EditorFixture;
  readonly desk: Y.Doc;
  readonly other: Y.Doc;
  /** Tells the page that the other one stands behind the `index`-th letter. */
  point(index: number): void;
}

function stage(line: string): Stage {
  const desk = deskWith(line);
  const other = replicaOf(desk);
  const fixture = editorOn(desk);
  open.push(fixture);
  const theirs = new Awareness(other);
  const point = (index: number): void => {
    const at = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(firstText(other), index, -1));
    const user = { id: 'li', name: '李文静', colour: 2 };
    theirs.setLocalState({ user, itemId: FIRST, caret: { anchor: at, head: at } });
    applyAwarenessUpdate(fixture.awareness, encodeAwarenessUpdate(theirs, [other.clientID]), 'wire');
  };
  return { fixture, desk, other, point };
}

const caretIn = ({ editor }: EditorFixture): HTMLElement | null => editor.view.dom.querySelector('.remote-caret');

/** The words before the caret in its paragraph. */
function before(fixture: EditorFixture): string {
  let words = '';
  for (let node = caretIn(fixture)?.previousSibling; node; node = node.previousSibling)
    words = (node.textContent ?? '') + words;
  return words;
}

/** Carets are drawn once the turn that brought them is over. */
const turn = (): Promise<void> => Promise.resolve();

describe("somebody else's caret", () => {
  it('stands behind the letter it points at', async () => {
    const { fixture, point } = stage('会议听取了汇报');

    point(2);
    await turn();

    expect(before(fixture)).toBe('会议');
  });

  it('keeps its element while its person writes on', async () => {
    const { fixture, desk, other, point } = stage('会议');
    point(2);
    await turn();
    const element = caretIn(fixture);

    firstText(other).insert(2, '听取');
    exchange(desk, other);
    point(4);
    await turn();

    expect(before(fixture)).toBe('会议听取');
    expect(caretIn(fixture)).toBe(element);
  });

  it('is drawn in the change that brings its words, and not once more after it', async () => {
    const { fixture, desk, other, point } = stage('会议');
    point(2);
    await turn();
    const { view } = fixture.editor;
    const dispatch = vi.fn(view.props.dispatchTransaction);
    view.setProps({ dispatchTransaction: dispatch });

    firstText(other).insert(2, '听取');
    point(4);
    exchange(desk, other);
    await turn();

    expect(before(fixture)).toBe('会议听取');
    expect(dispatch).toHaveBeenCalledTimes(1);
  });

  it('folds its name away two seconds after it has moved, and shows it again as it moves', async () => {
    vi.useFakeTimers();
    const { fixture, point } = stage('会议听取了汇报');
    point(2);
    await turn();

    vi.advanceTimersByTime(1_500);
    point(3);
    await turn();
    vi.advanceTimersByTime(1_500);
    const stillShown = caretIn(fixture)?.classList.contains('folded');
    vi.advanceTimersByTime(500);
    const folded = caretIn(fixture)?.classList.contains('folded');
    point(4);
    await turn();

    expect([stillShown, folded, caretIn(fixture)?.classList.contains('folded')]).toEqual([false, true, false]);
  });

  it('stays behind its words while one composes before it, and is not drawn by the text that lags behind', async () => {
    const { fixture, point } = stage('会议听取了汇报');
    point(4);
    await turn();
    const { view } = fixture.editor;
    fixture.composition.start();
    view.dispatch(view.state.tr.insertText('pin', 1));

    point(5);
    await turn();
    const during = before(fixture);
    view.dispatch(view.state.tr.insertText('拼音', 1, 4));
    fixture.composition.end();
    fixture.device.advance(60);

    expect(during).toBe('pin会议听取');
    expect(before(fixture)).toBe('拼音会议听取了');
  });

  it('goes with its person', async () => {
    const { fixture, point, other } = stage('会议');
    point(2);
    await turn();
    const gone = new Awareness(other);
    gone.meta.set(other.clientID, { clock: 9, lastUpdated: 0 });
    gone.setLocalState(null);

    applyAwarenessUpdate(fixture.awareness, encodeAwarenessUpdate(gone, [other.clientID]), 'wire');
    await turn();

    expect(caretIn(fixture)).toBeNull();
  });

  it('is no longer told of a text that was taken off the page with the focus in it', () => {
    const { fixture } = stage('会议开始。');
    const { view } = fixture.editor;
    view.focus();
    expect(fixture.awareness.getLocalState()).toMatchObject({ itemId: FIRST });

    view.dom.parentElement?.remove();
    fixture.editor.close();

    expect(fixture.awareness.getLocalState()).toMatchObject({ itemId: null, caret: null });
  });
});
