// Both wires over rooms in memory, with a doorkeeper whose answers a test holds back: for what happens between knocking
// and being let in. Real sockets on a free port, time by hand.
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { Identities, type IdentitiesOptions } from '../../server/auth/actor.ts';
import { LiveRights } from '../../server/services/revocation.ts';
import { openStore } from '../../server/store/store.ts';
import type { Rooms } from '../../server/sync/rooms.ts';
import { Doorstep } from '../../server/transport/doorstep.ts';
import { Handshake } from '../../server/transport/handshake.ts';
import { attachSocketIo } from '../../server/transport/socket-io.ts';
import { attachYWebsocket } from '../../server/transport/y-websocket.ts';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import type { DocName, MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused } from '../../shared/lib/result.ts';
import { HandClock } from './hand-clock.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { createMeeting, docsOf, principal, roomsOver, SILENT_LOG } from './rooms-fixture.ts';
import { dataFolder } from './data-folder.ts';

/** Lets everyone in as one note-taker, as soon as the test says so, and nobody once it is shut. */
class Doorkeeper extends Handshake {
  readonly #held: (() => void)[] = [];
  holds = false;
  isShut = false;

  override async actorOf(): ReturnType<Handshake['actorOf']> {
    const { userId, displayName } = principal('李文静');
    const via = { kind: 'token', hash: '', expiresAt: null } as const;
    return this.isShut ? null : { userId, displayName, username: 'li', grants: [], via, address: '127.0.0.1' };
  }

  override async admit(_actor: unknown, name: string): ReturnType<Handshake['admit']> {
    if (this.holds) await new Promise<void>((resolve) => this.#held.push(resolve));
    if (this.isShut) return refused('not-found');
    return ok({ doc: brand<DocName>(name), principal: principal('李文静'), access: 'write' });
  }

  get waiting(): number {
    return this.#held.length;
  }

  release(): void {
    this.holds = false;
    for (const goOn of this.#held.splice(0)) goOn();
  }
}

const NOT_NOTED: IdentitiesOptions['activity'] = { seen: () => undefined, lastSeenAt: (session) => session.lastSeenAt };

export interface Doors {
  readonly url: string;
  readonly doc: DocName;
  readonly meetingId: MeetingId;
  readonly userId: UserId;
  readonly rooms: Rooms;
  readonly rights: LiveRights;
  readonly clock: HandClock;
  readonly doorkeeper: Doorkeeper;
}

export async function openDoors(): Promise<Doors> {
  const clock = new HandClock();
  const ledger = new MemoryLedger();
  const meetingId = await createMeeting(ledger, 'm1');
  const rooms = roomsOver({ ledger, clock });
  const onFatal = (error: Error): never => {
    throw error;
  };
  const store = await openStore({ dataDir: dataFolder(), clock, log: SILENT_LOG, onFatal });
  const identities = new Identities({ accounts: store.accounts, clock, secure: false, activity: NOT_NOTED });
  const doorkeeper = new Doorkeeper({
    ...{ identities, meetings: store.meetings, trustProxy: 0 },
    rehearsals: { opened: () => null },
  });
  const http = createServer();
  const rights = new LiveRights({ rooms, clock });
  const doorstep = new Doorstep({ clock, log: SILENT_LOG });
  const wire = {
    http,
    rooms,
    handshake: doorkeeper,
    lines: rights,
    doorstep,
    trustProxy: 0,
    clock,
    log: SILENT_LOG,
    publicUrl: 'http://localhost',
  };
  const sockets = attachSocketIo({
    ...{ ...wire, schemaVersion: DOCUMENT_SCHEMA_VERSION },
    commands: { execute: () => Promise.resolve(refused('not-found')) },
    screens: {
      subscribe: () => () => undefined,
      subscribeDeck: () => () => undefined,
      attend: () => ({ heard: () => undefined, leave: () => undefined }),
    },
    chairs: { subscribe: () => () => undefined },
  });
  const yjs = attachYWebsocket(wire);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    yjs.close();
    await sockets.close();
    await store.close();
  });
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { desk: doc } = docsOf(meetingId);
  const { userId } = principal('李文静');
  return { url: `http://127.0.0.1:${port}`, doc, meetingId, userId, rooms, rights, clock, doorkeeper };
}
