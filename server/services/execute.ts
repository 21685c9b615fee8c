// The command pipeline: parse → seen before? → permission → rules → one commit (architecture.md, decision 4). Every
// command goes through here, whichever wire brought it.
//
// 1. A command id is carried out at most once; a retry by the same principal gets the first result.
// 2. An id used by someone else, or for something else, is refused and tells nothing about its first use.
// 3. Time and author are the server's; `claimedAt` is never trusted.
// 4. What a command changes (record, meeting row, command row) lands in one commit or not at all.
import { parseCommand, COMMAND_ACTIONS, type Command } from '../../shared/commands/command.ts';
import type {
  ArrivalSettled,
  CheckOverridden,
  MeetingEvent,
  ScreenSet,
  TasksAssigned,
} from '../../shared/commands/event.ts';
import { handle } from '../../shared/commands/handle.ts';
import type { Desk, Witnessed } from '../../shared/commands/witnessed.ts';
import { addPerson, readPeople } from '../../shared/doc/desk-people.ts';
import { readProgressEvents } from '../../shared/doc/desk-progress.ts';
import { readProgressSeen, readState, writeState } from '../../shared/doc/record.ts';
import {
  addAttendance,
  readArrivals,
  readAttendance,
  writeArrival,
  writeMeetingRule,
} from '../../shared/doc/record-room.ts';
import { readCheckOverrides, writeCheckOverride } from '../../shared/doc/record-checks.ts';
import { addShown, readScreens, writeScreen } from '../../shared/doc/record-screens.ts';
import { writeAssigned } from '../../shared/doc/record-tasks.ts';
import { readTurns, writeTurn } from '../../shared/doc/record-speakers.ts';
import { principalOf, type ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { CommandId, NamedVersionId, PersonKey } from '../../shared/domain/ids.ts';
import type { MeetingPhase } from '../../shared/domain/meeting.ts';
import type { NamedVersionKind } from '../../shared/domain/named-version.ts';
import { foldProgress } from '../../shared/domain/progress.ts';
import { cueOf } from '../../shared/domain/screen-show.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyBetween, orderSuffix } from '../../shared/lib/order-key.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { CommandRow, Ids, Ledger, MeetingRow, Write } from '../ports.ts';
import type { Meetings } from '../register-ports.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { TaskNotices } from '../task-ports.ts';
import type { RoomChange, RoomView } from '../sync/room-options.ts';
import type { TaskBook } from './task-book.ts';
import { whileCurrent } from './while-current.ts';
import { aboutMeeting, auditWrite } from './audit.ts';
import { phaseVersion } from './phase-version.ts';
import { assigningWrites, confirmAssigned, deskFor, publicPassages, type AssigningOptions } from './task-assigning.ts';

export interface CommandServiceOptions {
  readonly ledger: Pick<Ledger, 'commandResult'>;
  readonly meetings: Meetings;
  readonly tasks: AssigningOptions['tasks'];
  readonly accounts: AssigningOptions['accounts'];
  readonly notices: TaskNotices;
  readonly book: Pick<TaskBook, 'tell'>;
  readonly rooms: Pick<Rooms, 'change'>;
  readonly ids: Pick<Ids, 'random'>;
}

/** What happened: stored with the command and given to retries. */
export interface CommandOutcome {
  readonly events: readonly MeetingEvent[];
}

export class CommandService {
  readonly #options: CommandServiceOptions;

  constructor(options: CommandServiceOptions) {
    this.#options = options;
  }

  /**
   * Carries out `request` (a CommandRequest as it came) for `actor`. Refusals: `invalid`, `command-unknown`,
   * `command-conflict`, `not-found`, `not-allowed`, `sealed`, those of the handler, those of the ledger.
   */
  async execute(actor: ActingUser, request: unknown): Promise<Result<unknown, RefusalCode>> {
    const parsed = parseCommand(request);
    if (!parsed.ok) return parsed;
    const command = parsed.value;
    const permitted = await this.#permitted(actor, command);
    if (!permitted.ok) return permitted;
    const principal = principalOf(actor);
    const { ids, book } = this.#options;
    const handedOut = new Set<string | null>();
    const carryOut = whileCurrent(actor, async (view) => {
      // It may have gone into the trash, or to another body, while this waited for the queue.
      const still = await this.#permitted(actor, command);
      if (!still.ok) return still;
      const earlier = await this.#earlierResult(command, principal);
      if (earlier !== null) return earlier;
      const desk = await deskFor(view, command, still.value, this.#options);
      const doer = { actor, principal, meeting: still.value, desk, newId: () => ids.random() };
      const decided = decide(view, command, doer);
      if (!decided.ok) return decided;
      for (const { row } of assignedBy(decided.value)) handedOut.add(row.bodyId);
      return ok(await this.#withNews(decided.value, view, desk));
    });
    const { id, version } = permitted.value;
    const result = await this.#options.rooms.change(id, version, principal, carryOut);
    if (result.ok) for (const bodyId of handedOut) book.tell(bodyId);
    // The ledger says what the first use of the id had answered; whoever took the id a moment too late is not told.
    return !result.ok && result.code === 'command-conflict' ? refused('command-conflict', { id: command.id }) : result;
  }

  /** What is to be told of it goes along, with the passages as they stand now. */
  async #withNews<T>(change: RoomChange<T>, { desk }: RoomView, { tasks }: Desk): Promise<RoomChange<T>> {
    const { writes = [] } = change;
    const assigned = assignedBy(change);
    if (assigned.length === 0) return change;
    const news = await this.#options.notices.of(assigned, publicPassages(desk, tasks, assigned));
    return { ...change, writes: [...writes, ...news.writes], outbox: news.outbox };
  }

  async #permitted(actor: ActingUser, { kind, meetingId }: Command): Promise<Result<MeetingRow, RefusalCode>> {
    const meeting = await this.#options.meetings.byId(meetingId);
    if (meeting === null) return refused('not-found');
    // The phase is left to the handler, which reads it inside the queue and refuses more exactly.
    const anyPhase = { ...meeting, phase: 'live' } as const;
    const permitted = authorize(actor, COMMAND_ACTIONS[kind], { kind: 'meeting', meeting: anyPhase });
    return permitted.ok ? ok(meeting) : permitted;
  }

  async #earlierResult(command: Command, principal: string): Promise<Result<RoomChange<unknown>, RefusalCode> | null> {
    const earlier = await this.#options.ledger.commandResult(command.id);
    if (earlier === null) return null;
    const { meetingId, kind } = earlier;
    const isRetry = earlier.principal === principal && meetingId === command.meetingId && kind === command.kind;
    return isRetry ? ok({ value: earlier.result }) : refused('command-conflict', { id: command.id });
  }
}

