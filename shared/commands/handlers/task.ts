// Handing tasks out (交办): what the desk has noted down becomes what somebody owes. From then on the register of tasks alone
// says how it stands; the record keeps what was promised.
import { MAX_QUOTE } from '../../domain/anchor.ts';
import type { RefusalCode } from '../../domain/errors.ts';
import type { AssignedTaskId, CommandId, TaskId } from '../../domain/ids.ts';
import type { DeskTask, TaskParty } from '../../domain/task.ts';
import type { AssignedParty } from '../../domain/task-history.ts';
import { brand } from '../../lib/brand.ts';
import { ok, refused, type Refused, type Result } from '../../lib/result.ts';
import type { HandedOut, MeetingEvent } from '../event.ts';
import type { ClaimedAssignment } from '../task.schema.ts';
import type { Circumstances, Desk, Witnessed } from '../witnessed.ts';

/**
 * Those handed out before are left as they are: asking again hands nothing out twice. Refusals: `invalid`, by the place of the
 * task (there is none, it has no words, no owner, an address is missing, before the meeting).
 */
export function assignTasks(
  { phase, tasks, assigned, listed, supervisors }: Pick<Witnessed, 'phase'> & Desk,
  command: { readonly id: CommandId; readonly tasks: readonly ClaimedAssignment[] },
  { actor, now }: Circumstances,
): Result<readonly MeetingEvent[], RefusalCode> {
  if (phase === 'prepare') return invalid('data', 'before-the-meeting');
  const handedOut: HandedOut[] = [];
  const named = new Set<TaskId>(assigned);
  for (const [at, claimed] of command.tasks.entries()) {
    if (named.has(claimed.task)) continue;
    named.add(claimed.task);
    const task = tasks.get(claimed.task);
    const path = `data.tasks.${at}`;
    if (task === undefined) return invalid(`${path}.task`, 'unknown-task');
    const fault = faultOf(task, claimed);
    if (fault !== null) return invalid(`${path}.${fault.path}`, fault.code);
    const supervisor = claimed.supervisor === null ? null : (supervisors.get(claimed.supervisor) ?? undefined);
    if (supervisor === undefined) return invalid(`${path}.supervisor`, 'unknown-account');
    const partyOf = (party: TaskParty): AssignedParty => assignedParty(party, { claimed, listed });
    handedOut.push({
      ...{ id: brand<AssignedTaskId>(`${command.id}-${at}`), task: task.id, itemId: task.itemId },
      ...{ what: task.what.trim(), due: task.due, dueText: task.dueText, supervisor },
      reportLine: task.reportLine ? lineOf(task.reportLine) : null,
      ...{ owners: task.owners.map(partyOf), supporters: task.supporters.map(partyOf) },
    });
  }
  return ok(handedOut.length === 0 ? [] : [{ kind: 'tasks-assigned', tasks: handedOut, at: now, by: actor.userId }]);
}

function lineOf({ itemId, rowId, quote }: NonNullable<DeskTask['reportLine']>): HandedOut['reportLine'] {
  return { itemId, rowId, text: quote.slice(0, MAX_QUOTE) };
}

interface Fault {
  readonly path: string;
  readonly code: string;
}

function faultOf({ what, owners, supporters }: DeskTask, { parties }: ClaimedAssignment): Fault | null {
  if (what.trim() === '') return { path: 'task', code: 'no-words' };
  if (owners.length === 0) return { path: 'task', code: 'no-owner' };
  const keys = new Set([...owners, ...supporters].map(({ key }) => key));
  // In both lists the same key would be two parties under one name.
  if (keys.size < owners.length + supporters.length) return { path: 'task', code: 'owner-supports' };
  const at = parties.findIndex(({ key, kind, email }) => !keys.has(key) || (kind === 'outsider' && email === null));
  if (at < 0) return null;
  return parties[at]?.kind === 'outsider' && keys.has(parties[at].key)
    ? { path: `parties.${at}.email`, code: 'no-address' }
    : { path: `parties.${at}.key`, code: 'unknown-party' };
}

function assignedParty(
  { key, name, lead }: TaskParty,
  { claimed, listed }: { readonly claimed: ClaimedAssignment; readonly listed: Desk['listed'] },
): AssignedParty {
  const said = claimed.parties.find((party) => party.key === key);
  const onList = listed.get(key);
  const kind = said?.kind ?? (onList === undefined ? 'named' : 'person');
  return {
    ...{ key, name, lead, kind, email: said?.email ?? null },
    personId: kind === 'person' ? (onList?.personId ?? null) : null,
  };
}

function invalid(path: string, code: string): Refused<'invalid'> {
  return refused('invalid', { errors: [{ path, code }] });
}
