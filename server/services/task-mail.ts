// Letters about tasks (督办), as parts in the house's language: what is handed out, what became of it, what is due, what whoever
// supervises has to know. Values in, a letter out; the preview and what is sent come from here, so that they cannot differ. Knows
// no address, no outbox and no clock.
import { calendarFile, type CalendarLimit } from '../../shared/domain/calendar-file.ts';
import type { Letter, LetterPart } from '../../shared/domain/letter.ts';
import type { AssignedParty } from '../../shared/domain/task-history.ts';
import { taskMail as english } from '../../shared/i18n/en/task-mail.ts';
import { taskMail as chinese } from '../../shared/i18n/zh-CN/task-mail.ts';
import { partsOf, weekdayOf } from '../../shared/lib/calendar-day.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import type { TaskRow } from '../ports.ts';

export type MailedTask = Omit<TaskRow, 'number'>;
type Language = Letter['language'];
/** What somebody has to do with a task. */
export type Share = 'lead' | 'owner' | 'supporter';

/** Of one letter; the outbox takes 200 parts. */
export const MAX_TASKS_A_LETTER = 40;
const MAX_WHAT_CHARS = 1_500;
const MAX_SUBJECT_WHAT = 40;
const MAX_SUBJECT_TITLE = 60;
/** Of a name as somebody typed it on a desk. */
const MAX_NAME_CHARS = 100;
/** The outbox takes 200. */
const MAX_SUBJECT_UNITS = 190;
/** The outbox takes 4,000. */
const MAX_PART_UNITS = 3_900;
/** Of parties that one line names. */
const MAX_NAMES_CHARS = 1_000;

export function mailWords(language: Language) {
  return language === 'en' ? english : chinese;
}

export interface AssignmentMail {
  readonly language: Language;
  /** Whom it is to. */
  readonly name: string;
  /** Null where it follows from none that may be named. */
  readonly meetingTitle: string | null;
  readonly tasks: readonly { readonly task: MailedTask; readonly share: Share; readonly passage: string | null }[];
  /** Opens their tasks, and nobody else's. */
  readonly url: string;
}

/** What one owner or supporter gets of tasks that were handed out together. */
export function assignmentLetter({ language, name, meetingTitle, tasks, url }: AssignmentMail): Letter {
  const words = mailWords(language);
  const own = tasks.filter(({ share }) => share !== 'supporter').length;
  const support = tasks.length - own;
  const title = meetingTitle ?? '';
  const by = limitInSubject(language, tasks);
  const limits = tasks.flatMap(({ task }) => limitOf(task, false));
  const told = tasks.flatMap(({ task, share, passage }, at) => [
    text(tasks.length === 1 ? oneOf(task) : words.heading(at + 1, oneOf(task))),
    facts([
      [words.fact.due, dueInWords(language, task)],
      [words.fact.share, words.share[share]],
      ...partyFacts(language, task),
      ...supervisorFact(language, task),
    ]),
    ...(passage === null ? [] : [text(words.assigned.passage), { kind: 'quote', text: passage } as const]),
  ]);
  return {
    ...{ language, subject: capped(words.assigned.subject(shortened(title, MAX_SUBJECT_TITLE), own, support, by)) },
    parts: [
      greeting(language, name),
      text(words.assigned.lede(title, own, support)),
      ...told,
      ...linkParts(language, url, own > 0),
      ...(limits.length === 0 ? [] : [text(words.assigned.calendar)]),
    ],
    ...(limits.length === 0 ? {} : { calendar: calendarFile(words.fact.due, limits) }),
  };
}

/** What owners are told of their tasks. */
export type OwnerNews = Exclude<keyof typeof chinese.changed, 'relieved'> | 'relieved';

export interface ChangeMail {
  readonly language: Language;
  readonly name: string;
  readonly task: MailedTask;
  readonly news: OwnerNews;
  readonly reason: string | null;
  /** What it was due on before, when that is another day. */
  readonly formerly: LocalDate | null;
  /** It was over, and is not any more. */
  readonly isAgain: boolean;
  readonly meetingTitle: string | null;
  /** Null: there is nothing for them to open. */
  readonly url: string | null;
}

