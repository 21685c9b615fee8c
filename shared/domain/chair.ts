// What whoever chairs a meeting has before them: the agenda with the forecast, who is there, who the guests are. More than
// the hall sees and less than the desk: of an internal item that it stands there and how long it takes, never a word of it.
import { MINUTE_MS, type DurationMs, type EpochMs } from '../lib/time.ts';
import type { ItemKind, ItemPlace } from './agenda.ts';
import { forecast } from './forecast.ts';
import type { ItemId } from './ids.ts';
import type { MeetingPhase } from './meeting.ts';
import { recessOf, type ItemState } from './progress.ts';
import { publicSnapshot } from './publish.ts';
import type { SceneCeremony, SceneRoll, SceneSpeaker, SceneTimer } from './scene.ts';
import type { MeetingSnapshot, SnapshotItem } from './snapshot.ts';
import { ceremonyOf, introduced, progressOf, speakerOf, timerOf } from './stage.ts';
import { nextItem } from './to-come.ts';

export interface ChairRow extends ItemPlace {
  readonly itemId: ItemId;
  readonly parentId?: ItemId;
  /** Then it has neither title nor speakers here. */
  readonly isInternal: boolean;
  readonly kind: ItemKind;
  readonly title: string;
  readonly speakers: readonly SceneSpeaker[];
  readonly ceremony: SceneCeremony | null;
  /** A text is put before the meeting. */
  readonly hasProposal: boolean;
  readonly state: ItemState;
  readonly timer: SceneTimer;
  /** When it began, or to the minute when it will as things stand; null when nobody can know. */
  readonly startsAt: EpochMs | null;
  /** The start rests on a length that nobody planned. */
  readonly isGuess: boolean;
  /** It has to begin at an hour of its own; how much later than that it will. */
  readonly fixedStart: EpochMs | null;
  readonly lateMs: DurationMs;
}

/** With how many said that they cannot come. */
export interface ChairRoll extends SceneRoll {
  readonly excused: number;
}

export interface ChairView {
  readonly phase: MeetingPhase;
  readonly title: string;
  readonly shortTitle: string | null;
  readonly venue: string | null;
  readonly chair: string | null;
  readonly plannedStart: EpochMs | null;
  readonly plannedEnd: EpochMs | null;
  readonly rows: readonly ChairRow[];
  readonly currentId: ItemId | null;
  readonly nextId: ItemId | null;
  readonly recess: { readonly from: EpochMs; readonly until: EpochMs | null } | null;
  /** To the minute; null when neither a start nor a length can be known. */
  readonly end: EpochMs | null;
  /** How much later than planned it will end, whole minutes; negative: earlier. */
  readonly deltaMs: DurationMs;
  readonly adjournedAt: EpochMs | null;
  /** Null while nobody was called. */
  readonly roll: ChairRoll | null;
  /** In the order of courtesy. */
  readonly guests: readonly SceneSpeaker[];
}

/** How much of each text and each list is kept. Nobody reads out more than the first; the others keep a message small. */
export interface ChairTightness {
  readonly characters: number;
  readonly entries: number;
}

export const CHAIR_TIGHTNESS: readonly [ChairTightness, ...ChairTightness[]] = [
  { characters: 300, entries: 120 },
  { characters: 120, entries: 60 },
  { characters: 60, entries: 25 },
  { characters: 24, entries: 9 },
];

