// Anchors: passages of an item's minutes that survive edits around them. Made from and resolved to positions as
// ProseMirror counts them, without an editor, so that the server and a sealed desk can ask too.
// Splitting a paragraph or changing its kind deletes its characters and writes them anew (y-prosemirror): where the
// positions are lost or tell only a part, the quote finds the passage again.
import * as Y from 'yjs';
import { MAX_QUOTE, type Anchor } from '../domain/anchor.ts';
import { isId, type ItemId } from '../domain/ids.ts';
import { brand } from '../lib/brand.ts';
import { parsedJson } from '../lib/parsed-json.ts';
import { itemMinutes } from './desk-agenda.ts';
import * as read from './reading.ts';
import { isLeaf, standing } from './withdrawn.ts';

/** Positions in an item's text as ProseMirror counts them. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** A run of characters and the position before its first one. */
export interface Run {
  readonly text: Y.XmlText;
  readonly start: number;
  readonly words: string;
}

/** Longer than any relative position; what is longer was not made by us. */
const MAX_POSITION = 200;

/** The anchor of what `range` covers of the item's minutes; null when there is no text in it. */
export function anchorOf(desk: Y.Doc, itemId: ItemId, range: TextRange): Anchor | null {
  const runs = runsOf(itemMinutes(desk, itemId));
  const first = runs.find((run) => endOf(run) > range.from && run.start < range.to);
  const last = runs.findLast((run) => run.start < range.to && endOf(run) > range.from);
  if (!first || !last) return null;
  const from = Math.max(range.from, first.start);
  const to = Math.min(range.to, endOf(last));
  return {
    itemId,
    from: positionText(first.text, from - first.start, 0),
    // Bound to its last character: what is typed behind the passage does not join it.
    to: positionText(last.text, to - last.start, -1),
    quote: cut(wordsIn(runs, { from, to }, ' ').trim()),
  };
}

/** Where the passage stands now; null when its text, or its item, is gone. */
export function resolveAnchor(desk: Y.Doc, anchor: Anchor): TextRange | null {
  return anchorsIn(desk, anchor.itemId)(anchor);
}

/** `resolveAnchor` for many passages of one item, whose text is walked once; good until the text changes. */
export function anchorsIn(desk: Y.Doc, itemId: ItemId): (anchor: Anchor) => TextRange | null {
  const walked = walkedOnce(itemMinutes(desk, itemId));
  return (anchor) => (anchor.itemId === itemId ? resolveIn(desk, walked, anchor) : null);
}

/** Whether what stands there begins as its quote does and, unless that was cut, ends with it; blanks aside. */
export function isAsQuoted(desk: Y.Doc, anchor: Anchor): boolean {
  const { runs } = walkedOnce(itemMinutes(desk, anchor.itemId));
  const range = resolveAnchor(desk, anchor);
  if (range === null) return false;
  const [now, quote] = [bare(wordsIn(runs, range, '')), bare(anchor.quote)];
  return anchor.quote.length < MAX_QUOTE - 1 ? now === quote : now.startsWith(quote);
}

/** Whether both its ends are found by their positions, without the help of its words. */
export function isHeld(desk: Y.Doc, anchor: Anchor, { from, to }: TextRange): boolean {
  const walked = walkedOnce(itemMinutes(desk, anchor.itemId));
  return positionIn(desk, walked, anchor.from) === from && positionIn(desk, walked, anchor.to) === to;
}

interface Walked {
  readonly runs: readonly Run[];
  readonly byText: ReadonlyMap<unknown, Run>;
  /** All characters but blanks, and where each stands; made when first asked for. */
  bare(): { readonly all: string; readonly places: readonly number[] };
}

function walkedOnce(fragment: Y.XmlFragment | null): Walked {
  const runs = runsOf(fragment);
  let found: ReturnType<Walked['bare']> | null = null;
  return { runs, byText: new Map(runs.map((run) => [run.text, run])), bare: () => (found ??= bareCharacters(runs)) };
}

function resolveIn(desk: Y.Doc, walked: Walked, anchor: Anchor): TextRange | null {
  const { runs } = walked;
  const range = between(runs, positionIn(desk, walked, anchor.from), positionIn(desk, walked, anchor.to));
  const quote = bare(anchor.quote);
  if (range.from < range.to && bare(wordsIn(runs, range, '')).startsWith(quote)) return range;
  const found = findQuote(walked.bare(), quote, range);
  // Of equal words elsewhere only those count that the positions still touch, unless nothing is left at them.
  if (found && (range.from >= range.to || (found.from <= range.to && found.to >= range.from))) return found;
  return range.from < range.to ? range : null;
}

/** An anchor as it was stored by anybody; null when it is none. */
export function readAnchor(value: unknown): Anchor | null {
  const plain = read.asPlain(value);
  if (!plain) return null;
  const [itemId, from, to, quote] = ['itemId', 'from', 'to', 'quote'].map((key) => read.asText(read.own(plain, key)));
  if (itemId === undefined || itemId === null || !isId(itemId)) return null;
  return { itemId: brand<ItemId>(itemId), from: from ?? '', to: to ?? '', quote: quote ?? '' };
}

