// Minutes text as plain values: what the walker reads from a fragment and everything else (screen, exports, search)
// works on. Knows neither Yjs nor ProseMirror.

export interface InlineMarks {
  readonly strong?: true;
  readonly em?: true;
  readonly underline?: true;
  readonly code?: true;
  /** 内部: never leaves the secretariat. */
  readonly internal?: true;
  /** Only http, https or mailto; anything else is dropped by the walker. */
  readonly link?: string;
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly marks: InlineMarks }
  | { readonly kind: 'break' }
  | { readonly kind: 'mention'; readonly key: string; readonly label: string; readonly marks: InlineMarks }
  | { readonly kind: 'timestamp'; readonly at: number; readonly marks: InlineMarks };

export interface TableCell {
  readonly header: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly inline: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'rule' }
  | { readonly kind: 'image'; readonly fileId: string; readonly alt: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly TableCell[])[] };

/** Whether anything is written: a paragraph of blanks is nothing, a picture or a mention is something. */
export function hasContent(blocks: readonly Block[]): boolean {
  return blocks.some((block) => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return block.inline.some((run) => run.kind !== 'break' && (run.kind !== 'text' || run.text.trim() !== ''));
      case 'list':
        return block.items.some(hasContent);
      case 'quote':
        return hasContent(block.blocks);
      case 'table':
        return block.rows.some((row) => row.some((cell) => hasContent(cell.blocks)));
      case 'image':
        return true;
      case 'rule':
        return false;
    }
  });
}

/** All words of `blocks`, one after the other, for looking something up in them. */
export function wordsIn(blocks: readonly Block[]): string {
  return blocks
    .map((block): string => {
      switch (block.kind) {
        case 'paragraph':
        case 'heading':
          return block.inline
            .map((run) => (run.kind === 'text' ? run.text : run.kind === 'mention' ? run.label : ''))
            .join('');
        case 'list':
          return block.items.map(wordsIn).join('\n');
        case 'quote':
          return wordsIn(block.blocks);
        case 'table':
          return block.rows.flatMap((row) => row.map((cell) => wordsIn(cell.blocks))).join('\n');
        default:
          return '';
      }
    })
    .join('\n');
}

/** The files that pictures in `blocks` name, in reading order; one that is shown twice is named twice. */
export function pictureIds(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'image':
        return [block.fileId];
      case 'list':
        return block.items.flatMap(pictureIds);
      case 'quote':
        return pictureIds(block.blocks);
      case 'table':
        return block.rows.flat().flatMap((cell) => pictureIds(cell.blocks));
      default:
        return [];
    }
  });
}
