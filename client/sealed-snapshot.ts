// The content of a sealed version as the server sends it: checked for the version of its shape before anything draws it.
import { SNAPSHOT_VERSION, type MeetingSnapshot } from '../shared/domain/snapshot.ts';

/** The snapshot, or null when it is of no shape that this page knows. */
export function readSealedSnapshot(value: unknown): MeetingSnapshot | null {
  if (typeof value !== 'object' || value === null) return null;
  const known = 'snapshotVersion' in value && value.snapshotVersion === SNAPSHOT_VERSION;
  const whole = ['facts', 'people', 'agenda', 'tasks', 'decisions'].every((field) => field in value);
  // The digest that the page shows was computed over this very value; a sealed snapshot is never edited by hand.
  return known && whole ? (value as MeetingSnapshot) : null;
}

/** A digest as people compare it: its first 16 characters in groups of four. */
export function fingerprintOf(digest: string): string {
  return (digest.slice(0, 16).match(/.{1,4}/g) ?? []).join(' ');
}
