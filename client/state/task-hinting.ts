// Reads the minutes for sentences that set a task: an item at a time, a while after it changed, and never what somebody is
// still in the middle of. Each sentence is read once. Comes behind the first picture.
import type * as Y from 'yjs';
import { sentencesOf } from '../../shared/capture/sentences.ts';
import type { TaskLineContext } from '../../shared/capture/task-line.ts';
import type { TaskSentence } from '../../shared/capture/task-reading.ts';
import { readTaskSentence } from '../../shared/capture/task-sentence.ts';
import { anchorOf } from '../../shared/doc/anchor.ts';
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { addTask, readTasks, removeTask } from '../../shared/doc/desk-tasks.ts';
import { linesIn, type TextLine } from '../../shared/doc/lines.ts';
import { isId, type ItemId, type TaskId } from '../../shared/domain/ids.ts';
import type { DeskTask } from '../../shared/domain/task.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import { localDateIn, type DurationMs } from '../../shared/lib/time.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import type { Device } from '../sync/device.ts';
import { knownNames, partiesOf, type CaptureMeeting } from './task-capture.ts';
import type { TaskHint, TaskHints } from './task-hints.svelte.ts';

/** After the first change, however many follow: nobody waits for it. */
const QUIET_MS: DurationMs = 1_000;
/** Between two items, so that reading a long meeting holds nobody up. */
const BETWEEN_MS: DurationMs = 60;
/** What has no full stop is taken for a sentence when it has stood like this for so long. */
const STILL_MS: DurationMs = 3_000;
/** Read and remembered; more sentences than a long meeting has. */
const MAX_KNOWN = 5_000;

/** Where the text of an item hangs in its entry. */
const TEXT_KEYS: readonly string[] = ['minutes', 'removed'];
const STOP = /(?:[。！？!?；;]|[\p{Script=Latin}\d)%]\.)$/u;

interface Sentence {
  readonly text: string;
  /** As ProseMirror counts. */
  readonly from: number;
  readonly to: number;
}

export interface HintingOptions {
  readonly hints: TaskHints;
  readonly device: Pick<Device, 'after'>;
  readonly composition: Pick<CompositionGuard, 'isHolding'>;
  /** IANA name; the meeting's day is read in it. */
  readonly timeZone: string;
  /** A hint became this task. */
  readonly taken: (task: DeskTask) => void;
}

/** Follows the minutes of one replica; returns the end of it. */
export function watchSentences(meeting: CaptureMeeting, options: HintingOptions): () => void {
  const { desk } = meeting;
  const reader = new SentenceReader(meeting, options);
  const agenda = desk.getMap('agenda');
  const listen = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const event of events) for (const id of textsIn(event)) reader.changed(id);
  };
  agenda.observeDeep(listen);
  for (const { id } of meeting.items) reader.changed(id);
  options.hints.acceptBy((hint) => options.taken(takeHint(meeting, hint)));
  return () => {
    agenda.unobserveDeep(listen);
    options.hints.acceptBy(null);
    reader.close();
  };
}

/** The items whose text a change below `agenda` touches; those that come, or come back, bring theirs with them. */
function textsIn(event: Y.YEvent<Y.AbstractType<unknown>>): readonly ItemId[] {
  const [itemId, part] = event.path;
  const isText = part === 'minutes' || (part === undefined && TEXT_KEYS.some((key) => event.keys.has(key)));
  const ids = itemId === undefined ? [...event.keys.keys()] : isText ? [itemId] : [];
  return ids.flatMap((id) => (typeof id === 'string' && isId(id) ? brand<ItemId>(id) : []));
}

/** Adds the task as it was read, linked with its sentence. With somebody to do it and a limit it needs no confirmation. */
function takeHint(meeting: CaptureMeeting, { anchor, reading }: TaskHint): DeskTask {
  const { desk, tasks } = meeting;
  const owners = partiesOf(meeting, reading.owners);
  const task: DeskTask = {
    id: brand<TaskId>(meeting.newId()),
    what: reading.what,
    owners: owners.map((owner, index) => ({ ...owner, lead: owners.length > 1 && index === 0 })),
    supporters: partiesOf(meeting, reading.supporters),
    due: reading.due,
    dueText: reading.dueText === '' ? null : reading.dueText,
    itemId: anchor.itemId,
    state: reading.dueText === '' ? 'draft' : 'confirmed',
    order: keyAt(tasks, tasks.length, meeting.newSuffix()).order,
    anchor,
  };
  addTask(desk, task);
  return task;
}

/**
 * Two who take one hint at once make two tasks that say the same of the same words: all but the one of the smallest id are taken
 * away, whoever sees them first. They cannot share an id: an entry that came later in its place is refused ([R9]).
 */
