// What is read of tasks for a chair's page while they change, and after a read that failed: nothing stale is kept.
import { expect, onTestFinished, test } from 'vitest';
import { ChairService } from '../../server/services/chair.ts';
import type { BriefService } from '../../server/services/briefs.ts';
import { settled } from '../support/hand-clock.ts';
import { SILENT_LOG } from '../support/rooms-fixture.ts';
import { meetingIn, openTestOffice } from '../support/office.ts';

async function page(forChair: (tell: (bodyId: string | null) => void) => BriefService['forChair']) {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  const listeners = new Set<(bodyId: string | null) => void>();
  const tell = (bodyId: string | null): void => listeners.forEach((listener) => listener(bodyId));
  let asked = 0;
  const read = forChair(tell);
  const chairs = new ChairService({
    ...{
      rooms: office.rooms,
      meetings: office.meetings,
      clock: office.clock,
      log: SILENT_LOG,
      timeZone: 'Asia/Shanghai',
    },
    reviews: {
      onChanged: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    briefs: {
      forChair: (meeting) => {
        asked += 1;
        return read(meeting);
      },
    },
  });
  onTestFinished(() => chairs.close());
  chairs.subscribe(meetingId, () => undefined);
  const pass = async (): Promise<void> => {
    for (let step = 0; step < 4; step += 1) {
      office.clock.advance(1_000);
      await settled();
      await office.rooms.read(meetingId, 1, () => null);
      await settled();
    }
  };
  await pass();
  return { asked: () => asked, tell, pass };
}

test('a task that changes while the brief is put together has it put together once more', async () => {
  let isFirst = true;
  const { asked } = await page((tell) => async () => {
    if (isFirst) tell(null);
    isFirst = false;
    return null;
  });

  expect(asked()).toBe(2);
});

test('a brief that could not be read is read again at once, not a minute later', async () => {
  let isFirst = true;
  const { asked } = await page(() => async () => {
    const fails = isFirst;
    isFirst = false;
    if (fails) throw new Error('the disk is away');
    return null;
  });

  expect(asked()).toBe(2);
});

test('tasks of another body leave it as it is', async () => {
  const { asked, tell, pass } = await page(() => async () => null);

  tell('another body');
  await pass();
  const before = asked();
  tell(null);
  await pass();

  expect([before, asked()]).toEqual([1, 2]);
});
