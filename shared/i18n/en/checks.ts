// Words of the checks before minutes are issued, in English.
import type { Check, CheckCode } from '../../domain/checks/finding.ts';
import type { Catalogue } from '../locale.ts';
import type { checks as chinese } from '../zh-CN/checks.ts';

type Seen = Readonly<Record<string, string | number>>;

const LACKS: Readonly<Record<string, string>> = {
  ...{ ceremony: 'the ceremony', document: 'the document', parties: 'both parties', signatory: 'a signatory' },
  ...{ appointee: 'the appointee', post: 'the post', presenter: 'who presented it', term: 'the term' },
  ...{ reviewer: 'who cleared it', clearedOn: 'the day it was cleared' },
};
const listed = (keys: string | number | undefined): string =>
  String(keys ?? '')
    .split(',')
    .map((key) => LACKS[key] ?? key)
    .join(', ');
const WHERE: Readonly<Record<string, string>> = {
  ...{ item: 'the agenda', ceremony: 'the ceremony', section: 'the minutes' },
};
const DAYS: Readonly<Record<string, string>> = {
  ...{ 日: 'Sunday', 一: 'Monday', 二: 'Tuesday', 三: 'Wednesday', 四: 'Thursday', 五: 'Friday', 六: 'Saturday' },
};
const points = (count: number): string => (count === 1 ? '1 point' : `${count} points`);

const sentences: Readonly<Record<CheckCode, (seen: Seen) => string>> = {
  'roll-open': (seen) => `sign-in is not closed: of ${seen['count']} nobody noted whether they came`,
  'seats-differ': (seen) => `seats are set to ${seen['seats']}, the list has ${seen['listed']} who vote`,
  'excuse-without-reason': () => 'on leave without a reason',
  'count-differs': (seen) =>
    `the minutes say ${seen['toldSeats']} seats, ${seen['toldPresent']} present; the sign-in says ${seen['seats']} and ${seen['present']}`,
  'quorum-missed': (seen) => `began with ${seen['present']} present of ${seen['needed']} needed: no quorum`,
  'quorum-unseen': () => 'the charter asks for a quorum, and it was never looked at',
  'vote-sum': (seen) =>
    `for ${seen['for']}, against ${seen['against']}, abstained ${seen['abstained']} make ${seen['sum']}, but ${seen['present']} were present`,
  'vote-result': (seen) =>
    seen['reached'] === 1
      ? `${seen['for']} for are enough under the charter, and the text says not passed`
      : `${seen['for']} for of ${seen['present']} present are not enough under the charter, and the text says passed`,
  'outcome-differs': (seen) =>
    seen['passed'] === 1 ? 'the vote passed, the decision says rejected' : 'the vote failed, the decision says adopted',
  'vote-without-quorum': (seen) =>
    `${seen['present']} were present at the vote, ${seen['needed']} are needed: no quorum`,
  'vote-without-rule': () =>
    'votes were counted and no rule of the charter is chosen: nothing says whether they sufficed',
  'tellers-missing': () => 'was voted on by ballot, and no scrutineers are named; add them under masthead and imprint',
  'teller-candidate': (seen) => `${seen['names']} stood for election and counted the votes`,
  'secret-needed': (seen) => `needs a secret ballot; the record says “${seen['words']}”`,
  acclamation: (seen) => `decisions are not taken by applause; the record says “${seen['words']}”`,
  'election-by-mail': (seen) => `elections are not held by correspondence; the record says “${seen['words']}”`,
  'meeting-running': (seen) => `the meeting is not adjourned; ${seen['count']} items are not closed`,
  'title-missing': () => 'the meeting has no title',
  'item-running': () => 'still running',
  'item-without-title': () => 'an item has no title',
  'item-without-minutes': () => 'has no minutes',
  'item-not-held': () => 'was neither started nor skipped',
  'decision-without-wording': () => 'a decision has no wording',
  'decision-without-outcome': () => 'the outcome is unconfirmed',
  'deliberation-without-decision': () => 'was deliberated or voted on, and no outcome is noted',
  'task-without-wording': () => 'a task has no wording',
  'task-without-owner': () => 'has no owner',
  'task-without-date': () => 'has no date',
  'task-unconfirmed': () => 'is unconfirmed and will not be printed',
  'task-due-past': (seen) => `is due on ${seen['due']}, before the meeting`,
  'task-due-day-off': (seen) => `is due on ${seen['due']}, a day off, without a remark`,
  'task-not-in-minutes': () => 'is on the list of tasks and not in the minutes',
  'task-date-differs': (seen) => `the minutes say ${seen['told']}, the list of tasks says ${seen['due']}`,
  'task-unregistered': (seen) => `hands something to ${seen['who']} that is not on the list of tasks`,
  'decision-without-task': (seen) =>
    seen['outcome'] === 'to_be_reconsidered'
      ? 'to be reconsidered, and nobody is to prepare it'
      : 'adopted in principle, and nobody is to finish it',
  'ceremony-incomplete': (seen) => `lacks ${listed(seen['lacks'])}`,
  'person-twice': () => 'is on the list twice',
  'excused-attending': () => 'was away, and is listed as present or as having presented',
  'title-differs': (seen) =>
    `is “${seen['list']}” on the list and “${seen['told']}” in ${WHERE[String(seen['where'])] ?? 'the minutes'}`,
  'name-unlisted': () => 'is named among those who came, and is not on the list of people',
  'name-misspelt': (seen) => `may be meant to be “${seen['meant']}”`,
  'register-differs': (seen) => `is “${seen['register']}” in the register and “${seen['list']}” here`,
  'rank-unapproved': (seen) => `nobody approved the order of the ${seen['count']} guests`,
  'rank-changed': () => 'the order of the guests changed after it was approved',
  'chair-missing': () => 'nobody is named who chaired',
  'recorder-missing': () => 'nobody is named who took the minutes',
  'reviewer-missing': () => 'nobody is named who reviewed the minutes',
  'signer-missing': () => 'nobody is named who approved the minutes for issue',
  'chair-unsigned': (seen) => `${seen['name']} has not signed the record as chair`,
  'recorder-unsigned': (seen) => `${seen['name']} has not signed the record as recorder`,
  'imprint-blank': () =>
    'number, day of issue and approval of the minutes are all blank; so the masthead is printed empty',
  'number-missing': () => 'the minutes have no number',
  'issue-day-missing': () => 'no day of issue is set; the imprint is not printed',
  'addressee-missing': () => 'the notice of the meeting is addressed to nobody',
  'release-uncleared': (seen) => `the article lacks ${listed(seen['lacks'])}; it goes out when it is cleared`,
  'release-cleared-early': (seen) => `the article was cleared on ${seen['clearedOn']}, before the meeting`,
  'attachment-unlisted': (seen) =>
    Number(seen['listed']) === 0
      ? `the text names “${seen['words']}”, and no attachments are listed`
      : `the text names attachment ${seen['number']}, and ${seen['listed']} are listed`,
  'attachment-unnamed': (seen) => `attachment “${seen['names']}” is listed, and the text does not name it`,
  'postponed-unexplained': () => 'was put off without a reason',
  'order-changed': () => 'was not taken in the order of the agenda',
  'attachment-missing': (seen) => `attachment “${seen['names']}” is not among the files`,
  'date-differs': (seen) => `the opening says ${seen['told']}, the meeting was held on ${seen['held']}`,
  'weekday-wrong': (seen) => `“${seen['told']}” is a ${DAYS[String(seen['weekday'])] ?? ''}`,
  'issued-too-early': (seen) => `is issued on ${seen['issuedOn']}, before the meeting`,
  'section-withheld': () =>
    'tells of something internal: the public edition prints text composed anew instead of these words',
  'fact-withheld': (seen) => `“${seen['told']}” tells of something internal and is not in the public edition`,
  'notice-withheld': (seen) => `“${seen['told']}” in the notice tells of something internal and is not printed on it`,
  'article-withheld': (seen) => `“${seen['told']}” in the article tells of something internal and is not published`,
  'glyph-missing': (seen) =>
    `the PDF has no font for “${seen['signs']}” and prints crossed boxes: write it otherwise, or ask for a font`,
};

