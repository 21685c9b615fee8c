// What of a text the public may see: no spans marked internal, no pictures beside such spans, none that it is told to leave out.
// Knows blocks only, not what they belong to.
import { hasContent, type Block, type Inline } from './minutes.ts';

const NO_FILES: ReadonlySet<string> = new Set();

/**
 * `blocks` without what is internal, nor pictures of the files `without`; a block left empty by that goes, one that was empty
 * before stays.
 */
export function publicBlocks(blocks: readonly Block[], without: ReadonlySet<string> = NO_FILES): readonly Block[] {
  return blocks.flatMap((block, index) => (isInternalPicture(blocks, index) ? [] : publicBlock(block, without)));
}

/**
 * A picture carries no mark. One that stands beside internal text, before or after it, may belong to it: it is left out,
 * as mentions and timestamps are.
 */
export function isInternalPicture(blocks: readonly Block[], index: number): boolean {
  return blocks[index]?.kind === 'image' && (touches(blocks, index, -1) || touches(blocks, index, 1));
}

/** Whether the text that `blocks[index]` meets in this direction is internal; other pictures are looked past. */
function touches(blocks: readonly Block[], index: number, step: 1 | -1): boolean {
  for (let at = index + step; at >= 0 && at < blocks.length; at += step) {
    const block = blocks[at];
    if (block && block.kind !== 'image' && !isBlank(block)) return edgeIsInternal(block, step);
  }
  return false;
}

function isBlank(block: Block): boolean {
  return block.kind === 'paragraph' && !hasContent([block]);
}

/** The end of `block` that faces where we came from. */
function edgeIsInternal(block: Block, step: 1 | -1): boolean {
  switch (block.kind) {
    case 'paragraph':
    case 'heading': {
      const told = block.inline.flatMap((run, index) =>
        run.kind !== 'break' && (run.kind !== 'text' || run.text.trim() !== '') ? [{ run, index }] : [],
      );
      const edge = step === 1 ? told[0] : told.at(-1);
      // A mention carries no mark either: it is internal with the text it touches.
      return edge !== undefined && isInternal(block.inline, edge.run, edge.index);
    }
    case 'list':
      return edgeOf(block.items.flat(), step);
    case 'quote':
      return edgeOf(block.blocks, step);
    case 'table':
      return edgeOf(
        block.rows.flat().flatMap((cell) => cell.blocks),
        step,
      );
    case 'rule':
    case 'image':
      return false;
  }
}

function edgeOf(blocks: readonly Block[], step: 1 | -1): boolean {
  const told = blocks.filter((block) => !isBlank(block));
  const edge = step === 1 ? told[0] : told.at(-1);
  return edge !== undefined && edgeIsInternal(edge, step);
}

function publicBlock(block: Block, without: ReadonlySet<string>): readonly Block[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading': {
      const inline = publicInline(block.inline);
      return inline === null ? [] : [{ ...block, inline }];
    }
    case 'list': {
      const items = block.items
        .map((item) => publicBlocks(item, without))
        .filter((item, index) => item.length > 0 || block.items[index]?.length === 0);
      return items.length > 0 || block.items.length === 0 ? [{ ...block, items }] : [];
    }
    case 'quote': {
      const blocks = publicBlocks(block.blocks, without);
      return blocks.length > 0 || block.blocks.length === 0 ? [{ ...block, blocks }] : [];
    }
    case 'table':
      return [
        {
          ...block,
          rows: block.rows.map((row) => row.map((cell) => ({ ...cell, blocks: publicBlocks(cell.blocks, without) }))),
        },
      ];
    case 'image':
      return without.has(block.fileId) ? [] : [block];
    case 'rule':
      return [block];
  }
}

/** Null when nothing but internal content was there. */
function publicInline(inline: readonly Inline[]): readonly Inline[] | null {
  const kept = inline.filter((run, index) => !isInternal(inline, run, index));
  if (kept.length === inline.length) return inline;
  const saysSomething = kept.some((run) => run.kind !== 'break' && (run.kind !== 'text' || run.text.trim() !== ''));
  return saysSomething ? kept : null;
}

/**
 * The editor keeps no marks on mentions, timestamps and line breaks. One that touches an internal run may be part of
 * the span: mentions and timestamps go when either neighbour is internal, breaks when both sides are internal or ends.
 */
function isInternal(inline: readonly Inline[], run: Inline, index: number): boolean {
  if (run.kind !== 'break' && run.marks.internal) return true;
  if (run.kind === 'text') return false;
  const before = neighbour(inline, index, -1);
  const after = neighbour(inline, index, 1);
  if (run.kind === 'break') return (before ?? true) && (after ?? true) && (before ?? after ?? false);
  return before === true || after === true;
}

/** Whether the nearest text on one side is internal; null when there is none. */
function neighbour(inline: readonly Inline[], index: number, step: 1 | -1): boolean | null {
  for (let at = index + step; at >= 0 && at < inline.length; at += step) {
    const run = inline[at];
    if (run?.kind === 'text') return run.marks.internal === true;
  }
  return null;
}
