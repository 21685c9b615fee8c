// Every word of the page of whoever chairs, and what they say, in English.
import { itemMark } from '../item-number.ts';
import type { Catalogue } from '../locale.ts';
import type { chair as chinese } from '../zh-CN/chair.ts';

export const chair: Catalogue<typeof chinese> = {
  title: 'Chair',
  brief: 'Brief',
  away: 'Connection lost, recovering by itself; below is what was there last',
  waiting: 'Connecting to the meeting',
  ended: 'This link is no longer valid',
  advice: 'Please ask the secretariat for a new one',
  rehearsal: 'A rehearsal, not the meeting',
  larger: 'Larger text',
  usual: 'Usual text',
  light: 'Light',
  dark: 'Dark',
  otherLanguage: '中文',
  now: 'Now',
  next: 'Next',
  nobodyNext: 'Nothing comes after this',
  notBegun: 'The meeting has not begun',
  between: 'Between two items',
  timer: { remaining: 'remaining', over: 'over time', elapsed: 'elapsed', paused: 'paused' },
  adjourned: 'The meeting is over',
  recess: 'In recess',
  recessUntil: (time) => `In recess until ${time}`,
  agenda: 'Agenda',
  words: 'What to say',
  opening: 'Opening',
  closing: 'Close',
  backToNow: 'Back to now',
  internal: 'Internal item',
  untitled: 'Item',
  break: 'Break',
  numbered: (place, title) => `${itemMark(place, 'en')}${title}`,
  about: (time) => `about ${time}`,
  fixed: (time) => `at ${time} sharp`,
  lateForFixed: (minutes) => `${minutes} min late`,
  planned: (minutes) => `${minutes} min`,
  states: {
    pending: '',
    current: 'Now',
    suspended: 'Paused',
    done: 'Done',
    skipped: 'Skipped',
    postponed: 'Deferred',
  },
  end: {
    at: (time) => `Ends about ${time}`,
    ended: (time) => `Ended at ${time}`,
    unknown: 'The end cannot be told yet',
    late: (minutes) => `${minutes} min late`,
    early: (minutes) => `${minutes} min early`,
    onTime: 'on time',
  },
  roll: {
    count: (seats, present) => `${present} of ${seats} present`,
    needed: (needed) => `${needed} needed`,
    met: 'Quorum',
    notMet: 'No quorum',
  },
  people: (names) => names.join(', '),
  who: (org, title, name) => [name, title, org].filter((part) => part !== '').join(', '),
  known: (name) => name,
  say: {
    greeting: (hour, withGuests) => {
      const time =
        hour === null ? 'Welcome' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
      return `${time}, ${withGuests ? 'honoured guests, dear colleagues' : 'dear colleagues'}.`;
    },
    opens: (title) => `I call to order ${title || 'this meeting'}.`,
    chairs: (name) => (name === '' ? 'I shall take the chair.' : `My name is ${name}, and I shall take the chair.`),
    attendance: (seats, present, excused) =>
      `Of ${seats} members, ${present} are present${excused > 0 ? ` and ${excused} have sent their apologies` : ''}.`,
    quorumMet: (needed) => `The charter asks for ${needed}. We have a quorum, and the meeting may proceed.`,
    quorumNotMet: (needed) => `The charter asks for ${needed}. We do not have a quorum yet; please bear with us.`,
    guests: (lines) =>
      `We are honoured by the presence of\n${lines.join(';\n')}.\nPlease join me in welcoming our guests.`,
    agenda: (items, time) =>
      `There ${items === 1 ? 'is one item' : `are ${items} items`} on the agenda${time === '' ? '' : `, and we expect to close at ${time}`}. Let us begin.`,
    thanks: {
      introduces: (who) => `Thank you, ${who}, for your presentation.`,
      lectures: (who) => `Thank you, ${who}, for your lecture.`,
      reports: (who) => `Thank you, ${who}, for your report.`,
      speaks: (who) => `Thank you, ${who}.`,
      explains: (who) => `Thank you, ${who}, for your explanation.`,
      'presents-guests': (_who) => 'Please join me in welcoming our guests.',
    },
    item: ({ number, under }, title) => {
      if (number === null) return `We now come to ${title}.`;
      if (number === 0) return `First of all: ${title}.`;
      return under === undefined ? `We now come to item ${number}: ${title}.` : `Item ${under}.${number}: ${title}.`;
    },
    invites: {
      introduces: (who) => `Please welcome ${who}.`,
      lectures: (who) => `Please welcome ${who}.`,
      reports: (who) => `I invite ${who} to report.`,
      speaks: (who) => `I give the floor to ${who}.`,
      explains: (who) => `I invite ${who} to explain.`,
      'presents-guests': (who) => `I invite ${who} to introduce our guests.`,
    },
    signing: (document, parties) =>
      `We now come to the signing${document === '' ? '' : ` of ${document}`}.\nI invite ${parties.length === 0 ? 'the parties' : parties.join('; ')} to sign.\nCongratulations!`,
    appointment: (appointee, post, presenter) =>
      `We now come to an appointment.\n${appointee}${post === '' ? ' is appointed' : ` is appointed ${post}`}.${presenter === '' ? '' : `\nI invite ${presenter} to present the letter of appointment.`}\nCongratulations!`,
    deliberates: 'The matter is open for discussion.',
    recess: (minutes, time) =>
      `We take a break${minutes > 0 ? ` of ${minutes} minutes` : ''}${time === '' ? '' : ` and go on at ${time}`}.`,
    ends: (done, postponed) =>
      postponed > 0
        ? `That concludes the agenda; ${postponed} ${postponed === 1 ? 'item is' : 'items are'} deferred to our next meeting.`
        : `That concludes ${done > 1 ? `all ${done} items of ` : ''}our agenda.`,
    farewell: (withGuests) =>
      withGuests ? 'My thanks to our guests for their support, and to all of you.' : 'My thanks to all of you.',
    closes: (title) => `I declare ${title || 'the meeting'} closed.`,
  },
};
