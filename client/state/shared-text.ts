// A plain input or textarea bound to a co-edited Y.Text: what is typed becomes the smallest edit, what others type
// appears without moving the caret away from its words, and an input method is left in peace.
import type { Attachment } from 'svelte/attachments';
import type * as Y from 'yjs';
import { writeText } from '../../shared/doc/text.ts';
import type { CompositionGuard } from '../sync/composition.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;
type Delta = Y.YTextEvent['delta'];

/** Binds the field for as long as it is shown. */
export function sharedText(text: Y.Text, guard: Pick<CompositionGuard, 'start' | 'end'>): Attachment<TextField> {
  return (field) => {
    let isWriting = false;
    let isComposing = false;
    const write = (): void => {
      if (isComposing) return;
      isWriting = true;
      writeText(text, field.value);
      isWriting = false;
    };
    const read = (event: Y.YTextEvent): void => {
      if (!isWriting && !isComposing) showChange(field, text.toString(), event.delta);
    };
    const compose = (): void => {
      isComposing = true;
      guard.start();
    };
    const composed = (): void => {
      isComposing = false;
      write();
      guard.end();
    };
    field.value = text.toString();
    text.observe(read);
    field.addEventListener('input', write);
    field.addEventListener('compositionstart', compose);
    field.addEventListener('compositionend', composed);
    return () => {
      if (isComposing) composed();
      text.unobserve(read);
      field.removeEventListener('input', write);
      field.removeEventListener('compositionstart', compose);
      field.removeEventListener('compositionend', composed);
    };
  };
}

function showChange(field: TextField, value: string, delta: Delta): void {
  const { selectionStart, selectionEnd } = field;
  field.value = value;
  // Setting the selection of a field without focus would scroll it into view in some browsers.
  if (selectionStart === null || selectionEnd === null || field !== field.ownerDocument.activeElement) return;
  field.setSelectionRange(movedBy(delta, selectionStart), movedBy(delta, selectionEnd));
}

/** Where the offset `at` lies after `delta`; text inserted exactly there comes after it. */
export function movedBy(delta: Delta, at: number): number {
  let index = 0;
  let moved = at;
  for (const part of delta) {
    if (index >= moved && part.insert !== undefined) break;
    if (part.retain !== undefined) index += part.retain;
    else if (typeof part.insert === 'string') {
      moved += part.insert.length;
      index += part.insert.length;
    } else if (part.delete !== undefined) moved -= Math.min(part.delete, Math.max(0, moved - index));
  }
  return moved;
}
