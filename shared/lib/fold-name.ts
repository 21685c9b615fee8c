// When two names are one: SQLite's own folding knows ASCII only.

/** `Lin`, `LIN` and full-width `ｌｉｎ` are one name to a person who types it. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
