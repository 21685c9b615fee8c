// The snapshot itself as a file, for programs: the same value that HTTP gives and the archive seals.
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';

export function jsonFile(snapshot: MeetingSnapshot): string {
  return `${JSON.stringify(snapshot, null, 2)}\n`;
}
