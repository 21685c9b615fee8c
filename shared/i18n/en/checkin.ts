// Every word of the page on which people sign in, in English.
import type { checkin as chinese } from '../zh-CN/checkin.ts';
import type { Catalogue } from '../locale.ts';

export const checkin: Catalogue<typeof chinese> = {
  title: 'Sign in',
  opening: 'Opening the sign-in',
  find: 'Name or initials',
  chosen: 'Chosen',
  sign: (name) => `Sign in ${name}`,
  choose: 'Find yourself first',
  sending: 'Signing in',
  mine: (name) => `${name}, please sign in`,
  none: (query) => `Nobody on the list is called “${query}”`,
  notListed: 'I am not on the list',
  noLongerListed: 'You are no longer on the list of this meeting. Please ask at the desk.',
  back: 'Back to the list',
  listedTitle: 'Not on the list?',
  listedBody: 'Write down your name and where you are from; the staff will see it and sign you in.',
  name: 'Name',
  org: 'Organisation',
  optional: 'optional',
  tell: 'Tell the staff',
  done: 'Signed in',
  doneBefore: (time) => `You signed in at ${time} already; once is enough`,
  rows: { name: 'Name', time: 'Time' },
  notMe: 'Not me, take it back',
  watch: 'The hall screen on this phone',
  watchHint: 'Whatever the screen shows, in letters as large as you like',
  withdrawn: 'Taken back. Please choose your own name.',
  waiting: 'The staff know',
  waitingBody: (name) =>
    `${name}, please go to the sign-in desk, where the staff confirm it. This page will then say “Signed in”.`,
  refused: 'Not signed in',
  refusedBody: 'The staff did not put you on the list of this meeting. Please ask at the sign-in desk.',
  agenda: 'Agenda',
  untitled: 'Meeting',
  offline: 'No network. Your choice is kept, and you will be signed in once there is one. Please keep this page open.',
  offlineOpening: 'No network; trying again by itself. You can also sign in at the desk.',
  reopen: 'Try again',
  trouble: {
    gone: {
      title: 'This link does not work',
      body: 'It was withdrawn, or is incomplete. Please scan the code on the screen, or sign in at the desk.',
    },
    over: {
      title: 'The code is over',
      body: 'The check-in code changes every half minute. Please scan the one on the screen again.',
    },
    closed: {
      title: 'Nobody can sign in now',
      body: 'The meeting is over, or its roll is full. Please ask the staff at the desk.',
    },
    many: {
      title: 'This phone has tried too often',
      body: 'Please try again in a while, or sign in at the desk.',
    },
    often: {
      title: 'This name was signed in and taken back too often',
      body: 'It cannot be signed in by phone any more. Please sign in at the desk.',
    },
    server: {
      title: 'You were not signed in',
      body: 'The server has a problem, and nothing was noted. Please try again, or sign in at the desk.',
    },
  },
};
