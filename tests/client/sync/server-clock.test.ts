// @vitest-environment node
// The estimate of the server's clock.
import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../../client/sync/server-clock.ts';
import { FakeDevice } from '../support/fake-device.ts';

describe('the server clock', () => {
  it("is the device's guess until the server was asked", () => {
    const device = new FakeDevice();
    device.wallOffsetMs = 5_000;

    expect(new ServerClock(device).now()).toBe(device.now());
  });

  it('believes quick answers over slow ones', () => {
    const device = new FakeDevice();
    const clock = new ServerClock(device);
    const at = device.monotonicMs();

    clock.addSample(at, at + 20, at + 10 + 1_000);
    clock.addSample(at, at + 22, at + 11 + 1_002);
    clock.addSample(at, at + 24, at + 12 + 1_001);
    clock.addSample(at, at + 900, at + 5);

    expect(clock.now() - at).toBe(1_001);
  });

  it('does not follow somebody who sets the clock of the device', () => {
    const device = new FakeDevice();
    const clock = new ServerClock(device);
    const at = device.monotonicMs();
    clock.addSample(at, at + 10, at + 5);

    device.wallOffsetMs = -86_400_000;

    expect(clock.now()).toBe(at);
  });

  it('leaves out answers that cannot be', () => {
    const device = new FakeDevice();
    const clock = new ServerClock(device);

    clock.addSample(10, 5, 1_000);
    clock.addSample(0, 5, Number.NaN);

    expect(clock.isKnown).toBe(false);
  });
});
