// Updates taken apart into structs, changed, and written again: unlike flipped bytes, what comes out can be read, so that
// it reaches the judgement of what it says. Seeded like mutations.ts. Imports nothing of the server.
import * as Y from 'yjs';
import { type Deletions, type StructId, update, varUints } from './bytes.ts';
import { below, pick, type Random } from './mutations.ts';

type Content = Y.Item['content'];

interface Part {
  origin: StructId | null;
  rightOrigin: StructId | null;
  /** A root's name, or the struct that made the type; must stand when there is no sibling. */
  parent: string | StructId;
  key: string | null;
  /** A number: that many clocks collected. */
  content: Content | number;
}

interface Block {
  client: number;
  clock: number;
  parts: Part[];
}

/** An update as something that can be changed. */
export interface Draft {
  blocks: Block[];
  deletions: Deletions[];
}

const ROOT_NAMES = ['agenda', 'meeting', 'tasks', 'progress', 'notes', 'nowhere'];
const KEYS = ['title', 'minutes', 'report', 'venue', 'i1', 'order', '会议', '__proto__'];
const OFFSETS = [-2, -1, 0, 1, 2, 50];
const [GC_INFO] = [0];

/** One to three changes of one of `honest`, the others at hand to take from. */
export function redrafted(honest: readonly Uint8Array[], random: Random): Uint8Array {
  const [draft, other] = [read(pick(random, honest)), read(pick(random, honest))];
  if (below(random, 3) > 0) rename(draft, 3_100_000_000 + below(random, 1_000_000_000));
  const place: Sources = { random, other, ids: [...idsOf(draft), ...idsOf(other)] };
  for (let times = 0; times <= below(random, 3); times += 1) pick(random, CHANGES)(draft, place);
  return write(draft);
}

interface Sources {
  readonly random: Random;
  readonly other: Draft;
  /** Structs that one of the two updates has or names. */
  readonly ids: readonly StructId[];
}

type Change = (draft: Draft, sources: Sources) => void;

const CHANGES: readonly Change[] = [
  (draft, at) => withBlock(draft, at, (block) => (block.client = idFrom(at).client)),
  (draft, at) => withBlock(draft, at, (block) => (block.clock = Math.max(0, block.clock + pick(at.random, OFFSETS)))),
  (draft, at) => withBlock(draft, at, (block) => (block.clock = idFrom(at).clock)),
  (draft, at) => withPart(draft, at, (part) => (part.origin = idOrNone(at))),
  (draft, at) => withPart(draft, at, (part) => (part.rightOrigin = idOrNone(at))),
  (draft, at) =>
    withPart(draft, at, (part) => {
      [part.origin, part.rightOrigin] = [part.rightOrigin, part.origin];
    }),
  (draft, at) =>
    withPart(draft, at, (part) => {
      part.origin = part.rightOrigin = null;
      part.parent = below(at.random, 2) ? idFrom(at) : pick(at.random, ROOT_NAMES);
    }),
  (draft, at) => withPart(draft, at, (part) => (part.key = below(at.random, 3) ? pick(at.random, KEYS) : null)),
  (draft, at) => withPart(draft, at, (part) => (part.content = contentFrom(at))),
  (draft, at) => withPart(draft, at, (part) => (part.content = longer(part.content, at))),
  (draft, at) => withBlock(draft, at, (block) => block.parts.splice(below(at.random, block.parts.length), 1)),
  (draft, at) =>
    withBlock(draft, at, ({ parts }) => {
      const [one, two] = [below(at.random, parts.length), below(at.random, parts.length)];
      [parts[one], parts[two]] = [parts[two] ?? nothing(), parts[one] ?? nothing()];
    }),
  (draft, at) => withPart(draft, at, (part) => withBlock(draft, at, ({ parts }) => parts.push({ ...part }))),
  (draft, at) =>
    withPart(at.other, at, (part) =>
      withBlock(draft, at, ({ parts }) => parts.splice(below(at.random, parts.length + 1), 0, { ...part })),
    ),
  (draft, at) => draft.blocks.push(...at.other.blocks),
  (draft, at) => withBlock(draft, at, ({ parts, ...block }) => draft.blocks.push({ ...block, parts: [...parts] })),
  (draft) => draft.blocks.reverse(),
  (draft, at) => tangle(draft, at),
  (draft, at) => draft.deletions.push(rangeFrom(at)),
  (draft, at) => draft.deletions.push(...at.other.deletions),
  (draft) => draft.deletions.push(...draft.deletions),
];

/** Two new authors, each of whose first words stand right of the other's. */
function tangle(draft: Draft, at: Sources): void {
  const [one, two] = [3_050_000_000 + below(at.random, 1_000_000), 3_060_000_000 + below(at.random, 1_000_000)];
  const behind = (client: number, clock: number): Part => ({ ...nothing(), origin: { client, clock } });
  const clocks = [below(at.random, 2), below(at.random, 2)] as const;
  draft.blocks.push(
    { client: one, clock: 0, parts: [behind(two, clocks[0]), behind(one, 0)] },
    { client: two, clock: 0, parts: [behind(one, clocks[1]), { ...nothing(), origin: idFrom(at) }] },
  );
}

function contentFrom({ random }: Sources): Content | number {
  const makers: readonly (() => Content | number)[] = [
    () => new Y.ContentString('改'),
    () => new Y.ContentString('改写😀'),
    () => new Y.ContentDeleted(1 + below(random, 9)),
    () => new Y.ContentAny([1, { a: null }]),
    () => new Y.ContentFormat('strong', {}),
    () => new Y.ContentType(new Y.Map()),
    () => new Y.ContentType(new Y.Text()),
    () => new Y.ContentType(new Y.XmlText()),
    () => new Y.ContentType(new Y.XmlFragment()),
    () => new Y.ContentType(new Y.XmlElement('paragraph')),
    () => new Y.ContentType(new Y.XmlHook('x')),
    () => new Y.ContentEmbed({}),
    () => new Y.ContentBinary(Uint8Array.of(1)),
    () => 1 + below(random, 9),
  ];
  return pick(random, makers)();
}

