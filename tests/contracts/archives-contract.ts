// What the Archives port is, as tests; rows come in through the ledger, tokens from the product's own tokeniser.
import { describe, expect, it } from 'vitest';
import { indexTokens, matchQuery } from '../../server/archive/tokenise.ts';
import type { ArchiveRow, SearchRow, SealedTaskRow } from '../../server/ports.ts';
import type { SearchFilter, Store } from '../../server/register-ports.ts';
import { archiveRow, entryOf, meetingRow } from '../support/store-rows.ts';

export function archivesContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: archive rows`, () => rowsContract(open));
  describe(`${name}: archive search`, () => searchContract(open));
}

interface Sealed {
  readonly row: ArchiveRow;
  readonly passages?: readonly SearchRow[];
}

async function seal(store: Store, ...archives: readonly Sealed[]): Promise<void> {
  for (const { row, passages = [] } of archives) {
    const meeting = meetingRow(row.meetingId);
    if ((await store.meetings.byId(meeting.id)) === null) {
      await store.ledger.commit(entryOf({ writes: [{ kind: 'meeting.insert', row: meeting }] }));
    }
    await store.ledger.commit(
      entryOf({
        writes: [
          { kind: 'archive.insert', row },
          { kind: 'archive.text', rows: passages },
        ],
      }),
    );
  }
}

function passage(row: ArchiveRow, text: string, parts: Partial<SearchRow> = {}): SearchRow {
  return {
    archiveId: row.id,
    kind: 'minutes',
    itemId: null,
    internal: false,
    text,
    tokens: indexTokens(text),
    ...parts,
  };
}

function filterOf(parts: Partial<SearchFilter>): SearchFilter {
  return { match: null, bodyId: null, from: null, to: null, internal: true, after: null, limit: 20, ...parts };
}

function rowsContract(open: () => Promise<Store>): void {
  it('an archive comes back as it was sealed', async () => {
    const store = await open();
    const row = archiveRow('a1', 'm1', {
      version: 2,
      bodyId: 'b1',
      date: '2026-03-01',
      previousDigest: 'earlier',
      seal: '{"seal":1}',
      snapshot: '{"items":[]}',
      overrideReason: '无记录人',
    });

    await seal(store, { row });

    expect(await store.archives.byId(row.id)).toEqual(row);
    expect(await store.archives.byId(archiveRow('a9', 'm1').id)).toBeNull();
  });

  it('a meeting’s archives are listed newest version first', async () => {
    const store = await open();
    const [first, second] = [archiveRow('a1', 'm1'), archiveRow('a2', 'm1', { version: 2 })];

    await seal(store, { row: first }, { row: second }, { row: archiveRow('b1', 'm2') });

    expect((await store.archives.ofMeeting(first.meetingId)).map((row) => row.id)).toEqual(['a2', 'a1']);
  });

  it('the head is the one written last, whatever the clock said', async () => {
    const store = await open();
    expect(await store.archives.head()).toBeNull();

    await seal(
      store,
      { row: archiveRow('a1', 'm1', { archivedAt: 5_000 }) },
      { row: archiveRow('a2', 'm2', { archivedAt: 1_000 }) },
    );

    expect((await store.archives.head())?.id).toBe('a2');
  });

  it('two seals cannot stand on the same one', async () => {
    const store = await open();
    await seal(store, { row: archiveRow('a1', 'm1') });
    await seal(store, { row: archiveRow('a2', 'm2', { previousDigest: 'digest of a1' }) });

    const fork = seal(store, { row: archiveRow('a3', 'm3', { previousDigest: 'digest of a1' }) });

    await expect(fork).rejects.toThrow();
    expect((await store.archives.head())?.id).toBe('a2');
  });

  it('one version of a meeting is sealed once', async () => {
    const store = await open();
    await seal(store, { row: archiveRow('a1', 'm1') });

    await expect(seal(store, { row: archiveRow('a2', 'm1') })).rejects.toThrow();
  });

  it('a task may be sealed again with the next version, and not twice with one', async () => {
    const store = await open();
    const [first, second] = [archiveRow('a1', 'm1'), archiveRow('a2', 'm1', { version: 2 })];
    await seal(store, { row: first }, { row: second });
    const insert = (row: ArchiveRow): Promise<unknown> => {
      const task: SealedTaskRow = {
        id: 't1',
        meetingId: row.meetingId,
        archiveId: row.id,
        itemId: null,
        what: '寄出聘书',
        owners: '[]',
        due: '2026-06-30',
        dueText: '月底',
        state: 'confirmed',
      };
      return store.ledger.commit(entryOf({ writes: [{ kind: 'sealed-task.insert', rows: [task] }] }));
    };

    expect(await insert(first)).toMatchObject({ ok: true });
    expect(await insert(second)).toMatchObject({ ok: true });
    await expect(insert(first)).rejects.toThrow();
  });
}

function searchContract(open: () => Promise<Store>): void {
  const old = archiveRow('a1', 'm1', { archivedAt: 1_000, date: '2025-11-02', bodyId: 'council' });
  const recent = archiveRow('a2', 'm2', { archivedAt: 2_000, date: '2026-03-01', bodyId: 'board' });
  const undated = archiveRow('a3', 'm3', { archivedAt: 2_000, date: null });

  async function found(store: Store, parts: Partial<SearchFilter>) {
    return (await store.archives.search(filterOf(parts))).map(({ archive, passages }) => ({
      id: archive.id,
      texts: passages.map((one) => one.text),
    }));
  }

  it('without an expression every archive is listed, newest first, without passages', async () => {
    const store = await open();
    await seal(store, { row: old, passages: [passage(old, '颁发聘书')] }, { row: recent }, { row: undated });

    expect(await found(store, {})).toEqual([
      { id: 'a3', texts: [] },
      { id: 'a2', texts: [] },
      { id: 'a1', texts: [] },
    ]);
  });

  it('a two-character word is found inside longer ones, with the passages it stands in', async () => {
    const store = await open();
    await seal(
      store,
      {
        row: old,
        passages: [
          passage(old, '聘任顾问', { itemId: 'i1' }),
          passage(old, '向特邀专家颁发聘书', { itemId: 'i1', kind: 'proposal' }),
          passage(old, '会议开始'),
          passage(old, '聘书由秘书处寄出'),
        ],
      },
      { row: recent, passages: [passage(recent, '安防标准宣贯')] },
    );

    expect(await found(store, { match: matchQuery('聘书') })).toEqual([
      { id: 'a1', texts: ['向特邀专家颁发聘书', '聘书由秘书处寄出'] },
    ]);
    const [result] = await store.archives.search(filterOf({ match: matchQuery('颁发聘书') }));
    expect(result?.passages).toEqual([
      { kind: 'proposal', itemId: 'i1', itemTitle: '聘任顾问', text: '向特邀专家颁发聘书' },
    ]);
    expect(result?.archive).toMatchObject({ id: 'a1', digest: 'digest of a1', date: '2025-11-02' });
  });

  it('rare characters, numbers and Latin words are found', async () => {
    const store = await open();
    await seal(store, { row: old, passages: [passage(old, '𠮷田与䶮先生讨论 GB 50348-2018')] });

    for (const query of ['𠮷', '䶮', '50348', 'gb']) {
      expect(await found(store, { match: matchQuery(query) }), query).toHaveLength(1);
    }
  });

  it('internal passages are found only by those who may read them', async () => {
    const store = await open();
    await seal(store, { row: old, passages: [passage(old, '内部讨论薪酬', { internal: true })] });

    expect(await found(store, { match: matchQuery('薪酬'), internal: false })).toEqual([]);
    expect(await found(store, { match: matchQuery('薪酬'), internal: true })).toHaveLength(1);
  });

  it('body and dates narrow the answer; an archive without a date is in no range', async () => {
    const store = await open();
    await seal(store, { row: old }, { row: recent }, { row: undated });

    expect(await found(store, { bodyId: 'council' })).toMatchObject([{ id: 'a1' }]);
    expect(await found(store, { from: '2026-03-01', to: '2026-03-01' })).toMatchObject([{ id: 'a2' }]);
    expect(await found(store, { from: '2025-01-01' })).toMatchObject([{ id: 'a2' }, { id: 'a1' }]);
  });

  it('pages continue exactly after the last one, also between equal times', async () => {
    const store = await open();
    await seal(store, { row: old }, { row: recent }, { row: undated });

    const first = await found(store, { limit: 1 });
    const second = await found(store, { limit: 1, after: { archivedAt: undated.archivedAt, id: undated.id } });
    const third = await found(store, { limit: 5, after: { archivedAt: recent.archivedAt, id: recent.id } });

    expect([first, second, third].flat().map((result) => result.id)).toEqual(['a3', 'a2', 'a1']);
  });

  it('passages of an archive that could not be written are not in the index', async () => {
    const store = await open();
    await seal(store, { row: old });
    const orphan = passage(archiveRow('a9', 'm9'), '无主段落');

    await expect(
      store.ledger.commit(entryOf({ writes: [{ kind: 'archive.text', rows: [passage(old, '聘书'), orphan] }] })),
    ).rejects.toThrow();

    expect(await found(store, { match: matchQuery('聘书') })).toEqual([]);
  });
}