function assignedBy<T>({ writes = [] }: RoomChange<T>) {
  return writes.filter((write) => write.kind === 'task.assign');
}

/** Who does it, under which name, and where new ids come from. */
interface Doer {
  readonly actor: ActingUser;
  readonly principal: string;
  readonly meeting: MeetingRow;
  readonly desk: Desk;
  readonly newId: () => string;
}

/** The version that entering a phase leaves behind. Archiving is no command; services/archive.ts leaves its own. */
const VERSION_KINDS: Partial<Readonly<Record<MeetingPhase, Exclude<NamedVersionKind, 'named'>>>> = {
  live: 'began',
  'follow-up': 'closed',
};

function decide(
  view: RoomView,
  command: Command,
  { actor, principal, meeting, desk, newId }: Doer,
): Result<RoomChange<CommandOutcome>, RefusalCode> {
  // It counts nowhere, and nobody owes anything after it.
  if (command.kind === 'task.assign' && meeting.sample === true) return refused('sample');
  const { record, now } = view;
  const state = readState(record);
  const witnessed: Witnessed = {
    ...state,
    screens: readScreens(record),
    ...witnessedInRoom(view, command.kind),
    ...desk,
  };
  const events = handle(witnessed, command, { actor, now });
  if (!events.ok) return events;
  const value: CommandOutcome = { events: events.value };
  const { id, meetingId, kind } = command;
  const row: CommandRow = { id, meetingId, principal, kind, at: now, result: value };
  const writes = events.value.flatMap((event) =>
    writesOf(
      event,
      { ...row, version: state.version, seq: view.seqs.desk, wasDraft: state.draft === true },
      { actor, meeting, newId, notes: view.desk },
    ),
  );
  const commit = { value, command: row, writes };
  // What is sealed stays as it is: the tables alone tell what was handed out of it afterwards.
  if (state.phase === 'archived') return ok(commit);
  const apply: RoomChange<CommandOutcome>['record'] = (doc) => {
    for (const event of events.value) applyEvent(doc, event, { version: state.version, commandId: id });
  };
  return ok({ ...commit, record: apply, ...deskChange(events.value, newId) });
}

/** What of the events stands on the desk too. */
function deskChange(events: readonly MeetingEvent[], newId: () => string): Pick<RoomChange<CommandOutcome>, 'desk'> {
  const joining = events.filter(isJoining);
  const assigned = events.filter((event) => event.kind === 'tasks-assigned');
  if (joining.length + assigned.length === 0) return {};
  return {
    desk: (doc) => {
      for (const event of joining) joinList(doc, event, newId());
      for (const event of assigned) confirmAssigned(doc, event);
    },
  };
}

const NOBODY: Pick<Witnessed, 'people' | 'attendance' | 'arrivals' | 'turns' | 'progress' | 'overrides'> = {
  ...{ people: new Set<PersonKey>(), attendance: new Map(), arrivals: [], turns: [] },
  ...{ progress: { items: new Map(), adjournedAt: null }, overrides: new Set<string>() },
};

