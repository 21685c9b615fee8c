// Compositions that meet what others do: a candidate window open for very long, two compositions in one hold. Nothing of
// either side is lost.
import { afterEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { watchCompositions } from '../../../client/editor/composition-events.ts';
import {
  deskWith,
  editorOn,
  exchange,
  firstText,
  minutesOf,
  paragraphs,
  replicaOf,
  type EditorFixture,
} from '../support/desk-fixture.ts';

const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

interface Stage {
  readonly fixture: EditorFixture;
  readonly desk: Y.Doc;
  readonly other: Y.Doc;
}

/** What others do comes in when the guard lets it. */
function stage(...lines: readonly string[]): Stage {
  const desk = deskWith(...lines);
  const other = replicaOf(desk);
  const fixture = editorOn(desk);
  const { composition } = fixture;
  composition.onRelease('wire', () => exchange(desk, other));
  const stop = watchCompositions(document, composition);
  open.push(stop, () => fixture.close());
  return { fixture, desk, other };
}

/** What a browser tells while an input method is at work. */
function tell({ editor }: EditorFixture, type: 'compositionstart' | 'compositionupdate' | 'compositionend'): void {
  editor.view.dom.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Puts `words` in place of what stands from `from` to `to`, as the input method does in the page. */
function show({ editor }: EditorFixture, words: string, from: number, to = from): void {
  editor.view.dispatch(editor.view.state.tr.insertText(words, from, to));
}

describe('a candidate window that stays open', () => {
  it('keeps the pinyin from the others for as long as it is worked in', () => {
    const { fixture, desk } = stage('会议');
    tell(fixture, 'compositionstart');
    show(fixture, 'ji', 3);

    for (let count = 0; count < 4; count += 1) {
      fixture.device.advance(6_000);
      tell(fixture, 'compositionupdate');
    }

    expect(paragraphs(desk)).toEqual(['会议']);
  });

  it('loses nothing of either side when others write in its paragraph before, while and after it rested', () => {
    const { fixture, desk, other } = stage('会议，定稿');
    tell(fixture, 'compositionstart');
    show(fixture, 'ji', 3);
    firstText(other).insert(0, '本次');
    fixture.device.advance(10_000);
    firstText(other).insert(firstText(other).length, '于六月');
    exchange(desk, other);
    const at = fixture.editor.view.state.doc.textContent.indexOf('ji') + 1;

    tell(fixture, 'compositionupdate');
    show(fixture, 'jiyao', at, at + 2);
    firstText(other).insert(firstText(other).length, '前');
    fixture.device.advance(5_000);
    show(fixture, '纪要', at, at + 5);
    tell(fixture, 'compositionend');
    fixture.device.advance(60);

    expect(paragraphs(desk)).toEqual(['本次会议纪要，定稿于六月前']);
    expect(paragraphs(other)).toEqual(paragraphs(desk));
    expect(fixture.editor.view.dom.textContent).toBe('本次会议纪要，定稿于六月前');
  });
});

describe('a text that closes in mid-composition', () => {
  it('keeps no pinyin that the limit of a hold had let in, and what others wrote beside it stays', () => {
    const { fixture, desk, other } = stage('会议，定稿');
    tell(fixture, 'compositionstart');
    show(fixture, 'jie', 3);
    fixture.device.advance(10_000);
    tell(fixture, 'compositionupdate');
    show(fixture, 'yu', 6);
    fixture.device.advance(10_000);
    const letIn = paragraphs(other);
    firstText(other).insert(7, '纪要');
    exchange(desk, other);

    fixture.editor.close();
    fixture.device.advance(60);

    expect(letIn).toEqual(['会议jieyu，定稿']);
    expect(paragraphs(desk)).toEqual(['会议纪要，定稿']);
    expect(fixture.composition.isHolding).toBe(false);
  });

  it('keeps the words of a composition that had ended', () => {
    const { fixture, desk } = stage('会议');
    tell(fixture, 'compositionstart');
    show(fixture, '纪要', 3);
    fixture.device.advance(10_000);
    tell(fixture, 'compositionend');

    fixture.editor.close();

    expect(paragraphs(desk)).toEqual(['会议纪要']);
  });
});

describe('two compositions in one hold', () => {
  it('are both kept when their paragraphs were deleted meanwhile', () => {
    const { fixture, desk, other } = stage('第一段', '第二段', '第三段');
    tell(fixture, 'compositionstart');
    show(fixture, '会议', 4);
    tell(fixture, 'compositionend');
    fixture.device.advance(30);
    tell(fixture, 'compositionstart');
    show(fixture, '纪要', 11);
    minutesOf(other).delete(0, 2);
    tell(fixture, 'compositionend');

    fixture.device.advance(60);

    expect(paragraphs(desk)).toEqual(['会议', '纪要', '第三段']);
    expect(fixture.editor.view.dom.textContent).toBe('会议纪要第三段');
  });

  it('stay where they are when only one of their paragraphs was deleted', () => {
    const { fixture, desk, other } = stage('第一段', '第二段');
    tell(fixture, 'compositionstart');
    show(fixture, '会议', 4);
    tell(fixture, 'compositionend');
    tell(fixture, 'compositionstart');
    show(fixture, '纪要', 11);
    minutesOf(other).delete(0, 1);
    tell(fixture, 'compositionend');

    fixture.device.advance(60);

    expect(paragraphs(desk)).toEqual(['会议', '第二段纪要']);
  });
});

describe('the end of a composition', () => {
  it('costs an editor in which nothing was composed no transaction', () => {
    const { fixture } = stage('第一段', '第二段');
    const { view } = fixture.editor;
    let dispatched = 0;
    const dispatch = view.props.dispatchTransaction;
    view.setProps({
      dispatchTransaction: (transaction) => {
        dispatched += 1;
        dispatch?.call(view, transaction);
      },
    });
    tell(fixture, 'compositionstart');
    tell(fixture, 'compositionend');

    fixture.device.advance(60);

    expect(dispatched).toBe(0);
  });
});
