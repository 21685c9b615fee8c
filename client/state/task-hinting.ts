// Reads the minutes for sentences that set a task: an item at a time, a while after it changed, and never what somebody is
// still in the middle of. Each sentence is read once. Comes behind the first picture.
import type * as Y from 'yjs';
import { sentencesOf } from '../../shared/capture/sentences.ts';
import { readTaskSentence, type TaskSentence } from '../../shared/capture/task-sentence.ts';
import { anchorOf } from '../../shared/doc/anchor.ts';
import { itemMinutes } from '../../shared/doc/desk-agenda.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import { linesIn } from '../../shared/doc/lines.ts';
import { isId, type ItemId, type TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyAt } from '../../shared/lib/order-key.ts';
import { localDateIn, type DurationMs, type LocalDate } from '../../shared/lib/time.ts';
import type { CompositionGuard } from '../sync/composition.ts';
import type { Device } from '../sync/device.ts';
import { knownNames, partiesOf, type CaptureMeeting } from './task-capture.ts';
import type { TaskHint, TaskHints } from './task-hints.svelte.ts';

/** After the first change, however many follow: nobody waits for it. */
const QUIET_MS: DurationMs = 1_000;
/** Between two items, so that reading a long meeting holds nobody up. */
const BETWEEN_MS: DurationMs = 60;
/** Read and remembered; more sentences than a long meeting has. */
const MAX_KNOWN = 5_000;

export interface HintingOptions {
  readonly hints: TaskHints;
  readonly device: Pick<Device, 'after'>;
  readonly composition: Pick<CompositionGuard, 'isHolding'>;
  /** IANA name; the meeting's day is read in it. */
  readonly timeZone: string;
}

/** Follows the minutes of one replica; returns the end of it. */
export function watchSentences(meeting: CaptureMeeting, options: HintingOptions): () => void {
  const { desk } = meeting;
  const reader = new SentenceReader(meeting, options);
  const agenda = desk.getMap('agenda');
  const listen = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const { path } of events) {
      const [itemId, part] = path;
      if (part === 'minutes' && typeof itemId === 'string' && isId(itemId)) reader.changed(brand<ItemId>(itemId));
    }
  };
  agenda.observeDeep(listen);
  for (const { id } of meeting.items) reader.changed(id);
  options.hints.acceptBy((hint) => takeHint(meeting, hint));
  return () => {
    agenda.unobserveDeep(listen);
    options.hints.acceptBy(null);
    reader.close();
  };
}

/** Adds the task as it was read, linked with its sentence. With somebody to do it and a limit it needs no confirmation. */
function takeHint(meeting: CaptureMeeting, { anchor, reading }: TaskHint): void {
  const { desk, tasks } = meeting;
  const owners = partiesOf(meeting, reading.owners);
  addTask(desk, {
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
  });
}

interface ReadingContext {
  readonly parties: readonly string[];
  readonly base: LocalDate;
}

class SentenceReader {
  readonly #meeting: CaptureMeeting;
  readonly #options: HintingOptions;
  readonly #waiting = new Set<ItemId>();
  /** By the names and the day they were read with. */
  readonly #known = new Map<string, TaskSentence | null>();
  #knownWith = '';
  #cancel: (() => void) | null = null;

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
    const { desk, facts, clock } = this.#meeting;
    const fragment = itemMinutes(desk, itemId);
    if (fragment === null) return [];
    const context = {
      parties: knownNames(this.#meeting),
      base: localDateIn(this.#options.timeZone, facts.plannedStart ?? clock.now()),
    };
    this.#readWith(context);
    const lines = linesIn(fragment);
    const hints = new Map<string, TaskHint>();
    for (const [index, line] of lines.entries()) {
      for (const { text, from } of sentencesOf(line.text)) {
        // The last words of an item are still being written until they have their full stop.
        if (index === lines.length - 1 && !/[。！？!?；;]$/u.test(text)) continue;
        const reading = this.#read(text, context);
        const [start, end] = [line.from[from], line.to[from + text.length - 1]];
        if (reading === null || start === undefined || end === undefined) continue;
        const anchor = anchorOf(desk, itemId, { from: start, to: end });
        const id = `${itemId} ${text}`;
        if (anchor && !hints.has(id)) hints.set(id, { id, sentence: text, anchor, reading });
      }
    }
    return [...hints.values()];
  }

  /** Other names, or another day, are another reading of everything. */
  #readWith(context: ReadingContext): void {
    const key = JSON.stringify([context.base, context.parties]);
    if (key !== this.#knownWith || this.#known.size > MAX_KNOWN) this.#known.clear();
    this.#knownWith = key;
  }

  #read(sentence: string, context: ReadingContext): TaskSentence | null {
    const known = this.#known.get(sentence);
    if (known !== undefined) return known;
    const reading = readTaskSentence(sentence, context);
    this.#known.set(sentence, reading);
    return reading;
  }
}
