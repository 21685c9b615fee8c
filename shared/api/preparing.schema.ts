// What meetings are prepared from: bodies with their names, templates with their items, and the people and items a new
// meeting may begin with.
import { z } from 'zod';
import { ITEM_KINDS } from '../domain/agenda.ts';
import { PERSON_ROLES } from '../domain/person.ts';
import { id, line, prose } from './text.schema.ts';

const MAX_ITEMS = 100;
const MAX_PEOPLE = 300;
const MAX_MINUTES = 24 * 60;

const bodyName = line(100);
const shortName = line(50);
export const body = z
  .object({ id: z.string(), name: z.string(), shortName: z.string().nullable() })
  .meta({ id: 'Body' });
export const bodyList = z.object({ bodies: z.array(body) });
/** `id`: of a body that meetings or grants name already; else a new one is given. */
export const createBodyBody = z.object({ id: id.optional(), name: bodyName, shortName: shortName.nullish() });
export const patchBodyBody = z
  .object({ name: bodyName.optional(), shortName: shortName.nullish() })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });

const itemFacts = {
  kind: z.enum(ITEM_KINDS),
  title: line(200),
  /** Names, or roles such as 会长. */
  presenters: z.array(line(64)).max(20).default([]),
  plannedMinutes: z.int().min(1).max(MAX_MINUTES).nullable().default(null),
  /** A paragraph a line. */
  minutes: prose(4_000).nullable().default(null),
  /** A part of the last item before it that is none. */
  part: z.boolean().optional(),
};
const templateItem = z.object(itemFacts);
export const templateItems = z.array(templateItem).max(MAX_ITEMS);
export const template = z
  .object({ id: z.string(), name: z.string(), bodyId: z.string().nullable(), items: templateItems })
  .meta({ id: 'Template' });
export const templateList = z.object({ templates: z.array(template) });
const templateFacts = {
  name: line(100),
  /** Null = for meetings of any body. */
  bodyId: id.nullable(),
  items: templateItems,
};
export const createTemplateBody = z.object(templateFacts);
export const patchTemplateBody = z
  .object({
    name: templateFacts.name.optional(),
    bodyId: templateFacts.bodyId.optional(),
    items: templateFacts.items.optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });

/** Somebody a new meeting begins with, in the order of courtesy. */
const plannedPerson = z.object({
  name: line(64),
  org: line(200).nullable().default(null),
  titles: z.array(line(200)).max(5).default([]),
  role: z.enum(PERSON_ROLES).default('attending'),
  /** Who they are in the register: remembered, and read by nobody here. */
  personId: id.optional(),
  /** False: a member without a vote. */
  voting: z.literal(false).optional(),
});
const plannedItem = z.object({
  ...itemFacts,
  /** Wall time `HH:MM` on the day of the meeting, where it is fixed. */
  start: z
    .string()
    .max(5)
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .default(null),
  /** The item of an earlier meeting that this one takes up again. */
  continues: z.object({ meetingId: id, itemId: id }).optional(),
  /** The topic of its body's backlog that it is made from. */
  topic: id.optional(),
  /** Not for the hall. */
  internal: z.boolean().optional(),
});
/** What `POST /meetings` takes besides the facts of the meeting. */
export const preparation = {
  shortTitle: line(100).nullish(),
  organisation: line(200).nullish(),
  bodyName: line(100).nullish(),
  chair: line(64).nullish(),
  recorder: line(64).nullish(),
  /** Groups that attend, members unnamed. */
  attendance: z.array(line(200)).max(50).optional(),
  people: z.array(plannedPerson).max(MAX_PEOPLE).optional(),
  agenda: z.array(plannedItem).max(MAX_ITEMS).optional(),
  /** Lines for the secretariat's own notes. */
  notes: z.array(line(1_000)).max(300).optional(),
  /** Nothing of it leaves the house before its agenda is published. */
  draft: z.boolean().optional(),
  /** Of the words that are written into it from what is known already: how the tasks of the last report stand. */
  locale: z.enum(['zh-CN', 'en']).optional(),
};

export type Body = z.infer<typeof body>;
export type BodyList = z.infer<typeof bodyList>;
export type CreateBody = z.infer<typeof createBodyBody>;
export type PatchBody = z.infer<typeof patchBodyBody>;
export type TemplateItem = z.infer<typeof templateItem>;
export type Template = z.infer<typeof template>;
export type TemplateList = z.infer<typeof templateList>;
export type CreateTemplate = z.infer<typeof createTemplateBody>;
export type PatchTemplate = z.infer<typeof patchTemplateBody>;
