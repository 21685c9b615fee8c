// Who may do what, written down by hand a second time: what people were promised, not what the code says. The matrix holds
// the server to it, so nothing here may be computed from the product's own tables.
import { randomBytes, randomUUID } from 'node:crypto';
import { PASSWORD } from '../support/app.ts';
import type { Body, Credential, Office, Someone, State, Target } from './office-in-use.ts';
import { bodyId } from './office-in-use.ts';
import { Form, read, type Answer } from './exchange.ts';
import * as registers from './register-office.ts';

type RoleName = 'admin' | 'secretary' | 'notetaker' | 'reader';

/**
 * What proves that it was allowed: the status, or the code of a refusal that only somebody who may do it gets to hear. What
 * is not mentioned answers `not-found`, exactly as an id that never was.
 */
export type Outcome = number | string;

/** By the meeting's state; `open` is prepare, live and follow-up, or what of them is not named. */
type ByState = Partial<Readonly<Record<'prepare' | 'open' | 'archived' | 'trashed', Outcome>>>;

export interface Asking {
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The audit log tells of it even when it is refused. */
  readonly isNoted?: true;
}

/** Puts things back as they were, so that one meeting serves for thousands of cases. */
type Undo = (office: Office, answer: Answer, target: Target) => Promise<void>;

export type RoutePolicy =
  /** Everybody, signed in or not. */
  | (Asking & { readonly about: 'anyone'; readonly outcome: Outcome })
  /** Every account, about itself. */
  | (Asking & {
      readonly about: 'oneself';
      readonly outcome: (credential: Credential) => Outcome;
      readonly undo?: (office: Office, someone: Someone, credential: Credential) => Promise<void>;
    })
  /** Those roles, for all bodies. */
  | (Asking & { readonly about: 'office'; readonly roles: readonly RoleName[]; readonly outcome: Outcome })
  /** Every account with a grant (of one of these roles, if named); what the answer holds is a test of its own. */
  | (Asking & { readonly about: 'list'; readonly outcome: Outcome; readonly roles?: readonly RoleName[] })
  /** Those roles, in the body that the request names. */
  | {
      readonly about: 'body';
      readonly roles: readonly RoleName[];
      readonly outcome: Outcome;
      readonly bodies: readonly Body[];
      readonly body: (target: Body) => unknown;
    }
  /** The same, by an id that is an account's or somebody's: there, but as unknown to all others. */
  | (Asking & {
      readonly about: 'office id';
      readonly roles: readonly RoleName[];
      readonly outcome: Outcome;
      /** The id, or also the one of what belongs to it. */
      readonly make: (office: Office) => Promise<string | readonly [string, string]>;
    })
  | (Asking & {
      readonly about: 'meeting' | 'link' | 'file';
      readonly rows: readonly (readonly [readonly RoleName[], ByState])[];
      readonly undo?: Undo;
    })
  | { readonly about: 'archive'; readonly roles: readonly RoleName[]; readonly outcome: Outcome }
  /** By an id that is somebody's own: an own one, and another person's, which is as unknown. */
  | {
      readonly about: 'own id';
      readonly outcome: Outcome;
      readonly make: (office: Office, who: Someone) => Promise<string>;
    };

const STEERING: readonly RoleName[] = ['admin', 'secretary'];
const SECRETARIAT: readonly RoleName[] = ['admin', 'secretary', 'notetaker'];
const EVERYONE: readonly RoleName[] = ['admin', 'secretary', 'notetaker', 'reader'];
const STALE = { 'if-match': '"stale"' };

/** Of nothing; another one each time, since trying one again and again is limited. */
function newToken(): string {
  return randomBytes(32).toString('base64url');
}

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

async function tokenOf(office: Office, who: Someone): Promise<string> {
  return read(await office.send('POST', '/tokens', office.as(who), { label: 'x' }), 'id');
}

async function templateForAll(office: Office): Promise<string> {
  const template = { name: 'x', bodyId: null, items: [] };
  return read(await office.send('POST', '/templates', office.as(office.keeper), template), 'id');
}

async function phraseForAll(office: Office): Promise<string> {
  const phrase = { bodyId: null, text: '会议认为，' };
  return read(await office.send('POST', '/phrases', office.as(office.keeper), phrase), 'id');
}

export function outcomeIn(byState: ByState, state: State): Outcome {
  const own = state === 'live' || state === 'follow-up' ? undefined : byState[state];
  return own ?? (state === 'archived' || state === 'trashed' ? undefined : byState.open) ?? 'not-found';
}

