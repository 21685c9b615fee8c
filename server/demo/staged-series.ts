// The demonstration's body: a board that met two months ago and handed tasks out, its topics for some day, and its meeting of today,
// which begins with how those tasks stand. Told through the services that people use; the reference meeting is not part of it.
import { readAgenda } from '../../shared/doc/desk-agenda.ts';
import { startItem } from '../../shared/doc/desk-progress.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import { principalOf, type ActingUser } from '../../shared/domain/acting-user.ts';
import type { EventId, MeetingId, TaskId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { keyBetween, orderSuffix } from '../../shared/lib/order-key.ts';
import type { Result } from '../../shared/lib/result.ts';
import { DAY_MS, HOUR_MS, localDateIn, MINUTE_MS, type EpochMs, type LocalDate } from '../../shared/lib/time.ts';
import type { Office } from '../office.ts';
import type { Ids } from '../ports.ts';
import type { RoomChange } from '../sync/room-options.ts';
import type { StagedClock } from './staged-clock.ts';

export interface SeriesStage {
  readonly office: Office;
  readonly clock: StagedClock;
  readonly ids: Ids;
  /** Keeps the minutes. */
  readonly secretary: ActingUser;
  /** Keeps the register. */
  readonly administrator: ActingUser;
  readonly timeZone: string;
}

export interface StagedSeries {
  readonly bodyId: string;
  readonly meetingId: MeetingId;
  /** Path of the hall screen's page of today's meeting, with its token. */
  readonly projectorPath: string;
}

type Move = Parameters<Office['services']['tasks']['move']>[2];
type Desk = Parameters<NonNullable<RoomChange<null>['desk']>>[0];
/** Days from its meeting on. */
interface StagedTask {
  readonly what: string;
  readonly owner: string;
  readonly dueAfter: number;
  readonly moves: readonly ((day: (after: number) => LocalDate) => Move)[];
}

const MET_DAYS_AGO = 60;
const DONE: StagedTask['moves'] = [
  () => ({ action: 'submit', text: null, files: [] }),
  () => ({ action: 'close', text: null, files: [] }),
];

const TASKS: readonly StagedTask[] = [
  { what: '修订会员服务手册并印发各分会', owner: '会员部', dueAfter: 30, moves: DONE },
  { what: '完成年度财务审计并提交审计报告', owner: '财务部', dueAfter: 40, moves: DONE },
  { what: '与三所高校签订实习基地协议', owner: '培训部', dueAfter: 45, moves: [() => ({ action: 'accept' })] },
  {
    ...{ what: '提出团体标准立项建议', owner: '标准委员会', dueAfter: 50 },
    moves: [(day) => ({ action: 'move-due', due: day(90), dueText: null, reason: '等待主管部门意见' })],
  },
  {
    ...{ what: '筹备行业年会并报送方案', owner: '办公室', dueAfter: 63 },
    moves: [() => ({ action: 'report', text: '场地已定，嘉宾名单正在征求意见', files: [] })],
  },
  {
    ...{ what: '建设会员数据平台', owner: '信息部', dueAfter: 80 },
    moves: [() => ({ action: 'pause', reason: '预算调整后再启动' })],
  },
];

const TOPICS = [
  { title: '调整会费标准的建议', proposer: '财务部', internal: true },
  { title: '设立青年工作委员会', proposer: '会员部', internal: false },
  { title: '与兄弟协会互认培训证书', proposer: '培训部', internal: false },
] as const;

const BARE = { presenters: [], minutes: null, start: null };
const AGENDA = {
  last: [
    { ...BARE, kind: 'briefing', title: '通报上半年工作', plannedMinutes: 30 },
    { ...BARE, kind: 'deliberation', title: '审议下半年重点工作', plannedMinutes: 60 },
  ],
  today: [
    { ...BARE, kind: 'task_review', title: '上次会议决定事项落实情况', plannedMinutes: 15 },
    { ...BARE, kind: 'deliberation', title: '审议年会方案', plannedMinutes: 40 },
    { ...BARE, kind: 'discussion', title: '讨论会员发展', plannedMinutes: 30 },
  ],
} as const;

/** Leaves the clock at the present. Throws when a service refuses, for then the staging is wrong. */
export async function stageSeries(stage: SeriesStage): Promise<StagedSeries> {
  const { office, clock, administrator, secretary } = stage;
  const now = clock.now();
  const met = now - MET_DAYS_AGO * DAY_MS;
  clock.set(met - DAY_MS);
  const { id: bodyId } = must(
    await office.services.bodies.create(administrator, { name: '会长办公会', shortName: null }),
  );
  const last = await held(stage, { title: '会长办公会第六次会议', bodyId, at: met, agenda: AGENDA.last });
  await handOut(stage, last, met);
  clock.set(met + 2 * HOUR_MS);
  await command(stage, last, 'meeting.phase', { to: 'follow-up' });
  await moveOn(stage, last, met);
  for (const topic of TOPICS) {
    const all = { ...topic, kind: 'deliberation', notes: null, wantedBy: null } as const;
    must(await office.services.topics.create(secretary, bodyId, all));
  }
  const today = now - 10 * MINUTE_MS;
  const meetingId = await held(stage, { title: '会长办公会第七次会议', bodyId, at: today, agenda: AGENDA.today });
  const event = { eventId: brand<EventId>(stage.ids.random()), at: clock.now(), by: secretary.userId };
  await write(stage, meetingId, (desk) => {
    const [first] = readAgenda(desk);
    if (first !== undefined) startItem(desk, { ...event, itemId: first.id });
  });
  clock.set(now);
  const link = must(await office.services.links.create(secretary, meetingId, { kind: 'projector', screen: null }));
  return { bodyId, meetingId, projectorPath: `/projector/${link.token}` };
}

async function held(
  stage: SeriesStage,
  {
    title,
    bodyId,
    at,
    agenda,
  }: { title: string; bodyId: string; at: EpochMs; agenda: (typeof AGENDA)['last' | 'today'] },
): Promise<MeetingId> {
  const plan = {
    title,
    bodyId,
    plannedStart: at,
    plannedEnd: at + 2 * HOUR_MS,
    venue: '一号会议室',
    agenda: [...agenda],
  };
  type Plan = Parameters<Office['services']['meetings']['create']>[1];
  const whole: Plan = { ...plan, agenda: plan.agenda.map((item) => ({ ...item, presenters: [] })) };
  const made = must(await stage.office.services.meetings.create(stage.secretary, whole));
  stage.clock.set(at);
  const id = brand<MeetingId>(made.id);
  await command(stage, id, 'meeting.phase', { to: 'live' });
  return id;
}

async function handOut(stage: SeriesStage, meetingId: MeetingId, met: EpochMs): Promise<void> {
  const { clock, ids, timeZone } = stage;
  clock.set(met + HOUR_MS);
  await write(stage, meetingId, (desk) => {
    const item = readAgenda(desk)[1];
    let order: string | null = null;
    for (const [index, { what, owner, dueAfter }] of TASKS.entries()) {
      order = keyBetween(order, null, orderSuffix(ids.random()));
      addTask(desk, {
        ...{ id: taskId(index), what, order, state: 'confirmed', itemId: item?.id ?? null, supporters: [] },
        owners: [{ key: ids.random(), name: owner, lead: true }],
        ...{ due: localDateIn(timeZone, met + dueAfter * DAY_MS), dueText: null },
      });
    }
  });
  await command(stage, meetingId, 'task.assign', { tasks: TASKS.map((_, index) => ({ task: taskId(index) })) });
}

/** What became of them in the weeks that followed. */
async function moveOn({ office, clock, secretary, timeZone }: SeriesStage, meetingId: MeetingId, met: EpochMs) {
  const assigned = await office.tasks.ofDesk(meetingId);
  const day = (after: number): LocalDate => localDateIn(timeZone, met + after * DAY_MS);
  for (const [index, { moves }] of TASKS.entries()) {
    const id = assigned.get(taskId(index));
    if (id === undefined) throw new Error(`the task ${index} was not handed out`);
    clock.set(met + (20 + index) * DAY_MS);
    for (const move of moves) {
      must(await office.services.tasks.move(secretary, id, move(day), 'any'));
    }
  }
}

function taskId(index: number): TaskId {
  return brand<TaskId>(`staged-task-${index}`);
}

async function command(stage: SeriesStage, meetingId: MeetingId, kind: string, data: unknown): Promise<void> {
  const { office, clock, ids, secretary } = stage;
  const asked = { id: ids.random(), meetingId, kind, data, claimedAt: clock.now() };
  must<unknown>(await office.services.commands.execute(secretary, asked));
}

async function write({ office, secretary }: SeriesStage, id: MeetingId, desk: (doc: Desk) => void): Promise<void> {
  const change = () => ({ ok: true, value: { value: null, desk } }) as const;
  must(await office.rooms.change(id, 1, principalOf(secretary), change));
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`staging was refused: ${result.code} ${JSON.stringify(result.data)}`);
  return result.value;
}
