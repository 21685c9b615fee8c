// Words of formal minutes in English: the meeting is the subject, in the past tense.
import type { Catalogue } from '../locale.ts';
import type { minutesPaper as zh } from '../zh-CN/minutes-paper.ts';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
/** In English marks, whatever it is written in. */
const named = (title: string): string => `“${title.replace(/^《([^《》]*)》$/u, '$1')}”`;

export const minutesPaper: Catalogue<typeof zh> = {
  separator: '; ',
  comma: ', ',
  semicolon: '; ',
  colon: ': ',
  stop: '.',
  title: (name) => (/minutes/iu.test(name) ? name : `Minutes: ${name}`),
  recordTitle: (name) => `Record of proceedings: ${name}`,
  kind: (body) => (body === '' ? 'Minutes' : `Minutes of the ${body}`),
  halfDays: { morning: 'morning', afternoon: 'afternoon', evening: 'evening' },
  when: (day, half) => `on the ${half} of ${day}`,
  days: (from, to) => `from ${from} to ${to}`,
  opening: ({ when, chair, venue, name, acts, quorum }) => {
    const held = [
      `${name} was held`,
      ...(venue === '' ? [] : [`at ${venue}`]),
      ...(when === '' ? [] : [when]),
      ...(chair === '' ? [] : [`with ${chair} in the chair`]),
    ].join(' ');
    return `${held}.${acts === '' ? '' : ` The meeting ${acts}.`}${quorum === '' ? '' : ` ${quorum}`}`;
  },
  quorum: (seats, present, isMet) =>
    `Of ${seats} members ${present} were present; ${isMet ? 'a quorum was present' : 'there was no quorum'}.`,
  listed,
  listedShort: (names, count) => `${names.join(', ')} and ${count - names.length} others`,
  acts: {
    heard: (titles) => `heard ${titles}`,
    deliberated: (titles) => `deliberated ${titles}`,
    adopted: (titles) => `adopted ${titles}`,
    principle: (titles) => `approved ${titles} in principle`,
    discussed: (titles) => `discussed ${titles}`,
    signed: (titles) => `signed ${titles}`,
    appointed: (appointee, post) => `appointed ${appointee} as ${post}`,
    done: (titles) => `took up ${titles}`,
  },
  phrases: listed,
  headings: { heard: (title) => title, deliberated: (title) => title, discussed: (title) => title },
  document: named,
  bare: (title) => title,
  heard: (title, by) => `The meeting heard ${named(title)}${by === '' ? '' : `, presented by ${by}`}.`,
  deliberated: (title, by) =>
    `The meeting deliberated ${named(title)}${by === '' ? '' : `, which was explained by ${by}`}.`,
  discussed: (title, by) => `The meeting discussed ${named(title)}${by === '' ? '' : `; ${by} spoke`}.`,
  happened: (title) => `The meeting took up ${named(title)}.`,
  andOthers: (names) => `${names.join(', ')} and others`,
  reportOn: (title) => (/report/iu.test(title) ? title : `the report on ${title}`),
  told: (name) => `${name}: `,
  taught: (name) => `${name}: `,
  reported: 'Reported: ',
  spoken: 'Said: ',
  agreed: (points) => ` Both parties agreed: ${points}.`,
  agreedAll: (points) => ` The parties agreed: ${points}.`,
  term: (term) => ` Term: ${term}.`,
  office: (term) => ` Term: ${term}.`,
  postponed: 'The meeting put this matter off to its next session',
  because: (reason) => ` (${reason})`,
  done: (points) => `Done: ${points}. `,
  planned: (points) => `Next: ${points}.`,
  signals: {
    noted: 'The meeting noted: ',
    thought: 'The meeting held: ',
    stressed: 'The meeting stressed: ',
    required: 'The meeting required: ',
    decided: 'The meeting decided: ',
    met: 'The meeting: ',
  },
  decisions: {
    adopted: (wording) => `The meeting resolved: ${wording}`,
    adopted_in_principle: (wording) => `The meeting approved in principle: ${wording}`,
    deferred: (wording) => `The meeting deferred: ${wording}`,
    to_be_reconsidered: (wording) => `The meeting will reconsider: ${wording}`,
    rejected: (wording) => `The meeting rejected: ${wording}`,
    withdrawn: (wording) => `Withdrawn by its mover: ${wording}`,
  },
  tasks: (sentences) => `Actions: ${sentences.map(sentence).join('; ')}.`,
  task: ({ what, lead, others, supporters, due }) => {
    const by = [
      ...(lead.length === 0 ? [] : [`${listed(lead)}${others.length + supporters.length > 0 ? ' (lead)' : ''}`]),
      ...(others.length === 0 ? [] : [listed(others)]),
      ...(supporters.length === 0 ? [] : [`supported by ${listed(supporters)}`]),
    ].join(', ');
    return `${what}${by === '' ? '' : `: ${by}`}${due === '' ? '' : `, ${due}`}`;
  },
  due: (day) => `by ${day}`,
  dueSaid: (said) => said,
  other: 'Other matters',
  decided: (wording, outcome) => `Decision: ${wording} (${outcome})`,
  given: (task) => `Action: ${task}`,
  signedBy: (role) => `${role} (signature): `,
  roles: {
    groups: 'Attendance',
    attending: 'Present',
    excused: 'Excused',
    absent: 'Absent',
    nonvoting: 'In attendance',
    guest: 'Guests',
    observer: 'Observers',
    recorder: 'Minutes taken by',
    chair: 'Chair',
    reviewer: 'Reviewed by',
    signer: 'Approved by',
  },
  tellers: (supervisors, counters) =>
    [
      ...(supervisors.length === 0 ? [] : [`Scrutineers: ${listed(supervisors)}`]),
      ...(counters.length === 0 ? [] : [`${supervisors.length === 0 ? 'Tellers' : 'tellers'}: ${listed(counters)}`]),
    ].join('; '),
  open: ' (',
  close: ')',
  came: (time) => `from ${time}`,
  left: (time) => `until ${time}`,
  away: (from, to) => `out ${from}–${to}`,
  proxy: (name) => `represented by ${name}`,
  attachments: 'Attachments',
  internalEdition: 'Internal edition; contains matter not for publication',
  copies: 'Copies to',
  issuedOn: (day) => `Issued ${day}`,
  secretariat: (organisation) => `${organisation}, Secretariat`,
};
