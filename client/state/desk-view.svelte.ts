// Everything components read from one pair of documents, each value read again only when its own part changed: a
// keystroke in the minutes recomputes nothing here.
import type * as Y from 'yjs';
import { itemPlaces, type AgendaItem, type ItemPlace } from '../../shared/domain/agenda.ts';
import type { Thread } from '../../shared/domain/comment.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { MeetingFile } from '../../shared/domain/file.ts';
import type { MeetingFacts } from '../../shared/domain/meeting.ts';
import type { Person } from '../../shared/domain/person.ts';
import { foldProgress, type Progress } from '../../shared/domain/progress.ts';
import { timeline, type TimelineEntry } from '../../shared/domain/timeline.ts';
import type { Decision, DeskTask } from '../../shared/domain/task.ts';
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import { readThreads } from '../../shared/doc/desk-comments.ts';
import { readDecisions } from '../../shared/doc/desk-decisions.ts';
import { readClaims, readFacts } from '../../shared/doc/desk-facts.ts';
import { readPeople } from '../../shared/doc/desk-people.ts';
import { readProgressEvents } from '../../shared/doc/desk-progress.ts';
import { readTasks } from '../../shared/doc/desk-tasks.ts';
import { picturesInTexts } from '../../shared/doc/text-pictures.ts';
import { readFiles } from '../../shared/doc/record-files.ts';
import { readProgressSeen, readState, type RecordState } from '../../shared/doc/record.ts';
import { anyOf, deepChanges, structureChanges, Watched } from './yjs-state.svelte.ts';

/** The reads of one desk and one record; made anew when either replica is replaced. */
export class DeskView {
  readonly facts: Watched<MeetingFacts>;
  readonly people: Watched<readonly Person[]>;
  readonly items: Watched<readonly AgendaItem[]>;
  readonly places: Watched<ReadonlyMap<ItemId, ItemPlace>>;
  readonly timeline: Watched<readonly TimelineEntry[]>;
  /** Files that stand as pictures in the minutes. */
  readonly picturesInTexts: Watched<ReadonlySet<string>>;
  readonly progress: Watched<Progress>;
  readonly tasks: Watched<readonly DeskTask[]>;
  readonly decisions: Watched<readonly Decision[]>;
  readonly threads: Watched<readonly Thread[]>;
  readonly claims: Watched<ReadonlyMap<ItemId, string>>;
  readonly state: Watched<RecordState>;
  readonly files: Watched<readonly MeetingFile[]>;

  constructor(desk: Y.Doc, record: Y.Doc) {
    const agenda = deepChanges(desk.getMap('agenda'), isMinutesPath);
    const events = deepChanges(desk.getMap('progress'));
    const progress = anyOf(events, deepChanges(record.getMap('progressSeen')));
    this.facts = new Watched(deepChanges(desk.getMap('meeting')), () => readFacts(desk));
    this.people = new Watched(deepChanges(desk.getMap('people')), () => readPeople(desk));
    this.items = new Watched(agenda, () => readAgenda(desk));
    this.places = new Watched(agenda, () => itemPlaces(this.items.current));
    this.picturesInTexts = new Watched(structureChanges(desk.getMap('agenda')), () => picturesInTexts(desk));
    this.timeline = new Watched(progress, () => timeline(readProgressEvents(desk), readProgressSeen(record)));
    this.progress = new Watched(progress, () => foldProgress(readProgressEvents(desk), readProgressSeen(record)));
    this.tasks = new Watched(deepChanges(desk.getMap('tasks')), () => readTasks(desk));
    this.decisions = new Watched(deepChanges(desk.getMap('decisions')), () => readDecisions(desk));
    this.threads = new Watched(deepChanges(desk.getMap('comments')), () => readThreads(desk));
    this.claims = new Watched(deepChanges(desk.getMap('claims')), () => readClaims(desk));
    this.state = new Watched(deepChanges(record.getMap('state')), () => readState(record));
    this.files = new Watched(deepChanges(record.getMap('files')), () => readFiles(record));
  }

  close(): void {
    this.facts.close();
    this.people.close();
    this.items.close();
    this.places.close();
    this.picturesInTexts.close();
    this.timeline.close();
    this.progress.close();
    this.tasks.close();
    this.decisions.close();
    this.threads.close();
    this.claims.close();
    this.state.close();
    this.files.close();
  }
}

/** Below `agenda`, a change of an item's text has the path [itemId, 'minutes', …]. */
function isMinutesPath(path: readonly (string | number)[]): boolean {
  return path[1] === 'minutes';
}
