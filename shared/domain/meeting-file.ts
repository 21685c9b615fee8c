// A meeting as a file (`reference-meeting/1`), after it was checked: what is absent is null or an empty list. The shape
// is checked by shared/api/import.schema.ts and written into a desk by shared/doc/import.ts.
import type { EpochMs } from '../lib/time.ts';
import { DAY_MS, instantIn } from '../lib/time.ts';
import type { ItemKind } from './agenda.ts';
import type { MeetingFacts } from './meeting.ts';

export interface FilePerson {
  readonly order: number | null;
  readonly name: string;
  readonly org: string | null;
  readonly orgAsWritten: string | null;
  readonly title: string | null;
  readonly titleVariant: string | null;
  readonly roles: readonly string[];
}

export interface FileItem {
  readonly id: string | null;
  readonly kind: ItemKind;
  readonly title: string;
  readonly presenters: readonly string[];
  /** Others spoke too, unnamed. */
  readonly othersToo: boolean;
  readonly plannedMinutes: number | null;
  /** Id of a ceremony of the file. */
  readonly ceremony: string | null;
  readonly points: readonly string[];
  readonly references: readonly string[];
}

export interface FileSigning {
  readonly id: string | null;
  readonly kind: 'signing';
  readonly document: string;
  readonly parties: readonly {
    readonly org: string;
    readonly signatory: string;
    readonly titleAsWritten: string | null;
  }[];
  readonly outcome: readonly string[];
  readonly term: string | null;
  readonly witnesses: readonly string[];
}

export interface FileAppointment {
  readonly id: string | null;
  readonly kind: 'appointment';
  readonly appointee: string;
  readonly post: string;
  readonly letter: string | null;
  readonly presentedBy: string | null;
  readonly term: string | null;
}

export type FileCeremony = FileSigning | FileAppointment;

export interface FileReport {
  readonly period: { readonly year: number | null; readonly done: string | null; readonly planned: string | null };
  readonly committees: readonly {
    readonly owner: string;
    readonly h1: readonly string[];
    readonly h2: readonly string[];
  }[];
  readonly publicity: readonly {
    readonly platform: string | null;
    readonly action: string | null;
    readonly owner: string | null;
    readonly due: string | null;
    readonly status: string | null;
    readonly note: string | null;
  }[];
  readonly memberServices: readonly {
    readonly what: string;
    readonly partner: string | null;
    readonly status: string | null;
  }[];
  readonly direction: readonly string[];
}

export interface MeetingFile {
  readonly schema: string | null;
  readonly meeting: {
    readonly name: string;
    readonly organisation: { readonly shortName: string | null; readonly fullName: string | null };
    readonly body: string | null;
    /** 三届二次. */
    readonly session: string | null;
    readonly date: string | null;
    readonly start: string | null;
    readonly end: string | null;
    readonly timezone: string | null;
    readonly venue: string | null;
    readonly chair: string | null;
    readonly recorder: string | null;
  };
  readonly attendance: readonly {
    readonly label: string;
    /** 出席 · 列席 · 特邀 · 旁听. */
    readonly role: string | null;
    readonly names: readonly string[];
  }[];
  readonly guests: readonly FilePerson[];
  readonly otherPeople: readonly FilePerson[];
  readonly agenda: readonly FileItem[];
  readonly ceremonies: readonly FileCeremony[];
  readonly workReport: FileReport | null;
  readonly resolutions: readonly string[];
  readonly conclusions: readonly string[];
  /** What else the file says, a line each: where it comes from, what was inferred, what to check. */
  readonly remarks: readonly string[];
}

/** The facts of a file; its own time zone wins over `timeZone`. A meeting that ends before it starts ends next day. */
export function fileFacts(file: MeetingFile, timeZone: string): MeetingFacts {
  const { name, organisation, body, session, date, start, end, timezone, venue, chair, recorder } = file.meeting;
  const at = (time: string | null): EpochMs | null =>
    date !== null && time !== null ? instantIn(timezone ?? timeZone, date, time) : null;
  const plannedStart = at(start);
  const plannedEnd = at(end);
  const isNextDay = plannedStart !== null && plannedEnd !== null && plannedEnd < plannedStart;
  const attendance = file.attendance.map((group) => group.label);
  return {
    title: name,
    shortTitle: session !== null && body !== null ? `${session}${body}` : null,
    organisation: organisation.shortName ?? organisation.fullName,
    bodyName: body,
    plannedStart,
    plannedEnd: isNextDay ? plannedEnd + DAY_MS : plannedEnd,
    venue,
    chair,
    recorder,
    sourceId: file.schema,
    ...(attendance.length > 0 ? { attendance } : {}),
  };
}
