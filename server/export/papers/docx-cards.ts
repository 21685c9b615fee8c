// 席卡 as a Word file: a lying sheet a name, folded in the middle, the name on both halves with its head to the fold. Word turns
// neither a paragraph nor a field of a table upside down, so a name is lettering (WordArt): that turns in Word, in WPS and in
// LibreOffice alike, and whoever opens it can still rewrite it. Practice, not the standard's.
import { emWidth } from '../../../shared/papers/em-width.ts';
import type { CardsPaper } from '../../../shared/papers/paper.ts';
import { CARD, FACES, mmOfPt, PAPER_MM, ptOfMm } from '../gb9704.ts';
import { element, legal, type Xml } from '../xml.ts';
import { hairline, paragraph, twipsOfMm } from './docx-look.ts';
import { wordFile } from './docx-package.ts';
import { relationsOf } from './docx-relations.ts';

type Card = CardsPaper['cards'][number];

/** In millimetres, from the lying sheet's left upper corner. */
interface Lettering {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isTurned: boolean;
}

const SHEET_MM = { width: PAPER_MM.height, height: PAPER_MM.width };
/** Nothing of a sheet's own text shows, and printers want an edge. */
const EDGE_MM = 6;
/** Between a name and what stands below it: faces that are higher than their letters are let down by so much in LibreOffice. */
const GAP_MM = 18;

export function cardsFile({ cards, title, organisation, locale }: CardsPaper): Buffer {
  let drawn = 0;
  const sheets = cards.map((card, at) => {
    const runs = letterings(card).map((lettering) => letteringRun(lettering, (drawn += 1)));
    return paragraph(hairline({ breaksPage: at > 0, runs }));
  });
  const body = [...sheets, section()];
  return wordFile({ title, organisation, locale, body, footers: [], isTwoSided: false }, relationsOf(new Map()));
}

/** Both halves; the upper one is the lower one turned about the middle of the sheet. */
function letterings(card: Card): readonly Lettering[] {
  return lowerHalf(card).flatMap((upright) => [
    {
      ...upright,
      x: SHEET_MM.width - upright.x - upright.width,
      y: SHEET_MM.height - upright.y - upright.height,
      isTurned: true,
    },
    upright,
  ]);
}

function lowerHalf({ name, line }: Card): readonly Lettering[] {
  const below = line === null || line.trim() === '' ? null : sized(line, CARD.linePt);
  const shown = sized(name, below === null ? CARD.largestPt : CARD.largestWithLinePt);
  const height = shown.height + (below === null ? 0 : GAP_MM + below.height);
  const top = CARD.fieldMm.height + (CARD.fieldMm.height - height) / 2;
  const upright = { isTurned: false };
  return [
    { ...shown, ...upright, y: top },
    ...(below === null ? [] : [{ ...below, ...upright, y: top + shown.height + GAP_MM }]),
  ];
}

/** As large as it may be, and no wider than a field allows. */
function sized(text: string, largestPt: number): Omit<Lettering, 'y' | 'isTurned'> {
  const shown = legal(text).replace(/[\t\n\r]+/g, ' ');
  const characters = Math.max(1, emWidth(shown));
  const height = Math.min(mmOfPt(largestPt), (CARD.share * CARD.fieldMm.width) / characters);
  const width = height * characters;
  return { text: shown, width, height, x: (CARD.fieldMm.width - width) / 2 };
}

/** VML, which is how Word itself writes the lettering of its watermarks: the one form that all three programs turn. */
function letteringRun({ text, x, y, width, height, isTurned }: Lettering, drawn: number): Xml {
  const pt = (mm: number): string => `${ptOfMm(mm).toFixed(1)}pt`;
  const style = [
    `position:absolute;margin-left:${pt(x)};margin-top:${pt(y)};width:${pt(width)};height:${pt(height)}`,
    ...(isTurned ? ['rotation:180'] : []),
    'mso-position-horizontal-relative:page;mso-position-vertical-relative:page',
  ].join(';');
  return element('w:r', {}, [
    element('w:pict', {}, [
      ...(drawn === 1 ? [shapeType()] : []),
      element(
        'v:shape',
        { id: `name${drawn}`, type: '#_x0000_t136', alt: text, fillcolor: 'black', stroked: 'f', style },
        [element('v:textpath', { style: `font-family:"${FACES.xiaoBiaoSong[0]}";font-size:1pt`, string: text })],
      ),
    ]),
  ]);
}

/** What the format calls plain text on a straight path (ECMA-376, part 4, 19.1.2.19: spt 136). */
function shapeType(): Xml {
  const formulas = [
    ...['sum #0 0 10800', 'prod #0 2 1', 'sum 21600 0 @1', 'sum 0 0 @2', 'sum 21600 0 @3', 'if @0 @3 0'],
    ...['if @0 21600 @1', 'if @0 0 @2', 'if @0 @4 21600', 'mid @5 @6', 'mid @8 @5', 'mid @7 @8', 'mid @6 @7'],
    'sum @6 0 @5',
  ];
  return element(
    'v:shapetype',
    { id: '_x0000_t136', coordsize: '21600,21600', 'o:spt': 136, adj: 10800, path: 'm@7,l@8,m@5,21600l@6,21600e' },
    [
      element(
        'v:formulas',
        {},
        formulas.map((eqn) => element('v:f', { eqn })),
      ),
      element('v:path', {
        ...{ textpathok: 't', 'o:connecttype': 'custom', 'o:connectlocs': '@9,0;@10,10800;@11,21600;@12,10800' },
        'o:connectangles': '270,180,90,0',
      }),
      element('v:textpath', { on: 't', fitshape: 't' }),
      element('o:lock', { 'v:ext': 'edit', text: 't', shapetype: 't' }),
    ],
  );
}

function section(): Xml {
  const edge = twipsOfMm(EDGE_MM);
  return element('w:sectPr', {}, [
    element('w:pgSz', {
      'w:w': twipsOfMm(SHEET_MM.width),
      'w:h': twipsOfMm(SHEET_MM.height),
      'w:orient': 'landscape',
    }),
    element('w:pgMar', {
      ...{ 'w:top': edge, 'w:right': edge, 'w:bottom': edge, 'w:left': edge },
      ...{ 'w:header': edge, 'w:footer': edge, 'w:gutter': 0 },
    }),
  ]);
}
