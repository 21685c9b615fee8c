// The parts of a paper as paragraphs and tables of a Word file, by GB/T 9704-2012, 7.3 and 10.3. One function a kind of part.
// Reckons in twips and characters of the text; knows neither meetings nor what lies around the text.
import { unreachable } from '../../../shared/lib/assert.ts';
import type { Locale } from '../../../shared/i18n/locale.ts';
import { balancedLines } from '../../../shared/papers/balanced-lines.ts';
import { emWidth } from '../../../shared/papers/em-width.ts';
import type { ListEntry, Part, Run } from '../../../shared/papers/paper.ts';
import { GRID, INDENT_CHARACTERS, LINES_AFTER_TITLE, LINES_BEFORE, SUBTITLE_PT, TEXT_PT, TITLE_PT } from '../gb9704.ts';
import { element, type Xml } from '../xml.ts';
import {
  breakRun,
  CHARACTER_TWIPS,
  hairline,
  LINE_TWIPS,
  paragraph,
  tabRun,
  textRuns,
  twipsOfPt,
  type Paragraph,
} from './docx-look.ts';
import { nameLines } from './name-lines.ts';
import { widestWord } from './printable-text.ts';
import { pictureParagraphs } from './docx-picture.ts';
import type { Setting } from './docx-setting.ts';
import { signatureParagraphs, signingParagraphs } from './docx-signature.ts';
import { tableXml } from './docx-table.ts';

export type Block =
  { readonly kind: 'paragraph'; readonly paragraph: Paragraph } | { readonly kind: 'table'; readonly table: Xml };

const INDENT = INDENT_CHARACTERS * CHARACTER_TWIPS;
const lines = (count: number): number => count * LINE_TWIPS;

/** What of its surroundings a part's own look depends on is handed on from part to part: a page break, the room after a title. */
export function blocksOf(parts: readonly Part[], setting: Setting): readonly Block[] {
  const blocks: Block[] = [];
  let breaks = false;
  parts.forEach((part, at) => {
    if (part.kind === 'page') {
      breaks = true;
      return;
    }
    const before = parts[at - 1];
    const made = apart(partBlocks(part, before, setting), breaks ? 0 : linesAfter(before, part));
    for (const one of breaks ? onNewPage(made) : made) blocks.push(one);
    breaks &&= made.length === 0;
  });
  return breaks ? [...blocks, ...onNewPage([])] : blocks;
}

/** Of the grid, between two parts. Only ever before a paragraph: programs differ in what they do with both. */
function linesAfter(before: Part | undefined, part: Part): number {
  switch (before?.kind) {
    case 'title':
      return part.kind === 'subtitle' ? 0 : LINES_AFTER_TITLE;
    case 'subtitle':
    case 'appendix':
      return LINES_AFTER_TITLE;
    case 'cut':
    case 'table':
    case 'picture':
      return 0.5;
    default:
      return part.kind === 'table' ? 0.25 : 0;
  }
}

function apart(blocks: readonly Block[], wanted: number): readonly Block[] {
  if (wanted === 0 || blocks.length === 0) return blocks;
  return changedFirst(blocks, ({ before = 0 }) => ({ before: Math.max(before, lines(wanted)) }));
}

function onNewPage(blocks: readonly Block[]): readonly Block[] {
  return changedFirst(blocks, () => ({ breaksPage: true }));
}

/** A table can neither begin a page by itself nor keep its distance, so a line without height does it for it. */
function changedFirst(blocks: readonly Block[], change: (look: Paragraph) => Partial<Paragraph>): readonly Block[] {
  const [first, ...rest] = blocks;
  if (first?.kind === 'paragraph') return [block({ ...first.paragraph, ...change(first.paragraph) }), ...rest];
  return [block(hairline(change(hairline()))), ...blocks];
}

