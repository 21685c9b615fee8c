// What can be done to a task from its page: which facts each act asks for, what is sent for it, and what takes it back. Whether
// it may be done is said by the server, with the task.
import type { MoveTask, PartyIn, TaskParty, TaskWithHistory } from '../shared/api/task.schema.ts';
import { EMAIL } from '../shared/domain/register.ts';
import type { TaskAction } from '../shared/domain/task-life.ts';
import { unreachable } from '../shared/lib/assert.ts';

/** What a form may hold, whatever the act. */
export interface ActDraft {
  readonly text: string;
  readonly reason: string;
  /** `YYYY-MM-DD`; '' = none. */
  readonly due: string;
  readonly meeting: string;
  /** Names, several with commas between them. */
  readonly owners: string;
  readonly supporters: string;
  /** Id of an account; '' = nobody. */
  readonly supervisor: string;
  /** Ids of files that were sent in for it. */
  readonly files: readonly string[];
}

export type ActField = Exclude<keyof ActDraft, 'files'>;
/** `must`: nothing is sent without it. */
export type ActFields = { readonly [F in ActField]?: 'must' | 'may' };

/** The form of each act; null where there is nothing to ask. */
export const ACT_FIELDS: Readonly<Record<TaskAction, ActFields | null>> = {
  ...{ accept: null, resume: null, 'keep-up': null },
  report: { text: 'must' },
  submit: { text: 'may' },
  close: { text: 'may' },
  'ask-extension': { due: 'must', reason: 'must' },
  ...{ return: { reason: 'must' }, 'refuse-extension': { reason: 'must' } },
  ...{ pause: { reason: 'must' }, reopen: { reason: 'must' } },
  'grant-extension': { due: 'must' },
  'move-due': { due: 'may', reason: 'may' },
  cancel: { meeting: 'must', reason: 'must' },
  'hand-over': { owners: 'must', supporters: 'may' },
  supervise: { supervisor: 'may' },
};

/** The first things that are done, the rest behind them. */
const MAIN: readonly TaskAction[] = [
  ...(['close', 'grant-extension', 'return', 'refuse-extension', 'accept', 'resume', 'report', 'submit'] as const),
  ...(['ask-extension', 'reopen'] as const),
];

/** In the order they are offered. */
export function actsInOrder(actions: readonly TaskAction[]): {
  readonly main: readonly TaskAction[];
  readonly more: readonly TaskAction[];
} {
  return { main: MAIN.filter((act) => actions.includes(act)), more: actions.filter((act) => !MAIN.includes(act)) };
}

/** What a form holds when it opens. */
export function draftFor(action: TaskAction, task: TaskWithHistory): ActDraft {
  const granted = action === 'grant-extension' ? (task.asked?.due ?? '') : '';
  return {
    ...{ text: '', reason: '', meeting: '' },
    due: action === 'move-due' ? (task.due ?? '') : granted,
    owners: namesOf(task.owners.toSorted((a, b) => Number(b.lead) - Number(a.lead))),
    supporters: namesOf(task.supporters),
    supervisor: task.supervisor?.id ?? '',
    files: [],
  };
}

/** Fields that are still to be filled in. */
export function missingFrom(action: TaskAction, draft: ActDraft): readonly ActField[] {
  const fields = ACT_FIELDS[action] ?? {};
  const isField = (name: string): name is ActField => name !== 'files' && Object.hasOwn(draft, name);
  return Object.keys(fields).filter(
    (name): name is ActField => isField(name) && fields[name] === 'must' && draft[name].trim() === '',
  );
}

/** What is sent. Owners that are named already keep what is known of them. */
export function moveFrom(action: TaskAction, draft: ActDraft, task: TaskWithHistory): MoveTask {
  const [text, reason, day] = [orNull(draft.text), draft.reason.trim(), orNull(draft.due)];
  switch (action) {
    case 'accept':
    case 'resume':
    case 'keep-up':
      return { action };
    case 'report':
      return { action, text: text ?? '', files: [...draft.files] };
    case 'submit':
    case 'close':
      return { action, text, files: [...draft.files] };
    case 'ask-extension':
      return { action, due: draft.due, reason };
    case 'return':
    case 'refuse-extension':
    case 'pause':
    case 'reopen':
      return { action, reason };
    case 'grant-extension':
      return { action, due: day };
    case 'move-due':
      return { action, due: day, dueText: day === task.due ? task.dueText : null, reason: orNull(reason) };
    case 'cancel':
      return { action, meetingId: draft.meeting, reason };
    case 'hand-over': {
      const known = [...task.owners, ...task.supporters];
      const owners = partiesIn(draft.owners, known);
      const led = owners.map((owner, at) => ({ ...owner, lead: owners.length > 1 && at === 0 }));
      return { action, owners: led, supporters: partiesIn(draft.supporters, known) };
    }
    case 'supervise':
      return { action, supervisor: orNull(draft.supervisor) };
    default:
      return unreachable(action);
  }
}

/** What takes `move` back, given how the task stood before it; null where nothing does. `reason`: why, where one is asked for. */
export function takesBack(move: MoveTask, before: TaskWithHistory, reason: string): MoveTask | null {
  switch (move.action) {
    case 'close':
      return { action: 'reopen', reason };
    case 'pause':
      return { action: 'resume' };
    case 'resume':
      return { action: 'pause', reason };
    case 'move-due':
      return { action: 'move-due', due: before.due, dueText: before.dueText, reason };
    case 'supervise':
      return { action: 'supervise', supervisor: before.supervisor?.id ?? null };
    default:
      return null;
  }
}

/** Names of a line; one with an e-mail behind it is an outsider. */
function partiesIn(line: string, known: readonly TaskParty[]): PartyIn[] {
  return line
    .split(/[、，,;；\n]/u)
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each): PartyIn => {
      const [, bare = '', address = ''] = /^(.+?)[\s（(<]+(\S+@[^\s）)>]+)[）)>]?$/u.exec(each) ?? [];
      if (EMAIL.test(address)) return { name: bare, kind: 'outsider', email: address, lead: false, personId: null };
      const same = known.find(({ name }) => name === each);
      return {
        ...{ name: each, lead: false, kind: same?.kind ?? 'named' },
        ...{ email: same?.email ?? null, personId: same?.personId ?? null },
      };
    });
}

function namesOf(parties: readonly TaskParty[]): string {
  return parties.map(({ name }) => name).join('、');
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
