// @vitest-environment node
// One's own notes in the page: kept here from the first letter, on the server a moment later, never called saved before,
// and nothing lost when the network, the page or another page gets in between.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../client/answer.ts';
import { MyNotes } from '../../../client/state/my-notes.svelte.ts';
import { NoteDrafts } from '../../../client/sync/note-drafts.ts';
import type { PrivateNoteAnswer } from '../../../shared/api/note.schema.ts';
import { MAX_PRIVATE_NOTE_CHARS } from '../../../shared/domain/private-note.ts';
import type { MeetingId, UserId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ok, refused } from '../../../shared/lib/result.ts';
import { FakeDevice } from '../support/fake-device.ts';

const ME = brand<UserId>('u1');
const MEETING = brand<MeetingId>('m1');

/** The server's side of one person's notes. */
class NotesServer {
  text = '';
  revision = 0;
  isUp = true;
  /** Takes what comes, but its answers are lost on the way. */
  isDeaf = false;

  readonly api = {
    get: <T>(): Promise<Answer<T>> => this.#answer<T>(),
    put: <T>(_path: string, body: unknown, { version }: { readonly version?: string } = {}): Promise<Answer<T>> => {
      if (!this.isUp) return Promise.resolve(refused('unreachable'));
      if (version !== String(this.revision)) return Promise.resolve(refused('version-mismatch'));
      this.text = typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '';
      this.revision += 1;
      return this.isDeaf ? Promise.resolve(refused('unreachable')) : this.#answer<T>();
    },
  };

  #answer<T>(): Promise<Answer<T>> {
    if (!this.isUp) return Promise.resolve(refused('unreachable'));
    const answer: PrivateNoteAnswer = { text: this.text, revision: String(this.revision), updatedAt: null };
    return Promise.resolve(ok(answer as T));
  }
}

interface Desk {
  readonly server: NotesServer;
  readonly device: FakeDevice;
  readonly storage: IDBFactory | undefined;
}

function deskWith(storage: IDBFactory | undefined = new IDBFactory()): Desk {
  return { server: new NotesServer(), device: new FakeDevice(), storage };
}

async function opened({ server, device, storage }: Desk): Promise<MyNotes> {
  const drafts = NoteDrafts.open(storage, device);
  const notes = new MyNotes({ meetingId: MEETING, userId: ME, api: server.api, device, drafts });
  await settled();
  return notes;
}

/** Lets everything that waits for nothing but the storage come to its end. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function passes(desk: Desk, ms: number): Promise<void> {
  desk.device.advance(ms);
  await settled();
}

async function keptIn({ storage, device }: Desk): Promise<readonly string[]> {
  const drafts = await NoteDrafts.open(storage, device);
  const rows = await drafts.of(ME, MEETING);
  drafts.close();
  return rows.map(({ text }) => text);
}

describe('one’s own notes', () => {
  it('are called saved only once the server has them, and then nothing is kept here', async () => {
    const desk = deskWith();
    const notes = await opened(desk);

    notes.edit('问清金额');
    await settled();
    const typed = { state: notes.state, server: desk.server.text, kept: await keptIn(desk) };
    await passes(desk, 1_000);

    expect(typed).toEqual({ state: 'saving', server: '', kept: ['问清金额'] });
    expect([notes.state, desk.server.text, await keptIn(desk)]).toEqual(['saved', '问清金额', []]);
  });

  it('written while the server is away survive the page and are saved by the next one', async () => {
    const desk = deskWith();
    desk.server.isUp = false;
    const first = await opened(desk);
    expect(first.state).toBe('away');
    first.edit('离线写的');
    await passes(desk, 1_000);
    expect(first.state).toBe('kept');
    first.close();

    const second = await opened(desk);
    const shown = second.text;
    desk.server.isUp = true;
    await passes(desk, 5_000);

    expect(shown).toBe('离线写的');
    expect([second.state, desk.server.text, await keptIn(desk)]).toEqual(['saved', '离线写的', []]);
  });

  it('whose answer was lost are written once, not twice', async () => {
    const desk = deskWith();
    const notes = await opened(desk);
    desk.server.isDeaf = true;
    notes.edit('一句');
    await passes(desk, 1_000);
    desk.server.isDeaf = false;
    await passes(desk, 5_000);
    await passes(desk, 5_000);

    expect([notes.state, notes.text, desk.server.text]).toEqual(['saved', '一句', '一句']);
  });

  it('written on two pages at once are joined, and both pages say so or have both', async () => {
    const desk = deskWith();
    const [left, right] = [await opened(desk), await opened({ ...desk, storage: new IDBFactory() })];
    left.edit('左');
    right.edit('右');
    await passes(desk, 1_000);
    await passes(desk, 1_000);
    await passes(desk, 1_000);

    expect(desk.server.text.split('\n').sort()).toEqual(['右', '左']);
    expect([left, right].some(({ isJoined }) => isJoined)).toBe(true);
  });

  it('typed on while they are being sent are sent to the last letter', async () => {
    const desk = deskWith();
    const notes = await opened(desk);
    notes.edit('一');
    desk.device.advance(1_000);
    notes.edit('一二');
    await passes(desk, 1_000);
    await passes(desk, 1_000);

    expect([notes.state, desk.server.text]).toEqual(['saved', '一二']);
  });

  it('too long for the server are kept here and not called saved', async () => {
    const desk = deskWith();
    const notes = await opened(desk);
    notes.edit('字'.repeat(MAX_PRIVATE_NOTE_CHARS + 1));
    await passes(desk, 1_000);

    expect([notes.state, notes.isTooLong, desk.server.text]).toEqual(['refused', true, '']);
    expect((await keptIn(desk))[0]).toHaveLength(MAX_PRIVATE_NOTE_CHARS + 1);
  });

  it('in a browser that keeps nothing are at risk until the server has them', async () => {
    const desk = deskWith();
    const notes = await opened({ ...desk, storage: undefined });
    desk.server.isUp = false;
    notes.edit('一句');
    await passes(desk, 1_000);
    const away = [notes.state, notes.isAtRisk];
    desk.server.isUp = true;
    await passes(desk, 5_000);

    expect(away).toEqual(['unkept', true]);
    expect([notes.state, notes.isAtRisk]).toEqual(['saved', false]);
  });

  it('lose what a paste brought of control characters, and nothing else', async () => {
    const desk = deskWith();
    const notes = await opened(desk);

    notes.edit('a\u0000b\r\n\tc\u001b');

    expect(notes.text).toBe('ab\n\tc');
  });
});
