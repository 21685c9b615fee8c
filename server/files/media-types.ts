// What bytes are, told from their beginning and never from what was claimed: one table, first match counts. A claimed
// ending only tells apart what has the same bytes (old office files, plain texts).

export interface MediaType {
  readonly mediaType: string;
  /** Without the dot; '' = whatever it was called. */
  readonly extension: string;
  readonly alike: readonly string[];
}

export type Finding =
  | { readonly kind: 'file'; readonly type: MediaType }
  | { readonly kind: 'picture'; readonly type: MediaType; readonly format: 'jpeg' | 'png' | 'webp' }
  /** Its table of contents tells which kind. */
  | { readonly kind: 'zip' }
  /** Made to be run: not taken. */
  | { readonly kind: 'program' };

/** How much of the beginning is looked at. */
export const HEAD_BYTES = 4_096;

export const UNKNOWN: MediaType = { mediaType: 'application/octet-stream', extension: '', alike: [] };

interface Signature {
  readonly matches: (head: Buffer) => boolean;
  readonly finding: Finding;
}

const at = (text: string, offset = 0) => {
  const wanted = Buffer.from(text, 'latin1');
  return (head: Buffer): boolean => head.subarray(offset, offset + wanted.length).equals(wanted);
};
const within =
  (text: string, bytes: number) =>
  (head: Buffer): boolean =>
    head.subarray(0, bytes).includes(text, 0, 'latin1');
const all =
  (...tests: readonly Signature['matches'][]) =>
  (head: Buffer): boolean =>
    tests.every((test) => test(head));
const any =
  (...tests: readonly Signature['matches'][]) =>
  (head: Buffer): boolean =>
    tests.some((test) => test(head));
const movie = (...names: readonly string[]): Signature['matches'] =>
  all(at('ftyp', 4), any(...names.map((name) => at(name, 8))));
/** A frame's eleven set bits, then what tells the layers apart. */
const frame =
  (mask: number, value: number) =>
  (head: Buffer): boolean =>
    head[0] === 0xff && ((head[1] ?? 0) & mask) === value;

const type = (mediaType: string, extension: string, ...alike: readonly string[]): MediaType => ({
  mediaType,
  extension,
  alike,
});
const file = (...parts: Parameters<typeof type>): Finding => ({ kind: 'file', type: type(...parts) });
const PROGRAM: Finding = { kind: 'program' };

const SIGNATURES: readonly Signature[] = [
  {
    matches: at('\xff\xd8\xff'),
    finding: { kind: 'picture', format: 'jpeg', type: type('image/jpeg', 'jpg', 'jpeg') },
  },
  { matches: at('\x89PNG\r\n\x1a\n'), finding: { kind: 'picture', format: 'png', type: type('image/png', 'png') } },
  {
    matches: all(at('RIFF'), at('WEBP', 8)),
    finding: { kind: 'picture', format: 'webp', type: type('image/webp', 'webp') },
  },
  { matches: any(at('GIF87a'), at('GIF89a')), finding: file('image/gif', 'gif') },
  {
    matches: movie('heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'),
    finding: file('image/heic', 'heic', 'heif', 'hif'),
  },
  { matches: movie('avif', 'avis'), finding: file('image/avif', 'avif') },
  { matches: any(at('II*\0'), at('MM\0*')), finding: file('image/tiff', 'tif', 'tiff') },

  { matches: any(at('PK\x03\x04'), at('PK\x05\x06')), finding: { kind: 'zip' } },
  { matches: at('{\\rtf'), finding: file('application/rtf', 'rtf', 'doc') },

  { matches: movie('M4A ', 'M4B ', 'F4A '), finding: file('audio/mp4', 'm4a', 'aac', 'm4b') },
  { matches: movie('qt  '), finding: file('video/quicktime', 'mov', 'qt') },
  { matches: movie('3gp', '3g2'), finding: file('video/3gpp', '3gp', '3gpp', '3g2') },
  { matches: at('ftyp', 4), finding: file('video/mp4', 'mp4', 'm4v', 'm4a') },
  { matches: all(at('\x1aE\xdf\xa3'), within('webm', 64)), finding: file('video/webm', 'webm') },
  { matches: at('\x1aE\xdf\xa3'), finding: file('video/x-matroska', 'mkv', 'mka') },
  { matches: at('OggS'), finding: file('audio/ogg', 'ogg', 'oga', 'opus') },
  { matches: all(at('RIFF'), at('WAVE', 8)), finding: file('audio/wav', 'wav') },
  { matches: at('fLaC'), finding: file('audio/flac', 'flac') },
  { matches: any(at('#!AMR\n'), at('#!AMR-WB\n')), finding: file('audio/amr', 'amr') },
  { matches: any(at('ID3'), frame(0xe6, 0xe2)), finding: file('audio/mpeg', 'mp3') },
  { matches: frame(0xf6, 0xf0), finding: file('audio/aac', 'aac') },

  { matches: any(at('MZ'), at('\x7fELF'), at('#!'), at('L\0\0\0\x01\x14\x02\0')), finding: PROGRAM },
  { matches: any(at('\xca\xfe\xba\xbe'), at('\xfe\xed\xfa\xce'), at('\xfe\xed\xfa\xcf')), finding: PROGRAM },
  { matches: any(at('\xce\xfa\xed\xfe'), at('\xcf\xfa\xed\xfe'), at('dex\n')), finding: PROGRAM },
  // Behind what is more certain: readers look for it anywhere near the beginning.
  { matches: within('%PDF-', 1_024), finding: file('application/pdf', 'pdf') },
];

