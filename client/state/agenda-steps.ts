// What a press of a button or a key does to the running meeting: the step, the words that say so, and the way back. Each
// answers nothing where it means nothing; who calls has asked whether the desk may be changed.
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import { familyOf } from '../../shared/domain/agenda-tree.ts';
import type { EventId, ItemId } from '../../shared/domain/ids.ts';
import { recessOf } from '../../shared/domain/progress.ts';
import { isStep, type TimelineEntry } from '../../shared/domain/timeline.ts';
import { nextItem } from '../../shared/domain/to-come.ts';
import type { DurationMs, EpochMs } from '../../shared/lib/time.ts';
import type { Words } from '../i18n.svelte.ts';
import { previousItem } from './agenda-plan.ts';
import type { MeetingState } from './meeting.svelte.ts';
import * as steering from './steering.ts';
import type { WorkspaceView } from './workspace-view.svelte.ts';

export interface Desk {
  readonly meeting: MeetingState;
  readonly view: WorkspaceView;
  readonly words: Words;
}

/** Two who meant the same step press within this time of each other; the later one has not seen the other's yet. */
const SAME_STEP_MS: DurationMs = 1_500;

/** Whether the agenda can be steered now. */
export function canSteer({ meeting }: Desk): boolean {
  return meeting.access === 'write' && meeting.phase === 'live';
}

/** On to the next item, or past the last one; false where there is none, or somebody else has just made the same step. */
export function goNext(desk: Desk): boolean {
  const { meeting, view, words } = desk;
  if (isOvertaken(desk)) return false;
  const next = nextItem(meeting.items, meeting.progress);
  if (!next) return finishCurrent(desk);
  take(desk, [steering.step(meeting, 'start', next.id)], words.workspace.agenda.start, next);
  view.goToItem(next.id);
  return true;
}

/** Ends what is current and starts nothing; false where nothing was ended. */
export function finishCurrent(desk: Desk): boolean {
  const { meeting, words } = desk;
  if (isOvertaken(desk)) return false;
  const current = meeting.items.find((item) => item.id === meeting.progress.currentId);
  if (!current) return false;
  take(desk, [steering.step(meeting, 'finish', current.id)], words.workspace.agenda.finish, current);
  return true;
}

/** Takes up again what ran before. */
export function goBack(desk: Desk): void {
  const { meeting, view, words } = desk;
  if (isOvertaken(desk)) return;
  const previous = previousItem(meeting.items, meeting.progress);
  if (!previous) return view.say(words.workspace.agenda.noPrevious);
  take(desk, [steering.step(meeting, 'start', previous.id)], words.workspace.agenda.back, previous);
  view.goToItem(previous.id);
}

/** One step of one item; what ends an item ends the parts of it that are still to come as well. */
export function stepItem(desk: Desk, kind: steering.StepKind, item: AgendaItem, label: string): void {
  const { meeting } = desk;
  const ends = kind === 'skip' || kind === 'finish';
  const parts = ends ? openParts(desk, item.id) : [];
  const runs = parts.find((part) => part.id === meeting.progress.currentId);
  const rest = parts.filter((part) => part !== runs);
  const events = [
    ...(runs ? [steering.step(meeting, 'finish', runs.id)] : []),
    ...rest.map((part) => steering.step(meeting, 'skip', part.id)),
    steering.step(meeting, kind, item.id),
  ];
  take(desk, events, label, item);
}

/** 下次再议, with all parts that are still to come. */
export function postponeItem(desk: Desk, item: AgendaItem, reason: string): void {
  const { meeting, words } = desk;
  const events = [...openParts(desk, item.id), item].map((each) => steering.postpone(meeting, each.id, reason));
  take(desk, events, words.workspace.agenda.state.postponed, item);
}

/** 休会 until a time, or (null) until further notice. */
export function suspend({ meeting, view, words }: Desk, until: EpochMs | null): void {
  const event = steering.suspendMeeting(meeting, until);
  view.offerStep(words.workspace.agenda.recess, () => steering.takeBack(meeting, event));
}

/** 复会. */
export function reconvene({ meeting, view, words }: Desk): void {
  if (!recessOf(meeting.progress)) return;
  const event = steering.resumeMeeting(meeting);
  view.offerStep(words.workspace.agenda.reconvene, () => steering.takeBack(meeting, event));
}

/** The step that would be taken back now, whoever made it; null when none stands. */
export function lastStep({ meeting }: Desk): TimelineEntry | null {
  return meeting.timeline.findLast(({ event, stands }) => stands && isStep(event)) ?? null;
}

/** Takes the last step back; what it was and whose is said by `lastStepWords`. */
export function takeLastBack(desk: Desk): void {
  const { meeting, view, words } = desk;
  const last = lastStep(desk);
  if (!last) return view.say(words.workspace.agenda.nothingToTakeBack);
  const said = words.workspace.agenda.takenBack(stepWords(desk, last));
  const revoke = steering.takeBack(meeting, last.id);
  view.offerStep(said, () => steering.takeBack(meeting, revoke));
}

/** 撤销“开始：交流发言” · 撤销周敏的“开始：交流发言”. */
export function lastStepWords(desk: Desk): string | null {
  const last = lastStep(desk);
  if (!last) return null;
  const { agenda } = desk.words.workspace;
  const what = stepWords(desk, last);
  const isMine = last.event.by === desk.meeting.me.userId;
  return isMine ? agenda.takeBack(what) : agenda.takeBackOf(last.event.byName ?? agenda.somebody, what);
}

/** 开始：交流发言. */
export function stepWords({ meeting, words }: Desk, { event }: TimelineEntry): string {
  const { agenda } = words.workspace;
  const itemId = 'itemId' in event ? event.itemId : null;
  const verb =
    itemId === null && event.kind === 'suspend'
      ? agenda.recess
      : itemId === null && event.kind === 'resume'
        ? agenda.reconvene
        : agenda.verbs[event.kind];
  const title = meeting.items.find((item) => item.id === itemId)?.title.trim();
  return itemId === null ? verb : agenda.done(verb, title || agenda.untitled);
}

/** Who moved the meeting on a moment ago, and with what; null when nobody else did. */
export function overtakenWords(desk: Desk): string | null {
  const { meeting, words } = desk;
  const last = lastStep(desk);
  if (!last || last.event.by === meeting.me.userId) return null;
  if (Math.abs(meeting.clock.now() - last.at) >= SAME_STEP_MS) return null;
  const { agenda } = words.workspace;
  return agenda.overtaken(last.event.byName ?? agenda.somebody, stepWords(desk, last));
}

/** Somebody else moved the meeting on a moment ago; then it is said who. */
function isOvertaken(desk: Desk): boolean {
  const said = overtakenWords(desk);
  if (said !== null) desk.view.tell(said);
  return said !== null;
}

function openParts({ meeting }: Desk, id: ItemId): readonly AgendaItem[] {
  return familyOf(meeting.items, id).filter((part) => {
    const state = meeting.progress.items.get(part.id)?.state ?? 'pending';
    return part.id !== id && (state === 'pending' || state === 'current' || state === 'suspended');
  });
}

function take({ meeting, view, words }: Desk, events: readonly EventId[], label: string, item: AgendaItem): void {
  const { agenda } = words.workspace;
  view.offerStep(agenda.done(label, item.title.trim() || agenda.untitled), () => {
    for (const event of events.toReversed()) steering.takeBack(meeting, event);
  });
}