function longer(content: Content | number, { random }: Sources): Content | number {
  const more = 1 + below(random, 6);
  if (typeof content === 'number') return content + more;
  if (content instanceof Y.ContentString) return new Y.ContentString(content.str + '字'.repeat(more));
  if (content instanceof Y.ContentDeleted) return new Y.ContentDeleted(content.len + more);
  return content instanceof Y.ContentAny ? new Y.ContentAny([...content.arr, more]) : content;
}

function rangeFrom(at: Sources): Deletions {
  const { client, clock } = idFrom(at);
  const from = Math.max(0, clock + pick(at.random, OFFSETS));
  return { client, ranges: [[from, 1 + below(at.random, 30)]] };
}

function idOrNone(at: Sources): StructId | null {
  return below(at.random, 4) ? idFrom(at) : null;
}

/** One that is known, or stands near one. */
function idFrom({ random, ids }: Sources): StructId {
  const { client, clock } = ids.length > 0 ? pick(random, ids) : { client: 1, clock: 0 };
  return { client, clock: Math.max(0, clock + (below(random, 2) ? 0 : pick(random, OFFSETS))) };
}

function idsOf({ blocks, deletions }: Draft): StructId[] {
  const made = blocks.flatMap(({ client, clock, parts }) =>
    parts.map((_part, index) => ({ client, clock: clock + index })),
  );
  const named = blocks.flatMap(({ parts }) =>
    parts.flatMap(({ origin, rightOrigin, parent }) => [origin, rightOrigin, parent]),
  );
  const deleted = deletions.flatMap(({ client, ranges }) => ranges.map(([clock]) => ({ client, clock })));
  return [...made, ...deleted, ...named.filter((id) => id !== null && typeof id !== 'string')];
}

/** The whole draft under another author, what it says of itself included. */
function rename({ blocks }: Draft, client: number): void {
  const [author] = blocks;
  if (!author || author.clock !== 0) return;
  const before = author.client;
  const renamed = (id: StructId | null): StructId | null => (id?.client === before ? { ...id, client } : id);
  author.client = client;
  for (const part of author.parts) {
    part.origin = renamed(part.origin);
    part.rightOrigin = renamed(part.rightOrigin);
    if (typeof part.parent !== 'string') part.parent = renamed(part.parent) ?? part.parent;
  }
}

function withBlock(draft: Draft, { random }: Sources, change: (block: Block) => unknown): void {
  if (draft.blocks.length > 0) change(pick(random, draft.blocks));
}

function withPart(draft: Draft, at: Sources, change: (part: Part) => unknown): void {
  withBlock(draft, at, ({ parts }) => parts.length > 0 && change(pick(at.random, parts)));
}

function nothing(): Part {
  return { origin: null, rightOrigin: null, parent: 'meeting', key: null, content: new Y.ContentString('缠') };
}

// ── reading and writing ─────────────────────────────────────────────────────────────────────────────────────────

function read(bytes: Uint8Array): Draft {
  const { structs, ds } = Y.decodeUpdate(bytes);
  const blocks: Block[] = [];
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const last = blocks.at(-1);
    const block = last?.client === client ? last : { client, clock, parts: [] };
    if (block !== last) blocks.push(block);
    block.parts.push(partOf(struct));
  }
  const deletions = [...ds.clients].map(([client, ranges]): Deletions => {
    return { client, ranges: ranges.map(({ clock, len }) => [clock, len]) };
  });
  return { blocks, deletions };
}

function partOf(struct: ReturnType<typeof Y.decodeUpdate>['structs'][number]): Part {
  if (!(struct instanceof Y.Item)) return { ...nothing(), content: struct.length };
  // Before integration Yjs keeps a root's name in `parent` as a string.
  const parent: unknown = struct.parent;
  return {
    origin: struct.origin,
    rightOrigin: struct.rightOrigin,
    parent: parent instanceof Y.ID || typeof parent === 'string' ? parent : 'meeting',
    key: struct.parentSub,
    content: struct.content,
  };
}

function write({ blocks, deletions }: Draft): Uint8Array {
  const sections = blocks.map(({ client, clock, parts }) => ({ client, clock, structs: parts.map(bytesOf) }));
  return update(sections, deletions);
}

const [ORIGIN, RIGHT_ORIGIN, PARENT_SUB] = [0x80, 0x40, 0x20];

function bytesOf({ origin, rightOrigin, parent, key, content }: Part): Uint8Array {
  if (typeof content === 'number') return varUints(GC_INFO, content);
  const hangs = origin === null && rightOrigin === null;
  const encoder = new Y.UpdateEncoderV1();
  const info = (origin ? ORIGIN : 0) | (rightOrigin ? RIGHT_ORIGIN : 0) | (hangs && key !== null ? PARENT_SUB : 0);
  encoder.writeInfo(content.getRef() | info);
  if (origin) encoder.writeLeftID(new Y.ID(origin.client, origin.clock));
  if (rightOrigin) encoder.writeRightID(new Y.ID(rightOrigin.client, rightOrigin.clock));
  if (hangs) {
    encoder.writeParentInfo(typeof parent === 'string');
    if (typeof parent === 'string') encoder.writeString(parent);
    else encoder.writeLeftID(new Y.ID(parent.client, parent.clock));
    if (key !== null) encoder.writeString(key);
  }
  content.write(encoder, 0);
  return encoder.toUint8Array();
}
