// A sealed snapshot as stored text, read back. Only the versions this program knows are read; the text itself is
// covered by its seal, so its inside is trusted here and checked by verification.
import { SNAPSHOT_VERSION, type MeetingSnapshot } from '../../shared/domain/snapshot.ts';

/** The snapshot in `text`; throws a fault when it is none or of a version this program does not know. */
export function parseStoredSnapshot(text: string): MeetingSnapshot {
  const value: unknown = JSON.parse(text);
  if (!isKnownSnapshot(value)) throw new Error('a sealed snapshot is of an unknown version');
  return value;
}

function isKnownSnapshot(value: unknown): value is MeetingSnapshot {
  return (
    typeof value === 'object' &&
    value !== null &&
    'snapshotVersion' in value &&
    value.snapshotVersion === SNAPSHOT_VERSION
  );
}
