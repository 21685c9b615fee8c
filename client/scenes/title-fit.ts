// How large a title stands: by its width in characters, then by the lines it really needs. Sizes in u, 1 % of the
// stage's height. From 7.2 upwards nothing is sacrificed; beyond 57 characters the size gives way before a word does.
import { emWidth } from './em-width.ts';
import { breakLines, lineBreaker } from './line-break.ts';

export interface TitleFit {
  readonly sizeU: number;
  readonly lineHeight: number;
  readonly lines: readonly string[];
  readonly heightU: number;
}

interface Step {
  readonly sizeU: number;
  readonly lineHeight: number;
  readonly maxLines: number;
  /** The widest text, in em, this step is meant for. */
  readonly maxEm: number;
}

/** Width beside the title slip, in u. */
export const MAIN_WIDTH_U = 139.7;

const STEPS: readonly Step[] = [
  { sizeU: 13, lineHeight: 1.1, maxLines: 1, maxEm: 10 },
  { sizeU: 11.4, lineHeight: 1.24, maxLines: 1, maxEm: 12 },
  { sizeU: 9.6, lineHeight: 1.28, maxLines: 2, maxEm: 28 },
  { sizeU: 8.2, lineHeight: 1.3, maxLines: 2, maxEm: 34 },
  { sizeU: 7.2, lineHeight: 1.32, maxLines: 3, maxEm: 57 },
  { sizeU: 5.6, lineHeight: 1.34, maxLines: 4, maxEm: 98 },
  { sizeU: 4.6, lineHeight: 1.34, maxLines: 9, maxEm: Infinity },
  // The hall's smallest type: for what leaves no other room to who speaks and for how long.
  { sizeU: 4.2, lineHeight: 1.3, maxLines: Infinity, maxEm: Infinity },
];

/** Every way to set `title`, the largest first; at least one. */
export function titleFits(title: string, names: readonly string[] = [], widthU = MAIN_WIDTH_U): readonly TitleFit[] {
  const em = emWidth(title.trim());
  const linesIn = lineBreaker(title, names);
  const fits = STEPS.filter((step) => em <= step.maxEm)
    .map((step) => ({ step, lines: linesIn(widthU / step.sizeU) }))
    .filter(({ step, lines }) => lines.length <= step.maxLines)
    .map(({ step, lines }) => fitOf(step, lines));
  return fits.length > 0 ? fits : [smallest(title, names, widthU)];
}

/** The largest way to set `title`. */
export function fitTitle(title: string, names: readonly string[] = [], widthU = MAIN_WIDTH_U): TitleFit {
  return titleFits(title, names, widthU)[0] ?? smallest(title, names, widthU);
}

function smallest(title: string, names: readonly string[], widthU: number): TitleFit {
  const step = { sizeU: 4.6, lineHeight: 1.3 };
  return fitOf(step, breakLines(title, widthU / step.sizeU, names));
}

function fitOf(step: Pick<Step, 'sizeU' | 'lineHeight'>, lines: readonly string[]): TitleFit {
  const { sizeU, lineHeight } = step;
  return { sizeU, lineHeight, lines, heightU: sizeU * lineHeight * lines.length };
}

/** The welcome's lines, which already end where the name of the meeting pauses: one size for all, 18u down to 4.6u. */
export function fitWelcome(
  titleLines: readonly string[],
  { widthU, heightU }: { widthU: number; heightU: number },
): TitleFit {
  const breakers = titleLines.map((line) => lineBreaker(line));
  for (const sizeU of [18, 15, 12, 11.4, 10.4, 9.6, 8.4, 7.2, 6.4, 5.6, 4.6]) {
    const lines = breakers.flatMap((linesIn) => linesIn(widthU / sizeU));
    const fit = fitOf({ sizeU, lineHeight: 1.36 }, lines);
    if (fit.heightU <= heightU && (lines.length <= titleLines.length || sizeU <= 7.2)) return fit;
  }
  return smallest(titleLines.join(''), [], widthU);
}

/** A ceremony's heading: as large as one line allows, at most two lines. */
export function fitCeremony(title: string): TitleFit {
  const widthU = 150;
  const linesIn = lineBreaker(title);
  for (const sizeU of [16.4, 13, 11.4, 9.6, 8.2, 7.2, 5.6]) {
    const lines = linesIn(widthU / sizeU);
    if (lines.length <= (sizeU > 10 ? 1 : 2)) return fitOf({ sizeU, lineHeight: 1.15 }, lines);
  }
  return smallest(title, [], widthU);
}
