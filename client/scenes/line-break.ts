// Sets a text in the fewest lines that hold it, evenly filled, ending each at a pause of the sentence when one is near.
import { emWidth } from './em-width.ts';
import { pieces, type Piece } from './word-break.ts';

/** A piece, measured once: how wide it is within a line, and where it ends one. */
interface Part extends Piece {
  readonly em: number;
  readonly lastEm: number;
}

/** A line and the setting of all before it. */
interface Setting {
  readonly cost: number;
  readonly text: string;
  readonly before: Setting | null;
}

/** The lines of `text`, each at most `maxEm` wide. Never empty: an empty text is one empty line. */
export function breakLines(text: string, maxEm: number, names: readonly string[] = []): readonly string[] {
  return lineBreaker(text, names)(maxEm);
}

/** `breakLines` of one text for any width: its words are found once, however many sizes are tried. */
export function lineBreaker(text: string, names: readonly string[] = []): (maxEm: number) => readonly string[] {
  const clean = text.replaceAll(/\s+/gu, ' ').trim();
  const em = emWidth(clean);
  let words: readonly Part[] | null = null;
  return (maxEm) => {
    if (em <= maxEm) return [clean];
    words ??= pieces(clean, names).map(measured);
    const parts = words.flatMap((word) => fitting(word, maxEm));
    const count = fewestLines(parts, maxEm);
    const setting = evenest(parts, { count, average: em / count, maxEm });
    return setting ? linesOf(setting) : [clean];
  };
}

/** `text` itself when it fits `maxEm`, else as many whole pieces as fit and an ellipsis; for side notes, not for titles. */
export function shorten(text: string, maxEm: number): string {
  const clean = text.replaceAll(/\s+/gu, ' ').trim();
  if (emWidth(clean) <= maxEm) return clean;
  let kept = '';
  for (const piece of pieces(clean).flatMap((part) => fitting(measured(part), maxEm - 1))) {
    if (emWidth(kept + piece.text) > maxEm - 1) break;
    kept += piece.text;
  }
  return `${kept.replace(/[\s，、；：,;:《（(“]+$/u, '')}…`;
}

/** A piece as it is, or cut by characters when no line could hold it. */
function fitting(piece: Part, maxEm: number): readonly Part[] {
  if (piece.lastEm <= maxEm) return [piece];
  const inner = pieces(piece.text);
  if (inner.length > 1) return inner.flatMap((part) => fitting(measured(part), maxEm));
  const cut: Piece[] = [];
  let chunk = '';
  for (const character of piece.text) {
    if (chunk !== '' && emWidth(chunk + character) > maxEm) {
      cut.push({ text: chunk, strain: 1 });
      chunk = '';
    }
    chunk += character;
  }
  return [...cut, { text: chunk, strain: piece.strain }].map(measured);
}

function measured(piece: Piece): Part {
  return { ...piece, em: emWidth(piece.text), lastEm: emWidth(piece.text.trimEnd()) };
}

function fewestLines(parts: readonly Part[], maxEm: number): number {
  let count = 1;
  let before = 0;
  for (const part of parts) {
    if (before > 0 && before + part.lastEm > maxEm) {
      count += 1;
      before = 0;
    }
    before += part.em;
  }
  return count;
}

/**
 * The cheapest way to set `parts` in exactly `count` lines. Cost of a line: the square of how far it is from the average
 * (in line widths), and the strain of its end. Works forward, keeping the best setting for every (lines, parts used).
 */
function evenest(
  parts: readonly Part[],
  { count, average, maxEm }: { count: number; average: number; maxEm: number },
): Setting | undefined {
  let reached = new Map<number, Setting>([[0, { cost: 0, text: '', before: null }]]);
  for (let line = 0; line < count; line += 1) {
    const next = new Map<number, Setting>();
    for (const [used, setting] of reached) extend(parts, { used, setting, average, maxEm, next });
    reached = next;
  }
  return reached.get(parts.length);
}

function extend(
  parts: readonly Part[],
  from: { used: number; setting: Setting; average: number; maxEm: number; next: Map<number, Setting> },
): void {
  let text = '';
  let before = 0;
  for (let end = from.used; end < parts.length; end += 1) {
    const part = parts[end];
    if (!part) return;
    text += part.text;
    const width = before + part.lastEm;
    before += part.em;
    if (width > from.maxEm) return;
    const ragged = (width - from.average) / from.maxEm;
    const cost = from.setting.cost + ragged * ragged * 3 + part.strain;
    const known = from.next.get(end + 1);
    if (!known || cost < known.cost) from.next.set(end + 1, { cost, text, before: from.setting });
  }
}

function linesOf(last: Setting): readonly string[] {
  const lines: string[] = [];
  for (let at: Setting | null = last; at?.before; at = at.before) lines.unshift(at.text.trim());
  return lines;
}
