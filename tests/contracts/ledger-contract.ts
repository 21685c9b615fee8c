// What a Ledger is, as tests: every implementation runs all of them. Numbers in brackets are the sync rules they carry.
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../server/ports.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { CommandId } from '../../shared/domain/ids.ts';
import {
  appendTo,
  commandRow,
  createDocuments,
  DESK,
  docNamed,
  entryOf,
  meetingRow,
  RECORD,
} from '../support/store-rows.ts';

/** Runs the contract on the ledgers that `open` gives; each test asks for an empty one. */
export function ledgerContract(name: string, open: () => Promise<Ledger>): void {
  describe(`${name}: documents and journal`, () => journalContract(open));
  describe(`${name}: all or nothing`, () => atomicityContract(open));
  describe(`${name}: snapshots and digests`, () => snapshotContract(open));
}

function journalContract(open: () => Promise<Ledger>): void {
  it('an unknown document opens as null and has no journal', async () => {
    const ledger = await open();

    expect(await ledger.open(DESK)).toBeNull();
    expect(await ledger.journal(DESK, 1)).toEqual([]);
    expect(await ledger.journalDigest(DESK, 1)).toBeNull();
  });

  it('a new document is empty, open for writing and whole', async () => {
    const ledger = await open();

    await createDocuments(ledger, DESK);

    expect(await ledger.open(DESK)).toEqual({
      doc: DESK,
      epoch: 'epoch-1',
      frozen: false,
      seq: 0,
      snapshot: null,
      tail: [],
      claims: new Map(),
      damaged: null,
    });
  });

  it('what was appended comes back byte for byte, in order, with its author and time', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);

    await ledger.commit(entryOf({ appends: [appendTo(DESK, '一', { principal: 'user:a', receivedAt: 10 })] }));
    await ledger.commit(entryOf({ appends: [appendTo(DESK, '二', { principal: 'user:b', receivedAt: 20 })] }));

    const document = await ledger.open(DESK);
    expect(document?.seq).toBe(2);
    expect(document?.tail).toEqual([
      { seq: 1, principal: 'user:a', receivedAt: 10, bytes: appendTo(DESK, '一').bytes },
      { seq: 2, principal: 'user:b', receivedAt: 20, bytes: appendTo(DESK, '二').bytes },
    ]);
  });

  it('numbers are dense from 1 for each document by itself, and come back in the order of the appends', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK, RECORD);

    const first = await ledger.commit(entryOf({ appends: [appendTo(DESK, 'a'), appendTo(RECORD, 'b')] }));
    const second = await ledger.commit(
      entryOf({ appends: [appendTo(RECORD, 'c'), appendTo(DESK, 'd'), appendTo(DESK, 'e')] }),
    );

    expect(first).toEqual({ ok: true, value: { seqs: [1, 1] } });
    expect(second).toEqual({ ok: true, value: { seqs: [2, 2, 3] } });
  });

  it('numbers stay dense when a hundred commits of many documents arrive at once', async () => {
    const ledger = await open();
    const docs = Array.from({ length: 10 }, (_, index) => docNamed(`m${index}/desk`));
    await createDocuments(ledger, ...docs);

    const receipts = await Promise.all(
      Array.from({ length: 100 }, (_, index) => docs[index % docs.length] ?? DESK).map((doc) =>
        ledger.commit(entryOf({ appends: [appendTo(doc, 'x')] })),
      ),
    );

    const perDocument = Array.from({ length: 10 }, (_, index) => index + 1);
    expect(receipts.map((receipt) => receipt.ok && receipt.value.seqs[0])).toEqual(
      perDocument.flatMap((seq) => docs.map(() => seq)),
    );
  });

  it('the journal can be read from any row on', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);
    for (const text of ['a', 'b', 'c']) await ledger.commit(entryOf({ appends: [appendTo(DESK, text)] }));

    const rows = await ledger.journal(DESK, 2);

    expect(rows.map((row) => row.seq)).toEqual([2, 3]);
  });

  it('client ids stay bound to the principal that first extended them', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);

    await ledger.commit(
      entryOf({ appends: [appendTo(DESK, 'a', { principal: 'user:a', claims: [7, 4_294_967_295] })] }),
    );
    await ledger.commit(entryOf({ appends: [appendTo(DESK, 'b', { principal: 'user:b', claims: [8] })] }));
    await ledger.commit(entryOf({ appends: [appendTo(DESK, 'c', { principal: 'user:a', claims: [7] })] }));

    expect((await ledger.open(DESK))?.claims).toEqual(
      new Map([
        [7, 'user:a'],
        [4_294_967_295, 'user:a'],
        [8, 'user:b'],
      ]),
    );
  });

  it('a commit that binds a client id of somebody else fails and writes nothing', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);
    await ledger.commit(entryOf({ appends: [appendTo(DESK, 'a', { principal: 'user:a', claims: [7] })] }));

    const theft = ledger.commit(entryOf({ appends: [appendTo(DESK, 'b', { principal: 'user:b', claims: [7] })] }));

    await expect(theft).rejects.toThrow('belongs to another');
    expect((await ledger.open(DESK))?.seq).toBe(1);
  });

  it('a document made, filled and frozen in one commit holds its row', async () => {
    const ledger = await open();

    const receipt = await ledger.commit(
      entryOf({
        appends: [appendTo(DESK, 'sealed')],
        writes: [
          { kind: 'document.freeze', doc: DESK },
          { kind: 'document.insert', doc: DESK, epoch: 'epoch-1' },
        ],
      }),
    );

    expect(receipt).toEqual({ ok: true, value: { seqs: [1] } });
    expect(await ledger.open(DESK)).toMatchObject({ frozen: true, seq: 1 });
  });

  it('after closing, commits are refused as unavailable', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);

    const last = ledger.commit(entryOf({ appends: [appendTo(DESK, 'a')] }));
    await ledger.close();
    const late = await ledger.commit(entryOf({ appends: [appendTo(DESK, 'b')] }));

    expect(await last).toEqual({ ok: true, value: { seqs: [1] } });
    expect(late).toMatchObject({ ok: false, code: 'storage-unavailable' });
  });
}

