// The defects that can be switched on in the planted build, each a way in which somebody once lost people's words.

export const DEFECTS = [
  { name: 'synchronous-normal', what: 'commits are not flushed one by one' },
  { name: 'acknowledged-before-commit', what: 'the answer does not wait for the disk' },
  { name: 'shown-only', what: 'now and then an update is shown and never written' },
  { name: 'unload-race', what: 'a folded state claims rows that came while it was being stored' },
  { name: 'flag-cleared-late', what: 'what comes while a save runs is taken for saved with it' },
  { name: 'seeded-twice', what: 'the text is authored anew when a document is opened' },
  { name: 'full-disk-swallowed', what: 'a refusal of the disk is answered as a success' },
  { name: 'checksums-skipped', what: 'rows are read back without their proofs' },
  { name: 'retry-counted', what: 'a command that is sent again is carried out again' },
  { name: 'equal-by-state-vector', what: 'equality is judged by state vectors, not by content' },
] as const;

export type Defect = (typeof DEFECTS)[number]['name'];

/** The one switched on in this process; null = the product as it is. */
export function plantedDefect(): Defect | null {
  return DEFECTS.find(({ name }) => name === process.env['PLANTED'])?.name ?? null;
}
