// Which paragraphs of live minutes are calm enough for the hall: 10 s after their last keystroke, until then as they
// stood before (sync.md, The screen). Pure; what is internal is neither shown nor kept.
//
// 1. A paragraph shows what it held when it was last left alone for SETTLE_MS; a new one shows nothing until then.
// 2. One that holds anything internal and changes shows nothing until it settles: what it showed before may be the very
//    words that were just marked.
// 3. Paragraphs are told apart by their place between unchanged neighbours, so an insertion disturbs no other.
import { blocksToText } from '../../shared/doc/blocks-text.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import { isInternalPicture, publicBlocks } from '../../shared/domain/public-blocks.ts';
import { SECOND_MS, type EpochMs } from '../../shared/lib/time.ts';

export const SETTLE_MS = 10 * SECOND_MS;

export interface Paragraph {
  /** Public text, lines apart. */
  readonly text: string;
  readonly holdsInternal: boolean;
  readonly changedAt: EpochMs;
  /** What the hall may see of it; null = nothing yet. */
  readonly shown: string | null;
}

/** When it is, and how an instant in the text is written out. */
export interface Moment {
  readonly now: EpochMs;
  readonly timeText: (at: EpochMs) => string;
}

type Observed = Pick<Paragraph, 'text' | 'holdsInternal'>;

const HIDDEN: Observed = { text: '', holdsInternal: true };

/** `previous` carried on to what `blocks` (internal ones included) hold at `now`. */
export function settle(
  previous: readonly Paragraph[],
  blocks: readonly Block[],
  { now, timeText }: Moment,
): readonly Paragraph[] {
  const observed = blocks.map((block, index) => (isInternalPicture(blocks, index) ? HIDDEN : observe(block, timeText)));
  const head = commonHead(previous, observed);
  const tail = commonTail(previous, observed, head);
  return observed
    .map((entry, index) => {
      const fromEnd = observed.length - index;
      if (index < head) return previous[index] ?? fresh(entry, now);
      if (fromEnd <= tail) return previous[previous.length - fromEnd] ?? fresh(entry, now);
      const before = index < previous.length - tail ? previous[index] : undefined;
      return before ? carried(before, entry, now) : fresh(entry, now);
    })
    .map((paragraph) => (now - paragraph.changedAt >= SETTLE_MS ? { ...paragraph, shown: paragraph.text } : paragraph));
}

/** The lines the hall may see. */
export function shownLines(paragraphs: readonly Paragraph[]): readonly string[] {
  return paragraphs.flatMap(({ shown }) => (shown ?? '').split('\n')).filter((line) => line.trim() !== '');
}

/** When the next paragraph settles; null when all have. */
export function nextSettling(paragraphs: readonly Paragraph[]): EpochMs | null {
  const open = paragraphs.filter(({ text, shown }) => text !== shown).map(({ changedAt }) => changedAt + SETTLE_MS);
  return open.length === 0 ? null : open.reduce((first, at) => Math.min(first, at));
}

function observe(block: Block, timeText: Moment['timeText']): Observed {
  return { text: blocksToText(publicBlocks([block]), { timeText }), holdsInternal: holdsInternal(block) };
}

function fresh(entry: Observed, now: EpochMs): Paragraph {
  return { ...entry, changedAt: now, shown: null };
}

function carried(before: Paragraph, entry: Observed, now: EpochMs): Paragraph {
  const mayKeep = !entry.holdsInternal && !before.holdsInternal;
  return { ...entry, changedAt: now, shown: mayKeep ? before.shown : null };
}

function commonHead(previous: readonly Observed[], observed: readonly Observed[]): number {
  const length = Math.min(previous.length, observed.length);
  for (let index = 0; index < length; index++) if (!isSame(previous[index], observed[index])) return index;
  return length;
}

function commonTail(previous: readonly Observed[], observed: readonly Observed[], head: number): number {
  const length = Math.min(previous.length, observed.length) - head;
  for (let count = 0; count < length; count++)
    if (!isSame(previous.at(-1 - count), observed.at(-1 - count))) return count;
  return length;
}

function isSame(a: Observed | undefined, b: Observed | undefined): boolean {
  return a?.text === b?.text && a?.holdsInternal === b?.holdsInternal;
}

function holdsInternal(block: Block): boolean {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.inline.some((run) => run.kind !== 'break' && run.marks.internal === true);
    case 'quote':
      return block.blocks.some(holdsInternal);
    case 'list':
      return block.items.some((item) => item.some(holdsInternal));
    case 'table':
      return block.rows.some((row) => row.some((cell) => cell.blocks.some(holdsInternal)));
    case 'rule':
    case 'image':
      return false;
  }
}
