// The one command that moves a meeting between its phases, as a page needs it answered.
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { MeetingPhase } from '../../shared/domain/meeting.ts';
import type { MeetingState } from './meeting.svelte.ts';

/** What stood in the way: a refusal of the server, or the command waited too long for a connection. */
export type PhaseObstacle =
  { readonly code: RefusalCode; readonly data: Readonly<Record<string, unknown>> } | 'expired';

/** Null once the server has moved it. */
export async function changePhase(
  meeting: MeetingState,
  to: MeetingPhase,
  reason?: string,
): Promise<PhaseObstacle | null> {
  const answer = await meeting.execute('meeting.phase', { to, ...(reason === undefined ? {} : { reason }) });
  if (answer.ok) return null;
  return answer.code === 'expired' ? 'expired' : { code: answer.code, data: answer.data };
}