function partBlocks(part: Part, before: Part | undefined, setting: Setting): readonly Block[] {
  switch (part.kind) {
    case 'title':
      return [block(titleParagraph(part.text, setting.width))];
    case 'subtitle':
      return [block(subtitle(part.text))];
    case 'heading':
      return [block({ style: `Heading${part.level}`, runs: runsOf(part.runs, setting), ...own(setting) })];
    case 'paragraph':
      return [block(textParagraph(part, setting))];
    case 'list':
      return listBlocks(part.entries, setting);
    case 'quote':
      return blocksOf(part.parts, {
        ...setting,
        left: setting.left + INDENT,
        look: { ...setting.look, face: 'kaiTi' },
      });
    case 'names':
      return [block(namesParagraph(part, before, setting))];
    case 'fact':
      return [block(hung(part.label, runsOf(part.runs, setting), setting))];
    case 'addressee':
      return [block(addressee(part.text, setting))];
    case 'attachments':
      return attachmentBlocks(part, setting);
    case 'signature':
      return signatureParagraphs(part).map(block);
    case 'signing':
      return signingParagraphs(part.labels, setting.locale).map(block);
    case 'remark':
      return [block({ first: INDENT, runs: textRuns(bracketed(part.text, setting.locale), setting.look) })];
    case 'table':
      return [{ kind: 'table', table: tableXml(part, setting, partsOfField) }];
    case 'picture':
      return pictureParagraphs(part, setting).map(block);
    case 'placeholder':
      return [block(placeholderParagraph(part.text))];
    case 'cut':
      return [block(hairline({ before: lines(0.5), below: { mm: 0.18, kind: 'dashed' }, keepsNext: true }))];
    case 'page':
      return [];
    case 'appendix':
      return appendixParagraphs(part, setting).map(block);
    default:
      return unreachable(part);
  }
}

/** What a field of a table holds. */
function partsOfField(parts: readonly Part[], setting: Setting): readonly Xml[] {
  return blocksOf(parts, setting).map(blockXml);
}

export function blockXml(one: Block): Xml {
  return one.kind === 'table' ? one.table : paragraph(one.paragraph);
}

function block(paragraph: Paragraph): Block {
  return { kind: 'paragraph', paragraph };
}

/** What a paragraph has of its surroundings. */
function own({ left, line }: Setting): Partial<Paragraph> {
  return { ...(left > 0 && { left }), ...(line !== LINE_TWIPS && { line }) };
}

/** In 2号小标宋, balanced over its lines, one line of the grid each. */
function titleParagraph(text: string, width: number): Paragraph {
  const [first = '', ...others] = balancedLines(text, { capacity: Math.floor(width / twipsOfPt(TITLE_PT)) });
  const rest = others.flatMap((line) => [breakRun(), ...textRuns(line)]);
  return { style: 'Title', keepsLines: true, runs: [...textRuns(first), ...rest] };
}

function subtitle(text: string): Paragraph {
  return { place: 'centre', keepsNext: true, runs: textRuns(text, { face: 'kaiTi', pt: SUBTITLE_PT }) };
}

function textParagraph({ runs, place }: Extract<Part, { kind: 'paragraph' }>, setting: Setting): Paragraph {
  const first = place === undefined && setting.first > 0 ? { first: setting.first } : {};
  const placed = place === undefined ? setting.place : place === 'flush' ? undefined : place;
  // Moved to the next line whole, a long address would leave a gaping one behind.
  const text = runs.map((run) => (run.kind === 'text' ? run.text : ' ')).join('');
  const breaks = widestWord(text) > (setting.width - setting.left) / sizeOf(setting) / 2 && { breaksWords: true };
  // A blank is not broken: pulled to one width, the words before one that goes to the next line would gape.
  const ragged = placed === undefined && /_{4}|＿{2}/u.test(text) && ({ place: 'left' } as const);
  return {
    runs: runsOf(runs, setting),
    ...first,
    ...(placed && { place: placed }),
    ...ragged,
    ...breaks,
    ...own(setting),
  };
}

/** What stands between a mark and its text at least: a mark that fills its room would push the text on. */
const MARK_GAP = 0.25;

/** Marks stand where a paragraph would begin, all texts begin behind the widest of them. */
function listBlocks(entries: readonly ListEntry[], setting: Setting): readonly Block[] {
  // A bullet fills a whole square where it is set in the Chinese face.
  const widths = entries.map(({ mark }) => (mark === '•' ? 1 : emWidth(mark)));
  const gap = entries.every(({ mark }) => mark.endsWith('、')) ? MARK_GAP / 4 : MARK_GAP;
  const room = Math.max(1, gap + Math.max(...widths)) * sizeOf(setting);
  return entries.flatMap((entry) => entryBlocks(entry, room, setting));
}

function entryBlocks({ mark, parts }: ListEntry, room: number, setting: Setting): readonly Block[] {
  const left = setting.left + setting.first + room;
  const [first, ...rest] = blocksOf(parts, { ...setting, left, first: 0 });
  const marked = [...textRuns(mark, setting.look), tabRun(setting.look)];
  if (first?.kind !== 'paragraph')
    return [block({ left, first: -room, tabs: [{ at: left }], runs: marked }), ...(first ? [first] : []), ...rest];
  const { paragraph: text } = first;
  return [block({ ...text, first: -room, tabs: [{ at: left }], runs: [...marked, ...text.runs] }), ...rest];
}

