// The words of a paper alone, a line a part, in the order in which they are read: for those who hear a paper whose pages are
// shown as pictures. Looks like nothing.
import { unreachable } from '../lib/assert.ts';
import type { Paper, Part, Run, TableField } from './paper.ts';

export function plainWords(paper: Paper): readonly string[] {
  switch (paper.form) {
    case 'text': {
      const { masthead, imprint } = paper;
      const head = masthead === null ? [] : [...masthead.lines, masthead.number, masthead.issuer, masthead.date];
      const copies = imprint?.copies ? `${imprint.copies.label}${colonOf(paper)}${imprint.copies.to}` : null;
      const foot = imprint === null ? [] : [copies, imprint.issuer, imprint.date];
      return [...head, ...partsWords(paper.parts, colonOf(paper)), ...foot, paper.footnote].filter(isSaid);
    }
    case 'letter':
      return [
        ...[paper.heading, paper.number, ...partsWords(paper.parts, colonOf(paper))],
        ...[paper.issuer, paper.date],
      ].filter(isSaid);
    case 'cards':
      return paper.cards.flatMap(({ name, line }) => [name, line]).filter(isSaid);
    default:
      return unreachable(paper);
  }
}

const colonOf = ({ locale }: Paper): string => (locale === 'en' ? ': ' : '：');
const isSaid = (words: string | null): words is string => words !== null && words.trim() !== '';

/** The words of some parts of a paper, a line a part. */
export function partsWords(parts: readonly Part[], colon: string): readonly string[] {
  return parts.flatMap((part) => partWords(part, colon));
}

function partWords(part: Part, colon: string): readonly string[] {
  switch (part.kind) {
    case 'title':
    case 'subtitle':
    case 'addressee':
    case 'remark':
    case 'placeholder':
      return [part.text];
    case 'heading':
    case 'paragraph':
      return [runsWords(part.runs)];
    case 'list':
      return part.entries.flatMap(({ mark, parts }) => {
        const [first = '', ...rest] = partsWords(parts, colon);
        return [mark + first, ...rest];
      });
    case 'quote':
      return partsWords(part.parts, colon);
    case 'names':
      return [`${part.label}${colon}${part.names.join(part.separator)}`];
    case 'fact':
      return [`${part.label}${colon}${runsWords(part.runs)}`];
    case 'attachments':
      return [`${part.label}${colon}${part.names.join(' ')}`];
    case 'signature':
      return [part.name, part.date];
    case 'signing':
      return part.labels;
    case 'table':
      return [...part.head, ...part.rows].map((row) => row.map((field) => fieldWords(field, colon)).join(' '));
    case 'picture':
      return [part.caption];
    case 'appendix':
      return [part.label, part.title];
    case 'cut':
    case 'page':
      return [];
    default:
      return unreachable(part);
  }
}

const fieldWords = ({ parts }: TableField, colon: string): string => partsWords(parts, colon).join(' ');
const runsWords = (runs: readonly Run[]): string => runs.map((run) => (run.kind === 'text' ? run.text : ' ')).join('');
