// Accepting a suggestion: the passage becomes what was proposed, as an edit of the text. Asked of the document as it is now,
// never of what somebody saw when they proposed it.
// Two who accept at once each write the words. Each notes which characters it wrote; the last note that counts (an entry of the
// document, so everywhere the same one) keeps its words, and every page takes those of the others out again. Taking out twice
// is taking out once, so it does not matter who does it, or how many.
import * as Y from 'yjs';
import { MAX_REPLACEMENT_CHARS, type Thread } from '../domain/comment.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import type { EpochMs } from '../lib/time.ts';
import { resolveAnchor, runsOf, type TextRange } from './anchor.ts';
import { itemMinutes } from './desk-agenda.ts';
import { readThreads, settleThread } from './desk-comments.ts';
import * as read from './reading.ts';
import { replaceWords, type Stretch } from './run-edits.ts';

/** What stands where a suggestion points; null when it is gone or no longer in one piece. */
export function passageNow(
  desk: Y.Doc,
  { anchor }: Pick<Thread, 'anchor'>,
): { readonly words: string; readonly at: Stretch } | null {
  const range = resolveAnchor(desk, anchor);
  return range ? stretchAt(desk, anchor.itemId, range) : null;
}

/**
 * Replaces the passage and settles the suggestion, in one transaction. Refusals: `passage-gone`; `passage-changed` {now}
 * when it does not read any more as it did, unless `evenIf` names how it reads.
 */
export function acceptSuggestion(
  desk: Y.Doc,
  thread: Pick<Thread, 'id' | 'anchor' | 'replacement'>,
  by: { readonly by: string; readonly at: EpochMs; readonly evenIf?: string },
): Result<null, 'passage-gone' | 'passage-changed'> {
  const passage = passageNow(desk, thread);
  if (passage === null) return refused('passage-gone');
  const { words, at } = passage;
  if (words !== thread.anchor.quote && words !== by.evenIf) return refused('passage-changed', { now: words });
  desk.transact(() => {
    const start = Y.getState(desk.store, desk.clientID);
    replaceWords(at, thread.replacement);
    const length = Y.getState(desk.store, desk.clientID) - start;
    const acceptances = acceptancesIn(desk);
    const written = { client: desk.clientID, clock: start, length };
    // Only those that nobody here knew of were at the same time.
    for (const key of [...acceptances.keys()]) if (key.startsWith(`${thread.id}.accepted.`)) acceptances.delete(key);
    acceptances.set(keyOf(thread.id, written), written);
    acceptances.set(`${thread.id}.kept`, written);
    settleThread(desk, thread.id, { by: by.by, at: by.at, how: 'accepted' });
  });
  return ok(null);
}

/** Of a suggestion accepted by several at once, leaves one set of words. Answers whether anything was taken out. */
export function withdrawDoubles(desk: Y.Doc): boolean {
  const notes = acceptancesIn(desk);
  const noted = [...notes.keys()].flatMap((key) => /^([0-9A-Za-z_-]{1,64})\.accepted\./u.exec(key)?.[1] ?? []);
  if (noted.length < 2) return false;
  const doubles = readThreads(desk)
    .filter(({ id, kind, resolved }) => noted.includes(id) && kind === 'suggestion' && resolved?.how === 'accepted')
    .flatMap((thread) => doublesOf(desk, thread));
  if (doubles.length === 0) return false;
  desk.transact(() => {
    for (const { at, length } of doubles.flatMap(({ pieces }) => pieces)) {
      const place = Y.createAbsolutePositionFromRelativePosition(at, desk, false);
      if (place?.type instanceof Y.XmlText) place.type.delete(place.index, length);
    }
  }, WITHDRAWAL);
  return true;
}

/**
 * The words of those acceptances that do not count. Whoever may write the desk may note anything here: a double is only
 * what reads exactly as was proposed, in the text where the words that count read so too.
 */
function doublesOf(desk: Y.Doc, { id, replacement }: Pick<Thread, 'id' | 'replacement'>): readonly Standing[] {
  const notes = acceptancesIn(desk);
  const kept = readWritten(notes.get(`${id}.kept`));
  if (!kept || !readWritten(notes.get(keyOf(id, kept)))) return [];
  const counts = standingOf(desk, kept);
  if (counts?.words !== replacement) return [];
  return [...notes.entries()].flatMap(([key, value]) => {
    const written = readWritten(value);
    if (!written || key !== keyOf(id, written) || overlap(written, kept)) return [];
    const double = standingOf(desk, written);
    return double?.words === replacement && double.text === counts.text ? [double] : [];
  });
}

/** No step of anybody's: undo does not bring it back. */
const WITHDRAWAL = 'withdrawal of words written twice';

/** Characters as their writer's replica counted them. */
interface Written {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

function acceptancesIn(desk: Y.Doc): Y.Map<unknown> {
  return desk.getMap<unknown>('comments');
}

function readWritten(value: unknown): Written | null {
  const plain = read.asPlain(value);
  if (!plain) return null;
  const [client, clock, length] = ['client', 'clock', 'length'].map((key) => read.asNumber(read.own(plain, key)));
  const isWhole = [client, clock, length].every((each) => Number.isSafeInteger(each) && (each ?? -1) >= 0);
  return isWhole && (length ?? 0) <= MAX_WRITTEN
    ? { client: client ?? 0, clock: clock ?? 0, length: length ?? 0 }
    : null;
}

/** The words, and a mark or two around them. */
const MAX_WRITTEN = MAX_REPLACEMENT_CHARS + 50;

function keyOf(id: string, { client, clock }: Written): string {
  return `${id}.accepted.${client}-${clock}`;
}

function overlap(a: Written, b: Written): boolean {
  return a.client === b.client && a.clock < b.clock + b.length && b.clock < a.clock + a.length;
}

/** What of somebody's characters still stands, all in one text. */
interface Standing {
  readonly text: Y.XmlText;
  readonly words: string;
  readonly pieces: readonly { readonly at: Y.RelativePosition; readonly length: number }[];
}

/** Null when nothing of it stands, or it is not the text of one paragraph. */
function standingOf(desk: Y.Doc, { client, clock, length }: Written): Standing | null {
  const texts = new Set<unknown>();
  const pieces: Standing['pieces'][number][] = [];
  let words = '';
  const known = Math.min(clock + length, Y.getState(desk.store, client));
  for (let at = clock; at < known;) {
    const item = Y.getItem(desk.store, Y.createID(client, at));
    const end = Math.min(item.id.clock + item.length, known);
    if (item instanceof Y.Item && !item.deleted && item.content instanceof Y.ContentString) {
      texts.add(item.parent);
      words += item.content.str.slice(at - item.id.clock, end - item.id.clock);
      pieces.push({ at: new Y.RelativePosition(null, null, Y.createID(client, at), 0), length: end - at });
    }
    at = end;
  }
  const [text] = texts;
  return texts.size === 1 && text instanceof Y.XmlText ? { text, words, pieces } : null;
}

function stretchAt(
  desk: Y.Doc,
  itemId: Thread['anchor']['itemId'],
  { from, to }: TextRange,
): ReturnType<typeof passageNow> {
  const runs = runsOf(itemMinutes(desk, itemId));
  const run = runs.find(({ start, words }) => start <= from && to <= start + words.length);
  if (!run || from >= to) return null;
  const index = from - run.start;
  return { words: run.words.slice(index, index + to - from), at: { text: run.text, index, length: to - from } };
}
