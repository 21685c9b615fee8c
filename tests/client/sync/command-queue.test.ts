// @vitest-environment node
// Commands over a connection that breaks: done once, answered once, remembered over a reload.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { FakeDevice } from '../support/fake-device.ts';
import { joinedPage, MEETING, meetingServer, storageSettles, USER } from '../support/desk-page.ts';

describe('commands', () => {
  it('resolve with the answer of the server', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    const answer = page.provider.commands.execute(MEETING, 'screen.set', { mode: 'auto' });
    server.device.advance(100);

    expect(await answer).toMatchObject({ ok: true });
    expect(server.commands).toHaveLength(1);
  });

  it('are sent again under the same id when the connection breaks before the answer', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);

    const answer = page.provider.commands.execute(MEETING, 'screen.set', {});
    server.device.advance(7);
    page.wire.drop();
    server.device.advance(2_000);

    expect(await answer).toMatchObject({ ok: true });
    expect(server.commands).toHaveLength(1);
  });

  it('are refused with the code of the server, once', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.refuseCommand = () => ({ refused: 'not-allowed', data: { action: 'links.manage' } });

    const answer = page.provider.commands.execute(MEETING, 'screen.set', {});
    server.device.advance(100);

    expect(await answer).toEqual({ ok: false, code: 'not-allowed', data: { action: 'links.manage' } });
    expect(page.provider.commands.size).toBe(0);
  });

  it('wait out a disk that is full', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.refuseCommand = () => ({ refused: 'storage-unavailable' });
    const answer = page.provider.commands.execute(MEETING, 'screen.set', {});
    server.device.advance(1_000);

    server.refuseCommand = () => null;
    server.device.advance(10_000);

    expect(await answer).toMatchObject({ ok: true });
  });

  it('of a page that was closed are sent by the next one, and the page is told', async () => {
    const server = meetingServer(new FakeDevice());
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage });
    server.isUp = false;
    page.wire.drop();
    void page.provider.commands.execute(MEETING, 'screen.set', {});
    await storageSettles();
    page.provider.close();
    const told: string[] = [];

    server.isUp = true;
    const next = await joinedPage(server, {
      storage,
      set: { onLeftoverCommand: (request, result) => told.push(`${request.kind} ${String(result.ok)}`) },
    });
    await storageSettles();

    expect(told).toEqual(['screen.set true']);
    expect(await next.store.commandsOf(USER)).toEqual([]);
  });

  it('are not carried out after so long that they would surprise', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    server.isUp = false;
    page.wire.drop();
    const answer = page.provider.commands.execute(MEETING, 'screen.set', {});
    server.device.advance(11 * 60_000);

    server.isUp = true;
    server.device.advance(5_000);

    expect(await answer).toMatchObject({ ok: false, code: 'expired' });
    expect(server.commands).toEqual([]);
  });
});
