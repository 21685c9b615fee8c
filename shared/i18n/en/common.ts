// Words that every page shares: the product's name, navigation, plain actions, phases, kinds and roles.
import type { Catalogue } from '../locale.ts';
import type { common as zh } from '../zh-CN/common.ts';

export const common: Catalogue<typeof zh> = {
  product: 'Gongbi',
  titled: (page) => `${page} · Gongbi`,
  skipToContent: 'Skip to content',
  nav: { label: 'Main navigation', today: 'Today', meetings: 'Meetings', register: 'Register', archive: 'Archive' },
  find: { label: 'Search archived minutes', hint: 'Search archived minutes' },
  action: {
    cancel: 'Cancel',
    close: 'Close',
    undo: 'Undo',
    retry: 'Try again',
    reload: 'Reload',
    home: 'Back to today',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'The browser forbids copying; the text is selected, please press Ctrl+C.',
    dismiss: 'Got it',
  },
  listSeparator: ', ',
  clauseSeparator: '; ',
  loading: 'Loading',
  phase: { prepare: 'Preparing', live: 'Live', 'follow-up': 'Follow-up', archived: 'Archived' },
  itemKind: {
    guest_introduction: 'Guests',
    introduction: 'Introduction',
    signing: 'Signing',
    briefing: 'Briefing',
    appointment: 'Appointment',
    lecture: 'Lecture',
    work_report: 'Work report',
    discussion: 'Discussion',
    closing: 'Closing',
    deliberation: 'Deliberation',
    election: 'Election',
    break: 'Break',
    task_review: 'Follow-up of tasks',
  },
  role: { admin: 'Administrator', secretary: 'Secretary', notetaker: 'Note-taker', reader: 'Reader' },
  lost: {
    title: 'There is no such page',
    body: 'The address may be mistyped, or the page has moved. Nothing you wrote is lost.',
    failedTitle: 'The page did not load',
    failedBody:
      'The server may just have been updated, or the network is down. Please check the network and reload; what you wrote before and was not sent is still on this device.',
  },
};
