// 决议 and its extract (决议摘编, for 抄告): one decision that the meeting adopted, as a paper of its own, or for one addressee with
// that decision, what it needs to be understood, and the tasks that fall to the addressee. Outward: of one that belongs to an
// internal item there is neither.
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { isUnconfirmedTask, type Decision } from '../domain/task.ts';
import { documentTitle } from '../i18n/format.ts';
import { nameKeyOf } from '../lib/fold-name.ts';
import type { LocalDate } from '../lib/time.ts';
import { minutesWords, taskSentence, type PaperOptions } from './minutes-sections.ts';
import type { Part, TextPaper } from './paper.ts';
import { dayText, meetingDay, meetingName, paragraph, plainPaper, sheetWords } from './sheet-parts.ts';

/** Whether it stands: what was put off or turned down is no resolution. */
export function isPassed({ outcome }: Pick<Decision, 'outcome'>): boolean {
  return outcome === 'adopted' || outcome === 'adopted_in_principle';
}

export function resolutionPaper(decision: Decision, snapshot: MeetingSnapshot, options: PaperOptions): TextPaper {
  const words = sheetWords(options);
  const name = meetingName(snapshot.facts);
  const title = words.resolutionTitle(name, matterOf(decision, snapshot, options));
  const day = meetingDay(snapshot, options) ?? words.blankDay;
  const seen = snapshot.room?.seen.find(({ itemId }) => itemId === decision.itemId);
  const isTold = seen !== undefined && seen.needed !== null && seen.met;
  return {
    ...plainPaper(snapshot, options),
    title,
    parts: [
      { kind: 'title', text: title },
      { kind: 'subtitle', text: words.passedOn(day, (snapshot.facts.shortTitle ?? '').trim() || name) },
      ...(isTold ? [paragraph(words.quorum(seen.seats, seen.present))] : []),
      paragraph(toldOf(decision, options)),
      signatureOf(snapshot.facts.organisation?.trim() || words.blank, day),
    ],
  };
}

export function excerptPaper(
  decision: Decision,
  snapshot: MeetingSnapshot,
  options: PaperOptions & { readonly to: string | null; readonly today: LocalDate },
): TextPaper {
  const words = sheetWords(options);
  const name = meetingName(snapshot.facts);
  const title = words.excerptTitle((snapshot.facts.shortTitle ?? '').trim() || name);
  const issuedOn = snapshot.minutesDraft?.issue.issuedOn ?? options.today;
  const organisation = snapshot.facts.organisation?.trim() ?? '';
  return {
    ...plainPaper(snapshot, options),
    title,
    parts: [
      { kind: 'title', text: title },
      { kind: 'addressee', text: words.addressee(options.to ?? words.blank) },
      paragraph(words.excerptOpening(meetingDay(snapshot, options) ?? '', name)),
      paragraph(words.excerptDecision(toldOf(decision, options))),
      ...tasksFor(decision, snapshot, options),
      signatureOf(organisation === '' ? words.blank : words.secretariat(organisation), dayText(issuedOn, options)),
    ],
  };
}

/** What the item is about, as a document where it is one; '' when that is not known. */
function matterOf({ itemId }: Decision, { agenda }: MeetingSnapshot, options: PaperOptions): string {
  const item = agenda.find(({ id }) => id === itemId);
  const matter = item === undefined ? '' : sheetWords(options).matter(item.title.trim());
  const isDocument =
    options.locale === 'zh-CN' &&
    /(?:章程|办法|规定|制度|规则|细则|方案|报告|计划|预算|决算)(?:（[^）]*）)?$/u.test(matter);
  return isDocument ? documentTitle(matter) : matter;
}

function toldOf({ wording, outcome }: Decision, { locale }: PaperOptions): string {
  const words = minutesWords(locale);
  const said = words.decisions[outcome ?? 'adopted'](wording.trim());
  return /[。.！!]$/u.test(said) ? said : `${said}${words.stop}`;
}

/** Tasks of the same item that name the addressee; without an addressee none, since nobody knows whose they would be. */
function tasksFor(
  { itemId }: Decision,
  { tasks, facts }: MeetingSnapshot,
  options: PaperOptions & { readonly to: string | null },
): readonly Part[] {
  const to = nameKeyOf(options.to ?? '');
  if (to === '' || itemId === null) return [];
  const theirs = tasks.filter(
    (task) =>
      task.itemId === itemId &&
      !isUnconfirmedTask(task) &&
      task.what.trim() !== '' &&
      [...task.owners, ...task.supporters].some(({ name }) => nameKeyOf(name) === to),
  );
  if (theirs.length === 0) return [];
  const sentences = theirs.map((task) => taskSentence(task, { ...options, from: facts.plannedStart }));
  return [paragraph(sheetWords(options).excerptTasks(sentences))];
}

function signatureOf(name: string, date: string): Part {
  return { kind: 'signature', name, date, sealed: true };
}
