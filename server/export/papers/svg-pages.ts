// Cuts the compiler's one drawing of a paper into its pages, each a picture of its own: only the outlines that it uses, nothing
// that reaches outside. Knows the shape in which the compiler draws, and throws where that is another.

/** More digits than a thousandth of a point are noise, and half the bytes. */
const LONG_FRACTION = /(\.\d{3})\d+/g;
const SIZE = /^<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"/;
const HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
/** Lines of the outermost level are indented by four spaces, those of outlines by eight. */
const OUTER = '    ';
const INNER = '        ';

interface Parts {
  readonly pages: readonly (readonly string[])[];
  readonly outlines: ReadonlyMap<string, string>;
  /** Other definitions: clips and colours, few and small. */
  readonly others: readonly string[];
}

/** `from` counts from 0; at most `count` pages. All pages of a paper are of one size. */
export function svgPages(drawing: string, from: number, count: number, total: number): readonly string[] {
  const size = SIZE.exec(drawing);
  const parts = partsOf(drawing.split('\n'));
  if (size === null || parts.pages.length !== total) throw new Error('the compiler draws in another shape');
  const sheet = { width: Number(size[1]), height: Number(size[2]) / total };
  return parts.pages.slice(from, from + count).map((lines) => pageOf(lines, parts, sheet));
}

function partsOf(lines: readonly string[]): Parts {
  const pages: string[][] = [];
  const outlines = new Map<string, string>();
  const others: string[] = [];
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!line.startsWith(`${OUTER}<`) || line.endsWith('/>')) continue;
    const end = lines.indexOf(`${OUTER}</${/<(\w+)/.exec(line)?.[1] ?? ''}>`, at);
    if (end < 0) continue;
    const inside = lines.slice(at + 1, end);
    if (line.startsWith(`${OUTER}<g`)) pages.push(inside);
    else if (line.includes('id="glyph"')) keepOutlines(inside, outlines);
    else others.push(lines.slice(at, end + 1).join(''));
    at = end;
  }
  return { pages, outlines, others };
}

function keepOutlines(lines: readonly string[], outlines: Map<string, string>): void {
  for (let at = 0; at < lines.length; at += 1) {
    const id = /^ {8}<symbol id="([^"]+)"/.exec(lines[at] ?? '')?.[1];
    if (id === undefined) continue;
    const end = lines.indexOf(`${INNER}</symbol>`, at);
    outlines.set(id, compact(lines.slice(at, end + 1)));
    at = end;
  }
}

function pageOf(
  lines: readonly string[],
  { outlines, others }: Parts,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const body = compact(lines);
  const used = new Set(Array.from(body.matchAll(/ xlink:href="#([^"]+)"/g), (match) => match[1] ?? ''));
  const defined = [...used].map((id) => outlines.get(id) ?? '').join('');
  const size = `viewBox="0 0 ${width} ${height}" width="${width}pt" height="${height}pt"`;
  const sheet = `<path fill="#ffffff" d="M0 0v${height}h${width}v-${height}Z"/>`;
  return `<svg ${size} ${HEAD}>${sheet}<g>${body}</g><defs>${defined}</defs>${others.join('')}</svg>`;
}

/** Pictures, which lie here as base64, hold no full stop and so stay as they are. */
function compact(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .join('')
    .replace(LONG_FRACTION, '$1');
}
