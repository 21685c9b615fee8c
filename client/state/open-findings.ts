// What is still open in a meeting before it is archived, read from this page's own replicas.
import { readiness, type Finding } from '../../shared/domain/readiness.ts';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import type { MeetingState } from './meeting.svelte.ts';

/** The same list the server will make, as far as this page has heard. */
export function openFindings(meeting: MeetingState): readonly Finding[] {
  const { desk, record, id, version } = meeting;
  return readiness(buildSnapshot({ desk, record, meetingId: id, version, audience: 'internal' }));
}
