// Who may do what with accounts, sessions, tokens, invitations and the office's own lists.
import { randomUUID } from 'node:crypto';
import { PASSWORD } from '../support/app.ts';
import type { Office, Someone } from './office-in-use.ts';
import { read } from './exchange.ts';
import { testMailIn } from './notice-ids.ts';
import { newToken, STALE, type RoutePolicies } from './route-policy.ts';

/** The id of a session that is there only to be ended. */
async function sessionOf(office: Office, { username, ...who }: Someone): Promise<string> {
  const sessions = async (): Promise<readonly string[]> => {
    const listed = await office.send('GET', '/sessions', office.as({ username, ...who }));
    return [...listed.text.matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id);
  };
  const before = await sessions();
  await office.signIn(username);
  const made = (await sessions()).find((id) => !before.includes(id));
  if (made === undefined) throw new Error(`${username} has no new session`);
  return made;
}

async function calendarOf(office: Office, who: Someone): Promise<string> {
  return read(await office.send('POST', '/calendars', office.as(who)), 'id');
}

async function tokenOf(office: Office, who: Someone): Promise<string> {
  return read(await office.send('POST', '/tokens', office.as(who), { label: 'x' }), 'id');
}

export const ACCOUNT_POLICY: RoutePolicies = {
  readSetup: [{ about: 'anyone', outcome: 200 }],
  completeSetup: [
    {
      about: 'anyone',
      outcome: 'setup-done',
      body: { token: 'x', username: 'intruder', password: PASSWORD, displayName: 'x' },
    },
  ],
  signIn: [
    {
      about: 'anyone',
      outcome: 'wrong-credentials',
      isNoted: true,
      /** A new name each time: guessing at one is limited. */
      get body() {
        return { username: randomUUID(), password: 'x' };
      },
    },
  ],
  signOut: [
    {
      about: 'oneself',
      outcome: (credential) => (credential === 'session' ? 204 : 'not-found'),
      undo: async (office, someone, credential) => {
        if (credential === 'session') someone.cookie = await office.signIn(someone.username);
      },
    },
  ],
  readMe: [{ about: 'oneself', outcome: () => 200 }],
  listOwnCalendars: [{ about: 'oneself', outcome: () => 200 }],
  createOwnCalendar: [{ about: 'oneself', outcome: () => 201 }],
  revokeCalendar: [
    {
      about: 'own id',
      outcome: 204,
      make: calendarOf,
    },
  ],
  readCalendarFeed: [{ about: 'anyone', outcome: 'not-found' }],
  listTokens: [{ about: 'oneself', outcome: () => 200 }],
  createToken: [{ about: 'oneself', outcome: () => 201, body: { label: 'x' } }],
  deleteToken: [
    {
      about: 'own id',
      outcome: 204,
      make: tokenOf,
    },
  ],
  changePassword: [
    {
      about: 'oneself',
      outcome: (credential) => (credential === 'session' ? 'invalid' : 'not-found'),
      body: { current: 'not my password', password: 'another password of mine' },
    },
  ],
  setOwnEmail: [{ about: 'oneself', outcome: () => 200, body: { email: null } }],
  listSessions: [{ about: 'oneself', outcome: () => 200 }],
  endSession: [{ about: 'own id', outcome: 204, make: sessionOf }],
  endOtherSessions: [
    {
      about: 'oneself',
      outcome: () => 204,
      undo: async (office, someone, credential) => {
        if (credential === 'token') someone.cookie = await office.signIn(someone.username);
      },
    },
  ],
  readInvitation: [
    {
      about: 'anyone',
      outcome: 'not-found',
      get body() {
        return { token: newToken() };
      },
    },
  ],
  acceptInvitation: [
    {
      about: 'anyone',
      outcome: 'not-found',
      get body() {
        return { token: newToken(), password: 'a password of nobody' };
      },
    },
  ],
  createInvitation: [{ about: 'office', roles: ['admin'], outcome: 201 }],
  deleteInvitation: [
    {
      about: 'office id',
      roles: ['admin'],
      outcome: 204,
      make: async (office) => {
        const accounts = await office.send('GET', '/accounts', office.as(office.keeper));
        const id = /"id":"([^"]+)","username":"reader-other"/.exec(accounts.text)?.[1] ?? '';
        await office.send('POST', `/accounts/${id}/invitation`, office.as(office.keeper));
        return id;
      },
    },
  ],
  listOfficeSessions: [{ about: 'office', roles: ['admin'], outcome: 200 }],
  endOfficeSession: [
    { about: 'office id', roles: ['admin'], outcome: 204, make: (office) => sessionOf(office, office.keeper) },
  ],
  listOfficeTokens: [{ about: 'office', roles: ['admin'], outcome: 200 }],
  deleteOfficeToken: [
    { about: 'office id', roles: ['admin'], outcome: 204, make: (office) => tokenOf(office, office.keeper) },
  ],
  listOfficeLinks: [{ about: 'office', roles: ['admin'], outcome: 200 }],
  listNotices: [{ about: 'office', roles: ['admin'], outcome: 200 }],
  sendTestMail: [{ about: 'office', roles: ['admin'], outcome: 201, body: { to: 'li@example.org' } }],
  retryNotice: [{ about: 'office id', roles: ['admin'], outcome: 204, make: testMailIn }],
  readAudit: [{ about: 'office', roles: ['admin'], outcome: 200 }],
  verifyAudit: [{ about: 'office', roles: ['admin'], outcome: 200 }],
  listAccounts: [{ about: 'office', roles: ['admin'], outcome: 200 }],
  createAccount: [
    {
      about: 'office',
      roles: ['admin'],
      outcome: 'username-taken',
      body: { username: 'admin', password: PASSWORD, displayName: 'x', role: 'admin' },
    },
  ],
  patchAccount: [
    { about: 'office', roles: ['admin'], outcome: 'version-mismatch', body: { role: 'admin' }, headers: STALE },
  ],
};