/** What desktops run when it is opened, whatever its bytes are. */
const PROGRAM_ENDINGS: ReadonlySet<string> = new Set(
  (
    'exe com scr pif cpl msi msp msc bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta lnk url reg inf jar jnlp apk ' +
    'app command workflow desktop sh bash csh run appimage deb rpm dll sys scf chm iso img vhd'
  ).split(' '),
);

const OLE = at('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1');
/** Old office files are one container: their endings tell which program opens them. */
const OLE_TYPES: ReadonlyMap<string, string> = new Map([
  ['doc', 'application/msword'],
  ['dot', 'application/msword'],
  ['xls', 'application/vnd.ms-excel'],
  ['ppt', 'application/vnd.ms-powerpoint'],
  ['pps', 'application/vnd.ms-powerpoint'],
  ['vsd', 'application/vnd.visio'],
  ['msg', 'application/vnd.ms-outlook'],
  ['wps', 'application/vnd.ms-works'],
  ['et', 'application/vnd.ms-excel'],
  ['dps', 'application/vnd.ms-powerpoint'],
]);
const TEXT_TYPES: ReadonlyMap<string, string> = new Map([
  ['txt', 'text/plain'],
  ['log', 'text/plain'],
  ['csv', 'text/csv'],
  ['tsv', 'text/tab-separated-values'],
  ['md', 'text/markdown'],
  ['ics', 'text/calendar'],
]);

/** `head`: the first `HEAD_BYTES` bytes, or all of a shorter file. */
export function findMediaType(head: Buffer, claimedName: string): Finding {
  const ending = endingOf(claimedName);
  if (PROGRAM_ENDINGS.has(ending)) return PROGRAM;
  const signature = SIGNATURES.find(({ matches }) => matches(head));
  if (signature) return signature.finding;
  const ole = OLE(head) ? OLE_TYPES.get(ending) : undefined;
  if (ole !== undefined) return file(ole, ending);
  const text = isPlainText(head) ? TEXT_TYPES.get(ending) : undefined;
  if (text !== undefined) return file(text, ending);
  return { kind: 'file', type: UNKNOWN };
}

function endingOf(name: string): string {
  return /\.([0-9A-Za-z]{1,12})[\s.]*$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** No control characters, and nothing that a browser might take for a page; of any encoding, GB 18030 among them. */
function isPlainText(head: Buffer): boolean {
  const hasControls = head.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c,
  );
  return !hasControls && !/<(?:!doctype|\?xml|[a-z])/i.test(head.toString('latin1'));
}
