// The demonstration's meeting: the reference meeting as if it were being held now, in its fourth item, told through the
// same services that people use. Nothing here is a shortcut past a rule; only the clock is staged.
import { setItem, readAgenda } from '../../shared/doc/desk-agenda.ts';
import { addDecision } from '../../shared/doc/desk-decisions.ts';
import { claimItem, notesFragment, setFact } from '../../shared/doc/desk-facts.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import { seedParagraphs } from '../../shared/doc/fragment.ts';
import { principalOf, type ActingUser } from '../../shared/domain/acting-user.ts';
import type { DecisionId, EventId, ItemId, MeetingId, TaskId, UserId } from '../../shared/domain/ids.ts';
import type { Grant } from '../../shared/domain/roles.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyBetween, orderSuffix } from '../../shared/lib/order-key.ts';
import type { Result } from '../../shared/lib/result.ts';
import { HOUR_MS, MINUTE_MS, type DurationMs, type EpochMs } from '../../shared/lib/time.ts';
import type { Office } from '../office.ts';
import type { Ids } from '../ports.ts';
import { OPERATOR } from '../services/operator.ts';
import type { RoomChange } from '../sync/room-options.ts';
import reference from './reference-meeting.json' with { type: 'json' };
import type { StagedClock } from './staged-clock.ts';
import { stageSeries, type StagedSeries } from './staged-series.ts';

export interface SignInWords {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
}

export interface StagedMeeting {
  readonly meetingId: MeetingId;
  readonly noteTakers: readonly SignInWords[];
  /** Sees the register of people and accounts besides. */
  readonly administrator: SignInWords;
  /** A body with what its last meeting left behind, and its meeting of today. */
  readonly series: StagedSeries;
  /** Path of the hall screen's page, with its token. */
  readonly projectorPath: string;
}

export interface Stage {
  readonly office: Office;
  readonly clock: StagedClock;
  readonly ids: Ids;
  /** IANA name. */
  readonly timeZone: string;
}

type Desk = Parameters<NonNullable<RoomChange<null>['desk']>>[0];

/** Planned minutes of each item, in order; the report names none. */
const PLANNED_MINUTES = [6, 10, 8, 20, 25, 8, 35, 40, 25, 28, 5];
/** Minutes before now at which the items so far were started; the last is the current one. */
const STARTED_MINUTES_AGO = [34, 29, 18, 11];
/** What the secretariat tells itself; what the report's data says about itself is nothing for them. */
const NOTES = [
  '蒋维东在报道里写作副主任、主任两种，定稿前请律所确认。',
  '赵军的单位、职务原文有两种写法，按名片核对。',
  '签约照片由小陈拍；聘书由吴坚颁发，站位见流程单。',
];
const OPENED_MINUTES_AGO = 37;
const PLANNED_MINUTES_AGO = 35;
const LENGTH: DurationMs = 3.5 * HOUR_MS;

/** Fills an empty office; leaves the clock at the present. Throws when a service refuses, for then the staging is wrong. */
export async function stageMeeting({ office, clock, ids, timeZone }: Stage): Promise<StagedMeeting> {
  const now = clock.now();
  const ago = (minutes: number): EpochMs => now - minutes * MINUTE_MS;
  clock.set(now - 2 * HOUR_MS);
  const first = await addNoteTaker(office, ids, { username: 'wang', displayName: '王晓岚', role: 'secretary' });
  const second = await addNoteTaker(office, ids, { username: 'chen', displayName: '陈一鸣', role: 'notetaker' });
  const third = await addNoteTaker(office, ids, { username: 'lin', displayName: '林静', role: 'admin' });
  clock.set(now);
  const acting = { secretary: first.actor, administrator: third.actor };
  const series = await stageSeries({ office, clock, ids, timeZone, ...acting });
  clock.set(now - 2 * HOUR_MS);
  const meeting = must(await office.services.meetings.import(first.actor, heardSoFar()));
  const meetingId = brand<MeetingId>(meeting.id);
  const write = async (actor: ActingUser, desk: (doc: Desk) => void): Promise<void> => {
    must(
      await office.rooms.change(meetingId, 1, principalOf(actor), () => ({ ok: true, value: { value: null, desk } })),
    );
  };
  await write(first.actor, (desk) => plan(desk, ago(PLANNED_MINUTES_AGO)));
  clock.set(ago(OPENED_MINUTES_AGO));
  const open = { id: ids.random(), meetingId, kind: 'meeting.phase', data: { to: 'live' }, claimedAt: clock.now() };
  must(await office.services.commands.execute(first.actor, open));
  for (const [index, minutes] of STARTED_MINUTES_AGO.entries()) {
    clock.set(ago(minutes));
    const event = { eventId: brand<EventId>(ids.random()), at: clock.now(), by: first.actor.userId };
    await write(first.actor, (desk) => startItem(desk, { ...event, itemId: itemAt(desk, index) }));
  }
  clock.set(now);
  await write(second.actor, (desk) => note(desk, ids, second.actor.userId));
  const link = must(await office.services.links.create(first.actor, meetingId, { kind: 'projector', screen: null }));
  const signIns = { noteTakers: [first.words, second.words], administrator: third.words };
  return { meetingId, ...signIns, series, projectorPath: `/projector/${link.token}` };
}

