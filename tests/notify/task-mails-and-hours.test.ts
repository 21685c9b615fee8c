// Letters about tasks at night, and while the mail server is away: nobody is woken, nobody waits, nothing is lost.
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { instantIn, SECOND_MS } from '../../shared/lib/time.ts';
import { openHall } from '../support/hall-office.ts';
import { deskTask, openMailedHall, outsider, withTasks } from '../support/mailed-hall.ts';
import { must, userWith } from '../support/office.ts';

const SECRETARY = userWith('secretary');
const LI = { key: 'li', name: '李明', lead: false };
const NIGHT = { QUIET_HOURS: '22:00-07:00' };

test('what is handed out and moved at night arrives in the morning as one mail', async () => {
  const hall = await openMailedHall(NIGHT);
  const { clock, services } = hall.office;
  await withTasks(hall, deskTask('t1', { owners: [LI] }));
  clock.advance((instantIn('Asia/Shanghai', '2021-04-23', '23:00') ?? 0) - clock.now());
  must(await hall.command('task.assign', { tasks: [{ task: 't1', parties: [outsider('li', 'li@example.org')] }] }));
  const [id = expect.fail()] = [...(await hall.office.tasks.ofDesk(hall.meetingId)).values()];
  const later = { action: 'move-due', due: '2021-07-15', dueText: null, reason: null } as const;
  must(await services.tasks.move(SECRETARY, id, later, 'any'));

  const atNight = await hall.post(5);
  clock.advance((instantIn('Asia/Shanghai', '2021-04-24', '07:01') ?? 0) - clock.now());
  const mails = await hall.post();

  expect(atNight).toEqual([]);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toContain('2 条通知');
  expect(mails[0]?.text).toContain('【督办】时限改为7月15日：寄出聘书');
  const listed = must(await services.taskLetters.list(SECRETARY, id));
  expect(listed.parties[0]?.letters.map(({ topic, state }) => `${topic} ${state}`)).toEqual([
    'task.assigned delivered',
    'task.moved delivered',
  ]);
});

test('a mail server that takes the call and says nothing makes nobody wait', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const hall = await openHall({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'office@example.org', ...NIGHT });
  hall.office.services.postOffice.start();
  onTestFinished(() => hall.office.services.postOffice.close());
  const tasks = Array.from({ length: 20 }, (_, at) => deskTask(`t${at}`, { owners: [LI], order: `a${at}` }));
  await withTasks(hall, ...tasks);
  const parties = [outsider('li', 'li@example.org')];

  hall.office.clock.advance(3 * SECOND_MS);
  const began = performance.now();
  must(await hall.command('task.assign', { tasks: tasks.map(({ id }) => ({ task: id, parties })) }));
  const took = performance.now() - began;

  // Its greeting is waited for longer than this; a busy machine is slow by itself.
  expect(took).toBeLessThan(5 * SECOND_MS);
  const [id = expect.fail()] = [...(await hall.office.tasks.ofDesk(hall.meetingId)).values()];
  const listed = must(await hall.office.services.taskLetters.list(SECRETARY, id));
  expect(listed.parties[0]?.letters).toMatchObject([{ state: 'waiting', deliveredAt: null }]);
});

test('what is handed over is told to who comes and to who goes, and not to who stays', async () => {
  const hall = await openMailedHall();
  const { tasks } = hall.office.services;
  const party = { kind: 'outsider', lead: false, personId: null } as const;
  const li = { ...party, name: '李明', email: 'li@example.org' };
  const wang = { ...party, name: '王芳', email: 'wang@example.org' };
  const zhao = { ...party, name: '赵军', email: 'zhao@example.org' };
  const nothing = { bodyId: null, meetingId: null, due: null, dueText: null, supervisor: null, supporters: [] };
  const { id } = must(await tasks.create(SECRETARY, { ...nothing, what: '寄出聘书', owners: [li, wang] }));
  await hall.mails(2);

  must(await tasks.move(SECRETARY, id, { action: 'hand-over', owners: [wang, zhao], supporters: [] }, 'any'));
  const mails = await hall.post();

  expect(
    mails
      .slice(2)
      .map(({ to, subject }) => `${to} ${subject}`)
      .toSorted(),
  ).toEqual(['li@example.org 【督办】改由他人负责：寄出聘书', 'zhao@example.org 【督办】1项工作请您落实']);
});
