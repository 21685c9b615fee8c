// The first commit of a meeting: both documents with what is known at the start, and its row. From a form or a file.
import { parseMeetingFile } from '../../shared/api/import.schema.ts';
import type { CreateMeeting } from '../../shared/api/meeting.schema.ts';
import { importMeeting } from '../../shared/doc/import.ts';
import { prepareDesk } from '../../shared/doc/prepare.ts';
import { writeState } from '../../shared/doc/record.ts';
import { writeMeetingRule } from '../../shared/doc/record-room.ts';
import { seedDocument } from '../../shared/doc/seed.ts';
import { docName, type DocPart, type MeetingId } from '../../shared/domain/ids.ts';
import { dayBefore, instantOfMeeting, instantWithoutStart } from '../../shared/domain/meeting-day.ts';
import { fileFacts } from '../../shared/domain/meeting-file.ts';
import type { MeetingRule } from '../../shared/domain/room.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { localDateIn, type EpochMs } from '../../shared/lib/time.ts';
import type { Append, Clock, Ids, LedgerEntry, MeetingRow } from '../ports.ts';

type Doc = Parameters<typeof writeState>[0];

export interface Founding {
  readonly title: string;
  readonly bodyId: string | null;
  readonly plannedStart: EpochMs | null;
  readonly plannedEnd: EpochMs | null;
  readonly venue: string | null;
  readonly draft?: boolean;
  readonly sample?: boolean;
  /** What its quorum goes by, copied from the register. */
  readonly rule?: MeetingRule | null;
  readonly fillDesk: (desk: Doc) => void;
}

/** A meeting as it is prepared: the facts that are known, and people and agenda where they are. */
export function plannedMeeting(
  body: CreateMeeting,
  { ids, clock, timeZone }: { readonly ids: Ids; readonly clock: Pick<Clock, 'now'>; readonly timeZone: string },
): Founding {
  const { title, bodyId = null, plannedStart = null, plannedEnd = null, venue = null, draft = false } = body;
  const { people = [], agenda = [], notes = [], attendance, ...rest } = body;
  const { shortTitle = null, organisation = null, bodyName = null, chair = null, recorder = null } = rest;
  const known = { title, shortTitle, organisation, bodyName, plannedStart, plannedEnd, venue, chair, recorder };
  const facts = { ...known, ...(attendance ? { attendance } : {}) };
  const startOf = timesOf(timeZone, agenda, { plannedStart, plannedEnd, now: clock.now() });
  const items = agenda.map(({ start, ...item }) => ({ ...item, fixedStart: start === null ? null : startOf(start) }));
  return {
    ...{ title, bodyId, plannedStart, plannedEnd, venue, draft },
    fillDesk: (desk) => prepareDesk(desk, { facts, people, agenda: items, notes }, () => ids.random()),
  };
}

/**
 * When the items are that name a time of day. A meeting that begins in the evening has items after midnight. One without a
 * day of its own is meant for today, whatever the hour is now: all its items lie on one day.
 */
function timesOf(
  timeZone: string,
  agenda: readonly { readonly start: string | null }[],
  known: { readonly plannedStart: EpochMs | null; readonly plannedEnd: EpochMs | null; readonly now: EpochMs },
): (wallTime: string) => EpochMs | null {
  const { plannedStart, plannedEnd, now } = known;
  if (plannedStart !== null) return (wallTime) => instantOfMeeting(timeZone, plannedStart, wallTime);
  const first = agenda.find(({ start }) => start !== null)?.start ?? '';
  const day = plannedEnd === null ? localDateIn(timeZone, now) : dayBefore(timeZone, plannedEnd, first);
  return (wallTime) => instantWithoutStart(timeZone, day, first, wallTime);
}

/** A meeting as a file tells it (`reference-meeting/1`). Refusal: `invalid`, naming every field that is wrong. */
export function importedMeeting(
  file: unknown,
  { ids, timeZone }: { readonly ids: Ids; readonly timeZone: string },
): Result<Founding, 'invalid'> {
  const parsed = parseMeetingFile(file);
  if (!parsed.ok) return parsed;
  const { title, plannedStart, plannedEnd, venue } = fileFacts(parsed.value, timeZone);
  return ok({
    ...{ title, bodyId: null, plannedStart, plannedEnd, venue },
    fillDesk: (desk) => importMeeting(desk, parsed.value, { newId: () => ids.random(), timeZone }),
  });
}

/** The one commit that makes the meeting exist, and its row as that commit leaves it. */
export function foundingEntry(
  founding: Founding,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): { readonly entry: LedgerEntry; readonly row: MeetingRow } {
  const meetingId = brand<MeetingId>(ids.random());
  const now = clock.now();
  const { title, bodyId, plannedStart, plannedEnd, venue, fillDesk, draft, sample, rule = null } = founding;
  const row: MeetingRow = {
    ...{ id: meetingId, title, bodyId, plannedStart, plannedEnd, venue },
    phase: 'prepare',
    version: 1,
    createdAt: now,
    updatedAt: now,
    trashedAt: null,
    ...(draft === true ? { draft } : {}),
    ...(sample === true ? { sample } : {}),
  };
  const seed = (part: DocPart, fill: (doc: Doc) => void): Append => ({
    doc: docName({ meetingId, version: 1, part }),
    epoch: ids.random(),
    principal: 'server',
    receivedAt: now,
    bytes: seedDocument(ids.clientId(), fill),
    claims: [],
  });
  const appends = [
    seed('desk', fillDesk),
    seed('record', (record) => {
      writeState(record, { phase: 'prepare', version: 1, ...(draft === true ? { draft } : {}) });
      if (rule !== null) writeMeetingRule(record, rule);
    }),
  ];
  const documents = appends.map(({ doc, epoch }) => ({ kind: 'document.insert' as const, doc, epoch }));
  return { row, entry: { appends, writes: [...documents, { kind: 'meeting.insert', row }], outbox: [] } };
}
