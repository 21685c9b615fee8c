// Meetings and links: what the routes take and give.
import { z } from 'zod';
import { MEETING_PHASES } from '../domain/meeting.ts';
import { preparation } from './preparing.schema.ts';
import { id, instant, line } from './text.schema.ts';

const phase = z.enum(MEETING_PHASES as [(typeof MEETING_PHASES)[number], ...(typeof MEETING_PHASES)[number][]]);
const title = line(200);

export const meeting = z
  .object({
    id: z.string(),
    title: z.string(),
    phase,
    version: z.int().min(1),
    bodyId: z.string().nullable(),
    plannedStart: z.int().nullable(),
    plannedEnd: z.int().nullable(),
    venue: z.string().nullable(),
    createdAt: z.int(),
    updatedAt: z.int(),
    trashedAt: z.int().nullable(),
    /** Its agenda is not published: no links, no public version. Absent = it is no draft. */
    draft: z.literal(true).optional(),
    /** Made to be looked at; never sealed, counted nowhere. */
    sample: z.literal(true).optional(),
    /** The names under which both wires open its documents. */
    docs: z.object({ desk: z.string(), record: z.string() }),
    /** The newest seal, if any. */
    archiveId: z.string().nullable(),
    /** The ETag without its quotes: what PATCH wants as If-Match. */
    revision: z.string(),
  })
  .meta({ id: 'Meeting' });
/** An account that may be at a meeting's desk. */
const writer = z.object({ userId: z.string(), displayName: z.string(), username: z.string() }).meta({ id: 'Writer' });
export const writerList = z.object({ writers: z.array(writer) });
export const meetingList = z.object({ meetings: z.array(meeting) });
export const meetingListQuery = z.object({ trashed: z.enum(['true', 'false']).optional() });

const facts = {
  plannedStart: instant.nullish(),
  plannedEnd: instant.nullish(),
  venue: line(200).nullish(),
  bodyId: id.nullish(),
};
const endsAfterStart = (body: {
  plannedStart?: number | null | undefined;
  plannedEnd?: number | null | undefined;
}): boolean => body.plannedStart == null || body.plannedEnd == null || body.plannedEnd > body.plannedStart;
const ORDER = { message: 'ends before it starts', path: ['plannedEnd'] };

export const createMeetingBody = z.object({ title, ...facts, ...preparation }).refine(endsAfterStart, ORDER);
export const patchMeetingBody = z.object({ title: title.optional(), ...facts }).refine(endsAfterStart, ORDER);
/** The shape of a reference meeting; which of its fields are wrong is said by the importer. */
export const importBody = z.record(z.string(), z.unknown());
export const phaseBody = z.object({ to: phase, reason: line(500).optional() });

export const linkKind = z.enum(['projector', 'checkin', 'view', 'chair', 'vote', 'task', 'remark', 'stage']);
/** The kinds whose pages this version serves. */
export const servedLinkKind = linkKind.extract(['projector', 'view', 'chair', 'checkin']);
export const screenId = id;
export const createLinkBody = z
  .object({
    kind: servedLinkKind,
    screen: screenId.optional(),
    /** With `checkin`: a link of one person's own. */
    person: id.optional(),
  })
  .refine(({ kind, screen }) => (kind !== 'checkin' && kind !== 'chair') || screen === undefined, { path: ['screen'] })
  .refine(({ kind, person }) => kind === 'checkin' || person === undefined, { path: ['person'] });
export const createdLink = z
  .object({ id: z.string(), kind: linkKind, url: z.string(), token: z.string(), expiresAt: z.int().nullable() })
  .meta({ id: 'CreatedLink' });
export const link = z
  .object({
    id: z.string(),
    kind: linkKind,
    screen: z.string().nullable(),
    /** Whose own link it is to sign in with. */
    person: z.string().optional(),
    createdAt: z.int(),
    expiresAt: z.int().nullable(),
  })
  .meta({ id: 'Link' });
export const linkList = z.object({ links: z.array(link) });
/** `displays` 0: it was shown, and nothing is heard of it now. */
const screenDisplay = z.object({ screen: z.string(), displays: z.int() });
export const displayList = z.object({ screens: z.array(screenDisplay) });
/** A link as the office oversees it: which meeting it belongs to, who made it. */
export const overseenLink = z
  .object({
    id: z.string(),
    kind: linkKind,
    screen: z.string().nullable(),
    meetingId: z.string(),
    meetingTitle: z.string(),
    createdAt: z.int(),
    createdBy: z.string(),
    /** As the account is called today; null when it was not an account. */
    createdByName: z.string().nullable(),
    expiresAt: z.int().nullable(),
  })
  .meta({ id: 'OverseenLink' });
export const overseenLinkList = z.object({ links: z.array(overseenLink) });

const audience = z.enum(['internal', 'public']);
export const snapshotQuery = z.object({ audience: audience.default('internal') });
export const exportQuery = snapshotQuery.extend({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') });
/** A MeetingSnapshot (docs/protocol.md). */
export const snapshotAnswer = z.looseObject({
  snapshotVersion: z.int(),
  audience,
  meetingId: z.string(),
  version: z.int(),
});
export const exportParams = z.object({ id, format: z.string().regex(/^[a-z0-9]{1,8}$/) });

export type Meeting = z.infer<typeof meeting>;
export type MeetingList = z.infer<typeof meetingList>;
export type CreateMeeting = z.infer<typeof createMeetingBody>;
export type PatchMeeting = z.infer<typeof patchMeetingBody>;
export type LinkKind = z.infer<typeof linkKind>;
export type ServedLinkKind = z.infer<typeof servedLinkKind>;
export type Link = z.infer<typeof link>;
export type LinkList = z.infer<typeof linkList>;
export type ScreenDisplay = z.infer<typeof screenDisplay>;
export type DisplayList = z.infer<typeof displayList>;
export type OverseenLink = z.infer<typeof overseenLink>;
export type OverseenLinkList = z.infer<typeof overseenLinkList>;
export type CreatedLink = z.infer<typeof createdLink>;
export type Writer = z.infer<typeof writer>;
export type WriterList = z.infer<typeof writerList>;