export function changeLetter({ language, name, task, news, reason, formerly, isAgain, ...mail }: ChangeMail): Letter {
  const words = mailWords(language);
  const what = shortened(task.what, MAX_SUBJECT_WHAT);
  const due = task.due === null ? words.noDue : shortDay(language, task.due);
  const calls = news === 'closed' || news === 'cancelled' || news === 'relieved';
  const limits = limitOf(task, calls);
  const { meetingTitle, url } = mail;
  const again = isAgain && (news === 'moved' || news === 'undated') ? words.again[news] : null;
  return {
    ...{ language, subject: capped((again?.subject ?? words.changed[news])(what, due)) },
    parts: [
      greeting(language, name),
      text(again?.lede(dueInLede(language, task)) ?? ledeOf(language, news, task)),
      facts([
        [words.fact.what, oneOf(task)],
        ...(meetingTitle === null ? [] : [[words.fact.meeting, meetingTitle] as const]),
        ...(calls ? [] : [[words.fact.due, dueInWords(language, task)] as const]),
        ...(formerly === null ? [] : [[words.fact.formerly, dayInWords(language, formerly)] as const]),
        ...(reason === null ? [] : [[words.fact.reason, shortened(reason, MAX_WHAT_CHARS)] as const]),
        ...supervisorFact(language, task),
      ]),
      ...(url === null ? [] : linkParts(language, url, !calls)),
    ],
    ...(limits.length === 0 ? {} : { calendar: calendarFile(words.fact.due, limits) }),
  };
}

export interface ReminderMail {
  readonly language: Language;
  readonly name: string;
  readonly tasks: readonly { readonly task: MailedTask; readonly when: DueState }[];
  readonly url: string;
}

/** How a limit stands, in working days. */
export interface DueState {
  readonly isOver: boolean;
  readonly days: number;
  readonly isToday: boolean;
}

export function reminderLetter({ language, name, tasks, url }: ReminderMail): Letter {
  const words = mailWords(language);
  const [first] = tasks;
  const over = tasks.filter(({ when }) => when.isOver).length;
  const say = words.reminder;
  const lede = over === 0 ? say.ledeSoon : over === tasks.length ? say.ledeOver : say.ledeBoth;
  return {
    language,
    subject: capped(
      tasks.length === 1 && first !== undefined
        ? say.subjectOf(whenInWords(language, first.when), shortened(first.task.what, MAX_SUBJECT_WHAT))
        : say.subject(tasks.length - over, over),
    ),
    parts: [
      greeting(language, name),
      text(lede),
      ...tasks.flatMap(({ task, when }, at) => [
        text(tasks.length === 1 ? oneOf(task) : words.heading(at + 1, oneOf(task))),
        facts([
          [words.fact.due, `${dueInWords(language, task)}${words.separator}${whenInWords(language, when)}`],
          ...supervisorFact(language, task),
        ]),
      ]),
      ...linkParts(language, url, true),
    ],
  };
}

export interface SupervisorMail {
  readonly language: Language;
  readonly name: string;
  readonly task: MailedTask;
  readonly news: 'submitted' | 'extension-asked' | 'reported';
  /** Who said it. */
  readonly who: string;
  readonly said: string | null;
  readonly asked: LocalDate | null;
  readonly url: string;
}

export function supervisorLetter({ language, name, task, news, said, asked, url, ...mail }: SupervisorMail): Letter {
  const who = shortened(mail.who, MAX_NAME_CHARS);
  const words = mailWords(language);
  const say = words.supervisor;
  const what = shortened(task.what, MAX_SUBJECT_WHAT);
  const until = asked === null ? words.noDue : shortDay(language, asked);
  const ledes = {
    submitted: say.submittedLede(who),
    'extension-asked': say.askedLede(who),
    reported: say.reportedLede(who),
  };
  const subject = news === 'extension-asked' ? say['extension-asked'](who, until, what) : say[news](who, what);
  return {
    ...{ language, subject: capped(subject) },
    parts: [
      greeting(language, name),
      text(ledes[news]),
      facts([
        [words.fact.what, oneOf(task)],
        [words.fact.due, dueInWords(language, task)],
        ...(asked === null ? [] : [[words.fact.asked, dayInWords(language, asked)] as const]),
        [words.fact.owners, namesOf(language, task.owners)],
      ]),
      ...(said === null ? [] : [text(news === 'extension-asked' ? words.fact.reason : words.fact.said), quote(said)]),
      { kind: 'link', label: words.link.open, url },
    ],
  };
}

