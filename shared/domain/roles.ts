// Who may do what: grants and the one permission table. Every door (HTTP, sockets, CLI, disabled buttons) asks `can`.
import type { BodyId } from './ids.ts';
import type { MeetingPhase } from './meeting.ts';

export type Role = 'admin' | 'secretary' | 'notetaker' | 'reader';
export const ROLES: readonly Role[] = ['admin', 'secretary', 'notetaker', 'reader'];

/** `bodyId: null` grants for all bodies. */
export interface Grant {
  readonly role: Role;
  readonly bodyId: BodyId | null;
}

export type Action =
  | 'accounts.manage'
  | 'tokens.manage'
  | 'meetings.list'
  | 'meeting.create'
  | 'meeting.read'
  | 'meeting.edit'
  | 'meeting.phase'
  | 'meeting.trash'
  | 'meeting.archive'
  | 'meeting.reopen'
  | 'desk.read'
  | 'desk.write'
  | 'file.read'
  | 'file.write'
  | 'links.manage'
  | 'screen.operate'
  | 'archive.search'
  | 'archive.read'
  | 'export.internal';

/** What an action is about: the meeting's body (null = of no body) and phase; absent for actions on no meeting. */
export interface Circumstance {
  readonly bodyId?: BodyId | null;
  readonly phase?: MeetingPhase;
}

const SECRETARIAT: readonly Role[] = ['admin', 'secretary', 'notetaker'];
const STEERING: readonly Role[] = ['admin', 'secretary'];
const EVERYONE: readonly Role[] = ROLES;
const OPEN: readonly MeetingPhase[] = ['prepare', 'live', 'follow-up'];

interface Permission {
  readonly roles: readonly Role[];
  /** Absent = in every phase. */
  readonly phases?: readonly MeetingPhase[];
}

/** The whole table. A reader sees published and sealed public versions, never a live desk (contract.md, Credentials). */
const TABLE: Readonly<Record<Action, Permission>> = {
  'accounts.manage': { roles: ['admin'] },
  'tokens.manage': { roles: EVERYONE },
  'meetings.list': { roles: EVERYONE },
  'meeting.create': { roles: STEERING },
  'meeting.read': { roles: SECRETARIAT },
  'meeting.edit': { roles: STEERING, phases: OPEN },
  'meeting.phase': { roles: STEERING, phases: OPEN },
  'meeting.trash': { roles: STEERING, phases: OPEN },
  'meeting.archive': { roles: STEERING, phases: OPEN },
  'meeting.reopen': { roles: STEERING, phases: ['archived'] },
  'desk.read': { roles: SECRETARIAT },
  'desk.write': { roles: SECRETARIAT, phases: OPEN },
  'file.read': { roles: SECRETARIAT },
  'file.write': { roles: SECRETARIAT, phases: OPEN },
  'links.manage': { roles: STEERING },
  'screen.operate': { roles: SECRETARIAT, phases: OPEN },
  'archive.search': { roles: EVERYONE },
  'archive.read': { roles: EVERYONE },
  'export.internal': { roles: SECRETARIAT },
};

/**
 * Whether someone holding `grants` may do `action`. A grant counts when it is for all bodies, or for the very body of
 * the circumstance; an action on no meeting needs only the role.
 */
export function can(grants: readonly Grant[], action: Action, circumstance: Circumstance = {}): boolean {
  const permission = TABLE[action];
  const { bodyId, phase } = circumstance;
  if (permission.phases && phase !== undefined && !permission.phases.includes(phase)) return false;
  return grants.some(
    (grant) =>
      permission.roles.includes(grant.role) &&
      (grant.bodyId === null || bodyId === undefined || grant.bodyId === bodyId),
  );
}
