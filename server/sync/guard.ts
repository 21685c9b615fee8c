// Structs against the room's state: the stateful half of the wire firewall. It keeps a room alive and people honest,
// and it must never refuse an honest client; the honest but odd things stock clients do are listed in SPEC.md. One file,
// because the verdict of each rule rests on the places that the others resolved.
import * as Y from 'yjs';
import type { Entry, Shape } from '../../shared/doc/schema.ts';
import type { DecodedUpdate, DeleteRange, Struct } from './decode.ts';
import { isTangled, referencesOf } from './order.ts';

/** The rules of one document part, passed in by app.ts from shared/doc/schema.ts. */
export interface DocumentRules {
  readonly roots: Readonly<Record<string, Shape>>;
  readonly nodeNames: ReadonlySet<string>;
  readonly markNames: ReadonlySet<string>;
}

export interface GuardLimits {
  readonly maxDepth: number;
  /** New delete ranges in one update. */
  readonly maxDeleteRanges: number;
}

export interface GuardContext {
  readonly doc: Y.Doc;
  readonly rules: DocumentRules;
  readonly limits: GuardLimits;
  /** Who sends; owner of whatever client id it extends first. */
  readonly principal: string;
  /** Owner of a claimed client id. */
  readonly ownerOf: (clientId: number) => string | undefined;
  /** Whose open session announced the id, extended or not: nobody may take it from under their fingers. */
  readonly announcedBy: (clientId: number) => string | undefined;
}

export type Verdict =
  /** The room holds all of it already. */
  | { readonly kind: 'known' }
  /**
   * May be applied; `claims` are the client ids the sender extends for the first time. `isMixed`: it also says things of
   * clocks that the room holds, unjudged, and only what is new may reach Yjs.
   */
  | { readonly kind: 'apply'; readonly claims: readonly number[]; readonly isMixed: boolean }
  /** Refers to something the room does not have yet; `structs` counts what would wait. */
  | { readonly kind: 'park'; readonly structs: number }
  | { readonly kind: 'refuse'; readonly reason: string };

/**
 * Weighs a decoded update, without changing anything:
 * 1. what the room holds already counts for nothing, whoever sends it [R5];
 * 2. new structs must continue their client's clock without a gap, under an id that is the sender's or nobody's [R6];
 * 3. everything referred to must be in the room or in the update itself, else the update waits [R7], and nothing may
 *    wait for what waits for it;
 * 4. every new item stands where the document's shape allows it, and lasting entries stay [R9].
 */
export function weigh(update: DecodedUpdate, context: GuardContext): Verdict {
  const fresh = freshStructs(update.structs, context.doc);
  if (fresh === 'gap') return { kind: 'park', structs: update.structs.length };
  const deletes = freshDeletes(update.deletes, fresh.ends, context.doc);
  if (deletes === 'unknown') return { kind: 'park', structs: update.structs.length + update.deletes.length };
  if (fresh.structs.length === 0 && deletes.length === 0) return { kind: 'known' };
  if (deletes.length > context.limits.maxDeleteRanges) return { kind: 'refuse', reason: 'too-many-deletes' };

  const foreign = [...fresh.ends.keys()].some((client) => {
    const owner = context.ownerOf(client) ?? context.announcedBy(client) ?? context.principal;
    return owner !== context.principal;
  });
  if (foreign) return { kind: 'refuse', reason: 'foreign-client-id' };

  if (!fresh.structs.every((struct) => resolves(struct, fresh.ends, context.doc))) {
    return { kind: 'park', structs: update.structs.length };
  }
  // Before places are looked for: who follows siblings around a ring comes to no end.
  if (isTangled(fresh.structs, (client) => Y.getState(context.doc.store, client))) {
    return { kind: 'refuse', reason: 'tangled' };
  }

  const placer = new Placer(fresh.structs, context);
  for (const struct of fresh.structs) {
    const fault = placer.check(struct);
    if (fault === 'unresolved') return { kind: 'park', structs: update.structs.length };
    if (fault) return { kind: 'refuse', reason: fault };
  }
  if (deletes.some((range) => placer.deletesLasting(range))) return { kind: 'refuse', reason: 'lasting-deleted' };
  const claims = [...fresh.ends.keys()].filter((client) => context.ownerOf(client) === undefined);
  return { kind: 'apply', claims, isMixed: fresh.isMixed };
}

