// What of the register of tasks is looked at, as the address of its page says it: links, Back and reloading show the same.
import { TASK_STATES, type TaskState } from '../shared/domain/task-history.ts';

/** Which of them by how they stand: those somebody has to do something about, those that are late or soon are, one state. */
export type TaskShow = 'open' | 'all' | 'overdue' | 'soon' | TaskState;
const SHOWN: readonly TaskShow[] = ['open', 'all', 'overdue', 'soon', ...TASK_STATES];
const VIEWS = ['table', 'board', 'timeline'] as const;
export type TaskView = (typeof VIEWS)[number];

export interface TaskWish {
  readonly show: TaskShow;
  /** Ids and words; '' = any. */
  readonly body: string;
  readonly meeting: string;
  readonly owner: string;
  readonly text: string;
  /** Only those that the one signed in supervises. */
  readonly mine: boolean;
  readonly view: TaskView;
}

export const NO_TASK_WISH: TaskWish = {
  ...{ show: 'open', body: '', meeting: '', owner: '', text: '', mine: false, view: 'table' },
};
const OVER: readonly TaskState[] = ['closed', 'cancelled'];
const MAX_TEXT = 100;
/** Of each page after the first: whoever reads on reads far. */
const MORE = 200;

/** What an address asks for; what it says that means nothing is left aside. */
export function taskWishOf(query: URLSearchParams): TaskWish {
  const text = (name: string): string => (query.get(name) ?? '').trim().slice(0, MAX_TEXT);
  return {
    show: SHOWN.find((each) => each === query.get('show')) ?? 'open',
    view: VIEWS.find((each) => each === query.get('view')) ?? 'table',
    ...{ body: text('body'), meeting: text('meeting'), owner: text('owner'), text: text('q') },
    mine: query.has('mine'),
  };
}

export function taskAddress({ show, body, meeting, owner, text, mine, view }: TaskWish): string {
  const query = new URLSearchParams();
  if (show !== 'open') query.set('show', show);
  if (body !== '') query.set('body', body);
  if (meeting !== '') query.set('meeting', meeting);
  if (owner !== '') query.set('owner', owner);
  if (text !== '') query.set('q', text);
  if (mine) query.set('mine', '1');
  if (view !== 'table') query.set('view', view);
  return query.size === 0 ? '/tasks' : `/tasks?${query.toString()}`;
}

/** Whether anything but the way they stand narrows the list. */
export function isNarrowed({ body, meeting, owner, text, mine }: TaskWish): boolean {
  return mine || [body, meeting, owner, text].some((each) => each !== '');
}

/** The query of `GET /tasks`. `me`: id of the account. */
export function taskQueryOf(wish: TaskWish, me: string, cursor: string | null): string {
  const query = new URLSearchParams();
  for (const name of ['body', 'meeting', 'owner', 'text'] as const) if (wish[name] !== '') query.set(name, wish[name]);
  if (wish.mine) query.set('supervisor', me);
  if (wish.show === 'overdue' || wish.show === 'soon') query.set('urgency', wish.show);
  else if (wish.show !== 'all') query.set('state', statesOf(wish.show).join(','));
  if (cursor !== null) {
    query.set('cursor', cursor);
    query.set('limit', String(MORE));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

function statesOf(show: 'open' | TaskState): readonly TaskState[] {
  return show === 'open' ? TASK_STATES.filter((state) => !OVER.includes(state)) : [show];
}
