// What each paper of a meeting is called where one is chosen, and what is missing where there is none yet.
import type { Catalogue } from '../locale.ts';
import type { paperKinds as chinese } from '../zh-CN/paper-kinds.ts';

export const paperKinds: Catalogue<typeof chinese> = {
  names: {
    minutes: 'Formal minutes',
    record: 'Full record',
    notice: 'Notice of meeting',
    agenda: 'Agenda',
    'sign-in': 'Sign-in sheet',
    attendance: 'Attendance',
    cards: 'Name cards',
    letter: 'Letter of appointment',
    'task-table': 'Task table',
    decision: 'Resolution',
    excerpt: 'Extract of a resolution',
  },
  about: {
    minutes: 'the official paper, by item',
    record: 'who said what, in order',
    notice: 'for those invited, with a reply slip',
    agenda: 'one for everybody in the room',
    'sign-in': 'to be printed and signed by hand',
    attendance: 'who came, who was excused, who was absent',
    cards: 'folded to stand on the table, a name on both sides',
    letter: 'handed over at an appointment, one each',
    'task-table': 'what, by whom, by when, and how it stands',
    decision: 'one decision that the meeting adopted',
    excerpt: 'for one addressee, with one decision and no more',
  },
  formats: { docx: 'Word', pdf: 'PDF', xlsx: 'Excel', ics: 'Calendar' },
  missing: {
    people: 'nobody is on the list yet',
    agenda: 'there is no item yet',
    appointment: 'no item appoints anybody yet, or the name or post is not filled in',
    decision: 'no decision is worded yet',
    passed: 'this decision is not marked as adopted yet',
    tasks: 'there is no task yet',
    attendance: 'nobody has signed in yet',
    time: 'the meeting has no time yet',
    template: 'its body has no template of its own',
    inside: 'this belongs to an internal item and cannot leave the house',
    subject: 'it was not said which one, or it was deleted',
  },
  subject: { decision: 'Which decision', appointment: 'Who' },
  to: 'Addressee',
  toHint: 'left empty, it is a blank to be filled in by hand',
};
