// Who wrote a section of a draft anew, and upon what: noted in the desk beside the text, so that every replica sees alike, after a
// reload too, where several wrote the same over the same without knowing of each other. What went is gone once then; what came is
// there several times, and stays of one of them. Words that people typed are in nobody's note, so nothing here touches them.
import * as Y from 'yjs';
import { isId, type SectionId } from '../domain/ids.ts';
import { formHolds, sectionForm } from '../domain/section-form.ts';
import { brand } from '../lib/brand.ts';
import { sectionText } from './desk-draft.ts';
import { readBlocks } from './fragment.ts';
import * as read from './reading.ts';
import { isLeaf, isMarked, mark } from './withdrawn.ts';

/**
 * `composed`: what came is composed of the meeting, and can be again; `returned`: words of people are among it; `kept`: the text
 * was left as it is, and only what it was composed with is noted.
 */
export type WritingKind = (typeof KINDS)[number];
const KINDS = ['composed', 'returned', 'kept'] as const;

/** One writing: its insertions by their clocks, and whose writings it was made upon. */
interface Writing {
  readonly name: string;
  readonly client: number;
  readonly from: number;
  /** Here the writer set the section's base. */
  readonly to: number;
  readonly after: readonly string[];
  readonly kind: WritingKind;
  /** The same for what read the same, was made upon the same and means the same. */
  readonly likeness: string;
}

type Deleted = Parameters<typeof Y.iterateDeletedStructs>[1];

const ROOT = 'paperWritings';
const BASE = 'base';
const SEPARATOR = '.';

/** Runs `write`, which writes into a section, and sets what the section is composed with now. */
export function noteWriting(
  desk: Y.Doc,
  id: SectionId,
  { base, kind, origin }: { readonly base: string; readonly kind: WritingKind; readonly origin: unknown },
  write: () => unknown = () => undefined,
): void {
  const after = headsOf(writingsOf(desk, id)).map(({ name }) => name);
  const likeness = digestOf([...after, formOf(desk, id), kind, base].join('\n'));
  const from = Y.getState(desk.store, desk.clientID);
  write();
  desk.transact(() => {
    const entry = read.asMap(desk.getMap('papers').get(id));
    if (entry === null) return;
    const to = Y.getState(desk.store, desk.clientID);
    entry.set(BASE, base);
    desk.getMap<unknown>(ROOT).set([id, nameOf(desk.clientID, to)].join(SEPARATOR), { from, after, kind, likeness });
  }, origin);
}

/** Takes out what is there several times; the same on every replica, whoever does it and however often. */
export function settleWritings(desk: Y.Doc, origin: unknown): void {
  for (const { text, surplus } of repeated(desk)) takeOut(desk, text, surplus, origin);
}

/** Whether `settleWritings` would take anything out. */
export function unsettled(desk: Y.Doc): boolean {
  return !repeated(desk).next().done;
}

/** Whether drafts, or who wrote them anew, are other than before: nothing else makes it worth asking again. */
export function touchesDrafts(desk: Y.Doc, { changed, changedParentTypes }: Y.Transaction): boolean {
  const within: ReadonlyMap<unknown, unknown> = changedParentTypes;
  const own: ReadonlyMap<unknown, unknown> = changed;
  return within.has(desk.getMap('papers')) || own.has(desk.getMap(ROOT));
}

/** Sections in which something stands several times that is not taken out yet. */
function* repeated(desk: Y.Doc): Generator<{ readonly text: Y.XmlFragment; readonly surplus: readonly Writing[] }> {
  for (const [id, writings] of allWritings(desk)) {
    const text = sectionText(desk, id);
    if (text === null) continue;
    const { surplus: others, inOrder } = surplusOf(desk, id, writings);
    const standing = others.filter((writing) => stands(text, writing));
    const surplus = standing.filter((writing) => isSpare(text, writing, inOrder));
    if (surplus.length > 0) yield { text, surplus };
  }
}

/**
 * Sections that several wrote anew without knowing of each other, each something else, so that words of what was composed last are
 * missing, or one of them brought back or kept words of people and it does not read as composed: what stands there is nobody's
 * version, and somebody must look at it.
 */
export function tornSections(desk: Y.Doc): ReadonlySet<SectionId> {
  const torn = new Set<SectionId>();
  for (const [id, writings] of allWritings(desk)) {
    const heads = headsOf(writings);
    if (heads.every(({ kind }) => kind === 'kept') || new Set(heads.map(({ likeness }) => likeness)).size < 2) continue;
    const base = read.asText(read.asMap(desk.getMap('papers').get(id))?.get(BASE)) ?? '';
    const form = formOf(desk, id);
    const isOfPeople = form !== base && heads.some(({ kind }) => kind !== 'composed');
    if (isOfPeople || !formHolds(form, base)) torn.add(id);
  }
  return torn;
}

