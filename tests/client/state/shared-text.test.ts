// A plain field bound to a co-edited text.
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { movedBy, sharedText } from '../../../client/state/shared-text.ts';

const guard = {
  held: 0,
  start(): void {
    this.held += 1;
  },
  end(): void {
    this.held -= 1;
  },
};

function bound(value: string): { text: Y.Text; field: HTMLInputElement; unbind: () => void } {
  const text = new Y.Doc().getText('t');
  text.insert(0, value);
  const field = document.createElement('input');
  document.body.append(field);
  const unbind = sharedText(text, guard)(field);
  return { text, field, unbind: unbind ?? (() => undefined) };
}

function type(field: HTMLInputElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input'));
}

afterEach(() => {
  document.body.replaceChildren();
  guard.held = 0;
});

describe('a shared text field', () => {
  it('shows the text and writes what is typed as the smallest edit', () => {
    const { text, field } = bound('编写教材');
    const deltas: unknown[] = [];
    text.observe((event) => deltas.push(event.delta));

    type(field, '编写培训教材');

    expect(text.toString()).toBe('编写培训教材');
    expect(deltas).toEqual([[{ retain: 2 }, { insert: '培训' }]]);
  });

  it('shows what others type and keeps the caret behind the same words', () => {
    const { text, field } = bound('教材');
    field.focus();
    field.setSelectionRange(2, 2);

    text.doc?.transact(() => text.insert(0, '培训'), 'remote');

    expect(field.value).toBe('培训教材');
    expect([field.selectionStart, field.selectionEnd]).toEqual([4, 4]);
  });

  it('writes no raw pinyin and holds the documents while an input method composes', () => {
    const { text, field } = bound('');
    field.dispatchEvent(new Event('compositionstart'));

    type(field, 'huiyi');

    expect([text.toString(), guard.held]).toEqual(['', 1]);

    field.value = '会议';
    field.dispatchEvent(new Event('compositionend'));

    expect([text.toString(), guard.held]).toEqual(['会议', 0]);
  });

  it('keeps what others wrote while it composed, and what was composed, each at its words', () => {
    const { text, field } = bound('编写教材');
    field.focus();
    field.setSelectionRange(2, 2);
    field.dispatchEvent(new Event('compositionstart'));
    text.doc?.transact(() => text.insert(4, '，六月底前'), 'remote');
    text.doc?.transact(() => text.insert(0, '协会'), 'remote');

    field.value = '编写培训教材';
    field.setSelectionRange(4, 4);
    field.dispatchEvent(new Event('compositionend'));

    expect([text.toString(), field.value]).toEqual(['协会编写培训教材，六月底前', '协会编写培训教材，六月底前']);
    expect(field.selectionStart).toBe('协会编写培训'.length);
  });

  it('keeps what others wrote inside the words that were composed over', () => {
    const { text, field } = bound('编写旧教材');
    field.dispatchEvent(new Event('compositionstart'));
    text.doc?.transact(() => text.insert(3, '（第二版）'), 'remote');

    field.value = '编写新书';
    field.dispatchEvent(new Event('compositionend'));

    expect(text.toString()).toContain('（第二版）');
    expect(text.toString()).toContain('新书');
    expect(text.toString()).not.toContain('教材');
  });

  it('brings back nothing that others deleted while it composed', () => {
    const { text, field } = bound('编写教材，待定');
    field.dispatchEvent(new Event('compositionstart'));
    text.doc?.transact(() => text.delete(4, 3), 'remote');

    field.value = '编写培训教材，待定';
    field.dispatchEvent(new Event('compositionend'));

    expect([text.toString(), field.value]).toEqual(['编写培训教材', '编写培训教材']);
  });

  it('does not lose a composition when the field goes away', () => {
    const { text, field, unbind } = bound('');
    field.dispatchEvent(new Event('compositionstart'));
    field.value = '会议';

    unbind();

    expect([text.toString(), guard.held]).toEqual(['会议', 0]);
  });

  it('writes nothing any more once unbound', () => {
    const { text, field, unbind } = bound('甲');
    unbind();

    type(field, '乙');

    expect(text.toString()).toBe('甲');
  });
});

describe('moving a caret', () => {
  it('goes along with what is inserted or deleted before it, and stays for what comes at it', () => {
    expect(movedBy([{ insert: 'ab' }], 1)).toBe(3);
    expect(movedBy([{ retain: 2 }, { insert: 'ab' }], 2)).toBe(2);
    expect(movedBy([{ retain: 1 }, { delete: 3 }], 2)).toBe(1);
    expect(movedBy([{ retain: 5 }, { delete: 3 }], 2)).toBe(2);
  });
});
