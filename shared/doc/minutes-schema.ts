// The text schema of minutes, version 1: every node and mark an editor may make, the same object for every editor.
// It must accept whatever two people can leave behind together, since y-prosemirror deletes what a schema refuses:
// containers may be empty, every attribute has a default, none is validated here. Reading is done by fragment.ts.
import { Schema, type DOMOutputSpec, type MarkSpec, type NodeSpec, type TagParseRule } from 'prosemirror-model';
import {
  columnWidths,
  fileIdOf,
  headingLevel,
  isSafeLink,
  MAX_LIST_START,
  MAX_SPAN,
  plainText,
  wholeNumber,
} from './node-attribute.ts';
import { instantFrom, LAST_INSTANT } from '../lib/time.ts';

/** Version of the text schema; it rises with every node, mark or attribute that older clients would destroy. */
export const SCHEMA_VERSION = 1;

const heading: NodeSpec = {
  attrs: { level: { default: 2 } },
  content: 'inline*',
  group: 'block',
  defining: true,
  // Word and WeChat use every level; minutes have three, below the titles of meeting and item.
  parseDOM: [
    { tag: 'h1', attrs: { level: 2 } },
    { tag: 'h2', attrs: { level: 2 } },
    { tag: 'h3', attrs: { level: 3 } },
    { tag: 'h4', attrs: { level: 4 } },
    { tag: 'h5', attrs: { level: 4 } },
    { tag: 'h6', attrs: { level: 4 } },
  ],
  toDOM: (node): DOMOutputSpec => [`h${headingLevel(node.attrs['level'])}`, 0],
};

const orderedList: NodeSpec = {
  attrs: { order: { default: 1 } },
  content: 'list_item*',
  group: 'block',
  parseDOM: [
    { tag: 'ol', getAttrs: (dom) => ({ order: wholeNumber(dom.getAttribute('start') ?? 1, 1, MAX_LIST_START) }) },
  ],
  toDOM: (node): DOMOutputSpec => {
    const start = wholeNumber(node.attrs['order'], 1, MAX_LIST_START);
    return start === 1 ? ['ol', 0] : ['ol', { start }, 0];
  },
};

const image: NodeSpec = {
  attrs: { fileId: { default: '' }, alt: { default: '' } },
  group: 'block',
  draggable: true,
  // Pictures of other pages are not taken over: minutes hold only what was uploaded to them.
  parseDOM: [
    {
      tag: 'img[data-file-id]',
      getAttrs: (dom) => {
        const fileId = fileIdOf(dom.getAttribute('data-file-id'));
        return fileId === null ? false : { fileId, alt: dom.getAttribute('alt') ?? '' };
      },
    },
  ],
  // Without `src`: where a file is fetched from is the editor's business.
  toDOM: (node): DOMOutputSpec => [
    'img',
    { 'data-file-id': fileIdOf(node.attrs['fileId']) ?? '', alt: plainText(node.attrs['alt']) },
  ],
};

const mention: NodeSpec = {
  attrs: { key: { default: '' }, label: { default: '' } },
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  leafText: (node) => plainText(node.attrs['label']),
  parseDOM: [
    {
      tag: 'span[data-mention]',
      getAttrs: (dom) => ({ key: dom.getAttribute('data-mention') ?? '', label: dom.textContent ?? '' }),
    },
  ],
  toDOM: (node): DOMOutputSpec => [
    'span',
    { class: 'mention', 'data-mention': plainText(node.attrs['key']) },
    plainText(node.attrs['label']),
  ],
};

const timestamp: NodeSpec = {
  attrs: { at: { default: 0 } },
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  leafText: (node) => isoTime(node.attrs['at']),
  parseDOM: [
    {
      tag: 'time[data-at]',
      getAttrs: (dom) => ({ at: wholeNumber(dom.getAttribute('data-at'), 0, LAST_INSTANT) }),
    },
  ],
  // The editor shows wall time in the meeting's zone; the schema knows no zone.
  toDOM: (node): DOMOutputSpec => {
    const iso = isoTime(node.attrs['at']);
    return ['time', { 'data-at': String(instantFrom(node.attrs['at']) ?? 0), datetime: iso }, iso];
  },
};

