// An item's text as lines, one a block of text, each character with its position as ProseMirror counts them. A mention
// reads as its label; a line break within a block is a line feed.
import * as Y from 'yjs';
import { plainWords } from './anchor.ts';
import { isLeaf, standing } from './withdrawn.ts';
import { asText } from './reading.ts';

export interface TextLine {
  readonly text: string;
  /** Of each UTF-16 unit of `text`: where it begins, and where it ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

interface Growing {
  text: string;
  readonly from: number[];
  readonly to: number[];
}

/** In reading order; empty ones left out. */
export function linesIn(fragment: Y.XmlFragment): readonly TextLine[] {
  const lines: Growing[] = [];
  walk(fragment, 0, lines, null);
  return lines.filter(({ text }) => text.trim() !== '');
}

/** Answers where the content of `parent` ends; `line` is that of the block around it. */
function walk(parent: Y.XmlFragment, start: number, lines: Growing[], line: Growing | null): number {
  let at = start;
  let here = line;
  for (const child of standing(parent)) {
    if (child instanceof Y.XmlText) {
      here ??= begin(lines);
      const words = plainWords(child);
      add(here, words, (index) => [at + index, at + index + 1]);
      at += words.length;
    } else if (child instanceof Y.XmlElement && isLeaf(child)) {
      here ??= begin(lines);
      const place = at;
      add(here, leafText(child), () => [place, place + 1]);
      at += 1;
    } else if (child instanceof Y.XmlElement) {
      at = walk(child, at + 1, lines, null) + 1;
      here = line;
    }
  }
  return at;
}

function begin(lines: Growing[]): Growing {
  const line: Growing = { text: '', from: [], to: [] };
  lines.push(line);
  return line;
}

function add(line: Growing, words: string, placeOf: (index: number) => readonly [number, number]): void {
  for (let index = 0; index < words.length; index += 1) {
    const [from, to] = placeOf(index);
    line.from.push(from);
    line.to.push(to);
  }
  line.text += words;
}

function leafText(leaf: Y.XmlElement): string {
  if (leaf.nodeName === 'mention') return asText(leaf.getAttribute('label')) ?? '';
  return leaf.nodeName === 'hard_break' ? '\n' : '';
}
