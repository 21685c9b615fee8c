// The one answer to "may they?": who asks, what they want to do, to what. Every door asks here (HTTP, both wires, screens,
// services, the command line) and so do the pages' disabled buttons. Pure: whoever asks has read the rows.
//
// 1. What is not allowed by name is denied: nobody, links and grants get what stands here and nothing else.
// 2. What someone may not even see reads as not existing: `not-found`, whether it is there or not.
// 3. A grant counts for its own body; what belongs to no body needs a grant for all.
// 4. A meeting in the trash is there only for those who may restore it, and only to be looked at and restored.
// 5. Only the newest version's desk can be written, while its meeting is open; the record never.
// 6. A link opens the screen it names, or the chair's page, or the door, and nothing else.
import { ok, refused, type Result } from '../lib/result.ts';
import { unreachable } from '../lib/assert.ts';
import type { EpochMs } from '../lib/time.ts';
import type { ActingUser } from './acting-user.ts';
import type { DocAddress, MeetingId, UserId } from './ids.ts';
import type { MeetingPhase } from './meeting.ts';
import { can, type Action } from './roles.ts';
import type * as actions from './roles.ts';

/** Someone signed in; rights come from the grants alone. */
export type Person = Pick<ActingUser, 'userId' | 'grants'>;

/** Whoever came by a link's token. */
export interface LinkHolder {
  readonly kind: 'link';
  /** What kind of page the link opens: `projector`, `view` … */
  readonly link: string;
  readonly meetingId: MeetingId;
  readonly screen: string;
}

/** Who asks; null is nobody: no credential, or one that is unknown, expired or revoked. */
export type Principal = Person | LinkHolder | null;

/** As much of a meeting as decides. */
export interface MeetingPlace {
  readonly bodyId: string | null;
  readonly phase: MeetingPhase;
  readonly version: number;
  readonly trashedAt: EpochMs | null;
}

/** The installation itself: accounts, sessions of others, every link, the audit log. */
export interface Office {
  readonly kind: 'office';
}

/** The account of one person, with its sessions and api tokens. */
export interface Own {
  readonly kind: 'own';
  readonly userId: UserId;
}

/** Where something is to be made: in a body, or (null) in none. */
export interface Body {
  readonly kind: 'body';
  readonly bodyId: string | null;
}

export interface OfMeeting {
  readonly kind: 'meeting';
  readonly meeting: MeetingPlace;
}

export interface OfDocument {
  readonly kind: 'document';
  readonly meeting: MeetingPlace;
  readonly address: Pick<DocAddress, 'version' | 'part'>;
}

export interface OfScreen {
  readonly kind: 'screen';
  readonly meeting: MeetingPlace & { readonly id: MeetingId };
  readonly screen: string;
}

/** What whoever chairs has before them. */
export interface OfChair {
  readonly kind: 'chair';
  readonly meeting: Pick<MeetingPlace, 'trashedAt'> & { readonly id: MeetingId };
}

/** Where people come in; the phase is left to whoever signs them in. */
export interface OfDoor {
  readonly kind: 'door';
  readonly meeting: Pick<MeetingPlace, 'trashedAt'> & { readonly id: MeetingId };
}

/** A sealed version. */
export interface OfArchive {
  readonly kind: 'archive';
  readonly archive: { readonly bodyId: string | null };
}

/** A file, through the meeting it belongs to. */
export interface OfFile {
  readonly kind: 'file';
  readonly meeting: MeetingPlace;
  /** Whether it stands in the public part of a sealed version: then whoever may read the archive may have it. */
  readonly isPublished: boolean;
}

/** Nothing in particular: whether there is any body where they may. Enough to turn away, never enough to let do. */
export interface Somewhere {
  readonly kind: 'somewhere';
  /** Absent = in any phase. */
  readonly phase?: MeetingPhase;
}

/** An action and what it can be about: others do not compile. */
export type Question =
  | readonly [actions.OfficeAction, Office]
  | readonly [actions.OwnAction, Own]
  | readonly [actions.BodyAction, Body]
  | readonly [actions.MeetingAction, OfMeeting]
  | readonly [actions.DocumentAction, OfDocument]
  | readonly [actions.ScreenAction, OfScreen]
  | readonly [actions.ChairAction, OfChair]
  | readonly [actions.DoorAction, OfDoor]
  | readonly [actions.FileAction, OfFile]
  | readonly ['archive.read' | 'export.internal', OfArchive]
  | readonly [Action, Somewhere];

/**
 * Why not. `not-signed-in`: nobody asks; `not-found`: they may not see it; `not-allowed` {action}: they may see it, their
 * role forbids it; `sealed` {version}, `not-archived`: their role allows it, the meeting's phase does not;
 * `access-read-only`: of this meeting they may write, this document they may not.
 */
export type Denial = 'not-signed-in' | 'not-found' | 'not-allowed' | 'sealed' | 'not-archived' | 'access-read-only';
export type Verdict = Result<null, Denial>;

export const SOMEWHERE: Somewhere = { kind: 'somewhere' };
export const OFFICE: Office = { kind: 'office' };

/** Kinds of link whose page shows a screen. */
const SCREEN_LINKS: ReadonlySet<string> = new Set(['projector', 'view']);
/** Those that lead to the door: a link, and the code on the screen. */
const DOOR_LINKS: ReadonlySet<string> = new Set(['checkin', 'code']);
/** What is left of a meeting in the trash. */
const IN_THE_TRASH: ReadonlySet<Action> = new Set<Action>(['meetings.list', 'meeting.read', 'meeting.restore']);

