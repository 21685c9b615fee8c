// The file a meeting is imported from (`reference-meeting/1`): checked, bounded and made regular. Absent and null mean
// the same; what has no place of its own in a meeting is kept as a remark, so that no fact of a file is lost.
import { z } from 'zod';
import { ITEM_KINDS } from '../domain/agenda.ts';
import type { RefusalData } from '../domain/errors.ts';
import type { MeetingFile } from '../domain/meeting-file.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import { parseLocalDate } from '../lib/time.ts';
import { remarksOf } from './import-remark.ts';

const MAX_PEOPLE = 500;
const MAX_ITEMS = 200;
const MAX_POINTS = 500;
const MAX_ROWS = 200;

const clean = (text: string): string => text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '').trim();
const required = (most: number) => z.string().max(most).transform(clean).pipe(z.string().min(1));
const optional = (most: number) =>
  z
    .string()
    .max(most)
    .nullish()
    .transform((text) => (text === null || text === undefined ? null : clean(text) || null));
const many = <T extends z.ZodType>(entry: T, most: number) =>
  z
    .array(entry)
    .max(most)
    .nullish()
    .transform((entries) => entries ?? []);
const texts = (most: number) => many(required(2_000), most);
const reference = optional(64);

const date = z
  .string()
  .refine((text) => parseLocalDate(text) !== null)
  .nullish()
  .transform((text) => text ?? null);
const wallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .nullish()
  .transform((text) => text ?? null);
const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone)
  .nullish()
  .transform((text) => text ?? null);

/** A name by itself, or in an object that says more; the rest of the object becomes a remark. */
const organisation = z
  .union([
    z
      .string()
      .max(200)
      .transform((shortName) => ({ shortName, fullName: null })),
    z.looseObject({ shortName: optional(200), fullName: optional(200) }),
  ])
  .nullish()
  .transform((value) => ({ shortName: value?.shortName ?? null, fullName: value?.fullName ?? null }));
const venue = z
  .union([
    z
      .string()
      .max(200)
      .transform((text) => ({ text })),
    z.looseObject({ text: optional(200) }),
  ])
  .nullish()
  .transform((value) => value?.text ?? null);
const session = z
  .union([
    z
      .string()
      .max(100)
      .transform((short) => ({ short })),
    z.looseObject({ short: optional(100) }),
  ])
  .nullish()
  .transform((value) => value?.short ?? null);
const resolution = z.union([
  required(2_000),
  z.looseObject({ wording: required(2_000) }).transform(({ wording }) => wording),
  z.looseObject({ text: required(2_000) }).transform(({ text }) => text),
]);

const meeting = z.object({
  name: required(200),
  organisation,
  body: optional(100),
  session,
  date,
  start: wallTime,
  end: wallTime,
  timezone: timeZone,
  venue,
  chair: optional(64),
  recorder: optional(64),
  resolutions: many(resolution, MAX_ROWS),
});

const person = z.object({
  order: z
    .number()
    .nullish()
    .transform((order) => order ?? null),
  name: required(64),
  org: optional(200),
  orgAsWritten: optional(200),
  title: optional(200),
  titleVariant: optional(200),
  roles: texts(20),
});

const attendanceGroup = z.object({ label: required(200), role: optional(20), names: many(required(64), MAX_PEOPLE) });

const item = z.object({
  id: reference,
  kind: z.enum(ITEM_KINDS),
  title: required(200),
  presenters: many(required(64), 50),
  othersToo: z
    .boolean()
    .nullish()
    .transform((value) => value ?? false),
  plannedMinutes: z
    .number()
    .positive()
    .max(1_440)
    .nullish()
    .transform((minutes) => minutes ?? null),
  ceremony: reference,
  points: texts(MAX_POINTS),
  references: texts(MAX_POINTS),
});

const signing = z.object({
  id: reference,
  kind: z.literal('signing'),
  document: required(200),
  parties: many(z.object({ org: required(200), signatory: required(64), titleAsWritten: optional(200) }), 20),
  outcome: texts(50),
  term: optional(200),
  witnesses: many(required(64), 50),
});
const appointment = z.object({
  id: reference,
  kind: z.literal('appointment'),
  appointee: required(64),
  post: required(200),
  letter: optional(100),
  presentedBy: optional(64),
  term: optional(200),
});

const noPeriod = { year: null, done: null, planned: null };
const period = z
  .object({
    year: z
      .int()
      .nullish()
      .transform((year) => year ?? null),
    done: optional(50),
    planned: optional(50),
  })
  .nullish()
  .transform((value) => value ?? noPeriod);
const workReport = z.object({
  period,
  committees: many(z.object({ owner: required(200), h1: texts(50), h2: texts(50) }), MAX_ROWS),
  publicity: many(
    z.object({
      platform: optional(200),
      action: optional(2_000),
      owner: optional(200),
      due: optional(200),
      status: optional(50),
      note: optional(2_000),
    }),
    MAX_ROWS,
  ),
  memberServices: many(z.object({ what: required(2_000), partner: optional(200), status: optional(50) }), MAX_ROWS),
  direction: texts(50),
});

const file = z.object({
  schema: z
    .literal('reference-meeting/1')
    .nullish()
    .transform((schema) => schema ?? null),
  meeting,
  attendanceCategories: many(attendanceGroup, 50),
  guests: many(person, MAX_PEOPLE),
  otherPeople: many(person, MAX_PEOPLE),
  agenda: many(item, MAX_ITEMS),
  ceremonies: many(z.discriminatedUnion('kind', [signing, appointment]), MAX_ITEMS),
  workReport: workReport.nullish().transform((report) => report ?? null),
  conclusions: texts(100),
});

/** Checks a parsed JSON value; the refusal names every field that is wrong. */
export function parseMeetingFile(value: unknown): Result<MeetingFile, 'invalid'> {
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, code }) => ({ path: path.map(String).join('.'), code }));
    return refused('invalid', { errors } satisfies RefusalData['invalid']);
  }
  const { attendanceCategories, meeting: about, ...rest } = parsed.data;
  const { resolutions, ...facts } = about;
  return ok({
    ...rest,
    meeting: facts,
    attendance: attendanceCategories,
    resolutions,
    remarks: remarksOf(value),
  });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
