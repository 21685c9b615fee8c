// What a signed-in person may do with one of a meeting's documents. The wires ask here; the table is in domain/roles.
import { principalOf } from '../../shared/domain/acting-user.ts';
import type { BodyId, DocAddress } from '../../shared/domain/ids.ts';
import { can } from '../../shared/domain/roles.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { MeetingRow } from '../ports.ts';
import type { Actor } from './actor.ts';

/** `principal` is how journal and claims name the person. */
export interface DocumentAccess {
  readonly principal: string;
  readonly access: 'write' | 'read';
}

/**
 * Null when `actor` may not even read. Only the newest version's desk can be written; everything else is for reading,
 * the record always.
 */
export function documentAccess(actor: Actor, meeting: MeetingRow, address: DocAddress): DocumentAccess | null {
  if (meeting.trashedAt !== null || address.version > meeting.version) return null;
  const bodyId = meeting.bodyId === null ? null : brand<BodyId>(meeting.bodyId);
  const circumstance = { bodyId, phase: meeting.phase };
  if (!can(actor.grants, 'desk.read', circumstance)) return null;
  const isNewest = address.part === 'desk' && address.version === meeting.version;
  const access = isNewest && can(actor.grants, 'desk.write', circumstance) ? 'write' : 'read';
  return { principal: principalOf(actor), access };
}
