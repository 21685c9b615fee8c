// An office as it looks after some time: an account of each role for all bodies, for one and for another, meetings of each
// body in each phase, and every kind of credential that is no longer good. Built once, asked thousands of times.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { systemClock } from '../../server/clock.ts';
import type { Clock } from '../../server/ports.ts';
import type { RouteDefinition } from '../../shared/api/route.schema.ts';
import { ROLES, type Role } from '../../shared/domain/roles.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/lib/time.ts';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { atEndOfTest, type AtEnd } from '../support/temporary-folder.ts';
import { Exchange, Form, read, type Answer } from './exchange.ts';

/** A grant's reach: all bodies, this one, another one. */
export type Reach = 'all' | 'own' | 'other';
export type Body = 'own' | 'other' | 'none';
export type State = 'prepare' | 'live' | 'follow-up' | 'archived' | 'trashed';
export type Credential = 'token' | 'session';

const REACHES: readonly Reach[] = ['all', 'own', 'other'];
const BODIES: readonly Body[] = ['own', 'other', 'none'];
const STATES: readonly State[] = ['prepare', 'live', 'follow-up', 'archived', 'trashed'];

/** Ids as the product has them. */
const BODY_IDS: Readonly<Record<Body, string | null>> = { own: 'council', other: 'board', none: null };

export interface Someone {
  readonly name: string;
  readonly role: Role;
  readonly reach: Reach;
  readonly username: string;
  readonly token: string;
  /** `name=value`; signing out and in again changes it. */
  cookie: string;
}

export interface Target {
  readonly id: string;
  readonly body: Body;
  readonly state: State;
  /** Of the link that shows its main screen; remade when one was revoked. */
  linkId: string;
  readonly linkToken: string;
  /** Of the file attached to it; attached anew when it was taken off. */
  fileId: string;
  /** Of the name given to it while it was in preparation. */
  readonly versionId: string;
  /** Of its newest seal; null while it was never sealed. */
  archiveId: string | null;
}

/** A credential that opens nothing, as it would be carried. */
export interface Dead {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As `auth.token` of a socket and `?token=`; null where the credential is a cookie. */
  readonly token: string | null;
}

export interface Office {
  readonly app: TestApp;
  readonly exchange: Exchange;
  readonly routes: readonly RouteDefinition[];
  readonly people: readonly Someone[];
  readonly targets: readonly Target[];
  readonly dead: readonly Dead[];
  /** The administrator who prepares and tidies up. */
  readonly keeper: Someone;
  readonly untouched: Untouched;
  as(someone: Someone, credential?: Credential): Readonly<Record<string, string>>;
  send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: unknown): Promise<Answer>;
  signIn(username: string): Promise<string>;
}

export function bodyId(body: Body): string | null {
  return BODY_IDS[body];
}

/** Whether a grant of this reach counts for what belongs to `body`. */
export function reaches(reach: Reach, body: Body): boolean {
  return reach === 'all' || reach === body;
}

/**
 * Folded copies of what the journal holds, made whenever a room has time; and what became of notices, which are sent in the
 * background. A request that writes a notice writes what it tells of in the same commit, so that it is seen all the same.
 */
const IN_THE_BACKGROUND: ReadonlySet<string> = new Set(['snapshots', 'outbox']);

/** Notices are sent in the background, whoever asks what meanwhile: that one is there, and for whom, is what counts. */
const CONTENT_OF: ReadonlyMap<unknown, string> = new Map([
  ['outbox', 'SELECT id, topic, channel, target, key, about FROM outbox'],
]);

/**
 * Whether anything was written since `mark`, by whomever. Two connections of its own: one sees every commit, the other
 * still stands where it was marked, so that nothing is read as long as nothing was committed.
 */
class Untouched {
  readonly #now: Database.Database;
  readonly #then: Database.Database;
  readonly #tables: readonly string[];
  #version: unknown;

  constructor(dataDir: string, atEnd: AtEnd) {
    const open = (): Database.Database => {
      const database = new Database(join(dataDir, 'gongbi.sqlite'), { readonly: true });
      atEnd(() => void database.close());
      return database;
    };
    this.#now = open();
    this.#then = open();
    const tables = this.#now.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    this.#tables = tables
      .map(String)
      .filter((name) => !IN_THE_BACKGROUND.has(name) && !name.startsWith('archive_terms'));
    this.mark();
  }

