// What is pasted becomes minutes: our nodes and marks only, with values that the text schema reads back, without the
// litter of Word and WeChat, and of bounded size. Whatever comes in, one pass over it is enough.
import { DOMParser, Fragment, Slice, type Attrs, type Node, type ParseOptions } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { minutesSchema } from '../../shared/doc/minutes-schema.ts';
import {
  columnWidths,
  fileIdOf,
  headingLevel,
  MAX_LIST_START,
  MAX_SPAN,
  wholeNumber,
} from '../../shared/doc/node-attribute.ts';
import { instantFrom } from '../../shared/lib/time.ts';
import { nodeType } from './editing-commands.ts';
import { cleanHtml, restoreStyles } from './pasted-html.ts';

/** Characters of one paste; a whole day's minutes have about a tenth of it. */
const MAX_PASTE = 200_000;
/** Longest name or description that a clipboard may give to a person or a picture. */
const MAX_LABEL = 500;

export function pasteCleaning(): Plugin {
  return new Plugin({
    props: {
      transformPastedHTML: (html) => cleanHtml(html.slice(0, MAX_PASTE * 10)),
      transformPastedText: (text) => cleanText(text.slice(0, MAX_PASTE)),
      clipboardParser: new ClipboardParser(minutesSchema, DOMParser.fromSchema(minutesSchema).rules),
      transformPasted: (slice) => new Slice(soundNodes(slice.content), slice.openStart, slice.openEnd),
      // Pictures come as files; there is no place to keep them, and a link to somebody's disk helps nobody.
      handlePaste: (_view, event) => {
        const data = event.clipboardData;
        return data !== null && data.files.length > 0 && data.getData('text/plain') === '';
      },
      handleDrop: (_view, event) => (event.dataTransfer?.files.length ?? 0) > 0,
    },
  });
}

/** Reads what `cleanHtml` left, styles included. */
class ClipboardParser extends DOMParser {
  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    if (dom instanceof HTMLElement) restoreStyles(dom);
    return super.parseSlice(dom, options);
  }
}

/** Paragraphs are indented by the page, so typed indents go; tabs and odd spaces become plain ones. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^[\u3000\u00a0 \t]+/gm, '')
    .replace(/[\u00a0\u2028\u2029]/g, ' ');
}

/**
 * A clipboard may name any node around its text and any value for an attribute: what cannot stand so becomes a paragraph,
 * and values are read as the document's are, since the server refuses most others and would end the session over them.
 */
function soundNodes(content: Fragment): Fragment {
  return Fragment.from(content.content.map((node) => (node.isText ? node : soundNode(node))));
}

function soundNode(node: Node): Node {
  const { type, content, marks, textContent } = node;
  if (type.validContent(content)) return type.create(soundAttributes(node), soundNodes(content), marks);
  return nodeType('paragraph').create(null, textContent === '' ? null : type.schema.text(textContent));
}

function soundAttributes({ type, attrs }: Node): Attrs {
  switch (type.name) {
    case 'heading':
      return { level: headingLevel(attrs['level']) };
    case 'ordered_list':
      return { order: wholeNumber(attrs['order'], 1, MAX_LIST_START) };
    case 'image':
      return { fileId: fileIdOf(attrs['fileId']) ?? '', alt: label(attrs['alt']) };
    case 'mention':
      return { key: label(attrs['key']), label: label(attrs['label']) };
    case 'timestamp':
      return { at: instantFrom(attrs['at']) ?? 0 };
    case 'table_cell':
    case 'table_header':
      return {
        colspan: wholeNumber(attrs['colspan'], 1, MAX_SPAN),
        rowspan: wholeNumber(attrs['rowspan'], 1, MAX_SPAN),
        colwidth: columnWidths(attrs['colwidth']),
      };
    default:
      return {};
  }
}

function label(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_LABEL) : '';
}
