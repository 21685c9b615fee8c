// A year of holidays as its row holds it, and as the house knows it.
import type { Holiday } from '../../shared/domain/working-days.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import type { HolidayYearRow } from '../holiday-ports.ts';
import type { HolidayYearsTable } from './schema.ts';

/** Only this program writes them, and it checks what it writes. */
export function yearRow(row: HolidayYearsTable): HolidayYearRow {
  return {
    year: row.year,
    holidays: JSON.parse(row.holidays) as readonly Holiday[],
    worked: JSON.parse(row.worked) as readonly LocalDate[],
    ...{ changedAt: row.changed_at, changedBy: row.changed_by },
  };
}
