// Our own reader of minutes text: Y.XmlFragment → blocks. It never uses XmlFragment.toString(), never changes what it
// reads, and keeps the text of nodes it does not know. Depth is bounded; names from the document are never used as
// keys of plain objects.
import * as Y from 'yjs';
import type { Block, Inline, InlineMarks, TableCell } from '../domain/minutes.ts';
import { instantFrom } from '../lib/time.ts';
import { asPlain, asText, own } from './reading.ts';
import { standing, type Child } from './withdrawn.ts';
import { fileIdOf, headingLevel, isSafeLink, MAX_LIST_START, MAX_SPAN, wholeNumber } from './node-attribute.ts';

/** Deeper content is left out; the server's guard refuses it long before. */
const MAX_DEPTH = 64;

/** The text of a fragment as plain values. */
export function readBlocks(fragment: Y.XmlFragment): readonly Block[] {
  return blocksOf(fragment, 0);
}

/** Writes a paragraph for each text, exactly one empty one for none. For fragments that hold nothing yet. */
export function seedParagraphs(fragment: Y.XmlFragment, texts: readonly string[]): void {
  const paragraphs = (texts.length > 0 ? texts : ['']).map((text) => {
    const paragraph = new Y.XmlElement('paragraph');
    if (text !== '') paragraph.insert(0, [new Y.XmlText(text)]);
    return paragraph;
  });
  fragment.insert(0, paragraphs);
}

/** Children as blocks; stray inline content between them becomes paragraphs of its own. */
function blocksOf(parent: Y.XmlFragment, depth: number): readonly Block[] {
  if (depth > MAX_DEPTH) return [];
  const blocks: Block[] = [];
  let stray: Inline[] = [];
  const flush = (): void => {
    if (stray.length > 0) blocks.push({ kind: 'paragraph', inline: stray });
    stray = [];
  };
  for (const child of standing(parent)) {
    const inline = inlineOf(child);
    if (inline) stray = [...stray, ...inline];
    else if (child instanceof Y.XmlElement) {
      flush();
      blocks.push(...blockOf(child, depth + 1));
    }
  }
  flush();
  return blocks;
}

function blockOf(element: Y.XmlElement, depth: number): readonly Block[] {
  switch (element.nodeName) {
    case 'paragraph':
      return textBlocks(element, depth, (inline) => ({ kind: 'paragraph', inline }));
    case 'heading': {
      const level = headingLevel(attribute(element, 'level'));
      return textBlocks(element, depth, (inline) => ({ kind: 'heading', level, inline }));
    }
    case 'bullet_list':
      return [{ kind: 'list', ordered: false, start: 1, items: listItems(element, depth) }];
    case 'ordered_list':
      return [
        {
          kind: 'list',
          ordered: true,
          start: wholeNumber(attribute(element, 'order'), 1, MAX_LIST_START),
          items: listItems(element, depth),
        },
      ];
    case 'blockquote':
      return [{ kind: 'quote', blocks: blocksOf(element, depth) }];
    case 'horizontal_rule':
      return [{ kind: 'rule' }];
    case 'image':
      return imageOf(element);
    case 'table':
      return [{ kind: 'table', rows: tableRows(element, depth) }];
    default:
      // Unknown, or a known node out of its place (a list item without a list): its content counts, not its shell.
      return blocksOf(element, depth);
  }
}

/** A text block; block content that strayed into it follows as blocks of its own. */
function textBlocks(
  element: Y.XmlElement,
  depth: number,
  make: (inline: readonly Inline[]) => Block,
): readonly Block[] {
  if (depth > MAX_DEPTH) return [];
  const inline: Inline[] = [];
  const after: Block[] = [];
  for (const child of standing(element)) {
    const runs = inlineOf(child);
    if (runs) inline.push(...runs);
    else if (child instanceof Y.XmlElement) after.push(...blockOf(child, depth + 1));
  }
  return [make(inline), ...after];
}

/** Items of a list; anything else in it counts as an item of its own, so that no text is lost. */
function listItems(list: Y.XmlElement, depth: number): readonly (readonly Block[])[] {
  if (depth >= MAX_DEPTH) return [];
  return elementsOf(list).map((child) =>
    child.nodeName === 'list_item' ? blocksOf(child, depth + 1) : blockOf(child, depth + 1),
  );
}

