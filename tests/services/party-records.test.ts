// A person's and an organisation's page: what is told of whom over all meetings, to whom, and that it follows what stands.
import { describe, expect, test } from 'vitest';
import { addItem } from '../../shared/doc/desk-agenda.ts';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { addProgress } from '../../shared/doc/desk-progress.ts';
import { addAttendance } from '../../shared/doc/record-room.ts';
import { writeTurn } from '../../shared/doc/record-speakers.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { AgendaItem } from '../../shared/domain/agenda.ts';
import type { AttendanceKind } from '../../shared/domain/attendance.ts';
import type { BodyId, EventId, ItemId, MeetingId, PersonKey } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok } from '../../shared/lib/result.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/lib/time.ts';
import { START } from '../support/hand-clock.ts';
import { must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

const keeper = userWith('admin');
const ofBody = (body: string): ActingUser => ({
  ...userWith('secretary', `of-${body}`),
  grants: [{ role: 'secretary', bodyId: brand<BodyId>(body) }],
});
const council = ofBody('council');
const event = (id: string): EventId => brand<EventId>(id);
const KEY = brand<PersonKey>('k1');

interface Told {
  readonly bodyId?: string | null;
  readonly personId: string;
  readonly name?: string;
  readonly org?: string | null;
  readonly mark?: AttendanceKind | null;
  readonly spokeMs?: number;
  readonly phase?: 'live' | 'follow-up';
  readonly title?: string;
}

const ITEM: AgendaItem = {
  ...{ id: brand<ItemId>('i1'), kind: 'lecture', title: '工作汇报', plannedMs: null, fixedStart: null, order: 'a0' },
  ...{ internal: false, ceremony: null, report: [], sourceId: null },
  presenters: [{ key: KEY, name: '张伟', org: null, title: null }],
};

/** A meeting in which `personId` stood on the list, one item was held, and somebody else came. */
async function held(office: TestOffice, told: Told): Promise<MeetingId> {
  const { bodyId = 'council', personId, name = '张伟', org = null, mark = 'in', spokeMs = 0, title = '例会' } = told;
  const start = office.clock.now() - 90 * MINUTE_MS;
  const made = must(await office.services.meetings.create(keeper, { title, bodyId, plannedStart: start }));
  const id = brand<MeetingId>(made.id);
  const change = {
    desk: (desk: Parameters<typeof addPerson>[0]) => {
      const person = { id: KEY, name, org, titles: [], role: 'attending', order: 'a0', personId } as const;
      addPerson(desk, person);
      addPerson(desk, { ...person, id: brand<PersonKey>('k2'), name: '别人', order: 'a1', personId: null, org: null });
      addItem(desk, ITEM);
      addProgress(desk, event('s'), { kind: 'start', itemId: ITEM.id, at: start, by: 'x' });
      addProgress(desk, event('a'), { kind: 'adjourn', at: office.clock.now(), by: 'x' });
    },
    record: (record: Parameters<typeof addPerson>[0]) => {
      const at = { at: start, recordedAt: start, by: null };
      addAttendance(record, event('m2'), { kind: 'in', key: brand<PersonKey>('k2'), via: 'clerk', ...at });
      if (mark !== null) addAttendance(record, event('m1'), { kind: mark, key: KEY, via: 'clerk', ...at });
      const turn = { itemId: ITEM.id, key: KEY, name, org, allowedMs: null, askedAt: start };
      if (spokeMs > 0) writeTurn(record, { ...turn, id: event('t1'), beganAt: start, endedAt: start + spokeMs });
    },
  };
  must(await office.rooms.change(id, 1, 'user:x', () => ok({ value: null, ...change })));
  const go = (to: string) =>
    office.services.commands.execute(keeper, {
      id: `${id}-${to}`,
      meetingId: id,
      kind: 'meeting.phase',
      data: { to },
      claimedAt: 0,
    });
  must(await go('live'));
  if (told.phase !== 'live') must(await go('follow-up'));
  return id;
}

async function house() {
  const office = await openTestOffice();
  const { people, bodies, partyRecords } = office.services;
  for (const id of ['council', 'board']) must(await bodies.create(keeper, { id, name: id }));
  const enter = async (name: string, org: string | null = null) =>
    must(await people.create(keeper, { name, posts: org === null ? [] : [{ org, title: '主任', former: false }] })).id;
  const page = async (id: string, who: ActingUser = keeper) => must(await partyRecords.person(who, id));
  return { office, services: office.services, enter, page };
}

describe('a person', () => {
  test('was there, excused, absent; spoke and presented: by meeting, by year and in all', async () => {
    const { office, enter, page } = await house();
    const personId = await enter('张伟');
    await held(office, { personId, spokeMs: 3 * MINUTE_MS, title: '第一次' });
    office.clock.advance(DAY_MS);
    await held(office, { personId, mark: 'excused' });
    office.clock.advance(400 * DAY_MS);
    await held(office, { personId, mark: null, title: '最近' });

    const record = await page(personId);

    expect(record.total).toMatchObject({ meetings: 3, there: 1, excused: 1, absent: 1, unknown: 0 });
    expect(record.total).toMatchObject({ turns: 1, spokenMs: 3 * MINUTE_MS, presented: 3 });
    expect(record.meetings.map(({ title, parts }) => [title, parts[0]?.state])).toEqual([
      ['最近', 'absent'],
      ['例会', 'excused'],
      ['第一次', 'present'],
    ]);
    expect(record.meetings.at(-1)?.parts).toMatchObject([{ presented: [{ title: '工作汇报' }], turns: 1 }]);
    expect(record.years.map(({ year, meetings }) => [year - new Date(START).getUTCFullYear(), meetings])).toEqual([
      [1, 1],
      [0, 2],
    ]);
  });

  test('is told of by the meetings of bodies whose minutes the reader keeps alone, in counts too', async () => {
    const { office, enter, page, services } = await house();
    const term = must(
      await services.bodyRegister.createTerm(keeper, 'council', { number: 1, from: '2000-01-01', carryOver: false }),
    );
    const personId = await enter('张伟');
    must(await services.bodyRegister.createMember(keeper, 'council', term.id, { personId, post: '理事' }));
    await held(office, { personId });
    await held(office, { personId, bodyId: 'board', title: '监事会' });
    await held(office, { personId, bodyId: null, title: '不属任何机构' });

    const seen = await page(personId, council);

    expect(seen.meetings.map(({ title }) => title)).toEqual(['例会']);
    expect(seen.total.meetings).toBe(1);
    expect(seen.seats).toMatchObject([{ bodyId: 'council', term: 1, post: '理事', counts: { meetings: 1, there: 1 } }]);
    expect((await page(personId)).total.meetings).toBe(3);
    const { partyRecords } = services;
    expect(await partyRecords.person(ofBody('board'), personId)).toMatchObject({ ok: false, code: 'not-found' });
    expect(await partyRecords.person(keeper, 'nobody')).toMatchObject({ ok: false, code: 'not-found' });
  });

  test('follows the roll as it is corrected, the trash, sealing and reopening', async () => {
    const { office, enter, page, services } = await house();
    const personId = await enter('张伟');
    const id = await held(office, { personId, mark: null });
    expect((await page(personId)).total).toMatchObject({ absent: 1, there: 0 });

    const data = { marks: [{ key: KEY, kind: 'in', at: START }] };
    const command = { id: 'c1', meetingId: id, kind: 'attendance.mark', data, claimedAt: 0 };
    must(await services.commands.execute(keeper, command));
    expect((await page(personId)).total).toMatchObject({ absent: 0, there: 1 });

    must(await services.archive.archive(keeper, id, { override: { reason: '试' } }));
    expect(await page(personId)).toMatchObject({ total: { there: 1 }, meetings: [{ phase: 'archived' }] });
    must(await services.archive.reopen(keeper, id, '改'));
    expect(await page(personId)).toMatchObject({ total: { there: 1 }, meetings: [{ phase: 'follow-up' }] });

    const other = await held(office, { personId });
    expect((await page(personId)).total.meetings).toBe(2);
    must(await services.meetings.trash(keeper, other));
    expect((await page(personId)).total.meetings).toBe(1);
  });

  test('who was merged is one, counted once where both stood on one list, and apart again when it is taken back', async () => {
    const { office, enter, page, services } = await house();
    const [one, two] = [await enter('张伟'), await enter('張伟')];
    await held(office, { personId: one });
    await held(office, { personId: two, mark: 'absent' });

    must(await services.doubles.merge(keeper, two, one));

    expect((await page(one)).total).toMatchObject({ meetings: 2, there: 1, absent: 1 });
    expect(await page(two)).toMatchObject({ id: one, total: { meetings: 2 } });

    must(await services.people.restore(keeper, two));
    expect((await page(one)).total.meetings).toBe(1);
    expect((await page(two)).total.meetings).toBe(1);
  });

  test('meetings to come and samples count nowhere; one under way does', async () => {
    const { office, enter, page, services } = await house();
    const personId = await enter('张伟');
    must(await services.meetings.create(keeper, { title: '将来', bodyId: 'council' }));
    await held(office, { personId, phase: 'live' });

    expect((await page(personId)).total).toMatchObject({ meetings: 1, there: 1 });
  });
});

describe('an organisation', () => {
  test('has its people, and who was there for it under any name it had', async () => {
    const { office, enter, services } = await house();
    const personId = await enter('张伟', '益友律所');
    await held(office, { personId, org: '益友律所', spokeMs: MINUTE_MS });
    const [row] = must(await services.people.organisations(keeper));
    const id = row?.id ?? '';
    must(await services.people.patchOrganisation(keeper, id, { name: '益友天元律师事务所', shortName: null }));
    await held(office, { personId: await enter('李静'), name: '李静', org: '益友天元律师事务所' });
    await held(office, { personId, org: '别家' });

    const record = must(await services.partyRecords.organisation(keeper, id));

    expect(record).toMatchObject({ name: '益友天元律师事务所', aliases: ['益友律所'] });
    expect(record.people).toMatchObject([{ name: '张伟', titles: ['主任'], former: false }]);
    expect(record.total).toMatchObject({ meetings: 2, there: 2, spokenMs: MINUTE_MS });
    expect(record.meetings.flatMap(({ parts }) => parts.map(({ name }) => name)).toSorted()).toEqual(['张伟', '李静']);
    expect(await services.partyRecords.organisation(council, id)).toMatchObject({ ok: false, code: 'not-found' });
  });
});
