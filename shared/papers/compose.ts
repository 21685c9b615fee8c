// A paper of a meeting by its kind, for whoever prints it; and which there are, for whoever chooses one. Papers that leave the
// house are composed from what the public may know, whoever asks for them.
import { outwardSnapshot } from '../domain/publish.ts';
import type { MeetingSnapshot, SnapshotItem } from '../domain/snapshot.ts';
import type { Decision, DeskTask } from '../domain/task.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import type { LocalDate } from '../lib/time.ts';
import { agendaPaper } from './agenda-paper.ts';
import { articlePaper } from './article.ts';
import { attendancePaper } from './attendance-paper.ts';
import { cardsPaper, letterPaper } from './ceremony-papers.ts';
import { excerptPaper, isPassed, resolutionPaper } from './decision-papers.ts';
import {
  formatsOf,
  hasAddressee,
  isOutward,
  MISSING_FACTS,
  PAPER_KINDS,
  subjectOf,
  type MissingFact,
  type PaperFormat,
  type PaperKind,
} from './kinds.ts';
import { minutesPaper } from './minutes-paper.ts';
import type { PaperOptions } from './minutes-sections.ts';
import { noticePaper } from './notice-paper.ts';
import type { Paper } from './paper.ts';
import { pressNotePaper } from './press-note.ts';
import { recordPaper } from './record-paper.ts';
import { signInPaper } from './sign-in-paper.ts';
import { taskTablePaper, type TaskProgress } from './task-table-paper.ts';

export interface PaperOrder {
  readonly kind: PaperKind;
  /** Of a paper about one thing: its id; null = the only one there is. */
  readonly subject: string | null;
  /** To whom it is made out. */
  readonly to: string | null;
  /** 席卡: firm and post below the name. */
  readonly withPosts: boolean;
}

export interface ComposeOptions extends PaperOptions {
  readonly today: LocalDate;
  /** How tasks stand; null = that is not to be told. */
  readonly progress: TaskProgress | null;
}

/** What may be chosen: a paper about one thing has `subjects` to choose from, any other null. */
export interface PaperOffer {
  readonly kind: PaperKind;
  readonly formats: readonly PaperFormat[];
  readonly subjects: readonly { readonly id: string; readonly name: string }[] | null;
  readonly missing: MissingFact | null;
}

type Composed = Result<Paper, 'paper-missing'>;

/** For the audience of `snapshot`. Refusal: `paper-missing` {fact}. */
export function composePaper(order: PaperOrder, snapshot: MeetingSnapshot, options: ComposeOptions): Composed {
  const open = isOutward(order.kind) ? outwardSnapshot(snapshot) : snapshot;
  if (isNameless(order.kind, snapshot)) return missing('title');
  switch (order.kind) {
    case 'minutes':
      return ok(minutesPaper(open, options));
    case 'record':
      return ok(recordPaper(open, options));
    case 'notice':
      return ok(noticePaper(open, options));
    case 'agenda':
      return orMissing(agendaPaper(open, options), 'agenda');
    case 'sign-in':
      return ok(signInPaper(open, options));
    case 'cards':
      return orMissing(cardsPaper(open, { ...options, withPosts: order.withPosts }), 'people');
    case 'attendance':
      return orMissing(attendancePaper(open, options), 'attendance');
    case 'task-table':
      return orMissing(
        taskTablePaper(open, options, options.progress),
        open.tasks.some(isWorded) ? 'unconfirmed' : 'tasks',
      );
    case 'article':
      return open.agenda.length === 0 ? missing('agenda') : ok(articlePaper(open, options));
    case 'press-note':
      return open.agenda.length === 0 ? missing('agenda') : ok(pressNotePaper(open, options));
    case 'letter':
    case 'decision':
    case 'excerpt':
      return aboutOne(order, { whole: snapshot, open }, options);
  }
}

/** Their sentences say which meeting it is; of one without a name there would be holes in them. */
function isNameless(kind: PaperKind, { facts }: MeetingSnapshot): boolean {
  return (kind === 'minutes' || kind === 'record' || kind === 'notice') && facts.title.trim() === '';
}

function isWorded({ what }: DeskTask): boolean {
  return what.trim() !== '';
}

function orMissing(paper: Paper | null, fact: MissingFact): Composed {
  return paper === null ? missing(fact) : ok(paper);
}

function missing(fact: MissingFact): Composed {
  return refused('paper-missing', { fact });
}

interface Sides {
  readonly whole: MeetingSnapshot;
  readonly open: MeetingSnapshot;
}

