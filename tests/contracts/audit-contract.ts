// What the Audit port is, as tests: rows are only added, with what they tell of, and their chain says when that is not so.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../server/ports.ts';
import type { AuditFilter, Store } from '../../server/register-ports.ts';
import { accountRow, auditEntry, entryOf, meetingRow } from '../support/store-rows.ts';

const EVERYTHING: AuditFilter = { actor: null, action: null, from: null, to: null, before: null, limit: 100 };

export function auditContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: the audit log`, () => {
    readingPart(open);
    writingPart(open);
  });
}

function readingPart(open: () => Promise<Store>): void {
  it('rows are numbered from 1 and come newest first, as they were written', async () => {
    const { audit } = await open();
    const failed: AuditEntry = {
      at: 2_000,
      actor: 'nobody',
      via: 'none',
      action: 'sign-in.failed',
      targets: [],
      address: null,
    };

    await audit.append([auditEntry(), { ...failed, count: 7 }]);

    expect(await audit.list(EVERYTHING)).toEqual([
      { ...failed, ordinal: 2, count: 7 },
      { ...auditEntry(), ordinal: 1 },
    ]);
  });

  it('rows are found by who, what and when, a page at a time', async () => {
    const { audit } = await open();
    await audit.append([
      auditEntry({ at: 1_000 }),
      auditEntry({ at: 2_000, actor: 'u2' }),
      auditEntry({ at: 3_000, action: 'sign-out' }),
      auditEntry({ at: 4_000 }),
    ]);
    const found = async (filter: Partial<AuditFilter>) =>
      (await audit.list({ ...EVERYTHING, ...filter })).map(({ ordinal }) => ordinal);

    expect(await found({ actor: 'u2' })).toEqual([2]);
    expect(await found({ action: 'sign-in' })).toEqual([4, 2, 1]);
    expect(await found({ from: 2_000, to: 4_000 })).toEqual([3, 2]);
    expect(await found({ limit: 2 })).toEqual([4, 3]);
    expect(await found({ limit: 2, before: 3 })).toEqual([2, 1]);
  });

  it('the hash of a row stands on the row before it, and can be computed by anyone', async () => {
    const { audit } = await open();
    await audit.append([auditEntry({ at: 5 }), auditEntry({ at: 6, address: null, targets: [] })]);
    const sha = (...parts: (string | Buffer)[]): Buffer => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest();
    };

    const targets = '[{"kind":"account","id":"u1"}]';
    const first = sha(
      sha('["gongbi-audit",1]'),
      JSON.stringify([1, 5, 'u1', 'session', 'sign-in', targets, '10.0.0.7', 1]),
    );
    const second = sha(first, JSON.stringify([2, 6, 'u1', 'session', 'sign-in', '[]', null, 1]));

    expect(await audit.hashAt(1)).toBe(first.toString('hex'));
    expect(await audit.head()).toEqual({ ordinal: 2, hash: second.toString('hex') });
    expect(await audit.hashAt(3)).toBeNull();
    expect(await audit.verify()).toEqual({ entries: 2, head: await audit.head(), brokenAt: null });
  });

  it('an empty log is whole', async () => {
    const { audit } = await open();

    expect(await audit.head()).toBeNull();
    expect(await audit.verify()).toEqual({ entries: 0, head: null, brokenAt: null });
  });
}

function writingPart(open: () => Promise<Store>): void {
  it('registers and ledger add to one chain', async () => {
    const { audit, accounts, ledger } = await open();
    const meeting = meetingRow('m1');

    await Promise.all([
      accounts.insert(accountRow('u1'), [auditEntry(), auditEntry()]),
      ledger.commit(
        entryOf({
          writes: [
            { kind: 'meeting.insert', row: meeting },
            { kind: 'audit', entry: auditEntry() },
          ],
        }),
      ),
      audit.append([auditEntry()]),
    ]);

    expect(await audit.verify()).toMatchObject({ entries: 4, brokenAt: null });
  });

  it('what the ledger refuses is recorded nowhere, and leaves no gap', async () => {
    const { audit, ledger } = await open();
    const unknown = { kind: 'meeting.update', id: meetingRow('m1').id, set: { title: 'x' } } as const;

    const outcomes = await Promise.all([
      ledger.commit(entryOf({ writes: [{ kind: 'audit', entry: auditEntry() }, unknown] })),
      ledger.commit(entryOf({ writes: [{ kind: 'audit', entry: auditEntry({ at: 9 }) }] })),
    ]);

    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true]);
    expect((await audit.list(EVERYTHING)).map(({ at, ordinal }) => [at, ordinal])).toEqual([[9, 1]]);
    expect((await audit.verify()).brokenAt).toBeNull();
  });
}
