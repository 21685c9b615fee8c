// Whether formal minutes say a decision or a task already, in the words that were written down under its item: then it is not printed
// once more below them. Compares words; what differs by one of them is another sentence.
import type { Block } from '../domain/minutes.ts';
import type { DeskTask } from '../domain/task.ts';
import { textOf } from './inline.ts';

/** Whether a sentence that everybody may read already says just this: 陈思远当选副理事长. */
export function stoodIn(minutes: readonly Block[], wording: string): boolean {
  const plain = (text: string): string => bare(text.replace(/^会议(?:一致)?(?:决定[，,：:]?)?(?:审议(?=通过))?/u, ''));
  return minutes.some((block) => {
    if (block.kind !== 'paragraph') return false;
    const open = block.inline.filter((run) => run.kind === 'break' || run.marks.internal !== true);
    return textOf(open)
      .split(/[。；;\n]/u)
      .some(
        (sentence) => sentence.trim() !== '' && plain(sentence.trim()) === plain(wording.replace(/^审议(?=通过)/u, '')),
      );
  });
}

/** Whether each of its clauses stands word by word in what both sides agreed. */
export function isAgreed(wording: string, told: string): boolean {
  const clauses = wording
    .split(/[，,；;。]/u)
    .map((clause) => bare(clause.replace(/^(?:会议(?:决定|同意)?)?(?:双方|各方)?/u, '')));
  return clauses.some((clause) => clause !== '') && clauses.every((clause) => bare(told).includes(clause));
}

/** With one of those whose it is. */
export function isWritten({ what, owners }: DeskTask, minutes: readonly Block[]): boolean {
  const written = flat(minutes);
  return written.includes(bare(what)) && owners.some(({ name }) => written.includes(bare(name)));
}

function bare(text: string): string {
  return text.replace(/[\s\p{P}]/gu, '');
}

function flat(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'paragraph':
        case 'heading':
          return bare(textOf(block.inline));
        case 'list':
          return block.items.map(flat).join('');
        case 'quote':
          return flat(block.blocks);
        case 'table':
          return block.rows.flatMap((row) => row.map((cell) => flat(cell.blocks))).join('');
        default:
          return '';
      }
    })
    .join('');
}
