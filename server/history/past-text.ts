// The text of an item as it stood, as the tree that an editor reads, each run of words with the number of the editing
// stint that wrote it. Reads what is there, whatever wrote it; never changes it.
import * as Y from 'yjs';
import { asPlain, own, type Plain } from '../../shared/doc/reading.ts';
import { standing } from '../../shared/doc/withdrawn.ts';
import { UNKNOWN, type Run, type Runs } from './authorship.ts';

/** A node as ProseMirror's JSON has them; `by`, on words only: the place of their writer in a list. */
export interface PastNode {
  readonly type: string;
  readonly attrs?: Plain;
  readonly content?: readonly PastNode[];
  readonly text?: string;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Plain }[];
  readonly by?: number;
}

/** Deeper content is left out; the guard refuses it long before. */
const MAX_DEPTH = 64;
/** y-prosemirror writes overlapping marks of one kind as `name--hash`. */
const HASHED_MARK = /--[0-9A-Za-z+/=]{8}$/;

export interface Reading {
  readonly runsOf: (text: Y.XmlText) => Runs;
  readonly writerOf: (stint: number) => number;
}

/** The whole text as a `doc`. */
export function pastText(fragment: Y.XmlFragment, reading: Reading): PastNode {
  return { type: 'doc', content: childrenOf(fragment, reading, 0) };
}

function childrenOf(parent: Y.XmlFragment, reading: Reading, depth: number): readonly PastNode[] {
  if (depth > MAX_DEPTH) return [];
  return standing(parent).flatMap((child): readonly PastNode[] => {
    if (child instanceof Y.XmlText) return wordsOf(child, reading);
    if (!(child instanceof Y.XmlElement)) return [];
    const attrs = asPlain(child.getAttributes()) ?? {};
    const content = childrenOf(child, reading, depth + 1);
    return [
      {
        type: child.nodeName,
        ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
        ...(content.length > 0 ? { content } : {}),
      },
    ];
  });
}

/** Cut wherever the marks or the author change. */
function wordsOf(text: Y.XmlText, { runsOf, writerOf }: Reading): readonly PastNode[] {
  const delta: unknown = text.toDelta();
  const runs: readonly unknown[] = Array.isArray(delta) ? delta : [];
  const left = new Authors(runsOf(text));
  return runs.flatMap((run): readonly PastNode[] => {
    const plain = asPlain(run);
    const insert = plain && own(plain, 'insert');
    if (plain === null || typeof insert !== 'string') {
      left.take(1);
      return [];
    }
    const marks = marksOf(own(plain, 'attributes'));
    let at = 0;
    return left.take(insert.length).map(({ text: { length }, stint }) => {
      const words = insert.slice(at, at + length);
      at += length;
      return { type: 'text', text: words, ...(marks.length > 0 ? { marks } : {}), by: writerOf(stint) };
    });
  });
}

function marksOf(attributes: unknown): NonNullable<PastNode['marks']> {
  return Object.entries(asPlain(attributes) ?? {})
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => {
      const attrs = asPlain(value) ?? {};
      return { type: name.replace(HASHED_MARK, ''), ...(Object.keys(attrs).length > 0 ? { attrs } : {}) };
    });
}

/** Runs taken off from the front; what is missing is of nobody known. */
class Authors {
  readonly #runs: Runs;
  #index = 0;
  #offset = 0;

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  take(length: number): readonly Run[] {
    const taken: Run[] = [];
    for (let left = length; left > 0;) {
      const run = this.#runs[this.#index];
      if (!run) {
        taken.push({ text: ' '.repeat(left), stint: UNKNOWN });
        break;
      }
      const piece = run.text.slice(this.#offset, this.#offset + left);
      taken.push({ text: piece, stint: run.stint });
      left -= piece.length;
      this.#offset += piece.length;
      if (this.#offset >= run.text.length) {
        this.#index += 1;
        this.#offset = 0;
      }
    }
    return taken;
  }
}
