// What is said of a task in a line: who it is with, how many working days are left.
import type { Task, TaskParty } from '../shared/api/task.schema.ts';
import { CHINA_HOLIDAYS } from '../shared/domain/china-holidays.ts';
import { STATES_WITH_LIMIT } from '../shared/domain/task-life.ts';
import { workCalendar, workingDaysBetween } from '../shared/domain/working-days.ts';
import { parseLocalDate } from '../shared/lib/time.ts';
import type { Words } from './i18n.svelte.ts';

const CALENDAR = workCalendar(CHINA_HOLIDAYS);

/** Lead first, and called so where there are several. */
export function partiesInWords(parties: readonly TaskParty[], words: Words): string {
  return namedParties(parties, words)
    .map(({ name }) => name)
    .join(words.common.listSeparator);
}

/** The same one by one, with the page of whoever is of the register; null for all others. */
export function namedParties(
  parties: readonly TaskParty[],
  words: Words,
): readonly { readonly key: string; readonly name: string; readonly href: string | null }[] {
  const ordered = parties.toSorted((a, b) => Number(b.lead) - Number(a.lead));
  return ordered.map(({ key, name, lead, personId }) => ({
    key,
    name: lead && parties.length > 1 ? words.register.tasks.leads(name) : name,
    href: personId === null ? null : `/register/people/${personId}`,
  }));
}

/** How many working days are left or over; '' where no limit can be missed. `today`: the server's day. */
export function daysInWords(
  { due, state }: Pick<Task, 'due' | 'state'>,
  today: string,
  { register: { tasks: say } }: Words,
): string {
  const [limit, day] = [due === null ? null : parseLocalDate(due), parseLocalDate(today)];
  if (limit === null || day === null || !STATES_WITH_LIMIT.includes(state)) return '';
  if (limit === day) return say.dueToday;
  const days = workingDaysBetween(day, limit, CALENDAR);
  if (limit > day) return days === 0 ? say.dueBeforeWork : say.left(days);
  return days === 0 ? say.justOver : say.over(-days);
}