/** The reference meeting without what is said in the items that are still to come. */
function heardSoFar(): unknown {
  const agenda = reference.agenda.map((item, index) =>
    index < STARTED_MINUTES_AGO.length
      ? { ...item, points: item.points.map(asMinuted) }
      : { ...item, points: [], othersToo: false },
  );
  return { ...reference, agenda, conclusions: [] };
}

async function addNoteTaker(
  office: Office,
  ids: Ids,
  { username, displayName, role }: { username: string; displayName: string; role: Grant['role'] },
): Promise<{ actor: ActingUser; words: SignInWords }> {
  const password = ids.random().slice(0, 12);
  const grants: readonly Grant[] = [{ role, bodyId: null }];
  const account = must(await office.services.accounts.add(OPERATOR, { username, password, displayName, grants }));
  return {
    actor: { userId: brand<UserId>(account.id), displayName, grants },
    words: { username, displayName, password },
  };
}

/** Today instead of the day of the report, and a length for each item. */
function plan(desk: Desk, start: EpochMs): void {
  const whole = Math.floor(start / (5 * MINUTE_MS)) * 5 * MINUTE_MS;
  setFact(desk, 'plannedStart', whole);
  setFact(desk, 'plannedEnd', whole + LENGTH);
  const notes = notesFragment(desk);
  notes.delete(0, notes.length);
  seedParagraphs(notes, NOTES);
  readAgenda(desk).forEach(({ id }, index) => {
    const minutes = PLANNED_MINUTES[index];
    if (minutes !== undefined) setItem(desk, id, { plannedMs: minutes * MINUTE_MS });
  });
}

/** What a note-taker has caught by now: the tasks of the committees, what was agreed, and the item being minuted. */
function note(desk: Desk, ids: Ids, userId: UserId): void {
  const tasks = reference.workReport.committees.flatMap(({ owner, h2 }) =>
    h2.map((what) => ({ owner, what: withoutRemarks(what) })),
  );
  let order: string | null = null;
  for (const { owner, what } of tasks) {
    order = keyBetween(order, null, orderSuffix(ids.random()));
    addTask(desk, {
      ...{ id: brand<TaskId>(ids.random()), what, order, state: 'draft', itemId: null, supporters: [] },
      owners: [{ key: ids.random(), name: owner, lead: true }],
      due: null,
      dueText: reference.workReport.period.planned,
    });
  }
  addDecision(desk, {
    ...{ id: brand<DecisionId>(ids.random()), order: keyBetween(null, null, orderSuffix(ids.random())) },
    ...{ wording: reference.agenda[2]?.points[0] ?? '', itemId: itemAt(desk, 2), outcome: 'adopted', motionId: null },
  });
  claimItem(desk, itemAt(desk, STARTED_MINUTES_AGO.length - 1), userId);
}

/** The data has the half-width signs of the report as it was typed; a secretariat's minutes have Chinese ones. */
function asMinuted(text: string): string {
  return text.replace(/(?<=\p{Script=Han}),/gu, '，').replace(/(?<=\p{Script=Han}):/gu, '：');
}

/** The data notes in brackets how the report differed. */
function withoutRemarks(text: string): string {
  return text.replace(/\(.*?\)/g, '');
}

function itemAt(desk: Desk, index: number): ItemId {
  const item = readAgenda(desk)[index];
  if (item === undefined) throw new Error(`the reference meeting has no item ${index}`);
  return item.id;
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`staging was refused: ${result.code} ${JSON.stringify(result.data)}`);
  return result.value;
}
