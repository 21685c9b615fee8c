// What broken and hostile clients do at the doors, and what it must not lead to.
import { connect as connectTcp } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { DOCUMENT_SCHEMA_VERSION } from '../../shared/doc/schema.ts';
import { ok } from '../../shared/lib/result.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { openDoors, type Doors } from '../support/doors.ts';
import { settled } from '../support/hand-clock.ts';
import { eventually } from '../support/wire-clients.ts';

/** An update that answers step 1. */
function isStep2(frame: Uint8Array): boolean {
  return frame[0] === 0 && frame[1] === 1;
}

/** Step 1 of an empty replica. */
const STEP_1 = Uint8Array.of(0, 0, 1, 0);

async function socketIo({ url }: Doors): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], auth: { token: 't' }, forceNew: true, reconnection: false });
  onTestFinished(() => void socket.disconnect());
  await eventually(() => socket.connected, 'the connection');
  return socket;
}

function joinRequest(doc: string, protocol: number = PROTOCOL_VERSION): object {
  return { doc, clientId: 7, stateVector: Uint8Array.of(0), protocol, schema: DOCUMENT_SCHEMA_VERSION };
}

function stockClient({ url, doc }: Doors): WebSocket {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/yjs/${doc}?token=t`);
  socket.on('error', () => undefined);
  socket.on('open', () => socket.send(STEP_1));
  onTestFinished(() => socket.terminate());
  return socket;
}

/** The network's part by waiting, the room's linger by hand. */
async function becomesEmpty({ rooms, clock }: Doors): Promise<void> {
  await eventually(() => {
    clock.advance(1_000);
    return rooms.size === 0;
  }, 'the empty room goes');
}

describe('on the Socket.IO wire', () => {
  it('[R3] a clock value that is no number ends the connection and not the process', async () => {
    const doors = await openDoors();
    const socket = await socketIo(doors);
    const ends: unknown[] = [];
    socket.on('session:end', ({ code }: { code: number }) => ends.push(code));

    socket.emit('clock', { toString: 1, valueOf: 1 }, () => undefined);

    await eventually(() => ends.length > 0, 'the ending');
    expect(ends).toEqual([4400]);
  });

  it('[R17] whoever leaves while being let in is not left behind in the room', async () => {
    const doors = await openDoors();
    const socket = await socketIo(doors);
    doors.doorkeeper.holds = true;
    socket.emit('doc:join', joinRequest(doors.doc), () => undefined);
    await eventually(() => doors.doorkeeper.waiting === 1, 'the knock');

    socket.disconnect();
    await new Promise((resolve) => setTimeout(resolve, 50));
    doors.doorkeeper.release();
    await settled();

    await becomesEmpty(doors);
    const again = await socketIo(doors);
    expect(await again.emitWithAck('doc:join', joinRequest(doors.doc))).toMatchObject({ access: 'write' });
  });

  it('[R12] a session that was ended is out of the room, whatever ended it', async () => {
    const doors = await openDoors();
    const socket = await socketIo(doors);
    await socket.emitWithAck('doc:join', joinRequest(doors.doc));

    const old = await socket.emitWithAck('doc:join', joinRequest(doors.doc, 0));
    const other = await socketIo(doors);
    const joined = await other.emitWithAck('doc:join', joinRequest(doors.doc));

    expect(old).toMatchObject({ refused: 'client-too-old' });
    expect(joined).toMatchObject({ access: 'write' });
  });
});

describe('on the y-websocket wire', () => {
  it('[R17] whoever leaves while being let in is not left behind in the room', async () => {
    const doors = await openDoors();
    doors.doorkeeper.holds = true;
    const socket = stockClient(doors);
    await eventually(() => doors.doorkeeper.waiting === 1, 'the knock');
    await eventually(() => socket.readyState === WebSocket.OPEN, 'the connection');
    await new Promise((resolve) => setTimeout(resolve, 50));

    socket.terminate();
    await new Promise((resolve) => setTimeout(resolve, 50));
    doors.doorkeeper.release();
    await settled();

    await becomesEmpty(doors);
  });

  it('[T14] [M13] one who asks for the state again and again is answered as often as the rate allows', async () => {
    const doors = await openDoors();
    const socket = stockClient(doors);
    let answers = 0;
    socket.on('message', (frame: Buffer) => (answers += isStep2(frame) ? 1 : 0));
    await eventually(() => answers === 1, 'the first answer');

    for (let times = 0; times < 239; times += 1) socket.send(STEP_1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const atOnce = answers;
    for (let second = 0; second < 5; second += 1) {
      doors.clock.advance(1_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }

    expect(atOnce).toBeLessThanOrEqual(10);
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('[T14] [P21] one who asks for the state and does not read it is not sent it again', async () => {
    const doors = await openDoors();
    await doors.rooms.change(doors.meetingId, 1, 'server', () =>
      ok({ value: 0, desk: (desk) => desk.getMap('meeting').set('venue', '会'.repeat(700_000)) }),
    );
    const socket = stockClient(doors);
    let bytes = 0;
    socket.on('message', (frame: Buffer) => (bytes += frame.length));
    await eventually(() => bytes > 2_000_000, 'the first answer');

    socket.pause();
    for (let times = 0; times < 60; times += 1) {
      socket.send(STEP_1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      doors.clock.advance(1_000);
    }
    socket.resume();
    await new Promise((resolve) => setTimeout(resolve, 500));

    expect(bytes).toBeLessThan(60_000_000);
  });

  it('[T45] one who was let in and lost the right before step 1 gets nothing', async () => {
    const doors = await openDoors();
    const socket = new WebSocket(`${doors.url.replace('http', 'ws')}/yjs/${doors.doc}?token=t`);
    onTestFinished(() => socket.terminate());
    let frames = 0;
    const codes: number[] = [];
    socket.on('message', () => (frames += 1));
    socket.on('close', (code) => codes.push(code));
    await eventually(() => socket.readyState === WebSocket.OPEN, 'the connection');
    await settled();

    doors.doorkeeper.isShut = true;
    doors.rooms.endSessions(({ userId }) => userId === doors.userId, 'unauthorised');
    socket.send(STEP_1);

    await eventually(() => codes.length > 0, 'the ending');
    expect([codes, frames]).toEqual([[4401], 0]);
  });

  it('[P15] a stranger who goes on sending after being turned away is cut off', async () => {
    const doors = await openDoors();
    doors.doorkeeper.isShut = true;
    const stranger = connectTcp(Number(new URL(doors.url).port), '127.0.0.1');
    onTestFinished(() => void stranger.destroy());
    let isOver = false;
    stranger.on('close', () => (isOver = true));
    stranger.on('error', () => undefined);
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    const upgrade = `Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}`;
    stranger.write(`GET /yjs/${doors.doc} HTTP/1.1\r\n${upgrade}\r\n\r\n`);
    let heard = 0;
    stranger.on('data', (bytes: Buffer) => (heard += bytes.length));
    await eventually(() => heard > 130, 'the handshake and the goodbye');

    doors.clock.advance(5_000);

    await eventually(() => isOver, 'the cut', 5_000);
  });
});

describe('a bug that somebody brings out', () => {
  const broken = async (): Promise<Doors> => {
    const doors = await openDoors();
    doors.rooms.submit = () => {
      throw new Error('a bug');
    };
    return doors;
  };

  it('[F29] ends a Socket.IO connection with 4400, and the server goes on', async () => {
    const doors = await broken();
    const socket = await socketIo(doors);
    const ends: number[] = [];
    socket.on('session:end', ({ code }: { code: number }) => ends.push(code));
    await socket.emitWithAck('doc:join', joinRequest(doors.doc));

    socket.emit('doc:update', { doc: doors.doc, update: Uint8Array.of(0, 0) }, () => undefined);

    await eventually(() => ends.length > 0, 'the ending');
    expect(ends).toEqual([4400]);
  });

  it('[F29] ends a stock connection with 4400, and the server goes on', async () => {
    const doors = await broken();
    const socket = stockClient(doors);
    const codes: number[] = [];
    let frames = 0;
    socket.on('message', () => (frames += 1));
    socket.on('close', (code) => codes.push(code));
    await eventually(() => frames > 0, 'the first answer');

    socket.send(Uint8Array.of(0, 2, 2, 0, 0));

    await eventually(() => codes.length > 0, 'the ending');
    expect(codes).toEqual([4400]);
  });
});

describe('at any other path', () => {
  it('[T59] an upgrade that nobody takes is hung up', async () => {
    const doors = await openDoors();
    const stranger = connectTcp(Number(new URL(doors.url).port), '127.0.0.1');
    onTestFinished(() => void stranger.destroy());
    let isOver = false;
    stranger.on('close', () => (isOver = true));
    stranger.resume();

    stranger.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');

    await eventually(() => isOver, 'the hanging up', 5_000);
  });
});
