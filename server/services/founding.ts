// The first commit of a meeting: both documents with what is known at the start, and its row. From a form or a file.
import { parseMeetingFile } from '../../shared/api/import.schema.ts';
import type { CreateMeeting } from '../../shared/api/meeting.schema.ts';
import { setFact } from '../../shared/doc/desk-facts.ts';
import { importMeeting } from '../../shared/doc/import.ts';
import { writeState } from '../../shared/doc/record.ts';
import { seedDocument } from '../../shared/doc/seed.ts';
import { docName, type DocPart, type MeetingId } from '../../shared/domain/ids.ts';
import { fileFacts } from '../../shared/domain/meeting-file.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Append, Clock, Ids, LedgerEntry, MeetingRow } from '../ports.ts';

type Doc = Parameters<typeof writeState>[0];

export interface Founding {
  readonly title: string;
  readonly bodyId: string | null;
  readonly plannedStart: EpochMs | null;
  readonly plannedEnd: EpochMs | null;
  readonly venue: string | null;
  readonly fillDesk: (desk: Doc) => void;
}

/** A meeting of which only the facts are known. */
export function plannedMeeting(body: CreateMeeting): Founding {
  const { title, bodyId = null, plannedStart = null, plannedEnd = null, venue = null } = body;
  return {
    ...{ title, bodyId, plannedStart, plannedEnd, venue },
    fillDesk: (desk) => {
      setFact(desk, 'title', title);
      setFact(desk, 'plannedStart', plannedStart);
      setFact(desk, 'plannedEnd', plannedEnd);
      setFact(desk, 'venue', venue);
    },
  };
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
  const { title, bodyId, plannedStart, plannedEnd, venue, fillDesk } = founding;
  const row: MeetingRow = {
    ...{ id: meetingId, title, bodyId, plannedStart, plannedEnd, venue },
    phase: 'prepare',
    version: 1,
    createdAt: now,
    updatedAt: now,
    trashedAt: null,
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
    seed('record', (record) => writeState(record, { phase: 'prepare', version: 1 })),
  ];
  const documents = appends.map(({ doc, epoch }) => ({ kind: 'document.insert' as const, doc, epoch }));
  return { row, entry: { appends, writes: [...documents, { kind: 'meeting.insert', row }], outbox: [] } };
}
