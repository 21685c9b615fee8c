// The desk's remarks: id → plain JSON, an entry a remark or an answer, written once. What changes later stands beside it under
// a key of its own (`id.text`, `id.resolved` …), so that settling, rewording and removing at once lose nothing of each other;
// what older pages wrote into the entry itself is read where no such key is. Whatever stands there is read as far as it
// makes sense; nothing of it leaves the desk.
import type * as Y from 'yjs';
import {
  MAX_COMMENT_CHARS,
  MAX_REPLACEMENT_CHARS,
  SETTLEMENTS,
  type Comment,
  type Resolved,
  type Thread,
} from '../domain/comment.ts';
import type { Anchor } from '../domain/anchor.ts';
import { isId, type CommentId } from '../domain/ids.ts';
import { brand } from '../lib/brand.ts';
import { instantFrom, type EpochMs } from '../lib/time.ts';
import { readAnchor } from './anchor.ts';
import * as read from './reading.ts';
import type { Plain } from './reading.ts';

const MAX_NAME_CHARS = 100;

interface Author {
  readonly by: string;
  readonly byName: string;
  readonly at: EpochMs;
}

export interface NewThread extends Author {
  readonly id: CommentId;
  readonly anchor: Anchor;
  readonly text: string;
  /** Makes it a suggestion. */
  readonly replacement?: string;
}

export interface NewReply extends Author {
  readonly id: CommentId;
  readonly replyTo: CommentId;
  readonly text: string;
}

/** Oldest first; removed ones left out, and with a removed remark its answers. */
export function readThreads(desk: Y.Doc): readonly Thread[] {
  const root = desk.getMap('comments');
  const standing = new Map<CommentId, Plain>();
  for (const [key, value] of root.entries()) {
    const plain = isId(key) ? withChanges(root, key, read.asPlain(value)) : null;
    if (plain && read.own(plain, 'removed') !== true) standing.set(brand<CommentId>(key), plain);
  }
  const replies = new Map<CommentId, Comment[]>();
  for (const [id, plain] of standing) {
    const head = headOf(standing, plain);
    if (head !== null && head !== id) replies.set(head, [...(replies.get(head) ?? []), readComment(id, plain)]);
  }
  return [...standing].flatMap(([id, plain]) => readThread(id, plain, replies.get(id) ?? []) ?? []).sort(byAge);
}

/** Nothing happens when the id is there already. */
export function addThread(desk: Y.Doc, { id, text, replacement, ...values }: NewThread): void {
  const isSuggestion = replacement !== undefined;
  write(desk, id, {
    ...values,
    kind: isSuggestion ? 'suggestion' : 'comment',
    text: text.slice(0, MAX_COMMENT_CHARS),
    ...(isSuggestion ? { replacement: replacement.slice(0, MAX_REPLACEMENT_CHARS) } : {}),
  });
}

export function addReply(desk: Y.Doc, { id, text, ...values }: NewReply): void {
  write(desk, id, { ...values, kind: 'comment', text: text.slice(0, MAX_COMMENT_CHARS) });
}

/** Nothing happens when there is no such remark. */
export function settleThread(desk: Y.Doc, id: CommentId, by: Resolved & { readonly at: EpochMs }): void {
  change(desk, id, 'resolved', { ...by });
}

export function reopenThread(desk: Y.Doc, id: CommentId): void {
  change(desk, id, 'resolved', null);
}

export function reword(desk: Y.Doc, id: CommentId, text: string): void {
  change(desk, id, 'text', text.slice(0, MAX_COMMENT_CHARS));
}

export function removeComment(desk: Y.Doc, id: CommentId): void {
  change(desk, id, 'removed', true);
}

export function restoreComment(desk: Y.Doc, id: CommentId): void {
  change(desk, id, 'removed', false);
}

/** The passage stands at other positions by now; what it read when it was remarked on stays. */
export function moveThread(desk: Y.Doc, id: CommentId, anchor: Anchor): void {
  change(desk, id, 'anchor', { ...anchor });
}

function write(desk: Y.Doc, id: CommentId, values: Plain): void {
  desk.transact(() => {
    const root = desk.getMap<unknown>('comments');
    if (!root.has(id)) root.set(id, values);
  });
}

/** What may change of a remark, each by itself. No id holds a dot. */
const CHANGING = ['text', 'resolved', 'removed', 'anchor'] as const;

/** Nothing happens when there is no such remark. */
function change(desk: Y.Doc, id: CommentId, field: (typeof CHANGING)[number], value: unknown): void {
  const root = desk.getMap<unknown>('comments');
  if (!root.has(id)) return;
  desk.transact(() => root.set(`${id}.${field}`, value));
}

function withChanges(root: Y.Map<unknown>, id: string, entry: Plain | null): Plain | null {
  if (entry === null) return null;
  const changes = CHANGING.flatMap((field) => {
    const value: unknown = root.get(`${id}.${field}`);
    return value === undefined ? [] : [[field, value] as const];
  });
  return changes.length === 0 ? entry : { ...entry, ...Object.fromEntries(changes) };
}

/** The remark at the head of an answer's thread; null for one that leads nowhere or in a circle. */
function headOf(standing: ReadonlyMap<CommentId, Plain>, start: Plain): CommentId | null {
  let head: CommentId | null = null;
  let plain: Plain | undefined = start;
  for (let steps = 0; plain !== undefined && steps <= standing.size; steps += 1) {
    const above: unknown = read.own(plain, 'replyTo');
    if (typeof above !== 'string') return head;
    head = brand<CommentId>(above);
    plain = standing.get(head);
  }
  return null;
}

function readThread(id: CommentId, plain: Plain, replies: readonly Comment[]): Thread | null {
  const anchor = readAnchor(read.own(plain, 'anchor'));
  if (anchor === null || read.own(plain, 'replyTo') !== undefined) return null;
  const isSuggestion = read.own(plain, 'kind') === 'suggestion';
  const replacement = read.asText(read.own(plain, 'replacement'));
  return {
    ...readComment(id, plain),
    kind: isSuggestion && replacement !== null ? 'suggestion' : 'comment',
    anchor,
    replacement: (replacement ?? '').slice(0, MAX_REPLACEMENT_CHARS),
    resolved: readResolved(read.own(plain, 'resolved')),
    replies: [...replies].sort(byAge),
  };
}

function readComment(id: CommentId, plain: Plain): Comment {
  const text = (key: string, most: number): string => (read.asText(read.own(plain, key)) ?? '').slice(0, most);
  return {
    id,
    text: text('text', MAX_COMMENT_CHARS),
    by: text('by', MAX_NAME_CHARS),
    byName: text('byName', MAX_NAME_CHARS),
    at: instantFrom(read.own(plain, 'at')),
  };
}

function readResolved(value: unknown): Resolved | null {
  const plain = read.asPlain(value);
  if (!plain) return null;
  return {
    by: (read.asText(read.own(plain, 'by')) ?? '').slice(0, MAX_NAME_CHARS),
    at: instantFrom(read.own(plain, 'at')),
    how: read.asOneOf(SETTLEMENTS, read.own(plain, 'how')) ?? 'done',
  };
}

function byAge(a: Comment, b: Comment): number {
  return (a.at ?? 0) - (b.at ?? 0) || (a.id < b.id ? -1 : 1);
}
