// Signing in at the door: by the screen's code and by links, once each, whoever asks how often; and what a stranger learns.
import { describe, expect, test } from 'vitest';
import type { CheckedIn, Door } from '../../shared/api/check-in.schema.ts';
import { addItem } from '../../shared/doc/desk-agenda.ts';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { readArrivals, readAttendance } from '../../shared/doc/record-room.ts';
import type { ItemId, MeetingId, PersonKey } from '../../shared/domain/ids.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import { START } from '../support/hand-clock.ts';
import { look, meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

const secretary = userWith('secretary');

interface DoorOf {
  readonly office: TestOffice;
  readonly meetingId: MeetingId;
  code(): string;
  link(person?: string): Promise<{ readonly id: string; readonly token: string }>;
  sign(token: string, person: string, device?: string): Promise<Result<CheckedIn, RefusalCode>>;
  log(): Promise<readonly unknown[]>;
}

async function doorOf(count = 3): Promise<DoorOf> {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  must(
    await office.rooms.change(meetingId, 1, 'user:clerk', () =>
      ok({
        value: null,
        desk: (desk) => {
          for (let index = 0; index < count; index++) {
            addPerson(desk, {
              ...{ id: brand<PersonKey>(`m${index}`), name: `王${index}`, org: '协会', titles: ['理事', '主任'] },
              ...{ role: 'attending', order: `a${index}`, personId: null, note: '手机13800000000' },
            });
          }
          addItem(desk, { id: brand<ItemId>('i1'), kind: 'briefing', title: '公开的一项', order: 'a0' });
          addItem(desk, {
            id: brand<ItemId>('i2'),
            kind: 'briefing',
            title: '内部的一项',
            order: 'a1',
            internal: true,
          });
        },
      }),
    ),
  );
  const { checkIn, links } = office.services;
  return {
    office,
    meetingId,
    code: () => checkIn.shown(meetingId).url.split('/').at(-1) ?? '',
    link: async (person) =>
      must(await links.create(secretary, meetingId, { kind: 'checkin', screen: null, person: person ?? null })),
    sign: (token, person, device = 'phone-0000000000000') => checkIn.sign(token, { person, device }),
    log: () => look(office, meetingId, ({ record }) => [...readAttendance(record).values()]),
  };
}

const openedBy = async ({ office }: DoorOf, token: string, device?: string): Promise<Door> =>
  must(await office.services.checkIn.open(token, device));
const passOf = async (door: DoorOf): Promise<string> => (await openedBy(door, door.code())).pass ?? expect.fail();

describe('whoever scans the code', () => {
  test('is signed in at that moment, by their own hand', async () => {
    const door = await doorOf();
    const pass = await passOf(door);
    door.office.clock.advance(8 * SECOND_MS);

    const signed = must(await door.sign(pass, 'm1'));

    const at = START + 8 * SECOND_MS;
    expect(signed).toMatchObject({ state: 'in', name: '王1', at, isNew: true });
    expect(await door.log()).toEqual([{ kind: 'in', key: 'm1', via: 'code', at, recordedAt: at, by: null }]);
  });

  test('has time to find their name while the code on the screen goes on', async () => {
    const door = await doorOf();
    const code = door.code();
    const pass = await passOf(door);
    door.office.clock.advance(5 * MINUTE_MS);
    const late = await door.office.services.checkIn.open(code, undefined);

    expect(late).toMatchObject({ code: 'code-expired' });
    expect(await door.sign(pass, 'm1')).toMatchObject({ ok: true });
  });

  test('is there once, with two taps, two phones and forty at once', async () => {
    const door = await doorOf();
    const passes = await Promise.all(Array.from({ length: 40 }, () => passOf(door)));

    const answers = await Promise.all(
      passes.map((pass, index) => door.sign(pass, 'm1', `phone-${index}-aaaaaaaaaaaa`)),
    );

    expect(answers.filter((answer) => answer.ok && answer.value.isNew)).toHaveLength(1);
    expect(answers.every((answer) => answer.ok && answer.value.at === START)).toBe(true);
    expect(await door.log()).toHaveLength(1);
  });

  test('comes again after the clerk noted that they left', async () => {
    const door = await doorOf();
    const pass = await passOf(door);
    await door.sign(pass, 'm1');
    door.office.clock.advance(MINUTE_MS);
    const out = { id: 'c1', meetingId: door.meetingId, kind: 'attendance.mark', claimedAt: 0 };
    await door.office.services.commands.execute(secretary, { ...out, data: { marks: [{ key: 'm1', kind: 'out' }] } });
    door.office.clock.advance(MINUTE_MS);

    expect(must(await door.sign(pass, 'm1'))).toMatchObject({ isNew: true, at: START + 2 * MINUTE_MS });
  });

  test('who tapped another’s name takes it back, and it stays in the log', async () => {
    const door = await doorOf();
    const pass = await passOf(door);
    const { receipt } = must(await door.sign(pass, 'm1'));

    must(await door.office.services.checkIn.withdraw(pass, receipt ?? ''));
    must(await door.office.services.checkIn.withdraw(pass, receipt ?? ''));

    expect((await door.log()).map((event) => (event as { kind: string }).kind)).toEqual(['in', 'revoke']);
    expect(must(await door.sign(pass, 'm1'))).toMatchObject({ isNew: true });
  });

  test('cannot take back what somebody else signed', async () => {
    const door = await doorOf();
    const pass = await passOf(door);
    must(await door.sign(pass, 'm1'));
    expect(await door.office.services.checkIn.withdraw(pass, pass)).toMatchObject({ code: 'not-found' });
    expect(must(await door.sign(pass, 'm1')).receipt).toBeNull();
  });
});

describe('the page at the door', () => {
  test('holds names, where they are from, and the public agenda: nothing else of the meeting', async () => {
    const door = await doorOf();
    const page = await openedBy(door, door.code());

    expect(page.people).toEqual(
      ['m0', 'm1', 'm2'].map((key, index) => ({ key, name: `王${index}`, org: '协会', title: '理事、主任' })),
    );
    expect(page.agenda.map(({ title }) => title)).toEqual(['公开的一项']);
    expect(JSON.stringify(page)).not.toMatch(/1380|内部|attending/u);
  });

  test('does not tell who is there already', async () => {
    const door = await doorOf();
    const before = await openedBy(door, door.code());
    await door.sign(await passOf(door), 'm1');
    expect((await openedBy(door, door.code())).people).toEqual(before.people);
  });
});

describe('a link', () => {
  test('of one’s own holds one name, and signs nobody else in', async () => {
    const door = await doorOf();
    const { token } = await door.link('m2');

    const page = await openedBy(door, token);
    const other = await door.sign(token, 'm1');
    const own = await door.sign(token, 'm2');

    expect([page.isPersonal, page.pass, page.people.map(({ key }) => key)]).toEqual([true, null, ['m2']]);
    expect(other).toMatchObject({ code: 'invalid' });
    expect(own).toMatchObject({ ok: true });
    expect(await door.log()).toEqual([expect.objectContaining({ key: 'm2', via: 'link' })]);
  });

  test('of the meeting holds the list', async () => {
    const door = await doorOf();
    const { token } = await door.link();
    expect((await openedBy(door, token)).people).toHaveLength(3);
  });

  test('that was withdrawn, has run out or opens another page opens nothing', async () => {
    const door = await doorOf();
    const { id, token } = await door.link();
    const hall = must(
      await door.office.services.links.create(secretary, door.meetingId, { kind: 'projector', screen: null }),
    );
    const gone = await door.link();
    must(await door.office.services.links.remove(secretary, gone.id));

    const answers = await Promise.all([door.sign(hall.token, 'm1'), door.sign(gone.token, 'm1')]);
    door.office.clock.advance(31 * DAY_MS);

    expect(answers.map((answer) => !answer.ok && answer.code)).toEqual(['not-found', 'not-found']);
    expect(await door.sign(token, 'm1')).toMatchObject({ code: 'not-found' });
    expect(id).not.toBe(gone.id);
  });
});

describe('nobody is signed in', () => {
  test.each([
    ['after the meeting', 'follow-up', 'check-in-closed'],
    ['into a meeting in the trash', 'trash', 'not-found'],
  ])('%s', async (_, state, code) => {
    const door = await doorOf();
    const { token } = await door.link();
    const { meetings } = door.office.services;
    if (state === 'trash') must(await meetings.trash(secretary, door.meetingId));
    else {
      for (const to of ['live', 'follow-up'])
        await door.office.services.commands.execute(secretary, {
          ...{
            id: `to-${to}-aaaaaaaaaaa`,
            meetingId: door.meetingId,
            kind: 'meeting.phase',
            claimedAt: 0,
            data: { to },
          },
        });
    }
    const answers = [await door.office.services.checkIn.open(token, undefined), await door.sign(token, 'm1')];
    expect(answers.map((answer) => !answer.ok && answer.code)).toEqual([code, code]);
  });

  test.each(['m9', '__proto__'])('as %s, who is on no list', async (person) => {
    const door = await doorOf();
    expect(await door.sign(await passOf(door), person)).toMatchObject({ code: 'invalid' });
  });

  test('one after the other by one phone: a hall has many', async () => {
    const door = await doorOf(20);
    const pass = await passOf(door);
    const answers: Result<CheckedIn, RefusalCode>[] = [];
    for (let index = 0; index < 14; index++) answers.push(await door.sign(pass, `m${index}`));
    const renamed = await door.sign(pass, 'm18', 'phone-1111111111111');
    const other = await door.sign(await passOf(door), 'm19', 'phone-1111111111111');

    expect(answers.filter((answer) => answer.ok)).toHaveLength(12);
    expect(answers.at(-1)).toMatchObject({ code: 'too-many-attempts' });
    expect(renamed).toMatchObject({ code: 'too-many-attempts' });
    expect(other).toMatchObject({ ok: true });
  });

  test('by a pass whose twenty minutes are over, however often its page was opened', async () => {
    const door = await doorOf();
    let pass = await passOf(door);
    for (let quarter = 0; quarter < 2; quarter++) {
      pass = (await openedBy(door, pass)).pass ?? expect.fail();
      door.office.clock.advance(12 * MINUTE_MS);
    }

    expect(await door.sign(pass, 'm1')).toMatchObject({ code: 'code-expired' });
  });

  test('again and again by phones that call themselves otherwise each time, to fill the log', async () => {
    const door = await doorOf();
    const code = door.code();
    const answers: Result<CheckedIn, RefusalCode>[] = [];
    for (let index = 0; index < 8; index++) {
      const signed = await door.sign(code, 'm1', `phone-${index}-00000000000`);
      answers.push(signed);
      if (signed.ok && signed.value.receipt) await door.office.services.checkIn.withdraw(code, signed.value.receipt);
    }

    expect(answers.filter(({ ok: isIn }) => isIn)).toHaveLength(6);
    expect(answers.at(-1)).toMatchObject({ code: 'too-many-attempts', data: { of: 'person' } });
    expect(await door.log()).toHaveLength(12);
    expect(await door.sign(code, 'm2', 'phone-0-00000000000')).toMatchObject({ ok: true });
  });
});

describe('whoever is on no list', () => {
  const stranger = { name: '孙一', org: '某公司', device: 'phone-2222222222222' };

  test('waits for the clerk, once however often they say it, and is not there meanwhile', async () => {
    const door = await doorOf();
    const pass = await passOf(door);
    const first = must(await door.office.services.checkIn.sign(pass, stranger));
    const again = must(await door.office.services.checkIn.sign(pass, stranger));

    expect([first, again]).toMatchObject([
      { state: 'waiting', isNew: true, receipt: null },
      { state: 'waiting', isNew: false },
    ]);
    expect(await door.log()).toEqual([]);
    const arrivals = await look(door.office, door.meetingId, ({ record }) => readArrivals(record));
    expect(arrivals).toMatchObject([{ name: '孙一', org: '某公司', at: START, via: 'code' }]);
  });

  test.each([
    ['joins', { key: 'new1', role: 'guest' }, 'in'],
    ['does not take part', { key: null }, 'refused'],
  ])('learns on their phone that they %s, and no other phone does', async (_, decision, state) => {
    const door = await doorOf();
    const pass = await passOf(door);
    must(await door.office.services.checkIn.sign(pass, stranger));
    const [arrival] = await look(door.office, door.meetingId, ({ record }) => readArrivals(record));
    const command = { id: 'c1', meetingId: door.meetingId, kind: 'arrival.settle', claimedAt: 0 };
    await door.office.services.commands.execute(secretary, { ...command, data: { arrival: arrival?.id, ...decision } });

    expect((await openedBy(door, pass, stranger.device)).waiting).toEqual({ name: '孙一', state });
    expect((await openedBy(door, pass, 'phone-3333333333333')).waiting).toBeNull();
  });

  test('is nobody else behind a personal link', async () => {
    const door = await doorOf();
    const { token } = await door.link('m1');
    expect(await door.office.services.checkIn.sign(token, stranger)).toMatchObject({ code: 'invalid' });
  });
});

test(
  'a thousand in one minute from one address: none is refused, none is there twice',
  { timeout: 60_000 },
  async () => {
    const door = await doorOf(200);
    const passes = await Promise.all(Array.from({ length: 200 }, () => passOf(door)));
    const taps = Array.from({ length: 1_000 }, (_, index) => index % 200);

    const answers = await Promise.all(
      taps.map((who) => door.sign(passes[who] ?? '', `m${who}`, `phone-${who}-aaaaaaaaa`)),
    );

    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    expect(answers.filter((answer) => answer.ok && answer.value.isNew)).toHaveLength(200);
    expect(await door.log()).toHaveLength(200);
  },
);
