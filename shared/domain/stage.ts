// Which scene a hall screen shows and what is on it: a pure function of a snapshot, the screen's settings and the time.
// It shows of the public snapshot only, so nothing internal can reach a screen through it; which item comes next is asked of
// the whole agenda, as the desk asks it.
import { unreachable } from '../lib/assert.ts';
import type { EpochMs } from '../lib/time.ts';
import type { ItemPlace } from './agenda.ts';
import { appointmentHeld, signingHeld } from './ceremony.ts';
import { agendaFocus, foldFamilies, MAX_AGENDA_LINES } from './agenda-families.ts';
import { familyProgress } from './agenda-tree.ts';
import { forecast } from './forecast.ts';
import { heldSpan } from './held.ts';
import type { Person, Presenter } from './person.ts';
import { recessOf, type Progress } from './progress.ts';
import { publicSnapshot } from './publish.ts';
import type {
  Scene,
  SceneAgendaRow,
  SceneCeremony,
  SceneKind,
  SceneNext,
  SceneReview,
  SceneSpeaker,
  SceneTimer,
  ScreenSettings,
} from './scene.ts';
import type { MeetingSnapshot, SnapshotItem } from './snapshot.ts';
import { speakingTurn, waitingTurns, type Turn } from './speakers.ts';
import { titleLines } from './title.ts';
import { itemsToCome, nextItem } from './to-come.ts';

/**
 * The scene for `settings` at `now`. `beside.settled` are the paragraphs of the current item's minutes that the caller
 * holds for finished and public, `beside.turns` who speaks and who asked to, `beside.review` how the last meeting's tasks stand; without them those scenes are empty.
 * 1. Automatic: preparation → welcome; live → while the meeting is suspended the break; the break or item that has the
 *    floor, of one that goes through the last meeting's tasks those, if there are any; before the first start the welcome, from the planned start on the agenda; between items the agenda;
 *    adjourned or later phases → closing.
 * 2. Automatic never chooses the minutes, nor the wording of decisions.
 * 3. A pinned scene that has nothing to show (no item has the floor, nothing is decided on it) gives way to the agenda.
 *    The speakers' scene and that of tasks give way to the item.
 * 4. An item that was named is shown whether or not it has the floor, if the hall may see it; otherwise the one on the floor.
 */
export function deriveScene(
  snapshot: MeetingSnapshot,
  settings: ScreenSettings,
  now: EpochMs,
  beside: Beside = {},
): Scene {
  const open = snapshot.audience === 'public' ? snapshot : publicSnapshot(snapshot);
  const shown = { ...open, next: comesNext(snapshot) };
  const named = settings.mode === 'item' ? open.agenda.find(({ id }) => id === settings.itemId) : undefined;
  if (named) return named.kind === 'break' ? breakScene(shown, named) : itemScene(shown, named);
  return sceneOf(settings.mode === 'auto' ? chooseScene(open, now, beside) : settings.mode, shown, now, beside);
}

/** What a scene may need that no snapshot holds. */
interface Beside {
  readonly settled?: readonly string[];
  readonly turns?: readonly Turn[];
  readonly review?: SceneReview | null;
}

/** What the hall may see of a meeting, and the item that the desk goes to next. */
interface Shown extends MeetingSnapshot {
  readonly next: SceneNext | null;
}

/** The item that has the floor: the current one, or the one last suspended. */
export function itemOnFloor(agenda: readonly SnapshotItem[]): SnapshotItem | null {
  const current = agenda.find((item) => item.progress.state === 'current');
  if (current) return current;
  const suspended = agenda.filter((item) => item.progress.state === 'suspended');
  return suspended.reduce<SnapshotItem | null>(
    (last, item) => ((item.progress.startedAt ?? 0) > (last?.progress.startedAt ?? -1) ? item : last),
    null,
  );
}

type ChosenByItself = Exclude<SceneKind, 'minutes' | 'decision' | 'speaker' | 'quorum' | 'photo'>;

/** Rules 1 and 2. */
function chooseScene(snapshot: MeetingSnapshot, now: EpochMs, { review }: Beside): ChosenByItself {
  if (snapshot.phase === 'prepare') return 'welcome';
  if (snapshot.phase !== 'live' || snapshot.adjournedAt !== null) return 'closing';
  if (openRecess(snapshot)) return 'break';
  const item = itemOnFloor(snapshot.agenda);
  if (item?.kind === 'task_review' && review) return 'tasks';
  if (item) return item.kind === 'break' ? 'break' : 'item';
  const begun = snapshot.agenda.some((entry) => entry.progress.state !== 'pending');
  const { plannedStart } = snapshot.facts;
  return !begun && plannedStart !== null && now < plannedStart ? 'welcome' : 'agenda';
}

