// Meetings and links: what the routes take and give.
import { z } from 'zod';
import { MEETING_PHASES } from '../domain/meeting.ts';

const phase = z.enum(MEETING_PHASES as [(typeof MEETING_PHASES)[number], ...(typeof MEETING_PHASES)[number][]]);
const title = z.string().trim().min(1).max(200);

export const meeting = z.object({
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
  docs: z.object({ desk: z.string(), record: z.string() }),
  /** The newest seal, if any. */
  archiveId: z.string().nullable(),
});
export const meetingList = z.object({ meetings: z.array(meeting) });

export const createMeetingBody = z.object({
  title,
  plannedStart: z.int().positive().nullish(),
  plannedEnd: z.int().positive().nullish(),
  venue: z.string().trim().max(200).nullish(),
  bodyId: z.string().min(1).max(64).nullish(),
});
export const patchMeetingBody = createMeetingBody.partial();
export const phaseBody = z.object({ to: phase, reason: z.string().trim().min(1).max(500).optional() });

export const linkKind = z.enum(['projector', 'checkin', 'view', 'vote', 'task', 'remark', 'stage']);
export const createLinkBody = z.object({ kind: linkKind, screen: z.string().trim().min(1).max(64).optional() });
export const createdLink = z.object({
  id: z.string(),
  kind: linkKind,
  url: z.string(),
  token: z.string(),
  expiresAt: z.int().nullable(),
});
export const link = z.object({
  id: z.string(),
  kind: linkKind,
  screen: z.string().nullable(),
  createdAt: z.int(),
  expiresAt: z.int().nullable(),
});
export const linkList = z.object({ links: z.array(link) });

export type Meeting = z.infer<typeof meeting>;
export type MeetingList = z.infer<typeof meetingList>;
export type LinkKind = z.infer<typeof linkKind>;
export type Link = z.infer<typeof link>;
export type CreatedLink = z.infer<typeof createdLink>;
