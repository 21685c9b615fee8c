// One text for equal sections, marks included: what is compared before a section that was edited is composed again. How runs
// are cut up, and blank lines, make no difference.
import { parsedJson } from '../lib/parsed-json.ts';
import { hasContent, type Block, type Inline } from './minutes.ts';

export function sectionForm(blocks: readonly Block[]): string {
  return JSON.stringify(plain(blocks));
}

/** Whether all words of `base` stand in `form`, in their order, whatever stands between them. */
export function formHolds(form: string, base: string): boolean {
  const wanted = wordsOf(base);
  let at = 0;
  for (const letter of wordsOf(form)) if (letter === wanted[at]) at += 1;
  return at === wanted.length;
}

function wordsOf(form: string): readonly string[] {
  const words: string[] = [];
  const collect = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const parts: readonly unknown[] = value;
    const [marks, text] = parts;
    // A run; blocks begin with their kind, and what follows is a list or a number.
    if (parts.length === 2 && typeof marks === 'string' && typeof text === 'string') {
      for (const letter of text) words.push(letter);
    } else parts.forEach(collect);
  };
  collect(parsedJson(form));
  return words;
}

function plain(blocks: readonly Block[]): readonly unknown[] {
  return blocks.filter((block) => block.kind !== 'paragraph' || hasContent([block])).map(plainBlock);
}

function plainBlock(block: Block): unknown {
  switch (block.kind) {
    case 'paragraph':
      return ['p', runs(block.inline)];
    case 'heading':
      return ['h', block.level, runs(block.inline)];
    case 'list':
      return ['l', block.ordered, block.start, block.items.map(plain)];
    case 'quote':
      return ['q', plain(block.blocks)];
    case 'rule':
      return ['r'];
    case 'image':
      return ['i', block.fileId, block.alt];
    case 'table':
      return [
        't',
        block.rows.map((row) => row.map((cell) => [cell.header, cell.colspan, cell.rowspan, plain(cell.blocks)])),
      ];
  }
}

/** Neighbours with the same marks are one. */
function runs(inline: readonly Inline[]): readonly unknown[] {
  const made: { marks: string; text: string }[] = [];
  for (const run of inline) {
    const marks = marksOf(run);
    const text = run.kind === 'text' ? run.text : run.kind === 'mention' ? `${run.key}\n${run.label}` : '';
    const last = made.at(-1);
    if (run.kind === 'text' && last?.marks === marks) last.text += run.text;
    else if (run.kind !== 'text' || text !== '') made.push({ marks, text });
  }
  return made.map(({ marks, text }) => [marks, text]);
}

function marksOf(run: Inline): string {
  if (run.kind === 'break') return 'break';
  if (run.kind === 'timestamp') return `at ${run.at} ${namesOf(run.marks)}`;
  return `${run.kind} ${namesOf(run.marks)}`;
}

function namesOf({ link, ...marks }: Extract<Inline, { readonly kind: 'text' }>['marks']): string {
  return [...Object.keys(marks).sort(), ...(link === undefined ? [] : [`link ${link}`])].join(' ');
}
