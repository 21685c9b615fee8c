// Minutes as they stood at some moment, and the difference between two such moments as one tree to be shown: what both
// have, what came, what went. Knows neither Yjs nor the editor.
import { diffLists, wordsOf, type Hunk } from './text-diff.ts';

/** A node as ProseMirror's JSON has them; `by`, on words only: the place of their writer in a list. */
export interface PastNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly PastNode[];
  readonly text?: string;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly by?: number;
}

export type Change = 'same' | 'added' | 'removed';

/** A block; whatever is in it may have changed although it stands in both. */
export interface ShownNode {
  readonly change: Change;
  readonly node: PastNode;
  /** Blocks inside it; empty for a text block. */
  readonly blocks: readonly ShownNode[];
  /** Words and inline things of a text block. */
  readonly runs: readonly ShownRun[];
}

export interface ShownRun {
  readonly change: Change;
  /** A text node, or a mention, a timestamp, a line break. */
  readonly node: PastNode;
}

/** From here on two blocks are told as one that changed: how much of their characters they share. */
const ALIKE = 0.4;
const INLINE: ReadonlySet<string> = new Set(['text', 'hard_break', 'mention', 'timestamp']);
/** Deeper content is told as it is, uncompared. */
const MAX_DEPTH = 64;

/** The blocks of `after` with what `before` had besides; without `before` nothing is marked. */
export function shownBlocks(before: PastNode | null, after: PastNode): readonly ShownNode[] {
  if (before === null) return blocksOf(after).map((node) => uniform(node, 'same', 0));
  return compared(blocksOf(before), blocksOf(after), 0);
}

export function isChanged(blocks: readonly ShownNode[]): boolean {
  return blocks.some(
    ({ change, runs, blocks: inner }) =>
      change !== 'same' || runs.some((run) => run.change !== 'same') || isChanged(inner),
  );
}

function blocksOf({ content = [] }: PastNode): readonly PastNode[] {
  return content.filter(({ type }) => !INLINE.has(type));
}

function inlineOf({ content = [] }: PastNode): readonly PastNode[] {
  return content.filter(({ type }) => INLINE.has(type));
}

function uniform(node: PastNode, change: Change, depth: number): ShownNode {
  const blocks = depth > MAX_DEPTH ? [] : blocksOf(node).map((inner) => uniform(inner, change, depth + 1));
  return { change, node, blocks, runs: inlineOf(node).map((run) => ({ change, node: run })) };
}

function compared(before: readonly PastNode[], after: readonly PastNode[], depth: number): readonly ShownNode[] {
  const keys = [before.map(signature), after.map(signature)] as const;
  const shown: ShownNode[] = [];
  let at = 0;
  const same = (to: number): void => {
    for (const node of after.slice(at, to)) shown.push(uniform(node, 'same', depth));
  };
  for (const hunk of diffLists(keys[0], keys[1], (a, b) => a === b)) {
    same(hunk.after.from);
    shown.push(...changedBlocks(cut(before, hunk.before), cut(after, hunk.after), depth));
    at = hunk.after.to;
  }
  same(after.length);
  return shown;
}

/** Blocks that differ: those that are alike become one, the others went or came. */
function changedBlocks(before: readonly PastNode[], after: readonly PastNode[], depth: number): readonly ShownNode[] {
  const shown: ShownNode[] = [];
  let [x, y] = [0, 0];
  const pairs = (toX: number): void => {
    for (; x < toX; x += 1, y += 1) {
      const [a, b] = [before[x], after[y]];
      if (a && b) shown.push(changedBlock(a, b, depth));
    }
  };
  for (const { before: gone, after: come } of diffLists(before, after, areAlike)) {
    pairs(gone.from);
    shown.push(...cut(before, gone).map((node) => uniform(node, 'removed', depth)));
    shown.push(...cut(after, come).map((node) => uniform(node, 'added', depth)));
    [x, y] = [gone.to, come.to];
  }
  pairs(before.length);
  return shown;
}

function changedBlock(before: PastNode, after: PastNode, depth: number): ShownNode {
  const blocks = depth > MAX_DEPTH ? [] : compared(blocksOf(before), blocksOf(after), depth + 1);
  return { change: 'same', node: after, blocks, runs: comparedRuns(inlineOf(before), inlineOf(after)) };
}

function comparedRuns(before: readonly PastNode[], after: readonly PastNode[]): readonly ShownRun[] {
  const [a, b] = [before.flatMap(tokensOf), after.flatMap(tokensOf)];
  const runs: ShownRun[] = [];
  let at = 0;
  for (const hunk of diffLists(a, b, (one, other) => inlineKey(one) === inlineKey(other))) {
    for (const node of b.slice(at, hunk.after.from)) pushRun(runs, 'same', node);
    for (const node of cut(a, hunk.before)) pushRun(runs, 'removed', node);
    for (const node of cut(b, hunk.after)) pushRun(runs, 'added', node);
    at = hunk.after.to;
  }
  for (const node of b.slice(at)) pushRun(runs, 'same', node);
  return runs;
}

function tokensOf(node: PastNode): readonly PastNode[] {
  return node.type === 'text' ? wordsOf(node.text ?? '').map((text) => ({ ...node, text })) : [node];
}

/** Words of one writer in one dress become one run again. */
function pushRun(runs: ShownRun[], change: Change, node: PastNode): void {
  const last = runs.at(-1);
  const joins =
    last?.change === change &&
    last.node.type === 'text' &&
    node.type === 'text' &&
    dressOf(last.node) === dressOf(node);
  if (!joins) runs.push({ change, node });
  else runs[runs.length - 1] = { change, node: { ...last.node, text: (last.node.text ?? '') + (node.text ?? '') } };
}

function dressOf({ marks = [], by }: PastNode): string {
  return JSON.stringify([marks, by ?? null]);
}

function inlineKey(node: PastNode): string {
  return node.type === 'text' ? (node.text ?? '') : JSON.stringify([node.type, node.attrs ?? null]);
}

/** All that is to be read of a node, whoever wrote it. */
function signature(node: PastNode): string {
  const inside = node.content?.map((inner) => (inner.type === 'text' ? '' : signature(inner))) ?? [];
  return JSON.stringify([node.type, node.attrs ?? null, textOf(node), inside]);
}

function textOf({ text, content = [] }: PastNode): string {
  return text ?? content.map(textOf).join('');
}

function areAlike(a: PastNode, b: PastNode): boolean {
  if (a.type !== b.type) return false;
  const [one, other] = [textOf(a), textOf(b)];
  if (one === '' || other === '') return one === other;
  return shared(one, other) >= ALIKE;
}

/** Of the characters of both, the share that both have (Dice). */
function shared(a: string, b: string): number {
  const left = new Map<string, number>();
  for (const character of a) left.set(character, (left.get(character) ?? 0) + 1);
  let common = 0;
  for (const character of b) {
    const count = left.get(character) ?? 0;
    if (count > 0) common += 1;
    left.set(character, count - 1);
  }
  return (2 * common) / ([...a].length + [...b].length);
}

function cut<T>(list: readonly T[], { from, to }: Hunk['before']): readonly T[] {
  return list.slice(from, to);
}
