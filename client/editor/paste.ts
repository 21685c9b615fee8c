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
import { carriedBy, withoutInline, type Carried } from './carried-pictures.ts';
import { nodeType } from './text-state.ts';
import { cleanHtml, restoreStyles } from './pasted-html.ts';
import { makeLists } from './pasted-lists.ts';

/** Characters of one paste; a whole day's minutes have about a tenth of it. */
const MAX_PASTE = 200_000;
/** Longest name or description that a clipboard may give to a person or a picture. */
const MAX_LABEL = 500;

type TakeCarried = (carried: Carried, position: number) => void;

/** `take` is given the pictures and other files of a paste or a drop, and where in the text they belong. */
export function pasteCleaning(take: TakeCarried): Plugin {
  return new Plugin({
    props: {
      transformPastedHTML: (html) => cleanHtml(withoutInline(html).slice(0, MAX_PASTE * 10)),
      transformPastedText: (text) => cleanText(text.slice(0, MAX_PASTE)),
      clipboardParser: new ClipboardParser(minutesSchema, DOMParser.fromSchema(minutesSchema).rules),
      transformPasted: (slice) => new Slice(soundNodes(slice.content), slice.openStart, slice.openEnd),
      handlePaste: (view, event, slice) => {
        const carried = event.clipboardData && carriedBy(event.clipboardData);
        if (!carried || !bringsMore(carried)) return false;
        // The words first: the pictures come behind them.
        if (carried.hasWords) view.dispatch(view.state.tr.replaceSelection(slice).setMeta('paste', true));
        take(carried, view.state.selection.to);
        return true;
      },
      handleDrop: (view, event, slice, isMoved) => {
        const carried = isMoved || view.dragging || !event.dataTransfer ? null : carriedBy(event.dataTransfer);
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (!carried || !bringsMore(carried)) return false;
        const place = at?.pos ?? view.state.selection.to;
        take(carried, place);
        // The pictures keep their place before whatever words come with them.
        if (carried.hasWords) view.dispatch(view.state.tr.replaceRange(place, place, slice).setMeta('uiEvent', 'drop'));
        return true;
      },
    },
  });
}

function bringsMore({ pictures, others, leavesBehind }: Carried): boolean {
  return pictures.length > 0 || others.length > 0 || leavesBehind;
}

/** Reads what `cleanHtml` left, styles included. */
class ClipboardParser extends DOMParser {
  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    if (dom instanceof HTMLElement) {
      restoreStyles(dom);
      // What comes from an editor of ours is as it should be.
      if (dom.querySelector('[data-pm-slice]') === null) {
        makeLists(dom);
        dropBlanks(dom);
      }
    }
    return super.parseSlice(dom, options);
  }
}

/** Empty paragraphs and sections, with which pages keep distance, and breaks that end a paragraph. */
function dropBlanks(root: HTMLElement): void {
  for (const block of [...root.querySelectorAll<HTMLElement>('p, section, div, h1, h2, h3, h4, h5, h6')].reverse()) {
    if (block.querySelector('img, table, hr') || block.closest('td, th')) continue;
    if ((block.textContent ?? '').replace(/[\s\u00a0\u200b\ufeff]/gu, '') === '') block.remove();
    else while (block.lastChild instanceof HTMLBRElement) block.lastChild.remove();
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
