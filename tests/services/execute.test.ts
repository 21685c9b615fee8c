// The command pipeline: once, by whom, with what it needs, all in one commit.
import { expect, test } from 'vitest';
import { readState } from '../../shared/doc/record.ts';
import { readScreens } from '../../shared/doc/record-screens.ts';
import type { CommandId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { look, meetingIn, openTestOffice, userWith } from '../support/office.ts';
import { START } from '../support/hand-clock.ts';

const secretary = userWith('secretary');

function start(meetingId: string, id = 'command-1') {
  return { id, meetingId, kind: 'meeting.phase', data: { to: 'live' }, claimedAt: 0 };
}

test('a command changes record and row in one commit, by the server’s clock', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  office.clock.advance(5_000);

  const done = await office.services.commands.execute(secretary, start(meetingId));

  const event = {
    kind: 'phase-changed',
    from: 'prepare',
    to: 'live',
    reason: null,
    at: START + 5_000,
    by: 'secretary',
  };
  expect(done).toEqual({ ok: true, value: { events: [event] } });
  expect(await look(office, meetingId, ({ record }) => readState(record))).toEqual({ phase: 'live', version: 1 });
  expect(await office.meetings.byId(meetingId)).toMatchObject({ phase: 'live', updatedAt: START + 5_000 });
});

test('1. a retry gets the first result and changes nothing', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  const first = await office.services.commands.execute(secretary, start(meetingId));
  await office.services.commands.execute(secretary, {
    ...start(meetingId, 'back'),
    data: { to: 'prepare', reason: 'x' },
  });

  const again = await office.services.commands.execute(secretary, start(meetingId));

  expect(again).toEqual(first);
  expect(await office.meetings.byId(meetingId)).toMatchObject({ phase: 'prepare' });
});

test('1. a hundred retries at once carry it out once', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);

  const results = await Promise.all(
    Array.from({ length: 100 }, () => office.services.commands.execute(secretary, start(meetingId))),
  );

  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  expect(results[0]).toMatchObject({ ok: true });
});

test('2. someone else’s id is refused and tells nothing', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  await office.services.commands.execute(secretary, start(meetingId));

  const other = await office.services.commands.execute(userWith('secretary', 'another'), start(meetingId));

  expect(other).toEqual({ ok: false, code: 'command-conflict', data: { id: 'command-1' } });
});

test('2. one’s own id, used in another meeting, is refused and tells nothing', async () => {
  const office = await openTestOffice();
  const [meetingId, otherId] = [await meetingIn(office), await meetingIn(office)];
  await office.services.commands.execute(secretary, start(meetingId));

  const elsewhere = await office.services.commands.execute(secretary, start(otherId));

  expect(elsewhere).toEqual({ ok: false, code: 'command-conflict', data: { id: 'command-1' } });
  expect(await office.meetings.byId(otherId)).toMatchObject({ phase: 'prepare' });
});

test('2. an id that two people use in two meetings at once tells neither of the other', async () => {
  const office = await openTestOffice();
  const [meetingId, otherId] = [await meetingIn(office), await meetingIn(office)];

  const results = await Promise.all([
    office.services.commands.execute(secretary, start(meetingId)),
    office.services.commands.execute(userWith('secretary', 'another'), start(otherId)),
  ]);

  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(results.find((result) => !result.ok)).toEqual({
    ok: false,
    code: 'command-conflict',
    data: { id: 'command-1' },
  });
});

test('a refused command leaves no trace, so that its id may be used again', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);

  const refusal = await office.services.commands.execute(secretary, { ...start(meetingId), data: { to: 'follow-up' } });
  const later = await office.services.commands.execute(secretary, start(meetingId));

  expect(refusal).toEqual({ ok: false, code: 'phase-not-allowed', data: { from: 'prepare', to: 'follow-up' } });
  expect(later.ok).toBe(true);
});

test.each([
  ['notetaker', 'meeting.phase', { to: 'live' }, 'not-allowed'],
  ['reader', 'meeting.phase', { to: 'live' }, 'not-found'],
  ['reader', 'screen.set', { screen: 'main', mode: 'blank' }, 'not-found'],
  ['notetaker', 'screen.set', { screen: 'main', mode: 'blank' }, null],
  ['secretary', 'screen.set', { screen: 'main', mode: 'vote' }, 'invalid'],
  ['reader', 'screen.overlay', { screen: 'main', blank: true }, 'not-found'],
  ['notetaker', 'screen.overlay', { screen: 'main', blank: true }, null],
  ['secretary', 'screen.overlay', { screen: 'main', message: { text: ' \n ' } }, 'invalid'],
  ['secretary', 'screen.overlay', { screen: 'main', message: { text: '长'.repeat(61) } }, 'invalid'],
  ['secretary', 'screen.overlay', { screen: 'main', countdown: { label: '开会' } }, 'invalid'],
  ['secretary', 'screen.prepare', { screen: 'main', preview: { mode: 'item', itemId: '../x' } }, 'invalid'],
  ['secretary', 'screen.take', { screen: 'main', preview: { mode: 'agenda' } }, 'invalid'],
  ['secretary', 'screen.back', { screen: 'main', from: { mode: 'auto' } }, 'invalid'],
  ['secretary', 'screen.set', { screen: '../main', mode: 'blank' }, 'invalid'],
  ['secretary', 'meeting.phase', { to: 'over' }, 'invalid'],
  ['secretary', 'meeting.explode', {}, 'command-unknown'],
] as const)('a %s who sends %s %j is answered %s', async (role, kind, data, code) => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);

  const result = await office.services.commands.execute(userWith(role), { ...start(meetingId), kind, data });

  expect(result.ok ? null : result.code).toBe(code);
});

test('an unknown meeting and one in the trash answer alike', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  await office.services.meetings.trash(secretary, meetingId);

  const results = await Promise.all(
    ['nothing', meetingId].map((id) => office.services.commands.execute(secretary, start(id))),
  );

  expect(results).toEqual(Array.from({ length: 2 }, () => ({ ok: false, code: 'not-found', data: {} })));
});

test('a screen keeps what it was told, and there cannot be endlessly many', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  const set = (screen: string) =>
    office.services.commands.execute(secretary, {
      ...start(meetingId, `set-${screen}`),
      kind: 'screen.set',
      data: { screen, mode: 'agenda' },
    });
  for (let index = 0; index < 32; index++) await set(`hall-${index}`);

  const oneMore = await set('hall-32');

  expect(oneMore).toMatchObject({ ok: false, code: 'invalid' });
  const screens = await look(office, meetingId, ({ record }) => readScreens(record));
  expect(screens.size).toBe(32);
  expect(screens.get('hall-0')).toEqual({ mode: 'agenda', frozen: false, past: [{ mode: 'auto' }] });
});

test('an id that is no id is refused before anything is read', async () => {
  const office = await openTestOffice();

  const result = await office.services.commands.execute(secretary, start('m', brand<CommandId>('a b')));

  expect(result).toEqual({ ok: false, code: 'invalid', data: { errors: [{ path: 'id', code: 'custom' }] } });
});
