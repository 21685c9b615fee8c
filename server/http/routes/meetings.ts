// Meetings: making, reading, changing, phases, the trash.
import * as routes from '../../../shared/api/meeting-routes.schema.ts';
import type { Meeting } from '../../../shared/api/meeting.schema.ts';
import type { RefusalCode } from '../../../shared/domain/errors.ts';
import { ok, type Result } from '../../../shared/lib/result.ts';
import type { EpochMs } from '../../../shared/lib/time.ts';
import type { CommandService } from '../../services/execute.ts';
import type { MeetingService } from '../../services/meetings.ts';
import type { WriterService } from '../../services/writers.ts';
import { etagOf, expectedRevisions } from '../etag.ts';
import { route, type Route } from '../route.ts';

export interface MeetingRouteOptions {
  readonly meetings: MeetingService;
  readonly commands: CommandService;
  readonly writers: WriterService;
  /** A fresh id for a command that came without one. */
  readonly newCommandId: () => string;
  readonly now: () => EpochMs;
}

export function meetingRoutes({
  meetings,
  commands,
  writers,
  newCommandId,
  now,
}: MeetingRouteOptions): readonly Route[] {
  return [
    route(routes.listMeetings, async ({ actor, query }) => {
      const listed = await meetings.list(actor, { trashed: query.trashed === 'true' });
      return listed.ok ? ok({ meetings: [...listed.value] }) : listed;
    }),
    route(routes.createMeeting, async ({ actor, body, setHeader }) =>
      tagged(await meetings.create(actor, body), setHeader),
    ),
    route(routes.importMeeting, async ({ actor, body, setHeader }) =>
      tagged(await meetings.import(actor, body), setHeader),
    ),
    route(routes.readMeeting, async ({ actor, params, setHeader }) =>
      tagged(await meetings.read(actor, params.id), setHeader),
    ),
    route(routes.listWriters, async ({ actor, params }) => {
      const listed = await writers.list(actor, params.id);
      return listed.ok ? ok({ writers: [...listed.value] }) : listed;
    }),
    route(routes.patchMeeting, async ({ actor, params, body, ifMatch, setHeader }) =>
      tagged(await meetings.patch(actor, params.id, body, expectedRevisions(ifMatch)), setHeader),
    ),
    route(routes.changePhase, async ({ actor, params, body, setHeader }) => {
      const request = { id: newCommandId(), meetingId: params.id, kind: 'meeting.phase', data: body, claimedAt: now() };
      const done = await commands.execute(actor, request);
      return done.ok ? tagged(await meetings.read(actor, params.id), setHeader) : done;
    }),
    route(routes.trashMeeting, ({ actor, params }) => meetings.trash(actor, params.id)),
    route(routes.restoreMeeting, async ({ actor, params, setHeader }) =>
      tagged(await meetings.restore(actor, params.id), setHeader),
    ),
  ];
}

/** The same answer, its revision also as ETag. */
function tagged(
  answer: Result<Meeting, RefusalCode>,
  setHeader: (name: string, value: string) => void,
): Result<Meeting, RefusalCode> {
  if (answer.ok) setHeader('ETag', etagOf(answer.value.revision));
  return answer;
}
