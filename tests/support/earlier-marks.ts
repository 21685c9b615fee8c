// Minutes as the program wrote them before marks named their edit (docs/adr/0034), and what it read of them.
import * as Y from 'yjs';
import type { Block } from '../../shared/domain/minutes.ts';

/** A node with its attributes, or words. */
export type Tree = string | readonly [name: string, attributes: Readonly<Record<string, unknown>>, ...Tree[]];

export function grown(tree: Tree): Y.XmlElement | Y.XmlText {
  if (typeof tree === 'string') return new Y.XmlText(tree);
  const [name, attributes, ...children] = tree;
  const element = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
  element.insert(0, children.map(grown));
  return element;
}

const GONE = { withdrawn: 'yes' };

function paragraph(words: string): Tree {
  return ['paragraph', {}, words];
}

function cell(...children: readonly Tree[]): Tree {
  return ['table_cell', {}, ...children];
}

const GONE_PARAGRAPH: Tree = ['paragraph', GONE, ''];
const GONE_ITEM: Tree = ['list_item', GONE, GONE_PARAGRAPH];
const GONE_CELL: Tree = ['table_cell', GONE, ['paragraph', {}, '']];

function read(words: string): Block {
  return { kind: 'paragraph', inline: [{ kind: 'text', text: words, marks: {} }] };
}

function readCell(blocks: readonly Block[], rowspan = 1) {
  return { header: false, colspan: 1, rowspan, blocks };
}

interface EarlierMinutes {
  readonly name: string;
  readonly written: readonly Tree[];
  readonly read: readonly Block[];
}

export const EARLIER: readonly EarlierMinutes[] = [
  {
    name: 'a paragraph that was withdrawn is left out',
    written: [paragraph('甲'), GONE_PARAGRAPH, paragraph('乙')],
    read: [read('甲'), read('乙')],
  },
  {
    name: 'a list whose items two people took away one each stands without items',
    written: [['bullet_list', {}, GONE_ITEM, GONE_ITEM], paragraph('丙')],
    read: [{ kind: 'list', ordered: false, start: 1, items: [] }, read('丙')],
  },
  {
    name: 'an item and a quote whose only paragraph was taken away stand',
    written: [
      ['ordered_list', {}, ['list_item', {}, GONE_PARAGRAPH]],
      ['blockquote', {}, GONE_PARAGRAPH],
    ],
    read: [
      { kind: 'list', ordered: true, start: 1, items: [[]] },
      { kind: 'quote', blocks: [] },
    ],
  },
  {
    name: 'a cell whose only paragraph was taken away stands without a block',
    written: [['table', {}, ['table_row', {}, cell(GONE_PARAGRAPH), cell(paragraph('乙'))]]],
    read: [{ kind: 'table', rows: [[readCell([]), readCell([read('乙')])]] }],
  },
  {
    name: 'of columns that were deleted only the cell with words in it stands',
    written: [
      [
        'table',
        {},
        ['table_row', {}, ['table_cell', GONE, paragraph('迟到的字')], GONE_CELL, cell(paragraph('丙'))],
        ['table_row', {}, GONE_CELL, GONE_CELL, cell(paragraph('丁'))],
      ],
    ],
    read: [{ kind: 'table', rows: [[readCell([read('迟到的字')]), readCell([read('丙')])], [readCell([read('丁')])]] }],
  },
  {
    name: 'a table all of whose rows and columns were deleted stands with what was unmarked',
    written: [['table', {}, ['table_row', GONE, cell(['paragraph', {}, ''])], ['table_row', {}, GONE_CELL]]],
    read: [{ kind: 'table', rows: [[]] }],
  },
  {
    name: 'an empty item of a pasted list stands',
    written: [['ordered_list', {}, ['list_item', {}, paragraph('甲')], ['list_item', {}]]],
    read: [{ kind: 'list', ordered: true, start: 1, items: [[read('甲')], []] }],
  },
  {
    name: 'a row covered by the cells above it stands',
    written: [['table', {}, ['table_row', {}, ['table_cell', { rowspan: 2 }, paragraph('甲')]], ['table_row', {}]]],
    read: [{ kind: 'table', rows: [[readCell([read('甲')], 2)], []] }],
  },
  {
    name: 'lists, quotes and tables without anything in them stand',
    written: [
      ['bullet_list', {}, ['list_item', {}, ['blockquote', {}]]],
      ['table', {}, ['table_row', {}]],
    ],
    read: [
      { kind: 'list', ordered: false, start: 1, items: [[{ kind: 'quote', blocks: [] }]] },
      { kind: 'table', rows: [[]] },
    ],
  },
];
