// Sets a text in the fewest lines that hold it, evenly filled, ending each at a pause of the sentence when one is near.
import { emWidth } from './em-width.ts';
import { pieces, type Piece } from './word-break.ts';

interface Line {
  readonly text: string;
  readonly strain: number;
}

interface Setting {
  readonly cost: number;
  readonly lines: readonly Line[];
}

/** The lines of `text`, each at most `maxEm` wide. Never empty: an empty text is one empty line. */
export function breakLines(text: string, maxEm: number, names: readonly string[] = []): readonly string[] {
  const clean = text.replaceAll(/\s+/gu, ' ').trim();
  if (emWidth(clean) <= maxEm) return [clean];
  const parts = pieces(clean, names).flatMap((piece) => fitting(piece, maxEm));
  const count = fewestLines(parts, maxEm);
  const average = emWidth(clean) / count;
  return (evenest(parts, { count, average, maxEm })?.lines ?? [{ text: clean, strain: 0 }]).map((line) =>
    line.text.trim(),
  );
}

/** `text` itself when it fits `maxEm`, else as many whole pieces as fit and an ellipsis; for side notes, not for titles. */
export function shorten(text: string, maxEm: number): string {
  const clean = text.replaceAll(/\s+/gu, ' ').trim();
  if (emWidth(clean) <= maxEm) return clean;
  let kept = '';
  for (const piece of pieces(clean).flatMap((part) => fitting(part, maxEm - 1))) {
    if (emWidth(kept + piece.text) > maxEm - 1) break;
    kept += piece.text;
  }
  return `${kept.replace(/[\s，、；：,;:《（(“]+$/u, '')}…`;
}

/** A piece as it is, or cut by characters when no line could hold it. */
function fitting(piece: Piece, maxEm: number): readonly Piece[] {
  if (emWidth(piece.text.trimEnd()) <= maxEm) return [piece];
  const inner = pieces(piece.text);
  if (inner.length > 1) return inner.flatMap((part) => fitting(part, maxEm));
  const cut: Piece[] = [];
  let chunk = '';
  for (const character of piece.text) {
    if (chunk !== '' && emWidth(chunk + character) > maxEm) {
      cut.push({ text: chunk, strain: 1 });
      chunk = '';
    }
    chunk += character;
  }
  return [...cut, { text: chunk, strain: piece.strain }];
}

function fewestLines(parts: readonly Piece[], maxEm: number): number {
  let count = 1;
  let line = '';
  for (const part of parts) {
    if (line !== '' && emWidth((line + part.text).trimEnd()) > maxEm) {
      count += 1;
      line = '';
    }
    line += part.text;
  }
  return count;
}

/**
 * The cheapest way to set `parts` in exactly `count` lines. Cost of a line: the square of how far it is from the average
 * (in line widths), and the strain of its end. Works forward, keeping the best setting for every (lines, parts used).
 */
function evenest(
  parts: readonly Piece[],
  { count, average, maxEm }: { count: number; average: number; maxEm: number },
): Setting | undefined {
  let reached = new Map<number, Setting>([[0, { cost: 0, lines: [] }]]);
  for (let line = 0; line < count; line += 1) {
    const next = new Map<number, Setting>();
    for (const [used, setting] of reached) extend(parts, { used, setting, average, maxEm, next });
    reached = next;
  }
  return reached.get(parts.length);
}

function extend(
  parts: readonly Piece[],
  from: { used: number; setting: Setting; average: number; maxEm: number; next: Map<number, Setting> },
): void {
  let text = '';
  let before = 0;
  for (let end = from.used; end < parts.length; end += 1) {
    const part = parts[end];
    if (!part) return;
    text += part.text;
    // Added up: measuring the whole line at each piece took seconds for a title that somebody had pasted.
    const width = before + emWidth(part.text.trimEnd());
    before += emWidth(part.text);
    if (width > from.maxEm) return;
    const ragged = (width - from.average) / from.maxEm;
    const cost = from.setting.cost + ragged * ragged * 3 + part.strain;
    const known = from.next.get(end + 1);
    if (!known || cost < known.cost) {
      from.next.set(end + 1, { cost, lines: [...from.setting.lines, { text, strain: part.strain }] });
    }
  }
}
