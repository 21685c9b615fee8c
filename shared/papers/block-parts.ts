// Text as it is edited → parts of a paper: headings get their numerals, lists their marks, runs lose what only the editor
// knows. Numerals are counted here and never typed, so that a matter that is taken out renumbers those behind it.
import type { Block, Inline } from '../domain/minutes.ts';
import { chineseNumber } from '../i18n/format.ts';
import type { Locale } from '../i18n/locale.ts';
import type { HeadingLevel, ListEntry, Part, Run, TableField } from './paper.ts';

/** A numeral that somebody typed into a heading: ours would double it. */
const TYPED_NUMERAL =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)])\s*/u;

/** Counts headings from its first on; one level's count begins anew below the next higher heading. */
export class Numerals {
  readonly #locale: Locale;
  readonly #counts: [number, number, number] = [0, 0, 0];

  constructor(locale: Locale) {
    this.#locale = locale;
  }

  /** 一、 · （一） · 1. for the next heading of `level` (2–4, as the editor has them). */
  next(level: 2 | 3 | 4): string {
    const index = level === 2 ? 0 : level === 3 ? 1 : 2;
    this.#counts[index] += 1;
    this.#counts.fill(0, index + 1);
    const [matter, part, point] = this.#counts;
    if (this.#locale === 'en')
      return ['', `${matter}. `, `${matter}.${part} `, `${matter}.${part}.${point} `][index + 1] ?? '';
    return ['', `${chineseNumber(matter)}、`, `（${chineseNumber(part)}）`, `${point}.`][index + 1] ?? '';
  }
}

export interface PartOptions {
  /** Of headings; `next` may say nothing. */
  readonly numerals: Pick<Numerals, 'next'>;
  /** What a picture is called under it; null = it has left the meeting. */
  readonly captionOf: (fileId: string, alt: string) => string | null;
}

export function partsOfBlocks(blocks: readonly Block[], options: PartOptions): readonly Part[] {
  return blocks.flatMap((block) => partsOfBlock(block, options));
}

function partsOfBlock(block: Block, options: PartOptions): readonly Part[] {
  switch (block.kind) {
    case 'paragraph': {
      const runs = runsOf(block.inline);
      return runs.length === 0 ? [] : [{ kind: 'paragraph', runs }];
    }
    case 'heading': {
      const runs = runsOf(block.inline);
      return runs.length === 0 ? [] : [headingPart(block.level, runs, options)];
    }
    case 'list':
      return [{ kind: 'list', entries: block.items.map((item, index) => entryOf(block, item, index, options)) }];
    case 'quote':
      return [{ kind: 'quote', parts: partsOfBlocks(block.blocks, options) }];
    case 'rule':
      return [];
    case 'image': {
      const caption = options.captionOf(block.fileId, block.alt);
      return caption === null ? [] : [{ kind: 'picture', fileId: block.fileId, caption }];
    }
    case 'table':
      return [tablePart(block, options)];
  }
}

function headingPart(level: 2 | 3 | 4, runs: readonly Run[], { numerals }: PartOptions): Part {
  const [first, ...rest] = runs;
  const typed = first?.kind === 'text' ? first.text.replace(TYPED_NUMERAL, '') : '';
  const text = first?.kind === 'text' ? [{ ...first, text: typed }, ...rest] : runs;
  const paperLevel: HeadingLevel = level === 2 ? 1 : level === 3 ? 2 : 3;
  return { kind: 'heading', level: paperLevel, runs: [{ kind: 'text', text: numerals.next(level) }, ...text] };
}

/** Of a list in a list the marks go on inwards: （1） below 1. */
function entryOf(
  list: Extract<Block, { readonly kind: 'list' }>,
  item: readonly Block[],
  index: number,
  options: PartOptions,
): ListEntry {
  const mark = list.ordered ? `${list.start + index}.` : '•';
  return { mark, parts: partsOfBlocks(item, options) };
}

function tablePart(
  { rows }: Extract<Block, { readonly kind: 'table' }>,
  options: PartOptions,
): Extract<Part, { readonly kind: 'table' }> {
  const width = rows.reduce(
    (widest, row) =>
      Math.max(
        widest,
        row.reduce((sum, cell) => sum + cell.colspan, 0),
      ),
    1,
  );
  const isHead = (row: (typeof rows)[number]): boolean => row.length > 0 && row.every(({ header }) => header);
  const headRows = rows.findIndex((row) => !isHead(row));
  const split = headRows === -1 ? rows.length - 1 : headRows;
  const fields = (row: (typeof rows)[number]): readonly TableField[] =>
    row.map((cell) => ({
      parts: partsOfBlocks(cell.blocks, options),
      ...(cell.colspan > 1 ? { columns: cell.colspan } : {}),
      ...(cell.rowspan > 1 ? { rows: cell.rowspan } : {}),
    }));
  return {
    kind: 'table',
    columns: Array.from({ length: width }, () => ({ width: 1 })),
    head: rows.slice(0, Math.max(0, split)).map(fields),
    rows: rows.slice(Math.max(0, split)).map(fields),
  };
}

/** As a reader gets it: no instants, mentions by what they say, code as it is. */
export function runsOf(inline: readonly Inline[]): readonly Run[] {
  return inline.flatMap((run): readonly Run[] => {
    switch (run.kind) {
      case 'text': {
        const { strong, em, underline, link } = run.marks;
        const marks = {
          ...(strong ? { strong } : {}),
          ...(em ? { em } : {}),
          ...(underline ? { underline } : {}),
          ...(link === undefined ? {} : { link }),
        };
        return run.text === '' ? [] : [{ kind: 'text', text: run.text, ...marks }];
      }
      case 'mention':
        return run.label === '' ? [] : [{ kind: 'text', text: run.label.replace(/^@/u, '') }];
      case 'break':
        return [run];
      case 'timestamp':
        return [];
    }
  });
}
