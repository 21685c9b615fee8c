// What is previewed is what is sent, to the letter; and what became of each letter is told with its task.
import { expect, test } from 'vitest';
import { must, userWith } from '../support/office.ts';
import { deskTask, openMailedHall, outsider, withTasks, type MailedHall } from '../support/mailed-hall.ts';
import { openHall } from '../support/hall-office.ts';

const SECRETARY = userWith('secretary');
const LI = { key: 'li', name: '李明', lead: false };
const DATA = {
  tasks: [{ task: 't1', parties: [outsider('li', 'li@example.org')] }],
};

function preview({ office, meetingId }: Pick<MailedHall, 'office' | 'meetingId'>, data: object = DATA) {
  const tasks = 'tasks' in data && Array.isArray(data.tasks) ? data.tasks : [];
  const whole = tasks.map((task: object) => ({ parties: [], supervisor: null, task: '', ...task }));
  return office.services.taskLetters.previewAssignment(SECRETARY, meetingId, { tasks: whole });
}

test('each word of the preview is in the mail, and the preview hands nothing out', async () => {
  const hall = await openMailedHall();
  await withTasks(hall, deskTask('t1', { owners: [LI], supporters: [{ key: 'zhao', name: '赵军', lead: false }] }));

  const { mail, letters } = must(await preview(hall));
  const before = await hall.office.tasks.ofDesk(hall.meetingId);
  must(await hall.command('task.assign', DATA));
  const [sent = expect.fail()] = await hall.mails(1);

  expect(mail).toBe(true);
  expect(before.size).toBe(0);
  expect(letters).toMatchObject([
    { name: '李明', address: 'li@example.org', fault: null, hasCalendar: true },
    { name: '赵军', address: null, fault: 'no-address' },
  ]);
  const [letter = expect.fail()] = letters;
  expect(sent.subject).toBe(letter.subject);
  const lines = letter.parts.flatMap((part) => {
    if (part.kind === 'facts') return part.rows.map(({ label, value }) => `${label}：${value}`);
    return part.kind === 'link' ? [part.label] : [part.text];
  });
  for (const line of lines) expect(sent.text).toContain(line);
});

test('a preview is refused as the command is', async () => {
  const hall = await openMailedHall();
  await withTasks(hall, deskTask('t1', { owners: [] }));

  expect(await preview(hall)).toMatchObject({ ok: false, code: 'invalid' });
  expect(await preview(hall, { tasks: [{ task: 'none' }] })).toMatchObject({ ok: false, code: 'invalid' });
});

test('a house without a mail server says so, and writes nothing', async () => {
  const hall = await openHall();
  await withTasks(hall, deskTask('t1', { owners: [LI] }));

  expect(must(await preview(hall)).mail).toBe(false);
  must(await hall.command('task.assign', DATA));

  const [id = expect.fail()] = [...(await hall.office.tasks.ofDesk(hall.meetingId)).values()];
  const listed = must(await hall.office.services.taskLetters.list(SECRETARY, id));
  expect(listed).toMatchObject({ mail: false, parties: [{ name: '李明', letters: [] }] });
  expect(must(await hall.office.services.taskLinks.list(SECRETARY, id))).toEqual([]);
});

test('a letter waits, is delivered, opened and answered, each at its time', async () => {
  const hall = await openMailedHall();
  await withTasks(hall, deskTask('t1', { owners: [LI] }));
  const { taskLetters, taskLinks } = hall.office.services;
  must(await hall.command('task.assign', DATA));
  const [id = expect.fail()] = [...(await hall.office.tasks.ofDesk(hall.meetingId)).values()];
  const fate = async () => must(await taskLetters.list(SECRETARY, id)).parties[0]?.letters[0];

  expect(await fate()).toMatchObject({ topic: 'task.assigned', state: 'waiting', deliveredAt: null, fault: null });
  const [mail = expect.fail()] = await hall.mails(1);
  await hall.post();
  expect(await fate()).toMatchObject({ state: 'delivered', openedAt: null });

  const token = /\/tasks\/([\w-]{20,})/.exec(mail.text)?.[1] ?? '';
  const page = must(await taskLinks.open(token, '10.0.0.1'));
  expect(await fate()).toMatchObject({ openedAt: expect.any(Number), answeredAt: null });
  const [task = expect.fail()] = page.tasks;
  must(await taskLinks.answer(token, { task: task.id, revision: task.revision, action: 'accept' }, '10.0.0.1'));
  expect(await fate()).toMatchObject({ answeredAt: expect.any(Number) });
});

