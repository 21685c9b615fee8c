// Where a text's tail begins. A pattern like `[. ]+$` tries again from every character of every run on the way there: seconds
// for a text that was made for it, where a step from the end costs nothing.

/** The index behind the last character of `text` that is none of `characters` (each one UTF-16 unit); 0 when all are. */
export function tailStart(text: string, characters: string): number {
  let start = text.length;
  while (start > 0 && characters.includes(text.charAt(start - 1))) start -= 1;
  return start;
}

/** `text` without its last characters as far as they are some of `characters`. */
export function withoutTail(text: string, characters: string): string {
  return text.slice(0, tailStart(text, characters));
}