const nodes: Record<string, NodeSpec> = {
  doc: { content: 'block*' },
  paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
  heading,
  bullet_list: { content: 'list_item*', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
  ordered_list: orderedList,
  list_item: { content: 'block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  blockquote: {
    content: 'block*',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  image,
  table: {
    content: 'table_row*',
    tableRole: 'table',
    isolating: true,
    group: 'block',
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: cell('cell', 'td'),
  table_header: cell('header_cell', 'th'),
  hard_break: {
    inline: true,
    group: 'inline',
    selectable: false,
    leafText: () => '\n',
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  mention,
  timestamp,
  text: { group: 'inline' },
};

const link: MarkSpec = {
  attrs: { href: { default: '' } },
  inclusive: false,
  parseDOM: [
    {
      tag: 'a[href]',
      getAttrs: (dom) => {
        const href = dom.getAttribute('href')?.trim() ?? '';
        return isSafeLink(href) ? { href } : false;
      },
    },
  ],
  // Checked again on the way out: a mark can come from anybody's client.
  toDOM: (mark): DOMOutputSpec => {
    const href = plainText(mark.attrs['href']);
    return isSafeLink(href) ? ['a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, 0] : ['span', 0];
  },
};

const marks: Record<string, MarkSpec> = {
  /** 内部: typing at its end stays internal; leaking by accident is worse than hiding by accident. */
  internal: {
    parseDOM: [{ tag: 'span[data-internal]' }],
    toDOM: () => ['span', { class: 'internal', 'data-internal': '' }, 0],
  },
  link,
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Google Docs wraps whole documents in a <b> of normal weight.
      { tag: 'b', getAttrs: (dom) => (dom.style.fontWeight === 'normal' ? false : null) },
      { style: 'font-weight=400', clearMark: (mark) => mark.type.name === 'strong' },
      { style: 'font-weight', getAttrs: (value) => (/^(?:bold(?:er)?|[6-9]\d{2})$/.test(value) ? null : false) },
    ],
    toDOM: () => ['strong', 0],
  },
  em: {
    parseDOM: [
      { tag: 'em' },
      { tag: 'i' },
      { style: 'font-style=italic' },
      { style: 'font-style=normal', clearMark: (mark) => mark.type.name === 'em' },
    ],
    toDOM: () => ['em', 0],
  },
  underline: {
    parseDOM: [
      { tag: 'u' },
      { style: 'text-decoration', getAttrs: (value) => (/\bunderline\b/.test(value) ? null : false) },
      { style: 'text-decoration-line', getAttrs: (value) => (/\bunderline\b/.test(value) ? null : false) },
    ],
    toDOM: () => ['u', 0],
  },
  code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
};

/** The schema of every item's minutes. */
export const minutesSchema = new Schema({ nodes, marks });

function isoTime(at: unknown): string {
  return new Date(instantFrom(at) ?? 0).toISOString();
}

function cell(tableRole: 'cell' | 'header_cell', tag: 'td' | 'th'): NodeSpec {
  const rule: TagParseRule = {
    tag,
    getAttrs: (dom) => ({
      colspan: wholeNumber(dom.getAttribute('colspan') ?? 1, 1, MAX_SPAN),
      rowspan: wholeNumber(dom.getAttribute('rowspan') ?? 1, 1, MAX_SPAN),
      colwidth: columnWidths(dom.getAttribute('data-colwidth')?.split(',')),
    }),
  };
  return {
    content: 'block*',
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    tableRole,
    isolating: true,
    parseDOM: [rule],
    toDOM: (node): DOMOutputSpec => {
      const colspan = wholeNumber(node.attrs['colspan'], 1, MAX_SPAN);
      const rowspan = wholeNumber(node.attrs['rowspan'], 1, MAX_SPAN);
      const widths = columnWidths(node.attrs['colwidth']);
      return [
        tag,
        {
          ...(colspan === 1 ? {} : { colspan }),
          ...(rowspan === 1 ? {} : { rowspan }),
          ...(widths === null ? {} : { 'data-colwidth': widths.join(',') }),
        },
        0,
      ];
    },
  };
}
