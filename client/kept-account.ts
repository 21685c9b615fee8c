// Who was signed in last on this device, for opening their meetings while the server is away. Holds names and roles, no
// key to anything: what the server lets them do is decided by their cookie when it is back.
import type { Account } from '../shared/api/account.schema.ts';
import { ROLES } from '../shared/domain/roles.ts';
import { forget, recall, remember } from './memory.ts';

const MEMORY_KEY = 'gongbi.account';

export function keepAccount(account: Account): void {
  remember(MEMORY_KEY, JSON.stringify(account));
}

/** Signing out, and a session that the server has ended. */
export function forgetAccount(): void {
  forget(MEMORY_KEY);
}

/** Null when nobody was, when storage is forbidden, or when another version wrote it. */
export function keptAccount(): Account | null {
  try {
    const kept: unknown = JSON.parse(recall(MEMORY_KEY) ?? 'null');
    return isAccount(kept) ? kept : null;
  } catch {
    // Damaged: as if nobody had been here.
    return null;
  }
}

function isAccount(value: unknown): value is Account {
  return (
    isRecord(value) &&
    [value['id'], value['username'], value['displayName']].every((text) => typeof text === 'string') &&
    typeof value['disabled'] === 'boolean' &&
    Array.isArray(value['grants']) &&
    value['grants'].every(isGrant)
  );
}

function isGrant(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { role, bodyId } = value;
  return ROLES.some((known) => known === role) && (bodyId === null || typeof bodyId === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
