// Sealing and reopening meetings, finding and verifying what was sealed; snapshots and files of a meeting.
import * as archiveRoute from '../../../shared/api/archive-routes.schema.ts';
import * as meetingRoute from '../../../shared/api/meeting-routes.schema.ts';
import type { ArchiveId, MeetingId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { ArchiveService } from '../../services/archive.ts';
import type { ExportService } from '../../services/export.ts';
import type { MeetingService } from '../../services/meetings.ts';
import type { SearchService } from '../../services/search.ts';
import { route, type Route } from '../route.ts';

export interface ArchiveRouteOptions {
  readonly archive: ArchiveService;
  readonly search: SearchService;
  readonly exports: ExportService;
  readonly meetings: MeetingService;
}

export function archiveRoutes({ archive, search, exports, meetings }: ArchiveRouteOptions): readonly Route[] {
  return [
    route(archiveRoute.archiveMeeting, ({ actor, params, body }) =>
      archive.archive(actor, brand<MeetingId>(params.id), { override: body.override }),
    ),
    route(archiveRoute.reopenMeeting, async ({ actor, params, body }) => {
      const reopened = await archive.reopen(actor, brand<MeetingId>(params.id), body.reason);
      return reopened.ok ? meetings.read(actor, params.id) : reopened;
    }),
    route(archiveRoute.searchArchive, async ({ actor, query }) => {
      return search.search(actor, query);
    }),
    route(archiveRoute.readArchive, ({ actor, params }) => archive.entry(actor, brand<ArchiveId>(params.id))),
    route(archiveRoute.verifyArchive, ({ actor, params }) => archive.verify(actor, brand<ArchiveId>(params.id))),

    route(meetingRoute.readSnapshot, async ({ actor, params, query }) => {
      const snapshot = await meetings.snapshot(actor, params.id, query.audience);
      return snapshot.ok ? ok({ ...snapshot.value }) : snapshot;
    }),
    route(meetingRoute.exportMeeting, ({ actor, params, query }) =>
      exports.exportMeeting(actor, { meetingId: params.id, format: params.format, ...query }),
    ),
  ];
}
