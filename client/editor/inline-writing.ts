// Writes what changed inside one block of text: only the characters that differ are deleted and inserted, so that each word
// keeps its author and what others write between them stays where they wrote it. Knows no block but the one it is given.
import type { Fragment, Mark, Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { diffLists, type Hunk } from '../../shared/domain/text-diff.ts';

/** Fewer characters in common between two changes are there by chance: the words around them were written anew. */
const MIN_KEPT = 4;

type Attributes = Record<string, unknown>;

/** A character, or an inline thing like a mention. */
interface Token {
  readonly key: string;
  /** As Yjs and ProseMirror count it. */
  readonly size: number;
  readonly node: Node;
}

/** A child of the block and where it begins, counted over the whole block. */
interface Piece {
  readonly child: Y.XmlElement | Y.XmlText | Y.XmlHook;
  readonly start: number;
  readonly end: number;
}

/** Brings `block`, which holds what `before` shows, to what `after` shows. `made` makes an inline thing. */
export function writeInline(
  block: Y.XmlElement,
  { before, after }: { readonly before: Node; readonly after: Node },
  made: (leaf: Node) => Y.XmlElement,
): void {
  const changed = differing(before, after);
  if (changed === null) return;
  const [a, b] = [tokensOf(changed.before), tokensOf(changed.after)];
  const hunks = joined(diffLists(a, b, (one, other) => one.key === other.key));
  const last: Hunk = { before: { from: a.length, to: a.length }, after: { from: b.length, to: b.length } };
  let [x, y, offset] = [0, 0, changed.start];
  // First the marks of what stays: lengths are still those of `before`.
  for (const hunk of [...hunks, last]) {
    offset = dressAll(block, offset, [a.slice(x, hunk.before.from), b.slice(y, hunk.after.from)]);
    offset += sizeOf(a.slice(hunk.before.from, hunk.before.to));
    [x, y] = [hunk.before.to, hunk.after.to];
  }
  for (const hunk of hunks.toReversed()) {
    const at = changed.start + sizeOf(a.slice(0, hunk.before.from));
    erase(block, at, at + sizeOf(a.slice(hunk.before.from, hunk.before.to)));
    insert(block, at, b.slice(hunk.after.from, hunk.after.to), made);
  }
}

interface Differing {
  /** Where the two begin to differ. */
  readonly start: number;
  readonly before: Fragment;
  readonly after: Fragment;
}

/** Both without their common ends, so that a key in a long paragraph costs no more than in a short one; null when alike. */
function differing(before: Node, after: Node): Differing | null {
  const start = before.content.findDiffStart(after.content);
  const ends = before.content.findDiffEnd(after.content);
  if (start === null || ends === null) return null;
  // Of letters that repeat, both searches take the same one.
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
  return {
    start,
    before: before.content.cut(start, ends.a + overlap),
    after: after.content.cut(start, ends.b + overlap),
  };
}

/** The runs of text in `nodes` as a text of its own. */
export function textOf(nodes: readonly Node[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(nodes.map((node) => ({ insert: node.text ?? '', attributes: attributesOf(node.marks) })));
  return text;
}

function tokensOf(content: Fragment): readonly Token[] {
  const tokens: Token[] = [];
  content.forEach((node) => {
    if (node.isText) for (const key of node.text ?? '') tokens.push({ key, size: key.length, node });
    else tokens.push({ key: `${node.type.name} ${JSON.stringify(node.attrs)}`, size: node.nodeSize, node });
  });
  return tokens;
}

function sizeOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { size }) => sum + size, 0);
}

function joined(hunks: readonly Hunk[]): readonly Hunk[] {
  const all: Hunk[] = [];
  for (const hunk of hunks) {
    const before = all.at(-1);
    if (before && hunk.before.from - before.before.to < MIN_KEPT)
      all[all.length - 1] = {
        before: { from: before.before.from, to: hunk.before.to },
        after: { from: before.after.from, to: hunk.after.to },
      };
    else all.push(hunk);
  }
  return all;
}

function piecesOf(block: Y.XmlElement): readonly Piece[] {
  let start = 0;
  return block.toArray().map((child) => {
    const end = start + (child instanceof Y.XmlText ? child.length : 1);
    const piece = { child, start, end };
    start = end;
    return piece;
  });
}

