// Papers printed as the server prints them, and printed pages measured: where words stand and where there is ink. Measures with
// poppler; where it is not installed, what is read from the bytes themselves must do.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../server/clock.ts';
import { Typesetter, type TypesetterOptions } from '../../../server/export/papers/typesetter.ts';
import type { Part, TextPaper } from '../../../shared/papers/paper.ts';
import { SILENT_LOG } from '../rooms-fixture.ts';
import type { AtEnd } from '../temporary-folder.ts';

/** What was unpacked once serves every run. */
const FONT_CACHE = join(tmpdir(), 'gongbi-test-fonts');
const NO_FONTS = join(FONT_CACHE, 'nowhere');

/** With a process of its own, ended in the end. */
export function typesetter(atEnd: AtEnd, options: Partial<TypesetterOptions> = {}): Typesetter {
  const setter = new Typesetter({
    folders: { official: NO_FONTS, cache: FONT_CACHE },
    clock: systemClock(),
    log: SILENT_LOG,
    ...options,
  });
  atEnd(() => setter.close());
  return setter;
}

export function textPaper(parts: readonly Part[], more: Partial<TextPaper> = {}): TextPaper {
  return {
    ...{ form: 'text', locale: 'zh-CN', audience: 'public', organisation: '协会', title: '试样' },
    ...{ masthead: null, parts, imprint: null, isPaged: true, footnote: null },
    ...more,
  };
}

export const said = (text: string): Part => ({ kind: 'paragraph', runs: [{ kind: 'text', text }] });

export const HAS_POPPLER = ['pdftotext', 'pdftoppm'].every((name) => spawnSync(name, ['-v']).error === undefined);

const POINT_MM = 25.4 / 72;
const DOTS_PER_MM = 10;

/** A stretch of text without spaces; millimetres from the sheet's upper left corner, of the characters' squares. */
export interface Word {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function wordsOf(pdf: Uint8Array): readonly Word[] {
  const found: Word[] = [];
  let page = 0;
  for (const line of poppler('pdftotext', ['-bbox', '-', '-'], pdf).toString('utf8').split('\n')) {
    if (line.includes('<page ')) page += 1;
    const word = /xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(line);
    if (word === null) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = word.slice(1, 5).map((pt) => Number(pt) * POINT_MM);
    found.push({ page, text: unescaped(word[5] ?? ''), left, right, top, bottom });
  }
  return found;
}

/** Words of a page by the line on which they stand, from top to bottom, joined as they follow. */
export function linesOf(words: readonly Word[], page: number): readonly Word[] {
  const lines: Word[] = [];
  const onPage = words.filter((word) => word.page === page).sort((a, b) => a.top - b.top || a.left - b.left);
  for (const word of onPage) {
    const last = lines.at(-1);
    if (last !== undefined && Math.abs(last.top - word.top) < 0.5) {
      lines[lines.length - 1] = { ...last, text: last.text + word.text, right: Math.max(last.right, word.right) };
    } else lines.push(word);
  }
  return lines;
}

/** In the order in which a reader gets it who selects all and copies. */
export function plainText(pdf: Uint8Array): string {
  return poppler('pdftotext', ['-raw', '-', '-'], pdf).toString('utf8');
}

/** Ink of a page, a tenth of a millimetre a dot. */
export interface Ink {
  /** Rows of dots in which more than `share` of the width from `left` to `right` (mm) is dark, as stretches in mm. */
  rows(left: number, right: number, share?: number): readonly { readonly from: number; readonly to: number }[];
}

export function inkOf(pdf: Uint8Array, page: number): Ink {
  const asked = ['-gray', '-r', String(25.4 * DOTS_PER_MM), '-f', String(page), '-l', String(page), '-'];
  const picture = poppler('pdftoppm', asked, pdf);
  const [, width = '', height = ''] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.toString('latin1', 0, 64)) ?? [];
  const dots = picture.subarray(picture.length - Number(width) * Number(height));
  const isDark = (x: number, y: number) => (dots[y * Number(width) + x] ?? 255) < 200;
  return {
    rows(left, right, share = 0.001) {
      const [from, to] = [Math.round(left * DOTS_PER_MM), Math.round(right * DOTS_PER_MM)];
      const found: { from: number; to: number }[] = [];
      for (let y = 0; y < Number(height); y += 1) {
        let dark = 0;
        for (let x = from; x < to; x += 1) if (isDark(x, y)) dark += 1;
        if (dark / (to - from) <= share) continue;
        const last = found.at(-1);
        if (last !== undefined && Math.abs(last.to - y / DOTS_PER_MM) < 0.01) last.to = (y + 1) / DOTS_PER_MM;
        else found.push({ from: y / DOTS_PER_MM, to: (y + 1) / DOTS_PER_MM });
      }
      return found;
    },
  };
}

function poppler(program: string, args: readonly string[], pdf: Uint8Array): Buffer {
  const { status, stdout, stderr } = spawnSync(program, args, { input: pdf, maxBuffer: 256 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${program}: ${stderr.toString()}`);
  return stdout;
}

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (whole, name: string) => signs[name] ?? whole);
}
