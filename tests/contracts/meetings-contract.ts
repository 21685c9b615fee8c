// What the Meetings port is, as tests; rows come in through the ledger, as in the product.
import { describe, expect, it } from 'vitest';
import type { MeetingRow } from '../../server/ports.ts';
import type { Store } from '../../server/register-ports.ts';
import { entryOf, meetingRow } from '../support/store-rows.ts';

export function meetingsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: meetings`, () => {
    async function withMeetings(...rows: readonly MeetingRow[]): Promise<Store> {
      const store = await open();
      await store.ledger.commit(entryOf({ writes: rows.map((row) => ({ kind: 'meeting.insert', row })) }));
      return store;
    }

    it('a meeting comes back as it was written', async () => {
      const full = meetingRow('m1', {
        phase: 'live',
        version: 2,
        bodyId: 'b1',
        plannedStart: 1_800_000_000_000,
        plannedEnd: 1_800_007_200_000,
        venue: '三号会议室',
        trashedAt: null,
      });
      const store = await withMeetings(full, meetingRow('m2'));

      expect(await store.meetings.byId(full.id)).toEqual(full);
      expect(await store.meetings.byId(meetingRow('m2').id)).toEqual(meetingRow('m2'));
      expect(await store.meetings.byId(meetingRow('m3').id)).toBeNull();
    });

    it('a change touches only the fields it names, and can clear one', async () => {
      const store = await withMeetings(meetingRow('m1', { venue: '三号会议室', title: '旧' }));
      const { id } = meetingRow('m1');

      await store.ledger.commit(
        entryOf({ writes: [{ kind: 'meeting.update', id, set: { title: '新', venue: null, updatedAt: 2_000 } }] }),
      );

      expect(await store.meetings.byId(id)).toEqual(meetingRow('m1', { title: '新', venue: null, updatedAt: 2_000 }));
    });

    it('the list is newest planned start first; a meeting without one stands where it was made', async () => {
      const store = await withMeetings(
        meetingRow('early', { plannedStart: 100 }),
        meetingRow('unplanned', { createdAt: 200 }),
        meetingRow('late', { plannedStart: 300 }),
      );

      const listed = await store.meetings.list({ trashed: false });

      expect(listed.map((row) => row.id)).toEqual(['late', 'unplanned', 'early']);
    });

    it('trashed meetings are a list of their own', async () => {
      const store = await withMeetings(meetingRow('kept'), meetingRow('trashed', { trashedAt: 2_000 }));

      expect((await store.meetings.list({ trashed: false })).map((row) => row.id)).toEqual(['kept']);
      expect((await store.meetings.list({ trashed: true })).map((row) => row.id)).toEqual(['trashed']);
    });
  });
}
