// The house's own years of holidays: one row a year, what it holds as JSON.
import type { HolidayYears } from '../holiday-ports.ts';
import { yearRow } from './holiday-rows.ts';
import { write, type Running } from './preparing.ts';
import type { Queries } from './queries.ts';

export function sqlHolidays(writer: Running, queries: Queries): HolidayYears {
  return {
    async all() {
      return (await queries.selectFrom('holiday_years').selectAll().orderBy('year').execute()).map(yearRow);
    },
    async put({ year, holidays, worked, changedAt, changedBy }, audit) {
      const set = {
        ...{ holidays: JSON.stringify(holidays), worked: JSON.stringify(worked) },
        ...{ changed_at: changedAt, changed_by: changedBy },
      };
      const put = queries
        .insertInto('holiday_years')
        .values({ year, ...set })
        .onConflict((conflict) => conflict.column('year').doUpdateSet(set));
      await write(writer, put.compile(), audit);
    },
    remove(year, audit) {
      return write(writer, queries.deleteFrom('holiday_years').where('year', '=', year).compile(), audit);
    },
  };
}
