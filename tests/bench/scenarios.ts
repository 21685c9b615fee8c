// The scenarios of the benchmark: a room, a join storm, a cold open, a kill. Each run is void unless a fresh client
// ends with the expected document.
import * as Y from 'yjs';
import { connect, Typist, type Peer, type Target, type WireName } from './peers.ts';
import { startGongbi, startNull, type Gongbi, type Measured } from './server-process.ts';

const WRITERS = 6;
const KEYS_PER_SECOND = 8;

export interface RoomFigures {
  /** Server CPU milliseconds for a thousand delivered updates. */
  readonly cpuPerThousand: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** S1: six people type eight keys a second each, `readers` watch. */
export async function room(wire: WireName, readers: number, seconds: number): Promise<RoomFigures> {
  const { server, target, dispose } = await serverFor(wire);
  try {
    const sentAt = new Map<string, number>();
    const delays: number[] = [];
    const sampler = connect(target, (update) => sample(update, sentAt, delays));
    const sampled = await sampler.ready;
    const typists = await Promise.all(
      Array.from({ length: WRITERS }, async (_, index) => {
        const peer = connect(target, () => undefined);
        const state = await peer.ready;
        const typist = new Typist(wire === 'null' ? null : state, `t${index}`);
        for (const update of typist.takeUpdates()) await peer.send(update);
        return { peer, typist };
      }),
    );
    const audience = await openAll(target, readers - 1);
    await settle(500);
    const cpuBefore = server.cpuMs();
    await typeFor(typists, seconds, sentAt);
    await settle(300);
    const cpu = server.cpuMs() - cpuBefore;
    const keys = typists.reduce((sum, { typist }) => sum + typist.typed, 0);
    await assertConverged(target, keys, sampled);
    for (const peer of [sampler, ...typists.map(({ peer }) => peer), ...audience]) peer.close();
    return {
      cpuPerThousand: (cpu / (keys * (readers + WRITERS - 1))) * 1_000,
      p50Ms: quantile(delays, 0.5),
      p99Ms: quantile(delays, 0.99),
    };
  } finally {
    await dispose();
  }
}

async function typeFor(
  typists: readonly { peer: Peer; typist: Typist }[],
  seconds: number,
  sentAt: Map<string, number>,
): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  const type = async ({ peer, typist }: { peer: Peer; typist: Typist }, offsetMs: number): Promise<void> => {
    await settle(offsetMs);
    for (let next = performance.now(); next < end; next += 1_000 / KEYS_PER_SECOND) {
      await settle(Math.max(0, next - performance.now()));
      const clock = Y.getState(typist.doc.store, typist.doc.clientID);
      const update = typist.type('字');
      sentAt.set(`${typist.doc.clientID}:${clock}`, performance.now());
      void peer.send(update);
    }
  };
  await Promise.all(typists.map((one, index) => type(one, (index * 1_000) / KEYS_PER_SECOND / WRITERS)));
}

function sample(update: Uint8Array, sentAt: Map<string, number>, delays: number[]): void {
  const now = performance.now();
  for (const struct of Y.decodeUpdate(update).structs) {
    for (let clock = struct.id.clock; clock < struct.id.clock + struct.length; clock += 1) {
      const key = `${struct.id.client}:${clock}`;
      const sent = sentAt.get(key);
      if (sent !== undefined) delays.push(now - sent);
      sentAt.delete(key);
    }
  }
}

async function assertConverged(target: Target, keys: number, _before: Uint8Array): Promise<void> {
  if (target.wire === 'null') return;
  const fresh = connect(target, () => undefined);
  const found = wordsIn(await fresh.ready);
  fresh.close();
  if (found !== keys) throw new Error(`void run: ${found} of ${keys} keys arrived`);
}

/** Characters in all tasks of a state. */
function wordsIn(state: Uint8Array): number {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  let words = 0;
  for (const task of doc.getMap('tasks').values()) {
    const what: unknown = task instanceof Y.Map ? task.get('what') : null;
    if (what instanceof Y.Text) words += what.length;
  }
  return words;
}

export interface StormFigures {
  readonly lastMs: number;
  readonly cpuMs: number;
  readonly stateBytes: number;
}

/** S3: `clients` join within a second a document of about 1.1 MB. */
export async function storm(wire: WireName, clients: number, stateBytes: number): Promise<StormFigures> {
  const { server, target, dispose } = await serverFor(wire, stateBytes);
  try {
    const bytes = wire === 'null' ? stateBytes : await fill(target, stateBytes);
    const started = performance.now();
    const cpuBefore = server.cpuMs();
    const joining = Array.from({ length: clients }, async (_, index) => {
      await settle((index * 1_000) / clients);
      const peer = connect(target, () => undefined);
      const state = await peer.ready;
      if (state.length < bytes * 0.9) throw new Error(`void run: a joiner got ${state.length} of ${bytes} bytes`);
      return peer;
    });
    const peers = await Promise.all(joining);
    const figures = { lastMs: performance.now() - started, cpuMs: server.cpuMs() - cpuBefore, stateBytes: bytes };
    for (const peer of peers) peer.close();
    return figures;
  } finally {
    await dispose();
  }
}