interface Fresh {
  readonly structs: readonly Struct[];
  /** Where each extended client's clock will stand after the update. */
  readonly ends: ReadonlyMap<number, number>;
  /** Whether the update also speaks of clocks that the room holds. */
  readonly isMixed: boolean;
}

function freshStructs(structs: readonly Struct[], doc: Y.Doc): Fresh | 'gap' {
  const ends = new Map<number, number>();
  const fresh: Struct[] = [];
  let isMixed = false;
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const state = ends.get(client) ?? Y.getState(doc.store, client);
    const end = clock + struct.length;
    if (clock < state) isMixed = true;
    if (end <= state) continue;
    if (clock > state) return 'gap';
    ends.set(client, end);
    fresh.push(struct);
  }
  return { structs: fresh, ends, isMixed };
}

/** The parts of the delete set that change something; 'unknown' when a range reaches beyond what will be there. */
function freshDeletes(
  deletes: readonly DeleteRange[],
  ends: ReadonlyMap<number, number>,
  doc: Y.Doc,
): readonly DeleteRange[] | 'unknown' {
  const fresh: DeleteRange[] = [];
  for (const range of deletes) {
    const state = Y.getState(doc.store, range.client);
    if (range.clock + range.len > Math.max(state, ends.get(range.client) ?? 0)) return 'unknown';
    if (range.clock + range.len > state || liveStructs(doc, range).length > 0) fresh.push(range);
  }
  return fresh;
}

/** Same-client references must point backwards; others into the room or the update. */
function resolves(struct: Struct, ends: ReadonlyMap<number, number>, doc: Y.Doc): boolean {
  return referencesOf(struct).every((id) => {
    if (id.client === struct.id.client) return id.clock < struct.id.clock;
    return id.clock < Math.max(Y.getState(doc.store, id.client), ends.get(id.client) ?? 0);
  });
}

/** The items of the room in `range` that are not deleted yet. */
function liveStructs(doc: Y.Doc, range: DeleteRange): readonly Y.Item[] {
  const structs = doc.store.clients.get(range.client);
  const end = Math.min(range.clock + range.len, Y.getState(doc.store, range.client));
  if (!structs || range.clock >= end) return [];
  const live: Y.Item[] = [];
  for (let index = Y.findIndexSS(structs, range.clock); index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= end) break;
    if (struct instanceof Y.Item && !struct.deleted) live.push(struct);
  }
  return live;
}

type AnyType = NonNullable<ReturnType<Y.Doc['share']['get']>>;

/** The inside of a Yjs type: what may be put there. */
type Inside = Shape | { readonly kind: 'element' } | { readonly kind: 'inline' };

/** Where an item stands: inside what, how deep, under which key. Null = inside something already gone. */
interface Place {
  readonly inside: Inside;
  readonly depth: number;
  readonly key: string | null;
  /** Name of the container: a root's, or the id of the item that carries it. */
  readonly container: string;
  /** The container when it is in the room already. */
  readonly type: AnyType | null;
}

type Placed = Place | 'gone' | 'unresolved' | 'nowhere';

/** Finds where new items stand and whether they may. Lives for one update. */
class Placer {
  readonly #context: GuardContext;
  /** New structs by client, rising clocks. */
  readonly #fresh = new Map<number, Struct[]>();
  readonly #places = new Map<Y.Item, Placed>();
  readonly #lastingSeen = new Set<string>();

  constructor(structs: readonly Struct[], context: GuardContext) {
    this.#context = context;
    for (const struct of structs) {
      const list = this.#fresh.get(struct.id.client);
      if (list) list.push(struct);
      else this.#fresh.set(struct.id.client, [struct]);
    }
  }