export function withdrawDoubleTasks(desk: Y.Doc): void {
  const seen = new Map<string, DeskTask>();
  const doubles: TaskId[] = [];
  for (const task of readTasks(desk)) {
    if (!task.anchor && !task.reportLine) continue;
    const same = sameness(task);
    const other = seen.get(same);
    const kept = other && other.id < task.id ? other : task;
    if (other) doubles.push(kept === task ? other.id : task.id);
    seen.set(same, kept);
  }
  if (doubles.length === 0) return;
  desk.transact(() => {
    for (const id of doubles) removeTask(desk, id);
  }, DOUBLES);
}

/** Nobody's step. */
const DOUBLES = 'tasks made twice';

function sameness({ what, anchor, reportLine, due, dueText, state, owners, supporters }: DeskTask): string {
  const names = [owners, supporters].map((parties) => parties.map(({ name }) => name).sort());
  return JSON.stringify([what, anchor, reportLine, due, dueText, state, names]);
}

class SentenceReader {
  readonly #meeting: CaptureMeeting;
  readonly #options: HintingOptions;
  readonly #waiting = new Set<ItemId>();
  /** What had no full stop when an item was last read. */
  readonly #open = new Map<ItemId, ReadonlySet<string>>();
  /** Items with such that were not there before. */
  readonly #unsettled = new Set<ItemId>();
  /** By the names and the day they were read with. */
  readonly #known = new Map<string, TaskSentence | null>();
  #knownWith = '';
  #cancel: (() => void) | null = null;
  #cancelStill: (() => void) | null = null;

  constructor(meeting: CaptureMeeting, options: HintingOptions) {
    this.#meeting = meeting;
    this.#options = options;
  }

  changed(itemId: ItemId): void {
    this.#waiting.add(itemId);
    this.#plan(QUIET_MS);
  }

  close(): void {
    this.#cancel?.();
    this.#cancelStill?.();
  }

  #plan(delayMs: DurationMs): void {
    this.#cancel ??= this.#options.device.after(delayMs, () => {
      this.#cancel = null;
      this.#readNext();
    });
  }

  #readNext(): void {
    const [next] = this.#waiting;
    if (next === undefined) return;
    // What is being composed is not in the text yet, and what is in it may be half a word.
    if (!this.#options.composition.isHolding) {
      this.#waiting.delete(next);
      this.#options.hints.found(next, this.#hintsOf(next));
    }
    if (this.#waiting.size > 0) this.#plan(this.#options.composition.isHolding ? QUIET_MS : BETWEEN_MS);
  }

  #hintsOf(itemId: ItemId): readonly TaskHint[] {
    const { desk, items } = this.#meeting;
    const fragment = itemMinutes(desk, itemId);
    if (fragment === null || !items.some(({ id }) => id === itemId)) return [];
    const context = this.#context();
    const hints = new Map<string, TaskHint>();
    for (const { text, from, to } of this.#finished(itemId, linesIn(fragment))) {
      const reading = this.#read(text, context);
      const anchor = reading && anchorOf(desk, itemId, { from, to });
      const id = `${itemId} ${text}`;
      if (reading && anchor && !hints.has(id)) hints.set(id, { id, sentence: text, anchor, reading });
    }
    return [...hints.values()];
  }

  /**
   * Without those that somebody is still writing: the last words of an item until they have their full stop, those that
   * end another line until they have stood still.
   */
  #finished(itemId: ItemId, lines: readonly TextLine[]): readonly Sentence[] {
    const before = this.#open.get(itemId);
    const open = new Set<string>();
    const sentences = lines.flatMap((line, index) =>
      sentencesOf(line.text).flatMap(({ text, from }): readonly Sentence[] => {
        const [start, end] = [line.from[from], line.to[from + text.length - 1]];
        if (start === undefined || end === undefined) return [];
        const sentence = { text, from: start, to: end };
        if (STOP.test(text)) return [sentence];
        if (index === lines.length - 1) return [];
        open.add(text);
        if (before?.has(text) === false) this.#unsettled.add(itemId);
        return before?.has(text) === false ? [] : [sentence];
      }),
    );
    this.#open.set(itemId, open);
    if (this.#unsettled.size > 0) this.#lookAgain();
    return sentences;
  }

  #lookAgain(): void {
    this.#cancelStill ??= this.#options.device.after(STILL_MS, () => {
      this.#cancelStill = null;
      for (const itemId of this.#unsettled) this.changed(itemId);
      this.#unsettled.clear();
    });
  }

  /** What sentences are read with; with other names or another day they are read anew. */
  #context(): TaskLineContext {
    const { facts, clock } = this.#meeting;
    const base = localDateIn(this.#options.timeZone, facts.plannedStart ?? clock.now());
    const parties = knownNames(this.#meeting);
    const knownWith = JSON.stringify([base, parties]);
    if (knownWith !== this.#knownWith || this.#known.size > MAX_KNOWN) this.#known.clear();
    this.#knownWith = knownWith;
    return { base, parties };
  }

  #read(sentence: string, context: TaskLineContext): TaskSentence | null {
    const known = this.#known.get(sentence);
    if (known !== undefined) return known;
    const reading = readTaskSentence(sentence, context);
    this.#known.set(sentence, reading);
    return reading;
  }
}
