// What roles are for: grants, actions, and the one permission table. `authority.ts` alone reads the table; every door asks
// there.
import type { BodyId } from './ids.ts';
import type { MeetingPhase } from './meeting.ts';

export type Role = 'admin' | 'secretary' | 'notetaker' | 'reader';
export const ROLES: readonly Role[] = ['admin', 'secretary', 'notetaker', 'reader'];

/** `bodyId: null` grants for all bodies. */
export interface Grant {
  readonly role: Role;
  readonly bodyId: BodyId | null;
}

/** About the whole installation: only a grant for all bodies counts. */
export type OfficeAction =
  | 'bodies.manage'
  | 'accounts.manage'
  | 'sessions.manage'
  | 'links.oversee'
  /** What leaves the house, whether it did, and having it tried again. */
  | 'notices.oversee'
  | 'audit.read';
/** About what is one's own: password, sessions, api tokens. Being the one it belongs to is all it takes. */
export type OwnAction = 'account.self';
/** About no meeting yet, or about none in particular. */
export type BodyAction =
  | 'meeting.create'
  | 'bodies.list'
  | 'templates.list'
  | 'templates.manage'
  /** People, terms, seats and the charter's rules of a body; of no body: everybody in the house's register. */
  | 'register.read'
  | 'register.manage'
  /** Tasks that were handed out: to see them and note what their owners say; to hand out, follow up and close them. */
  | 'tasks.read'
  | 'tasks.manage'
  /** What a body means to talk about some day: to see it, to write it down. */
  | 'topics.read'
  | 'topics.manage';
export type MeetingAction =
  /** To have it in one's list. */
  | 'meetings.list'
  | 'meeting.read'
  | 'meeting.edit'
  | 'meeting.phase'
  | 'meeting.trash'
  | 'meeting.restore'
  | 'meeting.archive'
  | 'meeting.reopen'
  /** To have it as a file: as it stands for the secretariat, as it was sealed for readers. */
  | 'meeting.export'
  /** One's own notes beside it; nobody has anybody else's. */
  | 'notes.own'
  | 'links.manage'
  | 'screen.operate'
  /** Who is in the room, and who waits at its door. */
  | 'roll.keep'
  /** To hand out what its desk has noted down; after it was sealed too. */
  | 'tasks.assign'
  | 'export.internal';
export type DocumentAction = 'desk.read' | 'desk.write';
/** By link only: no role opens the screens' wire. */
export type ScreenAction = 'screen.watch';
/** By link only: what whoever chairs has before them. */
export type ChairAction = 'chair.watch';
/** By code or link only: to say that one is here. */
export type DoorAction = 'roll.sign';
export type FileAction = 'file.read' | 'file.write';
export type ArchiveAction = 'archive.search' | 'archive.read';

export type Action =
  | OfficeAction
  | OwnAction
  | BodyAction
  | MeetingAction
  | DocumentAction
  | ScreenAction
  | ChairAction
  | DoorAction
  | FileAction
  | ArchiveAction;

/** What an action is about: the body (null = of no body; absent = any) and the phase (absent = any). */
export interface Circumstance {
  readonly bodyId?: string | null;
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
  /** What it is about belongs to no body, so that a grant for one body does not reach it. */
  readonly office?: true;
}

/** The whole table. A reader sees published and sealed public versions, never a live desk (contract.md, Credentials). */
const TABLE: Readonly<Record<Action, Permission>> = {
  'accounts.manage': { roles: ['admin'], office: true },
  'sessions.manage': { roles: ['admin'], office: true },
  'links.oversee': { roles: ['admin'], office: true },
  'notices.oversee': { roles: ['admin'], office: true },
  'audit.read': { roles: ['admin'], office: true },
  'account.self': { roles: EVERYONE },
  'bodies.manage': { roles: STEERING, office: true },
  'bodies.list': { roles: EVERYONE },
  'templates.list': { roles: STEERING },
  'templates.manage': { roles: STEERING },
  'register.read': { roles: SECRETARIAT },
  'register.manage': { roles: STEERING },
  'meeting.create': { roles: STEERING },
  'meetings.list': { roles: EVERYONE },
  'meeting.read': { roles: SECRETARIAT },
  'meeting.edit': { roles: STEERING, phases: OPEN },
  'meeting.phase': { roles: STEERING, phases: OPEN },
  'meeting.trash': { roles: STEERING, phases: OPEN },
  'meeting.restore': { roles: STEERING, phases: OPEN },
  'meeting.archive': { roles: STEERING, phases: OPEN },
  'meeting.reopen': { roles: STEERING, phases: ['archived'] },
  'meeting.export': { roles: EVERYONE },
  'notes.own': { roles: SECRETARIAT },
  'links.manage': { roles: STEERING },
  'screen.operate': { roles: SECRETARIAT, phases: OPEN },
  'roll.keep': { roles: SECRETARIAT, phases: OPEN },
  'tasks.assign': { roles: STEERING },
  'tasks.read': { roles: SECRETARIAT },
  'tasks.manage': { roles: STEERING },
  'topics.read': { roles: SECRETARIAT },
  'topics.manage': { roles: SECRETARIAT },
  'export.internal': { roles: SECRETARIAT },
  'desk.read': { roles: SECRETARIAT },
  'desk.write': { roles: SECRETARIAT, phases: OPEN },
  'screen.watch': { roles: [] },
  'chair.watch': { roles: [] },
  'roll.sign': { roles: [] },
  'file.read': { roles: EVERYONE },
  'file.write': { roles: SECRETARIAT, phases: OPEN },
  'archive.search': { roles: EVERYONE },
  'archive.read': { roles: EVERYONE },
};

/**
 * Whether the table lets someone holding `grants` do `action`. A grant counts when it is for all bodies, or for the very
 * body of the circumstance. Asked by authority.ts only: what may be seen at all, the trash, documents and links are
 * decided there.
 */
export function can(grants: readonly Grant[], action: Action, circumstance: Circumstance = {}): boolean {
  const permission = TABLE[action];
  const { bodyId, phase } = circumstance;
  if (permission.phases && phase !== undefined && !permission.phases.includes(phase)) return false;
  return grants.some((grant) => permission.roles.includes(grant.role) && reaches(grant, permission, bodyId));
}

function reaches(grant: Grant, permission: Permission, bodyId: string | null | undefined): boolean {
  if (grant.bodyId === null) return true;
  return !permission.office && (bodyId === undefined || grant.bodyId === bodyId);
}
