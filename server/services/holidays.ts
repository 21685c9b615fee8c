// The days on which this house works: the published holidays, and the years it wrote down itself in their place. Everything that
// counts working days asks here, so that a change counts from the next question on.
import type { HolidayTable, PutHolidayYear } from '../../shared/api/holiday.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize, OFFICE } from '../../shared/domain/authority.ts';
import { CHINA_HOLIDAYS } from '../../shared/domain/china-holidays.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import {
  faultsOfHolidayYear,
  withHolidayYear,
  workCalendar,
  type HolidayYear,
  type WorkCalendar,
} from '../../shared/domain/working-days.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { EpochMs, LocalDate } from '../../shared/lib/time.ts';
import type { HolidayYearRow, HolidayYears } from '../holiday-ports.ts';
import { entryBy } from './audit.ts';

interface HolidayServiceOptions {
  readonly holidayYears: HolidayYears;
  readonly clock: { now(): EpochMs };
}

export class HolidayService {
  readonly #options: HolidayServiceOptions;
  #own: readonly HolidayYearRow[];
  #calendar: WorkCalendar;

  private constructor(options: HolidayServiceOptions, own: readonly HolidayYearRow[]) {
    this.#options = options;
    this.#own = own;
    this.#calendar = workCalendar(tableOf(own));
  }

  static async open(options: HolidayServiceOptions): Promise<HolidayService> {
    return new HolidayService(options, await options.holidayYears.all());
  }

  /** As it stands now; to be asked anew each time. */
  calendar(): WorkCalendar {
    return this.#calendar;
  }

  list(): HolidayTable {
    const own = new Map(this.#own.map((row) => [row.year, row]));
    const published = new Set(CHINA_HOLIDAYS.map(({ year }) => year));
    return {
      years: tableOf(this.#own).map(({ year, holidays, worked }) => {
        const row = own.get(year);
        return {
          ...{ year, holidays: holidays.map((holiday) => ({ ...holiday })), worked: [...worked] },
          changed: row === undefined ? null : { at: row.changedAt, by: row.changedBy },
          isPublished: published.has(year),
        };
      }),
    };
  }

  /** Refusals: `not-allowed`, `invalid` (what cannot be meant). Rejects with `StorageUnavailable`. */
  async put(user: ActingUser, body: PutHolidayYear): Promise<Result<HolidayTable, RefusalCode>> {
    const permitted = authorize(user, 'holidays.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const year = yearFrom(body);
    const faults = faultsOfHolidayYear(year);
    if (faults.length > 0) return refused('invalid', { errors: faults.map((code) => ({ path: 'holidays', code })) });
    const { holidayYears, clock } = this.#options;
    const now = clock.now();
    const entry = entryBy(user, now, 'holidays.changed', { kind: 'holidays', id: String(year.year) });
    await holidayYears.put({ ...year, changedAt: now, changedBy: user.userId }, entry);
    return ok(await this.#reload());
  }

  /** What is as published already stays so. Refusal: `not-allowed`. Rejects with `StorageUnavailable`. */
  async reset(user: ActingUser, year: number): Promise<Result<HolidayTable, RefusalCode>> {
    const permitted = authorize(user, 'holidays.manage', OFFICE);
    if (!permitted.ok) return permitted;
    const { holidayYears, clock } = this.#options;
    const entry = entryBy(user, clock.now(), 'holidays.reset', { kind: 'holidays', id: String(year) });
    await holidayYears.remove(year, entry);
    return ok(await this.#reload());
  }

  async #reload(): Promise<HolidayTable> {
    this.#own = await this.#options.holidayYears.all();
    this.#calendar = workCalendar(tableOf(this.#own));
    return this.list();
  }
}

function tableOf(own: readonly HolidayYear[]): readonly HolidayYear[] {
  return own.reduce(withHolidayYear, CHINA_HOLIDAYS);
}

/** Days in their order, so that the same year is written down in one way. */
function yearFrom({ year, holidays, worked }: PutHolidayYear): HolidayYear {
  const day = (text: string): LocalDate => brand<LocalDate>(text);
  return {
    year,
    holidays: holidays
      .map(({ name, from, to }) => ({ name, from: day(from), to: day(to) }))
      .sort((a, b) => (a.from < b.from ? -1 : 1)),
    worked: worked.map(day).sort(),
  };
}
