// Reads desk and record into one MeetingSnapshot: the only way from the documents to archive, export, search, screen.
import type * as Y from 'yjs';
import { attendanceOf, foldAttendance, meetingSpan, rollState } from '../domain/attendance.ts';
import { itemPlaces } from '../domain/agenda.ts';
import type { MeetingId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { foldProgress, PENDING, type ItemState, type Progress } from '../domain/progress.ts';
import type { Events, Witnesses } from '../domain/progress-event.ts';
import { publicSnapshot } from '../domain/publish.ts';
import {
  SNAPSHOT_VERSION,
  type Audience,
  type MeetingSnapshot,
  type RollEntry,
  type SnapshotRoom,
} from '../domain/snapshot.ts';
import { itemMinutes, readAgenda } from './desk-agenda.ts';
import { readArticle, readArticleTexts } from './desk-article.ts';
import { readConvening } from './desk-convening.ts';
import { readMinutesDraft } from './desk-papers.ts';
import { readDecisions } from './desk-decisions.ts';
import { readFacts } from './desk-facts.ts';
import { readPeople } from './desk-people.ts';
import { readProgressEvents } from './desk-progress.ts';
import { readTasks } from './desk-tasks.ts';
import { readBlocks } from './fragment.ts';
import { readProgressSeen, readState } from './record.ts';
import { timeline } from '../domain/timeline.ts';
import { readFiles } from './record-files.ts';
import { readAttendance, readCallingMs, readMeetingRule, readQuorumSeen } from './record-room.ts';
import { settledDesk } from './settled-desk.ts';

export interface SnapshotSource {
  readonly desk: Y.Doc;
  readonly record: Y.Doc;
  readonly meetingId: MeetingId;
  readonly version: number;
  readonly audience: Audience;
  /**
   * Whose minutes are wanted, by the state of the item; all by default, and then the draft of formal minutes too. Reading text
   * costs more than all the rest.
   */
  readonly wantsMinutes?: (state: ItemState) => boolean;
}

/** Everything the meeting holds but the secretariat's notes, remarks and claims; for the public, what it may know. */
export function buildSnapshot(source: SnapshotSource): MeetingSnapshot {
  const { desk, record, meetingId, version, audience, wantsMinutes } = source;
  const agenda = readAgenda(desk);
  const places = itemPlaces(agenda);
  const [events, witnesses] = [readProgressEvents(desk), readProgressSeen(record)];
  const progress = foldProgress(events, witnesses);
  const files = readFiles(record);
  const { phase } = readState(record);
  const people = readPeople(desk);
  const roll = readRoll(record, { people, progress, isOver: phase === 'follow-up' || phase === 'archived' });
  const room = readRoom(record, events, witnesses);
  const drafts = wantsMinutes ? null : settledDesk(desk);
  const minutesDraft = drafts && readMinutesDraft(drafts);
  const article = wantsMinutes ? null : readArticle(desk);
  const articleText = drafts ? readArticleTexts(drafts) : [];
  const convening = wantsMinutes ? null : readConvening(desk);
  const snapshot: MeetingSnapshot = {
    snapshotVersion: SNAPSHOT_VERSION,
    audience: 'internal',
    meetingId,
    version,
    phase,
    facts: readFacts(desk),
    people,
    agenda: agenda.map((item) => {
      const itemProgress = progress.items.get(item.id) ?? PENDING;
      const text = (wantsMinutes?.(itemProgress.state) ?? true) ? itemMinutes(desk, item.id) : null;
      return {
        ...item,
        ...(places.get(item.id) ?? { number: null }),
        minutes: text ? readBlocks(text) : [],
        progress: itemProgress,
      };
    }),
    tasks: readTasks(desk),
    decisions: readDecisions(desk),
    adjournedAt: progress.adjournedAt,
    ...(progress.recesses.length > 0 ? { recesses: progress.recesses } : {}),
    // Left out when empty, as recesses are: what was sealed before there were any must come out of its journal as it was.
    ...(files.length > 0 ? { files } : {}),
    ...(roll.length > 0 ? { roll } : {}),
    ...(room ? { room } : {}),
    ...(minutesDraft ? { minutesDraft } : {}),
    ...(convening ? { convening } : {}),
    ...(article ? { article } : {}),
    ...(articleText.length > 0 ? { articleText } : {}),
  };
  return audience === 'public' ? publicSnapshot(snapshot) : snapshot;
}

function readRoll(
  record: Y.Doc,
  held: { readonly people: readonly Person[]; readonly progress: Progress; readonly isOver: boolean },
): readonly RollEntry[] {
  const attendance = foldAttendance(readAttendance(record));
  if (attendance.size === 0) return [];
  const span = { ...meetingSpan(held.progress, held.isOver), callingMs: readCallingMs(record) };
  return held.people.flatMap(({ id }) => {
    const person = attendanceOf(attendance, id);
    const { stays, absences } = person;
    return stays.length + absences.length === 0 ? [] : [{ key: id, state: rollState(person, span), stays, absences }];
  });
}

/** What was seen as an item began whose start was taken back was never asked for. */
function readRoom(record: Y.Doc, events: Events, witnesses: Witnesses): SnapshotRoom | null {
  const rule = readMeetingRule(record);
  const all = readQuorumSeen(record);
  if (all.size === 0) return rule ? { rule, seen: [] } : null;
  const seen = timeline(events, witnesses).flatMap(({ id, stands }) => (stands ? (all.get(id) ?? []) : []));
  return { rule, seen: [...seen].sort((a, b) => a.at - b.at) };
}
