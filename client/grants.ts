// What accounts may do, as rows of role and body: for editing them, for reading them, for the rule that somebody must
// stay to administer. The server decides all of it again.
import type { Account } from '../shared/api/account.schema.ts';
import type { Meeting } from '../shared/api/meeting.schema.ts';
import type { Body } from '../shared/api/preparing.schema.ts';
import { ROLES, type Role } from '../shared/domain/roles.ts';

export interface GrantRow {
  readonly role: Role;
  /** Null = all bodies. */
  readonly bodyId: string | null;
}

export interface BodyChoice {
  readonly id: string;
  /** Null for one that nobody has named yet. */
  readonly name: string | null;
  /** A meeting of it, by which a person knows what the id stands for; null for a body without meetings. */
  readonly example: string | null;
}

interface BodySources {
  readonly meetings: readonly Meeting[];
  readonly grants?: readonly GrantRow[];
  readonly named?: readonly Body[];
}

/** The bodies that have a name, by name; then those which only meetings or grants know. Each with its newest meeting. */
export function bodiesOf({ meetings, grants = [], named = [] }: BodySources): readonly BodyChoice[] {
  const newest = new Map<string, Meeting>();
  for (const meeting of meetings) {
    if (meeting.bodyId === null) continue;
    const known = newest.get(meeting.bodyId);
    if (known === undefined || known.updatedAt < meeting.updatedAt) newest.set(meeting.bodyId, meeting);
  }
  const granted = grants.flatMap(({ bodyId }) => (bodyId === null ? [] : [bodyId]));
  const unnamed = [...new Set([...newest.keys(), ...granted])].filter((id) => !named.some((body) => body.id === id));
  const example = (id: string): string | null => newest.get(id)?.title ?? null;
  return [
    ...named
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ id, name }) => ({ id, name, example: example(id) })),
    ...unnamed.sort().map((id) => ({ id, name: null, example: example(id) })),
  ];
}

/** What a person knows a body by: its name, else one of its meetings, else only that it has no name. */
export function bodyLabel(
  id: string,
  bodies: readonly BodyChoice[],
  say: { bodyOf(title: string): string; unnamed(id: string): string },
): string {
  const body = bodies.find((each) => each.id === id);
  if (body?.name != null) return body.name;
  return body?.example == null ? say.unnamed(id) : say.bodyOf(body.example);
}

/** The same role for the same body once more says nothing, and the server refuses it. */
export function repeatsItself(grants: readonly GrantRow[]): boolean {
  return new Set(grants.map(({ role, bodyId }) => `${role} ${bodyId ?? ''}`)).size < grants.length;
}

/** A row for a body that has none yet, or null when each has one. */
export function nextGrant(grants: readonly GrantRow[], bodies: readonly BodyChoice[]): GrantRow | null {
  const free = [null, ...bodies.map(({ id }) => id)].find((id) => grants.every(({ bodyId }) => bodyId !== id));
  return free === undefined ? null : { role: 'notetaker', bodyId: free };
}

/** Most rights first, all bodies before single ones. */
export function inOrder(grants: readonly GrantRow[]): readonly GrantRow[] {
  const weight = ({ role, bodyId }: GrantRow): number => ROLES.indexOf(role) + (bodyId === null ? 0 : ROLES.length);
  return [...grants].sort((a, b) => weight(a) - weight(b));
}

export function sameGrants(a: readonly GrantRow[], b: readonly GrantRow[]): boolean {
  const keys = (rows: readonly GrantRow[]): string =>
    JSON.stringify(rows.map(({ role, bodyId }) => `${role} ${bodyId ?? ''}`).sort());
  return keys(a) === keys(b);
}

/** Whoever can add and change accounts: administrators of all bodies who can sign in. */
export function isAdministrator(account: Pick<Account, 'disabled' | 'grants'>): boolean {
  return !account.disabled && account.grants.some(({ role, bodyId }) => role === 'admin' && bodyId === null);
}
