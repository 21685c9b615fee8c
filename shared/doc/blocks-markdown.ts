// Minutes blocks as CommonMark with GitHub's tables. Whatever people typed is escaped so that it reads back as text;
// where `**` would not bind (Chinese punctuation beside it, two delimiters in a row) the HTML tag stands instead.
import type { Block, Inline, InlineMarks } from '../domain/minutes.ts';
import { instantText, tableGrid } from './blocks-text.ts';
import type { HtmlOptions } from './blocks-html.ts';
import { tailStart, withoutTail } from '../lib/tail.ts';
import { isSafeLink } from './node-attribute.ts';

/** Blocks parted by empty lines, without a final line feed. Internal spans carry the class `internal`. */
export function blocksToMarkdown(blocks: readonly Block[], options: HtmlOptions = {}): string {
  let previous = '';
  const parts = blocks.map((block) => {
    // Two lists of one kind in a row would read as one: every second takes the other marker.
    const kind = block.kind === 'list' ? `${block.ordered ? 'ordered' : 'bullet'}` : '';
    const isAlternate = kind !== '' && previous === kind;
    previous = isAlternate ? '' : kind;
    return blockToMarkdown(block, isAlternate, options);
  });
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Text that stands for itself anywhere within a line; at a line's beginning use it with what comes before it. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[^\P{Cc}\t]+/gu, ' ')
    .replace(/[\\`*_[\]<>~|&$]/g, '\\$&')
    .replace(/^[ \t]+/, '')
    .replace(/^([#+=-])/, '\\$1')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

function blockToMarkdown(block: Block, isAlternate: boolean, options: HtmlOptions): string {
  switch (block.kind) {
    case 'paragraph':
      return inlineToMarkdown(block.inline, '\\\n', options);
    case 'heading': {
      const text = inlineToMarkdown(block.inline, '<br>', options);
      // A closing run of # would count as decoration.
      const end = tailStart(text, '#');
      const open = end < text.length ? `${text.slice(0, end)}\\${text.slice(end)}` : text;
      return `${'#'.repeat(block.level)} ${open}`.trimEnd();
    }
    case 'list':
      return listToMarkdown(block, isAlternate, options);
    case 'quote':
      return prefixed(blocksToMarkdown(block.blocks, options), '> ', '> ');
    case 'rule':
      return '---';
    case 'image': {
      const url = options.imageUrl?.(block.fileId) ?? null;
      const alt = escapeMarkdown(block.alt);
      return url === null ? alt : `![${alt}](<${url.replace(/[<>\s\\]/g, encodeURIComponent)}>)`;
    }
    case 'table':
      return tableToMarkdown(block, options);
  }
}

function listToMarkdown(list: Extract<Block, { kind: 'list' }>, isAlternate: boolean, options: HtmlOptions): string {
  const items = list.items.map((item, index) => {
    const marker = list.ordered ? `${list.start + index}${isAlternate ? ')' : '.'} ` : isAlternate ? '* ' : '- ';
    return prefixed(blocksToMarkdown(item, options), marker, ' '.repeat(marker.length));
  });
  return items.join(list.items.some((item) => item.length > 1) ? '\n\n' : '\n');
}

function prefixed(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd())
    .join('\n');
}

/** GitHub's tables need a heading row; a table without one gets an empty row in its place. */
function tableToMarkdown(table: Extract<Block, { kind: 'table' }>, options: HtmlOptions): string {
  const grid = tableGrid(table.rows);
  const [first] = grid;
  if (!first || first.length === 0) return '';
  const hasHead = first.every((cell) => cell === null || cell.header);
  const lines = grid.map((row) => row.map((cell) => (cell ? cellText(cell.blocks, options) : '')));
  const [head, ...body] = hasHead ? lines : [first.map(() => ''), ...lines];
  const rows = [head ?? [], first.map(() => '---'), ...body];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A cell holds one line: blocks and list items follow each other after a `<br>`. */
function cellText(blocks: readonly Block[], options: HtmlOptions): string {
  return blocks.flatMap((block) => cellLines(block, options)).join('<br>');
}

function cellLines(block: Block, options: HtmlOptions): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [inlineToMarkdown(block.inline, '<br>', options)];
    case 'list':
      return block.items.map((item, index) => {
        const marker = block.ordered ? `${block.start + index}\\. ` : '• ';
        return `${marker}${cellText(item, options)}`;
      });
    case 'quote':
      return block.blocks.flatMap((inner) => cellLines(inner, options));
    case 'table':
      return block.rows.map((row) => row.map((cell) => cellText(cell.blocks, options)).join(' '));
    case 'image':
      return [blockToMarkdown(block, false, options)];
    case 'rule':
      return [];
  }
}

function inlineToMarkdown(inline: readonly Inline[], lineBreak: string, options: HtmlOptions): string {
  let result = '';
  inline.forEach((run, index) => {
    // A break at the very end is no break; the backslash would be read as text.
    if (run.kind === 'break') result += index === inline.length - 1 ? '' : lineBreak;
    else result += runToMarkdown(run, { before: result, after: inline[index + 1] }, options);
  });
  return withoutTail(result, ' \t');
}

interface Surroundings {
  readonly before: string;
  readonly after: Inline | undefined;
}

function runToMarkdown(run: Exclude<Inline, { kind: 'break' }>, around: Surroundings, options: HtmlOptions): string {
  const plain = run.kind === 'text' ? run.text : run.kind === 'mention' ? run.label : instantText(run.at, options);
  if (run.marks.code) return marked(codeSpan(plain), run.marks, around);
  const isLineStart = around.before === '' || around.before.endsWith('\n');
  // Only a line's beginning needs its first characters escaped; elsewhere a guard keeps them as they are.
  const escaped = isLineStart ? escapeMarkdown(plain) : escapeMarkdown(`x${plain}`).slice(1);
  const core = escaped.trim();
  const lead = escaped.slice(0, escaped.length - escaped.trimStart().length);
  const trail = escaped.slice(lead.length + core.length);
  // Delimiters do not bind beside blanks, so those stay outside.
  return core === ''
    ? escaped
    : `${lead}${marked(core, run.marks, { ...around, before: around.before + lead })}${trail}`;
}

function codeSpan(text: string): string {
  const line = text.replace(/[^\P{Cc}]+/gu, ' ');
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), (match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

function marked(text: string, marks: InlineMarks, around: Surroundings): string {
  let result = text;
  if (marks.underline) result = `<u>${result}</u>`;
  if (marks.em) result = delimited(result, { delimiter: '*', tag: 'em' }, around);
  if (marks.strong) result = delimited(result, { delimiter: '**', tag: 'strong' }, around);
  if (marks.link !== undefined && isSafeLink(marks.link)) result = `[${result}](<${marks.link}>)`;
  return marks.internal ? `<span class="internal">${result}</span>` : result;
}

const PUNCTUATION = /[\p{P}\p{S}]/u;

/** CommonMark's flanking rules: beside a letter, the delimiter must touch a letter on its inner side too. */
function delimited(
  text: string,
  { delimiter, tag }: { readonly delimiter: string; readonly tag: string },
  { before, after }: Surroundings,
): string {
  const outer = { left: lastOf(before), right: after?.kind === 'text' ? (Array.from(after.text)[0] ?? '') : '' };
  const opens = isOutside(outer.left) || !PUNCTUATION.test(Array.from(text)[0] ?? '');
  const closes = isOutside(outer.right) || !PUNCTUATION.test(lastOf(text));
  const isClear = !/[*_\\]$/.test(before) && after?.kind !== 'mention' && after?.kind !== 'timestamp';
  const touchesMarked = after?.kind === 'text' && Object.keys(after.marks).length > 0;
  return opens && closes && isClear && !touchesMarked ? `${delimiter}${text}${delimiter}` : `<${tag}>${text}</${tag}>`;
}

/** A line's end, a blank or a punctuation mark. */
function isOutside(character: string): boolean {
  return character === '' || /\s/.test(character) || PUNCTUATION.test(character);
}

function lastOf(text: string): string {
  return Array.from(text.slice(-2)).at(-1) ?? '';
}
