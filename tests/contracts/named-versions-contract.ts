// What the NamedVersions port is, as tests; rows come in through the ledger, as in the product.
import { describe, expect, it } from 'vitest';
import type { NamedVersionRow, Write } from '../../server/ports.ts';
import type { Store } from '../../server/register-ports.ts';
import type { MeetingId, NamedVersionId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { entryOf, meetingRow } from '../support/store-rows.ts';

const M1 = brand<MeetingId>('m1');

function versionRow(id: string, set: Partial<NamedVersionRow> = {}): NamedVersionRow {
  return {
    ...{ id: brand<NamedVersionId>(id), meetingId: M1, version: 1, seq: 7, kind: 'named', name: id },
    ...{ at: 1_000, by: brand<UserId>('u1'), byName: '李文静', removedAt: null },
    ...set,
  };
}

export function namedVersionsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: named versions`, () => {
    async function withVersions(...rows: readonly NamedVersionRow[]): Promise<Store> {
      const store = await open();
      const meetings = ['m1', 'm2'].map((id): Write => ({ kind: 'meeting.insert', row: meetingRow(id) }));
      const inserts = rows.map((row): Write => ({ kind: 'named-version.insert', row }));
      await store.ledger.commit(entryOf({ writes: [...meetings, ...inserts] }));
      return store;
    }
    const change = (store: Store, write: Write) => store.ledger.commit(entryOf({ writes: [write] }));

    it('a version comes back as it was written, also one without a name of its own', async () => {
      const began = versionRow('v2', { kind: 'began', name: null });
      const store = await withVersions(versionRow('v1'), began);

      expect(await store.namedVersions.byId(brand<NamedVersionId>('v1'))).toEqual(versionRow('v1'));
      expect(await store.namedVersions.byId(began.id)).toEqual(began);
      expect(await store.namedVersions.byId(brand<NamedVersionId>('v3'))).toBeNull();
    });

    it('a meeting has its own, oldest first, without those taken off', async () => {
      const rows = [
        versionRow('late', { at: 3_000 }),
        versionRow('early', { at: 2_000 }),
        versionRow('gone', { removedAt: 5 }),
        versionRow('other', { meetingId: brand<MeetingId>('m2') }),
      ];
      const store = await withVersions(...rows);

      expect((await store.namedVersions.ofMeeting(M1)).map(({ id }) => id)).toEqual(['early', 'late']);
    });

    it('a version can be renamed, taken off and put back', async () => {
      const store = await withVersions(versionRow('v1'));
      const id = brand<NamedVersionId>('v1');

      await change(store, { kind: 'named-version.rename', id, name: '定稿' });
      await change(store, { kind: 'named-version.remove', id, at: 9 });
      const removed = await store.namedVersions.byId(id);
      await change(store, { kind: 'named-version.remove', id, at: null });

      expect(removed).toMatchObject({ name: '定稿', removedAt: 9 });
      expect(await store.namedVersions.ofMeeting(M1)).toMatchObject([{ name: '定稿', removedAt: null }]);
    });

    it('one that is not there cannot be changed, and nothing of that commit stays', async () => {
      const store = await withVersions();
      const id = brand<NamedVersionId>('v1');

      expect(await change(store, { kind: 'named-version.rename', id, name: 'x' })).toMatchObject({ ok: false });
      expect(await change(store, { kind: 'named-version.remove', id, at: 1 })).toMatchObject({ ok: false });
    });
  });
}
