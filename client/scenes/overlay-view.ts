// What lies over a scene at an instant: the words set as large as two lines allow, and the time that is left.
import type { SceneOverlay } from '../../shared/domain/scene.ts';
import { durationText } from '../../shared/i18n/format.ts';
import { MINUTE_MS, SECOND_MS, type EpochMs } from '../../shared/lib/time.ts';
import { emWidth } from './em-width.ts';
import { breakLines, lineBreaker } from './line-break.ts';

export interface OverlayView {
  readonly message: { readonly sizeU: number; readonly lines: readonly string[] } | null;
  readonly countdown: CountdownView | null;
}

interface CountdownView {
  readonly label: string;
  readonly figures: string;
  /** The label stands above the figures, so that what is beside it has room. */
  readonly isStacked: boolean;
  readonly labelLines: readonly string[];
}

/** Beside the stage's margins. */
const BAND_U = 157.7;
const GAP_U = 8;
const LABEL_U = 5.6;
const FIGURES_U = 9.6;
/** What a message has at least beside a countdown, and how wide a label above the figures may be. */
const MESSAGE_U = 80;
const STACKED_EM = 12;
const SIZES_U = [7.2, 5.6, 4.8] as const;
const SMALLEST_U = 4.2;

/** Null when nothing lies over it any more. */
export function overlayView({ message, countdown }: SceneOverlay, now: EpochMs): OverlayView | null {
  const says = message && (message.until === null || message.until > now) ? message.text : null;
  const runs = countdown && now < countdown.to + MINUTE_MS ? countdown : null;
  if (says === null && runs === null) return null;
  // Rounded up, so that nought is shown when the time is over and not a second before.
  const leftMs = runs && Math.max(0, Math.ceil((runs.to - now) / SECOND_MS) * SECOND_MS);
  const time = runs && countdownView(runs.label, durationText(leftMs ?? 0), says === null ? 0 : GAP_U + MESSAGE_U);
  return {
    message: says === null ? null : fitMessage(says, BAND_U - (time === null ? 0 : GAP_U + time.widthU)),
    countdown: time && time.view,
  };
}

/** `besideU`: what must be left of the band. */
function countdownView(label: string, figures: string, besideU: number): { view: CountdownView; widthU: number } {
  const figuresU = figures.length * FIGURES_U * 0.56;
  const inRowU = figuresU + (emWidth(label) + 0.6) * LABEL_U;
  if (inRowU + besideU <= BAND_U)
    return { view: { label, figures, isStacked: false, labelLines: [label] }, widthU: inRowU };
  const labelLines = breakLines(label, STACKED_EM);
  const widthU = Math.max(figuresU, ...labelLines.map((line) => emWidth(line) * LABEL_U));
  return { view: { label, figures, isStacked: true, labelLines }, widthU };
}

function fitMessage(text: string, widthU: number): NonNullable<OverlayView['message']> {
  const linesIn = lineBreaker(text);
  for (const sizeU of SIZES_U) {
    const lines = linesIn(widthU / sizeU);
    if (lines.length <= 2) return { sizeU, lines };
  }
  return { sizeU: SMALLEST_U, lines: linesIn(widthU / SMALLEST_U) };
}
