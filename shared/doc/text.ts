// Plain text fields that people edit together: a whole new value becomes the smallest edit, so that two people typing
// in one field keep each other's words.
import type * as Y from 'yjs';

/** Makes `text` read `next` by replacing only what lies between their common beginning and common end. */
export function writeText(text: Y.Text, next: string): void {
  const present = text.toString();
  if (present === next) return;
  const start = commonStart(present, next);
  const end = commonEnd(present, next, start);
  const replace = (): void => {
    const removed = present.length - start - end;
    if (removed > 0) text.delete(start, removed);
    const added = next.slice(start, next.length - end);
    if (added !== '') text.insert(start, added);
  };
  if (text.doc === null) replace();
  else text.doc.transact(replace);
}

function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length += 1;
  return cutsPair(a, length) || cutsPair(b, length) ? length - 1 : length;
}

function commonEnd(a: string, b: string, start: number): number {
  const limit = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < limit && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1;
  return cutsPair(a, a.length - length) || cutsPair(b, b.length - length) ? length - 1 : length;
}

/** Whether `index` falls inside a surrogate pair: rare characters in names must not be torn. */
function cutsPair(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}