  /** Null when `struct` may be integrated, otherwise why not. */
  check(struct: Struct): string | null {
    if (!(struct instanceof Y.Item)) return null;
    const place = this.#placeOf(struct, 0);
    if (place === 'unresolved' || place === 'nowhere') return place === 'nowhere' ? 'unknown-place' : place;
    if (this.#isBetweenStrangers(struct) || this.#isTorn(struct, place)) return 'between-strangers';
    if (place === 'gone') return null;
    if (place.depth > this.#context.limits.maxDepth) return 'too-deep';
    return place.key === null ? this.#sequenceFault(place, struct) : this.#entryFault(place, place.key, struct);
  }

  /** Whether deleting `range` would take away an entry that must stay. */
  deletesLasting(range: DeleteRange): boolean {
    const inRoom = liveStructs(this.#context.doc, range);
    const inUpdate = overlapping(this.#fresh.get(range.client) ?? [], range);
    return [...inRoom, ...inUpdate].some((struct) => struct instanceof Y.Item && this.#isLasting(struct));
  }

  /**
   * Whether an item of which the room holds the beginning goes on elsewhere than that stands. Yjs takes the rest of it for
   * the right neighbour of what the room holds, whatever the update says of its place.
   */
  #isTorn(item: Y.Item, place: Placed): boolean {
    const { client, clock } = item.id;
    const state = Y.getState(this.#context.doc.store, client);
    const before = clock < state ? structAt(this.#context.doc, Y.createID(client, state - 1)) : null;
    if (before === null) return false;
    return before instanceof Y.Item ? !this.#isSamePlace(before, item) : place !== 'gone';
  }

  /**
   * Whether the siblings that an item names stand in different places. Yjs takes the place of one of them and walks from
   * it to the other: the item would stand where it was not judged, and not in every replica at the same place.
   */
  #isBetweenStrangers(item: Y.Item): boolean {
    const left = item.origin && this.#lookup(item.origin);
    const right = item.rightOrigin && this.#lookup(item.rightOrigin);
    if (!(left instanceof Y.Item) || !(right instanceof Y.Item)) return false;
    return !this.#isSamePlace(left, right);
  }

  #isSamePlace(one: Y.Item, other: Y.Item): boolean {
    const [here, there] = [this.#placeOf(one, 0), this.#placeOf(other, 0)];
    if (typeof here === 'string' || typeof there === 'string') return here === there;
    return here.container === there.container && here.key === there.key;
  }

  #isLasting(item: Y.Item): boolean {
    const place = this.#placeOf(item, 0);
    if (typeof place === 'string' || place.key === null || place.inside.kind !== 'map') return false;
    if (!entryOf(place.inside, place.key)?.lasting) return false;
    // Only the entry that stands counts: an older value of the key is dead already.
    return !isEmptyMap(item) && (place.type === null || place.type._map.get(place.key) === item);
  }

  /**
   * Follows siblings to one that names its parent, then the parent. Runs of siblings are walked in a loop; only parents
   * recurse, and those are bounded by the depth limit.
   */
  #placeOf(item: Y.Item, hops: number): Placed {
    const trail: Y.Item[] = [];
    let current: Y.Item = item;
    let found = this.#places.get(current);
    while (found === undefined) {
      trail.push(current);
      const own = this.#ownPlace(current, hops);
      if (!(own instanceof Y.Item)) found = own;
      else if (trail.length > MAX_TRAIL) found = 'nowhere';
      else {
        current = own;
        found = this.#places.get(current);
      }
    }
    for (const walked of trail) this.#places.set(walked, found);
    return found;
  }

  /** The place of `item` when it says so itself; otherwise the sibling that must be asked. */
  #ownPlace(item: Y.Item, hops: number): Placed | Y.Item {
    const parent: unknown = item.parent;
    if (parent instanceof Y.AbstractType) return this.#insideOf(parent, item.parentSub, hops);
    if (typeof parent === 'string') return this.#rootPlace(parent, item.parentSub);
    if (parent instanceof Y.ID) {
      const holder = this.#lookup(parent);
      if (!(holder instanceof Y.Item)) return holder ?? 'unresolved';
      return this.#contentPlace(holder, item.parentSub, hops);
    }
    const sibling = item.origin ?? item.rightOrigin;
    // In the room an item without a parent is one whose surroundings were collected.
    if (sibling === null) return 'gone';
    const found = this.#lookup(sibling);
    return found instanceof Y.Item ? found : (found ?? 'unresolved');
  }

  #rootPlace(name: string, key: string | null): Placed {
    const shape = Object.hasOwn(this.#context.rules.roots, name) ? this.#context.rules.roots[name] : undefined;
    const type = this.#context.doc.share.get(name) ?? null;
    return shape ? { inside: shape, depth: 1, key, type, container: `/${name}` } : 'nowhere';
  }

  #insideOf(type: AnyType, key: string | null, hops: number): Placed {
    if (type._item !== null) return this.#contentPlace(type._item, key, hops);
    return this.#rootPlace(Y.findRootTypeKey(type), key);
  }

  /** The place of a child of the type that `holder` carries. */
  #contentPlace(holder: Y.Item, key: string | null, hops: number): Placed {
    if (hops > this.#context.limits.maxDepth + 1) return 'nowhere';
    const content: unknown = holder.content;
    if (!(content instanceof Y.ContentType)) return content instanceof Y.ContentDeleted ? 'gone' : 'nowhere';
    const place = this.#placeOf(holder, hops + 1);
    if (typeof place === 'string') return place;
    const inside = insideOfContent(place, content.type);
    const { client, clock } = holder.id;
    const container = `${client}:${clock}`;
    return inside ? { inside, depth: place.depth + 1, key, type: content.type, container } : 'nowhere';
  }

  /** The item that holds `id`, the room's before any that claims the same clocks; 'gone' when collected, null when neither has it. */
  #lookup(id: Y.ID): Y.Item | 'gone' | null {
    const known = structAt(this.#context.doc, id);
    const fresh = this.#fresh.get(id.client);
    const struct = known ?? fresh?.[findStruct(fresh, id.clock)];
    if (!struct) return null;
    return struct instanceof Y.Item ? struct : 'gone';
  }

  #sequenceFault(place: Place, item: Y.Item): string | null {
    const content: unknown = item.content;
    if (content instanceof Y.ContentDeleted) return null;
    switch (place.inside.kind) {
      case 'text':
        return content instanceof Y.ContentString ? null : 'text-content';
      case 'inline':
        if (content instanceof Y.ContentFormat) return this.#markFault(content.key);
        return content instanceof Y.ContentString ? null : 'inline-content';
      case 'fragment':
      case 'element':
        return content instanceof Y.ContentType ? this.#nodeFault(content.type) : 'fragment-content';
      default:
        return 'unkeyed-content';
    }
  }

