// A meeting as it is being prepared on the page: from nothing, a template, the last meeting of the same body, or a notice.
// Values only; the page edits them and sends them once, so that nothing exists before it is confirmed.
import type { CreateMeeting } from '../shared/api/meeting.schema.ts';
import type { TemplateItem } from '../shared/api/preparing.schema.ts';
import type { Roster } from '../shared/api/register.schema.ts';
import type { Notice, NoticePoint } from '../shared/capture/notice/notice.ts';
import { isTopicKind, ITEM_KINDS, type ItemKind } from '../shared/domain/agenda.ts';
import { endOfMeeting } from '../shared/domain/meeting-day.ts';
import { isSession, nextName, parseMeetingName, sessionShort } from '../shared/domain/meeting-name.ts';
import { PERSON_ROLES, type PersonRole } from '../shared/domain/person.ts';
import { plainName } from '../shared/domain/register.ts';
import type { MeetingSnapshot } from '../shared/domain/snapshot.ts';
import { instantIn, wallTimeIn } from '../shared/lib/time.ts';
import { titledRows } from './plan-parts.ts';

export interface PlanItem {
  readonly key: number;
  readonly kind: ItemKind;
  readonly title: string;
  /** Names, as they are typed. */
  readonly presenters: string;
  readonly minutes: string;
  /** Text the item begins with. */
  readonly text: string | null;
  readonly start: string | null;
  readonly continues?: { readonly meetingId: string; readonly itemId: string };
  /** The topic of the backlog that it is made from. */
  readonly topic?: string;
  /** Not for the hall. */
  readonly internal?: true;
  /** A part of the last item before it that is none. */
  readonly isPart?: boolean;
}

export interface PlanPerson {
  readonly key: number;
  readonly name: string;
  readonly org: string;
  readonly title: string;
  readonly role: PersonRole;
  /** Who they are in the register, where they were taken from it. */
  readonly personId?: string;
  /** A member without a vote. */
  readonly voting?: false;
}

/** Many who are asked under one name, in one role. */
export interface PlanGroup {
  readonly key: number;
  readonly text: string;
  readonly role: PersonRole;
}

export interface Plan {
  readonly title: string;
  readonly bodyId: string | null;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly venue: string;
  readonly chair: string;
  readonly organisation: string;
  /** Who is asked without being named: 全体理事. */
  readonly groups: readonly PlanGroup[];
  readonly people: readonly PlanPerson[];
  readonly items: readonly PlanItem[];
  readonly notes: readonly string[];
}

export const NO_PLAN: Plan = {
  ...{ title: '', bodyId: null, date: '', start: '', end: '', venue: '', chair: '', organisation: '' },
  ...{ groups: [], people: [], items: [], notes: [] },
};

/** How a group's role is said before its name: 列席：办公室. */
type GroupWords = (role: PersonRole, name: string) => string;

/** Whoever attends is simply named. */
function groupLine({ text, role }: PlanGroup, say: GroupWords): string {
  return role === 'attending' ? text.trim() : say(role, text.trim());
}

function groupOf(line: string, say: GroupWords): Omit<PlanGroup, 'key'> {
  const role = PERSON_ROLES.find((each) => each !== 'attending' && line.startsWith(say(each, '')));
  return role === undefined ? { text: line, role: 'attending' } : { text: line.slice(say(role, '').length), role };
}

const MAX_TITLES = 5;
const NAME_SEPARATOR = /[、,，;；/]/u;
/** Items that open or close nearly every meeting of a body, and come again by themselves. */
const STANDING: ReadonlySet<ItemKind> = new Set<ItemKind>(['guest_introduction', 'introduction', 'closing', 'break']);

/** Come before anything is dealt with. */
const OPENING: ReadonlySet<ItemKind> = new Set<ItemKind>(['guest_introduction', 'introduction']);

/** 上次会议决定事项落实情况; `undrawn`: a line each. */
export function reviewItem(title: string, undrawn: readonly string[]): Omit<PlanItem, 'key'> {
  const text = undrawn.length === 0 ? null : undrawn.join('\n');
  return { kind: 'task_review', title, presenters: '', minutes: '', text, start: null, isPart: false };
}

/** Keys for lists on the page; each plan counts its own. */
function keyed<T>(list: readonly T[]): readonly (T & { readonly key: number })[] {
  return list.map((entry, key) => ({ ...entry, key }));
}

export function nextKey(list: readonly { readonly key: number }[]): number {
  return list.reduce((most, { key }) => Math.max(most, key), -1) + 1;
}

export function planItemsOf(items: readonly TemplateItem[]): readonly PlanItem[] {
  return keyed(
    items.map(({ kind, title, presenters, plannedMinutes, minutes, part }) => ({
      ...{ kind, title, presenters: presenters.join('、'), text: minutes, start: null, isPart: part === true },
      minutes: plannedMinutes === null ? '' : String(plannedMinutes),
    })),
  );
}

