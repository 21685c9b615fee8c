// When two names are one: SQLite's own folding knows ASCII only.

/** `Lin`, `LIN` and full-width `ｌｉｎ` are one name to a person who types it. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** What names are compared by where blanks in them are for show: `张　伟` and `张伟` are one (domain.md §7). */
export function nameKeyOf(name: string): string {
  return foldName(name).replace(/\s/gu, '');
}
