// XML from a tree of typed pieces, never from glued text: whatever people wrote becomes characters, and what XML cannot hold
// is dropped rather than fatal (T33). Knows no vocabulary.

/** A well-formed piece; only this file makes one. */
export interface Xml {
  readonly markup: string;
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Control characters, half of a pair, and the two code points that are none. */
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;
const SPECIAL = /[&<>"\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

export function element(name: string, attributes: Attributes = {}, children: readonly Xml[] = []): Xml {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) open += ` ${key}="${escaped(String(value))}"`;
  if (children.length === 0) return { markup: `${open}/>` };
  return { markup: `${open}>${children.map(({ markup }) => markup).join('')}</${name}>` };
}

export function characters(text: string): Xml {
  return { markup: escaped(text) };
}

export function xmlFile(root: Xml): Buffer {
  return Buffer.from(HEAD + root.markup, 'utf8');
}

/** Without what no XML file may hold. */
export function legal(text: string): string {
  return text.replace(ILLEGAL, '');
}

function escaped(text: string): string {
  return legal(text).replace(SPECIAL, (character) => ESCAPES[character] ?? '');
}
