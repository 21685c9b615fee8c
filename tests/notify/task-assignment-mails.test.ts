// Whoever owes something is written to, once and about nothing else; over a real mail server.
import { expect, test } from 'vitest';
import { addAnchoredMinutes } from '../support/anchored-minutes.ts';
import { must, userWith } from '../support/office.ts';
import { deskTask, openMailedHall, outsider, tokenIn, withTasks } from '../support/mailed-hall.ts';

const SECRETARY = userWith('secretary');
const LI = { key: 'li', name: '李明', lead: false };

test('who was given several tasks gets one mail of them, with limit, share, calendar and a link of their own', async () => {
  const hall = await openMailedHall();
  await withTasks(
    hall,
    deskTask('t1', { owners: [LI] }),
    deskTask('t2', { what: '联系会场', owners: [{ key: 'wang', name: '王芳', lead: true }, LI], order: 'a1' }),
  );

  const [li, wang] = [outsider('li', 'li@example.org'), outsider('wang', 'wang@example.org')];
  must(
    await hall.command('task.assign', {
      tasks: [
        { task: 't1', parties: [li] },
        { task: 't2', parties: [li, wang] },
      ],
    }),
  );
  const mails = await hall.mails(2);

  expect(mails.map(({ to }) => to).toSorted()).toEqual(['li@example.org', 'wang@example.org']);
  const toLi = mails.find(({ to }) => to === 'li@example.org') ?? expect.fail();
  const toWang = mails.find(({ to }) => to === 'wang@example.org') ?? expect.fail();
  expect(toLi.subject).toBe('【督办】三届二次常务理事会：2项工作请您落实（6月30日前）');
  expect(toLi.text).toContain('1. 寄出聘书');
  expect(toLi.text).toContain('完成时限：2021年6月30日（星期三）');
  expect(toLi.calendar).toContain('DTSTART;VALUE=DATE:20210630');
  expect(toWang.subject).toBe('【督办】三届二次常务理事会：1项工作请您落实（6月30日前）');
  expect(toWang.text).toContain('您的分工：牵头');
  expect(toWang.text).not.toContain('寄出聘书');
  expect(toWang.html).not.toMatch(/<img|https?:\/\/(?!localhost)/);
  expect(tokenIn(toLi)).not.toBe(tokenIn(toWang));
});

test('the link in a mail opens the tasks of its owner and of nobody else', async () => {
  const hall = await openMailedHall();
  await withTasks(
    hall,
    deskTask('t1', { owners: [LI] }),
    deskTask('t2', { what: '联系会场', owners: [{ key: 'wang', name: '王芳', lead: false }], order: 'a1' }),
  );
  const parties = [outsider('li', 'li@example.org')];
  const others = [outsider('wang', 'wang@example.org')];
  must(
    await hall.command('task.assign', {
      tasks: [
        { task: 't1', parties },
        { task: 't2', parties: others },
      ],
    }),
  );
  const mails = await hall.mails(2);
  const toLi = mails.find(({ to }) => to === 'li@example.org') ?? expect.fail();

  const page = must(await hall.office.services.taskLinks.open(tokenIn(toLi), '10.0.0.1'));

  expect(page.name).toBe('李明');
  expect(page.tasks.map(({ what }) => what)).toEqual(['寄出聘书']);
});

test('the passage goes along as it stands now, and not when a word of it is internal', async () => {
  const hall = await openMailedHall();
  await withTasks(hall);
  await hall.type((desk) => {
    addAnchoredMinutes(desk, hall.itemId, [
      { id: 'open', text: '李明月底前寄出聘书。', internal: null },
      { id: 'closed', text: '李明月底前寄出聘书，预算绝密三万元。', internal: '绝密三万元' },
    ]);
  });
  const parties = [outsider('li', 'li@example.org')];
  must(
    await hall.command('task.assign', {
      tasks: [
        { task: 'open', parties },
        { task: 'closed', parties },
      ],
    }),
  );

  const [mail = expect.fail()] = await hall.mails(1);

  expect(mail.text).toContain('> 李明月底前寄出聘书。');
  expect(mail.text).not.toContain('绝密');
  expect(mail.text).not.toContain('预算');
  expect(mail.html).not.toContain('预算');
});

test('who has no address is written nothing, and a task of no meeting is mailed too', async () => {
  const hall = await openMailedHall();
  const { tasks } = hall.office.services;
  const party = { name: '李明', kind: 'outsider', lead: false, email: 'li@example.org', personId: null } as const;

  must(
    await tasks.create(SECRETARY, {
      ...{ bodyId: null, meetingId: null, what: '更新通讯录', due: null, dueText: '年内', supervisor: null },
      owners: [party, { ...party, name: '会员部', kind: 'committee', email: null }],
      supporters: [{ ...party, name: '赵军', email: 'zhao@example.org' }],
    }),
  );
  const mails = await hall.mails(2);

  expect((await hall.post()).length).toBe(2);
  expect(mails.find(({ to }) => to === 'li@example.org')?.subject).toBe('【督办】1项工作请您落实');
  const supporter = mails.find(({ to }) => to === 'zhao@example.org') ?? expect.fail();
  expect(supporter.subject).toBe('【督办】1项工作请您配合');
  expect(supporter.text).toContain('您的分工：配合');
  expect(supporter.text).toContain('完成时限：年内');
});

test('once delivered, letter and link say when, and the page says what became of each', async () => {
  const hall = await openMailedHall();
  await withTasks(hall, deskTask('t1', { owners: [LI] }));
  must(await hall.command('task.assign', { tasks: [{ task: 't1', parties: [outsider('li', 'li@example.org')] }] }));
  const [mail = expect.fail()] = await hall.mails(1);
  await hall.post();

  const [id = expect.fail()] = [...(await hall.office.tasks.ofDesk(hall.meetingId)).values()];
  const links = must(await hall.office.services.taskLinks.list(SECRETARY, id));

  expect(mail.messageId).toMatch(/^<.+@example\.org>$/);
  expect(links).toMatchObject([{ owner: 'li', name: '李明', isOpen: true, deliveredAt: expect.any(Number) }]);
});