function sceneOf(kind: SceneKind, snapshot: Shown, now: EpochMs, beside: Beside): Scene {
  const { settled = [], turns = [], review = null } = beside;
  const item = itemOnFloor(snapshot.agenda);
  switch (kind) {
    case 'welcome': {
      const { plannedStart, plannedEnd, venue } = snapshot.facts;
      return { kind, titleLines: titleLines(snapshot.facts), plannedStart, plannedEnd, venue };
    }
    case 'agenda':
      return { kind, rows: agendaRows(snapshot, now) };
    case 'item':
      return item ? itemScene(snapshot, item) : { kind: 'agenda', rows: agendaRows(snapshot, now) };
    case 'speaker':
      return speakerScene(snapshot, turns) ?? sceneOf('item', snapshot, now, {});
    case 'break':
      return breakScene(snapshot, item);
    case 'minutes':
      if (!item) return { kind: 'agenda', rows: agendaRows(snapshot, now) };
      return { kind, ...placeOf(item), title: item.title, paragraphs: settled };
    case 'decision':
      return decisionScene(snapshot, item) ?? { kind: 'agenda', rows: agendaRows(snapshot, now) };
    case 'photo':
      return photoScene(snapshot, item);
    case 'closing':
      return closingScene(snapshot);
    case 'tasks':
      return review === null ? sceneOf('item', snapshot, now, {}) : { kind, ...review };
    case 'quorum':
    case 'blank':
      return { kind };
    default:
      return unreachable(kind);
  }
}

function photoScene({ facts, people }: MeetingSnapshot, item: SnapshotItem | null): Scene {
  const { plannedStart, venue } = facts;
  const signing = item?.ceremony?.kind === 'signing' ? signingHeld(item.ceremony, people) : null;
  const parties = (signing?.parties ?? []).map(({ org, signatory }) => org || signatory).filter((name) => name !== '');
  const isSigning = signing !== null && signing.document !== '';
  const titles = isSigning ? [signing.document] : titleLines(facts);
  return { kind: 'photo', titleLines: titles, parties: isSigning ? parties : [], plannedStart, venue };
}

/** Of an item that the hall may not see, not even who speaks. */
function speakerScene({ agenda, people }: MeetingSnapshot, all: readonly Turn[]): Scene | null {
  const turns = all.filter(({ itemId }) => itemId === null || agenda.some(({ id }) => id === itemId));
  const [speaking, waiting] = [speakingTurn(turns), waitingTurns(turns)];
  const turn = speaking ?? waiting[0];
  if (turn === undefined) return null;
  const named = ({ key, name, org }: Turn): SceneSpeaker => speakerOf(people, { key, name, org, title: null });
  return {
    kind: 'speaker',
    title: agenda.find(({ id }) => id === turn.itemId)?.title ?? '',
    speaking: speaking && named(speaking),
    timer: { plannedMs: turn.allowedMs, spentMs: 0, runningSince: turn.beganAt },
    waiting: waiting.map(named),
  };
}

function decisionScene({ decisions }: MeetingSnapshot, item: SnapshotItem | null): Scene | null {
  const wordings = decisions.filter(({ itemId }) => itemId === item?.id).map(({ wording }) => wording.trim());
  const worded = wordings.filter((wording) => wording !== '');
  return item && worded.length > 0 ? { kind: 'decision', ...placeOf(item), title: item.title, wordings: worded } : null;
}

/** A suspension of the meeting counts down to when it goes on, and what it interrupted comes next. */
function breakScene(snapshot: Shown, item: SnapshotItem | null): Scene {
  const kind = 'break';
  const recess = openRecess(snapshot);
  if (recess) {
    const plannedMs = recess.until === null ? null : Math.max(0, recess.until - recess.from);
    const timer = { plannedMs, spentMs: 0, runningSince: recess.from };
    const held = item && item.kind !== 'break' ? nextOf(item) : null;
    return { kind, title: '', timer, next: held ?? snapshot.next };
  }
  const isBreak = item?.kind === 'break';
  const timer = isBreak ? timerOf(item) : { plannedMs: null, spentMs: 0, runningSince: null };
  return { kind, title: isBreak ? item.title : '', timer, next: snapshot.next };
}

function openRecess(snapshot: MeetingSnapshot): ReturnType<typeof recessOf> {
  return recessOf({ recesses: snapshot.recesses ?? [] });
}

function itemScene(snapshot: Shown, item: SnapshotItem): Scene {
  const ceremony = ceremonyOf(snapshot, item);
  const guests = item.kind === 'guest_introduction' ? snapshot.people.filter((person) => person.role === 'guest') : [];
  return {
    kind: 'item',
    ...placeOf(item),
    itemKind: item.kind,
    title: item.title,
    speakers: item.presenters.map((presenter) => speakerOf(snapshot.people, presenter)),
    ...(ceremony ? { ceremony } : {}),
    ...(guests.length > 0 ? { guests: guests.map(introduced) } : {}),
    timer: timerOf(item),
    next: snapshot.next,
  };
}