/** `snapshot` is the internal one: its forecast counts what the public does not see. */
export function chairView(
  snapshot: MeetingSnapshot,
  roll: ChairRoll | null,
  now: EpochMs,
  tightness: ChairTightness = CHAIR_TIGHTNESS[0],
): ChairView {
  const cut = (text: string): string => cutText(text, tightness.characters);
  const { facts, agenda, phase, adjournedAt } = snapshot;
  const progress = progressOf(snapshot);
  const outlook = forecast(agenda, progress, facts, now);
  const open = publicSnapshot(snapshot);
  const rows = agenda.map((item): ChairRow => {
    const start = outlook.perItemStart.get(item.id) ?? null;
    const isAhead = item.progress.state === 'pending';
    return {
      ...rowOf(open, item, tightness),
      startsAt: start !== null && isAhead ? wholeMinute(start) : start,
      isGuess: outlook.guessed.has(item.id),
      fixedStart: item.fixedStart,
      lateMs: wholeMinute(outlook.overlaps.get(item.id) ?? 0),
    };
  });
  const recess = recessOf(progress);
  return {
    ...{ phase, adjournedAt, roll, title: cut(facts.title), shortTitle: facts.shortTitle && cut(facts.shortTitle) },
    ...{ venue: facts.venue && cut(facts.venue), chair: facts.chair && cut(facts.chair) },
    ...{ plannedStart: facts.plannedStart, plannedEnd: facts.plannedEnd },
    rows: window(rows, progress.currentId, tightness.entries),
    currentId: progress.currentId,
    nextId: nextItem(agenda, progress)?.id ?? null,
    recess: recess && { from: recess.from, until: recess.until },
    end: outlook.end === null || adjournedAt !== null ? outlook.end : wholeMinute(outlook.end),
    deltaMs: wholeMinute(outlook.deltaMs),
    guests: open.people
      .filter(({ role }) => role === 'guest')
      .slice(0, tightness.entries)
      .map((person) => shortened(introduced(person), tightness)),
  };
}

function rowOf(
  open: MeetingSnapshot,
  item: SnapshotItem,
  tightness: ChairTightness,
): Omit<ChairRow, 'startsAt' | 'isGuess' | 'fixedStart' | 'lateMs'> {
  const { id, kind, number, under, parentId } = item;
  const place = {
    ...{ itemId: id, number, kind, state: item.progress.state, timer: timerOf(item) },
    ...(under === undefined ? {} : { under }),
    ...(parentId === undefined ? {} : { parentId }),
  };
  if (item.internal) {
    // Not even what kind it is of: that an election is prepared tells enough.
    return {
      ...place,
      kind: 'discussion',
      isInternal: true,
      title: '',
      speakers: [],
      ceremony: null,
      hasProposal: false,
    };
  }
  const ceremony = ceremonyOf(open, item);
  return {
    ...place,
    isInternal: false,
    title: cutText(item.title, tightness.characters),
    speakers: item.presenters
      .slice(0, tightness.entries)
      .map((presenter) => shortened(speakerOf(open.people, presenter), tightness)),
    ceremony: ceremony && shortCeremony(ceremony, tightness),
    hasProposal: (item.proposal ?? '').trim() !== '',
  };
}

/** Of an agenda that is longer than anybody reads, from shortly before what runs. */
function window(rows: readonly ChairRow[], currentId: ItemId | null, most: number): readonly ChairRow[] {
  if (rows.length <= most) return rows;
  const at = rows.findIndex(({ itemId }) => itemId === currentId);
  const from = Math.min(Math.max(0, at - 5), rows.length - most);
  return rows.slice(from, from + most);
}

function shortened({ name, org, title }: SceneSpeaker, { characters }: ChairTightness): SceneSpeaker {
  const cut = (text: string): string => cutText(text, characters);
  return { name: cut(name), org: org && cut(org), title: title && cut(title) };
}

function shortCeremony(ceremony: SceneCeremony, tightness: ChairTightness): SceneCeremony {
  const cut = (text: string): string => cutText(text, tightness.characters);
  if (ceremony.kind === 'signing') {
    const parties = ceremony.parties.slice(0, tightness.entries).map(({ org, signatory, title }) => ({
      ...{ org: cut(org), signatory: cut(signatory), title: title && cut(title) },
    }));
    return { kind: 'signing', document: cut(ceremony.document), parties };
  }
  const { appointee, post, presentedBy } = ceremony;
  return {
    ...{ kind: 'appointment', post: cut(post), appointee: shortened(appointee, tightness) },
    presentedBy: presentedBy && shortened(presentedBy, tightness),
  };
}

/** A cut text ends in …, so that nobody takes a part for the whole. */
function cutText(text: string, most: number): string {
  const characters = [...text.trim()];
  return characters.length <= most ? text.trim() : `${characters.slice(0, most - 1).join('')}…`;
}

/** A forecast by the second would be another one each second. */
function wholeMinute(ms: number): number {
  return Math.round(ms / MINUTE_MS) * MINUTE_MS;
}
