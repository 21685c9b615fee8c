// Which passwords are refused although they are long enough: those that are guessed first. By rule, not by a list of
// leaked ones: what is written without thinking is one key, a row of keys, a name that stands on the page.
import { foldName } from '../lib/fold-name.ts';

export const PASSWORD_CHARS = { min: 10, max: 200 } as const;

export type PasswordFault = 'too-short' | 'too-long' | 'own-name' | 'too-common';

/** Whose password it is to be: names everybody knows. */
export interface PasswordOwner {
  readonly username: string;
  readonly displayName: string;
}

/** Rows as fingers run over them, either way. */
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./'];
/** Words that the product itself puts into people's heads. */
const WORDS = ['gongbi', '共笔', '共筆', 'password', '密码', 'admin', '管理员', 'secretary', '秘书处'];
/** A name or a word with no more than this around it is still that name. */
const SPARE_CHARS = 4;
/** A run that is broken no more often than this is still a run. */
const SPARE_STEPS = 2;
/** Shorter ones stand in too many honest sentences. */
const MIN_NAME_CHARS = 2;

/** Why `password` must not be the password of `owner`; null when it may. */
export function passwordFault(password: string, { username, displayName }: PasswordOwner): PasswordFault | null {
  const { length } = [...password];
  if (length < PASSWORD_CHARS.min) return 'too-short';
  if (length > PASSWORD_CHARS.max) return 'too-long';
  const folded = foldName(password);
  if (isMadeOf(folded, [username, displayName])) return 'own-name';
  return isMadeOf(folded, WORDS) || isRun(folded) || isRepetition(folded) ? 'too-common' : null;
}

function isMadeOf(password: string, words: readonly string[]): boolean {
  return words
    .map((word) => foldName(word).replaceAll(/\s+/g, ''))
    .filter((word) => word.length >= MIN_NAME_CHARS)
    .some((word) => {
      const rest = password.replaceAll(/\s+/g, '').replaceAll(word, '');
      return rest.length < password.length && [...rest].length <= SPARE_CHARS;
    });
}

/** Neighbouring keys all along: `1234567890`, `qwertyuiop1`, `zyxwvutsrq`. */
function isRun(password: string): boolean {
  const keys = [...password];
  const breaks = keys.slice(1).filter((key, index) => !areNeighbours(keys[index] ?? '', key));
  return breaks.length <= SPARE_STEPS;
}

function areNeighbours(one: string, next: string): boolean {
  return one === next || ROWS.some((row) => row.includes(one + next) || row.includes(next + one));
}

/** A few keys over and over: `aaaaaaaaaa`, `abc1abc1abc1`. */
function isRepetition(password: string): boolean {
  return [1, 2, 3, 4].some((period) => {
    const unit = password.slice(0, period);
    return unit.repeat(Math.ceil(password.length / period)).startsWith(password);
  });
}