test('an address that the mail server refuses is told with what it said; the others are delivered', async () => {
  const hall = await openMailedHall(
    {},
    {
      onRcptTo({ address }, _session, done) {
        done(address.startsWith('li@') ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
      },
    },
  );
  await withTasks(hall, deskTask('t1', { owners: [LI, { key: 'wang', name: '王芳', lead: true }] }));
  const parties = [outsider('li', 'li@example.org'), outsider('wang', 'wang@example.org')];
  must(await hall.command('task.assign', { tasks: [{ task: 't1', parties }] }));
  await hall.mails(1);
  await hall.post();

  const [id = expect.fail()] = [...(await hall.office.tasks.ofDesk(hall.meetingId)).values()];
  const listed = must(await hall.office.services.taskLetters.list(SECRETARY, id));

  const of = (name: string) => listed.parties.find((party) => party.name === name)?.letters;
  expect(of('李明')).toMatchObject([{ state: 'failed', fault: 'refused', detail: expect.stringContaining('no such') }]);
  expect(of('王芳')).toMatchObject([{ state: 'delivered', fault: null }]);
});

test('what a mail server said, which may name an address, is told to those who manage tasks and to nobody else', async () => {
  const hall = await openMailedHall(
    {},
    {
      onRcptTo({ address }, _session, done) {
        done(Object.assign(new Error(`<${address}> no such mailbox`), { responseCode: 550 }));
      },
    },
  );
  await withTasks(hall, deskTask('t1', { owners: [LI] }));
  must(await hall.command('task.assign', DATA));
  await hall.post();
  const [id = expect.fail()] = [...(await hall.office.tasks.ofDesk(hall.meetingId)).values()];

  const found = must(await hall.office.services.taskLetters.list(userWith('notetaker'), id));

  expect(found.parties[0]?.letters).toMatchObject([{ state: 'failed', fault: 'refused', detail: null }]);
});

test('whatever was typed, a letter keeps within what the outbox takes', async () => {
  const hall = await openMailedHall({ NOTICE_LANGUAGE: 'en' });
  const long = '\u{1f4a1}'.repeat(3_000);
  const owner = { key: 'li', name: `<b>${long}\r\nBcc: x@example.org`, lead: false };
  await withTasks(hall, deskTask('t1', { what: long, owners: [owner], due: null, dueText: long }));
  const supervisor = must(
    await hall.office.services.accounts.add(SECRETARY, {
      ...{ username: 'zhou', displayName: '周敏', password: null, grants: [{ role: 'secretary', bodyId: null }] },
    }),
  );
  must(await hall.office.services.accounts.change(SECRETARY, supervisor.id, { email: 'zhou@example.org' }));

  const parties = [outsider('li', 'li@example.org')];
  must(await hall.command('task.assign', { tasks: [{ task: 't1', parties, supervisor: supervisor.id }] }));
  const [mail = expect.fail()] = await hall.mails(1);
  const [id = expect.fail()] = [...(await hall.office.tasks.ofDesk(hall.meetingId)).values()];
  const text = long.slice(0, 2_000);
  const report = { ...({ action: 'report', task: id, revision: '1' } as const), text, files: [] };
  const token = /\/tasks\/([\w-]{20,})/.exec(mail.text)?.[1] ?? '';
  must(await hall.office.services.taskLinks.answer(token, report, '10.0.0.1'));
  const [, told = expect.fail()] = await hall.mails(2);

  expect(mail.to).toBe('li@example.org');
  expect(mail.html).not.toContain('<b>');
  expect(told.to).toBe('zhou@example.org');
});
