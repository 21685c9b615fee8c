// A section's blocks as a document of the editor's text: what is written into the desk, and what two states are compared as.
import type { Block, Inline, InlineMarks, TableCell } from '../../shared/domain/minutes.ts';
import type { PastNode } from '../../shared/domain/past-text.ts';

/** Never empty: a text has a paragraph to write in. */
export function sectionNode(blocks: readonly Block[]): PastNode {
  const content = blocks.map(blockNode);
  return { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content };
}

function blockNode(block: Block): PastNode {
  switch (block.kind) {
    case 'paragraph':
      return { type: 'paragraph', content: runs(block.inline) };
    case 'heading':
      return { type: 'heading', attrs: { level: block.level }, content: runs(block.inline) };
    case 'list':
      return {
        ...(block.ordered ? { type: 'ordered_list', attrs: { order: block.start } } : { type: 'bullet_list' }),
        content: block.items.map((item) => ({ type: 'list_item', content: item.map(blockNode) })),
      };
    case 'quote':
      return { type: 'blockquote', content: block.blocks.map(blockNode) };
    case 'rule':
      return { type: 'horizontal_rule' };
    case 'image':
      return { type: 'image', attrs: { fileId: block.fileId, alt: block.alt } };
    case 'table':
      return {
        type: 'table',
        content: block.rows.map((row) => ({ type: 'table_row', content: row.map(cellNode) })),
      };
  }
}

function cellNode({ header, colspan, rowspan, blocks }: TableCell): PastNode {
  return {
    type: header ? 'table_header' : 'table_cell',
    attrs: { colspan, rowspan },
    content: blocks.map(blockNode),
  };
}

function runs(inline: readonly Inline[]): readonly PastNode[] {
  return inline.flatMap((run): readonly PastNode[] => {
    switch (run.kind) {
      case 'text':
        return run.text === '' ? [] : [{ type: 'text', text: run.text, marks: marksOf(run.marks) }];
      case 'break':
        return [{ type: 'hard_break' }];
      case 'mention':
        return [{ type: 'mention', attrs: { key: run.key, label: run.label }, marks: marksOf(run.marks) }];
      case 'timestamp':
        return [{ type: 'timestamp', attrs: { at: run.at }, marks: marksOf(run.marks) }];
    }
  });
}

function marksOf({ link, ...marks }: InlineMarks): NonNullable<PastNode['marks']> {
  return [
    ...Object.keys(marks).map((type) => ({ type })),
    ...(link === undefined ? [] : [{ type: 'link', attrs: { href: link } }]),
  ];
}