/** By the operationId; several where the request makes a difference. */
export const ROUTE_POLICY: Readonly<Record<string, readonly RoutePolicy[]>> = {
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
  listMeetings: [
    { about: 'list', outcome: 200 },
    { about: 'list', outcome: 200, query: '?trashed=true' },
  ],
  createMeeting: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 201,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ title: 'x', ...(target === 'none' ? {} : { bodyId: bodyId(target) }) }),
    },
  ],
  importMeeting: [
    { about: 'body', roles: STEERING, outcome: 201, bodies: ['none'], body: () => ({ meeting: { name: 'x' } }) },
  ],
  createSample: [{ about: 'office', roles: STEERING, outcome: 201 }],
  publishAgenda: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 200, archived: 'sealed' }]],
    },
  ],
  listBodies: [{ about: 'list', outcome: 200 }],
  createBody: [
    {
      about: 'office',
      roles: STEERING,
      outcome: 201,
      /** Two bodies do not share a name. */
      get body() {
        return { name: randomUUID() };
      },
    },
  ],
  patchBody: [
    {
      about: 'office id',
      roles: STEERING,
      outcome: 200,
      body: { shortName: '机构' },
      make: async (office) => {
        await office.send('POST', '/bodies', office.as(office.keeper), { id: 'named', name: '已有名字的机构' });
        return 'named';
      },
    },
  ],
  readHallLook: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  patchHallLook: [
    { about: 'office id', roles: STEERING, outcome: 200, body: { accent: '#1d6663' }, make: registers.body },
  ],
  putHallLogo: [
    {
      ...{ about: 'office id', roles: STEERING, outcome: 'invalid', make: registers.body },
      get body() {
        return Form.withFile();
      },
    },
  ],
  removeHallLogo: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.body }],
  // Screens have no account; a digest leads nowhere else.
  readLogo: [{ about: 'anyone', outcome: 'not-found' }],
  listPeople: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  createPerson: [{ about: 'office', roles: STEERING, outcome: 201, body: { name: '赵军' } }],
  patchPerson: [{ about: 'office id', roles: STEERING, outcome: 200, body: { note: 'x' }, make: registers.person }],
  removePerson: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.person }],
  restorePerson: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.person }],
  mergePeople: [
    { about: 'office id', roles: STEERING, outcome: 'invalid', body: { into: 'nobody' }, make: registers.person },
  ],
  exportRegister: [{ about: 'list', roles: STEERING, outcome: 200 }],
  listRosterImports: [{ about: 'list', roles: STEERING, outcome: 200 }],
  importRoster: [
    { about: 'office', roles: STEERING, outcome: 201, body: { file: '名册.xlsx', rows: [{ row: 2, name: '赵军' }] } },
  ],
  undoRosterImport: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.rosterImport }],
  listOrganisations: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  mergeOrganisations: [
    {
      about: 'office id',
      roles: STEERING,
      outcome: 'invalid',
      body: { into: 'nowhere' },
      make: registers.organisation,
    },
  ],
  patchOrganisation: [
    { about: 'office id', roles: STEERING, outcome: 200, body: { shortName: null }, make: registers.organisation },
  ],
  readBodyRegister: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  readRoster: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.body }],
  createTerm: [
    {
      ...{ about: 'office id', roles: STEERING, outcome: 'invalid', make: registers.body },
      body: { number: 1, from: '2024-02-01', to: '2024-01-01' },
    },
  ],
  patchTerm: [{ about: 'office id', roles: STEERING, outcome: 200, body: { seats: 31 }, make: registers.term }],
  removeTerm: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.seatedTerm }],
  restoreTerm: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.term }],
  createMember: [
    {
      ...{ about: 'office id', roles: STEERING, outcome: 'invalid', make: registers.term },
      body: { personId: 'nobody' },
    },
  ],
  orderMembers: [
    { about: 'office id', roles: STEERING, outcome: 'invalid', body: { members: ['nobody'] }, make: registers.term },
  ],
  patchMember: [{ about: 'office id', roles: STEERING, outcome: 200, body: { post: '会长' }, make: registers.member }],
  removeMember: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.member }],
  restoreMember: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.member }],
  createCharterEntry: [
    { about: 'office id', roles: STEERING, outcome: 201, body: registers.CHARTER_ENTRY, make: registers.body },
  ],
  removeCharterEntry: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.charterEntry }],
  restoreCharterEntry: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.charterEntry }],
  listTemplates: [{ about: 'list', roles: STEERING, outcome: 200 }],
  createTemplate: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 201,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ name: 'x', bodyId: bodyId(target), items: [] }),
    },
  ],
  patchTemplate: [{ about: 'office id', roles: STEERING, outcome: 200, body: { name: 'y' }, make: templateForAll }],
  removeTemplate: [{ about: 'office id', roles: STEERING, outcome: 204, make: templateForAll }],
  restoreTemplate: [{ about: 'office id', roles: STEERING, outcome: 200, make: templateForAll }],
  listStockPhrases: [{ about: 'list', roles: STEERING, outcome: 200 }],
  listMeetingPhrases: [
    {
      about: 'meeting',
      rows: [
        [STEERING, { open: 200, archived: 200, trashed: 200 }],
        [SECRETARIAT, { open: 200, archived: 200 }],
      ],
    },
  ],
  createStockPhrase: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 201,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ bodyId: bodyId(target), text: '会议认为，' }),
    },
  ],
  patchStockPhrase: [{ about: 'office id', roles: STEERING, outcome: 200, body: { text: 'y' }, make: phraseForAll }],
  removeStockPhrase: [{ about: 'office id', roles: STEERING, outcome: 204, make: phraseForAll }],
  restoreStockPhrase: [{ about: 'office id', roles: STEERING, outcome: 200, make: phraseForAll }],
  listTasks: [{ about: 'list', roles: SECRETARIAT, outcome: 200 }],
  createTask: [
    {
      about: 'body',
      roles: STEERING,
      outcome: 201,
      bodies: ['own', 'other', 'none'],
      body: (target) => ({ ...registers.TASK, bodyId: bodyId(target) }),
    },
  ],
  readTask: [{ about: 'office id', roles: SECRETARIAT, outcome: 200, make: registers.task }],
  moveTask: [
    {
      about: 'office id',
      roles: SECRETARIAT,
      outcome: 'version-mismatch',
      body: { action: 'accept' },
      headers: STALE,
      make: registers.task,
    },
  ],
  listTaskLinks: [{ about: 'office id', roles: STEERING, outcome: 200, make: registers.task }],
  createTaskLink: [
    { about: 'office id', roles: STEERING, outcome: 'invalid', body: { owner: 'nobody' }, make: registers.task },
  ],
  revokeTaskLink: [{ about: 'office id', roles: STEERING, outcome: 204, make: registers.taskLink }],
  openTaskLink: [{ about: 'anyone', outcome: 'not-found' }],
  answerTaskLink: [{ about: 'anyone', outcome: 'not-found', body: { task: 'x', revision: '1', action: 'accept' } }],
  readMeeting: [
    {
      about: 'meeting',
      rows: [
        [STEERING, { open: 200, archived: 200, trashed: 200 }],
        [['notetaker'], { open: 200, archived: 200 }],
      ],
    },
  ],
  patchMeeting: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 'version-mismatch', archived: 'sealed' }]],
      body: { venue: 'x' },
      headers: STALE,
    },
  ],
  changePhase: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 'phase-not-allowed', archived: 'phase-not-allowed' }]],
      body: { to: 'archived' },
    },
  ],
  trashMeeting: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 204, archived: 'sealed' }]],
      undo: async (office, _answer, { id }) => {
        await office.send('POST', `/meetings/${id}/restore`, office.as(office.keeper));
      },
    },
  ],
  restoreMeeting: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 200, archived: 'sealed', trashed: 200 }]],
      undo: async (office, _answer, { id, state }) => {
        if (state === 'trashed') await office.send('DELETE', `/meetings/${id}`, office.as(office.keeper));
      },
    },
  ],
  readMyNotes: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  writeMyNotes: [
    {
      about: 'meeting',
      rows: [[SECRETARIAT, { open: 'version-mismatch', archived: 'version-mismatch' }]],
      body: { text: 'x' },
      headers: STALE,
    },
  ],
  listDisplays: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]] }],
  listLinks: [{ about: 'meeting', rows: [[STEERING, { open: 200, archived: 200 }]] }],
  createLink: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 201, archived: 201 }]],
      body: { kind: 'view' },
      undo: async (office, answer) => {
        await office.send('DELETE', `/links/${read(answer, 'id')}`, office.as(office.keeper));
      },
    },
  ],
  readRehearsal: [{ about: 'meeting', rows: [[STEERING, { open: 200, archived: 200 }]] }],
  runRehearsal: [
    {
      about: 'meeting',
      rows: [[STEERING, { prepare: 200, open: 'phase-not-allowed', archived: 'phase-not-allowed' }]],
      body: { rate: 0 },
      undo: async (office, _answer, { id }) => {
        await office.send('DELETE', `/meetings/${id}/rehearsal`, office.as(office.keeper));
      },
    },
  ],
  endRehearsal: [{ about: 'meeting', rows: [[STEERING, { open: 204, archived: 204 }]] }],
  // By code or link alone; what each of them opens is told in tests/services/check-in.test.ts.
  openDoor: [{ about: 'anyone', outcome: 'not-found', body: {} }],
  checkIn: [{ about: 'anyone', outcome: 'not-found', body: { person: 'nobody' } }],
  withdrawCheckIn: [{ about: 'anyone', outcome: 'not-found', body: { receipt: 'r~AAAAAAAAAAAAAAAAAAAAAAA~x' } }],
  readDoorCode: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]] }],
  deleteLink: [
    {
      about: 'link',
      rows: [[STEERING, { open: 204, archived: 204 }]],
      undo: async (office, _answer, target) => {
        const path = `/meetings/${target.id}/links`;
        target.linkId = read(await office.send('POST', path, office.as(office.keeper), { kind: 'view' }), 'id');
      },
    },
  ],
  uploadFile: [
    {
      about: 'meeting',
      rows: [[SECRETARIAT, { open: 201, archived: 'sealed' }]],
      get body() {
        return Form.withFile();
      },
      undo: async (office, answer) => {
        await office.send('DELETE', `/files/${read(answer, 'id')}`, office.as(office.keeper));
      },
    },
  ],
  listFiles: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  readFile: [{ about: 'file', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  renameFile: [{ about: 'file', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]], body: { name: 'y.txt' } }],
  removeFile: [
    {
      about: 'file',
      rows: [[SECRETARIAT, { open: 204, archived: 'sealed' }]],
      undo: async (office, _answer, target) => {
        const path = `/meetings/${target.id}/files`;
        target.fileId = read(await office.send('POST', path, office.as(office.keeper), Form.withFile()), 'id');
      },
    },
  ],
  readSnapshot: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] },
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]], query: '?audience=public' },
  ],
  exportMeeting: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] },
    {
      about: 'meeting',
      rows: [
        [SECRETARIAT, { open: 200, archived: 200 }],
        [['reader'], { archived: 200 }],
      ],
      query: '?audience=public',
    },
  ],
  listWriters: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  readHistory: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] },
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]], query: '?item=anything' },
  ],
  readPast: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  listVersions: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  createVersion: [
    {
      about: 'meeting',
      rows: [[SECRETARIAT, { open: 201, archived: 'sealed' }]],
      body: { name: '试' },
      undo: async (office, answer, { id }) => {
        await office.send('DELETE', `/meetings/${id}/versions/${read(answer, 'id')}`, office.as(office.keeper));
      },
    },
  ],
  readVersion: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 200 }]] }],
  renameVersion: [
    { about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]], body: { name: '新名' } },
  ],
  removeVersion: [
    {
      about: 'meeting',
      rows: [[SECRETARIAT, { open: 204, archived: 'sealed' }]],
      undo: async (office, _answer, { id, versionId }) => {
        const path = `/meetings/${id}/versions/${versionId}/restore`;
        await office.send('POST', path, office.as(office.keeper));
      },
    },
  ],
  restoreVersion: [{ about: 'meeting', rows: [[SECRETARIAT, { open: 200, archived: 'sealed' }]] }],
  archiveMeeting: [
    { about: 'meeting', rows: [[STEERING, { open: 'not-ready', archived: 'already-archived' }]], body: {} },
  ],
  reopenMeeting: [
    {
      about: 'meeting',
      rows: [[STEERING, { open: 'not-archived', archived: 201 }]],
      body: { reason: '试' },
      undo: async (office, _answer, { id }) => {
        const path = `/meetings/${id}/archive`;
        await office.send('POST', path, office.as(office.keeper), { override: { reason: '试' } });
      },
    },
  ],
  searchArchive: [
    { about: 'list', outcome: 200 },
    { about: 'list', outcome: 200, query: '?q=%E6%8A%A5' },
  ],
  readArchive: [{ about: 'archive', roles: EVERYONE, outcome: 200 }],
  verifyArchive: [{ about: 'archive', roles: EVERYONE, outcome: 200 }],
};
