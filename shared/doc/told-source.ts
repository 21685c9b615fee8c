// Where a task comes from, as whoever owes it may be told: the item's title and the sentence of the minutes, both as the public
// version has them. Where it is not certain that something is public, it is left out.
import type * as Y from 'yjs';
import type { Block, Inline } from '../domain/minutes.ts';
import { publicBlocks } from '../domain/publish.ts';
import type { DeskTask } from '../domain/task.ts';
import type { TaskSource } from '../domain/task-history.ts';
import { passageText } from './anchor.ts';
import { itemMinutes, readAgenda } from './desk-agenda.ts';
import { readBlocks } from './fragment.ts';

const MAX_PASSAGE = 600;

/**
 * A passage is told when all its words stand, one after the other, in what is public of the item's minutes; one that is internal
 * in part is not told at all. Nothing is told of an internal item, or of one that was taken off: it may have been internal.
 */
export function toldSource(desk: Y.Doc, task: Pick<DeskTask, 'itemId' | 'anchor'>): TaskSource {
  const itemId = task.anchor?.itemId ?? task.itemId;
  const item = readAgenda(desk).find(({ id, internal }) => id === itemId && !internal);
  if (item === undefined) return { item: null, passage: null };
  return { item: item.title.trim() || null, passage: task.anchor ? publicPassage(desk, task.anchor) : null };
}

/** With the people and times mentioned in it, which are no words of the anchor's. */
function publicPassage(desk: Y.Doc, anchor: NonNullable<DeskTask['anchor']>): string | null {
  const words = bare(passageText(desk, anchor) ?? '');
  const minutes = itemMinutes(desk, anchor.itemId);
  if (words === '' || minutes === null) return null;
  const told = publicBlocks(readBlocks(minutes)).flatMap(charactersOf);
  const counted = told.flatMap(({ text, isWord }, at) => (isWord && bare(text) !== '' ? [at] : []));
  const open = counted.map((at) => told[at]?.text ?? '').join('');
  const found = open.indexOf(words);
  if (found < 0) return null;
  const span = told.slice(counted[found], (counted[found + words.length - 1] ?? 0) + 1);
  const passage = span.map(({ text }) => text).join('');
  const characters = [...passage];
  return characters.length <= MAX_PASSAGE ? passage : `${characters.slice(0, MAX_PASSAGE).join('')}…`;
}

interface Character {
  readonly text: string;
  /** Typed as text; what is mentioned, and what stands between blocks, is not. */
  readonly isWord: boolean;
}

function charactersOf(block: Block): readonly Character[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [...block.inline.flatMap(charactersIn), GAP];
    case 'list':
      return block.items.flat().flatMap(charactersOf);
    case 'quote':
      return block.blocks.flatMap(charactersOf);
    case 'table':
      return block.rows.flat().flatMap((cell) => cell.blocks.flatMap(charactersOf));
    case 'rule':
    case 'image':
      return [];
  }
}

const GAP: Character = { text: ' ', isWord: false };

function charactersIn(run: Inline): readonly Character[] {
  switch (run.kind) {
    case 'text':
      return run.text.split('').map((text) => ({ text, isWord: true }));
    case 'mention':
      return [{ text: run.label, isWord: false }];
    case 'break':
    case 'timestamp':
      return [GAP];
  }
}

function bare(text: string): string {
  return text.replace(/\s/gu, '');
}
