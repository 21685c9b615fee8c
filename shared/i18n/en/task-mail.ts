// What people are written about their tasks, in English.
import type { Catalogue } from '../locale.ts';
import type { taskMail as chinese } from '../zh-CN/task-mail.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}

function workingDays(count: number): string {
  return count === 1 ? '1 working day' : `${count} working days`;
}

export const taskMail: Catalogue<typeof chinese> = {
  separator: ', ',
  day: (year, month, day, weekday) => `${WEEKDAYS[weekday - 1] ?? ''}, ${day} ${MONTHS[month - 1] ?? ''} ${year}`,
  shortDay: (month, day) => `${day} ${MONTHS[month - 1] ?? ''}`,
  greeting: (name) => `Dear ${name},`,
  colon: ': ',
  heading: (number, what) => `${number}. ${what}`,
  quoted: (what) => `“${what}”`,
  lead: (name) => `${name} (lead)`,
  fact: {
    what: 'Task',
    due: 'Due',
    formerly: 'Was due',
    share: 'Your part',
    owners: 'Responsible',
    supporters: 'Supporting',
    supervisor: 'Followed up by',
    state: 'Progress',
    reason: 'Reason',
    said: 'Report',
    asked: 'Asked for',
    meeting: 'From the meeting',
  },
  share: { lead: 'Lead', owner: 'Responsible', supporter: 'Supporting' },
  noDue: 'no date set',
  assigned: {
    subject: (from, own, support, by) => {
      const parts = [
        ...(own > 0 ? [`${tasks(own)} for you`] : []),
        ...(support > 0 ? [`${tasks(support)} to support`] : []),
      ];
      return `[Tasks] ${from === '' ? '' : `${from}: `}${parts.join(', ')}${by}`;
    },
    by: (day) => ` (by ${day})`,
    from: (day) => ` (first by ${day})`,
    lede: (meeting, own, support) => {
      const from = meeting === '' ? '' : `Following from “${meeting}”: `;
      if (support === 0) return `${from}please take care of ${own === 1 ? 'this task' : `these ${own} tasks`}.`;
      return own === 0
        ? `${from}please support ${support === 1 ? 'this task' : `these ${support} tasks`}.`
        : `${from}please take care of ${tasks(own)} and support ${tasks(support)}.`;
    },
    passage: 'From the minutes:',
    calendar: 'The due dates are attached as a file for your calendar.',
  },
  link: {
    act: 'Open my tasks: accept, report progress, ask for more time, report that it is done',
    read: 'Open my tasks: see how they stand',
    private:
      'This link is yours alone and needs no account; please do not pass it on. Ask for more time before the due date.',
    privateRead: 'This link is yours alone and needs no account; please do not pass it on.',
    open: 'Open this task',
    openList: 'Open the list of tasks',
    preview: '(personal link, made when the mail is sent)',
  },
  changed: {
    'extension-granted': (what, due) => `[Tasks] Extended to ${due}: ${what}`,
    'extension-refused': (what) => `[Tasks] Not extended, the due date stands: ${what}`,
    returned: (what) => `[Tasks] More to be done: ${what}`,
    closed: (what) => `[Tasks] Closed: ${what}`,
    reopened: (what) => `[Tasks] Open again: ${what}`,
    moved: (what, due) => `[Tasks] Now due on ${due}: ${what}`,
    undated: (what) => `[Tasks] No due date any more: ${what}`,
    cancelled: (what) => `[Tasks] Cancelled: ${what}`,
    paused: (what) => `[Tasks] On hold: ${what}`,
    resumed: (what) => `[Tasks] Goes on: ${what}`,
    relieved: (what) => `[Tasks] Passed to somebody else: ${what}`,
  },
  changedLede: {
    'extension-granted': (due) => `The extension you asked for is granted. Please finish this task by ${due}.`,
    'extension-refused': 'The extension you asked for is not granted. Please finish this task by its due date.',
    returned: 'You reported this task as done. After review, there is more to be done.',
    closed: 'This task was reviewed and is closed. Thank you for seeing it through.',
    reopened: 'This task has to be taken up again. Please go on with it.',
    moved: (due) => `This task is now due on ${due}.`,
    undated: 'This task has no due date any more. Please go on with it.',
    cancelled: 'A meeting has decided that this task is not pursued any further.',
    paused: 'This task is on hold. You will be told when it goes on.',
    resumed: 'This task goes on. Please take it up again.',
    relieved: (owners) =>
      `This task is now with ${owners}; there is nothing more for you to do. Thank you for your work.`,
  },
  again: {
    moved: {
      subject: (what, due) => `[Tasks] Open again, now due on ${due}: ${what}`,
      lede: (due) => `This task was over and has to be taken up again. It is now due on ${due}.`,
    },
    undated: {
      subject: (what) => `[Tasks] Open again, without a date: ${what}`,
      lede: () => 'This task was over and has to be taken up again. It has no date any more.',
    },
  },
  reminder: {
    subjectOf: (state, what) => `[Reminder] ${state}: ${what}`,
    subject: (soon, over) => {
      const parts = [...(soon > 0 ? [`${tasks(soon)} due soon`] : []), ...(over > 0 ? [`${tasks(over)} overdue`] : [])];
      return `[Reminder] ${parts.join(', ')}`;
    },
    left: (days) => (days === 0 ? 'Due today' : `${workingDays(days)} left`),
    today: 'Due today',
    over: (days) => (days === 0 ? 'Overdue' : `Overdue by ${workingDays(days)}`),
    beforeWork: 'Due before the next working day',
    ledeSoon: 'These tasks of yours are due soon. Please see to them, and report when they are done.',
    ledeOver:
      'These tasks of yours are overdue. Please see to them, and say how they stand and when they will be done.',
    ledeBoth:
      'Some of these tasks of yours are due soon, some are overdue. Please see to them, and say how they stand.',
  },
  supervisor: {
    submitted: (who, what) => `[Tasks] ${who} reports it done, please review: ${what}`,
    'extension-asked': (who, due, what) => `[Tasks] ${who} asks for time until ${due}: ${what}`,
    reported: (who, what) => `[Tasks] ${who} reports: ${what}`,
    submittedLede: (who) => `${who} reports that this task is done. Please review it: close it, or send it back.`,
    askedLede: (who) => `${who} asks for more time for this task. Please answer.`,
    reportedLede: (who) => `${who} reports on this task.`,
    overdue: (count, days) => `[Tasks] ${tasks(count)} overdue by ${workingDays(days)} or more`,
    overdueLede: (count) =>
      count === 1
        ? 'This task, which you follow up, is overdue and not done yet.'
        : `These ${count} tasks, which you follow up, are overdue and not done yet.`,
    weekly: (open, over) => `[Tasks] This week: ${open} open${over > 0 ? `, ${over} overdue` : ''}`,
    weeklyLede: (open) =>
      `You follow up ${open === 1 ? 'one open task' : `${open} open tasks`}, the urgent ones first.`,
    waiting: (count) => `Waiting for your answer (${count})`,
    late: (count) => `Overdue (${count})`,
    thisWeek: (count) => `Due this week (${count})`,
    others: (count) => `Others (${count})`,
    andMore: (count) => `${count} more in the list of tasks.`,
    row: (what, owners, when) => `${what} (${owners}; ${when})`,
    asked: (due) => `asks for time until ${due}`,
    submittedMark: 'reported as done',
  },
};
