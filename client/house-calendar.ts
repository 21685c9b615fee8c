// The days on which this house works, as the server tells them.
import type { HolidayTable } from '../shared/api/holiday.schema.ts';
import { workCalendar, type HolidayYear, type WorkCalendar } from '../shared/domain/working-days.ts';
import { parseLocalDate } from '../shared/lib/time.ts';
import type { Api } from './api.ts';

/** Null when the server did not say. */
export async function houseCalendar(api: Api): Promise<WorkCalendar | null> {
  const answer = await api.get<HolidayTable>('/holidays');
  return answer.ok ? workCalendar(answer.value.years.map(holidayYearOf)) : null;
}

/** A year as the server tells it, its days as days. */
export function holidayYearOf({ year, holidays, worked }: HolidayTable['years'][number]): HolidayYear {
  return {
    year,
    holidays: holidays.flatMap((holiday) => {
      const [from, to] = [parseLocalDate(holiday.from), parseLocalDate(holiday.to)];
      return from === null || to === null ? [] : [{ name: holiday.name, from, to }];
    }),
    worked: worked.flatMap((day) => parseLocalDate(day) ?? []),
  };
}
