// How long a text is, counted as Word counts 字数: each Chinese character and each Chinese sign is one, and so is each
// word of letters and figures.
import type { Block, Inline } from '../../shared/domain/minutes.ts';

const ONE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3001-\u303f\uff01-\uff65\u2014\u2018\u2019\u201c\u201d\u2026]/gu;

export function countWords(text: string): number {
  const single = text.match(ONE)?.length ?? 0;
  const rest = text.replace(ONE, ' ').match(/[^\s\u200b\ufeff]+/gu)?.length ?? 0;
  return single + rest;
}

/** The words of a text and of the people named in it; numbers of lists and time stamps are none, as in Word. */
export function countBlocks(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return sum + countWords(block.inline.map(wordsOf).join(''));
      case 'list':
        return sum + block.items.reduce((inner, item) => inner + countBlocks(item), 0);
      case 'quote':
        return sum + countBlocks(block.blocks);
      case 'table':
        return sum + block.rows.flat().reduce((inner, cell) => inner + countBlocks(cell.blocks), 0);
      case 'rule':
      case 'image':
        return sum;
    }
  }, 0);
}

function wordsOf(run: Inline): string {
  return run.kind === 'text' ? run.text : run.kind === 'mention' ? run.label : ' ';
}
