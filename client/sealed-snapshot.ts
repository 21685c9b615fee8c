// The content of a sealed version as the server sends it: checked for the version of its shape before anything draws it.
import { SNAPSHOT_VERSION, type MeetingSnapshot } from '../shared/domain/snapshot.ts';

/** The snapshot, or null when it is of no shape that this page knows. */
export function readSealedSnapshot(value: unknown): MeetingSnapshot | null {
  return isSnapshot(value) ? value : null;
}

/** The version and the roots are looked at, no more: the digest beside the sheet is over this very value. */
function isSnapshot(value: unknown): value is MeetingSnapshot {
  if (typeof value !== 'object' || value === null) return false;
  const known = 'snapshotVersion' in value && value.snapshotVersion === SNAPSHOT_VERSION;
  return known && ['facts', 'people', 'agenda', 'tasks', 'decisions'].every((field) => field in value);
}

/** A digest as people compare it: its first 16 characters in groups of four. */
export function fingerprintOf(digest: string): string {
  return (digest.slice(0, 16).match(/.{1,4}/g) ?? []).join(' ');
}