/** A built-in template's items; words know no kinds, so that each is looked up. */
export function builtInItems(
  items: readonly {
    readonly kind: string;
    readonly title: string;
    readonly presenters: readonly string[];
    readonly plannedMinutes: number;
  }[],
): TemplateItem[] {
  return items.map(({ kind, presenters, ...item }) => ({
    ...item,
    ...{ kind: ITEM_KINDS.find((known) => known === kind) ?? 'briefing', presenters: [...presenters], minutes: null },
  }));
}

/** The items of a page as a template keeps them. */
export function templateItemsOf(items: readonly PlanItem[]): TemplateItem[] {
  return titledRows(items).map(({ kind, title, presenters, minutes, text, isPart }) => ({
    ...{ kind, title: title.trim(), presenters: namesIn(presenters), minutes: text },
    plannedMinutes: minutesIn(minutes),
    ...(isPart ? { part: true } : {}),
  }));
}

/** What a notice says; when to sign in, its contact and the day to answer by go into the notes. */
export function planOfNotice(
  notice: Notice,
  say: { signIn(time: string): string; contact(line: string): string; replyBy(day: string): string },
): Plan {
  const said = (found: { readonly value: string } | null): string => found?.value ?? '';
  const contact = [said(notice.contact), said(notice.phone)].filter((part) => part !== '').join(' ');
  return {
    ...NO_PLAN,
    ...{ title: said(notice.title), organisation: said(notice.organisation), date: said(notice.date) },
    ...{ start: said(notice.start), end: said(notice.end), venue: said(notice.venue), chair: said(notice.chair) },
    groups: keyed(notice.groups.map(({ value, role }) => ({ text: value, role }))),
    people: keyed(
      notice.people.map(({ value: { name, org, title, role } }) => ({
        name,
        org: org ?? '',
        title: title ?? '',
        role,
      })),
    ),
    items: keyed(
      notice.items.flatMap(({ value: { parts, ...item } }) => [
        planItemOf(item),
        ...parts.map(({ value }) => ({ ...planItemOf(value), isPart: true })),
      ]),
    ),
    notes: [
      ...(notice.signIn === null ? [] : [say.signIn(notice.signIn.value)]),
      ...(contact === '' ? [] : [say.contact(contact)]),
      ...(notice.replyBy === null ? [] : [say.replyBy(notice.replyBy.value)]),
    ],
  };
}

function planItemOf({ kind, title, presenters, plannedMinutes, start }: NoticePoint): Omit<PlanItem, 'key'> {
  const minutes = plannedMinutes === null ? '' : String(plannedMinutes);
  return { kind, title, presenters: presenters.join('、'), minutes, text: null, start, isPart: false };
}

function isPutOff({ kind, progress }: MeetingSnapshot['agenda'][number]): boolean {
  return progress.state === 'postponed' && isTopicKind(kind);
}

/** Tasks that nobody handed out, a line each. */
function undrawnLines(tasks: MeetingSnapshot['tasks'], handedOut: ReadonlySet<string>): readonly string[] {
  return tasks
    .filter(({ id }) => !handedOut.has(id))
    .map(({ what, owners, due, dueText }) => {
      const who = owners.map(({ name }) => name).join('、');
      return [who, what, due ?? dueText ?? ''].filter((part) => part !== '').join('　');
    });
}

/**
 * The next meeting after `snapshot`: people, chair, place and times of day as they were, the items that come again, those
 * that were put off with a note of where they come from. Where it left tasks, an item that goes through them comes first; those
 * that nobody handed out stand in its text.
 */
