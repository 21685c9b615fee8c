// A hall screen steered like a show: take, back, freeze, blank, words and a countdown laid over; several screens at once.
import { describe, expect, test } from 'vitest';
import { readScreens, readShown } from '../../shared/doc/record-screens.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import { openHall, type Hall } from '../support/hall-office.ts';

const kinds = (states: readonly ScreenState[]) => states.map((state) => state.scene.kind);

/** What is told to the main screen, each time as the hall then sees it. */
async function steer(hall: Hall, kind: string, data: Readonly<Record<string, unknown>>): Promise<string> {
  const result = await hall.command(`screen.${kind}`, { screen: 'main', ...data });
  await hall.pass(250);
  return result.ok ? 'ok' : result.code;
}

describe('preview, take and back', () => {
  test('what is prepared is seen by nobody before it is taken', async () => {
    const hall = await openHall();

    await steer(hall, 'prepare', { preview: { mode: 'agenda' }, queue: [{ mode: 'blank' }] });
    const prepared = kinds(hall.states);
    await steer(hall, 'take', { preview: { mode: 'agenda' } });
    await steer(hall, 'take', { preview: { mode: 'blank' } });

    expect(prepared).toEqual(['item']);
    expect(kinds(hall.states)).toEqual(['item', 'agenda', 'blank']);
  });

  test('two who take at once take one picture', async () => {
    const hall = await openHall();
    await steer(hall, 'prepare', { preview: { mode: 'agenda' }, queue: [{ mode: 'blank' }] });

    const answers = [
      await steer(hall, 'take', { preview: { mode: 'agenda' } }),
      await steer(hall, 'take', { preview: { mode: 'agenda' } }),
    ];

    expect(answers).toEqual(['ok', 'invalid']);
    expect(kinds(hall.states)).toEqual(['item', 'agenda']);
  });

  test('of two who prepare at once the later one is told, and what the other prepared stands', async () => {
    const hall = await openHall();
    const ahead = () =>
      hall.read(({ record }) => {
        const { preview, queue = [] } = readScreens(record).get('main') ?? {};
        return [preview, ...queue].map((cue) => cue?.mode);
      });

    const answers = [
      await steer(hall, 'prepare', { preview: { mode: 'agenda' }, queue: [{ mode: 'break' }], over: [] }),
      await steer(hall, 'prepare', { preview: { mode: 'blank' }, over: [] }),
    ];
    const stands = await ahead();
    const again = await steer(hall, 'prepare', {
      preview: { mode: 'blank' },
      over: [{ mode: 'agenda' }, { mode: 'break' }],
    });

    expect([answers, stands]).toEqual([
      ['ok', 'invalid'],
      ['agenda', 'break'],
    ]);
    expect([again, await ahead()]).toEqual(['ok', ['blank']]);
  });

  test('whoever says nothing of what they expect prepares over whatever is there, as older pages do', async () => {
    const hall = await openHall();
    await steer(hall, 'prepare', { preview: { mode: 'agenda' } });

    expect(await steer(hall, 'prepare', { preview: { mode: 'blank' } })).toBe('ok');
  });

  test('a step back shows what was up before, and two who step back at once go one step', async () => {
    const hall = await openHall();
    await steer(hall, 'set', { mode: 'agenda' });
    await steer(hall, 'set', { mode: 'blank' });

    const answers = [
      await steer(hall, 'back', { from: { mode: 'blank' } }),
      await steer(hall, 'back', { from: { mode: 'blank' } }),
    ];

    expect(answers).toEqual(['ok', 'invalid']);
    expect(kinds(hall.states)).toEqual(['item', 'agenda', 'blank', 'agenda']);
  });

  test('what went up stands in the record with its time and who did it; what only lay over it does not', async () => {
    const hall = await openHall();
    await steer(hall, 'set', { mode: 'agenda' });
    await steer(hall, 'overlay', { blank: true, message: { text: '请入座' } });
    await steer(hall, 'back', { from: { mode: 'agenda' } });

    const shown = await hall.read(({ record }) => readShown(record));

    expect(shown.map(({ mode, screen, by }) => [mode, screen, by])).toEqual([
      ['agenda', 'main', hall.operator],
      ['auto', 'main', hall.operator],
    ]);
  });

  test('each screen has its own show', async () => {
    const hall = await openHall();
    const side = hall.watch('side');
    await hall.pass(250);

    await hall.command('screen.overlay', { screen: 'side', message: { text: '请到二楼用餐' } });
    await steer(hall, 'set', { mode: 'agenda' });

    expect(kinds(hall.states)).toEqual(['item', 'agenda']);
    expect(hall.states.at(-1)).not.toHaveProperty('overlay');
    expect(side.at(-1)).toMatchObject({ scene: { kind: 'item' }, overlay: { message: { text: '请到二楼用餐' } } });
  });
});