/** S4: from connecting to the complete state, at a server that was just started over the document. */
export async function coldOpen(wire: Exclude<WireName, 'null'>, stateBytes: number): Promise<number> {
  let server = await startGongbi();
  const target = await targetOf(server, wire);
  const bytes = await fill(target, stateBytes);
  await settle(4_000);
  await server.kill('SIGTERM');
  server = await server.restart();
  try {
    const started = performance.now();
    const peer = connect({ ...target, url: server.url }, () => undefined);
    const state = await peer.ready;
    const tookMs = performance.now() - started;
    if (state.length < bytes * 0.9) throw new Error('void run: the cold state is not complete');
    peer.close();
    return tookMs;
  } finally {
    await server.dispose();
  }
}

export interface KillFigures {
  readonly acknowledged: number;
  readonly delivered: number;
  readonly lost: number;
  readonly doubled: number;
}

/** S6: SIGKILL at a hundred updates a second; what was shown or acknowledged must be there afterwards, once. */
export async function kill(wire: Exclude<WireName, 'null'>): Promise<KillFigures> {
  let server = await startGongbi();
  const target = await targetOf(server, wire);
  const safe = new Set<string>();
  let acknowledged = 0;
  let delivered = 0;
  const watcher = connect(target, (update) => {
    for (const token of tokensIn(update)) {
      delivered += 1;
      safe.add(token);
    }
  });
  await watcher.ready;
  const writer = connect(target, () => undefined);
  const typist = new Typist(await writer.ready, 'kill');
  for (const update of typist.takeUpdates()) await writer.send(update);
  for (let sent = 0; sent < 250; sent += 1) {
    const token = `⟦${sent}⟧`;
    const update = typist.type(token);
    writer.send(update).then(
      (saved) => {
        if (!saved || wire !== 'socket.io') return;
        acknowledged += 1;
        safe.add(token);
      },
      () => undefined,
    );
    await settle(10);
  }
  await server.kill('SIGKILL');
  watcher.close();
  writer.close();
  server = await server.restart();
  try {
    const reader = connect({ ...target, url: server.url }, () => undefined);
    const found = allWords(await reader.ready);
    reader.close();
    const counts = [...safe].map((token) => found.split(token).length - 1);
    return {
      acknowledged,
      delivered,
      lost: counts.filter((count) => count === 0).length,
      doubled: counts.filter((count) => count > 1).length,
    };
  } finally {
    await server.dispose();
  }
}

function tokensIn(update: Uint8Array): string[] {
  const words = Y.decodeUpdate(update)
    .structs.map((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : '',
    )
    .join('');
  return words.match(/⟦\d+⟧/g) ?? [];
}

function allWords(state: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  return JSON.stringify(doc.getMap('tasks').toJSON());
}

export interface Serving {
  readonly server: Measured;
  readonly target: Target;
  /** Another room of the same server; the null relay has only one. */
  another(): Promise<Target>;
  dispose(): Promise<void>;
}

export async function serverFor(wire: WireName, stateBytes = 0): Promise<Serving> {
  if (wire === 'null') {
    const server = await startNull(stateBytes);
    const target = { wire, url: server.url, token: '', doc: stateBytes > 0 ? 'with-state' : '' };
    return { server, target, another: () => Promise.resolve(target), dispose: () => server.kill('SIGKILL') };
  }
  const server = await startGongbi();
  const another = (): Promise<Target> => targetOf(server, wire);
  return { server, target: await another(), another, dispose: () => server.dispose() };
}

async function targetOf(server: Gongbi, wire: WireName): Promise<Target> {
  const meeting = await server.createMeeting();
  return { wire, url: server.url, token: server.token, doc: `${meeting}/desk` };
}

/** Types until the document takes about `bytes`; answers the size a newcomer gets. */
async function fill(target: Target, bytes: number): Promise<number> {
  const own: Target = { ...target, wire: 'socket.io' };
  const peer = connect(own, () => undefined);
  const typist = new Typist(await peer.ready, 'filler');
  for (const update of typist.takeUpdates()) await peer.send(update);
  for (let written = 0; written < bytes; written += 60_000) {
    if (!(await peer.send(typist.type('标准化建设'.repeat(4_000)))))
      throw new Error('void run: the document was not taken');
  }
  peer.close();
  const reader = connect(own, () => undefined);
  const size = (await reader.ready).length;
  reader.close();
  return size;
}

export async function openAll(target: Target, count: number): Promise<readonly Peer[]> {
  const peers: Peer[] = [];
  for (let opened = 0; opened < count; opened += 25) {
    const batch = Array.from({ length: Math.min(25, count - opened) }, () => connect(target, () => undefined));
    await Promise.all(batch.map((peer) => peer.ready));
    peers.push(...batch);
  }
  return peers;
}

export function settle(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
