// Turns at speaking as the server keeps them: its own times, one at a time, whoever presses.
import { expect, test } from 'vitest';
import { readTurns } from '../../shared/doc/record-speakers.ts';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import type { EventId, PersonKey } from '../../shared/domain/ids.ts';
import { waitingTurns, type Turn } from '../../shared/domain/speakers.ts';
import { brand } from '../../shared/lib/brand.ts';
import { openHall, type Hall } from '../support/hall-office.ts';

const MINUTE = 60_000;

async function asked(hall: Hall, name: string, data: object = {}): Promise<Turn> {
  expect(await hall.command('speaker.ask', { name, ...data })).toMatchObject({ ok: true });
  const turn = (await turnsOf(hall)).findLast((each) => each.name === name);
  return turn ?? expect.fail('they stand on the list');
}

function turnsOf(hall: Hall): Promise<readonly Turn[]> {
  return hall.read(({ record }) => readTurns(record));
}

async function answerTo(hall: Hall, kind: string, data: object): Promise<string> {
  const result = await hall.command(`speaker.${kind}`, data);
  return result.ok ? 'ok' : result.code;
}

test('whoever asks stands behind the others and begins when called; the times are the server’s', async () => {
  const hall = await openHall();
  const { clock } = hall.office;
  const first = await asked(hall, '张春野', { org: '安防协会', allowedMs: 3 * MINUTE });
  clock.advance(1_000);
  const second = await asked(hall, '蒋维东');
  const begins = clock.now();
  await answerTo(hall, 'begin', { speaker: first.id });
  clock.advance(2 * MINUTE);
  await answerTo(hall, 'extend', { speaker: first.id, byMs: MINUTE });
  await answerTo(hall, 'begin', { speaker: second.id });

  const turns = await turnsOf(hall);

  expect(turns.map(({ name, beganAt, endedAt, allowedMs }) => [name, beganAt, endedAt, allowedMs])).toEqual([
    ['张春野', begins, begins + 2 * MINUTE, 4 * MINUTE],
    ['蒋维东', begins + 2 * MINUTE, null, null],
  ]);
});

test('what cannot be done any more is refused, and changes nothing', async () => {
  const hall = await openHall();
  const { id: speaker } = await asked(hall, '张春野');
  await answerTo(hall, 'withdraw', { speaker });
  const before = await turnsOf(hall);

  const answers = [
    await answerTo(hall, 'begin', { speaker }),
    await answerTo(hall, 'end', { speaker }),
    await answerTo(hall, 'extend', { speaker, byMs: MINUTE }),
    await answerTo(hall, 'begin', { speaker: 'nobody-asked' }),
    await answerTo(hall, 'ask', { name: '  ' }),
    await answerTo(hall, 'ask', { name: '赵军', allowedMs: 5 * 3_600_000 }),
  ];

  expect(new Set(answers)).toEqual(new Set(['invalid']));
  expect(await turnsOf(hall)).toEqual(before);
});

test('somebody of the list is named by a key that stands on it', async () => {
  const hall = await openHall();
  const person = { name: '赵军', org: null, titles: [], role: 'attending', order: 'a0', personId: null } as const;
  await hall.type((desk) => addPerson(desk, { ...person, id: brand<PersonKey>('zhao') }));

  expect(await answerTo(hall, 'ask', { name: '赵军', key: 'zhao' })).toBe('ok');
  expect(await answerTo(hall, 'ask', { name: '赵军', key: 'somebody' })).toBe('invalid');
});

test('the stage’s monitor counts the speaker’s time while the hall goes on showing the item', async () => {
  const hall = await openHall();
  const monitor = hall.watch('stage');
  await hall.command('screen.set', { screen: 'stage', mode: 'speaker' });
  const { id: speaker } = await asked(hall, '张春野', { org: '安防协会', allowedMs: 3 * MINUTE });
  await hall.pass(250);
  const begins = hall.office.clock.now();
  await answerTo(hall, 'begin', { speaker });
  await hall.pass(250);
  await answerTo(hall, 'extend', { speaker, byMs: MINUTE });
  await hall.pass(250);

  expect(monitor.at(-1)?.scene).toMatchObject({
    kind: 'speaker',
    speaking: { name: '张春野', org: '安防协会' },
    timer: { plannedMs: 4 * MINUTE, runningSince: begins },
  });
  expect(hall.states.at(-1)?.scene.kind).toBe('item');
});

