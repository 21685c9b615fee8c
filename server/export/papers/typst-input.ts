// A paper as the data that the Typst template reads (typst/*.typ): every word made printable, titles broken into their lines,
// blank lines before each part counted, pictures by their place. Decides what depends on the order of parts; the template only
// draws. Nothing is source: it all goes in as JSON.
import type { Part, Paper, Run, TableField, TextPaper } from '../../../shared/papers/paper.ts';
import { balancedLines } from '../../../shared/papers/balanced-lines.ts';
import { unreachable } from '../../../shared/lib/assert.ts';
import {
  LINES_AFTER_TITLE,
  LINES_BEFORE,
  PICTURE_MAX_HEIGHT_MM,
  TABLE,
  TEXT_AREA_MM,
  TITLE_PT,
  WIDE_TEXT_AREA_MM,
  ptOfMm,
  tableTextPt,
} from '../gb9704.ts';
import { nameAndRest } from './name-lines.ts';
import { shown, wrapping } from './printable-text.ts';

/** Where the template finds a picture; a picture that is not here is told by its caption. */
export type PicturePlaces = ReadonlyMap<string, PicturePlace>;
export interface PicturePlace {
  readonly path: string;
  readonly format: 'png' | 'jpg' | 'gif' | 'webp';
}

export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };
type Fields = { readonly [key: string]: Data };

/** Signs of a field: a row of less is kept on one page. */
const LONGEST_WHOLE_ROW = 600;

interface Surroundings {
  readonly pictures: PicturePlaces;
  readonly colon: string;
  /** Characters of a title in a line. */
  readonly titleCapacity: number;
  readonly isWide: boolean;
  readonly isNarrow: boolean;
  readonly widthMm: number;
}

export function typstPaper(paper: Paper, pictures: PicturePlaces): Fields {
  const head = {
    form: paper.form,
    title: shown(paper.title),
    author: paper.organisation === null ? [] : [shown(paper.organisation)],
    lang: paper.locale === 'en' ? 'en' : 'zh',
    region: paper.locale === 'en' ? 'gb' : 'cn',
  };
  const around = surroundings(paper, pictures);
  switch (paper.form) {
    case 'text':
      return { ...head, ...textPaper(paper, around) };
    case 'letter':
      return {
        ...head,
        heading: shown(paper.heading),
        number: paper.number === null ? null : wrapping(paper.number),
        parts: partsOf(paper.parts, around),
        issuer: wrapping(paper.issuer),
        date: wrapping(paper.date),
      };
    case 'cards':
      return {
        ...head,
        cards: paper.cards.map(({ name, line }) => ({
          name: shown(name),
          line: line === null ? null : shown(line),
        })),
      };
    default:
      return unreachable(paper);
  }
}

function surroundings(paper: Paper, pictures: PicturePlaces): Surroundings {
  const isWide = paper.form === 'text' && paper.wide === true;
  const { width } = isWide ? WIDE_TEXT_AREA_MM : TEXT_AREA_MM;
  return {
    pictures,
    colon: paper.locale === 'en' ? ': ' : '：',
    titleCapacity: Math.floor(ptOfMm(width) / TITLE_PT),
    isWide,
    isNarrow: false,
    widthMm: width,
  };
}

function textPaper(paper: TextPaper, around: Surroundings): Fields {
  const { masthead, imprint, isPaged, footnote } = paper;
  const orNull = (text: string | null): string | null => (text === null ? null : wrapping(text));
  return {
    masthead: masthead && {
      lines: masthead.lines.map(shown),
      number: orNull(masthead.number),
      issuer: orNull(masthead.issuer),
      date: orNull(masthead.date),
    },
    parts: partsOf(paper.parts, around, masthead !== null),
    imprint: imprint && {
      copies: imprint.copies && {
        label: wrapping(imprint.copies.label) + around.colon,
        to: wrapping(imprint.copies.to),
      },
      issuer: wrapping(imprint.issuer),
      date: wrapping(imprint.date),
    },
    isPaged,
    footnote: orNull(footnote),
  };
}

/** With the blank lines before each, and what must not be left alone at the foot of a page. */
function partsOf(parts: readonly Part[], around: Surroundings, isBelowMasthead = false): readonly Fields[] {
  let titled = false;
  return parts.map((part, index) => {
    const [previous, next] = [parts[index - 1], parts[index + 1]];
    const first = part.kind === 'title' && !titled;
    titled ||= first;
    const before = previous === undefined && !isBelowMasthead ? 0 : linesBefore(part, previous);
    return { ...fieldsOf(part, around), kind: part.kind, before, clings: clings(part, next), first };
  });
}

function linesBefore(part: Part, previous: Part | undefined): number {
  const afterTitle =
    part.kind !== 'subtitle' &&
    (previous?.kind === 'title' || previous?.kind === 'subtitle' || previous?.kind === 'appendix');
  if (previous?.kind === 'page') return 0;
  return Math.max(afterTitle ? LINES_AFTER_TITLE : 0, ownLines(part, previous));
}