function atomicityContract(open: () => Promise<Ledger>): void {
  it('an append to an unknown document is refused by name', async () => {
    const ledger = await open();

    const receipt = await ledger.commit(entryOf({ appends: [appendTo(DESK, 'a')] }));

    expect(receipt).toEqual({ ok: false, code: 'not-found', data: { doc: DESK } });
  });

  it('an append to a frozen document is refused by name', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);
    await ledger.commit(entryOf({ writes: [{ kind: 'document.freeze', doc: DESK }] }));

    const receipt = await ledger.commit(entryOf({ appends: [appendTo(DESK, 'late')] }));

    expect(receipt).toEqual({ ok: false, code: 'document-frozen', data: { doc: DESK } });
    expect((await ledger.open(DESK))?.seq).toBe(0);
  });

  it('an append of another epoch is refused with the current one', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);

    const receipt = await ledger.commit(entryOf({ appends: [appendTo(DESK, 'old', { epoch: 'epoch-0' })] }));

    expect(receipt).toEqual({ ok: false, code: 'epoch-changed', data: { epoch: 'epoch-1' } });
  });

  it('one refused append takes its whole entry with it', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);

    const receipt = await ledger.commit(
      entryOf({
        appends: [appendTo(DESK, 'a', { claims: [7] }), appendTo(RECORD, 'b')],
        writes: [{ kind: 'meeting.insert', row: meetingRow('m1') }],
        command: commandRow('c1'),
      }),
    );

    expect(receipt).toMatchObject({ ok: false, code: 'not-found' });
    expect(await ledger.open(DESK)).toMatchObject({ seq: 0, claims: new Map() });
    expect(await ledger.commandResult(brand<CommandId>('c1'))).toBeNull();
    const again = await ledger.commit(entryOf({ writes: [{ kind: 'meeting.insert', row: meetingRow('m1') }] }));
    expect(again.ok).toBe(true);
  });

  it('a change of a meeting that is not there is refused and takes its entry with it', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);
    const update = { kind: 'meeting.update', id: meetingRow('m9').id, set: { title: '改' } } as const;

    const receipt = await ledger.commit(entryOf({ appends: [appendTo(DESK, 'a')], writes: [update] }));

    expect(receipt).toMatchObject({ ok: false, code: 'not-found' });
    expect((await ledger.open(DESK))?.seq).toBe(0);
  });

  it('refused and failing entries leave the others that arrive with them untouched', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK, RECORD);
    const meeting = { kind: 'meeting.insert', row: meetingRow('m1') } as const;

    const outcomes = await Promise.allSettled([
      ledger.commit(entryOf({ appends: [appendTo(DESK, 'a')], writes: [meeting] })),
      ledger.commit(entryOf({ appends: [appendTo(DESK, 'b')], writes: [meeting] })),
      ledger.commit(entryOf({ appends: [appendTo(DESK, 'c', { epoch: 'other' })] })),
      ledger.commit(entryOf({ appends: [appendTo(DESK, 'd'), appendTo(RECORD, 'e')] })),
    ]);

    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { ok: true, value: { seqs: [1] } } },
      { status: 'rejected' },
      { status: 'fulfilled', value: { ok: false, code: 'epoch-changed' } },
      { status: 'fulfilled', value: { ok: true, value: { seqs: [2, 1] } } },
    ]);
    expect((await ledger.open(DESK))?.tail.map((row) => new TextDecoder().decode(row.bytes))).toEqual(['a', 'd']);
  });

  it('a command that was committed is refused the second time, with its first result, and writes nothing', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);
    const command = commandRow('c1', { result: { phase: 'live' } });

    await ledger.commit(entryOf({ appends: [appendTo(DESK, 'a')], command }));
    const second = await ledger.commit(
      entryOf({ appends: [appendTo(DESK, 'a')], command: commandRow('c1', { result: 'other' }) }),
    );

    expect(second).toEqual({ ok: false, code: 'command-conflict', data: { id: 'c1', result: { phase: 'live' } } });
    expect((await ledger.open(DESK))?.seq).toBe(1);
    expect(await ledger.commandResult(command.id)).toEqual({
      ...{ principal: 'user:a', meetingId: command.meetingId, kind: command.kind },
      result: { phase: 'live' },
    });
  });

  it('two commits with one command id at the same moment: one lands', async () => {
    const ledger = await open();
    await createDocuments(ledger, DESK);

    const receipts = await Promise.all(
      ['a', 'b'].map((text) => ledger.commit(entryOf({ appends: [appendTo(DESK, text)], command: commandRow('c1') }))),
    );

    expect(receipts.map((receipt) => receipt.ok)).toEqual([true, false]);
    expect((await ledger.open(DESK))?.seq).toBe(1);
  });

  it('the result of a command is not given to another principal who uses its id', async () => {
    const ledger = await open();
    await ledger.commit(entryOf({ command: commandRow('c1', { principal: 'user:a', result: 'secret' }) }));

    const stolen = await ledger.commit(entryOf({ command: commandRow('c1', { principal: 'user:b' }) }));

    expect(stolen).toEqual({ ok: false, code: 'command-conflict', data: { id: 'c1' } });
  });
}

