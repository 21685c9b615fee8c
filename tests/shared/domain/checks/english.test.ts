// The checks over minutes in English: nothing on a clean meeting composed in English, whoever was there; and errors in dates,
// figures, names and tasks found as in Chinese.
import { expect, test } from 'vitest';
import { consistency } from '../../../../shared/domain/checks/consistency.ts';
import type { CheckCode, CheckFinding } from '../../../../shared/domain/checks/finding.ts';
import { datesIn } from '../../../../shared/domain/checks/dates.ts';
import { sentencesIn } from '../../../../shared/domain/checks/text.ts';
import { voteIn } from '../../../../shared/domain/checks/vote-words.ts';
import { CHINA_HOLIDAYS } from '../../../../shared/domain/china-holidays.ts';
import type { DraftSection, SectionKey } from '../../../../shared/domain/minutes-draft.ts';
import type { MeetingSnapshot } from '../../../../shared/domain/snapshot.ts';
import { workCalendar } from '../../../../shared/domain/working-days.ts';
import { parseLocalDate } from '../../../../shared/lib/time.ts';
import { minutesSections } from '../../../../shared/papers/minutes-sections.ts';
import { cleanMeeting, issued, paragraphs } from '../../../support/clean-meeting.ts';

const EN = { locale: 'en', timeZone: 'Asia/Shanghai' } as const;
const NAMES: Readonly<Record<string, string>> = {
  ...{ 陈一帆: 'Martha Lindqvist', 周文静: 'Peter Hamilton', 欧阳立新: 'Oscar Fitzgerald', 李明: 'Ming Li' },
  ...{ 赵强: 'Anna Bergstrom', 王坤泉: 'Charles Ashworth', 李文静: 'Grace Holloway' },
};

/** The clean meeting of an association that works in English. */
function english(): MeetingSnapshot {
  const clean = cleanMeeting();
  const named = (name: string | null): string | null => (name === null ? null : (NAMES[name] ?? name));
  return {
    ...clean,
    facts: {
      ...clean.facts,
      ...{
        title: 'Second Meeting of the Standing Council',
        shortTitle: null,
        organisation: 'Harbour Trade Association',
      },
      ...{ venue: 'Conference Room 2', chair: 'Charles Ashworth', recorder: 'Grace Holloway', attendance: [] },
    },
    people: clean.people
      .filter(({ role, name }) => role === 'attending' || name === '王坤泉')
      .map((person) => ({
        ...{ ...person, name: named(person.name) ?? '', org: 'Harbour Trade Association' },
        titles: [person.name === '王坤泉' ? 'Secretary-General' : 'Director'],
      })),
    agenda: clean.agenda
      .filter(({ id }) => id === 'motion')
      .map((item) => ({
        ...{ ...item, title: 'Revision of the Rules on Fees', number: 1 },
        minutes: paragraphs(
          'Of 5 members 4 were present; 3 in favour, 0 against, 1 abstained. The motion was carried.',
        ),
      })),
    decisions: clean.decisions.map((decision) => ({ ...decision, wording: 'the Rules on Fees are revised' })),
    tasks: clean.tasks.map((task) => ({
      ...{ ...task, what: 'revise the rules on fees', dueText: 'by the end of June' },
      owners: [{ key: 'k1', name: 'Secretariat', lead: true }],
    })),
  };
}

function check(
  snapshot: MeetingSnapshot,
  edited: Readonly<Partial<Record<SectionKey, (text: string) => string>>> = {},
): readonly CheckFinding[] {
  const sections = minutesSections(snapshot, EN).map(({ key, blocks }): DraftSection => {
    const edit = edited[key];
    return {
      key,
      blocks: blocks.map((block) => {
        if (edit === undefined || (block.kind !== 'paragraph' && block.kind !== 'heading')) return block;
        const text = block.inline.map((run) => (run.kind === 'text' ? run.text : '')).join('');
        return { ...block, inline: [{ kind: 'text', text: edit(text), marks: {} }] };
      }),
    };
  });
  return consistency({
    snapshot: { ...snapshot, minutesDraft: { issue: issued(snapshot), sections, removed: [] } },
    ...{ sections, register: new Map(), waiting: 0, issuesFormally: false, timeZone: EN.timeZone },
    calendar: workCalendar(CHINA_HOLIDAYS),
  });
}

const meeting = english();

test('a clean meeting gives no alarm, with people of either script', () => {
  expect(check(meeting)).toEqual([]);
  expect(check(cleanMeeting())).toEqual([]);
});

const motion = (from: string | RegExp, to: string): Partial<Record<SectionKey, (text: string) => string>> => ({
  'item-motion': (text) => text.replace(from, to),
});
const opening = (from: string | RegExp, to: string): Partial<Record<SectionKey, (text: string) => string>> => ({
  opening: (text) => text.replace(from, to),
});
const names = (add: string): Partial<Record<SectionKey, (text: string) => string>> => ({
  names: (text) => (text.startsWith('Present') ? `${text}; ${add}` : text),
});

const PLANTED: readonly (readonly [CheckCode, ReturnType<typeof motion>])[] = [
  ['date-differs', opening('23 April 2021', '24 April 2021')],
  ['weekday-wrong', opening('23 April 2021', 'Thursday, 23 April 2021')],
  ['vote-sum', motion('1 abstained', '0 abstained')],
  ['vote-result', motion('3 in favour, 0 against, 1 abstained', '2 in favour, 1 against, 1 abstained')],
  ['count-differs', motion('Of 5 members', 'Of 6 members')],
  ['acclamation', motion('The motion was carried.', 'The motion was carried by acclamation.')],
  ['task-date-differs', motion('30 June', '30 July')],
  [
    'task-unregistered',
    motion('The motion was carried.', 'The motion was carried. Peter Hamilton is to visit the port by 20 May.'),
  ],
  ['attachment-unlisted', motion('The motion was carried.', 'The motion was carried, see Annex 1.')],
  ['title-differs', opening('Charles Ashworth', 'Deputy Secretary-General Charles Ashworth')],
  ['name-misspelt', opening('Charles Ashworth', 'Charles Ashwort')],
  ['name-unlisted', names('Victor Nyman (Harbour Trade Association)')],
  ['excused-attending', names('Anna Bergstrom (Harbour Trade Association)')],
];

test.each(PLANTED)('%s', (code, edited) => {
  expect(check(meeting, edited).map((finding) => finding.code)).toEqual([code]);
});

test.each([
  ['23 April 2021', '2021-04-23'],
  ['April 23, 2021', '2021-04-23'],
  ['on 7 May', '2021-05-07'],
  ['Friday 23 April 2021', '2021-04-23'],
])('the day in “%s”', (text, day) => {
  expect(datesIn(text, parseLocalDate('2021-01-01')).map((told) => told.day)).toEqual([day]);
});

test('what only looks like a day or a vote is none', () => {
  expect(datesIn('23 members may march in 2021', parseLocalDate('2021-01-01'))).toEqual([]);
  expect(voteIn('The Secretariat is funded for 3 years.')).toBeNull();
  expect(voteIn('For 23, against none, 2 abstained.')).toMatchObject({ for: 23, against: 0, abstained: 2 });
});

test('sentences end at full stops, not behind Mr. or within figures', () => {
  expect(sentencesIn('Mr. Ashworth spoke. The fee is 2.5 per cent. It stands.')).toEqual([
    'Mr. Ashworth spoke.',
    'The fee is 2.5 per cent.',
    'It stands.',
  ]);
});
