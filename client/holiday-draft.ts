// A year of holidays while it is being edited: what each day is, toggled one by one, and as a year again. Days of one holiday are
// told by its name, so that what touches is one holiday. Knows no page.
import { dayOf, plusDays, weekdayOf } from '../shared/lib/calendar-day.ts';
import type { LocalDate } from '../shared/lib/time.ts';
import type { Holiday, HolidayYear } from '../shared/domain/working-days.ts';

/** The name of the holiday a day belongs to, or that it is worked though it is of a weekend. */
export type DayMark = { readonly kind: 'free'; readonly name: string } | { readonly kind: 'worked' };
export type DayMarks = ReadonlyMap<LocalDate, DayMark>;

export function marksOf({ holidays, worked }: HolidayYear): DayMarks {
  const marks = new Map<LocalDate, DayMark>();
  for (const { name, from, to } of holidays)
    for (let day = from; day <= to && marks.size < 400; day = plusDays(day, 1)) marks.set(day, { kind: 'free', name });
  for (const day of worked) marks.set(day, { kind: 'worked' });
  return marks;
}

export function yearOf(year: number, marks: DayMarks): HolidayYear {
  const days = [...marks].sort(([a], [b]) => (a < b ? -1 : 1));
  const holidays: Holiday[] = [];
  for (const [day, mark] of days) {
    if (mark.kind === 'worked') continue;
    const last = holidays.at(-1);
    if (last !== undefined && last.name === mark.name && plusDays(last.to, 1) === day)
      holidays[holidays.length - 1] = { ...last, to: day };
    else holidays.push({ name: mark.name, from: day, to: day });
  }
  return { year, holidays, worked: days.flatMap(([day, { kind }]) => (kind === 'worked' ? [day] : [])) };
}

/** A working day becomes free and a free one is worked again; a new free day belongs to the holiday it touches, else `name`. */
export function toggled(marks: DayMarks, day: LocalDate, name: string): DayMarks {
  const next = new Map(marks);
  const mark = marks.get(day);
  const touched = [plusDays(day, -1), plusDays(day, 1)].map((beside) => marks.get(beside));
  const nameBeside = touched.flatMap((each) => (each?.kind === 'free' ? [each.name] : []))[0];
  const isWeekend = weekdayOf(day) > 5;
  if (mark?.kind === 'free' && !isWeekend) next.delete(day);
  else if (isWeekend && mark?.kind !== 'worked') next.set(day, { kind: 'worked' });
  // A weekend within a holiday is of it again.
  else if (isWeekend && touched.every((each) => each?.kind === 'free') && nameBeside !== undefined)
    next.set(day, { kind: 'free', name: nameBeside });
  else if (isWeekend) next.delete(day);
  else next.set(day, { kind: 'free', name: nameBeside ?? name });
  return next;
}

/** The holiday of these days is called `name` from now on. */
export function renamed(marks: DayMarks, { from, to }: Holiday, name: string): DayMarks {
  return new Map(
    [...marks].map(([day, mark]) => [day, mark.kind === 'free' && day >= from && day <= to ? { ...mark, name } : mark]),
  );
}

/** The weeks of a month from Monday to Sunday; null stands for days of the months beside it. */
export function weeksOf(year: number, month: number): readonly (readonly (LocalDate | null)[])[] {
  const first = dayOf({ year, month, day: 1 });
  if (first === null) return [];
  const cells: (LocalDate | null)[] = Array.from({ length: weekdayOf(first) - 1 }, () => null);
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = plusDays(day, 1)) cells.push(day);
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_unused, week) => cells.slice(week * 7, week * 7 + 7));
}
