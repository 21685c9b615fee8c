// The history of a task in sentences: promised, moved, reported, by whom. What this page does not know yet is said as a change.
import type { TaskHistoryEntry } from '../shared/api/task.schema.ts';
import type { Calendar } from './calendar.ts';
import type { Words } from './i18n.svelte.ts';
import { partiesInWords } from './task-words.ts';

interface Telling {
  readonly words: Words;
  readonly calendar: Pick<Calendar, 'day' | 'noonOf'>;
}

/** Who it was; an owner who came by their link is told from the accounts of the house. */
export function handInWords({ by }: TaskHistoryEntry, words: Words): string {
  return by.kind === 'owner' ? words.register.tasks.story.hand(by.name) : by.name;
}

/** What they did, to stand after their name. */
export function deedInWords(entry: TaskHistoryEntry, { words, calendar }: Telling): string {
  const say = words.register.tasks.story;
  const { text = null, reason, due = null } = entry;
  const why = reason ?? '';
  const day = due === null ? null : calendar.day(calendar.noonOf(due));
  switch (entry.kind) {
    case 'assigned':
      return promiseInWords(entry, day, words);
    case 'accepted':
    case 'begun':
    case 'resumed':
    case 'standing':
      return say[entry.kind];
    case 'reported':
      return say.reported(text ?? '');
    case 'submitted':
      return text === null ? say.submitted : say.submittedWith(text);
    case 'closed':
      return text === null ? say.closed : say.closedWith(text);
    case 'returned':
    case 'reopened':
    case 'paused':
    case 'cancelled':
    case 'extension-refused':
      return say[entry.kind](why);
    case 'extension-asked':
      return say['extension-asked'](day ?? '', why);
    case 'extension-granted':
      return say['extension-granted'](day ?? '');
    case 'due-moved':
      if (day === null) return say.undated;
      return why === '' ? say.moved(day) : say.movedWith(day, why);
    case 'handed-over':
      return say['handed-over'](partiesInWords(entry.owners ?? [], words));
    case 'supervised':
      return entry.supervisor ? say.supervised(entry.supervisor.name) : say.unsupervised;
    default:
      return say.unknown;
  }
}

function promiseInWords({ owners = [], dueText }: TaskHistoryEntry, day: string | null, words: Words): string {
  const say = words.register.tasks.story;
  const names = partiesInWords(owners, words);
  if (day !== null) return say.promised(names, day);
  return dueText ? say.assigned(names, dueText) : say.to(names);
}