const names: Readonly<Record<Check, string>> = {
  ...{ roll: 'Sign-in and numbers', quorum: 'Quorum', votes: 'Votes', method: 'Way of voting' },
  ...{ outcomes: 'Items and outcomes', tasks: 'Tasks', 'follow-up': 'Follow-up', ceremonies: 'Ceremonies' },
  ...{ names: 'Names and titles', signatures: 'Approval and signatures', deviations: 'Changes of the agenda' },
  ...{
    imprint: 'Masthead and addressee',
    release: 'Article',
    bundle: 'Attachments',
    dates: 'Dates',
    public: 'Public edition',
    print: 'Printing',
  },
};

export const checks: Catalogue<typeof chinese> = {
  title: 'Checks before issue',
  lede: 'Minutes, lists, sign-in, tasks and decisions are held against each other as you work.',
  none: 'Checked; nothing was found.',
  noneOpen: 'Nothing is open.',
  open: (count) => `${points(count)} open`,
  errors: (count) => `${count} to correct`,
  warnings: (count) => `${count} to look at`,
  severity: { error: 'Correct', warning: 'Look' },
  unread: 'The register could not be read; names and titles are checked against this meeting’s list alone.',
  names,
  sentences,
  meeting: 'This meeting',
  draft: 'Minutes',
  go: 'Go there',
  see: 'Look',
  goTo: (about) => `Go to ${about}`,
  override: 'Let it stand',
  overrideOf: (about) => `Let it stand: ${about}`,
  reason: 'Why it may stand',
  reasonHint: 'Reason, name and time are kept. It counts no more once what it is about changes.',
  confirm: 'Note the reason',
  overridden: (count) => (count === 1 ? '1 may stand' : `${count} may stand`),
  by: (name, when) => `${name}, ${when}`,
  offline: 'Offline: it is noted once the connection is back; what you wrote stays here.',
  already: (name, reason) => `${name} has just let it stand: ${reason}`,
  withdraw: 'Take back',
  sealed: 'The meeting is sealed: it can be looked at only.',
  issue: (count) => `${points(count)} are still open; what is issued now goes out with them.`,
  link: (count, overridden) => {
    const told = [...(count === 0 ? [] : [`${count} open`]), ...(overridden === 0 ? [] : [`${overridden} may stand`])];
    return told.length === 0 ? 'Checks before issue' : `Checks before issue (${told.join(', ')})`;
  },
};
