// @vitest-environment node
// A laptop that was shut for two hours with a morning's work on it, while the others went on.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { DESK, ITEM, joinedPage, MEETING, meetingServer, openPage, serverText, USER } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { Laptop } from '../support/laptop.ts';

const EDITS = 5_000;
const TWO_HOURS = 7_200_000;
const MERGE_LIMIT = 3_000;

/** How often each word in ⟦⟧ stands in `text`. */
function counts(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [word] of text.matchAll(/⟦[^⟦⟧]+⟧/g)) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}

describe('a laptop that slept for two hours', () => {
  it('[P10] brings 5,000 edits of a closed tab in, none lost, none twice, beside what the others wrote', async () => {
    const server = meetingServer(new FakeDevice());
    const laptop = new Laptop(server.device);
    const storage = new IDBFactory();
    const page = await joinedPage(server, { storage, set: { device: laptop } });
    server.isUp = false;
    page.wire.drop();
    for (let edit = 0; edit < EDITS; edit += 1) page.type(`⟦${edit}⟧`);
    await page.stored();
    laptop.sleep(TWO_HOURS);
    page.provider.close();
    server.change(DESK, (desk) => itemTitle(desk, ITEM)?.insert(0, '⟦同事⟧'));

    const next = await openPage(server, { storage, set: { device: laptop } });
    server.isUp = true;
    // The wire dials every half second here; the merge is what comes after.
    server.device.advance(500);
    server.device.advance(MERGE_LIMIT);
    await next.stored();

    const found = counts(serverText(server));
    expect(found.size).toBe(EDITS + 1);
    expect([...found.values()].filter((count) => count !== 1)).toEqual([]);
    expect(next.provider.save.kind).toBe('saved');
    expect(next.text()).toBe(serverText(server));
    expect(await next.store.unsentOf(USER)).toEqual([]);
  });

  it('[F13] shows the server’s time again with the first answer, though its own clock stood still', async () => {
    const server = meetingServer(new FakeDevice());
    const laptop = new Laptop(server.device);
    const page = await joinedPage(server, { set: { device: laptop } });
    server.device.advance(60_000);

    laptop.sleep(TWO_HOURS);
    page.wire.drop();
    server.device.advance(400);

    expect(Math.abs(page.provider.clock.now() - server.device.monotonicMs())).toBeLessThan(1_000);
  });

  it('does not do two hours later what was pressed before the lid was shut', async () => {
    const server = meetingServer(new FakeDevice());
    const laptop = new Laptop(server.device);
    const page = await joinedPage(server, { set: { device: laptop } });
    server.isUp = false;
    page.wire.drop();

    const answer = page.provider.commands.execute(MEETING, 'meeting.phase', { to: 'follow-up' });
    laptop.sleep(TWO_HOURS);
    server.isUp = true;
    server.device.advance(2_000);

    expect(await answer).toMatchObject({ ok: false, code: 'expired' });
    expect(server.commands).toEqual([]);
  });
});