function aboutOne(order: PaperOrder, { whole, open }: Sides, options: ComposeOptions): Composed {
  const { kind, to } = order;
  if (kind === 'letter') {
    const item = theOne(appointmentsIn(open), appointmentsIn(whole), order.subject, 'appointment');
    return item.ok ? orMissing(letterPaper(item.value, open, options), 'appointment') : item;
  }
  const decisions = decisionsIn(open);
  const passed = decisions.filter(isPassed);
  // Without a question, what was not adopted is not meant.
  const asked = order.subject === null && passed.length > 0 ? passed : decisions;
  const decision = theOne(asked, decisionsIn(whole), order.subject, 'decision');
  if (!decision.ok) return decision;
  if (!isPassed(decision.value)) return missing('passed');
  return hasAddressee(kind)
    ? ok(excerptPaper(decision.value, open, { ...options, to }))
    : ok(resolutionPaper(decision.value, open, options));
}

/** The one that was asked for, among those that may leave the house; without a question the only one that may. */
function theOne<One extends { readonly id: string }>(
  open: readonly One[],
  all: readonly One[],
  subject: string | null,
  none: MissingFact,
): Result<One, 'paper-missing'> {
  const [first, second] = open;
  const found = subject === null ? (second === undefined ? first : undefined) : open.find(({ id }) => id === subject);
  if (found !== undefined) return ok(found);
  if (all.length === 0) return refused('paper-missing', { fact: none });
  const isInside = subject === null ? open.length === 0 : all.some(({ id }) => id === subject);
  return refused('paper-missing', { fact: (isInside ? 'inside' : 'subject') satisfies MissingFact });
}

function appointmentsIn({ agenda }: MeetingSnapshot): readonly SnapshotItem[] {
  return agenda.filter(
    ({ ceremony }) =>
      ceremony?.kind === 'appointment' && ceremony.appointee.trim() !== '' && ceremony.post.trim() !== '',
  );
}

function decisionsIn({ decisions }: MeetingSnapshot): readonly Decision[] {
  return decisions.filter(({ wording }) => wording.trim() !== '');
}

/**
 * Those of which there is none say what is missing. `whole`: all that whoever asks may read; of what it holds and the audience of
 * `snapshot` may not, the reason is told.
 */
export function paperOffers(
  snapshot: MeetingSnapshot,
  options: ComposeOptions,
  whole: MeetingSnapshot = snapshot,
): readonly PaperOffer[] {
  const open = outwardSnapshot(whole);
  return PAPER_KINDS.map((kind) => {
    const subjects = subjectsOf(kind, open);
    const source = isOutward(kind) ? whole : snapshot;
    const missing = subjects === null ? told(lackOf(kind, source, options), whole) : noSubject(kind, { whole, open });
    return { kind, formats: formatsOf(kind), subjects, missing: subjects?.length ? null : missing };
  });
}

/** Of decisions only those that were adopted. */
function subjectsOf(kind: PaperKind, open: MeetingSnapshot): PaperOffer['subjects'] {
  switch (subjectOf(kind)) {
    case 'decision':
      return decisionsIn(open)
        .filter(isPassed)
        .map(({ id, wording }) => ({ id, name: wording.trim() }));
    case 'appointment':
      return appointmentsIn(open).map(({ id, ceremony, title }) => ({
        id,
        name: ceremony?.kind === 'appointment' ? ceremony.appointee.trim() : title,
      }));
    case null:
      return null;
  }
}

/** Minutes and record are not composed for this: they lack no more than a name, and cost the most. */
function lackOf(kind: PaperKind, snapshot: MeetingSnapshot, options: ComposeOptions): MissingFact | null {
  if (kind === 'minutes' || kind === 'record') return isNameless(kind, snapshot) ? 'title' : null;
  const tried = composePaper({ kind, subject: null, to: null, withPosts: false }, snapshot, options);
  return tried.ok ? null : (MISSING_FACTS.find((fact) => fact === tried.data['fact']) ?? null);
}

function told(missing: MissingFact | null, whole: MeetingSnapshot): MissingFact | null {
  return missing === 'tasks' && whole.tasks.some(isWorded) ? 'tasks-inside' : missing;
}

function noSubject(kind: PaperKind, { whole, open }: Sides): MissingFact {
  if (kind === 'letter') return appointmentsIn(whole).length > 0 ? 'inside' : 'appointment';
  if (decisionsIn(open).length > 0) return 'passed';
  return decisionsIn(whole).length > 0 ? 'inside' : 'decision';
}