/** Of one character where the setting stands. */
function sizeOf({ look }: Setting): number {
  return look.pt === undefined || look.pt === TEXT_PT ? CHARACTER_TWIPS : twipsOfPt(look.pt);
}

function namesParagraph(part: Extract<Part, { kind: 'names' }>, before: Part | undefined, setting: Setting): Paragraph {
  const runs = (stretch: string): readonly Xml[] => textRuns(stretch, setting.look);
  const label = hung(part.label, [], setting);
  const capacity = (GRID.characters * CHARACTER_TWIPS - (label.left ?? 0)) / sizeOf(setting);
  const [first = '', ...rest] = nameLines(part.names, part.separator, capacity);
  return {
    ...{ ...label, place: 'left', before: before?.kind === 'names' ? 0 : lines(LINES_BEFORE.names) },
    runs: [...label.runs, ...runs(first), ...rest.flatMap((stretch) => [breakRun(), ...runs(stretch)])],
  };
}

/** A label in 黑体, a colon, and lines that begin below the first character behind it. */
function hung(label: string, runs: readonly Xml[], setting: Setting): Paragraph {
  const shown = withColon(label, setting.locale);
  const room = emWidth(shown) * sizeOf(setting);
  const left = setting.left + setting.first + room;
  return {
    ...own(setting),
    left,
    first: -room,
    runs: [...textRuns(shown, { ...setting.look, face: 'heiTi' }), ...runs],
  };
}

function addressee(text: string, setting: Setting): Paragraph {
  return { before: lines(LINES_BEFORE.addressee), runs: textRuns(withColon(text, setting.locale), setting.look) };
}

/** 附件：1.甲 with 2.乙 below it; one attachment has no number. */
function attachmentBlocks(
  { label, names }: Extract<Part, { kind: 'attachments' }>,
  setting: Setting,
): readonly Block[] {
  const shown = withColon(label, setting.locale);
  const margin = INDENT + emWidth(shown) * CHARACTER_TWIPS;
  const marked = names.length > 1;
  const room = marked ? (emWidth(`${names.length}.`) + MARK_GAP) * CHARACTER_TWIPS : 0;
  return names.map((name, at) => {
    const mark = marked ? [...textRuns(`${at + 1}.`, setting.look), tabRun()] : [];
    return block({
      ...(at === 0 && { before: lines(LINES_BEFORE.attachments) }),
      left: margin + room,
      first: at === 0 ? INDENT - margin - room : -room,
      tabs: marked ? [{ at: margin + room }] : [],
      keepsNext: at < names.length - 1,
      runs: [...(at === 0 ? textRuns(shown, setting.look) : []), ...mark, ...textRuns(name, setting.look)],
    });
  });
}

/** 7.3.7: on a new page, its name on the first line, its title on the third. */
function appendixParagraphs(
  { label, title }: Extract<Part, { kind: 'appendix' }>,
  { width }: Setting,
): readonly Paragraph[] {
  return [
    { breaksPage: true, keepsNext: true, runs: textRuns(label, { face: 'heiTi' }) },
    { ...titleParagraph(title, width), before: lines(LINES_BEFORE.appendixTitle) },
  ];
}

function placeholderParagraph(text: string): Paragraph {
  return { place: 'centre', runs: textRuns(text, { face: 'kaiTi' }) };
}

function runsOf(runs: readonly Run[], { look, relations }: Setting): readonly Xml[] {
  return runs.flatMap((run) => {
    if (run.kind === 'break') return [breakRun(look)];
    const made = textRuns(run.text, {
      ...look,
      ...(run.strong && { strong: true }),
      ...(run.em && { em: true }),
      ...(run.underline && { underline: true }),
    });
    const link = run.link === undefined ? null : relations.linkTo(run.link);
    return link === null ? made : [element('w:hyperlink', { 'r:id': link, 'w:history': 1 }, made)];
  });
}

function withColon(label: string, locale: Locale): string {
  if (/[：:]\s*$/.test(label)) return label;
  return locale === 'zh-CN' ? `${label}：` : `${label}: `;
}

function bracketed(text: string, locale: Locale): string {
  if (/^[（(].*[）)]$/u.test(text)) return text;
  return locale === 'zh-CN' ? `（${text}）` : `(${text})`;
}
