// The first letters of a Chinese name's sounds (张伟 → zw), without a table: the browser sorts Chinese by sound, so a
// character lies between the first characters of two letters. Names may be read otherwise than the dictionary has it.
const LETTERS = 'abcdefghjklmnopqrstwxyz';
/** The first character of each letter, in the order of sound. */
const FIRST = '阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀';
/** Surnames that are read otherwise than the character usually is (domain.md §7). */
const SURNAMES: ReadonlyMap<string, string> = new Map(
  [...'单曾仇任解区查盖朴'].map((surname, index) => [surname, 'szqrxozgp'.charAt(index)]),
);
const HAN = /\p{Script=Han}/u;

/** Lower case; other letters and figures stand for themselves, signs for nothing. */
export function pinyinInitials(name: string): string {
  return initialsBy(soundOrder(), name);
}

/** How the browser sorts Chinese by sound; to be asked for once where many names are read. */
export function soundOrder(): Intl.Collator {
  return new Intl.Collator('zh-u-co-pinyin');
}

/** As `pinyinInitials`. */
export function initialsBy(collator: Intl.Collator, name: string): string {
  return [...name]
    .map((character, index) => {
      if (!HAN.test(character)) return /[\p{L}\p{N}]/u.test(character) ? character.toLowerCase() : '';
      return (index === 0 ? SURNAMES.get(character) : undefined) ?? initialOf(character, collator);
    })
    .join('');
}

function initialOf(character: string, collator: Intl.Collator): string {
  const after = [...FIRST].findIndex((first) => collator.compare(first, character) > 0);
  return LETTERS.charAt(after < 0 ? LETTERS.length - 1 : Math.max(0, after - 1));
}
