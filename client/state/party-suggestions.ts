// Names a task may be given to, as this meeting knows them: whose work was reported, who has tasks, the people.
import type { MeetingState } from './meeting.svelte.ts';

const MOST = 200;

/** Each name once: bodies of the work report first, then owners of other tasks, then people. */
export function partySuggestions(meeting: Pick<MeetingState, 'items' | 'tasks' | 'people'>): readonly string[] {
  const bodies = meeting.items.flatMap((item) => item.report.map((row) => row.owner));
  const owners = meeting.tasks.flatMap((task) => task.owners.map((owner) => owner.name));
  const people = meeting.people.map((person) => person.name);
  return [...new Set([...bodies, ...owners, ...people])].filter((name) => name.trim() !== '').slice(0, MOST);
}
