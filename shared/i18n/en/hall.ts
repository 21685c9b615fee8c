// Every word of the hall screen in English.
import { itemMark, itemNumeral } from '../item-number.ts';
import type { Catalogue } from '../locale.ts';
import type { hall as chinese } from '../zh-CN/hall.ts';

export const hall: Catalogue<typeof chinese> = {
  slip: {
    item: (place) => `Item ${itemNumeral(place, 'en')}`,
    beforeMeeting: 'Prelude',
    otherItem: 'Item',
    quorum: 'Present',
    agenda: 'Agenda',
    break: 'Break',
    minutes: 'Minutes',
    decision: 'Decision',
    closing: 'Close',
    speaker: 'Floor',
    guests: 'Guests',
  },
  agenda: {
    number: (place) => itemNumeral(place, 'en'),
    beforeMeeting: 'Pre',
    before: (n: number) => `${n} earlier`,
    after: (parts: number, items: number) =>
      [
        ...(parts === 0 ? [] : [`${parts} more ${parts === 1 ? 'part' : 'parts'} of this item`]),
        ...(items === 0 ? [] : [`${items} more to come`]),
      ].join(', '),
    parts: (n: number) => (n === 1 ? '1 part' : `${n} parts`),
    pending: '',
    current: 'Now',
    suspended: 'Paused',
    done: 'Done',
    skipped: 'Skipped',
    postponed: 'Deferred',
    untitled: 'Item',
  },
  people: {
    list: (names: readonly string[]) => names.join(', '),
    andOthers: (names: readonly string[]) => `${names.join(', ')} and others`,
  },
  speaker: {
    now: 'Speaking',
    next: 'Next to speak',
    waiting: (names) => `Waiting: ${names}`,
  },
  timer: {
    remaining: 'remaining',
    over: 'over time',
    elapsed: 'elapsed',
    paused: 'paused',
    used: (time: string) => `${time} used`,
    planned: (minutes: number) => `${minutes} min planned`,
  },
  next: {
    label: 'Next',
    numbered: (place, title) => `${itemMark(place, 'en')}${title}`,
  },
  welcome: {
    time: 'Time',
    place: 'Place',
    untitled: 'Meeting',
    days: (from: string, to: string) => `${from} – ${to}`.trimEnd(),
    nextDay: (time: string) => `${time} the next day`,
  },
  roll: {
    scan: 'Scan to sign in',
    signedIn: 'Signed in',
    seats: 'Seats',
    present: 'Present',
    needed: 'Needed',
    met: 'Quorum',
    notMet: 'No quorum yet',
    valid: 'The quorum is met; the meeting is valid',
    notCalled: 'The roll has not been called',
  },
  minutes: { none: 'Being taken; shown once written' },
  break: {
    resumes: (time: string) => `We resume at ${time}`,
    soon: 'We resume shortly',
    later: 'We resume later',
  },
  ceremony: {
    signing: 'Signing ceremony',
    appointment: 'Appointment',
    appointedAs: 'appointed',
    presentedBy: 'Presented by',
  },
  closing: {
    ended: 'The meeting is closed',
    thanks: 'Thank you all',
    tasks: 'Tasks',
    more: (n: number) => `${n} more ${n === 1 ? 'task' : 'tasks'}`,
    items: (n: number) => `${n} ${n === 1 ? 'item' : 'items'}`,
  },
  rehearsal: 'Rehearsal',
  link: {
    practice: 'Backup pages: practice',
    waiting: 'Waiting for the meeting',
    ended: 'This link is no longer in use',
    advice: 'Please ask the secretariat for a new one',
    offline: 'Connection lost, restoring by itself; this is the latest screen received',
  },
};
