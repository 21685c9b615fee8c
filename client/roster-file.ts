// A roster's file as tables, read in the browser: a workbook's sheets, or text with commas or tabs in UTF-8, UTF-16 or GBK.
import { delimitedGrid, type GridLimits } from '../shared/capture/roster/delimited.ts';
import { SHEET_PARTS, sheetsOf, type Sheet } from '../shared/capture/roster/workbook.ts';
import { ok, refused, type Result } from '../shared/lib/result.ts';
import { zipParts } from './zip-parts.ts';

export const MAX_ROSTER_BYTES = 5 * 1024 * 1024;
/** Besides the head and what stands above it. */
const LIMITS: GridLimits = { rows: 2_050, columns: 60 };
const ZIP_LIMITS = { unpackedBytes: 24 * 1024 * 1024, entries: 500 };
const MAX_TEXT_CHARACTERS = 4 * 1024 * 1024;
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0] as const;

export type RosterFault = 'too-large' | 'old-excel' | 'not-a-table' | 'empty' | 'too-many-rows';

/** Tables that hold anything. Refusals say why a file cannot be used; nothing of it was kept. */
export async function readRoster(bytes: Uint8Array<ArrayBuffer>): Promise<Result<readonly Sheet[], RosterFault>> {
  if (bytes.byteLength > MAX_ROSTER_BYTES) return refused('too-large');
  if (OLD_EXCEL.every((byte, at) => bytes[at] === byte)) return refused('old-excel');
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const sheets = isZip ? await workbookSheets(bytes) : textSheet(bytes);
  if (!sheets.ok) return sheets;
  const filled = sheets.value.filter(({ grid }) => grid.some((row) => row.some((cell) => cell !== '')));
  if (filled.length === 0) return refused('empty');
  return filled.every(({ isCut }) => isCut) ? refused('too-many-rows') : ok(filled.filter(({ isCut }) => !isCut));
}

async function workbookSheets(bytes: Uint8Array<ArrayBuffer>): Promise<Result<readonly Sheet[], RosterFault>> {
  const parts = await zipParts(bytes, (name) => SHEET_PARTS.test(name), ZIP_LIMITS);
  if (!parts.ok) return refused(parts.code === 'too-large' ? 'too-large' : 'not-a-table');
  return parts.value.has('xl/workbook.xml') ? ok(sheetsOf(parts.value, LIMITS)) : refused('not-a-table');
}

function textSheet(bytes: Uint8Array<ArrayBuffer>): Result<readonly Sheet[], RosterFault> {
  const text = decoded(bytes);
  if (text === null || text.includes('\0')) return refused('not-a-table');
  if (text.length > MAX_TEXT_CHARACTERS) return refused('too-large');
  return ok([{ name: '', ...delimitedGrid(text, LIMITS) }]);
}

/** By its mark, else UTF-8 where it is sound, else GBK as Excel in China writes it. */
function decoded(bytes: Uint8Array<ArrayBuffer>): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this encoding; the next one.
      continue;
    }
  }
  return null;
}