/** Gives what stays its marks, run by run; answers where it ends. */
function dressAll(
  block: Y.XmlElement,
  from: number,
  [before, after]: readonly [readonly Token[], readonly Token[]],
): number {
  let offset = from;
  for (let index = 0; index < before.length;) {
    const [one, other] = [before[index], after[index]];
    if (!one || !other) break;
    let size = 0;
    for (; before[index]?.node === one.node && after[index]?.node === other.node; index += 1)
      size += before[index]?.size ?? 0;
    dress(block, offset, { ...one, size }, other);
    offset += size;
  }
  return offset;
}

function dress(block: Y.XmlElement, offset: number, one: Token, other: Token): void {
  if (!one.node.isText || one.node === other.node || sameMarks(one.node.marks, other.node.marks)) return;
  const piece = piecesOf(block).find(({ start, end }) => start <= offset && offset < end);
  if (!(piece?.child instanceof Y.XmlText)) return;
  const { child, start } = piece;
  child.format(offset - start, one.size, { ...nothingOf(child), ...attributesOf(other.node.marks) });
}

function sameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  return a.length === b.length && a.every((mark, index) => b[index] !== undefined && mark.eq(b[index]));
}

/** Takes off every mark that occurs in the text, by whatever name it was written. */
function nothingOf(text: Y.XmlText): Attributes {
  const names = deltaOf(text).flatMap(({ attributes }) => Object.keys(attributes ?? {}));
  return Object.fromEntries(names.map((name) => [name, null]));
}

function attributesOf(marks: readonly Mark[]): Attributes {
  return Object.fromEntries(marks.map((mark) => [mark.type.name, { ...mark.attrs }]));
}

function erase(block: Y.XmlElement, from: number, to: number): void {
  for (const [index, { child, start, end }] of [...piecesOf(block).entries()].toReversed()) {
    const [first, last] = [Math.max(from, start), Math.min(to, end)];
    if (first >= last) continue;
    if (child instanceof Y.XmlText) child.delete(first - start, last - first);
    else block.delete(index, 1);
  }
}

function insert(block: Y.XmlElement, at: number, tokens: readonly Token[], made: (leaf: Node) => Y.XmlElement): void {
  let place = at;
  for (let index = 0; index < tokens.length;) {
    const token = tokens[index];
    if (!token) break;
    const { node } = token;
    if (!node.isText) {
      insertLeaf(block, place, made(node));
      place += token.size;
      index += 1;
      continue;
    }
    let words = '';
    for (let next = tokens[index]; next?.node === node; next = tokens[index]) {
      words += next.key;
      index += 1;
    }
    insertWords(block, place, { words, attributes: attributesOf(node.marks) });
    place += words.length;
  }
}

function insertWords(
  block: Y.XmlElement,
  at: number,
  { words, attributes }: { readonly words: string; readonly attributes: Attributes },
): void {
  const pieces = piecesOf(block);
  const piece = pieces.find(({ child, start, end }) => child instanceof Y.XmlText && start <= at && at <= end);
  if (piece?.child instanceof Y.XmlText) piece.child.insert(at - piece.start, words, attributes);
  else {
    const text = new Y.XmlText();
    text.insert(0, words, attributes);
    block.insert(pieces.filter(({ end }) => end <= at).length, [text]);
  }
}

function insertLeaf(block: Y.XmlElement, at: number, leaf: Y.XmlElement): void {
  const pieces = piecesOf(block);
  const index = pieces.findIndex(({ start, end }) => start < at && at < end);
  const split = pieces[index];
  if (!(split?.child instanceof Y.XmlText)) {
    block.insert(pieces.filter(({ end }) => end <= at).length, [leaf]);
    return;
  }
  const { child: text, start } = split;
  const rest = new Y.XmlText();
  rest.applyDelta(behind(deltaOf(text), at - start));
  text.delete(at - start, text.length - (at - start));
  block.insert(index + 1, [leaf, rest]);
}

interface Operation {
  readonly insert: string | object;
  readonly attributes?: Attributes;
}

function deltaOf(text: Y.XmlText): readonly Operation[] {
  const delta: unknown = text.toDelta();
  return Array.isArray(delta) ? delta.filter(isOperation) : [];
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'insert' in value;
}

/** What follows the first `length` units. */
function behind(delta: readonly Operation[], length: number): Operation[] {
  let left = length;
  return delta.flatMap((operation) => {
    const size = typeof operation.insert === 'string' ? operation.insert.length : 1;
    const skipped = Math.min(size, left);
    left -= skipped;
    if (skipped === size) return [];
    return [
      typeof operation.insert === 'string' ? { ...operation, insert: operation.insert.slice(skipped) } : operation,
    ];
  });
}