  mark(): void {
    this.#version = this.#changes();
    if (this.#then.inTransaction) this.#then.exec('ROLLBACK');
    this.#then.exec('BEGIN');
    // What a transaction sees stands still from its first question on.
    this.#then.prepare('SELECT count(*) FROM sqlite_schema').get();
  }

  /** Since it was last asked, or marked. */
  since(): boolean {
    if (this.#changes() === this.#version) return true;
    const isSame = this.#contentOf(this.#then) === this.#contentOf(this.#now);
    this.mark();
    return isSame;
  }

  #changes(): unknown {
    return this.#now.pragma('data_version', { simple: true });
  }

  #contentOf(database: Database.Database): string {
    const hash = createHash('sha256');
    for (const table of this.#tables)
      for (const row of database
        .prepare(CONTENT_OF.get(table) ?? `SELECT * FROM "${table}"`)
        .raw()
        .iterate())
        hash.update(JSON.stringify(row));
    return hash.digest('hex');
  }
}

/** Takes a while: for tests that ask a lot. `atEnd`: absent = closed when the test ends. */
export async function officeInUse(atEnd: AtEnd = atEndOfTest): Promise<Office> {
  const system = systemClock();
  let ahead = 0;
  const clock: Clock = {
    now: () => system.now() + ahead,
    monotonicMs: () => system.monotonicMs(),
    // What the server keeps up each minute would pass for something that a request wrote.
    after: (delay, task) => (delay < MINUTE_MS ? system.after(delay, task) : () => undefined),
  };
  const app = await startApp({ clock, atEnd });
  const exchange = new Exchange(app.port);
  atEnd(() => exchange.close());
  await app.admin();
  const building = new Building(app, exchange);
  const expired = await building.spentLater('expired', clock.now() + DAY_MS);
  ahead = 60 * DAY_MS;
  const keeper = await building.keeper();
  const dead = [...NOBODY, ...expired, ...(await building.revoked(keeper)), ...(await building.disabled(keeper))];
  const people = await building.people(keeper);
  const targets = await building.targets(keeper);
  const office = { app, exchange, routes: app.routes, keeper, people, targets };
  return {
    ...office,
    dead: [...dead, ...misplaced(people, targets)],
    untouched: new Untouched(app.dataDir, atEnd),
    as: (someone, credential = 'token') => building.as(someone, credential),
    send: (method, path, headers, body) => exchange.send({ method, path, headers, body }),
    signIn: (username) => app.cookieOf(username),
  };
}

const NOBODY: readonly Dead[] = [
  { name: 'nobody', headers: {}, token: null },
  {
    name: 'a token that never was',
    headers: { authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAAA' },
    token: 'AAAAAAAAAAAAAAAAAAAAAAA',
  },
  { name: 'another scheme', headers: { authorization: 'Basic YWRtaW46YWRtaW4=' }, token: '' },
];

/** Good secrets where they do not belong: each opens something, but not this way. */
function misplaced(people: readonly Someone[], targets: readonly Target[]): readonly Dead[] {
  const admin = people.find(({ role, reach }) => role === 'admin' && reach === 'all');
  const live = targets.find(({ body, state }) => body === 'own' && state === 'live');
  if (!admin || !live) throw new Error('the office is incomplete');
  const session = admin.cookie.split('=')[1] ?? '';
  return [
    byToken('a link’s token as bearer', live.linkToken),
    byCookie('a link’s token as cookie', `gongbi_session=${live.linkToken}`),
    byToken('a session’s secret as bearer', session),
    byCookie('an api token as cookie', `gongbi_session=${admin.token}`),
  ];
}

function byToken(name: string, token: string): Dead {
  return { name, headers: { authorization: `Bearer ${token}` }, token };
}

function byCookie(name: string, cookie: string): Dead {
  return { name, headers: { cookie, 'sec-fetch-site': 'same-origin' }, token: null };
}

class Building {
  readonly #app: TestApp;
  readonly #exchange: Exchange;

  constructor(app: TestApp, exchange: Exchange) {
    this.#app = app;
    this.#exchange = exchange;
  }

  as({ token, cookie }: Pick<Someone, 'token' | 'cookie'>, credential: Credential): Readonly<Record<string, string>> {
    return credential === 'token' ? { authorization: `Bearer ${token}` } : { cookie, 'sec-fetch-site': 'same-origin' };
  }

  /** The first administrator, signed in afresh. */
  async keeper(): Promise<Someone> {
    const cookie = await this.#app.cookieOf('admin');
    const token = await this.#token(cookie);
    return { name: 'keeper', role: 'admin', reach: 'all', username: 'admin', cookie, token };
  }

  /** An administrator’s session, token and link that will have run out. */
  async spentLater(name: string, expiresAt: number): Promise<readonly Dead[]> {
    const cookie = await this.#app.cookieOf('admin');
    const token = await this.#token(cookie, expiresAt);
    const headers = this.as({ cookie, token: '' }, 'session');
    const meeting = read(await this.#must(201, 'POST', '/meetings', headers, { title: name }), 'id');
    const link = read(await this.#must(201, 'POST', `/meetings/${meeting}/links`, headers, { kind: 'view' }), 'token');
    return [byCookie(`${name} session`, cookie), byToken(`${name} token`, token), byToken(`${name} link`, link)];
  }

  async revoked(keeper: Someone): Promise<readonly Dead[]> {
    const someone = await this.#account(keeper, 'was-signed-in', 'admin', 'all');
    const session = this.as(someone, 'session');
    const tokens: unknown = JSON.parse((await this.#must(200, 'GET', '/tokens', session)).text);
    const id = /"id":"([^"]+)"/.exec(JSON.stringify(tokens))?.[1] ?? '';
    await this.#must(204, 'DELETE', `/tokens/${id}`, session);
    await this.#must(204, 'DELETE', '/session', session);
    return [byCookie('revoked session', someone.cookie), byToken('revoked token', someone.token)];
  }

  async disabled(keeper: Someone): Promise<readonly Dead[]> {
    const someone = await this.#account(keeper, 'was-here', 'admin', 'all');
    const accounts = (await this.#must(200, 'GET', '/accounts', this.as(keeper, 'token'))).text;
    const id = /"id":"([^"]+)","username":"was-here"/.exec(accounts)?.[1] ?? '';
    await this.#must(200, 'PATCH', `/accounts/${id}`, this.as(keeper, 'token'), { disabled: true });
    return [
      byCookie('session of a disabled account', someone.cookie),
      byToken('token of a disabled account', someone.token),
    ];
  }

  async people(keeper: Someone): Promise<readonly Someone[]> {
    const people: Someone[] = [];
    for (const role of ROLES)
      for (const reach of REACHES) people.push(await this.#account(keeper, `${role}-${reach}`, role, reach));
    return people;
  }

  async targets(keeper: Someone): Promise<readonly Target[]> {
    const targets: Target[] = [];
    for (const body of BODIES) for (const state of STATES) targets.push(await this.#target(keeper, body, state));
    return targets;
  }

  async #account(keeper: Someone, username: string, role: Role, reach: Reach): Promise<Someone> {
    const grant = reach === 'all' ? {} : { bodyId: bodyId(reach) };
    const account = { username, password: PASSWORD, displayName: username, role, ...grant };
    await this.#must(201, 'POST', '/accounts', this.as(keeper, 'token'), account);
    const cookie = await this.#app.cookieOf(username);
    return { name: username, role, reach, username, cookie, token: await this.#token(cookie) };
  }

  async #token(cookie: string, expiresAt?: number): Promise<string> {
    const body = { label: 'test', ...(expiresAt === undefined ? {} : { expiresAt }) };
    return read(await this.#must(201, 'POST', '/tokens', this.as({ cookie, token: '' }, 'session'), body), 'token');
  }

  /** Imported with an item that has no minutes, so that it cannot be archived by accident. */
  async #target(keeper: Someone, body: Body, state: State): Promise<Target> {
    const headers = this.as(keeper, 'token');
    const sheet = { meeting: { name: `${body} ${state}` }, agenda: [{ title: '听取汇报', kind: 'briefing' }] };
    const id = read(await this.#must(201, 'POST', '/meetings/import', headers, sheet), 'id');
    const patch = { bodyId: bodyId(body) };
    await this.#must(200, 'PATCH', `/meetings/${id}`, { ...headers, 'if-match': '*' }, patch);
    const link = await this.#must(201, 'POST', `/meetings/${id}/links`, headers, { kind: 'projector' });
    const file = await this.#must(201, 'POST', `/meetings/${id}/files`, headers, Form.withFile());
    const version = await this.#must(201, 'POST', `/meetings/${id}/versions`, headers, { name: '初稿' });
    for (const to of stepsTo(state)) await this.#must(200, 'POST', `/meetings/${id}/phase`, headers, { to });
    if (state === 'trashed') await this.#must(204, 'DELETE', `/meetings/${id}`, headers);
    const sealed =
      state === 'archived'
        ? await this.#must(201, 'POST', `/meetings/${id}/archive`, headers, { override: { reason: '试' } })
        : null;
    const archiveId = sealed && read(sealed, 'archiveId');
    const links = { linkId: read(link, 'id'), linkToken: read(link, 'token') };
    const ids = { fileId: read(file, 'id'), versionId: read(version, 'id') };
    return { id, body, state, ...links, ...ids, archiveId };
  }

  async #must(
    status: number,
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<Answer> {
    const answer = await this.#exchange.send({ method, path, headers, body });
    if (answer.status !== status) throw new Error(`${method} ${path} answered ${answer.status} ${answer.text}`);
    return answer;
  }
}

function stepsTo(state: State): readonly string[] {
  if (state === 'live') return ['live'];
  return state === 'follow-up' ? ['live', 'follow-up'] : [];
}
