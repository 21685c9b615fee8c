// The line before the door: who has a place, who waits, who loses it. Time by hand.
import { describe, expect, it } from 'vitest';
import { Doorstep, MAX_INSIDE, MAX_WAITING, type Place } from '../../server/transport/doorstep.ts';
import { HandClock, settled } from '../support/hand-clock.ts';

function doorstep() {
  const clock = new HandClock();
  const lines: string[] = [];
  const log = {
    info: () => undefined,
    warn: (_message: string, context?: Readonly<Record<string, unknown>>) => void lines.push(JSON.stringify(context)),
    error: () => undefined,
  };
  return { clock, lines, doorstep: new Doorstep({ clock, log }) };
}

function fill(step: Doorstep, name = 'a', evicted: number[] = []): readonly Place[] {
  return Array.from({ length: MAX_INSIDE }, (_, index) => {
    const place = step.tryEnter(name);
    if (!place) throw new Error('no place');
    place.evict = () => void evicted.push(index);
    return place;
  });
}

describe('the doorstep', () => {
  it('[P15] holds 32 of one address at a time, and others of another', () => {
    const { doorstep: step } = doorstep();
    fill(step);

    expect(step.tryEnter('a')).toBeNull();
    expect(step.tryEnter('b')).not.toBeNull();
  });

  it('[P15] 500 who say at once who they are all come in, one after another', async () => {
    const { doorstep: step } = doorstep();
    let refused = 0;

    const visits = Array.from({ length: 500 }, async () => {
      const place = await step.enter('a');
      if (!place) refused += 1;
      await settled(1);
      place?.leave();
    });
    await Promise.all(visits);

    expect([refused, step.size]).toEqual([0, 0]);
  });

  it('[P15] a crowd that only stands there makes a newcomer wait one second', async () => {
    const { clock, doorstep: step } = doorstep();
    const evicted: number[] = [];
    fill(step, 'a', evicted);
    for (let idle = 0; idle < 500; idle += 1) void step.enter('a');
    let place: Place | null = null;
    void step.enter('a').then((got) => (place = got));

    clock.advance(1_000);
    await settled();

    expect(place).not.toBeNull();
    expect(evicted).toHaveLength(MAX_INSIDE);
  });

  it('nobody loses a place while nobody waits', () => {
    const { clock, doorstep: step } = doorstep();
    const evicted: number[] = [];
    fill(step, 'a', evicted);

    clock.advance(10_000);

    expect(evicted).toEqual([]);
  });

  it('[P15] turns away whoever has waited five seconds, and whoever finds the line full', async () => {
    const { clock, doorstep: step } = doorstep();
    const answers: (Place | null)[] = [];
    const places = fill(step);
    for (let waiting = 0; waiting < MAX_WAITING; waiting += 1) void step.enter('a').then((got) => answers.push(got));

    expect(await step.enter('a')).toBeNull();
    clock.advance(6_000);
    await settled();
    for (const place of places) place.leave();

    expect(answers.filter((answer) => answer === null).length).toBeGreaterThan(500);
  });

  it('[T63] tells of refusals at once and then once a minute, by number', () => {
    const { clock, lines, doorstep: step } = doorstep();
    fill(step);

    for (let knock = 0; knock < 100; knock += 1) step.tryEnter('a');
    clock.advance(60_000);
    clock.advance(60_000);

    expect(lines).toEqual(['{"refused":1}', '{"refused":99}']);
  });

  it('forgets addresses that nobody is at', async () => {
    const { clock, doorstep: step } = doorstep();
    const places = fill(step);
    void step.enter('a');
    for (const place of places) place.leave();
    clock.advance(6_000);
    await settled();

    expect(step.size).toBe(1);
  });
});
