// Ways of writing one word so that a careless filter does not see it and a browser still might.

/** jAvAsCrIpT */
export function mixedCase(word: string): string {
  return [...word].map((letter, index) => (index % 2 === 0 ? letter : letter.toUpperCase())).join('');
}

/** Each character as a decimal reference, with the zeros and without the semicolon that parsers forgive. */
export function paddedReferences(word: string): string {
  return [...word].map((letter) => `&#${String(letter.codePointAt(0)).padStart(7, '0')}`).join('');
}

/** Each character as a hexadecimal reference. */
export function hexReferences(word: string): string {
  return [...word].map((letter) => `&#x${letter.codePointAt(0)?.toString(16) ?? ''};`).join('');
}

/** The letters of the full-width block, as a Chinese keyboard types them. */
export function fullWidth(word: string): string {
  return [...word].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join('');
}

/** `with` between all letters. */
export function parted(word: string, by: string): string {
  return [...word].join(by);
}

/** Percent codes, as in an address. */
export function percentCoded(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Text as a base64 data address of `mediaType`. */
export function dataAddress(mediaType: string, text: string): string {
  return `data:${mediaType};base64,${btoa(text)}`;
}

/** Backslash codes of a style sheet. */
export function cssEscapes(word: string): string {
  return [...word].map((letter) => `\\${letter.codePointAt(0)?.toString(16) ?? ''} `).join('');
}
