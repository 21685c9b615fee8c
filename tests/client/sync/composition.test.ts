// @vitest-environment node
// How long a page stands still for an input method: as long as it gives signs, and never for good.
import { describe, expect, it } from 'vitest';
import { CompositionGuard } from '../../../client/sync/composition.ts';
import { itemTitle } from '../../../shared/doc/desk-agenda.ts';
import { CLOSE_CODES } from '../../../shared/protocol/close-code.ts';
import { DESK, ITEM, joinedPage, meetingServer, serverText } from '../support/desk-page.ts';
import { FakeDevice } from '../support/fake-device.ts';

function guarded(): { device: FakeDevice; guard: CompositionGuard; released: () => number } {
  const device = new FakeDevice();
  const guard = new CompositionGuard(device);
  let releases = 0;
  guard.onRelease('wire', () => {
    releases += 1;
  });
  return { device, guard, released: () => releases };
}

describe('a hold', () => {
  it('goes on beyond ten seconds while letters and candidates are chosen', () => {
    const { device, guard, released } = guarded();
    guard.start();

    for (let count = 0; count < 5; count += 1) {
      device.advance(9_000);
      guard.goOn();
    }

    expect([guard.isHolding, released()]).toEqual([true, 0]);
  });

  it('ends when a candidate window stays open for ten seconds with nothing done in it, and begins again with the next sign', () => {
    const { device, guard, released } = guarded();
    guard.start();

    device.advance(10_000);
    const rested = guard.isHolding;
    guard.goOn();
    const anew = guard.isHolding;
    guard.end();
    device.advance(60);

    expect([rested, anew, guard.isHolding, released()]).toEqual([false, true, false, 2]);
  });

  it('ends after a minute in any case', () => {
    const { device, guard, released } = guarded();
    guard.start();

    for (let count = 0; count < 12; count += 1) {
      device.advance(5_000);
      if (released() === 0) guard.goOn();
    }

    expect([guard.isHolding, released()]).toEqual([false, 1]);
  });

  it('is not begun by a late sign of a composition that is over', () => {
    const { device, guard } = guarded();
    guard.start();
    guard.end();
    device.advance(60);

    guard.goOn();

    expect(guard.isHolding).toBe(false);
  });
});

describe('a person who signs in again while composing', () => {
  it('sends nothing half-typed, and loses neither the words nor what others wrote', async () => {
    const server = meetingServer(new FakeDevice());
    const page = await joinedPage(server);
    page.provider.composition.start();
    page.type('hui');
    server.end(DESK, CLOSE_CODES.unauthorised, false);
    server.device.advance(100);

    server.change(DESK, (desk) => itemTitle(desk, ITEM)?.insert(0, '远程'));
    page.provider.retry();
    server.device.advance(1_000);
    const during = [serverText(server), page.text()];
    page.provider.composition.end();
    server.device.advance(1_000);

    expect(during).toEqual(['远程', 'hui']);
    expect(serverText(server)).toMatch(/^(?:远程hui|hui远程)$/);
    expect(page.text()).toBe(serverText(server));
    expect(page.provider.save.kind).toBe('saved');
  });
});
