// What leaves the house: the list, a mail to try the settings with, another try.
import * as routes from '../../../shared/api/notice-routes.schema.ts';
import type { NoticeService } from '../../services/notices.ts';
import { route, type Route } from '../route.ts';

export function noticeRoutes({ notices }: { readonly notices: NoticeService }): readonly Route[] {
  return [
    route(routes.listNotices, ({ actor, query }) => notices.list(actor, query)),
    route(routes.sendTestMail, ({ actor, body }) => notices.sendTest(actor, body)),
    route(routes.retryNotices, ({ actor }) => notices.retryAll(actor)),
    route(routes.retryNotice, ({ actor, params }) => notices.retry(actor, params.id)),
  ];
}
