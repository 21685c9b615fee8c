// The numbers of GB/T 9704-2012 《党政机关公文格式》, each with its unit and clause, once for every renderer. What the
// standard leaves to whoever prints (tables, letters of appointment, name cards) stands below under a heading of its own, so
// that nobody takes it for the standard's. Knows no file format.

/** 5.1: A4. */
export const PAPER_MM = { width: 210, height: 297 } as const;

/** 5.2.1: 天头 37, 订口 28; the rest follows from 版心 156 × 225. */
export const MARGIN_MM = { top: 37, bottom: 35, left: 28, right: 26 } as const;
export const TEXT_AREA_MM = { width: 156, height: 225 } as const;

/** 8, 横排表格: the sheet is turned, its head to the binding. Header and footer follow the turned sheet. */
export const WIDE_MARGIN_MM = { top: 28, bottom: 26, left: 35, right: 37 } as const;
export const WIDE_TEXT_AREA_MM = { width: 225, height: 156 } as const;

/** 5.2.3: the page is filled by 22 lines of 28 characters. */
export const GRID = { lines: 22, characters: 28 } as const;
/** Of one line: 225 mm / 22. */
export const LINE_MM = TEXT_AREA_MM.height / GRID.lines;
/** Of one character: 156 mm / 28 = 5.571 mm = 15.79 pt. 3号 as Word has it (16 pt) would leave room for 27. */
export const CHARACTER_MM = TEXT_AREA_MM.width / GRID.characters;

const POINT_MM = 25.4 / 72;
export const mmOfPt = (pt: number): number => pt * POINT_MM;
export const ptOfMm = (mm: number): number => mm / POINT_MM;

/** 字号 in points, as word processors have them. */
export const SIZE_PT = {
  chu: 42,
  xiaoChu: 36,
  yi: 26,
  xiaoYi: 24,
  er: 22,
  xiaoEr: 18,
  san: 16,
  xiaoSan: 15,
  si: 14,
  xiaoSi: 12,
  wu: 10.5,
  xiaoWu: 9,
} as const;
/** 3号 as type has it: with it 28 characters stand in a line. */
export const SAN_IN_TYPE_PT = 15.75;

/** 5.2.2 and 7: what stands in which size. */
export const TEXT_PT = SIZE_PT.san;
export const TITLE_PT = SIZE_PT.er;
export const IMPRINT_PT = SIZE_PT.si;
export const PAGE_NUMBER_PT = SIZE_PT.si;

/**
 * The faces by name: the official ones first, then what a machine may have instead. None of the official ones is ours to
 * ship. The last of each is free.
 */
export const FACES = {
  /** 标题 and 发文机关标志 (7.2.4, 7.3.1). Never in bold: it is bold. */
  xiaoBiaoSong: [
    '方正小标宋简体',
    'FZXiaoBiaoSong-B05S',
    '华文中宋',
    'STZhongsong',
    'Noto Serif CJK SC',
    'Noto Serif SC',
  ],
  /** 正文 (7.3.3). */
  fangSong: ['仿宋_GB2312', '仿宋', 'FangSong', 'STFangsong', 'Noto Serif CJK SC', 'Noto Serif SC'],
  /** Second level. */
  kaiTi: ['楷体_GB2312', '楷体', 'KaiTi', 'STKaiti', 'LXGW WenKai', 'Noto Serif CJK SC', 'Noto Serif SC'],
  /** First level, 附件, labels of the lists of names. */
  heiTi: ['黑体', 'SimHei', 'STHeiti', 'Noto Sans CJK SC', 'Noto Sans SC'],
  /** Page numbers (7.5). */
  song: ['宋体', 'SimSun', 'STSong', 'Noto Serif CJK SC', 'Noto Serif SC'],
} as const;
export type Face = keyof typeof FACES;
/** Latin letters and digits of the text, by custom. */
export const LATIN_FACE = 'Times New Roman';

