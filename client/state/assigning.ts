// Handing tasks of the desk out: which can be, what each lacks, what each owner will get, and the one command that does it.
// Nothing is kept here.
import { EMAIL } from '../../shared/domain/register.ts';
import type { TaskId } from '../../shared/domain/ids.ts';
import type { DeskTask, TaskParty } from '../../shared/domain/task.ts';
import type { MeetingState } from './meeting.svelte.ts';

const MAX_OWNERS = 20;

/** What stands in the way of one task; a limit may be missing. */
export type AssignFault = 'noWords' | 'noOwner' | null;

export function assignFault({ what, owners }: Pick<DeskTask, 'what' | 'owners'>): AssignFault {
  if (what.trim() === '') return 'noWords';
  return owners.length === 0 ? 'noOwner' : null;
}

/**
 * Owners by their names: whoever owned it before keeps their key, whoever is on the list of people is named by theirs. Of several one
 * leads, and nobody both owns and supports.
 */
export function ownersFrom(
  { people, newId }: Pick<MeetingState, 'people' | 'newId'>,
  task: Pick<DeskTask, 'owners' | 'supporters'>,
  names: readonly string[],
): Pick<DeskTask, 'owners' | 'supporters'> {
  const keyOf = (name: string): string =>
    [...task.owners, ...task.supporters].find((party) => party.name === name)?.key ??
    people.find((each) => each.name === name)?.id ??
    newId();
  const leader = task.owners.find(({ name, lead }) => lead && names.includes(name))?.name ?? names[0];
  const owners = names.slice(0, MAX_OWNERS).map((name) => ({
    ...{ key: keyOf(name), name },
    lead: names.length > 1 && name === leader,
  }));
  return { owners, supporters: task.supporters.filter(({ name }) => !names.includes(name)) };
}

/** What one owner or supporter gets: their own tasks alone. */
export interface OwnersShare {
  readonly name: string;
  readonly tasks: readonly DeskTask[];
  /** Those they only support. */
  readonly supported: readonly DeskTask[];
}

/** Owners in the order they first appear, then who only supports; who bears the same name is one. */
export function sharesOf(tasks: readonly DeskTask[]): readonly OwnersShare[] {
  const namesIn = (role: 'owners' | 'supporters') => tasks.flatMap((task) => task[role].map(({ name }) => name));
  return [...new Set([...namesIn('owners'), ...namesIn('supporters')])].map((name) => {
    const bears = (role: 'owners' | 'supporters') => (task: DeskTask) => task[role].some((each) => each.name === name);
    const own = tasks.filter(bears('owners'));
    return { name, tasks: own, supported: tasks.filter((task) => !own.includes(task) && bears('supporters')(task)) };
  });
}

/** Names whose address is none; an empty one is left out. */
export function badAddresses(addresses: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set(
    [...addresses].flatMap(([name, address]) => (address.trim() === '' || EMAIL.test(address.trim()) ? [] : [name])),
  );
}

/** The data of `task.assign`. Whoever has an address is an outsider; of the others the list of people tells. */
export function assignData(
  tasks: readonly DeskTask[],
  addresses: ReadonlyMap<string, string>,
  supervisorOf: (task: TaskId) => string | null,
): { readonly tasks: readonly object[] } {
  const outsider = ({ key, name }: TaskParty) => {
    const email = (addresses.get(name) ?? '').trim();
    return email === '' ? [] : [{ key, kind: 'outsider', email }];
  };
  return {
    tasks: tasks.map(({ id, owners, supporters }) => ({
      ...{ task: id, parties: [...owners, ...supporters].flatMap(outsider), supervisor: supervisorOf(id) },
    })),
  };
}

/** Places among the tasks of a refused command, as its refusal names them (`data.tasks.3.…`). */
export function refusedPlaces(data: Readonly<Record<string, unknown>>): ReadonlySet<number> {
  const paths = [...JSON.stringify(data['errors'] ?? []).matchAll(/tasks\.(\d+)/gu)];
  return new Set(paths.map(([, place]) => Number(place)));
}
