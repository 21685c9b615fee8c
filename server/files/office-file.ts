// Which office file a zip is, by the names of its parts; and whether it stays within what an office file may be (T28).
import { UNKNOWN, type MediaType } from './media-types.ts';
import { storedText, unpacksAsTold, zipContents, type ZipContents } from './zip-contents.ts';

/** `bomb`: made to swell, not taken. */
export type ZipFinding = { readonly kind: 'file'; readonly type: MediaType } | { readonly kind: 'bomb' | 'program' };

const MAX_ENTRIES = 2_000;
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;
const MAX_RATIO = 100;
/** Below this a ratio says nothing: an empty sheet packs well. */
const SMALL_BYTES = 1024 * 1024;
const MAX_TYPE_BYTES = 100;

const OOXML = 'application/vnd.openxmlformats-officedocument';
const type = (mediaType: string, extension: string, ...alike: readonly string[]): MediaType => ({
  mediaType,
  extension,
  alike,
});

/** Folder of its parts → without macros, with them. */
const MICROSOFT: readonly (readonly [folder: string, plain: MediaType, macros: MediaType])[] = [
  [
    'word/',
    type(`${OOXML}.wordprocessingml.document`, 'docx', 'dotx'),
    type('application/vnd.ms-word.document.macroEnabled.12', 'docm', 'dotm'),
  ],
  [
    'xl/',
    type(`${OOXML}.spreadsheetml.sheet`, 'xlsx', 'xltx'),
    type('application/vnd.ms-excel.sheet.macroEnabled.12', 'xlsm', 'xltm', 'xlam', 'xlsb'),
  ],
  [
    'ppt/',
    type(`${OOXML}.presentationml.presentation`, 'pptx', 'potx', 'ppsx'),
    type('application/vnd.ms-powerpoint.presentation.macroEnabled.12', 'pptm', 'potm', 'ppsm'),
  ],
];
/** What the part `mimetype` says → its ending. */
const OPEN_DOCUMENT: ReadonlyMap<string, string> = new Map([
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
  ['application/vnd.oasis.opendocument.graphics', 'odg'],
  ['application/epub+zip', 'epub'],
]);
const OFD = type('application/ofd', 'ofd');
const ZIP = type('application/zip', 'zip');
const PROGRAM_PARTS = ['META-INF/MANIFEST.MF', 'AndroidManifest.xml'];

export async function findOfficeFile(path: string, sizeBytes: number): Promise<ZipFinding> {
  const contents = await zipContents(path, sizeBytes);
  // Encrypted or unusual, perhaps broken: whoever downloads it will see. Nothing here opens it.
  if (contents === null) return { kind: 'file', type: UNKNOWN };
  const names = new Set(contents.entries.map((entry) => entry.name));
  const office =
    microsoftType(names) ?? (await openDocumentType(path, contents)) ?? (names.has('OFD.xml') ? OFD : null);
  if (office !== null) return (await isBomb(path, contents)) ? { kind: 'bomb' } : { kind: 'file', type: office };
  if (PROGRAM_PARTS.some((name) => names.has(name))) return { kind: 'program' };
  return swells(contents) ? { kind: 'bomb' } : { kind: 'file', type: ZIP };
}

function microsoftType(names: ReadonlySet<string>): MediaType | null {
  if (!names.has('[Content_Types].xml')) return null;
  const all = [...names];
  for (const [folder, plain, macros] of MICROSOFT) {
    if (!all.some((name) => name.startsWith(folder))) continue;
    const runs = all.some((name) => /vbaproject\.bin$|\/macrosheets\/|^xl\/workbook\.bin$/i.test(name));
    return runs ? macros : plain;
  }
  return null;
}

async function openDocumentType(path: string, { entries }: ZipContents): Promise<MediaType | null> {
  const part = entries.find((entry) => entry.name === 'mimetype');
  const mediaType = part ? (await storedText(path, part, MAX_TYPE_BYTES)).trim() : '';
  const extension = OPEN_DOCUMENT.get(mediaType.replace(/-template$/, ''));
  return extension === undefined ? null : type(mediaType, extension, extension.replace(/^od/, 'ot'));
}

async function isBomb(path: string, contents: ZipContents): Promise<boolean> {
  const { entries, unpackedBytes } = contents;
  if (entries.length > MAX_ENTRIES || unpackedBytes > MAX_UNPACKED_BYTES || swells(contents)) return true;
  return !(await unpacksAsTold(path, contents));
}

function swells({ packedBytes, unpackedBytes }: ZipContents): boolean {
  return unpackedBytes > SMALL_BYTES && unpackedBytes > packedBytes * MAX_RATIO;
}
