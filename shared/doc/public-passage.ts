// The words a passage stands for now, for people outside the house: nothing of an internal item, and nothing at all of a passage
// that an internal span touches, since what is left of a sentence without its middle says where the middle was. The quote that
// an anchor keeps is never used: it was written down before anybody marked a word of it.
import type * as Y from 'yjs';
import type { Anchor } from '../domain/anchor.ts';
import { resolveAnchor, runsOf, type Run } from './anchor.ts';
import { isInternalItem, itemMinutes } from './desk-agenda.ts';
import * as read from './reading.ts';

/** Longer ones are cut: a letter is no second copy of the minutes. */
const MAX_CHARS = 600;
/** y-prosemirror writes overlapping marks of one kind as `name--hash`. */
const INTERNAL = /^internal(?:--.*)?$/u;

/** Null where there is none, or none that may leave. */
export function publicPassage(desk: Y.Doc, anchor: Anchor): string | null {
  if (isInternalItem(desk, anchor.itemId)) return null;
  const range = resolveAnchor(desk, anchor);
  if (range === null) return null;
  const runs = runsOf(itemMinutes(desk, anchor.itemId)).filter(
    ({ start, words }) => start < range.to && start + words.length > range.from,
  );
  if (runs.some((run) => isInternalWithin(run, range))) return null;
  const words = runs.map((run) => run.words.slice(Math.max(0, range.from - run.start), range.to - run.start));
  const passage = words.join('\n').trim();
  return passage === '' ? null : shortened(passage);
}

function isInternalWithin({ text, start }: Run, { from, to }: { readonly from: number; readonly to: number }): boolean {
  const delta: unknown = text.toDelta();
  let at = start;
  for (const run of Array.isArray(delta) ? delta : []) {
    const plain = read.asPlain(run) ?? {};
    const end = at + (read.asText(read.own(plain, 'insert')) ?? '').length;
    if (at < to && end > from && isInternalRun(read.own(plain, 'attributes'))) return true;
    at = end;
  }
  return false;
}

function isInternalRun(attributes: unknown): boolean {
  return Object.entries(read.asPlain(attributes) ?? {}).some(
    ([name, value]) => INTERNAL.test(name) && value !== null && value !== undefined && value !== false,
  );
}

/** No pair of halves is torn. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_CHARS ? text : `${characters.slice(0, MAX_CHARS).join('')}…`;
}
