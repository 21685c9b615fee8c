// Chinese text cut into its sentences, each with its place; what stands in brackets or quotes is not cut.

export interface SentenceAt {
  readonly text: string;
  /** UTF-16 units from the start of the text. */
  readonly from: number;
}

const OPEN = '“「『（(《';
const CLOSE = '”」』）)》';

/** Ends are 。！？； and line breaks; blanks around a sentence belong to none. A bracket left open ends with its line. */
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
    else if (sign === '\n' || (depth === 0 && /[。！？!?；;]/u.test(sign))) cut(at + 1);
  }
  cut(text.length);
  return sentences;
}
