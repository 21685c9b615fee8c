// The years of holidays that the house wrote down itself, as they are kept: in store/holidays.ts.
import type { UserId } from '../shared/domain/ids.ts';
import type { HolidayYear } from '../shared/domain/working-days.ts';
import type { EpochMs } from '../shared/lib/time.ts';
import type { AuditEntry } from './ports.ts';

export interface HolidayYearRow extends HolidayYear {
  readonly changedAt: EpochMs;
  readonly changedBy: UserId;
}

/** Writes reject with `StorageUnavailable`. */
export interface HolidayYears {
  /** By year. */
  all(): Promise<readonly HolidayYearRow[]>;
  put(row: HolidayYearRow, audit: AuditEntry): Promise<void>;
  /** False when there was none. */
  remove(year: number, audit: AuditEntry): Promise<boolean>;
}
