// Words of the formal documents (exports), in English.
import { itemMark, itemNumeral } from '../item-number.ts';
import type { Catalogue } from '../locale.ts';
import type { formal as zh } from '../zh-CN/formal.ts';

export const formal: Catalogue<typeof zh> = {
  time: 'Time',
  place: 'Place',
  organisation: 'Organised by',
  body: 'Body',
  attendance: 'Attendance',
  chair: 'Chair',
  recorder: 'Minutes taken by',
  adjourned: 'Adjourned',
  recess: 'Suspended',
  proposal: 'Proposal',
  reason: (text) => `reason: ${text}`,
  version: 'Version',
  versionOf: (version) => String(version),
  agendaSheet: (body) => (body === '' ? 'Agenda' : `${body}: agenda`),
  notSealed: 'Not sealed yet',
  printed: (when) => `Printed ${when}`,
  internalEdition: 'Internal edition; contains matter not for publication',
  internal: 'internal',
  separator: ', ',
  fact: (label, value) => `${label}: ${value}`,
  span: (start, end) => (start === end ? start : `${start}–${end}`),
  note: (text) => ` (${text})`,
  person: (name, post) => `${name} (${post})`,
  post: (organisation, titles) => (organisation && titles ? `${titles}, ${organisation}` : organisation || titles),
  roles: { attending: 'Present', nonvoting: 'In attendance', guest: 'Invited guests', observer: 'Observers' },
  agenda: 'Proceedings',
  itemHeading: (place, title) => `${itemMark(place, 'en')}${title}`,
  itemReference: (place, title) => {
    const numeral = itemNumeral(place, 'en');
    return numeral === '' ? title : `Item ${numeral}, ${title}`;
  },
  presenters: {
    guest_introduction: 'Introduced by',
    introduction: 'Introduced by',
    signing: 'Signed by',
    briefing: 'Briefing by',
    appointment: 'Presented by',
    lecture: 'Lecture by',
    work_report: 'Report by',
    discussion: 'Speakers',
    closing: 'Chair',
    deliberation: 'Report by',
    election: 'Chair',
    break: 'Chair',
    task_review: 'Report by',
  },
  states: {
    pending: 'not taken',
    current: 'under way',
    suspended: 'suspended',
    done: 'done',
    skipped: 'skipped',
    postponed: 'postponed',
  },
  heldUntimed: 'dealt with, not timed',
  minutesLong: (minutes) => (minutes === 1 ? '1 minute' : `${minutes} minutes`),
  planned: (length) => `planned: ${length}`,
  running: (name, org, title) => [name, title, org].filter((part) => part !== '').join(', '),
  signed: (parties, document, witnesses) => {
    const seen = witnesses.length === 0 ? '' : `, witnessed by ${witnesses.join('; ')}`;
    const what = document === '' ? 'An agreement' : `“${document}”`;
    return `${what} was signed${parties.length === 0 ? '' : ` by ${parties.join('; ')}`}${seen}.`;
  },
  partyOrganisation: 'Organisation',
  signatory: 'Signatory',
  signatoryTitle: 'Title',
  ceremonyTerm: 'Term',
  appointed: (appointee, post, presenter, letter) => {
    const named = `the letter of appointment${letter === null ? '' : ` (${letter})`}`;
    const handed = presenter === null ? ` with ${named}` : `; ${presenter} presented ${named}`;
    return `${appointee} was appointed ${post}${presenter === null && letter === null ? '' : handed}.`;
  },
  reportOwner: 'Responsible',
  reportDone: 'Done',
  reportPlanned: 'Planned',
  decisions: 'Decisions',
  decisionItem: (item) => `from: ${item}`,
  outcomes: {
    adopted: 'adopted',
    adopted_in_principle: 'adopted in principle',
    deferred: 'deferred',
    to_be_reconsidered: 'to be reconsidered',
    rejected: 'rejected',
    withdrawn: 'withdrawn',
  },
  tasks: 'Tasks',
  taskNumber: 'No.',
  taskWhat: 'Task',
  taskOwners: 'Owner',
  taskSupporters: 'Supported by',
  taskDue: 'Due',
  taskItem: 'From',
  taskState: 'State',
  taskStates: { draft: 'unconfirmed', confirmed: 'confirmed' },
  unconfirmed: 'unconfirmed',
  plannedSpan: (span) => `planned ${span}`,
  lead: (name) => `${name} (lead)`,
};
