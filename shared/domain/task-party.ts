// Who an owner is over all their tasks. A link opens the tasks of one identity, so two people must never share one.
import { foldName, nameKeyOf } from '../lib/fold-name.ts';
import type { AssignedTaskId, MeetingId } from './ids.ts';
import type { AssignedParty, Parties } from './task-history.ts';

/** Where a party was named. */
interface PartyPlace {
  readonly id: AssignedTaskId;
  readonly bodyId: string | null;
  readonly meetingId: MeetingId | null;
}

/**
 * 1. Somebody of the register is that person, wherever they owe something.
 * 2. Others are their address: whatever is sent to it, its readers read anyway.
 * 3. A committee or an organisation is its name, within one body.
 * 4. Whoever is a name only may have a namesake: they are known within the meeting whose list has them, or this task.
 */
function identityOf(party: AssignedParty, { id, bodyId, meetingId }: PartyPlace): string {
  const { kind, key, name, email, personId } = party;
  if (personId !== null) return `person~${personId}`;
  if (email !== null) return `mail~${foldName(email)}`;
  if (kind === 'committee' || kind === 'organisation') return `unit~${bodyId ?? ''}~${nameKeyOf(name)}`;
  return kind === 'person' && meetingId !== null ? `listed~${meetingId}~${key}` : `task~${id}~${key}`;
}

/** By key, of all that a task names. */
export function identitiesOf({ owners, supporters }: Parties, place: PartyPlace): ReadonlyMap<string, string> {
  return new Map([...owners, ...supporters].map((party) => [party.key, identityOf(party, place)]));
}
