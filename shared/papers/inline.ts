// Small builders over the runs of minutes text: joining points into a sentence keeps every mark, so that what is internal stays
// marked in whatever sentence it comes to stand.
import type { Block, Inline } from '../domain/minutes.ts';

export function said(text: string): readonly Inline[] {
  return text === '' ? [] : [{ kind: 'text', text, marks: {} }];
}

export function paragraph(inline: readonly Inline[]): Block {
  return { kind: 'paragraph', inline };
}

/** As it reads, without instants: those are the note-taker's. */
export function textOf(inline: readonly Inline[]): string {
  return inline
    .map((run) =>
      run.kind === 'text' ? run.text : run.kind === 'mention' ? run.label : run.kind === 'break' ? ' ' : '',
    )
    .join('');
}

/** Without the note-taker's instants, line ends by hand and blanks at its ends. */
export function cleaned(inline: readonly Inline[]): readonly Inline[] {
  const kept = inline.flatMap((run): readonly Inline[] => {
    if (run.kind === 'timestamp') return [];
    return run.kind === 'break' ? said(' ') : [run];
  });
  return trimmedEnd(trimmedStart(kept));
}

/** As `said`, for the secretariat alone. */
export function saidInside(text: string): readonly Inline[] {
  return text === '' ? [] : [{ kind: 'text', text, marks: { internal: true } }];
}

/** The same blocks, every word of them internal. */
export function insideOnly(blocks: readonly Block[]): readonly Block[] {
  const inside = (inline: readonly Inline[]): readonly Inline[] =>
    inline.map((run) => (run.kind === 'break' ? run : { ...run, marks: { ...run.marks, internal: true } }));
  return blocks.map((block): Block => {
    switch (block.kind) {
      case 'paragraph':
        return { ...block, inline: inside(block.inline) };
      case 'heading':
        return { ...block, inline: inside(block.inline) };
      case 'list':
        return { ...block, items: block.items.map(insideOnly) };
      case 'quote':
        return { ...block, blocks: insideOnly(block.blocks) };
      case 'table':
        return {
          ...block,
          rows: block.rows.map((row) => row.map((cell) => ({ ...cell, blocks: insideOnly(cell.blocks) }))),
        };
      default:
        return block;
    }
  });
}

/** Whether nothing of it would be left for the public. */
function isInternal(inline: readonly Inline[]): boolean {
  return inline.every((run) => run.kind === 'break' || run.marks.internal === true);
}

/**
 * `lead`, then `parts` with `separator` between them, then `end`. What belongs to internal parts only is internal too: without
 * them no separator is left over, and of a sentence of nothing else nothing.
 */
export function sentenceOf(
  lead: string,
  parts: readonly (readonly Inline[])[],
  { separator, end }: { readonly separator: string; readonly end: string },
): readonly Inline[] {
  const open = parts.map((part) => !isInternal(part));
  const isHidden = !open.includes(true);
  const told = (text: string, hidden: boolean): readonly Inline[] =>
    text === '' ? [] : [{ kind: 'text', text, marks: hidden ? { internal: true } : {} }];
  const middle = parts.flatMap((part, index) => {
    const follows = index > 0 && open.slice(0, index).includes(true) && open[index] === true;
    return index === 0 ? part : [...told(separator, !follows), ...part];
  });
  return [...told(lead, isHidden), ...middle, ...told(end, isHidden)];
}

/** What a sentence ends with. */
const END = /[。！？!?；;：:…]["”’）)」』]?$/u;

export function endsSentence(inline: readonly Inline[]): boolean {
  return END.test(textOf(inline).trimEnd());
}

/** Without a comma, a semicolon or a stop that another mark would follow. */
export function withoutEnd(inline: readonly Inline[]): readonly Inline[] {
  const last = inline.at(-1);
  if (last?.kind !== 'text') return inline;
  const text = last.text.replace(/[，,；;。.、\s]+$/u, '');
  const rest = inline.slice(0, -1);
  return text === '' ? withoutEndOf(rest) : [...rest, { ...last, text }];
}

function withoutEndOf(rest: readonly Inline[]): readonly Inline[] {
  return rest.length === 0 ? rest : withoutEnd(rest);
}

function trimmedStart(inline: readonly Inline[]): readonly Inline[] {
  const [first, ...rest] = inline;
  if (first?.kind !== 'text') return inline;
  const text = first.text.trimStart();
  return text === '' ? trimmedStart(rest) : [{ ...first, text }, ...rest];
}

function trimmedEnd(inline: readonly Inline[]): readonly Inline[] {
  const last = inline.at(-1);
  if (last?.kind !== 'text') return inline;
  const text = last.text.trimEnd();
  const rest = inline.slice(0, -1);
  return text === '' ? trimmedEnd(rest) : [...rest, { ...last, text }];
}
