// A sealed meeting's documents as the first row of its next version: the same content and history under new names, so
// that nothing written against the old documents can reach the new ones.
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { docName, type DocName, type DocPart } from '../../shared/domain/ids.ts';
import { writeState } from '../../shared/doc/record.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Append, Ids, LedgerEntry, MeetingRow, Write } from '../ports.ts';

const SERVER = 'server';

/** Why, by whom (a principal) and when a meeting is opened again; kept in the new record, and so in its next seal. */
export interface Reopening {
  readonly reason: string;
  readonly by: string;
  readonly at: EpochMs;
}

/** Both documents as full V1 updates. */
export type FullStates = Readonly<Record<DocPart, Uint8Array>>;

export function fullStates(view: Readonly<Record<DocPart, Doc>>): FullStates {
  return { desk: encodeStateAsUpdate(view.desk), record: encodeStateAsUpdate(view.record) };
}

/** Everything that makes version n + 1 of `sealed`, as one commit. */
export function reopeningEntry(sealed: MeetingRow, states: FullStates, reopening: Reopening, ids: Ids): LedgerEntry {
  const version = sealed.version + 1;
  const { at } = reopening;
  const name = (part: DocPart): DocName => docName({ meetingId: sealed.id, version, part });
  const documents = [
    { doc: name('desk'), epoch: ids.random(), bytes: states.desk },
    {
      doc: name('record'),
      epoch: ids.random(),
      bytes: reopenedRecord(states.record, ids.clientId(), version, reopening),
    },
  ];
  return {
    appends: documents.map((document): Append => ({ ...document, principal: SERVER, receivedAt: at, claims: [] })),
    writes: [
      ...documents.map(({ doc, epoch }): Write => ({ kind: 'document.insert', doc, epoch })),
      { kind: 'meeting.update', id: sealed.id, set: { phase: 'follow-up', version, updatedAt: at } },
    ],
    outbox: [
      {
        id: ids.random(),
        topic: 'meeting.reopened',
        payload: JSON.stringify({ meetingId: sealed.id, version }),
        dueAt: at,
        meetingId: sealed.id,
      },
    ],
  };
}

function reopenedRecord(sealed: Uint8Array, clientId: number, version: number, reopening: Reopening): Uint8Array {
  const record = new Doc();
  record.clientID = clientId;
  applyUpdate(record, sealed);
  record.transact(() => {
    writeState(record, { phase: 'follow-up', version });
    record.getMap<unknown>('state').set('reopened', { ...reopening });
  });
  const state = encodeStateAsUpdate(record);
  record.destroy();
  return state;
}
