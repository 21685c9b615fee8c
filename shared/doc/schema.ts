// The shape of both documents as data: which roots, keys, node and mark names exist and which may never be deleted or
// replaced (contract.md, The desk document). The server's guard reads it; nothing else decides what a room accepts.
import type { DocPart } from '../domain/ids.ts';

/** Version of the documents' shape; a client that knows less is told to reload (4426). */
export const DOCUMENT_SCHEMA_VERSION = 1;

/** What may stand at a place of a document. */
export type Shape = { readonly kind: 'plain' } | { readonly kind: 'text' } | { readonly kind: 'fragment' } | MapShape;

export interface MapShape {
  readonly kind: 'map';
  /** Named keys; they win over `any`. */
  readonly keys?: Readonly<Record<string, Entry>>;
  /** Every other key; absent = no other key may exist. */
  readonly any?: Entry;
}

export interface Entry {
  readonly shape: Shape;
  /** True: once set, it is never replaced or deleted (removal is `removed: true`). */
  readonly lasting: boolean;
}

const PLAIN: Shape = { kind: 'plain' };
const plain: Entry = { shape: PLAIN, lasting: false };
const lastingPlain: Entry = { shape: PLAIN, lasting: true };
const text: Entry = { shape: { kind: 'text' }, lasting: true };
const fragment: Entry = { shape: { kind: 'fragment' }, lasting: true };
const plainMap: Entry = { shape: { kind: 'map', any: plain }, lasting: true };

function named(...names: readonly string[]): Readonly<Record<string, Entry>> {
  return Object.fromEntries(names.map((name) => [name, plain]));
}

const reportRow: Shape = {
  kind: 'map',
  keys: { ...named('owner', 'order', 'removed'), done: text, planned: text },
};

const person: Shape = {
  kind: 'map',
  keys: named('name', 'org', 'titles', 'role', 'order', 'personId', 'removed', 'note', 'sourceId', 'voting'),
};

const item: Shape = {
  kind: 'map',
  keys: {
    ...named('kind', 'presenters', 'plannedMs', 'fixedStart', 'order', 'internal', 'ceremony', 'removed', 'sourceId'),
    ...named('parentId', 'continues', 'topic', 'proposal', 'otherCeremony'),
    title: text,
    minutes: fragment,
    report: { shape: { kind: 'map', any: { shape: reportRow, lasting: true } }, lasting: true },
  },
};

const task: Shape = {
  kind: 'map',
  keys: {
    ...named('due', 'dueText', 'itemId', 'anchor', 'reportLine', 'state', 'order', 'removed'),
    what: text,
    owners: plainMap,
    supporters: plainMap,
  },
};

const decision: Shape = {
  kind: 'map',
  keys: { ...named('itemId', 'outcome', 'motionId', 'anchor', 'order', 'removed'), wording: text },
};

/** A section of the draft of formal minutes. */
const section: Shape = { kind: 'map', keys: { ...named('key', 'base', 'removed'), text: fragment } };

const entriesOf = (shape: Shape): Shape => ({ kind: 'map', any: { shape, lasting: true } });
const plainEntries: Shape = { kind: 'map', any: plain };

/** Every root of each document; anything else is refused. */
export const ROOTS: Readonly<Record<DocPart, Readonly<Record<string, Shape>>>> = {
  desk: {
    meeting: plainEntries,
    people: entriesOf(person),
    agenda: entriesOf(item),
    progress: { kind: 'map', any: lastingPlain },
    tasks: entriesOf(task),
    decisions: entriesOf(decision),
    comments: plainEntries,
    claims: plainEntries,
    notes: { kind: 'fragment' },
    chairWords: plainEntries,
    papers: entriesOf(section),
    paperFacts: plainEntries,
    paperWritings: { kind: 'map', any: lastingPlain },
  },
  record: {
    state: plainEntries,
    progressSeen: plainEntries,
    attendance: plainEntries,
    motions: plainEntries,
    resolutions: plainEntries,
    tasks: plainEntries,
    speakers: plainEntries,
    screens: plainEntries,
    shown: plainEntries,
    files: plainEntries,
    room: plainEntries,
    arrivals: plainEntries,
    quorum: plainEntries,
    checks: plainEntries,
  },
};

/**
 * Roots that joined after others had begun to compare digests: counted from their first entry on, so that a meeting
 * without them has the digest it always had.
 */
export const LATER_ROOTS: ReadonlySet<string> = new Set([
  ...['files', 'room', 'arrivals', 'quorum', 'shown', 'chairWords', 'papers', 'paperFacts', 'checks'],
  'paperWritings',
]);

/** Node names of the text schema v1 as they appear in fragments (`doc` is the fragment, `text` its text nodes). */
export const NODE_NAMES: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'bullet_list',
  'ordered_list',
  'list_item',
  'blockquote',
  'horizontal_rule',
  'image',
  'table',
  'table_row',
  'table_cell',
  'table_header',
  'hard_break',
  'mention',
  'timestamp',
]);

export const MARK_NAMES: ReadonlySet<string> = new Set(['strong', 'em', 'underline', 'link', 'code', 'internal']);
