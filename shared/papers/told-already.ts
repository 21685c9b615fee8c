// Whether formal minutes say a decision or a task already, in the words that were written down under its item: then it is not printed
// once more below them. Compares words; what differs by one of them is another sentence.
import { isElectionResult } from '../domain/election.ts';
import type { Block } from '../domain/minutes.ts';
import type { DeskTask } from '../domain/task.ts';
import { textOf } from './inline.ts';

/** A sentence that tells a result; one that only names the motion decides nothing, whatever is said of it next. */
const MEETING = '(?:会议|大会|全体会议|(?:常务)?理事会|与会(?:人员|代表|理事))';
const DECIDES = new RegExp(
  `^(?:${MEETING}?(?:审议通过|表决通过|一致通过|一致同意)|${MEETING}(?:审议|研究)?(?:一致|表决|投票)?(?:决定|同意|通过|批准)|The (?:meeting|board|council|committee|assembly) )`,
  'u',
);

/** Whether a sentence that everybody may read already tells just this as decided: 陈思远当选副理事长. */
export function stoodIn(minutes: readonly Block[], wording: string): boolean {
  const plain = (text: string): string => bare(text.replace(/^会议(?:一致)?(?:决定[，,：:]?)?(?:审议(?=通过))?/u, ''));
  const wanted = plain(wording.replace(/^审议(?=通过)/u, ''));
  return minutes.some((block) => {
    if (block.kind !== 'paragraph') return false;
    const open = block.inline.filter((run) => run.kind === 'break' || run.marks.internal !== true);
    return (textOf(open).match(/[^。；;！？?\n]+[？?]?/gu) ?? []).some((part) => {
      const sentence = part.trim();
      const decides = !/[？?]$/u.test(sentence) && (DECIDES.test(sentence) || isElectionResult(sentence));
      return decides && plain(sentence) === wanted;
    });
  });
}

/** Whether each of its clauses stands word by word in what both sides of a signing agreed; with a 不 before it, it is another. */
export function isAgreed(wording: string, told: string): boolean {
  const known = bare(told);
  const clauses = wording
    .split(/[，,；;。]/u)
    .map((clause) => bare(clause.replace(/^(?:会议(?:决定|同意)?)?(?:双方|各方)?/u, '')));
  return (
    clauses.some((clause) => clause !== '') &&
    clauses.every((clause) => {
      const at = known.indexOf(clause);
      return at !== -1 && !/[不未非无免]/u.test(known.charAt(at - 1));
    })
  );
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
