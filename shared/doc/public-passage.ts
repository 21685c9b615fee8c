// The words a passage stands for now, for people outside the house: the one place where that is decided. Nothing of an internal item or
// of one that was taken off, since it may have been internal; and nothing at all of a passage that an internal span touches, since what
// is left of a sentence without its middle says where the middle was. The quote that an anchor keeps is never used: it was written
// down before anybody marked a word of it.
//
// 1. That nothing internal is in it is asked of the marks as they stand in the text,
// 2. and what is told is read from what is public of the item (domain/publish): a fault in either tells nothing.
import type * as Y from 'yjs';
import type { Anchor } from '../domain/anchor.ts';
import type { Block, Inline } from '../domain/minutes.ts';
import { publicBlocks } from '../domain/public-blocks.ts';
import { resolveAnchor, runsOf, type Run, type TextRange } from './anchor.ts';
import { itemMinutes, readAgenda } from './desk-agenda.ts';
import { readBlocks } from './fragment.ts';
import * as read from './reading.ts';

/** Longer ones are cut: a letter is no second copy of the minutes. */
const MAX_CHARS = 600;
/** y-prosemirror writes overlapping marks of one kind as `name--hash`. */
const INTERNAL = /^internal(?:--.*)?$/u;

/** With the people and times mentioned in it, which are no words of the anchor's. Null where there is none, or none that may leave. */
export function publicPassage(desk: Y.Doc, anchor: Anchor): string | null {
  if (!readAgenda(desk).some(({ id, internal }) => id === anchor.itemId && !internal)) return null;
  const range = resolveAnchor(desk, anchor);
  const minutes = itemMinutes(desk, anchor.itemId);
  if (range === null || minutes === null) return null;
  const pieces = runsOf(minutes).flatMap(piecesOf);
  const inside = pieces.filter(({ start, words }) => start < range.to && start + words.length > range.from);
  if (inside.some(({ isInternal }) => isInternal)) return null;
  const words = bare(inside.map((piece) => cutTo(piece, range)).join(''));
  const before = pieces
    .filter(({ isInternal }) => !isInternal)
    .map((piece) => cutTo(piece, { from: 0, to: range.from }));
  const passage = wordsAt(publicBlocks(readBlocks(minutes)), words, bare(before.join('')).length).trim();
  return passage === '' ? null : shortened(passage);
}

/** A stretch of one run that is internal or is not. */
interface Piece {
  readonly start: number;
  readonly words: string;
  readonly isInternal: boolean;
}

function piecesOf({ text, start }: Run): readonly Piece[] {
  const delta: unknown = text.toDelta();
  let at = start;
  return (Array.isArray(delta) ? delta : []).map((run: unknown) => {
    const plain = read.asPlain(run) ?? {};
    const words = read.asText(read.own(plain, 'insert')) ?? '';
    const piece = { start: at, words, isInternal: isInternalRun(read.own(plain, 'attributes')) };
    at += words.length;
    return piece;
  });
}

function cutTo({ start, words }: Piece, { from, to }: TextRange): string {
  return words.slice(Math.max(0, from - start), Math.max(0, to - start));
}

function isInternalRun(attributes: unknown): boolean {
  return Object.entries(read.asPlain(attributes) ?? {}).some(
    ([name, value]) => INTERNAL.test(name) && value !== null && value !== undefined && value !== false,
  );
}

/** [2] `words` behind so many others, else where they stand first: both are public; '' where they do not stand. */
function wordsAt(blocks: readonly Block[], words: string, before: number): string {
  const told = blocks.flatMap(charactersOf);
  const counted = told.flatMap(({ text, isWord }, at) => (isWord && bare(text) !== '' ? [at] : []));
  const open = counted.map((at) => told[at]?.text ?? '').join('');
  const found = open.startsWith(words, before) ? before : open.indexOf(words);
  if (words === '' || found < 0) return '';
  const span = told.slice(counted[found], (counted[found + words.length - 1] ?? 0) + 1);
  return span.map(({ text }) => text).join('');
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

/** No pair of halves is torn. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_CHARS ? text : `${characters.slice(0, MAX_CHARS).join('')}…`;
}
