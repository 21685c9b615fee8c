// What bounds the notes that somebody keeps for themselves beside a meeting. Plain text: nothing of it is ever shown to
// anyone else, so nothing of it needs a form.

/** UTF-16 units; some thirty printed pages. */
export const MAX_PRIVATE_NOTE_CHARS = 50_000;

/** What may stand in notes: no control characters but line ends and tabs, no halves of characters. */
export const PRIVATE_NOTE_PATTERN = /^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u;

/** `text` as it may be kept: what a paste brought of control characters is left out, every line ends alike. */
export function cleanNote(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]|\p{Cs}/gu, '');
}