export function authorize(principal: Principal, ...[action, resource]: Question): Verdict {
  if (principal === null) return refused('not-signed-in');
  if (!('grants' in principal)) {
    return opens(principal, action, resource) ? ok(null) : refused('not-found');
  }
  switch (resource.kind) {
    case 'office':
      return byTable(principal, action, null);
    case 'own':
      return resource.userId === principal.userId ? ok(null) : refused('not-found');
    case 'body':
      return byTable(principal, action, resource.bodyId);
    case 'meeting':
      return ofMeeting(principal, action, resource.meeting);
    case 'document':
      return ofDocument(principal, action, resource);
    case 'screen':
    case 'chair':
    case 'door':
      return refused('not-found');
    case 'archive':
      return ofArchive(principal, action, resource.archive.bodyId);
    case 'file':
      return ofFile(principal, action, resource);
    case 'somewhere':
      return somewhere(principal, action, resource);
    default:
      return unreachable(resource);
  }
}

/** What `principal` may do with a document; null when they may not even read it. */
export function accessTo(principal: Principal, document: Omit<OfDocument, 'kind'>): 'write' | 'read' | null {
  const resource = { kind: 'document', ...document } as const;
  if (authorize(principal, 'desk.write', resource).ok) return 'write';
  return authorize(principal, 'desk.read', resource).ok ? 'read' : null;
}

/**
 * What a route or an event needs before anything of it runs: `anyone` even without a credential, `signed-in` any account,
 * an action: an account that may do it somewhere. What it may be done to is asked again, of the thing itself.
 */
export type Rule = 'anyone' | 'signed-in' | Action;

export function passes(principal: Principal, rule: Rule): Verdict {
  if (rule === 'anyone') return ok(null);
  if (rule !== 'signed-in') return authorize(principal, rule, SOMEWHERE);
  if (principal === null) return refused('not-signed-in');
  return 'grants' in principal ? ok(null) : refused('not-found');
}

function somewhere({ grants }: Person, action: Action, { phase }: Somewhere): Verdict {
  const may = action === 'account.self' || can(grants, action, phase === undefined ? {} : { phase });
  return may ? ok(null) : refused('not-allowed', { action });
}

function byTable({ grants }: Person, action: Action, bodyId: string | null): Verdict {
  return can(grants, action, { bodyId }) ? ok(null) : refused('not-allowed', { action });
}

function ofMeeting({ grants }: Person, action: Action, meeting: MeetingPlace): Verdict {
  const { bodyId, phase, version, trashedAt } = meeting;
  const isThere = trashedAt === null || (IN_THE_TRASH.has(action) && can(grants, 'meeting.restore', { bodyId }));
  if (!isThere || !sees(grants, action, meeting)) return refused('not-found');
  if (!can(grants, action, { bodyId })) return refused('not-allowed', { action });
  if (can(grants, action, { bodyId, phase })) return ok(null);
  return phase === 'archived' ? refused('sealed', { version }) : refused('not-archived');
}

/** The secretariat sees its meetings; readers know of archived ones, and may have what is sealed as a file. */
function sees(grants: Person['grants'], action: Action, { bodyId, phase, version }: MeetingPlace): boolean {
  if (can(grants, 'meeting.read', { bodyId })) return true;
  if (!can(grants, 'archive.read', { bodyId })) return false;
  const wasSealed = phase === 'archived' || version > 1;
  return (action === 'meetings.list' && phase === 'archived') || (action === 'meeting.export' && wasSealed);
}

function ofDocument({ grants }: Person, action: Action, { meeting, address }: OfDocument): Verdict {
  const { bodyId, phase, version, trashedAt } = meeting;
  const isThere = trashedAt === null && address.version <= version;
  if (!isThere || !can(grants, 'desk.read', { bodyId })) return refused('not-found');
  if (!can(grants, action, { bodyId })) return refused('not-allowed', { action });
  const isWritable = address.part === 'desk' && address.version === version;
  if (action === 'desk.write' && !isWritable) return refused('access-read-only');
  return can(grants, action, { bodyId, phase }) ? ok(null) : refused('sealed', { version });
}

function ofArchive({ grants }: Person, action: Action, bodyId: string | null): Verdict {
  if (!can(grants, 'archive.read', { bodyId })) return refused('not-found');
  return can(grants, action, { bodyId }) ? ok(null) : refused('not-allowed', { action });
}

function ofFile({ grants }: Person, action: Action, { meeting, isPublished }: OfFile): Verdict {
  const { bodyId, phase, version, trashedAt } = meeting;
  const isSecretariat = can(grants, 'meeting.read', { bodyId });
  const isSeen = isSecretariat || (isPublished && can(grants, 'archive.read', { bodyId }));
  if (trashedAt !== null || !isSeen) return refused('not-found');
  if (!can(grants, action, { bodyId })) return refused('not-allowed', { action });
  return can(grants, action, { bodyId, phase }) ? ok(null) : refused('sealed', { version });
}

function opens(holder: LinkHolder, action: Action, resource: Question[1]): boolean {
  if (resource.kind === 'screen') return action === 'screen.watch' && opensScreen(holder, resource);
  if (resource.kind !== 'door' && resource.kind !== 'chair') return false;
  const { kind, meeting } = resource;
  const isItsOwn = holder.meetingId === meeting.id && meeting.trashedAt === null;
  if (kind === 'chair') return isItsOwn && action === 'chair.watch' && holder.link === 'chair';
  return isItsOwn && action === 'roll.sign' && DOOR_LINKS.has(holder.link);
}

function opensScreen(holder: LinkHolder, { meeting, screen }: OfScreen): boolean {
  const isItsOwn = holder.meetingId === meeting.id && holder.screen === screen;
  return isItsOwn && SCREEN_LINKS.has(holder.link) && meeting.trashedAt === null;
}