  #markFault(key: string): string | null {
    // y-prosemirror writes overlapping marks of one kind as `name--hash`.
    return this.#context.rules.markNames.has(key.replace(/--[\w+/=]{1,16}$/, '')) ? null : 'mark-name';
  }

  #nodeFault(type: unknown): string | null {
    if (type instanceof Y.XmlText) return null;
    if (type instanceof Y.XmlHook || !(type instanceof Y.XmlElement)) return 'node-type';
    return this.#context.rules.nodeNames.has(type.nodeName) ? null : 'node-name';
  }

  #entryFault(place: Place, key: string, item: Y.Item): string | null {
    const content: unknown = item.content;
    if (place.inside.kind === 'element') {
      return content instanceof Y.ContentAny || content instanceof Y.ContentDeleted ? null : 'attribute';
    }
    if (place.inside.kind !== 'map') return 'keyed-content';
    const entry = entryOf(place.inside, key);
    if (!entry) return 'unknown-key';
    if (entry.lasting && this.#replacesLasting(place, key, item)) return 'lasting-replaced';
    if (content instanceof Y.ContentDeleted) return null;
    return fitsShape(entry.shape, content) ? null : 'entry-content';
  }

  #replacesLasting(place: Place, key: string, item: Y.Item): boolean {
    const standing = place.type?._map.get(key);
    if (standing && !standing.deleted) return !isEmptyMap(standing);
    if (item.content instanceof Y.ContentDeleted) return false;
    const parent: unknown = item.parent;
    const seen = `${parent instanceof Y.ID ? `${parent.client}:${parent.clock}` : String(parent)}/${key}`;
    if (this.#lastingSeen.has(seen)) return true;
    this.#lastingSeen.add(seen);
    return false;
  }
}

