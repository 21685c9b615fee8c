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
});
