// Full-width figures, letters and signs, as Chinese input methods type them, on half the width: one character for one, so
// that places found in a folded text are places of the text as it was. Which of them count as the same is each reader's own
// business: where a line is cut at commas, ， must stay what it was.

const OFFSET = 0xff01 - 0x21;

/** Every full-width form of an ASCII character (！ to ～), for use with `narrowed`; the wide space is none. */
export const WIDE_ASCII = /[\uFF01-\uFF5E]/gu;

/** `text` with what `which` finds narrow; `which` must find single characters of `WIDE_ASCII` only. */
export function narrowed(text: string, which: RegExp): string {
  return text.replace(which, (sign) => String.fromCharCode(sign.charCodeAt(0) - OFFSET));
}
