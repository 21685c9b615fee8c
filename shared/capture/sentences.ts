// Text cut into its sentences, Chinese or English, each with its place; what stands in brackets or quotes is not cut.

export interface SentenceAt {
  readonly text: string;
  /** UTF-16 units from the start of the text. */
  readonly from: number;
}

const OPEN = '“「『（(《';
const CLOSE = '”」』）)》';
/** Behind which a full stop ends nothing: Mr. Li, No. 3, 1. at the start of a line, J. Doe. */
const ABBREVIATED =
  /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Art|Inc|Ltd|Co|Dept|approx|vs|etc|[A-Za-z]|\d+|(?:[a-z]\.)+[a-z])$/iu;

/** Ends are 。！？；, a full stop behind Latin words, and line breaks; blanks around a sentence belong to none. A bracket left open ends with its line. */
export function sentencesOf(text: string): readonly SentenceAt[] {
  const sentences: SentenceAt[] = [];
  let from = 0;
  let depth = 0;
  const cut = (to: number): void => {
    const raw = text.slice(from, to);
    const trimmed = raw.trim();
    if (trimmed !== '') sentences.push({ text: trimmed, from: from + raw.indexOf(trimmed) });
    from = to;
    depth = 0;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (OPEN.includes(sign)) depth += 1;
    else if (CLOSE.includes(sign)) depth = Math.max(0, depth - 1);
    else if (sign === '\n' || (depth === 0 && (/[。！？!?；;]/u.test(sign) || isFullStop(text, at)))) cut(at + 1);
  }
  cut(text.length);
  return sentences;
}

function isFullStop(text: string, at: number): boolean {
  if (text.charAt(at) !== '.' || !/^(?:\s|$)/u.test(text.slice(at + 1, at + 2))) return false;
  const before = text.slice(Math.max(0, at - 12), at);
  return /[\p{Script=Latin}\d)%]$/u.test(before) && !ABBREVIATED.test(before);
}
