// What people do while a disk fails, one flow each: how it is prepared on a sound disk, the attempt that may meet the
// fault, and what must be true afterwards of what was answered. Knows no fault.
import { readFileSync } from 'node:fs';
import { io, type Socket } from 'socket.io-client';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { addItem } from '../../../shared/doc/desk-agenda.ts';
import { DOCUMENT_SCHEMA_VERSION } from '../../../shared/doc/schema.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import type { JoinAccepted, WireRefusal } from '../../../shared/protocol/socket-events.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';
import { ADMINISTRATOR } from '../../e2e/support/server.ts';
import { Caller, cookieIn, field, listed, textField, type Reply } from '../../support/app.ts';
import type { StorageGround } from './storage-ground.ts';

const REFERENCE: { readonly meeting: object; readonly agenda: readonly { readonly title: string }[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/reference-meeting.json', import.meta.url), 'utf8'),
);
const OVERRIDE = { override: { reason: '报道未载的事项从略' } };
/** Nothing here takes longer; an attempt without an answer by then was not answered. */
const ANSWER_MS = 4_000;

/** `refused`: the caller was told that nothing was kept; `silent`: the connection ended, or nothing came. */
export type Answer = 'done' | 'refused' | 'silent';

export interface Attempt {
  /** May meet the fault. */
  run(): Promise<Answer>;
  /** What was answered `done` is there, anything else is there whole or not at all; throws otherwise. */
  audit(answer: Answer): Promise<void>;
  /** The same once more on a sound disk; resolves when it is done. */
  again(): Promise<void>;
  close?(): void;
}

export interface Flow {
  readonly name: string;
  /** On a sound disk. */
  prepare(ground: StorageGround): Promise<Attempt>;
}

let made = 0;
/** Told apart in every list and text. */
function uniqueTitle(what: string): string {
  made += 1;
  return `${what}⟦${made}⟧`;
}

/** Only 503 says that nothing was kept; 500 says nothing and is a defect here. */
function answerOf({ status, body }: Reply): Answer {
  if (status >= 200 && status < 300) return 'done';
  expect(body, `an answer of ${status}`).toMatchObject({ code: 'storage-unavailable', status: 503 });
  return 'refused';
}

export async function asked(
  request: Promise<Reply>,
): Promise<{ readonly answer: Answer; readonly reply: Reply | null }> {
  const reply = await request.catch(() => null);
  return { answer: reply === null ? 'silent' : answerOf(reply), reply };
}

export async function meetingWith(ground: StorageGround, title: string): Promise<string> {
  return textField(await ground.admin.post('/meetings', { title }), 'id');
}

async function snapshotOf(ground: StorageGround, id: string): Promise<string> {
  const reply = await ground.admin.get(`/meetings/${id}/snapshot?audience=internal`);
  expect(reply.status).toBe(200);
  return JSON.stringify(reply.body);
}

const occurrences = (text: string, word: string): number => text.split(word).length - 1;

// ── typing ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** One client of the desk: joins, sends one update, hears what became of it. */
class Typist {
  readonly #doc = new Y.Doc();
  readonly #name: string;
  readonly #socket: Socket;

  private constructor(socket: Socket, name: string) {
    this.#socket = socket;
    this.#name = name;
  }

  static async at(ground: StorageGround, meetingId: string): Promise<Typist> {
    const auth = { token: ground.token };
    const socket = io(ground.server.url, { transports: ['websocket'], auth, forceNew: true, reconnection: false });
    const typist = new Typist(socket, `${meetingId}/desk`);
    const joined = await typist.#join();
    if (joined === null) throw new Error('the desk could not be joined on a sound disk');
    return typist;
  }

  /** Adds an item called `title`, unless this replica has it already, and sends what the server lacks. */
  async type(id: ItemId, title: string): Promise<Answer> {
    const before = Y.encodeStateVector(this.#doc);
    addItem(this.#doc, { id, kind: 'briefing', title, order: 'a0' });
    return this.#send(Y.encodeStateAsUpdate(this.#doc, before));
  }

  /** What was not answered goes again after a fresh join, as every client does it. */
  async bring(ground: StorageGround): Promise<void> {
    const typist = new Typist(
      io(ground.server.url, { transports: ['websocket'], auth: { token: ground.token }, forceNew: true }),
      this.#name,
    );
    Y.applyUpdate(typist.#doc, Y.encodeStateAsUpdate(this.#doc));
    try {
      for (let tries = 0; tries < 20; tries += 1) {
        const stateVector = await typist.#join();
        const owed = Y.encodeStateAsUpdate(typist.#doc, stateVector ?? undefined);
        if (stateVector !== null && (owed.length <= 2 || (await typist.#send(owed)) === 'done')) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw new Error('the words were never taken');
    } finally {
      typist.close();
    }
  }

  close(): void {
    this.#socket.disconnect();
    this.#doc.destroy();
  }

  async #join(): Promise<Uint8Array | null> {
    const request = {
      doc: this.#name,
      clientId: this.#doc.clientID,
      stateVector: Y.encodeStateVector(this.#doc),
      protocol: PROTOCOL_VERSION,
      schema: DOCUMENT_SCHEMA_VERSION,
    };
    const answer = await this.#ask<JoinAccepted>('doc:join', request);
    if (answer === null || 'refused' in answer) return null;
    Y.applyUpdate(this.#doc, new Uint8Array(answer.missing));
    return new Uint8Array(answer.stateVector);
  }

  async #send(update: Uint8Array): Promise<Answer> {
    const answer = await this.#ask<{ readonly saved: number }>('doc:update', { doc: this.#name, update });
    if (answer === null) return 'silent';
    if ('saved' in answer) return 'done';
    expect(answer.refused).toBe('storage-unavailable');
    return 'refused';
  }

  #ask<T>(event: string, message: unknown): Promise<T | WireRefusal | null> {
    return new Promise((resolve) => {
      const ended = (): void => resolve(null);
      this.#socket.once('disconnect', ended);
      this.#socket.timeout(ANSWER_MS).emit(event, message, (late: Error | null, answer: T | WireRefusal) => {
        this.#socket.off('disconnect', ended);
        resolve(late ? null : answer);
      });
    });
  }
}

export const TYPING: Flow = {
  name: 'typing',
  async prepare(ground) {
    const title = uniqueTitle('记录');
    const meetingId = await meetingWith(ground, '打字');
    const typist = await Typist.at(ground, meetingId);
    const timesThere = async (): Promise<number> => occurrences(await snapshotOf(ground, meetingId), title);
    return {
      run: () => typist.type(brand<ItemId>('item-1'), title),
      audit: async (answer) => {
        const times = await timesThere();
        expect(times, `typed words answered ${answer}`).toBeLessThanOrEqual(1);
        if (answer === 'done') expect(times, 'words that were called saved').toBe(1);
      },
      again: async () => {
        await typist.bring(ground);
        expect(await timesThere(), 'words sent again').toBe(1);
      },
      close: () => typist.close(),
    };
  },
};

// ── links ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether a hall screen is let in by a link's token and shown something. */
function opensScreen(ground: StorageGround, token: string): Promise<boolean> {
  const socket = io(`${ground.server.url}/screen`, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnection: false,
  });
  return new Promise<boolean>((resolve, reject) => {
    socket.once('screen', () => resolve(true));
    socket.once('connect_error', () => resolve(false));
    setTimeout(() => reject(new Error('a screen was neither let in nor refused')), ANSWER_MS);
  }).finally(() => socket.disconnect());
}

const LINK: Flow = {
  name: 'a link is made',
  async prepare(ground) {
    const meetingId = await meetingWith(ground, '投影');
    let tries = 0;
    const create = (): Promise<Reply> => {
      tries += 1;
      return ground.admin.post(`/meetings/${meetingId}/links`, { kind: 'projector' });
    };
    let token: string | null = null;
    return {
      run: async () => {
        const { answer, reply } = await asked(create());
        if (reply && answer === 'done') token = textField(reply, 'token');
        return answer;
      },
      audit: async (answer) => {
        const links = listed(await ground.admin.get(`/meetings/${meetingId}/links`), 'links', 'id');
        // Who was not answered may have made one all the same, and makes another by trying again.
        expect(links.length).toBeLessThanOrEqual(tries);
        if (answer !== 'done' || token === null) return;
        expect(links).toHaveLength(1);
        expect(await opensScreen(ground, token), 'a link that was handed out opens').toBe(true);
      },
      again: async () => expect((await create()).status).toBe(201),
    };
  },
};

const REVOKING: Flow = {
  name: 'a link is revoked',
  async prepare(ground) {
    const meetingId = await meetingWith(ground, '撤销');
    const link = await ground.admin.post(`/meetings/${meetingId}/links`, { kind: 'projector' });
    const [id, token] = [textField(link, 'id'), textField(link, 'token')];
    return {
      // The check of a link itself writes nothing, and so must open on any disk.
      run: async () => {
        expect(await opensScreen(ground, token)).toBe(true);
        return (await asked(ground.admin.delete(`/links/${id}`))).answer;
      },
      audit: async (answer) => {
        if (answer === 'done') expect(await opensScreen(ground, token), 'a revoked link').toBe(false);
      },
      again: async () => {
        expect([204, 404]).toContain((await ground.admin.delete(`/links/${id}`)).status);
        expect(await opensScreen(ground, token)).toBe(false);
      },
    };
  },
};

const TOKEN: Flow = {
  name: 'a token is made',
  async prepare(ground) {
    const label = uniqueTitle('令牌');
    const create = (): Promise<Reply> => ground.admin.post('/tokens', { label });
    return {
      run: async () => (await asked(create())).answer,
      audit: async (answer) => {
        const labels = listed(await ground.admin.get('/tokens'), 'tokens', 'label').filter((one) => one === label);
        expect(labels.length).toBeLessThanOrEqual(1);
        if (answer === 'done') expect(labels).toHaveLength(1);
      },
      again: async () => {
        expect((await create()).status).toBe(201);
        const tokens = await ground.admin.get('/tokens');
        for (const id of listed(tokens, 'tokens', 'id').slice(1)) await ground.admin.delete(`/tokens/${id}`);
      },
    };
  },
};

const SIGN_IN: Flow = {
  name: 'somebody signs in',
  async prepare(ground) {
    const anyone = new Caller(ground.server.url);
    const signIn = (): Promise<Reply> => anyone.post('/session', ADMINISTRATOR);
    let cookie: string | null = null;
    return {
      run: async () => {
        const { answer, reply } = await asked(signIn());
        cookie = reply && cookieIn(reply);
        return answer;
      },
      audit: async (answer) => {
        if (answer !== 'done') return expect(cookie).toBeNull();
        const me = new Caller(ground.server.url, { cookie: cookie ?? '', origin: ground.server.url });
        expect((await me.get('/me')).status, 'a session that was opened').toBe(200);
      },
      again: async () => expect((await signIn()).status).toBe(200),
    };
  },
};

/** Whether `password` opens the account, on a disk that takes writes. */
async function opens(ground: StorageGround, username: string, password: string): Promise<boolean> {
  const { status } = await new Caller(ground.server.url).post('/session', { username, password });
  expect([200, 401]).toContain(status);
  return status === 200;
}

const OLD_PASSWORD = 'correct horse 马';
const NEW_PASSWORD = '一个很好的新口令 2026';

const INVITATION: Flow = {
  name: 'an invitation is accepted',
  async prepare(ground) {
    made += 1;
    const username = `invited-${made}`;
    const account = await ground.admin.post('/accounts', { username, displayName: username, role: 'reader' });
    const { token } = Object(field(account, 'invitation'));
    const anyone = new Caller(ground.server.url);
    const accept = (): Promise<Reply> => anyone.post('/invitations/accept', { token, password: NEW_PASSWORD });
    let cookie: string | null = null;
    return {
      run: async () => {
        const { answer, reply } = await asked(accept());
        cookie = reply && cookieIn(reply);
        return answer;
      },
      audit: async (answer) => {
        const isUsed = (await new Caller(ground.server.url).post('/invitations/read', { token })).status === 404;
        const isOpen = await opens(ground, username, NEW_PASSWORD);
        expect(isOpen, 'the password is there exactly when the link is used up').toBe(isUsed);
        if (answer !== 'done') return expect(cookie).toBeNull();
        expect(isUsed, 'an invitation that was called accepted').toBe(true);
        const me = new Caller(ground.server.url, { cookie: cookie ?? '', origin: ground.server.url });
        expect((await me.get('/me')).status, 'its session').toBe(200);
      },
      again: async () => {
        expect([200, 404]).toContain((await accept()).status);
        expect(await opens(ground, username, NEW_PASSWORD)).toBe(true);
      },
    };
  },
};

const OWN_PASSWORD: Flow = {
  name: 'somebody changes their password',
  async prepare(ground) {
    made += 1;
    const username = `person-${made}`;
    const account = { username, displayName: username, role: 'reader', password: OLD_PASSWORD };
    expect((await ground.admin.post('/accounts', account)).status).toBe(201);
    const signIn = async (password: string): Promise<Caller> => {
      const reply = await new Caller(ground.server.url).post('/session', { username, password });
      return new Caller(ground.server.url, { cookie: cookieIn(reply) ?? '', origin: ground.server.url });
    };
    const [me, elsewhere] = [await signIn(OLD_PASSWORD), await signIn(OLD_PASSWORD)];
    const body = { current: OLD_PASSWORD, password: NEW_PASSWORD };
    return {
      run: async () => (await asked(me.post('/me/password', body))).answer,
      audit: async (answer) => {
        const isChanged = await opens(ground, username, NEW_PASSWORD);
        if (answer === 'done') expect(isChanged, 'a password that was called changed').toBe(true);
        expect(await opens(ground, username, OLD_PASSWORD), 'the old one').toBe(!isChanged);
        expect((await elsewhere.get('/me')).status, 'another session').toBe(isChanged ? 401 : 200);
      },
      again: async () => {
        if (await opens(ground, username, NEW_PASSWORD)) return;
        expect((await (await signIn(OLD_PASSWORD)).post('/me/password', body)).status).toBe(200);
      },
    };
  },
};

// ── whole meetings ──────────────────────────────────────────────────────────────────────────────────────────────

/** What a meeting imported from the reference holds, as text without what differs from one to the next. */
async function agendaOf(ground: StorageGround, id: string): Promise<unknown> {
  const reply = await ground.admin.get(`/meetings/${id}/snapshot?audience=internal`);
  const agenda = field(reply, 'agenda');
  if (!Array.isArray(agenda)) throw new Error('no agenda');
  return agenda.map((item: unknown) => textField({ ...reply, body: item }, 'title'));
}

const UPLOAD: Flow = {
  name: 'a meeting is uploaded',
  async prepare(ground) {
    const title = uniqueTitle('导入');
    let tries = 0;
    const upload = (): Promise<Reply> => {
      tries += 1;
      return ground.admin.post('/meetings/import', { ...REFERENCE, meeting: { ...REFERENCE.meeting, name: title } });
    };
    /** Ids of the meetings of this name; each has all that the file has. */
    const whole = async (): Promise<readonly string[]> => {
      const meetings = await ground.admin.get('/meetings');
      const titles = listed(meetings, 'meetings', 'title');
      const ids = listed(meetings, 'meetings', 'id').filter((_, index) => titles[index] === title);
      for (const id of ids) expect(await agendaOf(ground, id)).toEqual(REFERENCE.agenda.map((item) => item.title));
      return ids;
    };
    return {
      run: async () => (await asked(upload())).answer,
      audit: async (answer) => {
        const { length } = await whole();
        expect(length).toBeLessThanOrEqual(tries);
        if (answer === 'done') expect(length, 'a meeting that was called imported').toBe(1);
      },
      again: async () => {
        expect((await upload()).status).toBe(201);
        expect((await whole()).length).toBeGreaterThanOrEqual(1);
      },
    };
  },
};

export const ARCHIVING: Flow = {
  name: 'a meeting is archived',
  async prepare(ground) {
    const word = uniqueTitle('归档');
    const id = await meetingWith(ground, word);
    const typist = await Typist.at(ground, id);
    await typist.type(brand<ItemId>('item-1'), word);
    typist.close();
    for (const to of ['live', 'follow-up']) await ground.admin.post(`/meetings/${id}/phase`, { to });
    const seal = (): Promise<Reply> => ground.admin.post(`/meetings/${id}/archive`, OVERRIDE);
    const sealed = async (): Promise<boolean> => {
      const meeting = await ground.admin.get(`/meetings/${id}`);
      const isArchived = textField(meeting, 'phase') === 'archived';
      const found = await ground.admin.get(`/archive?q=${encodeURIComponent(word)}`);
      const archives = listed(found, 'results', 'archiveId');
      expect(archives, 'phase, archive and its words come together').toHaveLength(isArchived ? 1 : 0);
      for (const archive of archives) {
        expect((await ground.admin.get(`/archive/${archive}/verify`)).body).toMatchObject({ intact: true });
      }
      return isArchived;
    };
    return {
      run: async () => (await asked(seal())).answer,
      audit: async (answer) => {
        const isSealed = await sealed();
        if (answer === 'done') expect(isSealed, 'a meeting that was called archived').toBe(true);
      },
      again: async () => {
        expect([200, 201, 409]).toContain((await seal()).status);
        expect(await sealed()).toBe(true);
      },
    };
  },
};

export const FLOWS: readonly Flow[] = [
  TYPING,
  LINK,
  REVOKING,
  TOKEN,
  SIGN_IN,
  INVITATION,
  OWN_PASSWORD,
  UPLOAD,
  ARCHIVING,
];