function snapshotContract(open: () => Promise<Ledger>): void {
  async function withRows(...texts: readonly string[]): Promise<Ledger> {
    const ledger = await open();
    await createDocuments(ledger, DESK);
    for (const text of texts) await ledger.commit(entryOf({ appends: [appendTo(DESK, text)] }));
    return ledger;
  }

  it('a folded snapshot shortens what opening reads; the journal keeps every row', async () => {
    const ledger = await withRows('a', 'b', 'c');

    await ledger.putSnapshot(DESK, 2, new Uint8Array([1, 2]));

    const document = await ledger.open(DESK);
    expect(document).toMatchObject({ seq: 3, snapshot: { seq: 2, bytes: new Uint8Array([1, 2]) } });
    expect(document?.tail.map((row) => row.seq)).toEqual([3]);
    expect((await ledger.journal(DESK, 1)).map((row) => row.seq)).toEqual([1, 2, 3]);
  });

  it('an older or equal snapshot does not replace a newer one', async () => {
    const ledger = await withRows('a', 'b', 'c');
    await ledger.putSnapshot(DESK, 2, new Uint8Array([2]));

    await ledger.putSnapshot(DESK, 1, new Uint8Array([1]));
    await ledger.putSnapshot(DESK, 2, new Uint8Array([9]));

    expect((await ledger.open(DESK))?.snapshot).toEqual({ seq: 2, bytes: new Uint8Array([2]) });
  });

  it('the newest of many snapshots is the one that is opened', async () => {
    const ledger = await withRows('a', 'b', 'c', 'd');

    for (const seq of [1, 2, 3, 4]) await ledger.putSnapshot(DESK, seq, new Uint8Array([seq]));

    expect(await ledger.open(DESK)).toMatchObject({ snapshot: { seq: 4, bytes: new Uint8Array([4]) }, tail: [] });
  });

  it('a snapshot of rows that are not there is a mistake of the caller', async () => {
    const ledger = await withRows('a');

    await expect(ledger.putSnapshot(DESK, 2, new Uint8Array([2]))).rejects.toThrow();
  });

  it('the digest at a row is the published one, so that others can recompute it', async () => {
    const ledger = await withRows('聘书', '督办');

    // sha256 over the chain of server/store/chain.ts, computed once by hand with another program.
    expect(await ledger.journalDigest(DESK, 1)).toBe(
      'ddcf7b2f7b7c848d53137ceed87d9fbd1a911d68842fec8318555c73213831c8',
    );
    expect(await ledger.journalDigest(DESK, 2)).toBe(
      'c7363e1f50281f742a91fe903c0b5dc51bd8ac240b520e56ac39fc5c26e42908',
    );
    expect(await ledger.journalDigest(DESK, 3)).toBeNull();
    expect(await ledger.journalDigest(DESK, 0)).toBeNull();
  });

  it('digests at a row do not change as the document grows, and differ between documents with equal rows', async () => {
    const ledger = await withRows('a');
    await createDocuments(ledger, RECORD);
    await ledger.commit(entryOf({ appends: [appendTo(RECORD, 'a')] }));
    const before = await ledger.journalDigest(DESK, 1);

    await ledger.commit(entryOf({ appends: [appendTo(DESK, 'b')] }));

    expect(await ledger.journalDigest(DESK, 1)).toBe(before);
    expect(await ledger.journalDigest(RECORD, 1)).not.toBe(before);
  });
}
