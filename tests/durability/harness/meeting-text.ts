// The text of a meeting's agenda items, read from a Yjs document or from a snapshot's JSON by the public description of
// both, and the content's digest by the same.
import { createHash } from 'node:crypto';
import * as Y from 'yjs';

/** Item title → text, paragraphs without anything between them. */
export type Texts = ReadonlyMap<string, string>;

export function textsOfDesk(desk: Y.Doc): Texts {
  const texts = new Map<string, string>();
  for (const item of desk.getMap('agenda').values()) {
    if (!(item instanceof Y.Map)) continue;
    const title: unknown = item.get('title');
    const minutes: unknown = item.get('minutes');
    if (title instanceof Y.Text && minutes instanceof Y.XmlFragment) texts.set(title.toString(), fragmentText(minutes));
  }
  return texts;
}

/** The text an item's writers type into; the item's paragraph gets one when it has none. */
export function minutesText(desk: Y.Doc, place: string): Y.XmlText {
  for (const item of desk.getMap('agenda').values()) {
    const title: unknown = item instanceof Y.Map ? item.get('title') : null;
    const minutes: unknown = item instanceof Y.Map ? item.get('minutes') : null;
    if (!(title instanceof Y.Text) || !(minutes instanceof Y.XmlFragment) || title.toString() !== place) continue;
    const paragraph = minutes.get(0);
    if (!(paragraph instanceof Y.XmlElement)) break;
    const [present] = paragraph.toArray();
    if (present instanceof Y.XmlText) return present;
    const made = new Y.XmlText();
    paragraph.insert(0, [made]);
    return made;
  }
  throw new Error(`there is no item ${place}`);
}

export function plainText(text: Y.XmlText): string {
  const delta: readonly { readonly insert?: unknown }[] = text.toDelta();
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

function fragmentText(fragment: Y.XmlFragment): string {
  return fragment
    .toArray()
    .map((node) =>
      node instanceof Y.XmlText ? plainText(node) : node instanceof Y.XmlElement ? fragmentText(node) : '',
    )
    .join('');
}

/** Of a snapshot as `GET /meetings/:id/snapshot` answers it, and as archives keep it. */
export function textsOfSnapshot(snapshot: unknown): Texts {
  const texts = new Map<string, string>();
  for (const item of list(field(snapshot, 'agenda')))
    texts.set(String(field(item, 'title')), blockText(field(item, 'minutes')));
  return texts;
}

function blockText(value: unknown): string {
  if (Array.isArray(value)) return value.map(blockText).join('');
  if (typeof value !== 'object' || value === null) return '';
  const text = field(value, 'kind') === 'text' ? field(value, 'text') : null;
  return typeof text === 'string' ? text : Object.values(value).map(blockText).join('');
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

// ── the digest (docs/protocol.md §1.3) ──────────────────────────────────────────────────────────────────────────────

const DESK_MAPS = ['meeting', 'people', 'agenda', 'progress', 'tasks', 'decisions', 'comments', 'claims'];
const DESK_FRAGMENTS = ['notes'];

/** The digest of a desk's content. */
export function deskDigest(desk: Y.Doc): string {
  const roots = new Map<string, string>();
  for (const name of DESK_MAPS) roots.set(name, canonical(desk.getMap(name)));
  for (const name of DESK_FRAGMENTS) roots.set(name, canonical(desk.getXmlFragment(name)));
  return createHash('sha256').update(object(roots)).digest('hex');
}

function canonical(value: unknown): string {
  if (value instanceof Y.XmlElement) {
    const attributes = canonical({ ...value.getAttributes() });
    return `{"type":${JSON.stringify(value.nodeName)},"attrs":${attributes},"content":${canonical(value.toArray())}}`;
  }
  if (value instanceof Y.XmlFragment) return canonical(value.toArray());
  if (value instanceof Y.Text) return canonical(value.toDelta());
  if (value instanceof Y.Map)
    return object(new Map([...value.entries()].map(([key, inner]) => [key, canonical(inner)])));
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return object(new Map(entries.map(([key, inner]) => [key, canonical(inner)])));
}

function object(values: ReadonlyMap<string, string>): string {
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${sorted.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}