test('a finished item ends its speaker, so that whoever begins next leaves their time as it was', async () => {
  const hall = await openHall();
  const { clock } = hall.office;
  const first = await asked(hall, '张春野', { itemId: hall.itemId });
  const second = await asked(hall, '蒋维东');
  const third = await asked(hall, '赵军');
  await answerTo(hall, 'begin', { speaker: first.id });
  clock.advance(MINUTE);
  await hall.type((desk) =>
    addProgress(desk, brand<EventId>('e2'), { kind: 'finish', itemId: hall.itemId, at: clock.now(), by: 'li' }),
  );
  clock.advance(MINUTE);

  const moved = await answerTo(hall, 'move', { speaker: third.id, before: second.id });
  const ended = await answerTo(hall, 'end', { speaker: first.id });

  expect([moved, ended]).toEqual(['ok', 'invalid']);
  expect(waitingTurns(await turnsOf(hall)).map(({ name }) => name)).toEqual(['赵军', '蒋维东']);
});

test('whom the end of the meeting ended stays so when that end is taken back', async () => {
  const hall = await openHall();
  const { clock } = hall.office;
  const { id: speaker } = await asked(hall, '张春野', { itemId: hall.itemId });
  await answerTo(hall, 'begin', { speaker });
  clock.advance(MINUTE);
  const over = clock.now();
  await hall.type((desk) => addProgress(desk, brand<EventId>('e2'), { kind: 'adjourn', at: over, by: 'li' }));
  clock.advance(MINUTE);
  await hall.type((desk) =>
    addProgress(desk, brand<EventId>('e3'), {
      ...{ kind: 'revoke', of: brand<EventId>('e2'), at: clock.now(), by: 'li' },
    }),
  );

  expect((await turnsOf(hall)).map(({ endedAt }) => endedAt)).toEqual([over]);
});

test.each([
  ['the item', 'finish'],
  ['the meeting', 'adjourn'],
] as const)(
  'whom the end of %s ended stays so when it is taken up again before anybody else begins',
  async (_of, kind) => {
    const hall = await openHall();
    const { clock } = hall.office;
    const { itemId } = hall;
    const stage = hall.watch('stage');
    await hall.command('screen.set', { screen: 'stage', mode: 'speaker' });
    const { id: speaker } = await asked(hall, '张春野', { itemId, allowedMs: 3 * MINUTE });
    await answerTo(hall, 'begin', { speaker });
    clock.advance(MINUTE);
    const over = clock.now();
    const end = kind === 'finish' ? { kind, itemId } : { kind };
    await hall.type((desk) => addProgress(desk, brand<EventId>('e2'), { ...end, at: over, by: 'li' }));
    clock.advance(MINUTE);
    await hall.type((desk) =>
      addProgress(desk, brand<EventId>('e3'), { kind: 'start', itemId, at: clock.now(), by: 'li' }),
    );
    await hall.pass(250);

    const ended = await answerTo(hall, 'end', { speaker });
    const next = await asked(hall, '蒋维东', { itemId });
    await answerTo(hall, 'begin', { speaker: next.id });

    expect(ended).toBe('invalid');
    expect(stage.at(-1)?.scene).not.toMatchObject({ speaking: { name: '张春野' } });
    expect((await turnsOf(hall)).map(({ name, endedAt }) => [name, endedAt])).toEqual([
      ['张春野', over],
      ['蒋维东', null],
    ]);
  },
);

test.each([
  ['the item is started again', { kind: 'start', by: 'li' }],
  ['its finish is taken back', { kind: 'revoke', by: 'li', of: 'e2' }],
] as const)('whom the item’s end ended stays so after another began, though %s', async (_when, change) => {
  const hall = await openHall();
  const { clock } = hall.office;
  const { itemId } = hall;
  const note = (id: string, event: Parameters<typeof addProgress>[2]) =>
    hall.type((desk) => addProgress(desk, brand<EventId>(id), event));
  const first = await asked(hall, '张春野', { itemId });
  const second = await asked(hall, '蒋维东');
  await answerTo(hall, 'begin', { speaker: first.id });
  clock.advance(MINUTE);
  const over = clock.now();
  await note('e2', { kind: 'finish', itemId, at: over, by: 'li' });
  clock.advance(MINUTE);
  await answerTo(hall, 'begin', { speaker: second.id });
  clock.advance(MINUTE);
  await note(
    'e3',
    change.kind === 'start'
      ? { ...change, itemId, at: clock.now() }
      : { ...change, of: brand<EventId>(change.of), at: clock.now() },
  );

  const turns = await turnsOf(hall);

  expect(turns.map(({ name, endedAt }) => [name, endedAt])).toEqual([
    ['张春野', over],
    ['蒋维东', null],
  ]);
});
