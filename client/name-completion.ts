// Names that fit what is typed so far: by their beginning, by the first letters of their sounds (zw for 张伟), by any part. In a
// field of several names only the last one is completed.
import { initialsBy, soundOrder } from './pinyin-initials.ts';

const MOST = 8;
const STOP = /[、，,;；]/u;

export interface Completions {
  readonly names: readonly string[];
  /** The first of them is what was meant: letters of its sounds were typed, or its beginning. */
  readonly isCertain: boolean;
}

export interface NameIndex {
  /** None for what is a name already. */
  for(typed: string): Completions;
  has(name: string): boolean;
}

const NONE: Completions = { names: [], isCertain: false };

export function nameIndex(names: readonly string[]): NameIndex {
  // Several in one, as people write where they come from, would be taken for several.
  const known = new Set(names.filter((name) => name.trim() !== '' && !STOP.test(name)));
  const order = soundOrder();
  let initials: readonly { readonly name: string; readonly letters: string }[] | null = null;
  const find = (fragment: string, others: ReadonlySet<string>): Completions => {
    initials ??= [...known].map((name) => ({ name, letters: initialsBy(order, name) }));
    const left = initials.filter(({ name }) => !others.has(name));
    const wanted = fragment.toLowerCase();
    const isLatin = /^[a-z]+$/u.test(wanted);
    const opening = left.filter(({ name }) => name.toLowerCase().startsWith(wanted));
    const sounding = isLatin ? left.filter(({ letters }) => letters.startsWith(wanted)) : [];
    const holding = left.filter(
      ({ name, letters }) => name.toLowerCase().includes(wanted) || (isLatin && letters.includes(wanted)),
    );
    const found = [...new Set([...opening, ...sounding, ...holding].map(({ name }) => name))].slice(0, MOST);
    return { names: found, isCertain: opening.length + sounding.length > 0 };
  };
  return {
    for: (typed) => {
      const fragment = lastName(typed);
      return fragment === '' || known.has(fragment) ? NONE : find(fragment, new Set(namesIn(typed)));
    },
    has: (name) => known.has(name),
  };
}

/** `typed` with its last name in whole. */
export function completed(typed: string, name: string): string {
  return `${typed.slice(0, typed.length - lastName(typed).length)}${name}`;
}

/** Each name once. */
export function namesIn(typed: string): readonly string[] {
  const names = typed.split(STOP).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

function lastName(typed: string): string {
  return (typed.split(STOP).at(-1) ?? '').trimStart();
}
