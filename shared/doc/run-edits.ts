// Replacing words inside one run of an item's text, as a plain edit of the document: with or without an editor on it, and
// undone like any other edit. What was internal stays internal, and links of passages to the words stay on them.
import type * as Y from 'yjs';
import * as read from './reading.ts';
import type { Plain } from './reading.ts';

export interface Stretch {
  readonly text: Y.XmlText;
  readonly index: number;
  readonly length: number;
}

/**
 * Makes a stretch of at least one unit read `words`. What they have in common at either end stays as it is, and so its
 * writer's, unless the marks would not go with all of it. Call it inside a transaction.
 */
export function changeWords({ text, index, length }: Stretch, words: string): void {
  const all = plainOf(text);
  const before = all.slice(index, index + length);
  const [head, tail] = isOfOneKind(text, index, length) ? commonEnds(before, words) : [0, 0];
  const rest = { text, index: index + head, length: length - head - tail };
  const written = words.slice(head, words.length - tail);
  if (rest.length > 0) replaceWords(rest, written);
  else if (written !== '') text.insert(rest.index, written, marksOf(text, index, length));
}

/** Writes `words` in place of a stretch of at least one unit; passages bound to the old ones cover them. Call it inside a transaction. */
export function replaceWords({ text, index, length }: Stretch, words: string): void {
  if (words !== '') {
    // Behind the first character, not before it: a passage bound to the old words then covers the new ones.
    const first = Math.min(firstCharacter(plainOf(text), index), length);
    text.insert(index + first, words, marksOf(text, index, length));
    text.delete(index + first + words.length, length - first);
    text.delete(index, first);
  } else text.delete(index, length);
}

/** How many units both begin and end with; no pair is torn. */
function commonEnds(before: string, after: string): readonly [head: number, tail: number] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (isHighHalf(before, head - 1)) head -= 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (tail > 0 && isHighHalf(before, before.length - tail - 1)) tail -= 1;
  return [head, tail];
}

function isHighHalf(words: string, index: number): boolean {
  const code = words.charCodeAt(index);
  return code >= 0xd800 && code < 0xdc00;
}

/** All of it carries the same marks. */
function isOfOneKind(text: Y.XmlText, index: number, length: number): boolean {
  let at = 0;
  const kinds = new Set<string>();
  for (const { words, attributes } of runsIn(text)) {
    if (at < index + length && at + words > index) kinds.add(JSON.stringify(attributes));
    at += words;
  }
  return kinds.size <= 1;
}

/** The marks of its first character; internal when any of it is. */
function marksOf(text: Y.XmlText, index: number, length: number): Record<string, unknown> {
  let marks: Plain | null = null;
  let internal: Plain = {};
  let at = 0;
  for (const { words, attributes } of runsIn(text)) {
    const isMet = at < index + length && at + words > index;
    if (isMet) {
      marks ??= attributes;
      if (attributes['internal'] !== undefined) internal = { internal: attributes['internal'] };
    }
    at += words;
  }
  return { ...marks, ...internal };
}

function runsIn(text: Y.XmlText): readonly { readonly words: number; readonly attributes: Plain }[] {
  const delta: unknown = text.toDelta();
  const runs: readonly unknown[] = Array.isArray(delta) ? delta : [];
  return runs.map((run) => {
    const plain = read.asPlain(run) ?? {};
    const words = read.asText(read.own(plain, 'insert'));
    return { words: words === null ? 1 : words.length, attributes: read.asPlain(read.own(plain, 'attributes')) ?? {} };
  });
}

function plainOf(text: Y.XmlText): string {
  const delta: unknown = text.toDelta();
  const runs: readonly unknown[] = Array.isArray(delta) ? delta : [];
  return runs.map((run) => read.asText(read.own(read.asPlain(run) ?? {}, 'insert')) ?? '\uFFFC').join('');
}

/** How many units the character at `index` has. */
function firstCharacter(words: string, index: number): number {
  const code = words.codePointAt(index) ?? 0;
  return code > 0xffff ? 2 : 1;
}
