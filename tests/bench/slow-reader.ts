// S7: one of twenty clients stops reading while 2 MB a second are written. Four rooms of one server, the inner two with a
// slow reader in them, so that the others' delay and the server's memory are compared within one run.
import * as Y from 'yjs';
import { connect, Typist, type Peer, type Target, type WireName } from './peers.ts';
import { openAll, quantile, serverFor, settle } from './scenarios.ts';

const CLIENTS = 20;
const WRITERS = 2;
/** 2 writers × 25 updates of 40 KB a second. */
const UPDATE = '0123456789'.repeat(4_000);
const PAUSE_MS = 40;

export interface SlowReaderFigures {
  readonly p95WithoutMs: number;
  readonly p95WithMs: number;
  /** How much the server's memory grew at most in a room. */
  readonly growthWithoutMb: number;
  readonly growthWithMb: number;
}

export async function slowReader(wire: WireName, seconds: number): Promise<SlowReaderFigures> {
  const serving = await serverFor(wire);
  try {
    const { server, target, another } = serving;
    // What the first writing costs a fresh process is nobody's.
    await write(target, 1, false);
    const delays = new Map<boolean, number[]>();
    const growth = new Map<boolean, number>();
    for (const withSlowReader of [false, true, true, false]) {
      const place = await another();
      const before = server.rssMb();
      let most = before;
      const watch = setInterval(() => (most = Math.max(most, server.rssMb())), 100);
      const here = await write(place, seconds, withSlowReader);
      clearInterval(watch);
      delays.set(withSlowReader, [...(delays.get(withSlowReader) ?? []), ...here]);
      growth.set(withSlowReader, Math.max(growth.get(withSlowReader) ?? 0, most - before));
      // The room goes, and with it what it held.
      await settle(4_000);
    }
    return {
      p95WithoutMs: quantile(delays.get(false) ?? [], 0.95),
      p95WithMs: quantile(delays.get(true) ?? [], 0.95),
      growthWithoutMb: growth.get(false) ?? 0,
      growthWithMb: growth.get(true) ?? 0,
    };
  } finally {
    await serving.dispose();
  }
}

/** Answers the delays at one of those that read. */
async function write(target: Target, seconds: number, withSlowReader: boolean): Promise<readonly number[]> {
  const delays: number[] = [];
  const underWay: { readonly client: number; readonly clock: number; readonly at: number }[] = [];
  const sampler = connect(target, (update) => takeArrivals(update, underWay, delays));
  await sampler.ready;
  const audience = await openAll(target, CLIENTS - 1 - WRITERS);
  const [slow] = withSlowReader ? await openAll(target, 1) : [];
  slow?.stopReading();
  const writers = await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(target, index)));
  const end = performance.now() + seconds * 1_000;
  await Promise.all(
    writers.map(async ({ peer, typist }) => {
      for (let next = performance.now(); next < end; next += PAUSE_MS) {
        await settle(Math.max(0, next - performance.now()));
        const clock = Y.getState(typist.doc.store, typist.doc.clientID);
        const update = typist.type(UPDATE);
        underWay.push({ client: typist.doc.clientID, clock, at: performance.now() });
        void peer.send(update);
      }
    }),
  );
  await settle(500);
  const sent = (writers[0]?.typist.typed ?? 0) / UPDATE.length;
  if (delays.length < sent) throw new Error(`void run: ${delays.length} of ${sent * WRITERS} updates arrived`);
  for (const peer of [sampler, ...audience, ...writers.map((one) => one.peer), ...(slow ? [slow] : [])]) peer.close();
  return delays;
}

async function writer(target: Target, index: number): Promise<{ readonly peer: Peer; readonly typist: Typist }> {
  const peer = connect(target, () => undefined);
  const state = await peer.ready;
  const typist = new Typist(target.wire === 'null' ? null : state, `w${index}`);
  for (const update of typist.takeUpdates()) await peer.send(update);
  return { peer, typist };
}

function takeArrivals(
  update: Uint8Array,
  underWay: { readonly client: number; readonly clock: number; readonly at: number }[],
  delays: number[],
): void {
  const now = performance.now();
  for (const { id, length } of Y.decodeUpdate(update).structs) {
    const arrived = underWay.findIndex(
      ({ client, clock }) => client === id.client && id.clock <= clock && clock < id.clock + length,
    );
    const [one] = arrived < 0 ? [] : underWay.splice(arrived, 1);
    if (one) delays.push(now - one.at);
  }
}
