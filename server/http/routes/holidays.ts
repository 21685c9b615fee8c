// The house's holidays: read, written down a year at a time, taken back.
import * as routes from '../../../shared/api/holiday-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { HolidayService } from '../../services/holidays.ts';
import { route, type Route } from '../route.ts';

export function holidayRoutes({ holidays }: { readonly holidays: HolidayService }): readonly Route[] {
  return [
    route(routes.listHolidays, () => Promise.resolve(ok(holidays.list()))),
    route(routes.putHolidayYear, ({ actor, body }) => holidays.put(actor, body)),
    route(routes.resetHolidayYear, ({ actor, query }) => holidays.reset(actor, query.year)),
  ];
}
