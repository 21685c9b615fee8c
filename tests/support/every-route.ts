// Every route there is, for the tests that must leave none out. A route that is mounted and missing here turns them red.
import { accountRoutes } from '../../shared/api/account-routes.schema.ts';
import { archiveRoutes } from '../../shared/api/archive-routes.schema.ts';
import { bundleRoutes } from '../../shared/api/bundle-routes.schema.ts';
import { calendarRoutes } from '../../shared/api/calendar-routes.schema.ts';
import { checkInRoutes } from '../../shared/api/check-in-routes.schema.ts';
import { fileRoutes } from '../../shared/api/file-routes.schema.ts';
import { hallLookRoutes } from '../../shared/api/hall-look-routes.schema.ts';
import { holidayRoutes } from '../../shared/api/holiday-routes.schema.ts';
import { historyRoutes } from '../../shared/api/history-routes.schema.ts';
import { meetingRoutes } from '../../shared/api/meeting-routes.schema.ts';
import { minutesTemplateRoutes } from '../../shared/api/minutes-template-routes.schema.ts';
import { noteRoutes } from '../../shared/api/note-routes.schema.ts';
import { noticeRoutes } from '../../shared/api/notice-routes.schema.ts';
import { officeRoutes } from '../../shared/api/office-routes.schema.ts';
import { preparingRoutes } from '../../shared/api/preparing-routes.schema.ts';
import { registerRoutes } from '../../shared/api/register-routes.schema.ts';
import { rehearsalRoutes } from '../../shared/api/rehearsal-routes.schema.ts';
import { seriesRoutes } from '../../shared/api/series-routes.schema.ts';
import { stockPhraseRoutes } from '../../shared/api/stock-phrase-routes.schema.ts';
import { taskLetterRoutes } from '../../shared/api/task-letter-routes.schema.ts';
import { taskLinkRoutes } from '../../shared/api/task-link-routes.schema.ts';
import { paperRoutes } from '../../shared/api/paper-routes.schema.ts';
import { taskRoutes } from '../../shared/api/task-routes.schema.ts';
import type { RouteDefinition } from '../../shared/api/route.schema.ts';

export const EVERY_ROUTE: readonly RouteDefinition[] = [
  ...accountRoutes,
  ...archiveRoutes,
  ...checkInRoutes,
  ...fileRoutes,
  ...hallLookRoutes,
  ...holidayRoutes,
  ...historyRoutes,
  ...meetingRoutes,
  ...minutesTemplateRoutes,
  ...noteRoutes,
  ...noticeRoutes,
  ...officeRoutes,
  ...preparingRoutes,
  ...registerRoutes,
  ...rehearsalRoutes,
  ...seriesRoutes,
  ...stockPhraseRoutes,
  ...paperRoutes,
  ...bundleRoutes,
  ...taskRoutes,
  ...taskLinkRoutes,
  ...taskLetterRoutes,
  ...calendarRoutes,
];
