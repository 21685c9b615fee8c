// @vitest-environment node
// How the clients of a server that went come back: by themselves, and not all in one instant. [P9]
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, it, onTestFinished } from 'vitest';
import { browserDevice } from '../../../client/sync/device.ts';
import { socketWire } from '../../../client/sync/socket-wire.ts';
import { eventually } from '../../support/wire-clients.ts';

const CLIENTS = 50;

interface Door {
  readonly port: number;
  readonly http: HttpServer;
  close(): Promise<void>;
}

/** A server that lets everybody in and says goodbye as ours does. */
async function open(port: number, onConnection: () => void): Promise<Door> {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  io.on('connection', onConnection);
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  return { http, port: (http.address() as AddressInfo).port, close: () => io.close() };
}

it('[P9] fifty clients of a server that restarted come back by themselves, and not in one instant', async () => {
  const first = await open(0, () => undefined);
  let connected = 0;
  for (let index = 0; index < CLIENTS; index += 1) {
    const wire = socketWire(browserDevice(), `http://127.0.0.1:${first.port}`);
    onTestFinished(() => wire.close());
    wire.listen({
      connected: () => (connected += 1),
      ...{ disconnected: () => undefined, denied: () => undefined, updated: () => undefined },
      ...{ digested: () => undefined, moved: () => undefined, ended: () => undefined },
    });
    wire.connect();
  }
  await eventually(() => connected === CLIENTS, 'everybody connected');

  await first.close();
  const goneAt = performance.now();
  const returns: number[] = [];
  const second = await open(first.port, () => returns.push(performance.now() - goneAt));
  onTestFinished(() => second.close());
  await eventually(() => returns.length === CLIENTS, 'everybody back');

  const spread = Math.max(...returns) - Math.min(...returns);
  const busiest = Math.max(...returns.map((at) => returns.filter((other) => Math.abs(other - at) <= 25).length));
  process.stdout.write(`${CLIENTS} clients back over ${Math.round(spread)} ms, at most ${busiest} within 50 ms\n`);
  expect(spread).toBeGreaterThan(150);
  expect(busiest).toBeLessThan(CLIENTS / 2);
});