function tableRows(table: Y.XmlElement, depth: number): readonly (readonly TableCell[])[] {
  if (depth + 1 >= MAX_DEPTH) return [];
  return elementsOf(table).map((row) =>
    row.nodeName === 'table_row' ? elementsOf(row).map((cell) => cellOf(cell, depth + 2)) : [cellOf(row, depth + 1)],
  );
}

function cellOf(cell: Y.XmlElement, depth: number): TableCell {
  const isCell = cell.nodeName === 'table_cell' || cell.nodeName === 'table_header';
  return {
    header: cell.nodeName === 'table_header',
    colspan: isCell ? wholeNumber(attribute(cell, 'colspan'), 1, MAX_SPAN) : 1,
    rowspan: isCell ? wholeNumber(attribute(cell, 'rowspan'), 1, MAX_SPAN) : 1,
    blocks: isCell ? blocksOf(cell, depth) : blockOf(cell, depth),
  };
}

function imageOf(element: Y.XmlElement): readonly Block[] {
  const fileId = fileIdOf(attribute(element, 'fileId'));
  if (fileId === null) return [];
  return [{ kind: 'image', fileId, alt: asText(attribute(element, 'alt')) ?? '' }];
}

/** The inline content of a child of a text block; null when the child is a block. */
function inlineOf(child: Child): readonly Inline[] | null {
  if (child instanceof Y.XmlText) return textRuns(child);
  if (!(child instanceof Y.XmlElement)) return [];
  const marks: InlineMarks = {};
  switch (child.nodeName) {
    case 'hard_break':
      return [{ kind: 'break' }];
    case 'mention': {
      const label = asText(attribute(child, 'label')) ?? '';
      return [{ kind: 'mention', key: asText(attribute(child, 'key')) ?? '', label, marks }];
    }
    case 'timestamp': {
      const at = instantFrom(attribute(child, 'at'));
      return at === null ? [] : [{ kind: 'timestamp', at, marks }];
    }
    default:
      return null;
  }
}

function textRuns(text: Y.XmlText): readonly Inline[] {
  const delta: unknown = text.toDelta();
  const runs: readonly unknown[] = Array.isArray(delta) ? delta : [];
  return runs.flatMap((run): readonly Inline[] => {
    const plain = asPlain(run);
    const insert = plain && asText(own(plain, 'insert'));
    return plain && insert ? [{ kind: 'text', text: insert, marks: marksOf(own(plain, 'attributes')) }] : [];
  });
}

/** y-prosemirror writes overlapping marks of one kind as `name--hash`. */
const HASHED_MARK = /--[0-9A-Za-z+/=]{8}$/;

function marksOf(attributes: unknown): InlineMarks {
  const plain = asPlain(attributes);
  if (!plain) return {};
  const present = Object.entries(plain).filter(([, value]) => value !== null && value !== false && value !== undefined);
  const names = new Map(present.map(([name, value]) => [name.replace(HASHED_MARK, ''), value] as const));
  const link = linkOf(names.get('link'));
  return {
    ...(names.has('strong') ? { strong: true } : {}),
    ...(names.has('em') ? { em: true } : {}),
    ...(names.has('underline') ? { underline: true } : {}),
    ...(names.has('code') ? { code: true } : {}),
    ...(names.has('internal') ? { internal: true } : {}),
    ...(link === null ? {} : { link }),
  };
}

function linkOf(value: unknown): string | null {
  const plain = asPlain(value);
  const href = plain && asText(own(plain, 'href'));
  return href !== null && isSafeLink(href) ? href : null;
}

/** An attribute as it is stored: y-prosemirror keeps numbers as numbers, although Yjs types them as text. */
function attribute(element: Y.XmlElement, name: string): unknown {
  return element.getAttribute(name);
}

function elementsOf(parent: Y.XmlElement): readonly Y.XmlElement[] {
  return standing(parent).filter((child): child is Y.XmlElement => child instanceof Y.XmlElement);
}