/** 7.3.3: 一、 · （一） · 1. · （1）. All in 3号, none in bold. */
export const HEADING_FACE: Readonly<Record<1 | 2 | 3 | 4, Face>> = {
  1: 'heiTi',
  2: 'kaiTi',
  3: 'fangSong',
  4: 'fangSong',
};

/** 5.2.4: black unless stated; 7.2.4, 7.2.7: red. */
export const RED = 'FF0000';

/** 7.2.4, 7.2.5, 7.2.7, 10.3. Lines are of the grid. */
export const MASTHEAD = {
  /** From the upper edge of 版心 to the upper edge of the red name. */
  dropMm: 35,
  linesBeforeNumber: 2,
  /** From 发文字号 (or the line of issuer and date) to the red rule, which is as wide as 版心. */
  ruleGapMm: 4,
  ruleMm: 0.53,
  /** Issuer and date stand in by so much (practice for 纪要). */
  sideCharacters: 1,
  /** "Size free", and smaller than its superior's: the largest that is taken. */
  largestPt: 42,
} as const;

/** 7.3: whole lines of the grid before a part; characters of indent. */
export const LINES_BEFORE = {
  /** 标题, below the red rule; without a masthead it begins the page. */
  title: 2,
  addressee: 1,
  attachments: 1,
  names: 1,
  /** 7.3.5: below the text. A seal of 42 mm begins within one line of the text and covers name and date. */
  sealedSignature: 2,
  signature: 1,
  appendixTitle: 1,
} as const;
/** Between a title and the text where no addressee stands between. */
export const LINES_AFTER_TITLE = 1;
export const INDENT_CHARACTERS = 2;

/** 7.3.5, in characters from the right edge of 版心. */
export const SIGNATURE = {
  /** With a seal: the date stands in by four, the name is centred over it. */
  sealedDateRight: 4,
  /** Without: the name stands in by two, the date begins two to the right of the name's first character. */
  nameRight: 2,
  dateShift: 2,
} as const;

/** 7.4: lines of 版记 are as wide as 版心, the last lies on the lower edge of the last page's 版心. */
export const IMPRINT = { outerRuleMm: 0.35, innerRuleMm: 0.25, sideCharacters: 1 } as const;

/** 7.5: — 1 —, dashes so far below 版心, odd pages right, even left, one character in. */
export const PAGE_NUMBER = { belowMm: 7, sideCharacters: 1 } as const;

// ——— Not of the standard: practice, one value for every renderer ———

/** Text of tables: in 4号 while there is room, smaller where columns are many. */
export function tableTextPt(columns: number, isWide: boolean): number {
  const roomy = isWide ? 7 : 4;
  if (columns <= roomy) return SIZE_PT.si;
  return columns <= roomy + 3 ? SIZE_PT.xiaoSi : SIZE_PT.wu;
}
export const TABLE = { ruleMm: 0.18, lineOfSize: 1.4, padMm: 1.2 } as const;

/** A picture is as wide as the text, but leaves half a page to the text. */
export const PICTURE_MAX_HEIGHT_MM = 110;
export const CAPTION_PT = SIZE_PT.si;
export const FOOTNOTE_PT = SIZE_PT.xiaoWu;
export const SUBTITLE_PT = SIZE_PT.san;

/** 聘书: A4 lying, in a double frame. */
export const LETTER = {
  marginMm: { top: 42, bottom: 34, left: 45, right: 45 },
  /** Of the frame from the paper's edge. */
  frameMm: 14,
  frameColour: 'B22222',
  headingPt: 60,
  headingColour: 'C00000',
  /** The largest in which all of it stands on the sheet. */
  textPt: [24, 22, 20, 18, 16, 14],
  lineOfSize: 1.75,
  numberPt: SIZE_PT.si,
} as const;

/** 席卡: A4 lying, folded in the middle: two fields of 297 × 105 mm, their heads to the fold. */
export const CARD = {
  fieldMm: { width: 297, height: 105 },
  largestPt: 150,
  largestWithLinePt: 130,
  linePt: SIZE_PT.xiaoChu,
  /** A name is at most so much of a field's width. */
  share: 0.86,
} as const;
