// A plain input or textarea bound to a co-edited Y.Text: what is typed becomes the smallest edit, what others type
// appears without moving the caret away from its words, and an input method is left in peace: what others typed while it
// composed stays in the text and comes into the field behind what was composed.
import type { Attachment } from 'svelte/attachments';
import * as Y from 'yjs';
import { writeText } from '../../shared/doc/text.ts';
import type { CompositionGuard } from '../sync/composition.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;
type Delta = Y.YTextEvent['delta'];

/** Binds the field for as long as it is shown. */
export function sharedText(text: Y.Text, guard: Pick<CompositionGuard, 'start' | 'end'>): Attachment<TextField> {
  return (field) => {
    let isWriting = false;
    /** What the field and the text had in common when composing began, and what others did to the text since. */
    let composing: { readonly base: string; readonly theirs: Delta[] } | null = null;
    const write = (): void => {
      if (composing) return;
      isWriting = true;
      writeText(text, field.value);
      isWriting = false;
    };
    const read = (event: Y.YTextEvent): void => {
      if (isWriting) return;
      // The guard lets others' edits in when a candidate window stays open for very long.
      if (composing) composing.theirs.push(event.delta);
      else showChange(field, text.toString(), event.delta);
    };
    const compose = (): void => {
      composing ??= { base: text.toString(), theirs: [] };
      guard.start();
    };
    const composed = (): void => {
      const { base, theirs } = composing ?? { base: '', theirs: [] };
      composing = null;
      if (theirs.length > 0) bringTogether(field, base, theirs);
      write();
      guard.end();
    };
    field.value = text.toString();
    text.observe(read);
    field.addEventListener('input', write);
    field.addEventListener('compositionstart', compose);
    field.addEventListener('compositionend', composed);
    return () => {
      if (composing) composed();
      text.unobserve(read);
      field.removeEventListener('input', write);
      field.removeEventListener('compositionstart', compose);
      field.removeEventListener('compositionend', composed);
    };
  };
}

/** The field's words with what others did to `base` meanwhile; the caret stays behind what was composed. */
function bringTogether(field: TextField, base: string, theirs: readonly Delta[]): void {
  const [mine, others] = [new Y.Doc(), new Y.Doc()];
  // In a fixed order, so that two words at one place stand alike whoever looks.
  [mine.clientID, others.clientID] = [2, 1];
  const [own, other] = [mine.getText(), others.getText()];
  own.insert(0, base);
  Y.applyUpdate(others, Y.encodeStateAsUpdate(mine));
  writeText(own, field.value);
  for (const delta of theirs) other.applyDelta(delta);
  const carets = [field.selectionStart, field.selectionEnd].map((at) =>
    Y.createRelativePositionFromTypeIndex(own, at ?? own.length, -1),
  );
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(others));
  field.value = own.toString();
  const [start, end] = carets.map((caret) => Y.createAbsolutePositionFromRelativePosition(caret, mine)?.index ?? 0);
  if (field === field.ownerDocument.activeElement) field.setSelectionRange(start ?? 0, end ?? 0);
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
