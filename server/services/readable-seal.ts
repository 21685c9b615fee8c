// Which sealed version of a meeting somebody may read: the secretariat each of its bodies', readers the newest and no other. What was
// published by mistake is put right by opening the meeting again and sealing it anew; for readers the earlier version is gone then.
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { Archives, ArchiveSummary } from '../register-ports.ts';

type Seal = Pick<ArchiveSummary, 'meetingId' | 'bodyId' | 'version'>;

export function maySeeInside(actor: ActingUser, archive: Pick<Seal, 'bodyId'>): boolean {
  return authorize(actor, 'export.internal', { kind: 'archive', archive }).ok;
}

export async function mayReadSeal(
  archives: Pick<Archives, 'ofMeeting'>,
  actor: ActingUser,
  seal: Seal,
): Promise<boolean> {
  if (!authorize(actor, 'archive.read', { kind: 'archive', archive: seal }).ok) return false;
  if (maySeeInside(actor, seal)) return true;
  const newest = await newestSeal(archives, seal.meetingId);
  return newest === null || newest.version <= seal.version;
}

/** The one that readers may have, if they may have any; null = the meeting was never sealed. */
export async function newestSeal(
  archives: Pick<Archives, 'ofMeeting'>,
  meetingId: MeetingId,
): Promise<ArchiveSummary | null> {
  return newestOf(await archives.ofMeeting(meetingId));
}

export function newestOf(seals: readonly ArchiveSummary[]): ArchiveSummary | null {
  return seals.reduce<ArchiveSummary | null>((best, seal) => (best && best.version > seal.version ? best : seal), null);
}