// ── the notes ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a note says, by the item that holds it, which never says anything else: notes stay, and are read with every change. */
const KNOWN = new WeakMap<Y.Item, readonly [section: string, Writing | null]>();

function allWritings(desk: Y.Doc, only: SectionId | null = null): ReadonlyMap<SectionId, readonly Writing[]> {
  const all = new Map<SectionId, Writing[]>();
  for (const [key, item] of desk.getMap<unknown>(ROOT)._map) {
    if (item.deleted) continue;
    const [id, writing] = KNOWN.get(item) ?? noteIn(item, key);
    if (writing === null || (only !== null && id !== only)) continue;
    const section = brand<SectionId>(id);
    const known = all.get(section);
    if (known === undefined) all.set(section, [writing]);
    else known.push(writing);
  }
  return all;
}

function noteIn(item: Y.Item, key: string): readonly [string, Writing | null] {
  const [id = '', ...rest] = key.split(SEPARATOR);
  const value: unknown = item.content.getContent().at(-1);
  const note = [id, isId(id) ? writingFrom(rest.join(SEPARATOR), value) : null] as const;
  KNOWN.set(item, note);
  return note;
}

function writingsOf(desk: Y.Doc, id: SectionId): readonly Writing[] {
  return allWritings(desk, id).get(id) ?? [];
}

const NAME = /^([0-9a-z]{1,11})\.([0-9a-z]{1,11})$/u;

function writingFrom(name: string, value: unknown): Writing | null {
  const plain = read.asPlain(value);
  const [, client, to] = NAME.exec(name) ?? [];
  if (plain === null || client === undefined || to === undefined) return null;
  const [from, kind, likeness] = [
    read.asNumber(read.own(plain, 'from')),
    read.asOneOf(KINDS, read.own(plain, 'kind')),
    read.asText(read.own(plain, 'likeness')),
  ];
  if (from === null || kind === null || likeness === null) return null;
  const after = read.asTexts(read.own(plain, 'after'));
  return { name, client: parseInt(client, 36), from, to: parseInt(to, 36), after, kind, likeness };
}

function nameOf(client: number, clock: number): string {
  return [client.toString(36), clock.toString(36)].join(SEPARATOR);
}

/** Upon which nothing was written since. */
function headsOf(writings: readonly Writing[]): readonly Writing[] {
  const covered = new Set(writings.flatMap(({ after }) => after));
  return writings.filter(({ name }) => !covered.has(name));
}

/** What the writer of it knew of, itself among them. */
function knownTo(writing: Writing, writings: readonly Writing[]): ReadonlySet<string> {
  const byName = new Map(writings.map((each) => [each.name, each]));
  const known = new Set<string>();
  const open = [writing.name];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (known.has(name)) continue;
    known.add(name);
    open.push(...(byName.get(name)?.after ?? []));
  }
  return known;
}

/**
 * That of the last writer stays, in the order that the register of bases has on every replica: a writing is taken out only for one
 * behind it, so the last one never is, whoever has seen how much. `inOrder`: all that were written, the last one first.
 */
function surplusOf(
  desk: Y.Doc,
  id: SectionId,
  writings: readonly Writing[],
): { readonly surplus: readonly Writing[]; readonly inOrder: readonly Writing[] } {
  const byName = new Map(writings.filter(({ kind }) => kind !== 'kept').map((each) => [each.name, each]));
  const inOrder: Writing[] = [];
  const entry = read.asMap(desk.getMap('papers').get(id));
  for (let item = entry?._map.get(BASE) ?? null; item !== null; item = item.left) {
    const writing = byName.get(nameOf(item.id.client, item.id.clock));
    if (writing !== undefined) inOrder.push(writing);
  }
  const [last, ...others] = inOrder;
  if (last === undefined || others.length === 0) return { surplus: [], inOrder };
  const known = knownTo(last, writings);
  return { surplus: others.filter(({ name, from, to }) => !known.has(name) && from < to), inOrder };
}

// ── its insertions ──────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Words of people go only where one behind it has brought back the very same ones, each at the same place: that letters like them
 * stand about in the section says nothing, a section has all sorts of letters. What is there twice can be seen; what is gone cannot.
 */
function isSpare(text: Y.XmlFragment, writing: Writing, inOrder: readonly Writing[]): boolean {
  if (writing.kind === 'composed') return true;
  const behind = inOrder.slice(0, inOrder.indexOf(writing));
  return behind.some((other) => other.kind === 'returned' && isWithin(text, writing, other));
}