function ownLines(part: Part, previous: Part | undefined): number {
  switch (part.kind) {
    case 'title':
      return previous === undefined ? LINES_BEFORE.title : 1;
    case 'addressee':
      return LINES_BEFORE.addressee;
    case 'attachments':
      return LINES_BEFORE.attachments;
    case 'names':
      return previous?.kind === 'names' ? 0 : LINES_BEFORE.names;
    case 'signature':
      return part.sealed ? LINES_BEFORE.sealedSignature : LINES_BEFORE.signature;
    case 'signing':
      return previous?.kind === 'signing' ? 0 : 1;
    default:
      return 0;
  }
}

/** A signature never stands alone on a page, and an annotation belongs to the date above it. */
function clings(part: Part, next: Part | undefined): boolean {
  if (part.kind === 'cut') return true;
  if (part.kind === 'signature') return next?.kind === 'remark';
  if (part.kind === 'paragraph' || part.kind === 'attachments' || part.kind === 'fact' || part.kind === 'list') {
    return next?.kind === 'signature' || next?.kind === 'signing';
  }
  return false;
}

function fieldsOf(part: Part, around: Surroundings): Fields {
  const { colon, isNarrow } = around;
  const text = (words: string): string => wrapping(words, isNarrow);
  switch (part.kind) {
    case 'title':
      return { lines: titleLines(part.text, around) };
    case 'subtitle':
      return { lines: balancedLines(shown(part.text), { capacity: Math.floor(ptOfMm(around.widthMm) / 16) }) };
    case 'heading':
      return { level: part.level, runs: runsOf(part.runs, isNarrow) };
    case 'paragraph':
      return { runs: runsOf(part.runs, isNarrow), ...(part.place === undefined ? {} : { place: part.place }) };
    case 'list':
      return {
        entries: part.entries.map(({ mark, parts }) => ({ mark: markOf(text(mark)), parts: partsOf(parts, around) })),
      };
    case 'quote':
      return { parts: partsOf(part.parts, around) };
    case 'names':
      return {
        label: text(part.label) + colon,
        names: part.names.map((name) => nameAndRest(text(name))),
        separator: text(part.separator),
      };
    case 'fact':
      return { label: text(part.label) + colon, runs: runsOf(part.runs, isNarrow) };
    case 'attachments':
      return { label: text(part.label) + colon, names: part.names.map(text) };
    case 'signature':
      return { name: text(part.name), date: text(part.date), sealed: part.sealed };
    case 'signing':
      return { labels: part.labels.map(text) };
    case 'table':
      return tableFields(part, around);
    case 'picture':
      return pictureFields(part, around);
    case 'addressee':
    case 'remark':
    case 'placeholder':
      return { text: part.kind === 'remark' ? inBrackets(text(part.text)) : text(part.text) };
    case 'appendix':
      return { label: text(part.label), lines: titleLines(part.title, around) };
    case 'cut':
    case 'page':
      return {};
    default:
      return unreachable(part);
  }
}

function titleLines(text: string, { titleCapacity }: Surroundings): readonly string[] {
  return balancedLines(shown(text), { capacity: titleCapacity });
}

function runsOf(runs: readonly Run[], isNarrow: boolean): readonly Fields[] {
  return runs.flatMap((run): readonly Fields[] => {
    if (run.kind === 'break') return [{ kind: 'break' }];
    const { kind, text, link, ...look } = run;
    const safe = link !== undefined && /^(https?:\/\/|mailto:)/i.test(link) ? { link } : {};
    return [{ kind, text: wrapping(text, isNarrow), ...look, ...safe }];
  });
}

/** A dot stands off its text; a numeral brings its own distance. */
const markOf = (mark: string): string => (/[.．、)）]$/.test(mark) ? mark : `${mark} `);

/** 附注 stands in brackets (7.3.7), whoever wrote them. */
const inBrackets = (text: string): string => (/^[（(].*[）)]$/s.test(text) ? text : `（${text}）`);

function tableFields(part: Extract<Part, { kind: 'table' }>, around: Surroundings): Fields {
  const inside = { ...around, isNarrow: true };
  const row = (fields: readonly TableField[]): readonly Fields[] => {
    const breaks = fields.some(({ parts }) => JSON.stringify(parts).length > LONGEST_WHOLE_ROW);
    return fields.map(({ parts, columns, rows }) => ({
      parts: partsOf(parts, inside),
      breaks,
      ...(columns === undefined ? {} : { columns }),
      ...(rows === undefined ? {} : { rows }),
    }));
  };
  return {
    columns: part.columns.map(({ width, place }) => ({ width, place: place ?? 'left' })),
    head: part.head.map(row),
    rows: part.rows.map(row),
    rowMm: part.rowMm ?? null,
    textPt: tableTextPt(part.columns.length, around.isWide),
    padMm: TABLE.padMm,
  };
}

function pictureFields(part: Extract<Part, { kind: 'picture' }>, { pictures }: Surroundings): Fields {
  const place = pictures.get(part.fileId);
  return {
    caption: wrapping(part.caption),
    maxHeightMm: PICTURE_MAX_HEIGHT_MM,
    ...(place === undefined ? {} : { path: place.path, format: place.format }),
  };
}

/** By its first bytes, whatever it is called. */
export function pictureFormat(bytes: Uint8Array): PicturePlace['format'] | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpg';
  if (head.startsWith('GIF8')) return 'gif';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'webp' : null;
}
