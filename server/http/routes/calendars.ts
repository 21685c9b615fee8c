// Calendars that subscribe. Their tokens stand in no log, as no path does.
import { createHash } from 'node:crypto';
import * as routes from '../../../shared/api/calendar-routes.schema.ts';
import { ok, type Result } from '../../../shared/lib/result.ts';
import type { CalendarFeed } from '../../../shared/api/calendar.schema.ts';
import type { RefusalCode } from '../../../shared/domain/errors.ts';
import type { CalendarService } from '../../services/calendars.ts';
import { etagOf } from '../etag.ts';
import { route, streamRoute, type Route } from '../route.ts';

export function calendarRoutes({ calendars }: { readonly calendars: CalendarService }): readonly Route[] {
  return [
    route(routes.listOwnCalendars, async ({ actor }) =>
      listed(await calendars.list(actor, { kind: 'account', id: actor.userId })),
    ),
    route(routes.createOwnCalendar, ({ actor }) => calendars.create(actor, { kind: 'account', id: actor.userId })),
    route(routes.listBodyCalendars, async ({ actor, params }) =>
      listed(await calendars.list(actor, { kind: 'body', id: params.id })),
    ),
    route(routes.createBodyCalendar, ({ actor, params }) => calendars.create(actor, { kind: 'body', id: params.id })),
    route(routes.listPersonCalendars, async ({ actor, params }) =>
      listed(await calendars.list(actor, { kind: 'person', id: params.id })),
    ),
    route(routes.createPersonCalendar, ({ actor, params }) =>
      calendars.create(actor, { kind: 'person', id: params.id }),
    ),
    route(routes.revokeCalendar, ({ actor, params }) => calendars.revoke(actor, params.id)),
    streamRoute(routes.readCalendarFeed, async ({ params, callerAddress, headers }, { response }) => {
      const file = await calendars.feed(params.token, callerAddress);
      if (!file.ok) return file;
      const etag = etagOf(createHash('sha256').update(file.value).digest('base64url'));
      response.set({ 'Cache-Control': 'private, max-age=300', ETag: etag, 'X-Content-Type-Options': 'nosniff' });
      if (headers['if-none-match']?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)) {
        response.status(304).end();
        return ok(null);
      }
      response.set({ 'Content-Type': 'text/calendar; charset=utf-8' });
      response.end(file.value);
      return ok(null);
    }),
  ];
}

function listed(answer: Result<readonly CalendarFeed[], RefusalCode>) {
  return answer.ok ? ok({ calendars: [...answer.value] }) : answer;
}
