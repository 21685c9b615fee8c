// A quiet page learns that its session has ended: by being let in no more, not by a connection that merely broke.
import { expect, test, vi } from 'vitest';
import { watchSession } from '../../../client/state/session-watch.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { FakeServer } from '../support/fake-server.ts';

test('it is told once the server lets this session in no more', () => {
  const device = new FakeDevice();
  const server = new FakeServer(device);
  const onended = vi.fn();
  watchSession(onended, server.dialer());
  device.advance(1_000);

  server.refuseDial = 'not-signed-in';
  server.restart();
  device.advance(1_000);

  expect(onended).toHaveBeenCalledOnce();
});

test('a server that restarts or refuses for another reason ends nothing', () => {
  const device = new FakeDevice();
  const server = new FakeServer(device);
  const onended = vi.fn();
  watchSession(onended, server.dialer());
  device.advance(1_000);

  server.restart();
  device.advance(1_000);
  server.refuseDial = 'foreign-origin';
  server.restart();
  device.advance(1_000);

  expect(onended).not.toHaveBeenCalled();
});

test('a page that was left hears nothing any more', () => {
  const device = new FakeDevice();
  const server = new FakeServer(device);
  const onended = vi.fn();
  const leave = watchSession(onended, server.dialer());
  device.advance(1_000);

  leave();
  server.refuseDial = 'not-signed-in';
  server.restart();
  device.advance(1_000);

  expect(onended).not.toHaveBeenCalled();
});