function closingScene(snapshot: MeetingSnapshot): Scene {
  const ends = snapshot.agenda.flatMap((item) => item.progress.finishedAt ?? []);
  return {
    kind: 'closing',
    itemsDone: snapshot.agenda.filter(
      (item) => (item.number ?? 0) > 0 && item.parentId === undefined && familyOf(snapshot, item).state === 'done',
    ).length,
    startedAt: heldSpan(snapshot)?.from ?? null,
    endedAt: snapshot.adjournedAt ?? (ends.length > 0 ? ends.reduce((a, b) => Math.max(a, b)) : null),
    // What nobody has confirmed yet is the secretariat's, not the hall's.
    tasks: snapshot.tasks
      .filter((task) => task.state === 'confirmed')
      .map((task) => ({
        what: task.what,
        owners: task.owners.map((owner) => owner.name),
        due: task.due ?? task.dueText,
      })),
  };
}

/**
 * A start is shown only where it is planned: an expected one, guessed from items of no known length, is not. An item with
 * parts stands as it does with them; of a long agenda, only the family on the floor has its parts.
 */
function agendaRows(snapshot: MeetingSnapshot, now: EpochMs): readonly SceneAgendaRow[] {
  const { agenda } = snapshot;
  const progress = progressOf(snapshot);
  const { perItemStart, guessed } = forecast(agenda, progress, snapshot.facts, now);
  const toCome = itemsToCome(agenda, progress);
  const rows = agenda.map((item) => {
    const isAhead = toCome.has(item.id);
    const expected = guessed.has(item.id) ? null : (perItemStart.get(item.id) ?? null);
    return {
      itemId: item.id,
      ...placeOf(item),
      ...(item.parentId === undefined ? {} : { parentId: item.parentId }),
      title: item.title,
      speakers: item.presenters.map((presenter) => presenter.name),
      state: familyOf(snapshot, item).state,
      startsAt: isAhead ? (item.fixedStart ?? expected) : null,
    };
  });
  return rows.length > MAX_AGENDA_LINES ? foldFamilies(rows, agendaFocus(rows).openId) : rows;
}

export function progressOf(snapshot: MeetingSnapshot): Progress {
  const begun = snapshot.agenda.filter((item) => item.progress.state !== 'pending');
  return {
    currentId: itemOnFloor(snapshot.agenda)?.id ?? null,
    adjournedAt: snapshot.adjournedAt,
    recesses: snapshot.recesses ?? [],
    items: new Map(begun.map((item) => [item.id, item.progress])),
    lastEventId: null,
  };
}

export function timerOf(item: SnapshotItem): SceneTimer {
  const { spentMs, runningSince } = item.progress;
  return { plannedMs: item.plannedMs, spentMs, runningSince };
}

/**
 * What the secretariat's next step will lead to, as far as the hall may know it: found where the desk looks for it, in the
 * whole agenda; of internal ones, the first public one after them.
 */
function comesNext(snapshot: MeetingSnapshot): SceneNext | null {
  const { agenda } = snapshot;
  const progress = progressOf(snapshot);
  const step = nextItem(agenda, progress);
  if (step === null) return null;
  const at = agenda.indexOf(step);
  const toCome = itemsToCome(agenda, progress);
  const next = [...agenda.slice(at), ...agenda.slice(0, at)].find((item) => toCome.has(item.id) && !item.internal);
  return next ? nextOf(next) : null;
}

function nextOf(item: SnapshotItem): SceneNext {
  return { ...placeOf(item), title: item.title, speakers: item.presenters.map(({ name }) => name) };
}

function placeOf({ number, under }: SnapshotItem): ItemPlace {
  return { number, ...(under === undefined ? {} : { under }) };
}

/** How an item stands with its parts. */
function familyOf({ agenda }: MeetingSnapshot, item: SnapshotItem): SnapshotItem['progress'] {
  const parts = agenda.filter((entry) => entry.parentId === item.id);
  return parts.length === 0
    ? item.progress
    : familyProgress(
        item.id,
        parts.map(({ id }) => id),
        { items: new Map([item, ...parts].map((entry) => [entry.id, entry.progress])) },
      );
}

/** What the item says of a speaker, completed by what the list of people knows. */
export function speakerOf(people: readonly Person[], presenter: Presenter): SceneSpeaker {
  const person = people.find((entry) => entry.id === presenter.key);
  return {
    name: presenter.name,
    org: presenter.org ?? person?.org ?? null,
    title: presenter.title ?? person?.titles[0] ?? null,
  };
}

export function introduced(person: Person): SceneSpeaker {
  return { name: person.name, org: person.org, title: person.titles[0] ?? null };
}

export function ceremonyOf({ people }: MeetingSnapshot, { ceremony }: SnapshotItem): SceneCeremony | null {
  if (!ceremony) return null;
  if (ceremony.kind === 'signing') {
    const { document, parties } = signingHeld(ceremony, people);
    return parties.length > 0 ? { kind: 'signing', document, parties } : null;
  }
  if (ceremony.appointee === '') return null;
  return { kind: 'appointment', post: ceremony.post, ...appointmentHeld(ceremony, people) };
}
