// The papers that a meeting has, by the name that addresses and pages call them: which of them are about one thing, and as what
// files each may be had. How they are composed is in compose.ts; pages need no more than this.

/** In the order in which a meeting needs them: before it, in it, after it. */
export const PAPER_KINDS = [
  ...(['notice', 'agenda', 'sign-in', 'cards', 'letter'] as const),
  ...(['minutes', 'record', 'decision', 'excerpt', 'task-table', 'attendance'] as const),
  ...(['article', 'press-note'] as const),
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export const PAPER_FORMATS = ['docx', 'pdf', 'xlsx', 'ics', 'html', 'txt'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** What is printed can be had as a Word file and a PDF; lists as workbooks too, a notice for calendars, what is pasted elsewhere as text. */
export function formatsOf(kind: PaperKind): readonly PaperFormat[] {
  switch (kind) {
    case 'notice':
      return ['docx', 'pdf', 'ics'];
    case 'sign-in':
    case 'attendance':
    case 'task-table':
      return ['docx', 'pdf', 'xlsx'];
    case 'article':
    case 'press-note':
      return ['docx', 'pdf', 'html', 'txt'];
    default:
      return ['docx', 'pdf'];
  }
}

/** A paper about one thing is ordered with its id: a decision's, or that of the item that appoints somebody. */
export type PaperSubjectKind = 'decision' | 'appointment';

export function subjectOf(kind: PaperKind): PaperSubjectKind | null {
  if (kind === 'letter') return 'appointment';
  return kind === 'decision' || kind === 'excerpt' ? 'decision' : null;
}

/** Whether it is made out to somebody (`to`). */
export function hasAddressee(kind: PaperKind): boolean {
  return kind === 'excerpt';
}

/** Papers that leave the house whoever asks for them: nothing internal is ever in them, in either edition. */
export function isOutward(kind: PaperKind): boolean {
  return kind !== 'minutes' && kind !== 'record' && kind !== 'task-table' && kind !== 'attendance';
}

/** The standard's look, or that of the body's own template. */
export const PAPER_LOOKS = ['own', 'standard'] as const;
export type PaperLook = (typeof PAPER_LOOKS)[number];

/** Whether a body may give it a look of its own. */
export function hasOwnLook(kind: PaperKind, format: PaperFormat): boolean {
  return kind === 'minutes' && format === 'docx';
}

/**
 * What a meeting lacks of what a paper takes; `unconfirmed`: it has tasks, but none that the public may read yet; `tasks-inside`: all
 * that it has belong to internal items; `subject`: it was not said of what, or that is gone; `template`: its body has none of its
 * own.
 */
export const MISSING_FACTS = [
  ...([
    'title',
    'people',
    'agenda',
    'appointment',
    'decision',
    'passed',
    'tasks',
    'unconfirmed',
    'tasks-inside',
    'attendance',
    'time',
    'inside',
    'subject',
    'template',
  ] as const),
] as const;
export type MissingFact = (typeof MISSING_FACTS)[number];
