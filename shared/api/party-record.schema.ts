// A person's and an organisation's page: who they are, in which meetings they took which part, counted by term and by year.
import { z } from 'zod';
import { PERSON_ROLES } from '../domain/person.ts';

const ROLL_STATES = ['present', 'late', 'left', 'late-left', 'excused', 'absent', 'awaited'] as const;

const count = z.int();
const counts = {
  /** On the list of so many; the others among them. */
  meetings: count,
  /** In the room, whenever they came and went. */
  there: count,
  ...{ late: count, left: count, excused: count, absent: count },
  /** Of these no roll tells. */
  unknown: count,
  turns: count,
  spokenMs: z.number(),
  presented: count,
};
const item = z.object({ id: z.string(), title: z.string() });
const part = z
  .object({
    personId: z.string().nullable(),
    name: z.string(),
    org: z.string().nullable(),
    /** Null: on no list, but they spoke, presented something or stood in a ceremony. */
    role: z.enum(PERSON_ROLES).nullable(),
    /** Null: no roll was called, or they were on no list. */
    state: z.enum(ROLL_STATES).nullable(),
    turns: count,
    spokenMs: z.number(),
    presented: z.array(item),
    ceremonies: z.array(item.extend({ kind: z.enum(['signing', 'appointment']) })),
  })
  .meta({ id: 'PartTaken' });
const meeting = z
  .object({
    id: z.string(),
    title: z.string(),
    bodyId: z.string().nullable(),
    phase: z.enum(['prepare', 'live', 'follow-up', 'archived']),
    at: z.int(),
    parts: z.array(part),
  })
  .meta({ id: 'PartsInMeeting' });
const organisation = z.object({ id: z.string(), name: z.string(), shortName: z.string().nullable() });
const taken = {
  /** Newest first, 1000 at most. */
  meetings: z.array(meeting),
  /** Of all of them. */
  total: z.object(counts),
  /** Newest first. */
  years: z.array(z.object({ year: z.int(), ...counts })),
  /** Meetings whose documents could not be read just now: they are missing in what is counted. */
  unread: count,
};

export const personRecord = z
  .object({
    /** The entry that stands, when another one was merged into it. */
    id: z.string(),
    name: z.string(),
    posts: z.array(z.object({ org: organisation.nullable(), title: z.string().nullable(), former: z.boolean() })),
    /** Of the bodies the caller may read, newest first; with what they did in its meetings meanwhile. */
    seats: z.array(
      z.object({
        bodyId: z.string(),
        term: z.int(),
        from: z.string(),
        to: z.string().nullable(),
        post: z.string().nullable(),
        voting: z.boolean(),
        /** Only where the caller keeps the minutes of that body. */
        counts: z.object(counts).nullable(),
      }),
    ),
    ...taken,
  })
  .meta({ id: 'PersonRecord' });

export const organisationRecord = z
  .object({
    ...organisation.shape,
    /** Names it gave up. */
    aliases: z.array(z.string()),
    /** Those with a post there whom the caller may see. */
    people: z.array(z.object({ id: z.string(), name: z.string(), titles: z.array(z.string()), former: z.boolean() })),
    ...taken,
  })
  .meta({ id: 'OrganisationRecord' });

export type PersonRecord = z.infer<typeof personRecord>;
export type OrganisationRecord = z.infer<typeof organisationRecord>;
