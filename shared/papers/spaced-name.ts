// Names as they stand in lists and on cards; stored names hold no spaces.

/** Names of two characters are as wide as those of three (domain.md §7); others stand as they are. */
export function spacedName(name: string): string {
  const letters = [...name.trim().replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')];
  const isShort = letters.length === 2 && letters.every((letter) => /\p{Script=Han}/u.test(letter));
  return isShort ? letters.join('\u3000') : name.trim();
}