/** The text of `fragment` in reading order. */
export function runsOf(fragment: Y.XmlFragment | null): readonly Run[] {
  const runs: Run[] = [];
  if (fragment) walk(fragment, 0, runs);
  return runs;
}

/** Collects the runs below `parent`, whose content begins at `start`; answers where the content ends. */
function walk(parent: Y.XmlFragment, start: number, runs: Run[]): number {
  let at = start;
  for (const child of standing(parent)) {
    if (child instanceof Y.XmlText) {
      const words = plainWords(child);
      if (words !== '') runs.push({ text: child, start: at, words });
      at += words.length;
    } else if (child instanceof Y.XmlElement) {
      at = isLeaf(child) ? at + 1 : walk(child, at + 1, runs) + 1;
    }
  }
  return at;
}

/** The characters of a text, without its marks. */
export function plainWords(text: Y.XmlText): string {
  const delta: unknown = text.toDelta();
  const runs: readonly unknown[] = Array.isArray(delta) ? delta : [];
  return runs.map((run) => read.asText(read.own(read.asPlain(run) ?? {}, 'insert')) ?? '').join('');
}

function endOf(run: Run): number {
  return run.start + run.words.length;
}

/** What `range` covers; `gap` stands where one run ends and the next does not follow at once. */
function wordsIn(runs: readonly Run[], { from, to }: TextRange, gap: string): string {
  let words = '';
  let end = from;
  for (const run of runs) {
    if (endOf(run) <= from || run.start >= to) continue;
    if (run.start > end) words += gap;
    words += run.words.slice(Math.max(0, from - run.start), to - run.start);
    end = endOf(run);
  }
  return words;
}

/** As it is stored. */
export function positionText(text: Y.Text, index: number, assoc: 0 | -1): string {
  return JSON.stringify(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index, assoc)));
}

/** Where a stored position stands among `runs`; null when it cannot be read or its text is gone. */
function positionIn(desk: Y.Doc, { byText }: Walked, stored: string): number | null {
  const relative = parsePosition(stored);
  const absolute = relative && Y.createAbsolutePositionFromRelativePosition(relative, desk);
  const run = absolute ? byText.get(absolute.type) : undefined;
  return absolute && run ? run.start + Math.min(absolute.index, run.words.length) : null;
}

/** Only positions at a character or in a text: a root's name would make that root. */
export function parsePosition(stored: string): Y.RelativePosition | null {
  if (stored.length > MAX_POSITION) return null;
  const plain = read.asPlain(parsedJson(stored));
  if (!plain) return null;
  const item = idIn(read.own(plain, 'item'));
  const type = idIn(read.own(plain, 'type'));
  if (!item && !type) return null;
  return new Y.RelativePosition(type, null, item, read.asNumber(read.own(plain, 'assoc')) ?? 0);
}

function idIn(value: unknown): Y.ID | null {
  const plain = read.asPlain(value);
  const client = plain && read.asNumber(read.own(plain, 'client'));
  const clock = plain && read.asNumber(read.own(plain, 'clock'));
  if (client === null || clock === null || !Number.isSafeInteger(client) || !Number.isSafeInteger(clock)) return null;
  return client < 0 || clock < 0 ? null : Y.createID(client, clock);
}

/** With one end lost, up to the edge of the run that holds the other; empty with both. */
function between(runs: readonly Run[], from: number | null, to: number | null): TextRange {
  if (from !== null && to !== null) return { from, to };
  if (from !== null) return { from, to: endOfRunAt(runs, from) };
  if (to !== null) return { from: runs.findLast((run) => run.start < to)?.start ?? to, to };
  return { from: 0, to: 0 };
}

function endOfRunAt(runs: readonly Run[], position: number): number {
  const run = runs.find((each) => each.start <= position && endOf(each) > position);
  return run ? endOf(run) : position;
}

/** The place nearest to `near` that reads `quote`, blanks aside and across paragraphs. */
function findQuote({ all, places }: ReturnType<Walked['bare']>, quote: string, near: TextRange): TextRange | null {
  if (quote === '') return null;
  let best: TextRange | null = null;
  for (let at = all.indexOf(quote); at >= 0; at = all.indexOf(quote, at + 1)) {
    const from = places[at] ?? 0;
    const to = (places[at + quote.length - 1] ?? 0) + 1;
    if (best === null || Math.abs(from - near.from) < Math.abs(best.from - near.from)) best = { from, to };
  }
  return best;
}

function bareCharacters(runs: readonly Run[]): ReturnType<Walked['bare']> {
  const places: number[] = [];
  let all = '';
  for (const run of runs)
    for (let index = 0; index < run.words.length; index += 1) {
      const character = bare(run.words.charAt(index));
      if (character === '') continue;
      all += character;
      places.push(run.start + index);
    }
  return { all, places };
}

function bare(text: string): string {
  return text.replace(/\s/gu, '');
}

/** At most `MAX_QUOTE` units, no pair torn. */
export function cut(text: string): string {
  if (text.length <= MAX_QUOTE) return text;
  const last = text.charCodeAt(MAX_QUOTE - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? MAX_QUOTE - 1 : MAX_QUOTE);
}
