// Words of a person's and an organisation's page: attended, spoke, owes.
import type { Catalogue } from '../locale.ts';
import type { records as chinese } from '../zh-CN/records.ts';
import { calendars } from './calendars.ts';

const minutes = (count: number): string => (count < 1 ? 'under a minute' : `${Math.round(count)} min`);

export const records: Catalogue<typeof chinese> = {
  lede: 'Counts the meetings of bodies whose minutes you keep; not those to come, nor the sample.',
  formerly: (title) => `formerly ${title}`,
  /** Calendars that subscribe to somebody's meetings. */
  calendars,
  backToPeople: 'Everybody',
  backToOrganisations: 'Organisations',
  unread: (count) =>
    count === 1
      ? 'One meeting cannot be read just now and is not counted.'
      : `${count} meetings cannot be read just now and are not counted.`,
  figures: {
    label: 'In all',
    there: 'Attended',
    ofMeetings: (count) => `of ${count}`,
    absent: 'Absent',
    excused: (count) => `${count} excused`,
    spoke: 'Spoke',
    minutes,
    presented: 'Presented',
    open: 'Open tasks',
    overdue: (count) => `${count} overdue`,
    times: (count) => String(count),
    tasks: (count) => String(count),
  },
  counts: (there, meetings) => `attended ${there} of ${meetings}`,
  late: (count) => `${count} late`,
  left: (count) => `${count} left early`,
  excused: (count) => `${count} excused`,
  absent: (count) => `${count} absent`,
  unknown: (count) => `${count} without roll call`,
  absences: (count) =>
    `Absent ${count} times in this term. Many charters take three or four absences for giving up the seat: compare yours.`,
  seats: 'Seats',
  noSeats: 'No seat in a body that you may see.',
  seatColumns: { body: 'Body', term: 'Term', days: 'From–to', post: 'Post', counts: 'Attendance meanwhile' },
  term: (number) => `Term ${number}`,
  span: (from, to) => (to === null ? `since ${from}` : `${from} to ${to}`),
  years: 'By year',
  yearColumns: {
    ...{ year: 'Year', there: 'Attended', late: 'Late', left: 'Left early' },
    ...{ excused: 'Excused', absent: 'Absent', spoke: 'Spoke' },
  },
  year: (year) => String(year),
  meetings: 'Meetings',
  noMeetings:
    'No meeting that was held knows anybody from here. People on a meeting’s list count when they were taken from the register.',
  meetingColumns: { day: 'Day', title: 'Meeting', state: 'Attendance', did: 'Spoke, presented' },
  states: {
    present: 'Present',
    late: 'Late',
    left: 'Left early',
    'late-left': 'Late, left early',
    excused: 'Excused',
    absent: 'Absent',
    awaited: 'Not there yet',
  },
  notCalled: 'No roll call',
  notListed: 'Not on the list',
  spoke: (turns, spent) => `spoke ${turns === 1 ? 'once' : `${turns} times`}, ${minutes(spent)}`,
  presented: (title) => `presented “${title}”`,
  ceremony: { signing: (title) => `signing: ${title}`, appointment: (title) => `appointment: ${title}` },
  more: (count) => `${count} more`,
  moreTasks: 'More tasks',
  tasks: 'Tasks',
  noTasks: 'No open tasks.',
  closedTasks: (count) => `Closed and cancelled (${count})`,
  people: 'Its people',
  noPeople: 'The register has nobody at this organisation whom you may see.',
  alsoKnown: (names) => `Also known as ${names.join(', ')}`,
};
