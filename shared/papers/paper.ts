// A paper as plain parts in the order in which they are printed: minutes, a notice, an agenda, a letter of appointment. Who
// composes one (the other files here) knows meetings and words; who prints one (server/export/papers) knows fonts, millimetres
// and file formats. Neither knows the other: this is all they share. What is internal was left out before, or stands here on
// purpose: nothing in a paper says so.
import type { Audience } from '../domain/snapshot.ts';
import type { Locale } from '../i18n/locale.ts';

/** A stretch of text in one face. No line ends: a line that ends by hand is a run of kind `break`. */
export type Run =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly strong?: true;
      readonly em?: true;
      readonly underline?: true;
      /** Only http, https or mailto. */
      readonly link?: string;
    }
  | { readonly kind: 'break' };

/** Levels as official documents count them: 一、 · （一） · 1. · （1） (GB/T 9704-2012, 7.3.3). */
export type HeadingLevel = 1 | 2 | 3 | 4;

export type Part =
  /** Centred, balanced over its lines, never broken within a word. */
  | { readonly kind: 'title'; readonly text: string }
  /** Below a title: the day and the meeting that adopted it, 草案. */
  | { readonly kind: 'subtitle'; readonly text: string }
  /** With its numeral already before it: `一、听取工作汇报`. */
  | { readonly kind: 'heading'; readonly level: HeadingLevel; readonly runs: readonly Run[] }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[]; readonly place?: 'centre' | 'right' | 'flush' }
  /** A list of the text: its numerals or dots stand before each entry, wrapped lines behind them. */
  | { readonly kind: 'list'; readonly entries: readonly ListEntry[] }
  | { readonly kind: 'quote'; readonly parts: readonly Part[] }
  /** 出席：… : the label stands out, wrapped lines begin below the first name. */
  | { readonly kind: 'names'; readonly label: string; readonly names: readonly string[]; readonly separator: string }
  /** 时间：… : a fact of a notice or an agenda; wrapped lines begin below its first character. */
  | { readonly kind: 'fact'; readonly label: string; readonly runs: readonly Run[] }
  /** 主送, flush left with a full-width colon. */
  | { readonly kind: 'addressee'; readonly text: string }
  /** 附件：1.… : no punctuation at the end, names below one another. */
  | { readonly kind: 'attachments'; readonly label: string; readonly names: readonly string[] }
  /** 署名 and 成文日期, where a seal may lie over both (`sealed`) or not. */
  | { readonly kind: 'signature'; readonly name: string; readonly date: string; readonly sealed: boolean }
  /** Lines on which people sign by hand, as `主持人（签名）：`. */
  | { readonly kind: 'signing'; readonly labels: readonly string[] }
  /** 附注, in brackets below the date. */
  | { readonly kind: 'remark'; readonly text: string }
  | TablePart
  | { readonly kind: 'picture'; readonly fileId: string; readonly caption: string }
  /** What stands in for a picture that is put in by hand: 【图1：签约仪式】. */
  | { readonly kind: 'placeholder'; readonly text: string }
  /** Along which a slip is cut off (回执). */
  | { readonly kind: 'cut' }
  /** What follows begins a new page. */
  | { readonly kind: 'page' }
  /** Begins a new page: 附件1 at its top, its title two lines below. */
  | { readonly kind: 'appendix'; readonly label: string; readonly title: string };

export interface ListEntry {
  /** `1.`, `•`, `（1）`. */
  readonly mark: string;
  readonly parts: readonly Part[];
}

export interface TablePart {
  readonly kind: 'table';
  /** Shares of the width of the text, in any unit. */
  readonly columns: readonly { readonly width: number; readonly place?: 'left' | 'centre' | 'right' }[];
  /** Repeated on each page. */
  readonly head: readonly (readonly TableField[])[];
  readonly rows: readonly (readonly TableField[])[];
  /** At least so high, in millimetres, where people write by hand; absent = as high as the text. */
  readonly rowMm?: number;
}

export interface TableField {
  readonly parts: readonly Part[];
  readonly columns?: number;
  readonly rows?: number;
}

/** 版头 of minutes (10.3): the red name, the number, who issues it and when, the red rule. */
export interface Masthead {
  /** One line each: organisation, then what it is. */
  readonly lines: readonly string[];
  /** 〔2021〕2号 or 第2期; null = none. */
  readonly number: string | null;
  readonly issuer: string | null;
  readonly date: string | null;
}

/** 版记: foot of the last page between its rules. */
export interface Imprint {
  /** 分送：各常务理事、监事。 */
  readonly copies: { readonly label: string; readonly to: string } | null;
  readonly issuer: string;
  /** 2021年4月26日印发 */
  readonly date: string;
}

interface PaperBase {
  /** Of the file and its properties. */
  readonly title: string;
  readonly locale: Locale;
  readonly audience: Audience;
  /** Author in the file's properties: the organisation. */
  readonly organisation: string | null;
}

/** Running text on A4, by the standard's grid; `wide`: lying, for tables of many columns. */
export interface TextPaper extends PaperBase {
  readonly form: 'text';
  readonly wide?: true;
  readonly masthead: Masthead | null;
  readonly parts: readonly Part[];
  readonly imprint: Imprint | null;
  /** Numbers on its pages as the standard has them; false for a single sheet. */
  readonly isPaged: boolean;
  /** At the foot of each page, small: what a draft is told by, or the digest of what was sealed. */
  readonly footnote: string | null;
}

/** 聘书: one lying sheet in a frame. */
export interface LetterPaper extends PaperBase {
  readonly form: 'letter';
  readonly heading: string;
  readonly number: string | null;
  readonly parts: readonly Part[];
  readonly issuer: string;
  readonly date: string;
}

/** 席卡: a name a sheet, to be folded, on both its sides. */
export interface CardsPaper extends PaperBase {
  readonly form: 'cards';
  readonly cards: readonly { readonly name: string; readonly line: string | null }[];
}

export type Paper = TextPaper | LetterPaper | CardsPaper;