/** Read only for what asks: the logs are long by the end of a day. */
function witnessedInRoom({ desk, record }: RoomView, kind: Command['kind']): typeof NOBODY {
  if (kind === 'check.override')
    return { ...NOBODY, overrides: new Set(readCheckOverrides(record).map(({ finding }) => finding)) };
  const isAboutRoll = kind.startsWith('attendance.') || kind === 'arrival.settle';
  const isAboutSpeakers = kind.startsWith('speaker.');
  if (!isAboutRoll && !isAboutSpeakers) return NOBODY;
  const people = new Set(readPeople(desk).map(({ id }) => id));
  return isAboutSpeakers
    ? { ...NOBODY, people, turns: readTurns(record), progress: progressOf({ desk, record }) }
    : { ...NOBODY, people, attendance: readAttendance(record), arrivals: readArrivals(record) };
}

function progressOf({ desk, record }: Pick<RoomView, 'desk' | 'record'>) {
  return foldProgress(readProgressEvents(desk), readProgressSeen(record));
}

function applyEvent(
  record: Parameters<typeof writeState>[0],
  event: MeetingEvent,
  { version, commandId }: { readonly version: number; readonly commandId: CommandId },
): void {
  switch (event.kind) {
    case 'phase-changed':
      return writeState(record, { phase: event.to, version });
    case 'screen-set':
      return writeShow(record, event, commandId);
    case 'speakers-changed':
      return event.turns.forEach((turn) => writeTurn(record, turn));
    case 'attendance-noted':
      return addAttendance(record, event.eventId, event.event);
    case 'arrival-settled':
      return writeArrival(record, event.arrival);
    case 'room-rule-set':
      return writeMeetingRule(record, event.rule);
    case 'check-overridden':
      return noteOverride(record, event);
    case 'tasks-assigned':
      return markAssigned(record, event);
    default:
      return unreachable(event);
  }
}

function noteOverride(record: Parameters<typeof writeState>[0], event: CheckOverridden): void {
  const { finding, reason, mark, at, by, byName } = event;
  writeCheckOverride(record, finding, reason === null ? null : { reason, mark, at, by, byName });
}

function markAssigned(record: Parameters<typeof writeState>[0], { tasks, at, by }: TasksAssigned): void {
  for (const { task, reportLine: _line, ...mark } of tasks) writeAssigned(record, task, { ...mark, at, by });
}

function writeShow(
  record: Parameters<typeof writeState>[0],
  { screen, settings, isNew, at, by }: ScreenSet,
  commandId: CommandId,
): void {
  writeScreen(record, screen, settings);
  if (isNew) addShown(record, commandId, { ...cueOf(settings), screen, at, by });
}

function isJoining(event: MeetingEvent): event is ArrivalSettled & Required<Pick<ArrivalSettled, 'role'>> {
  return event.kind === 'arrival-settled' && event.role !== undefined;
}

/** Whoever came unexpected goes to the end of the list: where they belong by courtesy, the secretariat says. */
function joinList(
  desk: RoomView['desk'],
  { arrival, role }: ArrivalSettled & Required<Pick<ArrivalSettled, 'role'>>,
  random: string,
): void {
  const id = arrival.settled?.key;
  if (!id) return;
  const { name, org } = arrival;
  const order = keyBetween(readPeople(desk).at(-1)?.order ?? null, null, orderSuffix(random));
  addPerson(desk, { id, name, org, titles: [], role, order, personId: null });
}

/** What of an event stands in tables too. */
function writesOf(
  event: MeetingEvent,
  {
    meetingId,
    at,
    version,
    seq,
    wasDraft,
  }: Pick<CommandRow, 'meetingId' | 'at'> & {
    readonly version: number;
    readonly seq: number;
    readonly wasDraft: boolean;
  },
  { actor, meeting, newId, notes }: Pick<Doer, 'actor' | 'meeting' | 'newId'> & { readonly notes: RoomView['desk'] },
): readonly Write[] {
  if (event.kind === 'tasks-assigned') return assigningWrites(event, meeting, actor, notes);
  if (event.kind === 'check-overridden') {
    const action = event.reason === null ? 'check.withdrawn' : 'check.overridden';
    return [auditWrite(actor, at, action, aboutMeeting(meetingId))];
  }
  if (event.kind !== 'phase-changed') return [];
  // Who goes back into the meeting after closing it has not begun it again.
  const kind = event.to === 'live' && event.from !== 'prepare' ? undefined : VERSION_KINDS[event.to];
  const moment = { meetingId, version, seq, at };
  return [
    // A meeting that is held is a draft no more, and its state says so: see `applyEvent`.
    {
      kind: 'meeting.update',
      id: meetingId,
      set: { phase: event.to, updatedAt: at, ...(wasDraft ? { draft: false } : {}) },
    },
    ...(kind ? [phaseVersion(kind, brand<NamedVersionId>(newId()), moment, actor)] : []),
    auditWrite(actor, at, 'phase.changed', aboutMeeting(meetingId)),
  ];
}
