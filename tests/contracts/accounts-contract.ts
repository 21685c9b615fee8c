// What the Accounts port is, as tests.
import { describe, expect, it } from 'vitest';
import type { ApiTokenRow, LinkRow, SessionRow } from '../../server/account-ports.ts';
import type { Store } from '../../server/register-ports.ts';
import type { BodyId, LinkId, TokenId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { accountRow, auditEntry, entryOf, invitationRow, meetingRow, sessionRow } from '../support/store-rows.ts';

export function accountsContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: accounts`, () => accountsPart(open));
  describe(`${name}: invitations and passwords`, () => invitationsPart(open));
  describe(`${name}: sessions`, () => sessionsPart(open));
  describe(`${name}: api tokens`, () => tokensPart(open));
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
    expect(await accounts.insert(row, [])).toEqual({ ok: true, value: null });

    expect(await accounts.byId(row.id)).toEqual(row);
    expect(await accounts.list()).toEqual([row]);
    expect(await accounts.count()).toBe(1);
    expect(await accounts.byId(accountRow('u2').id)).toBeNull();
  });

  it('names are one however they are typed', async () => {
    const { accounts } = await open();
    await accounts.insert(accountRow('u1', { username: 'Lin.Wei' }), []);

    expect((await accounts.byUsername('lin.WEI'))?.id).toBe('u1');
    expect((await accounts.byUsername('ｌｉｎ.ｗｅｉ'))?.username).toBe('Lin.Wei');
    expect(await accounts.byUsername('lin')).toBeNull();
  });

  it('a name that is taken is refused, and nothing of the account is kept', async () => {
    const { accounts, audit } = await open();
    await accounts.insert(accountRow('u1', { username: '林伟' }), []);

    const second = await accounts.insert(
      accountRow('u2', { username: '林伟', grants: [{ role: 'admin', bodyId: null }] }),
      [auditEntry()],
      invitationRow('i1', 'u2'),
    );

    expect(second).toEqual({ ok: false, code: 'username-taken', data: { username: '林伟' } });
    expect(await accounts.byId(accountRow('u2').id)).toBeNull();
    expect(await accounts.count()).toBe(1);
    expect(await accounts.invitationByHash('hash of i1')).toBeNull();
    expect(await audit.head()).toBeNull();
  });

  it('a change touches only what it names; grants are replaced as a whole', async () => {
    const { accounts } = await open();
    const row = accountRow('u1', { grants: [{ role: 'reader', bodyId: null }] });
    await accounts.insert(row, []);
    await accounts.insert(accountRow('u2', { grants: [{ role: 'reader', bodyId: null }] }), []);

    await accounts.update(row.id, { disabled: true }, []);
    await accounts.update(row.id, { grants: [{ role: 'admin', bodyId: null }] }, []);

    expect(await accounts.byId(row.id)).toEqual({ ...row, disabled: true, grants: [{ role: 'admin', bodyId: null }] });
    expect((await accounts.byId(accountRow('u2').id))?.grants).toEqual([{ role: 'reader', bodyId: null }]);
  });
}

const USER = accountRow('u1');

async function withUsers(open: () => Promise<Store>): Promise<Store> {
  const store = await open();
  await store.accounts.insert(USER, []);
  await store.accounts.insert(accountRow('u2'), []);
  return store;
}

/** Opens it as signing in does. */
function signedIn({ accounts }: Store, row: SessionRow, replaces: string | null = null): Promise<boolean> {
  return accounts.insertSession(row, { passwordHash: 'hash', replaces, idleSince: -1 }, auditEntry());
}

function invitationsPart(open: () => Promise<Store>): void {
  it('an account that is only invited has no password, and its invitation is found by its hash', async () => {
    const { accounts } = await open();
    const invited = accountRow('u1', { passwordHash: null });

    await accounts.insert(invited, [auditEntry()], invitationRow('i1'));

    expect(await accounts.byId(invited.id)).toEqual(invited);
    expect(await accounts.invitationByHash('hash of i1')).toEqual(invitationRow('i1'));
    expect(await accounts.invitationByHash('i1')).toBeNull();
  });

  it('a new invitation takes the place of the one before, of that account only', async () => {
    const { accounts } = await withUsers(open);
    await accounts.insertInvitation(invitationRow('i1'), auditEntry());
    await accounts.insertInvitation(invitationRow('i2', 'u2'), auditEntry());

    await accounts.insertInvitation(invitationRow('i3', 'u1', { purpose: 'reset' }), auditEntry());

    expect(await accounts.invitationByHash('hash of i1')).toBeNull();
    expect(await accounts.invitationByHash('hash of i2')).not.toBeNull();
    expect(await accounts.invitationByHash('hash of i3')).toEqual(invitationRow('i3', 'u1', { purpose: 'reset' }));
    expect((await accounts.invitations()).map(({ id }) => id).sort()).toEqual(['i2', 'i3']);
  });

  it('one that is withdrawn is gone; withdrawing none is told and recorded nowhere', async () => {
    const { accounts, audit } = await withUsers(open);
    await accounts.insertInvitation(invitationRow('i1'), auditEntry());

    const first = await accounts.deleteInvitation(USER.id, auditEntry());
    const second = await accounts.deleteInvitation(USER.id, auditEntry());

    expect([first, second]).toEqual([true, false]);
    expect(await accounts.invitationByHash('hash of i1')).toBeNull();
    expect((await audit.head())?.ordinal).toBe(2);
  });

  it('using one sets the password, ends every session, opens one and uses it up, once', async () => {
    const store = await withUsers(open);
    const { accounts, audit } = store;
    await accounts.insertInvitation(invitationRow('i1'), auditEntry());
    await signedIn(store, sessionRow('old'));
    const use = (passwordHash: string) => {
      const given = { kind: 'invitation', tokenHash: 'hash of i1' } as const;
      const session = sessionRow(passwordHash, { createdAt: 2_000 });
      return accounts.changePassword({ userId: USER.id, passwordHash, session, given }, auditEntry());
    };

    const outcomes = await Promise.all([use('first'), use('second')]);

    expect(outcomes).toEqual([true, false]);
    expect(await accounts.byId(USER.id)).toEqual({ ...USER, passwordHash: 'first', lastSeenAt: 2_000 });
    expect((await accounts.sessions()).map(({ tokenHash }) => tokenHash)).toEqual(['first']);
    expect(await accounts.invitationByHash('hash of i1')).toBeNull();
    expect((await audit.head())?.ordinal).toBe(3);
  });

  it.each([
    ['expired', { createdAt: 5_000 }, {}],
    ['of a disabled account', {}, { disabled: true }],
    ['of an account with another password by now', {}, { passwordHash: 'other' }],
  ])('what was given must still hold when it is written: %s', async (_, session, account) => {
    const store = await withUsers(open);
    const { accounts } = store;
    await accounts.insertInvitation(invitationRow('i1'), auditEntry());
    await accounts.update(USER.id, account, []);
    const given =
      'passwordHash' in account
        ? ({ kind: 'password', passwordHash: 'hash' } as const)
        : ({ kind: 'invitation', tokenHash: 'hash of i1' } as const);
    const change = { userId: USER.id, passwordHash: 'new', session: sessionRow('s', session), given };

    expect(await accounts.changePassword(change, auditEntry())).toBe(false);

    expect(await accounts.byId(USER.id)).toEqual({ ...USER, ...account });
    expect(await accounts.sessions()).toEqual([]);
    expect(await accounts.invitationByHash('hash of i1')).not.toBeNull();
  });
}

function sessionsPart(open: () => Promise<Store>): void {
  it('a session is found by its hash, and opening it is being seen', async () => {
    const store = await withUsers(open);

    expect(await signedIn(store, sessionRow('h1', { createdAt: 1_500 }))).toBe(true);

    expect(await store.accounts.session('h1')).toEqual(sessionRow('h1', { createdAt: 1_500 }));
    expect(await store.accounts.session('h2')).toBeNull();
    expect((await store.accounts.byId(USER.id))?.lastSeenAt).toBe(1_500);
  });

  it('sessions are listed newest first, of one person or of all', async () => {
    const store = await withUsers(open);
    await signedIn(store, sessionRow('h1'));
    await signedIn(store, sessionRow('h2', { createdAt: 2_000 }));
    await signedIn(store, sessionRow('h3', { userId: accountRow('u2').id, createdAt: 1_500 }));

    expect((await store.accounts.sessions(USER.id)).map((row) => row.tokenHash)).toEqual(['h2', 'h1']);
    expect((await store.accounts.sessions()).map((row) => row.tokenHash)).toEqual(['h2', 'h3', 'h1']);
  });

  it('a new one takes the place of the one the browser had, in the same write', async () => {
    const store = await withUsers(open);
    await signedIn(store, sessionRow('h1'));

    await signedIn(store, sessionRow('h2'), 'h1');

    expect((await store.accounts.sessions()).map((row) => row.tokenHash)).toEqual(['h2']);
  });

  it.each([{ passwordHash: 'new' }, { disabled: true }])(
    'none is opened, none ended and nothing recorded once the account changed: %o',
    async (change) => {
      const store = await withUsers(open);
      await signedIn(store, sessionRow('h1'));
      await store.accounts.update(USER.id, change, []);

      expect(await signedIn(store, sessionRow('h2'), 'h1')).toBe(false);

      expect((await store.accounts.sessions()).map((row) => row.tokenHash)).toEqual(['h1']);
      expect((await store.audit.head())?.ordinal).toBe(1);
    },
  );

  it('all sessions of one person end with the change that ends them, nobody else’s', async () => {
    const store = await withUsers(open);
    await signedIn(store, sessionRow('h1'));
    await signedIn(store, sessionRow('h2'));
    await signedIn(store, sessionRow('h3', { userId: accountRow('u2').id }));
    await store.accounts.insertInvitation(invitationRow('i1'), auditEntry());

    await store.accounts.update(USER.id, { disabled: true }, [], { endSessions: true, endInvitation: true });

    expect((await store.accounts.sessions()).map((row) => row.tokenHash)).toEqual(['h3']);
    expect(await store.accounts.invitationByHash('hash of i1')).toBeNull();
  });

  it('sessions are ended by their hashes, and ending none that is there is told and recorded nowhere', async () => {
    const store = await withUsers(open);
    for (const hash of ['h1', 'h2', 'h3']) await signedIn(store, sessionRow(hash));

    const outcomes = [
      await store.accounts.deleteSessions(['h1', 'h2', 'unknown'], auditEntry()),
      await store.accounts.deleteSessions(['h1'], auditEntry()),
      await store.accounts.deleteSessions([], auditEntry()),
    ];

    expect(outcomes).toEqual([true, false, false]);
    expect((await store.accounts.sessions()).map((row) => row.tokenHash)).toEqual(['h3']);
    expect((await store.audit.head())?.ordinal).toBe(4);
  });

  it('that sessions were seen is noted for them and their accounts, and brings none back', async () => {
    const store = await withUsers(open);
    await signedIn(store, sessionRow('h1'));
    const seen = { userId: USER.id, lastSeenAt: 3_000 };

    await store.accounts.touchSessions([
      { tokenHash: 'h1', ...seen },
      { tokenHash: 'gone', ...seen },
    ]);

    expect((await store.accounts.sessions()).map((row) => [row.tokenHash, row.lastSeenAt])).toEqual([['h1', 3_000]]);
    expect((await store.accounts.byId(USER.id))?.lastSeenAt).toBe(3_000);
  });

  it('signing in sweeps out what is over, by age or for want of use', async () => {
    const store = await withUsers(open);
    await signedIn(store, sessionRow('expired', { expiresAt: 5_000 }));
    await signedIn(store, sessionRow('idle', { lastSeenAt: 2_000 }));
    await signedIn(store, sessionRow('used', { lastSeenAt: 2_001 }));

    const given = { passwordHash: 'hash', replaces: null, idleSince: 2_000 };
    await store.accounts.insertSession(sessionRow('new', { createdAt: 5_000 }), given, auditEntry());

    expect((await store.accounts.sessions()).map((row) => row.tokenHash).sort()).toEqual(['new', 'used']);
  });
}

function tokensPart(open: () => Promise<Store>): void {
  const token = (id: string, parts: Partial<ApiTokenRow> = {}): ApiTokenRow => ({
    ...{ id: brand<TokenId>(id), tokenHash: `hash of ${id}`, userId: USER.id, label: '导出脚本' },
    ...{ createdAt: 1_000, expiresAt: null },
    ...parts,
  });

  it('a token is found by its hash and listed oldest first, of one person or of all', async () => {
    const { accounts } = await withUsers(open);
    await accounts.insertToken(token('t1', { createdAt: 2_000, expiresAt: 9_000 }), auditEntry());
    await accounts.insertToken(token('t2'), auditEntry());
    await accounts.insertToken(token('t3', { userId: accountRow('u2').id, createdAt: 500 }), auditEntry());

    expect(await accounts.tokenByHash('hash of t1')).toEqual(token('t1', { createdAt: 2_000, expiresAt: 9_000 }));
    expect(await accounts.tokenByHash('t1')).toBeNull();
    expect((await accounts.tokens(USER.id)).map((row) => row.id)).toEqual(['t2', 't1']);
    expect((await accounts.tokens()).map((row) => row.id)).toEqual(['t3', 't2', 't1']);
  });

  it('a token is deleted once, and recorded once', async () => {
    const { accounts, audit } = await withUsers(open);
    await accounts.insertToken(token('t1'), auditEntry());

    expect(await accounts.deleteToken(token('t1').id, auditEntry())).toBe(true);
    expect(await accounts.deleteToken(token('t1').id, auditEntry())).toBe(false);

    expect(await accounts.tokenByHash('hash of t1')).toBeNull();
    expect((await audit.head())?.ordinal).toBe(2);
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

    await accounts.insertLink(link, auditEntry());

    expect(await accounts.linkById(link.id)).toEqual(link);
    expect(await accounts.linkByHash('hash')).toEqual(link);
    expect(await accounts.links(meeting.id)).toEqual([link]);
    expect(await accounts.links()).toEqual([link]);
    expect(await accounts.deleteLink(link.id, auditEntry())).toBe(true);
    expect(await accounts.deleteLink(link.id, auditEntry())).toBe(false);
    expect(await accounts.linkByHash('hash')).toBeNull();
  });
}