export interface OverdueMail {
  readonly language: Language;
  readonly name: string;
  readonly days: number;
  readonly tasks: readonly { readonly task: MailedTask; readonly when: DueState }[];
  readonly url: string;
}

/** Once a task, after as many working days as the house has set. */
export function overdueLetter({ language, name, days, tasks, url }: OverdueMail): Letter {
  const words = mailWords(language);
  return {
    ...{ language, subject: words.supervisor.overdue(tasks.length, days) },
    parts: [
      greeting(language, name),
      text(words.supervisor.overdueLede(tasks.length)),
      ...tasks.slice(0, MAX_TASKS_A_LETTER).map(({ task, when }) => rowOf(language, task, when)),
      ...restOf(language, tasks.length - MAX_TASKS_A_LETTER),
      { kind: 'link', label: words.link.openList, url },
    ],
  };
}

/** What a task of the weekly list is there for. */
export type Urgency = 'waiting' | 'late' | 'thisWeek' | 'others';
const URGENCIES: readonly Urgency[] = ['waiting', 'late', 'thisWeek', 'others'];

export interface WeeklyMail {
  readonly language: Language;
  readonly name: string;
  readonly tasks: readonly {
    readonly task: MailedTask;
    readonly urgency: Urgency;
    readonly when: DueState | null;
  }[];
  readonly url: string;
}

export function weeklyLetter({ language, name, tasks, url }: WeeklyMail): Letter {
  const words = mailWords(language);
  const say = words.supervisor;
  const over = tasks.filter(({ urgency }) => urgency === 'late').length;
  const shown = URGENCIES.flatMap((urgency) => tasks.filter((each) => each.urgency === urgency)).slice(0, 3 * 40);
  return {
    ...{ language, subject: say.weekly(tasks.length, over) },
    parts: [
      greeting(language, name),
      text(say.weeklyLede(tasks.length)),
      ...URGENCIES.flatMap((urgency) => {
        const listed = shown.filter((each) => each.urgency === urgency);
        const all = tasks.filter((each) => each.urgency === urgency).length;
        return listed.length === 0
          ? []
          : [text(say[urgency](all)), ...listed.map(({ task, when }) => rowOf(language, task, when))];
      }),
      ...restOf(language, tasks.length - shown.length),
      { kind: 'link', label: words.link.openList, url },
    ],
  };
}

function rowOf(language: Language, task: MailedTask, when: DueState | null): LetterPart {
  const words = mailWords(language);
  const marks = task.state === 'submitted' ? [words.supervisor.submittedMark] : [];
  const state = [...(when === null ? [] : [whenInWords(language, when)]), ...marks].join(words.separator);
  const due = dueInWords(language, task);
  const told = state === '' ? due : `${due}${words.separator}${state}`;
  return text(`· ${words.supervisor.row(shortened(task.what, 200), namesOf(language, task.owners), told)}`);
}

function restOf(language: Language, count: number): readonly LetterPart[] {
  return count <= 0 ? [] : [text(mailWords(language).supervisor.andMore(count))];
}

function ledeOf(language: Language, news: OwnerNews, task: MailedTask): string {
  const words = mailWords(language);
  const say = words.changedLede;
  const due = dueInLede(language, task);
  if (news === 'extension-granted' || news === 'moved') return say[news](due);
  return news === 'relieved' ? say.relieved(namesOf(language, task.owners)) : say[news];
}

function dueInLede(language: Language, { due }: MailedTask): string {
  return due === null ? mailWords(language).noDue : dayInWords(language, due);
}

/** A link that opens an owner's page, with what there is to say of it. */
function linkParts(language: Language, url: string, isOwners: boolean): readonly LetterPart[] {
  const { link } = mailWords(language);
  return [
    { kind: 'link', label: isOwners ? link.act : link.read, url },
    text(isOwners ? link.private : link.privateRead),
  ];
}