export function planAfter(
  snapshot: MeetingSnapshot,
  {
    bodyId,
    timeZone,
    say,
    handedOut = new Set(),
    earlier = 0,
  }: {
    readonly bodyId: string | null;
    /** Of its tasks, those the register has: they are not written down again. */
    readonly handedOut?: ReadonlySet<string>;
    /** How many tasks of meetings before it are open. */
    readonly earlier?: number;
    readonly timeZone: string;
    readonly say: { readonly tasks: string; readonly groupAs: GroupWords };
  },
): Plan {
  const { facts, people, agenda, tasks, meetingId } = snapshot;
  const time = (at: number | null): string => (at === null ? '' : wallTimeIn(timeZone, at));
  const carried = agenda.filter((item) => STANDING.has(item.kind) || isPutOff(item));
  const kept = new Set(carried.map(({ id }) => id));
  const items = carried.map((item) => ({
    ...{ kind: item.kind, title: item.title, text: null, start: null },
    isPart: item.parentId !== undefined && kept.has(item.parentId),
    presenters: item.presenters.map(({ name }) => name).join('、'),
    minutes: item.plannedMs === null ? '' : String(Math.round(item.plannedMs / 60_000)),
    ...(isPutOff(item) ? { continues: { meetingId, itemId: item.id } } : {}),
    ...(item.internal ? { internal: true as const } : {}),
  }));
  const undrawn = undrawnLines(tasks, handedOut);
  const hasTasks = undrawn.length > 0 || handedOut.size > 0 || earlier > 0;
  const opening = items.findIndex(({ kind }) => !OPENING.has(kind));
  const place = opening < 0 ? items.length : opening;
  const withReport = hasTasks
    ? [...items.slice(0, place), reviewItem(say.tasks, undrawn), ...items.slice(place)]
    : items;
  return {
    ...NO_PLAN,
    ...{ bodyId, title: nextName(facts.title) ?? '', organisation: facts.organisation ?? '' },
    ...{
      start: time(facts.plannedStart),
      end: time(facts.plannedEnd),
      venue: facts.venue ?? '',
      chair: facts.chair ?? '',
    },
    groups: keyed((facts.attendance ?? []).map((line) => groupOf(line, say.groupAs))),
    people: keyed(
      people.map(({ name, org, titles, role, personId, voting }) => ({
        ...{ name, org: org ?? '', title: titles.join('、'), role },
        ...(personId === null ? {} : { personId }),
        ...(voting === false ? { voting } : {}),
      })),
    ),
    items: keyed(withReport),
  };
}

/**
 * The members of a body as the register has them, in their order of rank, before everybody else on the list. Whoever is
 * listed already stays as they were written, and is known from then on.
 */
export function withMembers(
  people: readonly PlanPerson[],
  { members }: Pick<Roster, 'members'>,
): readonly PlanPerson[] {
  const isListed = (person: PlanPerson, { personId, name }: Roster['members'][number]): boolean =>
    person.personId === personId || (person.personId === undefined && plainName(person.name) === name);
  const seated = members.map((member) => {
    const listed = people.find((person) => isListed(person, member));
    const { personId, name, org, titles, voting } = member;
    return {
      ...(listed ?? { name, org: org ?? '', title: titles.slice(0, MAX_TITLES).join('、') }),
      ...({ role: 'attending', personId } as const),
      ...(voting ? {} : ({ voting: false } as const)),
    };
  });
  const others = people.filter((person) => !members.some((member) => isListed(person, member)));
  return keyed([...seated, ...others]);
}

/** What is sent. `draft`: nothing of it leaves the house before it is published. */
export function meetingOf(plan: Plan, timeZone: string, groupAs: GroupWords): CreateMeeting {
  const { date, start, end, items, people, groups, notes } = plan;
  const attendance = groups.filter((group) => group.text.trim() !== '').map((group) => groupLine(group, groupAs));
  const session = parseMeetingName(plan.title).parts.find(isSession);
  const short = session ? sessionShort(session) : null;
  const text = (value: string): string | null => (value.trim() === '' ? null : value.trim());
  return {
    ...{ title: plan.title.trim(), bodyId: plan.bodyId, venue: text(plan.venue), chair: text(plan.chair), draft: true },
    ...{ organisation: text(plan.organisation), bodyName: session?.body ?? null },
    shortTitle: session && short !== null ? `${short}${session.body}` : null,
    plannedStart: instantIn(timeZone, date, start),
    plannedEnd: endOfMeeting(timeZone, date, start, end),
    ...(attendance.length > 0 ? { attendance } : {}),
    people: people
      .filter(({ name }) => name.trim() !== '')
      .map(({ name, org, title, role, personId, voting }) => ({
        ...{ name: name.trim(), org: text(org), role },
        ...(personId === undefined ? {} : { personId }),
        ...(voting === false && role === 'attending' ? { voting } : {}),
        titles: title
          .split('、')
          .map((each) => each.trim())
          .filter((each) => each !== '')
          .slice(0, 5),
      })),
    agenda: titledRows(items).map(
      ({ kind, title, presenters, minutes, text: begins, start: at, continues, topic, internal, isPart }) => ({
        ...{
          kind,
          title: title.trim(),
          presenters: namesIn(presenters),
          minutes: begins === null ? null : text(begins),
        },
        ...{ plannedMinutes: minutesIn(minutes), start: at },
        ...(continues ? { continues } : {}),
        ...(topic === undefined ? {} : { topic }),
        ...(internal === true ? { internal } : {}),
        ...(isPart ? { part: true } : {}),
      }),
    ),
    ...(notes.length > 0 ? { notes: [...notes] } : {}),
  };
}

function namesIn(text: string): string[] {
  const names = text.split(NAME_SEPARATOR).map((name) => name.trim().slice(0, 64));
  return names.filter((name) => name !== '').slice(0, 20);
}

function minutesIn(text: string): number | null {
  const minutes = Number(text);
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= 1_440 ? minutes : null;
}
