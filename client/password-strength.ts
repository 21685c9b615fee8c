// How easily a password is guessed, judged as a person who knows its owner would. It advises; what is refused is the
// length only, and the server decides that. Nothing leaves the page.

export type Strength =
  | { readonly kind: 'empty' }
  | { readonly kind: 'short'; readonly missing: number }
  | { readonly kind: 'weak'; readonly why: 'names' | 'repeats' | 'sequence' | 'common' }
  | { readonly kind: 'fair' }
  | { readonly kind: 'strong' };

export const MIN_PASSWORD = 10;
const LONG = 16;
/** Characters, at least: below it most of a password repeats itself. */
const MIN_DIFFERENT = 5;
/** Names shorter than this stand in too many words. */
const MIN_NAME = 2;

/** What people take first; a password that consists of one of these and figures is as good as none. */
const COMMON = /^(?:password|passw0rd|qwertyuiop|qazwsxedc|letmein|welcome|iloveyou|admin|woaini|gongbi)[\d!@#.]*$/i;
const ROWS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const RUN = 6;

/** `names`: what is known of its owner, such as username and name. */
export function strengthOf(password: string, names: readonly string[]): Strength {
  if (password === '') return { kind: 'empty' };
  // Counted as the server counts: in UTF-16 units.
  if (password.length < MIN_PASSWORD) return { kind: 'short', missing: MIN_PASSWORD - password.length };
  const lower = password.toLowerCase();
  if (COMMON.test(password)) return { kind: 'weak', why: 'common' };
  if (new Set(lower).size < MIN_DIFFERENT) return { kind: 'weak', why: 'repeats' };
  if (isMostlyARow(lower)) return { kind: 'weak', why: 'sequence' };
  if (names.some((name) => isMostlyName(lower, name.trim().toLowerCase()))) return { kind: 'weak', why: 'names' };
  return { kind: password.length >= LONG || kindsIn(password) >= 3 ? 'strong' : 'fair' };
}

/** What is left beside a run of a keyboard's row, either way, is too little to matter. */
function isMostlyARow(lower: string): boolean {
  return ROWS.flatMap((row) => [row, [...row].reverse().join('')]).some((row) => {
    const run = longestShared(lower, row);
    return run >= RUN && lower.length - run < RUN;
  });
}

function isMostlyName(lower: string, name: string): boolean {
  return name.length >= MIN_NAME && lower.includes(name) && lower.length - name.length < MIN_PASSWORD - 2;
}

function longestShared(text: string, row: string): number {
  let best = 0;
  for (let from = 0; from < text.length; from += 1) {
    while (from + best < text.length && row.includes(text.slice(from, from + best + 1))) best += 1;
  }
  return best;
}

function kindsIn(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /\p{Lo}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
}
