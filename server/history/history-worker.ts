// The thread that replays journals: reads them by itself, keeps the last few meetings' timelines and goes on from there
// when rows were added. An entry of its own, started by history-thread.ts with the database file; it writes nothing.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { docName, type DocName, type MeetingId } from '../../shared/domain/ids.ts';
import { invariant } from '../../shared/lib/assert.ts';
import type { HistoryOf } from '../history-ports.ts';
import { Connection } from '../store/connection.ts';
import { connectDatabase } from '../store/database.ts';
import { Journal } from '../store/journal.ts';
import type { HistoryAnswer, HistoryQuestion, HistoryReply, HistoryRequest } from './history-messages.ts';
import { Timeline } from './timeline.ts';

/** Timelines kept; each holds a desk and its checkpoints. */
const MAX_TIMELINES = 4;
/** Rows read at once. */
const ROWS_A_STEP = 2_000;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

class Archivist {
  readonly #journal: Journal;
  /** The one asked for last stands last. */
  readonly #timelines = new Map<MeetingId, Timeline>();

  constructor(connection: Connection) {
    this.#journal = new Journal(connection, new Map(), SILENT);
  }

  answer(question: HistoryQuestion): HistoryAnswer {
    const { of, itemId } = question;
    const timeline = this.#current(of);
    if (question.kind === 'stints') {
      return { kind: 'stints', page: timeline.page(itemId, question.before, question.limit) };
    }
    const { moment } = question;
    const rows = (version: number, from: number, to: number) => this.#journal.rows(nameOf(of, version), from, to);
    const meeting = timeline.at(moment, itemId, rows);
    if (meeting !== null) return { kind: 'at', meeting };
    const gap = timeline.gaps.find(({ kind, version }) => kind === 'damaged' && version === moment?.version);
    if (moment === null || gap === undefined || moment.seq <= gap.lastGoodSeq) return { kind: 'unknown' };
    return { kind: 'damaged', doc: nameOf(of, moment.version), lastGoodSeq: gap.lastGoodSeq };
  }

  /** The meeting's timeline with everything that is on the disk by now. */
  #current(of: HistoryOf): Timeline {
    const known = this.#timelines.get(of.meetingId);
    const timeline = known ?? new Timeline();
    this.#timelines.delete(of.meetingId);
    for (let version = 1; version <= of.version; version += 1) this.#goOn(timeline, of, version);
    this.#timelines.set(of.meetingId, timeline);
    this.#forgetOldest();
    return timeline;
  }

  #goOn(timeline: Timeline, of: HistoryOf, version: number): void {
    const doc = nameOf(of, version);
    const head = this.#journal.headSeq(doc);
    while (timeline.taken(version) < head) {
      const from = timeline.taken(version) + 1;
      const to = Math.min(head, from + ROWS_A_STEP - 1);
      const rows = this.#journal.rows(doc, from, to);
      timeline.take(version, rows);
      if (rows.length < to - from + 1) return timeline.damaged(version, timeline.taken(version));
    }
  }

  #forgetOldest(): void {
    for (const [meetingId, timeline] of this.#timelines) {
      if (this.#timelines.size <= MAX_TIMELINES) return;
      this.#timelines.delete(meetingId);
      timeline.close();
    }
  }
}

function nameOf({ meetingId }: HistoryOf, version: number): DocName {
  return docName({ meetingId, version, part: 'desk' });
}

function serve(port: MessagePort, file: string): void {
  const database = connectDatabase(file);
  database.pragma('query_only = ON');
  const archivist = new Archivist(new Connection({ database, lock: null, onFault: () => undefined }));
  port.on('message', ({ id, question }: HistoryRequest) => {
    const reply: HistoryReply = { id, answer: answered(archivist, question) };
    port.postMessage(reply);
  });
}

function answered(archivist: Archivist, question: HistoryQuestion): HistoryAnswer {
  try {
    return archivist.answer(question);
  } catch (error) {
    return { kind: 'threw', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

invariant(parentPort && typeof workerData === 'string', 'the history’s thread is started by history-thread.ts');
serve(parentPort, workerData);
