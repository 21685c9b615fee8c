// Clean meetings of many kinds give no alarm: other names, titles, numbers, days and votes, told the way minutes tell them.
import { expect, test } from 'vitest';
import type { PersonKey } from '../../../../shared/domain/ids.ts';
import type { Person } from '../../../../shared/domain/person.ts';
import type { MeetingSnapshot } from '../../../../shared/domain/snapshot.ts';
import { brand } from '../../../../shared/lib/brand.ts';
import { DAY_MS, localDateIn, MINUTE_MS, parseLocalDate } from '../../../../shared/lib/time.ts';
import { dateText } from '../../../../shared/i18n/format.ts';
import { seeded } from '../../../support/seeded.ts';
import { check, cleanMeeting, drafted, paragraphs, ZH } from '../../../support/clean-meeting.ts';

const SURNAMES = ['王', '李', '张', '陈', '欧阳', '司马', '单', '曾'];
const GIVEN = ['建国', '建明', '伟', '文静', '一帆', '立新', '明主', '丽', '志强', '晓岚', '军'];
const TITLES = [
  '副会长',
  '总经理',
  '常务副主任',
  '副总经理、总工程师',
  '原副会长',
  '技防办副主任、科长',
  '律师',
  '高级工程师',
];
const clean = cleanMeeting();
const WEEKDAYS = '日一二三四五六';

function meetingOf(seed: number): MeetingSnapshot {
  const random = seeded(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const pick = <T>(of: readonly T[]): T => of[upTo(of.length)] as T;
  const start = Date.UTC(2021, upTo(9), 1 + upTo(27), 1 + upTo(8));
  const names = new Set<string>();
  while (names.size < 6 + upTo(20)) names.add(`${pick(SURNAMES)}${pick(GIVEN)}`);
  const voting = names.size;
  const members = [...names].map((name, index): Person => ({
    ...{ id: brand<PersonKey>(`m${index}`), name, org: `单位${index}`, titles: [pick(TITLES)] },
    ...{ role: 'attending', order: `z${index}`, personId: null },
  }));
  const away = upTo(Math.floor(voting / 3));
  const present = voting - away;
  const inFavour = Math.ceil((2 * present) / 3) + upTo(present - Math.ceil((2 * present) / 3) + 1);
  const against = upTo(present - inFavour + 1);
  const vote = `会议应到${voting}人，实到${present}人；赞成${inFavour}票，反对${against}票，弃权${present - inFavour - against}票。通过。`;
  const at = start - 60 * MINUTE_MS;
  const rule = clean.room?.rule ? { ...clean.room.rule, seats: voting } : null;
  const [seen] = clean.room?.seen ?? [];
  const day = localDateIn(ZH.timeZone, start + 14 * DAY_MS);
  return {
    ...clean,
    facts: { ...clean.facts, chair: members[0]?.name ?? null, plannedStart: start, plannedEnd: null },
    people: [...clean.people.filter(({ role }) => role !== 'attending'), ...members],
    adjournedAt: start + 400 * MINUTE_MS,
    agenda: clean.agenda.map((item, index) => ({
      ...item,
      minutes: item.id === 'motion' ? paragraphs(vote) : item.minutes,
      progress: { ...item.progress, startedAt: start + index * MINUTE_MS, finishedAt: start + (index + 1) * MINUTE_MS },
    })),
    room: { rule, seen: seen ? [{ ...seen, at: start, seats: voting, present, needed: 1 }] : [] },
    roll: members.map(({ id }, index) =>
      index < voting - away
        ? { key: id, state: 'present', stays: [{ from: at, to: null }], absences: [] }
        : {
            key: id,
            state: 'excused',
            stays: [],
            absences: [{ ...{ kind: 'excused', from: at, to: null }, reason: '出差', proxy: null }],
          },
    ),
    tasks: clean.tasks.map((task) => ({ ...task, due: parseLocalDate(day), dueText: '两周内' })),
  };
}

test.each(Array.from({ length: 200 }, (_, seed) => seed))('a clean meeting gives no alarm (seed %i)', (seed) => {
  const snapshot = meetingOf(seed);
  expect(check(snapshot)).toEqual([]);

  const start = snapshot.facts.plannedStart ?? 0;
  const day = dateText(start, ZH);
  const weekday = WEEKDAYS[new Date(`${localDateIn(ZH.timeZone, start)}T00:00:00Z`).getUTCDay()] ?? '';
  const edited = drafted(
    snapshot,
    { opening: (text) => text.replace(day, `${day}（星期${weekday}）`) },
    { issuedOn: localDateIn(ZH.timeZone, start + DAY_MS) },
  );
  expect(check(edited)).toEqual([]);
});
