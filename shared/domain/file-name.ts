// The name of a file as people may see and save it. What a client sends is never a path: it is display text, cleaned
// here and nowhere else.
import { withoutTail } from '../lib/tail.ts';
import { MAX_FILE_NAME_CHARS } from './file.ts';

/** Control, format (bidi overrides among them), lone halves, private and unassigned characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;
/** What some file system or shell takes for more than a character. */
const SPECIAL = /[<>:"|?*\\/]/g;
/** Windows opens the device, whatever the ending. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³]|conin\$|conout\$)(?=\.|$)/i;
const ENDING = /\.[0-9A-Za-z]{1,12}$/;
const MAX_ENDING = 13;
/** What follows is cut off anyway; to normalise thousands of marks on one letter takes the square of their number. */
const MOST_READ = 1_024;
const FALLBACK = 'file';

/**
 * `claimed` as one harmless name that ends in `.extension`, at most 150 UTF-16 units long. `known`: other endings that
 * mean the same (`jpeg` for `jpg`) and are kept as they are. An empty extension leaves the ending alone.
 */
export function displayName(claimed: string, extension: string, known: readonly string[] = []): string {
  const base = cleaned(lastPart(claimed)) || FALLBACK;
  const ending = ENDING.exec(base)?.[0] ?? '';
  const fits = extension === '' || [extension, ...known].includes(ending.slice(1).toLowerCase());
  const stem = fits && ending !== '' ? base.slice(0, -ending.length) : base;
  const end = fits ? ending : `.${extension}`;
  // A name that was only an ending (`.jpg`) would be a hidden file.
  const kept = withoutTail(shortened(stem, MAX_FILE_NAME_CHARS - end.length), '. ') || FALLBACK;
  return `${kept}${end}`;
}

/** Behind the last separator of any system, encoded ones too: whoever decodes it later must not find a path. */
function lastPart(claimed: string): string {
  const decoded = claimed.replace(/%(?:2f|5c|00)/gi, '/');
  const part = decoded.split(/[\\/\u2215\u2044\uff0f\uff3c]/).at(-1) ?? '';
  return part.length > MOST_READ ? `${part.slice(0, MOST_READ)}${part.slice(-MAX_ENDING)}` : part;
}

function cleaned(part: string): string {
  const plain = part
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(SPECIAL, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ~-]+/, '');
  return withoutTail(plain, '. ').replace(DEVICE, '_');
}

/** At most `units` UTF-16 units of `text`, cut between characters. */
export function shortened(text: string, units: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > units) break;
    kept += character;
  }
  return kept;
}
