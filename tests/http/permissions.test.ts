// The permission table against every route, generated from both: what the table forbids answers exactly like what does
// not exist, what it allows does not (T37, T38).
import { beforeAll, describe, expect, test } from 'vitest';
import { accountRoutes } from '../../shared/api/account-routes.schema.ts';
import { archiveRoutes } from '../../shared/api/archive-routes.schema.ts';
import { meetingRoutes } from '../../shared/api/meeting-routes.schema.ts';
import { noteRoutes } from '../../shared/api/note-routes.schema.ts';
import { officeRoutes } from '../../shared/api/office-routes.schema.ts';
import type { RouteDefinition } from '../../shared/api/route.schema.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { can, ROLES, type Grant, type Role } from '../../shared/domain/roles.ts';
import { brand } from '../../shared/lib/brand.ts';
import { listed, PASSWORD, startApp, textField, type Caller, type Reply, type TestApp } from '../support/app.ts';
import { atEndOfFile, type AtEnd } from '../support/temporary-folder.ts';

const ROUTES: readonly RouteDefinition[] = [
  ...accountRoutes,
  ...meetingRoutes,
  ...noteRoutes,
  ...archiveRoutes,
  ...officeRoutes,
];
/** Each person has their own of these, and the meeting’s ids are none. */
const OWN = ['deleteToken', 'endSession'];
const COUNCIL = 'standing_council';
const UNKNOWN = 'AAAAAAAAAAAAAAAAAAAAAAA';

/** Bodies that each route accepts. */
const BODIES: Readonly<Record<string, unknown>> = {
  createAccount: { username: 'new-one', password: PASSWORD, displayName: 'x', role: 'reader' },
  patchAccount: { role: 'reader' },
  createToken: { label: 'x' },
  changePassword: { current: PASSWORD, password: 'another good one 7' },
  createMeeting: { title: 'x', bodyId: COUNCIL },
  importMeeting: { meeting: { name: 'x' } },
  patchMeeting: { venue: 'x' },
  changePhase: { to: 'live' },
  createLink: { kind: 'projector' },
  archiveMeeting: { override: { reason: 'x' } },
  reopenMeeting: { reason: 'x' },
  writeMyNotes: { text: 'x' },
};

interface Scene {
  readonly app: TestApp;
  readonly open: string;
  readonly sealed: string;
  readonly archiveId: string;
  readonly linkId: string;
  readonly accountId: string;
}

async function stage(atEnd?: AtEnd): Promise<Scene> {
  const app = await startApp(atEnd ? { atEnd } : {});
  const admin = await app.admin();
  const meeting = async (): Promise<string> =>
    textField(await admin.post('/meetings', { title: '理事会', bodyId: COUNCIL }), 'id');
  const [open, sealed] = [await meeting(), await meeting()];
  const link = await admin.post(`/meetings/${open}/links`, { kind: 'projector' });
  const archived = await admin.post(`/meetings/${sealed}/archive`, { override: { reason: '试' } });
  const account = await admin.post('/accounts', {
    username: 'target',
    password: PASSWORD,
    displayName: 'x',
    role: 'reader',
  });
  return {
    app,
    open,
    sealed,
    archiveId: textField(archived, 'archiveId'),
    linkId: textField(link, 'id'),
    accountId: textField(account, 'id'),
  };
}

/** Accounts and files to import belong to no body, so a grant for one body does not reach them. */
function bodyOf({ path }: RouteDefinition): BodyId | null {
  return path.startsWith('/accounts') || path === '/meetings/import' ? null : brand<BodyId>(COUNCIL);
}

/** A reader has sealed meetings as files, and this one is open. */
function mayCall(grants: readonly Grant[], route: RouteDefinition): boolean {
  const { rule, name } = route;
  if (rule === 'anyone' || rule === 'signed-in') return true;
  if (name === 'exportMeeting') return can(grants, 'export.internal', { bodyId: COUNCIL });
  return can(grants, rule, { bodyId: bodyOf(route), phase: name === 'reopenMeeting' ? 'archived' : 'prepare' });
}

function pathIn(scene: Scene, { path, name }: RouteDefinition): string {
  const id = path.startsWith('/links')
    ? scene.linkId
    : path.startsWith('/archive')
      ? scene.archiveId
      : path.startsWith('/accounts')
        ? scene.accountId
        : name === 'reopenMeeting'
          ? scene.sealed
          : scene.open;
  return path.replace('{format}', 'json').replace('{id}', id);
}

function call(caller: Caller, route: RouteDefinition, path: string): Promise<Reply> {
  const body = BODIES[route.name];
  return caller.request(route.method.toUpperCase(), path, { ...(body ? { body } : {}), headers: { 'if-match': '*' } });
}

/** For what changes nothing: refused calls and reading. */
const atEnd = atEndOfFile();
let shared: Scene;
let strangerThere: Caller;
const callersThere = new Map<Role, Caller>();

beforeAll(async () => {
  shared = await stage(atEnd);
  for (const role of ROLES) callersThere.set(role, await shared.app.as(role, { bodyId: COUNCIL }));
  strangerThere = await shared.app.as('secretary', { bodyId: 'another_body', username: 'stranger' });
});

/** Somebody of this role in a scene that the call may change if it is allowed to. */
async function asIn(role: Role, mayChange: boolean): Promise<{ readonly scene: Scene; readonly caller: Caller }> {
  const there = callersThere.get(role);
  if (there && !mayChange) return { scene: shared, caller: there };
  const scene = await stage();
  return { scene, caller: await scene.app.as(role, { bodyId: COUNCIL }) };
}

const guarded = ROUTES.filter(({ rule, name }) => rule !== 'anyone' && rule !== 'signed-in' && !OWN.includes(name));

describe.each(ROLES)('a %s of the meeting’s body', (role: Role) => {
  const grants = [{ role, bodyId: brand<BodyId>(COUNCIL) }];

  test.each(guarded.map((route) => [route.name, route] as const))('%s', async (_name, route) => {
    const allowed = mayCall(grants, route);
    const { scene, caller } = await asIn(role, allowed && route.method !== 'get');

    const reply = await call(caller, route, pathIn(scene, route));

    if (allowed) expect([401, 403, 404, 500]).not.toContain(reply.status);
    else expect(reply).toMatchObject({ status: 404, body: (await caller.get(`/meetings/${UNKNOWN}`)).body });
  });
});

describe('whoever belongs to another body', () => {
  const ofMeetings = guarded.filter(({ path }) => path.includes('{id}') && !path.startsWith('/accounts'));

  test.each(ofMeetings.map((route) => [route.name, route] as const))(
    '%s answers as if it did not exist',
    async (_name, route) => {
      const reply = await call(strangerThere, route, pathIn(shared, route));

      expect(reply).toMatchObject({ status: 404, body: (await strangerThere.get(`/meetings/${UNKNOWN}`)).body });
    },
  );
});

test('a reader learns of sealed meetings only, another body of none', async () => {
  const scene = await stage();
  const reader = await scene.app.as('reader', { bodyId: COUNCIL });
  const stranger = await scene.app.as('secretary', { bodyId: 'another_body' });

  const seen = await reader.get('/meetings');
  const unseen = await stranger.get('/meetings');

  expect(listed(seen, 'meetings', 'id')).toEqual([scene.sealed]);
  expect(unseen.body).toEqual({ meetings: [] });
});
