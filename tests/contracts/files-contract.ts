// What the Files port is, as tests; rows come in through the ledger, as in the product.
import { describe, expect, it } from 'vitest';
import type { FileRow, Write } from '../../server/ports.ts';
import type { Store } from '../../server/register-ports.ts';
import type { FileId, ItemId, MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { archiveRow, entryOf, meetingRow } from '../support/store-rows.ts';

const M1 = brand<MeetingId>('m1');
const DIGEST = 'ab'.repeat(32);

function fileRow(id: string, set: Partial<FileRow> = {}): FileRow {
  return {
    ...{
      id: brand<FileId>(id),
      meetingId: M1,
      parent: { kind: 'meeting' },
      name: `${id}.txt`,
      mediaType: 'text/plain',
    },
    ...{ sizeBytes: 3, digest: DIGEST, width: null, height: null, createdAt: 1_000 },
    ...{ createdBy: brand<UserId>('u1'), createdByName: '李文静', removedAt: null },
    ...set,
  };
}

export function filesContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: files`, () => {
    async function withFiles(...rows: readonly FileRow[]): Promise<Store> {
      const store = await open();
      const meetings = ['m1', 'm2'].map((id): Write => ({ kind: 'meeting.insert', row: meetingRow(id) }));
      await store.ledger.commit(entryOf({ writes: [...meetings, ...rows.map(insert)] }));
      return store;
    }
    const insert = (row: FileRow): Write => ({ kind: 'file.insert', row });
    const idsOf = async (store: Store, meetingId: MeetingId): Promise<readonly string[]> =>
      (await store.files.ofMeeting(meetingId)).map((row) => row.id);

    it('a file comes back as it was written', async () => {
      const picture = fileRow('f1', { parent: { kind: 'item', id: brand<ItemId>('i1') }, width: 4, height: 3 });
      const store = await withFiles(picture, fileRow('f2'));

      expect(await store.files.byId(picture.id)).toEqual(picture);
      expect(await store.files.byId(brand<FileId>('f2'))).toEqual(fileRow('f2'));
      expect(await store.files.byId(brand<FileId>('f3'))).toBeNull();
    });

    it('a meeting has its own files, oldest first, without those taken off', async () => {
      const store = await withFiles(
        fileRow('late', { createdAt: 3_000 }),
        fileRow('early'),
        fileRow('gone', { removedAt: 2_000 }),
        fileRow('foreign', { meetingId: brand<MeetingId>('m2') }),
      );

      expect(await idsOf(store, M1)).toEqual(['early', 'late']);
      expect(await store.files.usageOf(M1)).toEqual({ count: 2, bytes: 6 });
      expect(await store.files.usageOf(brand<MeetingId>('m3'))).toEqual({ count: 0, bytes: 0 });
    });

    it('a file is renamed and taken off once; what is not there is refused, with all else in the entry', async () => {
      const store = await withFiles(fileRow('f1'));
      const id = brand<FileId>('f1');
      const commit = async (write: Write): Promise<boolean> =>
        (await store.ledger.commit(entryOf({ writes: [write] }))).ok;

      const done = [
        await commit({ kind: 'file.rename', id, name: '新.txt' }),
        await commit({ kind: 'file.remove', id, at: 5_000 }),
        await commit({ kind: 'file.remove', id, at: 6_000 }),
        await commit({ kind: 'file.rename', id, name: '更新.txt' }),
      ];

      expect(done).toEqual([true, true, false, false]);
      expect(await store.files.byId(id)).toEqual(fileRow('f1', { name: '新.txt', removedAt: 5_000 }));
    });

    it('bytes are needed by a file that stands, by one taken off lately, and by every seal', async () => {
      const sealed = 'cd'.repeat(32);
      const gone = fileRow('gone', { digest: 'ef'.repeat(32), removedAt: 2_000 });
      const store = await withFiles(fileRow('f1'), gone);
      const seal = JSON.stringify({ files: [{ name: 'a', sizeBytes: 7, digest: sealed }] });
      await store.ledger.commit(entryOf({ writes: [{ kind: 'archive.insert', row: archiveRow('a1', M1, { seal }) }] }));
      const { files } = store;

      expect(await Promise.all([DIGEST, sealed].map((digest) => files.needs(digest, Infinity)))).toEqual([true, true]);
      expect([await files.needs(gone.digest, 1_999), await files.needs(gone.digest, 2_000)]).toEqual([true, false]);
      expect(await files.needed()).toEqual([
        { digest: DIGEST, sizeBytes: 3 },
        { digest: sealed, sizeBytes: 7 },
      ]);
    });
  });
}
