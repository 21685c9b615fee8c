// From a task or decision of a sealed meeting to its passage in the sealed minutes. A sealed version holds words and no positions
// to go by, so the quote finds it: blanks aside, across paragraphs, and without names and times set into the text, which
// no quote holds.
import type { Anchor } from '../shared/domain/anchor.ts';
import type { Block } from '../shared/domain/minutes.ts';
import type { SnapshotItem } from '../shared/domain/snapshot.ts';

const FLASH_MS = 1_600;
const BLOCKS = 'p, li, td, th, h2, h3, h4, h5';
/** What stands in the text and is no word of it. */
const SET_IN = 'time, [data-mention]';

/** Whether the minutes of its item still hold what `anchor` quotes. */
export function holdsPassage(
  { agenda }: { readonly agenda: readonly Pick<SnapshotItem, 'id' | 'minutes'>[] },
  anchor: Anchor | undefined,
): boolean {
  const item = anchor && agenda.find(({ id }) => id === anchor.itemId);
  const quote = bare(anchor?.quote ?? '');
  return item !== undefined && quote !== '' && bare(item.minutes.map(wordsOf).join('')).includes(quote);
}

/** Brings the passage to the middle of `sheet`, gives it the focus and marks it for a moment; false when it is not there. */
export function revealPassage(sheet: Element, { itemId, quote }: Anchor): boolean {
  const item = [...sheet.querySelectorAll('section[data-item]')].find(
    (section) => section.getAttribute('data-item') === itemId,
  );
  const blocks = item ? blocksReading(item, bare(quote)) : [];
  const [first] = blocks;
  if (first === undefined) return false;
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  first.scrollIntoView({ block: 'center' });
  for (const block of blocks) block.toggleAttribute('data-flash', true);
  setTimeout(() => {
    for (const block of blocks) block.removeAttribute('data-flash');
  }, FLASH_MS);
  return true;
}

/** The blocks of text within `item` that `quote` stands in, the first one first. */
function blocksReading(item: Element, quote: string): readonly HTMLElement[] {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  const owners: Element[] = [];
  let all = '';
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    const block = parent?.closest(BLOCKS);
    if (!parent || !block || parent.closest(SET_IN)) continue;
    const words = bare(node.nodeValue ?? '');
    all += words;
    for (let unit = 0; unit < words.length; unit += 1) owners.push(block);
  }
  const at = quote === '' ? -1 : all.indexOf(quote);
  if (at < 0) return [];
  const met = new Set(owners.slice(at, at + quote.length));
  return [...met].filter((block): block is HTMLElement => block instanceof HTMLElement);
}

function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.inline.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    case 'list':
      return block.items.flat().map(wordsOf).join('');
    case 'quote':
      return block.blocks.map(wordsOf).join('');
    case 'table':
      return block.rows.flatMap((row) => row.flatMap((cell) => cell.blocks.map(wordsOf))).join('');
    default:
      return '';
  }
}

function bare(text: string): string {
  return text.replace(/\s/gu, '');
}
