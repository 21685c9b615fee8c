// Minutes blocks as HTML. Every text and attribute is escaped here and nowhere else; tags come from this file only.
import type { Block, Inline, InlineMarks, TableCell } from '../domain/minutes.ts';
import type { EpochMs } from '../lib/time.ts';
import { instantText, type TextOptions } from './blocks-text.ts';
import { isSafeLink, MAX_LIST_START, MAX_SPAN, wholeNumber } from './node-attribute.ts';

export interface HtmlOptions extends TextOptions {
  /** Where a picture is fetched from; null or absent: its description stands in its place. */
  readonly imageUrl?: (fileId: string) => string | null;
}

/** Safe to put into a page as it is. Internal spans are kept and carry the class `internal`. */
export function blocksToHtml(blocks: readonly Block[], options: HtmlOptions = {}): string {
  return blocks.map((block) => blockToHtml(block, options)).join('');
}

/** Text for an HTML text node or a quoted attribute; control characters, which no HTML may hold, are dropped. */
export function escapeHtml(text: string): string {
  return text.replace(CONTROL, '').replace(/[&<>"']/g, (character) => ESCAPES.get(character) ?? '');
}

const CONTROL = /[^\P{Cc}\t\n\r]/gu;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function blockToHtml(block: Block, options: HtmlOptions): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inlineToHtml(block.inline, options)}</p>`;
    case 'heading':
      return `<h${block.level}>${inlineToHtml(block.inline, options)}</h${block.level}>`;
    case 'list':
      return listToHtml(block, options);
    case 'quote':
      return `<blockquote>${blocksToHtml(block.blocks, options)}</blockquote>`;
    case 'rule':
      return '<hr>';
    case 'image':
      return imageToHtml(block, options);
    case 'table':
      return `<table><tbody>${block.rows.map((row) => rowToHtml(row, options)).join('')}</tbody></table>`;
  }
}

function listToHtml(list: Extract<Block, { kind: 'list' }>, options: HtmlOptions): string {
  const items = list.items.map((item) => `<li>${blocksToHtml(item, options)}</li>`).join('');
  if (!list.ordered) return `<ul>${items}</ul>`;
  const start = wholeNumber(list.start, 1, MAX_LIST_START);
  return `<ol${start === 1 ? '' : ` start="${start}"`}>${items}</ol>`;
}

function imageToHtml(image: Extract<Block, { kind: 'image' }>, { imageUrl }: HtmlOptions): string {
  const url = imageUrl?.(image.fileId) ?? null;
  const alt = escapeHtml(image.alt);
  if (url === null) return alt === '' ? '' : `<p class="picture">${alt}</p>`;
  return `<p><img src="${escapeHtml(url)}" alt="${alt}"></p>`;
}

function rowToHtml(row: readonly TableCell[], options: HtmlOptions): string {
  const cells = row.map((cell) => {
    const tag = cell.header ? 'th' : 'td';
    const span = (name: string, value: number): string => {
      const count = wholeNumber(value, 1, MAX_SPAN);
      return count === 1 ? '' : ` ${name}="${count}"`;
    };
    const spans = `${span('colspan', cell.colspan)}${span('rowspan', cell.rowspan)}`;
    return `<${tag}${spans}>${blocksToHtml(cell.blocks, options)}</${tag}>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

function inlineToHtml(inline: readonly Inline[], options: HtmlOptions): string {
  return inline
    .map((run) => {
      switch (run.kind) {
        case 'text':
          return marked(escapeHtml(run.text), run.marks);
        case 'break':
          return '<br>';
        case 'mention':
          return marked(`<span class="mention">${escapeHtml(run.label)}</span>`, run.marks);
        case 'timestamp':
          return marked(timeToHtml(run.at, options), run.marks);
      }
    })
    .join('');
}

function timeToHtml(at: EpochMs, options: HtmlOptions): string {
  return `<time datetime="${instantText(at, {})}">${escapeHtml(instantText(at, options))}</time>`;
}

function marked(html: string, marks: InlineMarks): string {
  let result = html;
  if (marks.code) result = `<code>${result}</code>`;
  if (marks.underline) result = `<u>${result}</u>`;
  if (marks.em) result = `<em>${result}</em>`;
  if (marks.strong) result = `<strong>${result}</strong>`;
  if (marks.link !== undefined && isSafeLink(marks.link)) {
    result = `<a href="${escapeHtml(marks.link)}" rel="noopener noreferrer nofollow">${result}</a>`;
  }
  return marks.internal ? `<span class="internal">${result}</span>` : result;
}
