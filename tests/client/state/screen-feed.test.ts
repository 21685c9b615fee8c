// The line of a link's page: whoever loses the server is told so by a mark after a while, display or phone; only a display of
// the hall says that it is there.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, onTestFinished, test } from 'vitest';
import { ScreenFeed } from '../../../client/state/screen.svelte.ts';
import { isScreenState, ScreenMemory } from '../../../client/state/screen-memory.ts';
import { eventually } from '../../support/wire-clients.ts';
import { screenOf } from '../guests/support.svelte.ts';
import { FakeDevice } from '../support/fake-device.ts';

async function line(isDisplay: boolean) {
  const http = createServer();
  const server = new Server(http);
  const heard: string[] = [];
  server.of('/screen').on('connection', (socket) => {
    socket.onAny((event: string) => heard.push(event));
    socket.emit('screen', screenOf({ kind: 'blank' }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port }: Partial<AddressInfo> = Object(http.address());
  const device = new FakeDevice();
  const shelf = { keys: () => [], getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  const memory = new ScreenMemory({ shelf, name: 'a', knows: isScreenState, now: () => device.now() });
  const feed = new ScreenFeed({ token: 't', device, memory, isDisplay, url: `http://127.0.0.1:${port}` });
  onTestFinished(async () => {
    feed.close();
    await server.close();
  });
  await eventually(() => feed.link === 'live', 'the first picture');
  return { server, device, feed, heard };
}

test.each([true, false])(
  'it marks that the connection is lost, a display of the hall (%s) or not',
  async (isDisplay) => {
    const { server, device, feed } = await line(isDisplay);

    server.of('/screen').disconnectSockets(true);
    await eventually(() => {
      device.advance(500);
      return feed.link === 'away';
    }, 'the mark');

    expect(feed.state?.scene.kind).toBe('blank');
  },
);

test('only a display of the hall says that it is there', async () => {
  const [display, phone] = [await line(true), await line(false)];

  for (const { device } of [display, phone]) device.advance(3_000);
  await eventually(() => display.heard.length > 0, 'the display');

  expect([display.heard[0], phone.heard]).toEqual(['alive', []]);
});
