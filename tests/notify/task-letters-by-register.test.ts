// Who is written to follows the register as it is today: whom the house merged, and which rights whoever supervises still has.
import { expect, test } from 'vitest';
import { openMailedHall, type MailedHall } from '../support/mailed-hall.ts';
import { must, userWith } from '../support/office.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { instantIn } from '../../shared/lib/time.ts';

const KEEPER = userWith('admin');
const OPERATOR = { userId: brand<never>('cli') };
const NOTHING = { meetingId: null, dueText: null, supervisor: null, supporters: [] };
const BODY = brand<BodyId>('council');

/** A house where 张伟 was entered twice, and the second entry was merged into the first. */
async function mergedHall() {
  const hall = await openMailedHall();
  const { bodies, people, doubles } = hall.office.services;
  must(await bodies.create(KEEPER, { id: BODY, name: '理事会' }));
  const kept = must(await people.create(KEEPER, { name: '张伟', email: 'zhang@example.org' })).id;
  const double = must(await people.create(KEEPER, { name: '張伟' })).id;
  return {
    hall,
    kept: party('张伟', kept),
    double: party('張伟', double),
    merge: () => doubles.merge(KEEPER, double, kept),
  };
}

function party(name: string, personId: string) {
  return { name, kind: 'person', lead: false, email: null, personId } as const;
}

async function give({ office }: MailedHall, more: object): Promise<string> {
  const task = { ...NOTHING, bodyId: BODY, what: '寄出聘书', due: '2021-05-14', owners: [], ...more };
  return must(await office.services.tasks.create(KEEPER, task)).id;
}

/** An account that supervises tasks of the body. */
async function zhouIn({ office }: MailedHall, email: string | null = 'zhou@example.org'): Promise<string> {
  const { accounts } = office.services;
  const made = must(
    await accounts.add(OPERATOR, {
      ...{ username: 'zhou', displayName: '周敏', password: null },
      grants: [{ role: 'secretary', bodyId: BODY }],
    }),
  );
  if (email !== null) must(await accounts.change(OPERATOR, made.id, { email }));
  return made.id;
}

async function lookOn(hall: MailedHall, day: string): Promise<void> {
  const at = instantIn('Asia/Shanghai', day, '08:31') ?? expect.fail();
  hall.office.clock.advance(Math.max(0, at - hall.office.clock.now()));
  await hall.office.services.reminders.look();
}

const LI = { name: '李明', kind: 'outsider', lead: false, email: 'li@example.org', personId: null } as const;

test('whoever was merged is written to where the kept entry says', async () => {
  const { hall, double, merge } = await mergedHall();
  must(await merge());

  const id = await give(hall, { owners: [double] });
  const [mail = expect.fail()] = await hall.mails(1);
  await hall.post();

  expect(mail.to).toBe('zhang@example.org');
  const listed = must(await hall.office.services.taskLetters.list(KEEPER, id));
  expect(listed.parties).toMatchObject([{ name: '張伟', fault: null, letters: [{ state: 'delivered' }] }]);
});

test('a task that goes over from the double to the kept entry writes nobody', async () => {
  const { hall, kept, double, merge } = await mergedHall();
  must(await merge());
  const id = await give(hall, { owners: [double] });
  await hall.mails(1);

  must(
    await hall.office.services.tasks.move(KEEPER, id, { action: 'hand-over', owners: [kept], supporters: [] }, 'any'),
  );

  expect(await hall.post()).toHaveLength(1);
});

test('tasks of both entries are one reminder', async () => {
  const { hall, kept, double, merge } = await mergedHall();
  must(await merge());
  await give(hall, { owners: [kept] });
  await give(hall, { owners: [double], what: '联系会场' });
  const before = (await hall.post()).length;

  await lookOn(hall, '2021-05-14');

  const found = (await hall.post()).slice(before);
  expect(found.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^【催办】2项/u)]);
});

test('who lost the rights in a body is told neither what its owners say nor what is late or open', async () => {
  const hall = await openMailedHall();
  const { bodies, accounts, tasks, taskLetters } = hall.office.services;
  must(await bodies.create(KEEPER, { id: BODY, name: '理事会' }));
  const zhou = await zhouIn(hall);
  const id = await give(hall, { owners: [LI], supervisor: zhou, due: '2021-05-07' });
  await hall.post();

  must(await accounts.change(OPERATOR, zhou, { grants: [{ role: 'secretary', bodyId: 'board' }] }));
  await lookOn(hall, '2021-05-17');
  must(await tasks.move(KEEPER, id, { action: 'submit', text: null, files: [] }, 'any'));

  expect((await hall.post()).map(({ to }) => to)).not.toContain('zhou@example.org');
  const [, supervisor] = must(await taskLetters.list(KEEPER, id)).parties;
  expect(supervisor).toMatchObject({ name: '周敏', supervises: true, fault: 'no-rights', letters: [] });
});

test('a supervisor without an address is named in the preview', async () => {
  const hall = await openMailedHall();
  const { bodies, taskLetters } = hall.office.services;
  must(await bodies.create(KEEPER, { id: BODY, name: '理事会' }));
  const supervisor = await zhouIn(hall, null);

  const task = { ...NOTHING, bodyId: BODY, what: '寄出聘书', due: null, owners: [LI], supervisor };
  const preview = must(await taskLetters.previewTask(KEEPER, task));

  expect(preview.supervisors).toEqual([{ name: '周敏', fault: 'no-address' }]);
});

test('who takes over the supervising of what is overdue is told too', async () => {
  const hall = await openMailedHall();
  const { bodies, accounts, tasks } = hall.office.services;
  must(await bodies.create(KEEPER, { id: BODY, name: '理事会' }));
  const zhou = await zhouIn(hall);
  const made = {
    ...{ username: 'qian', displayName: '钱进', password: null },
    grants: [{ role: 'admin', bodyId: null }],
  } as const;
  const qian = must(await accounts.add(OPERATOR, { ...made, grants: [...made.grants] })).id;
  must(await accounts.change(OPERATOR, qian, { email: 'qian@example.org' }));
  const id = await give(hall, { owners: [LI], supervisor: zhou, due: '2021-05-07' });
  await lookOn(hall, '2021-05-13');
  must(await tasks.move(KEEPER, id, { action: 'supervise', supervisor: qian }, 'any'));
  await lookOn(hall, '2021-05-14');

  const late = (await hall.post()).filter(({ subject }) => subject.includes('逾期3个工作日以上'));
  expect(late.map(({ to }) => to)).toEqual(['zhou@example.org', 'qian@example.org']);
});
