// What of a name fits the vertical slip: all of it, or its first part up to a natural pause.
import { emWidth } from './em-width.ts';
import { breakLines } from './line-break.ts';

const SLIP_U = 86;
/** The slip sets Chinese with open spacing, Latin close. */
const HAN_SPACE_EM = 0.16;
const AIR_U = 4;

/** `text` for the slip at `sizeU`, below something `takenU` high; a name too long ends at the pause before the room does. */
export function slipName(
  text: string,
  takenU: number,
  sizeU: number,
): { readonly text: string; readonly heightU: number } {
  const roomU = SLIP_U - takenU - (takenU > 0 ? AIR_U : 0);
  const heightOf = (part: string): number => emWidth(part) * sizeU * (1 + spaceOf(part));
  if (heightOf(text) <= roomU) return { text, heightU: heightOf(text) };
  const [first = ''] = breakLines(text, roomU / sizeU / (1 + spaceOf(text)));
  return { text: first, heightU: heightOf(first) };
}

function spaceOf(text: string): number {
  return /\p{Script=Han}/u.test(text) ? HAN_SPACE_EM : 0;
}
