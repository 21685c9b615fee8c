// What the Accounts port is, as tests.
import { describe, expect, it } from 'vitest';
import type { ApiTokenRow, LinkRow, SessionRow, Store } from '../../server/ports.ts';
import type { BodyId, LinkId, TokenId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { accountRow, entryOf, meetingRow } from '../support/store-rows.ts';

export function accountsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: accounts`, () => accountsPart(open));
  describe(`${name}: sessions and tokens`, () => credentialsPart(open));
  describe(`${name}: links`, () => linksPart(open));
}

function accountsPart(open: () => Promise<Store>): void {
  it('an account comes back with its grants in order', async () => {
    const { accounts } = await open();
    const row = accountRow('u1', {
      displayName: '张敏',
      grants: [
        { role: 'secretary', bodyId: brand<BodyId>('council') },
        { role: 'reader', bodyId: null },
      ],
    });

    expect(await accounts.count()).toBe(0);
    expect(await accounts.insert(row)).toEqual({ ok: true, value: null });

    expect(await accounts.byId(row.id)).toEqual(row);
    expect(await accounts.list()).toEqual([row]);
    expect(await accounts.count()).toBe(1);
    expect(await accounts.byId(accountRow('u2').id)).toBeNull();
  });

  it('names are one however they are typed', async () => {
    const { accounts } = await open();
    await accounts.insert(accountRow('u1', { username: 'Lin.Wei' }));

    expect((await accounts.byUsername('lin.WEI'))?.id).toBe('u1');
    expect((await accounts.byUsername('ｌｉｎ.ｗｅｉ'))?.username).toBe('Lin.Wei');
    expect(await accounts.byUsername('lin')).toBeNull();
  });

  it('a name that is taken is refused, and nothing of the account is kept', async () => {
    const { accounts } = await open();
    await accounts.insert(accountRow('u1', { username: '林伟' }));

    const second = await accounts.insert(
      accountRow('u2', { username: '林伟', grants: [{ role: 'admin', bodyId: null }] }),
    );

    expect(second).toEqual({ ok: false, code: 'username-taken', data: { username: '林伟' } });
    expect(await accounts.byId(accountRow('u2').id)).toBeNull();
    expect(await accounts.count()).toBe(1);
  });

  it('a change touches only what it names; grants are replaced as a whole', async () => {
    const { accounts } = await open();
    const row = accountRow('u1', { grants: [{ role: 'reader', bodyId: null }] });
    await accounts.insert(row);
    await accounts.insert(accountRow('u2', { grants: [{ role: 'reader', bodyId: null }] }));

    await accounts.update(row.id, { disabled: true });
    await accounts.update(row.id, { grants: [{ role: 'admin', bodyId: null }] });

    expect(await accounts.byId(row.id)).toEqual({ ...row, disabled: true, grants: [{ role: 'admin', bodyId: null }] });
    expect((await accounts.byId(accountRow('u2').id))?.grants).toEqual([{ role: 'reader', bodyId: null }]);
  });
}

function credentialsPart(open: () => Promise<Store>): void {
  const user = accountRow('u1');
  const session = (tokenHash: string, parts: Partial<SessionRow> = {}): SessionRow => ({
    tokenHash,
    userId: user.id,
    createdAt: 1_000,
    expiresAt: 2_000,
    ...parts,
  });
  const token = (id: string, parts: Partial<ApiTokenRow> = {}): ApiTokenRow => ({
    id: brand<TokenId>(id),
    tokenHash: `hash of ${id}`,
    userId: user.id,
    label: '导出脚本',
    createdAt: 1_000,
    expiresAt: null,
    ...parts,
  });

  async function withUser(): Promise<Store['accounts']> {
    const { accounts } = await open();
    await accounts.insert(user);
    await accounts.insert(accountRow('u2'));
    return accounts;
  }

  it('a session is found by its hash until it is deleted', async () => {
    const accounts = await withUser();
    await accounts.insertSession(session('h1'));
    await accounts.insertSession(session('h2'));

    expect(await accounts.session('h1')).toEqual(session('h1'));
    await accounts.deleteSession('h1');

    expect(await accounts.session('h1')).toBeNull();
    expect(await accounts.session('h2')).toEqual(session('h2'));
  });

  it('all sessions of one person end with the change that ends them, nobody else’s', async () => {
    const accounts = await withUser();
    await accounts.insertSession(session('h1'));
    await accounts.insertSession(session('h2'));
    await accounts.insertSession(session('h3', { userId: accountRow('u2').id }));

    await accounts.update(user.id, { passwordHash: 'new' }, { endSessions: true });

    expect(await accounts.session('h1')).toBeNull();
    expect(await accounts.session('h2')).toBeNull();
    expect(await accounts.session('h3')).not.toBeNull();
  });

  it('signing in sweeps out expired sessions', async () => {
    const accounts = await withUser();
    await accounts.insertSession(session('old', { createdAt: 0, expiresAt: 5_000 }));

    await accounts.insertSession(session('new', { createdAt: 5_000, expiresAt: 9_000 }));

    expect(await accounts.session('old')).toBeNull();
    expect(await accounts.session('new')).not.toBeNull();
  });

  it('a token is found by its hash and listed with its owner’s', async () => {
    const accounts = await withUser();
    await accounts.insertToken(token('t1', { createdAt: 2_000, expiresAt: 9_000 }));
    await accounts.insertToken(token('t2'));

    expect(await accounts.tokenByHash('hash of t1')).toEqual(token('t1', { createdAt: 2_000, expiresAt: 9_000 }));
    expect(await accounts.tokenByHash('t1')).toBeNull();
    expect((await accounts.tokensOf(user.id)).map((row) => row.id)).toEqual(['t2', 't1']);
    expect(await accounts.tokensOf(accountRow('u2').id)).toEqual([]);
  });

  it('only its owner deletes a token', async () => {
    const accounts = await withUser();
    await accounts.insertToken(token('t1'));

    expect(await accounts.deleteToken(accountRow('u2').id, token('t1').id)).toBe(false);
    expect(await accounts.deleteToken(user.id, token('t1').id)).toBe(true);
    expect(await accounts.deleteToken(user.id, token('t1').id)).toBe(false);
    expect(await accounts.tokenByHash('hash of t1')).toBeNull();
  });
}

function linksPart(open: () => Promise<Store>): void {
  it('links are found by id, by hash and by meeting, and are gone when deleted', async () => {
    const store = await open();
    const { accounts } = store;
    const meeting = meetingRow('m1');
    await store.ledger.commit(entryOf({ writes: [{ kind: 'meeting.insert', row: meeting }] }));
    const link: LinkRow = {
      id: brand<LinkId>('l1'),
      tokenHash: 'hash',
      kind: 'projector',
      meetingId: meeting.id,
      screen: 'main',
      createdAt: 1_000,
      createdBy: accountRow('u1').id,
      expiresAt: null,
    };

    await accounts.insertLink(link);

    expect(await accounts.linkById(link.id)).toEqual(link);
    expect(await accounts.linkByHash('hash')).toEqual(link);
    expect(await accounts.linksOf(meeting.id)).toEqual([link]);
    expect(await accounts.deleteLink(link.id)).toBe(true);
    expect(await accounts.deleteLink(link.id)).toBe(false);
    expect(await accounts.linkByHash('hash')).toBeNull();
  });
}