/** Whether each stretch of `one` is one of `other` too, each as often. */
function isWithin(text: Y.XmlFragment, one: Writing, other: Writing): boolean {
  const left = [...stretchesOf(text, other, one)];
  return stretchesOf(text, one, other).every(({ words, from, to }) => {
    const at = left.findIndex((each) => each.words === words && each.from <= to && from <= each.to);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** What was written in one go and still stands, whatever others have put into it since. */
interface Stretch {
  words: string;
  /** How much of anybody else's stands before its first letter, and before its last. */
  readonly from: number;
  to: number;
}

/** The places do not count what `beside` wrote, so that they are the same for what both wrote at one place. */
function stretchesOf(text: Y.XmlFragment, writing: Writing, beside: Writing): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const endingAt = new Map<number, Stretch>();
  let before = 0;
  eachLetter(text, (letter, { client, clock }, after) => {
    const isOf = (each: Writing): boolean => client === each.client && clock >= each.from && clock < each.to;
    if (!isOf(writing)) {
      before += isOf(beside) ? 0 : 1;
      return;
    }
    const begun = after?.client === client ? endingAt.get(after.clock) : undefined;
    const stretch = begun ?? { words: '', from: before, to: before };
    if (begun === undefined) stretches.push(stretch);
    stretch.words += letter;
    stretch.to = before;
    endingAt.set(clock, stretch);
  });
  return stretches;
}

/** Tells each letter with what it was written behind; a picture, a line and the like are one. */
function eachLetter(
  parent: { readonly _start: Y.Item | null },
  tell: (letter: string, id: Y.ID, after: Y.ID | null) => void,
): void {
  for (let item = parent._start; item !== null; item = item.right) {
    const { content, deleted, id, origin } = item;
    if (deleted) continue;
    if (content instanceof Y.ContentType) {
      const { type } = content;
      if (type instanceof Y.XmlElement && isLeaf(type)) tell(leafForm(type), id, origin);
      else eachLetter(type, tell);
    }
    if (content instanceof Y.ContentEmbed) tell(JSON.stringify(content.embed), id, origin);
    if (!(content instanceof Y.ContentString)) continue;
    for (let at = 0; at < content.str.length; at += 1) {
      const here = Y.createID(id.client, id.clock + at);
      tell(content.str.charAt(at), here, at === 0 ? origin : Y.createID(id.client, here.clock - 1));
    }
  }
}

/** Whether anything is left of it that `leave` takes out. */
function stands(parent: { readonly _start: Y.Item | null }, writing: Pick<Writing, 'client' | 'from' | 'to'>): boolean {
  const { client, from, to } = writing;
  for (let item = parent._start; item !== null; item = item.right) {
    const { content, deleted, id, length } = item;
    if (deleted) continue;
    const isOf = id.client === client && id.clock < to && id.clock + length > from;
    if (isOf && isTaken(content)) return true;
    if (content instanceof Y.ContentType && stands(content.type, writing)) return true;
  }
  return false;
}

function isTaken(content: Y.Item['content']): boolean {
  if (!(content instanceof Y.ContentType))
    return content instanceof Y.ContentString || content instanceof Y.ContentEmbed;
  return content.type instanceof Y.XmlElement && (isLeaf(content.type) || !isMarked(content.type));
}

function leafForm(leaf: Y.XmlElement): string {
  return JSON.stringify([leaf.nodeName, Object.entries(leaf.getAttributes()).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function takeOut(desk: Y.Doc, text: Y.XmlFragment, surplus: readonly Writing[], origin: unknown): void {
  // Nothing is written where there is nothing to do: a transaction that changes nothing is told to nobody.
  desk.transact((transaction) => {
    const items: Y.Item[] = [];
    for (const { client, from, to } of surplus) {
      Y.iterateDeletedStructs(transaction, rangeOf(client, from, to), (struct: unknown) => {
        if (struct instanceof Y.Item && !struct.deleted && liesIn(struct, text)) items.push(struct);
      });
    }
    for (const item of items) leave(item, transaction);
  }, origin);
}

function rangeOf(client: number, from: number, to: number): Deleted {
  const range = Y.createDeleteSet();
  range.clients.set(client, [{ clock: from, len: to - from }]);
  return range;
}

/** A block is withdrawn: what others have written in it stays. Formatting around words that stay does no harm. */
function leave(item: Y.Item, transaction: Y.Transaction): void {
  const { content } = item;
  if (content instanceof Y.ContentType) {
    const { type } = content;
    if (!(type instanceof Y.XmlElement)) return;
    if (isLeaf(type)) item.delete(transaction);
    // Once is enough: what is done again on every page would never come to rest.
    else if (!isMarked(type)) mark(type);
    return;
  }
  if (content instanceof Y.ContentString || content instanceof Y.ContentEmbed) item.delete(transaction);
}

function liesIn(item: Y.Item, text: Y.XmlFragment): boolean {
  for (let at: unknown = item.parent; at instanceof Y.AbstractType; at = at._item?.parent) if (at === text) return true;
  return false;
}

function formOf(desk: Y.Doc, id: SectionId): string {
  const text = sectionText(desk, id);
  return text === null ? '' : sectionForm(readBlocks(text));
}

/** Enough to tell the few writings of one section apart. */
function digestOf(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x9e3779b1);
    other = Math.imul(other ^ code, 0x5f356495);
  }
  return `${(one >>> 0).toString(36)}${(other >>> 0).toString(36)}`;
}
