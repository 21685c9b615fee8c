// @vitest-environment node
// What others write comes into the document at once when it comes alone, and together when it comes fast: a page that is
// drawn anew for every letter of five people has no time left for its own.
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { FakeDevice } from '../support/fake-device.ts';
import { joinedPage, meetingServer, serverText } from '../support/desk-page.ts';

describe('what another page writes', () => {
  it('is taken in at once when nothing came shortly before, and the rest as one change within 50 ms', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const others = [await joinedPage(server), await joinedPage(server), await joinedPage(server)];
    server.device.advance(1_000);
    let changes = 0;
    page.provider.desk.on('update', () => {
      changes += 1;
    });

    others[0]?.type('一');
    server.device.advance(16 + 2 * server.latencyMs);
    const first = page.text();
    for (const other of others) other.type('二');
    server.device.advance(16 + 2 * server.latencyMs);
    const during = page.text();
    server.device.advance(50);

    expect(first).toBe('一');
    expect(during).toBe('一');
    expect(page.text()).toBe(serverText(server));
    expect(serverText(server)).toHaveLength(4);
    expect(changes).toBe(2);
  });

  it('waits twice as long while one writes oneself, and one’s own letters for nothing', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const other = await joinedPage(server);
    server.device.advance(1_000);
    page.type('我');
    other.type('一');
    server.device.advance(16 + 2 * server.latencyMs);
    let changes = 0;
    page.provider.desk.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin !== null) changes += 1;
    });

    other.type('二');
    server.device.advance(60);
    const during = changes;
    page.type('们');
    const own = page.text();
    server.device.advance(60);

    expect(during).toBe(0);
    expect(own).toContain('们');
    expect(changes).toBe(1);
    expect(page.text()).toContain('二');
  });

  it('moves the carets of all who move within 100 ms at once, each to its newest place', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    const others = [await joinedPage(server), await joinedPage(server)];
    for (const other of others) other.provider.awareness.setLocalState({ at: 0 });
    server.device.advance(1_000);
    const { awareness } = page.provider;
    let changes = 0;
    awareness.on('change', () => {
      changes += 1;
    });

    for (let at = 1; at <= 8; at += 1) {
      for (const other of others) other.provider.awareness.setLocalState({ at });
      server.device.advance(50);
    }
    server.device.advance(1_000);

    const places = others.map(({ provider }) => awareness.getStates().get(provider.awareness.clientID)?.['at']);
    expect(places).toEqual([8, 8]);
    expect(changes).toBeLessThanOrEqual(6);
  });
});