function limitInSubject(language: Language, tasks: AssignmentMail['tasks']): string {
  const words = mailWords(language);
  const days = tasks.flatMap(({ task }) => task.due ?? []).toSorted();
  const [first] = days;
  if (first === undefined) return '';
  const isOne = days.length === tasks.length && new Set(days).size === 1;
  return isOne ? words.assigned.by(shortDay(language, first)) : words.assigned.from(shortDay(language, first));
}

/** The other parties, where there is more than whom it is to. */
function partyFacts(language: Language, { owners, supporters }: MailedTask): readonly Fact[] {
  const { fact } = mailWords(language);
  return [
    ...(owners.length + supporters.length > 1 ? [[fact.owners, namesOf(language, owners)] as const] : []),
    ...(supporters.length > 0 ? [[fact.supporters, namesOf(language, supporters)] as const] : []),
  ];
}

function supervisorFact(language: Language, { supervisor }: MailedTask): readonly Fact[] {
  return supervisor === null ? [] : [[mailWords(language).fact.supervisor, supervisor.name]];
}

function namesOf(language: Language, parties: readonly AssignedParty[]): string {
  const words = mailWords(language);
  const names = parties.map(({ name, lead }) => (lead && parties.length > 1 ? words.lead(name) : name));
  return shortened(names.join(words.separator), MAX_NAMES_CHARS);
}

/** As a whole day in a calendar; the same entry for good, so that a later letter moves it or takes it out. */
function limitOf({ id, due, what, updatedAt }: MailedTask, isCancelled: boolean): readonly CalendarLimit[] {
  if (due === null) return [];
  const summary = shortened(what, 150);
  return [{ kind: 'limit', uid: `task-${id}@gongbi`, changedAt: updatedAt, summary, due, isCancelled }];
}

function dueInWords(language: Language, { due, dueText }: MailedTask): string {
  return due === null ? shortened(dueText ?? mailWords(language).noDue, MAX_NAME_CHARS) : dayInWords(language, due);
}

function dayInWords(language: Language, date: LocalDate): string {
  const { year, month, day } = partsOf(date);
  return mailWords(language).day(year, month, day, weekdayOf(date));
}

function shortDay(language: Language, date: LocalDate): string {
  const { month, day } = partsOf(date);
  return mailWords(language).shortDay(month, day);
}

function whenInWords(language: Language, { isOver, days, isToday }: DueState): string {
  const say = mailWords(language).reminder;
  if (isOver) return say.over(days);
  if (isToday) return say.today;
  return days === 0 ? say.beforeWork : say.left(days);
}

function oneOf({ what }: MailedTask): string {
  return shortened(what, MAX_WHAT_CHARS);
}

type Fact = readonly [label: string, value: string];

function facts(rows: readonly Fact[]): LetterPart {
  return { kind: 'facts', rows: rows.map(([label, value]) => ({ label, value })) };
}

function text(words: string): LetterPart {
  return { kind: 'text', text: words };
}

function quote(words: string): LetterPart {
  return { kind: 'quote', text: shortened(words, 2 * MAX_WHAT_CHARS) };
}

/** Whatever somebody typed, within what the outbox takes: a letter that is cut is better than a change that is refused. */
export function bounded(letter: Letter): Letter {
  const cut = (words: string): string =>
    words.length <= MAX_PART_UNITS ? words : shortened(words, MAX_PART_UNITS / 2);
  const parts = letter.parts.map((part): LetterPart => {
    switch (part.kind) {
      case 'facts':
        return { ...part, rows: part.rows.map(({ label, value }) => ({ label, value: cut(value) })) };
      case 'link':
        return part;
      default:
        return { ...part, text: cut(part.text) };
    }
  });
  return { ...letter, parts };
}

function greeting(language: Language, name: string): LetterPart {
  return text(mailWords(language).greeting(shortened(name, MAX_NAME_CHARS)));
}

/** Characters may be two units each. */
function capped(subject: string): string {
  return subject.length <= MAX_SUBJECT_UNITS ? subject : shortened(subject, MAX_SUBJECT_UNITS / 2);
}

/** No pair of halves is torn. */
function shortened(words: string, max: number): string {
  const characters = [...words];
  return characters.length <= max ? words : `${characters.slice(0, max - 1).join('')}…`;
}
