// What lies over a scene at an instant: the words set as large as two lines allow, and the time that is left.
import type { SceneOverlay } from '../../shared/domain/scene.ts';
import { durationText } from '../../shared/i18n/format.ts';
import { MINUTE_MS, SECOND_MS, type EpochMs } from '../../shared/lib/time.ts';
import { emWidth } from './em-width.ts';
import { breakLines } from './line-break.ts';

export interface OverlayView {
  readonly message: { readonly sizeU: number; readonly lines: readonly string[] } | null;
  readonly countdown: { readonly label: string; readonly figures: string } | null;
}

/** Beside the stage's margins. */
const BAND_U = 157.7;
const GAP_U = 8;
const SIZES_U = [7.2, 5.6, 4.8] as const;
const SMALLEST_U = 4.2;

/** Null when nothing lies over it any more. */
export function overlayView({ message, countdown }: SceneOverlay, now: EpochMs): OverlayView | null {
  const says = message && (message.until === null || message.until > now) ? message.text : null;
  const runs = countdown && now < countdown.to + MINUTE_MS ? countdown : null;
  if (says === null && runs === null) return null;
  // Rounded up, so that nought is shown when the time is over and not a second before.
  const leftMs = runs && Math.max(0, Math.ceil((runs.to - now) / SECOND_MS) * SECOND_MS);
  const figures = durationText(leftMs ?? 0);
  const takenU = runs === null ? 0 : GAP_U + figures.length * 9.6 * 0.56 + (emWidth(runs.label) + 0.6) * 5.6;
  return {
    message: says === null ? null : fitMessage(says, BAND_U - takenU),
    countdown: runs && { label: runs.label, figures },
  };
}

function fitMessage(text: string, widthU: number): NonNullable<OverlayView['message']> {
  const fits = SIZES_U.map((sizeU) => ({ sizeU, lines: breakLines(text, widthU / sizeU) }));
  return (
    fits.find(({ lines }) => lines.length <= 2) ?? {
      sizeU: SMALLEST_U,
      lines: breakLines(text, widthU / SMALLEST_U),
    }
  );
}