describe('frozen and black', () => {
  test('black hides a frozen picture and everything over it, and gives it back unchanged', async () => {
    const hall = await openHall();
    await steer(hall, 'overlay', { frozen: true, message: { text: '请关闭手机' } });
    await hall.renameItem('新标题');
    await steer(hall, 'overlay', { blank: true });
    const black = hall.states.at(-1);
    await steer(hall, 'overlay', { blank: false });

    expect(black?.scene).toEqual({ kind: 'blank' });
    expect(black).not.toHaveProperty('overlay');
    expect(black).not.toHaveProperty('room');
    expect(hall.states.at(-1)).toMatchObject({
      scene: { title: '标准化建设' },
      overlay: { message: { text: '请关闭手机' } },
    });
  });

  test('a picture put up leaves the screen frozen unless the command says otherwise', async () => {
    const hall = await openHall();
    const isFrozen = () => hall.read(({ record }) => readScreens(record).get('main')?.frozen);
    await steer(hall, 'overlay', { frozen: true });

    await steer(hall, 'set', { mode: 'agenda' });
    const afterPut = await isFrozen();
    await steer(hall, 'set', { mode: 'closing', frozen: false });

    expect([afterPut, await isFrozen()]).toEqual([true, false]);
  });

  test('what was taken while frozen is up when the picture moves again', async () => {
    const hall = await openHall();
    await steer(hall, 'prepare', { preview: { mode: 'agenda' } });
    await steer(hall, 'overlay', { frozen: true });
    await steer(hall, 'take', { preview: { mode: 'agenda' } });
    const frozen = kinds(hall.states);
    await steer(hall, 'overlay', { frozen: false });

    expect(frozen).toEqual(['item']);
    expect(kinds(hall.states)).toEqual(['item', 'agenda']);
  });

  test('black told while the projector was away is what it sees when it comes back', async () => {
    const hall = await openHall();
    await steer(hall, 'overlay', { frozen: true });
    hall.leave();
    await steer(hall, 'overlay', { blank: true });

    const back = hall.watch('main');
    await hall.pass(250);

    expect(kinds(back)).toEqual(['blank']);
  });

  test('a frozen welcome goes on showing a code that lets people in', async () => {
    const hall = await openHall();
    await steer(hall, 'set', { mode: 'welcome' });
    await steer(hall, 'overlay', { frozen: true });
    const first = hall.states.at(-1)?.room?.door?.url;
    await hall.pass(31_000, 1_000);

    const second = hall.states.at(-1)?.room?.door?.url;

    expect(first).toMatch(/^http/);
    expect(second).toMatch(/^http/);
    expect(second).not.toBe(first);
  });
});

describe('words and a countdown', () => {
  test('a message goes by itself when its time is over', async () => {
    const hall = await openHall();
    await steer(hall, 'overlay', { message: { text: '请  关闭\n手机', forMs: 10_000 } });
    const told = hall.states.at(-1)?.overlay;
    await hall.pass(11_000, 500);

    expect(told).toEqual({ message: { text: '请 关闭 手机', until: expect.any(Number) } });
    expect(hall.states.at(-1)).not.toHaveProperty('overlay');
  });

  test('a countdown ends at an instant of the server, whatever the operator’s clock says', async () => {
    const hall = await openHall();
    const now = hall.office.clock.now();

    await hall.command(
      'screen.overlay',
      { screen: 'main', countdown: { label: '距开会', forMs: 300_000 } },
      86_400_000,
    );
    await hall.pass(250);

    expect(hall.states.at(-1)?.overlay).toEqual({ countdown: { label: '距开会', to: now + 300_000 } });
  });

  test('a countdown that is over stands at nought for a minute and goes', async () => {
    const hall = await openHall();
    await steer(hall, 'overlay', { countdown: { forMs: 1_000 } });
    await hall.pass(30_000, 1_000);
    const atNought = hall.states.at(-1)?.overlay;
    await hall.pass(35_000, 1_000);

    expect(atNought).toHaveProperty('countdown');
    expect(hall.states.at(-1)).not.toHaveProperty('overlay');
  });
});

test('a projector that comes back to an unchanged picture is told it, while another screen is watched', async () => {
  const hall = await openHall();
  hall.watch('side');
  await hall.pass(250);
  hall.leave();

  const back = hall.watch('main');
  await hall.pass(250);

  expect(kinds(back)).toEqual(['item']);
});
