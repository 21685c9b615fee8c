// An office with an archive: real store, real rooms, the archive's services over them, and small meetings to seal.
import type { Doc } from 'yjs';
import type { Store } from '../../server/register-ports.ts';
import { ArchiveIndex } from '../../server/services/archive-index.ts';
import { ArchiveService } from '../../server/services/archive.ts';
import { SearchService } from '../../server/services/search.ts';
import { Verifier } from '../../server/services/verification.ts';
import type { Rooms } from '../../server/sync/rooms.ts';
import { addItem, setItem } from '../../shared/doc/desk-agenda.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { setFact } from '../../shared/doc/desk-facts.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import { writeState } from '../../shared/doc/record.ts';
import { seedDocument } from '../../shared/doc/seed.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import {
  docName,
  type BodyId,
  type EventId,
  type ItemId,
  type MeetingId,
  type TaskId,
  type UserId,
} from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { brand } from '../../shared/lib/brand.ts';
import { HandClock, START } from '../support/hand-clock.ts';
import { countingIds, roomsOver } from '../support/rooms-fixture.ts';
import { storeForTest } from '../support/store-fixture.ts';

export interface ArchiveOffice {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly clock: HandClock;
  readonly archive: ArchiveService;
  readonly search: SearchService;
  readonly index: ArchiveIndex;
  readonly verifier: Verifier;
}

export async function archiveOffice(dataDir?: string): Promise<ArchiveOffice> {
  const clock = new HandClock();
  const store = await storeForTest({ clock, ...(dataDir === undefined ? {} : { dataDir }) });
  return officeOver(store, clock);
}

/** Fresh rooms and services over the store of `office`: nothing is in memory. */
export function reopenedOffice({ store, clock }: ArchiveOffice): ArchiveOffice {
  return officeOver(store, clock);
}

function officeOver(store: Store, clock: HandClock): ArchiveOffice {
  const ids = countingIds();
  const { ledger, archives, meetings, files, audit } = store;
  // Nothing here is attached.
  const blobs = { check: () => Promise.resolve('missing' as const) };
  const rooms = roomsOver({ ledger, clock, ids });
  const verifier = new Verifier({ ledger, archives, meetings, audit, files, blobs });
  const timeZone = 'Asia/Shanghai';
  const registers = { ledger, meetings, archives, audit };
  const archive = new ArchiveService({ ...registers, rooms, verifier, clock, ids, timeZone });
  const index = new ArchiveIndex({ archives, ledger });
  return { store, rooms, clock, archive, search: new SearchService({ archives }), index, verifier };
}

export function userWith(role: Role, bodyId: string | null = null): ActingUser {
  const grant = { role, bodyId: bodyId === null ? null : brand<BodyId>(bodyId) };
  return { userId: brand<UserId>(role), displayName: `the ${role}`, grants: [grant] };
}

export const SECRETARY = userWith('secretary');
export const READER = userWith('reader');

export interface SmallMeeting {
  readonly id: string;
  readonly title?: string;
  readonly bodyId?: string | null;
  readonly paragraphs?: readonly string[];
  readonly internalParagraphs?: readonly string[];
  /** 议案 of the minuted item. */
  readonly proposal?: string;
  /** The minuted item was put off, for this reason. */
  readonly postponedBecause?: string;
}

function fillItem(desk: Doc, itemId: ItemId, { id, proposal, postponedBecause: reason }: SmallMeeting): void {
  if (proposal !== undefined) setItem(desk, itemId, { proposal });
  if (reason !== undefined)
    addProgress(desk, brand<EventId>(`${id}-e1`), { kind: 'postpone', itemId, at: START, by: 'u1', reason });
}

/** Writes a meeting in follow-up with one minuted item, perhaps one internal item, and one task. */
export async function makeMeeting({ store }: ArchiveOffice, meeting: SmallMeeting): Promise<MeetingId> {
  const { id, title = '例会', bodyId = null, paragraphs = ['新版50348贯彻生命周期管理'], internalParagraphs } = meeting;
  const meetingId = brand<MeetingId>(id);
  const fillDesk = (desk: Doc): void => {
    setFact(desk, 'title', title);
    setFact(desk, 'plannedStart', START);
    const item = { kind: 'lecture' as const, title: '安防新标准解读' };
    addItem(desk, { ...item, id: brand<ItemId>(`${id}-1`), order: 'a0', minutes: [...paragraphs] });
    fillItem(desk, brand<ItemId>(`${id}-1`), meeting);
    if (internalParagraphs) {
      const closed = {
        kind: 'discussion' as const,
        title: '内部讨论',
        internal: true,
        minutes: [...internalParagraphs],
      };
      addItem(desk, { ...closed, id: brand<ItemId>(`${id}-2`), order: 'a1' });
    }
    addTask(desk, {
      id: brand<TaskId>(`${id}-t1`),
      what: '编写培训教材',
      owners: [{ key: 'k', name: '无人机专家委', lead: true }],
      supporters: [],
      due: null,
      dueText: '下半年',
      itemId: brand<ItemId>(`${id}-1`),
      state: 'confirmed',
      order: 'a0',
    });
  };
  const parts = [
    { doc: docName({ meetingId, version: 1, part: 'desk' }), bytes: seedDocument(801, fillDesk) },
    {
      doc: docName({ meetingId, version: 1, part: 'record' }),
      bytes: seedDocument(802, (record) => writeState(record, { phase: 'follow-up', version: 1 })),
    },
  ];
  const facts = { title, bodyId, plannedStart: START, plannedEnd: null, venue: null };
  const row = {
    id: meetingId,
    ...facts,
    phase: 'follow-up' as const,
    version: 1,
    createdAt: 0,
    updatedAt: 0,
    trashedAt: null,
  };
  const committed = await store.ledger.commit({
    appends: parts.map((part) => ({ ...part, epoch: 'e1', principal: 'server', receivedAt: 0, claims: [] })),
    writes: [
      ...parts.map(({ doc }) => ({ kind: 'document.insert' as const, doc, epoch: 'e1' })),
      { kind: 'meeting.insert', row },
    ],
    outbox: [],
  });
  if (!committed.ok) throw new Error(committed.code);
  return meetingId;
}