/** Siblings walked for one item before an update counts as a maze; far above what a full update can hold honestly. */
const MAX_TRAIL = 200_000;

function entryOf(shape: Extract<Shape, { kind: 'map' }>, key: string): Entry | undefined {
  if (shape.keys && Object.hasOwn(shape.keys, key)) return shape.keys[key];
  return shape.any;
}

/** Two people may make the same optional map at once; the one that holds nothing yet loses nothing. */
function isEmptyMap(item: Y.Item): boolean {
  const content: unknown = item.content;
  return content instanceof Y.ContentType && content.type instanceof Y.Map && content.type._map.size === 0;
}

function fitsShape(shape: Shape, content: unknown): boolean {
  if (shape.kind === 'plain') return content instanceof Y.ContentAny;
  if (!(content instanceof Y.ContentType)) return false;
  const type: unknown = content.type;
  // Exact classes: Y.XmlText is a Y.Text and Y.XmlElement a Y.XmlFragment, yet neither may stand for the other.
  switch (shape.kind) {
    case 'text':
      return type instanceof Y.Text && !(type instanceof Y.XmlText);
    case 'fragment':
      return type instanceof Y.XmlFragment && !(type instanceof Y.XmlElement);
    case 'map':
      return type instanceof Y.Map && !(type instanceof Y.XmlHook);
  }
}

function insideOfContent(place: Place, type: unknown): Inside | null {
  if (place.inside.kind === 'fragment' || place.inside.kind === 'element') {
    if (place.key !== null) return null;
    return type instanceof Y.XmlText ? { kind: 'inline' } : { kind: 'element' };
  }
  if (place.inside.kind !== 'map' || place.key === null) return null;
  return entryOf(place.inside, place.key)?.shape ?? null;
}

/** The room's struct that holds `id`; null when it has none yet. */
function structAt(doc: Y.Doc, id: Y.ID): Y.Item | Y.GC | null {
  if (id.clock >= Y.getState(doc.store, id.client)) return null;
  const structs = doc.store.clients.get(id.client) ?? [];
  return structs[Y.findIndexSS(structs, id.clock)] ?? null;
}

/** The structs of a list of rising clocks that `range` touches: an update may hold thousands of each. */
function overlapping(structs: readonly Struct[], range: DeleteRange): readonly Struct[] {
  const found: Struct[] = [];
  for (let index = firstAt(structs, range.clock); index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= range.clock + range.len) break;
    found.push(struct);
  }
  return found;
}

/** Index of the first struct in a list of rising clocks that ends behind `clock`. */
function firstAt(structs: readonly Struct[], clock: number): number {
  let left = 0;
  let right = structs.length;
  while (left < right) {
    const middle = (left + right) >> 1;
    const struct = structs[middle];
    if (struct && struct.id.clock + struct.length <= clock) left = middle + 1;
    else right = middle;
  }
  return left;
}

/** Index of the struct that covers `clock` in a list of rising clocks, or -1. */
function findStruct(structs: readonly Struct[] | undefined, clock: number): number {
  if (!structs) return -1;
  let left = 0;
  let right = structs.length - 1;
  while (left <= right) {
    const middle = (left + right) >> 1;
    const struct = structs[middle];
    if (!struct) return -1;
    if (clock < struct.id.clock) right = middle - 1;
    else if (clock >= struct.id.clock + struct.length) left = middle + 1;
    else return middle;
  }
  return -1;
}
