// What the PrivateNotes port is, as tests.
import { describe, expect, it } from 'vitest';
import type { Store } from '../../server/register-ports.ts';
import type { MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { entryOf, meetingRow } from '../support/store-rows.ts';

const M1 = brand<MeetingId>('m1');
const M2 = brand<MeetingId>('m2');
const LI = brand<UserId>('li');
const ZHOU = brand<UserId>('zhou');

export function privateNotesContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: private notes`, () => {
    async function withPeople(): Promise<Store> {
      const store = await open();
      const writes = ['m1', 'm2'].map((id) => ({ kind: 'meeting.insert', row: meetingRow(id) }) as const);
      await store.ledger.commit(entryOf({ writes }));
      for (const id of [LI, ZHOU]) {
        const row = { id, username: id, displayName: id, passwordHash: null, disabled: false, grants: [] };
        await store.accounts.insert({ ...row, createdAt: 1, lastSeenAt: null }, []);
      }
      return store;
    }

    it('whoever wrote nothing has an empty text of revision 0', async () => {
      const store = await withPeople();

      expect(await store.privateNotes.of(LI, M1)).toEqual({ text: '', revision: 0, updatedAt: null });
    });

    it('each person has their own text beside each meeting', async () => {
      const { privateNotes } = await withPeople();
      await privateNotes.write({ userId: LI, meetingId: M1 }, { text: '问清金额', at: 5, on: 0 });
      await privateNotes.write({ userId: LI, meetingId: M2 }, { text: '二', at: 6, on: 0 });
      await privateNotes.write({ userId: ZHOU, meetingId: M1 }, { text: '三', at: 7, on: 0 });

      expect(await privateNotes.of(LI, M1)).toEqual({ text: '问清金额', revision: 1, updatedAt: 5 });
      expect(await privateNotes.of(LI, M2)).toMatchObject({ text: '二' });
      expect(await privateNotes.of(ZHOU, M1)).toMatchObject({ text: '三' });
      expect(await privateNotes.of(ZHOU, M2)).toMatchObject({ text: '' });
    });

    it('of two who write over one revision, one is told and nothing of theirs is kept', async () => {
      const { privateNotes } = await withPeople();
      const mine = { userId: LI, meetingId: M1 };

      const both = await Promise.all([
        privateNotes.write(mine, { text: '甲', at: 5, on: 0 }),
        privateNotes.write(mine, { text: '乙', at: 5, on: 0 }),
      ]);
      const stale = await privateNotes.write(mine, { text: '丙', at: 6, on: 0 });
      const next = await privateNotes.write(mine, { text: '丁', at: 7, on: 1 });

      expect(both.filter((each) => each === null)).toHaveLength(1);
      expect(stale).toBeNull();
      expect(next).toEqual({ text: '丁', revision: 2, updatedAt: 7 });
    });

    it('a revision that never was is written over by nobody, any revision by whoever says so', async () => {
      const { privateNotes } = await withPeople();
      const mine = { userId: LI, meetingId: M1 };

      const future = await privateNotes.write(mine, { text: '甲', at: 5, on: 3 });
      const first = await privateNotes.write(mine, { text: '乙', at: 6, on: null });
      const second = await privateNotes.write(mine, { text: '丙', at: 7, on: null });

      expect(future).toBeNull();
      expect([first?.revision, second?.revision]).toEqual([1, 2]);
    });
  });
}
