// What is pasted becomes minutes: our nodes and marks only, with values that the text schema reads back, without the
// litter of Word and WeChat, and of bounded size. Whatever comes in, one pass over it is enough.
import { Fragment, Slice, type Attrs, type Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
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

/** Characters of one paste; a whole day's minutes have about a tenth of it. */
const MAX_PASTE = 200_000;
/** Longest name or description that a clipboard may give to a person or a picture. */
const MAX_LABEL = 500;

export function pasteCleaning(): Plugin {
  return new Plugin({
    props: {
      transformPastedHTML: (html) => cleanHtml(html.slice(0, MAX_PASTE * 10)),
      transformPastedText: (text) => cleanText(text.slice(0, MAX_PASTE)),
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

/** A tag's beginning; the third part says that the name has a prefix, as Word's own elements have. */
const TAG = /<(\/?)([a-z][a-z0-9]*)(:?)/iy;
/** Elements that go with all they hold. */
const DROPPED: ReadonlySet<string> = new Set(['style', 'script', 'xml', 'title']);
/** Tags that go, while what stands between them stays: no parser need even look at where they lead. */
const STRIPPED: ReadonlySet<string> = new Set(
  'applet base embed fencedframe frame frameset iframe link meta object portal'.split(' '),
);
const INDENT = /^[\u3000\u00a0 ]+/;

/** Drops what Word adds around the text: comments, its own elements, style sheets, bullets drawn as text. */
export function cleanHtml(html: string): string {
  const kept: string[] = [];
  let startsParagraph = false;
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const text = html.slice(at, open === -1 ? html.length : open);
    const words = startsParagraph ? text.replace(INDENT, '') : text;
    if (words !== '') startsParagraph = false;
    kept.push(words);
    if (open === -1) break;
    const step = stepOver(html, open);
    kept.push(step.kept);
    startsParagraph = step.startsParagraph ?? startsParagraph;
    at = step.end;
  }
  return kept.join('');
}

interface Step {
  /** What of `html` stays. */
  readonly kept: string;
  readonly end: number;
  /** Whether a paragraph has begun whose first words are still to come; absent = as before. */
  readonly startsParagraph?: boolean;
}

/** The piece of `html` that begins with the `<` at `open`. What is never closed takes the rest with it. */
function stepOver(html: string, open: number): Step {
  if (html.startsWith('<!--', open)) return { kept: '', end: after(html, '-->', open + 4) };
  TAG.lastIndex = open;
  const [head, slash, name = '', prefix] = TAG.exec(html) ?? [];
  if (head === undefined) return { kept: '<', end: open + 1, startsParagraph: false };
  const end = after(html, '>', open + head.length);
  const element = name.toLowerCase();
  if (prefix === ':' || STRIPPED.has(element)) return { kept: '', end };
  if (slash === '' && DROPPED.has(element)) return { kept: '', end: afterElement(html, element, end) };
  const kept = html.slice(open, end);
  return slash === '' && element === 'p' ? { kept, end, startsParagraph: true } : { kept, end };
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}

function afterElement(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, 'gi');
  closing.lastIndex = from;
  return closing.test(html) ? after(html, '>', closing.lastIndex) : html.length;
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
