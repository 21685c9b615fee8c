// What the server does under the load it promises to bear, measured on the program as it is shipped: a line of figures
// each, and bounds wide enough for a busy machine. [P1] [P8] [P9] [P23]
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { connect, Typist, type Target } from '../bench/peers.ts';
import { startGongbi, type Gongbi } from '../bench/server-process.ts';
import { textField } from '../support/app.ts';
import { joinOf } from '../support/slow-socket.ts';
import { eventually } from '../support/wire-clients.ts';
import { ServerUnderTest } from '../e2e/support/server.ts';

const WRITERS = 20;
const KEYS_PER_SECOND = 8;
const TYPING_MS = Number(process.env['GONGBI_TYPING_S'] ?? 60) * 1_000;
const RETURNING = 300;
const DOCUMENTS = Number(process.env['GONGBI_DOCUMENTS'] ?? 2_000);
const AT_ONCE = 40;

async function gongbi(): Promise<Gongbi> {
  const server = await startGongbi();
  onTestFinished(() => server.dispose());
  return server;
}

describe('measured', () => {
  it('[P1] acknowledgements with twenty people typing in one room', async () => {
    const server = await gongbi();
    const target = targetOf(server, await server.createMeeting());
    const latencies: number[] = [];
    const end = performance.now() + TYPING_MS;

    const typed = await Promise.all(
      Array.from({ length: WRITERS }, (_, index) => typeUntil(end, { target, index, latencies })),
    );

    const [p50, p95, p99, worst] = [0.5, 0.95, 0.99, 1].map((part) => quantile(latencies, part));
    print(
      `ack, ${WRITERS} writers × ${KEYS_PER_SECOND} keys/s, ${TYPING_MS / 1_000} s, Socket.IO: ` +
        `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, worst ${ms(worst)}, ${latencies.length} acknowledged`,
    );
    expect(latencies.length).toBe(typed.reduce((sum, count) => sum + count, 0));
    expect(p95).toBeLessThan(50);
    expect(p99).toBeLessThan(150);
    expect(worst).toBeLessThan(1_000);
  });

  it('[P9] three hundred clients after SIGKILL and restart', async () => {
    const server = await ServerUnderTest.start();
    onTestFinished(() => server.stop('SIGKILL'));
    const admin = await server.admin();
    const doc = `${textField(await admin.post('/meetings', { title: '会议' }), 'id')}/desk`;
    const token = await server.tokenOf(admin);
    const clients = Array.from({ length: RETURNING }, () => new Returning(server.url, token, doc));
    onTestFinished(() => clients.forEach((client) => client.close()));
    await eventually(() => clients.every((client) => client.joins === 1), 'everybody in', 60_000);

    const killedAt = performance.now();
    await server.stop('SIGKILL');
    await server.start();
    const readyAt = performance.now();
    await eventually(() => clients.every((client) => client.joins === 2), 'everybody back', 60_000);

    const back = clients.map((client) => client.joinedAt);
    const [p50, p99, last] = [0.5, 0.99, 1].map((part) => quantile(back, part));
    print(
      `SIGKILL to ${RETURNING} clients synced, one process: ${ms((last ?? 0) - killedAt)}, ready after ` +
        `${ms(readyAt - killedAt)}, from ready p50 ${ms((p50 ?? 0) - readyAt)}, p99 ${ms((p99 ?? 0) - readyAt)}, ` +
        `last ${ms((last ?? 0) - readyAt)}`,
    );
    expect((p99 ?? Infinity) - readyAt).toBeLessThan(10_000);
    expect(clients.flatMap((client) => client.refusals)).toEqual([]);
  });

  it('[P23] memory after many documents were opened, edited and closed', async () => {
    const server = await gongbi();
    // The first ones pay for compiled code and pools that stay; the heap itself is looked at in room-memory.test.ts.
    await openEditClose(server, DOCUMENTS / 4);
    const before = server.rssMb();

    await openEditClose(server, DOCUMENTS / 2);
    const half = server.rssMb();
    await openEditClose(server, DOCUMENTS / 2);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const after = server.rssMb();

    print(
      `RSS, ${DOCUMENTS} documents opened, edited, closed: ${before.toFixed(0)} MB before, ${half.toFixed(0)} MB ` +
        `half way, ${after.toFixed(0)} MB after`,
    );
    // A heap that is free to grow does, up to a point: what leaks goes on.
    expect(after - half).toBeLessThan(30);
  });
});

interface Typing {
  readonly target: Target;
  readonly index: number;
  readonly latencies: number[];
}

/** One person's keys in their rhythm; answers how many. */
async function typeUntil(end: number, { target, index, latencies }: Typing): Promise<number> {
  const peer = connect(target, () => undefined);
  onTestFinished(() => peer.close());
  const typist = new Typist(await peer.ready, `w${index}`);
  for (const update of typist.takeUpdates()) await peer.send(update);
  const answers: Promise<void>[] = [];
  const pauseMs = 1_000 / KEYS_PER_SECOND;
  for (let next = performance.now() + (index * pauseMs) / WRITERS; next < end; next += pauseMs) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    const sentAt = performance.now();
    answers.push(
      peer.send(typist.type('字')).then((saved) => void (saved && latencies.push(performance.now() - sentAt))),
    );
  }
  await Promise.all(answers);
  return answers.length;
}

/** A client that comes back as our own wire does, and notes when it has everything again. */
class Returning {
  readonly refusals: string[] = [];
  joins = 0;
  joinedAt = 0;
  readonly #socket: Socket;

  constructor(url: string, token: string, doc: string) {
    const back = { reconnectionDelay: 300, reconnectionDelayMax: 5_000, randomizationFactor: 0.5 };
    this.#socket = io(url, { transports: ['websocket'], auth: { token }, forceNew: true, ...back });
    this.#socket.on('connect', () => {
      const request = { ...joinOf(doc), clientId: Math.floor(Math.random() * 2 ** 32) };
      this.#socket.emit('doc:join', request, (answer: { missing?: Uint8Array; refused?: string }) => {
        if (answer.refused !== undefined) this.refusals.push(answer.refused);
        if (!answer.missing) return;
        this.joins += 1;
        this.joinedAt = performance.now();
      });
    });
  }

  close(): void {
    this.#socket.disconnect();
  }
}

/** Opens `count` meetings' desks, some at once, writes a page into each and leaves; waits until the rooms have gone. */
async function openEditClose(server: Gongbi, count: number): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - done) }, async () => {
        const target = targetOf(server, await server.createMeeting());
        const peer = connect(target, () => undefined);
        const typist = new Typist(await peer.ready, 'page');
        for (const update of typist.takeUpdates()) await peer.send(update);
        for (let line = 0; line < 10; line += 1)
          await peer.send(typist.type('会议听取了标准化建设情况的汇报。'.repeat(10)));
        const reader = connect(target, () => undefined);
        const copy = new Y.Doc();
        Y.applyUpdate(copy, await reader.ready);
        expect(JSON.stringify(copy.getMap('tasks').toJSON())).toContain('标准化');
        for (const one of [peer, reader]) one.close();
      }),
    );
  }
  await new Promise((resolve) => setTimeout(resolve, 4_000));
}

function targetOf(server: Gongbi, meetingId: string): Target {
  return { wire: 'socket.io', url: server.url, token: server.token, doc: `${meetingId}/desk` };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function ms(value: number | undefined): string {
  return `${(value ?? Number.NaN).toFixed(1)} ms`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
