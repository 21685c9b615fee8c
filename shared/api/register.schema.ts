// The house's register over HTTP: people, organisations, terms with their members, charter rules, rosters.
import { z } from 'zod';
import { charterRule, presetId } from '../commands/charter.schema.ts';
import { EMAIL, PHONE, READING } from '../domain/register.ts';
import { parseLocalDate } from '../lib/time.ts';
import { id, line, prose } from './text.schema.ts';

/** A day of the calendar, `YYYY-MM-DD`. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => parseLocalDate(text) !== null, { message: 'no such day' });
const day_ = day.nullable();
/** Names somebody or an organisation gave up; the oldest is forgotten for one more. */
export const MAX_ALIASES = 20;
/** What no roster of any house reaches. */
export const MAX_ROSTER_ROWS = 2_000;

export const organisation = z
  .object({
    ...{ id: z.string(), name: z.string(), shortName: z.string().nullable() },
    /** Names it gave up, which imports know still; absent = none. */
    aliases: z.array(z.string()).readonly().optional(),
  })
  .meta({ id: 'Organisation' });
export const organisationList = z.object({ organisations: z.array(organisation) });
export const patchOrganisationBody = z
  .object({
    ...{ name: line(200).optional(), shortName: line(60).nullish() },
    aliases: z.array(line(200)).max(MAX_ALIASES).optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });

/** `org`: an organisation by its full or short name; one that nobody has named yet is made. */
const post = z
  .object({
    org: line(200).nullable().default(null),
    title: line(100).nullable().default(null),
    former: z.boolean().default(false),
  })
  .refine(({ org, title }) => org !== null || title !== null, { message: 'neither organisation nor title' });
const posts = z.array(post).max(10);
const phone = z.string().trim().regex(PHONE);
const email = z.string().trim().max(100).regex(EMAIL);
const reading = z.string().trim().regex(READING);

const personFacts = {
  name: line(64),
  reading: reading.nullish(),
  posts: posts.optional(),
  phone: phone.nullish(),
  email: email.nullish(),
  note: prose(1_000).nullish(),
};
export const person = z
  .object({
    id: z.string(),
    name: z.string(),
    reading: z.string().nullable(),
    posts: z.array(z.object({ org: organisation.nullable(), title: z.string().nullable(), former: z.boolean() })),
    /** The bodies they hold or held a seat in, of those the caller may read. */
    bodies: z.array(z.string()),
    /** Only for whoever may change them; absent for all others. */
    private: z
      .object({
        ...{ phone: z.string().nullable(), email: z.string().nullable(), note: z.string().nullable() },
        /** Names they were entered under before, which imports know still; absent = none. */
        aliases: z.array(z.string()).optional(),
      })
      .optional(),
  })
  .meta({ id: 'RegisterPerson' });
export const personList = z.object({ people: z.array(person) });
export const createPersonBody = z.object(personFacts);
export const patchPersonBody = z
  .object({
    ...{ ...personFacts, name: personFacts.name.optional() },
    aliases: z.array(personFacts.name).max(MAX_ALIASES).optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });

/** The entry that stays. */
export const mergeBody = z.object({ into: id });

export const term = z
  .object({
    id: z.string(),
    number: z.int(),
    from: z.string(),
    to: z.string().nullable(),
    seats: z.int().nullable(),
  })
  .meta({ id: 'Term' });
export const member = z
  .object({
    id: z.string(),
    personId: z.string(),
    post: z.string().nullable(),
    voting: z.boolean(),
    /** Place in the order of rank, from 0. */
    rank: z.int(),
    from: z.string().nullable(),
    to: z.string().nullable(),
  })
  .meta({ id: 'Member' });
export const charterEntry = z
  .object({
    id: z.string(),
    from: z.string(),
    preset: presetId.nullable(),
    rule: charterRule,
    createdAt: z.int(),
    byName: z.string(),
  })
  .meta({ id: 'CharterEntry' });
export const bodyRegister = z
  .object({
    id: z.string(),
    name: z.string(),
    shortName: z.string().nullable(),
    /** Newest first, each with its members in the order of rank. */
    terms: z.array(term.extend({ members: z.array(member) })),
    people: z.array(person),
    /** Every rule there was, oldest first: of two from one day the later one stands. */
    charter: z.array(charterEntry),
  })
  .meta({ id: 'BodyRegister' });

const termFacts = {
  number: z.int().min(1).max(999),
  from: day,
  to: day_.optional(),
  seats: z.int().min(1).max(100_000).nullish(),
};
export const createTermBody = z.object({
  ...termFacts,
  /** The members of the term before take their seats again, in the same order. */
  carryOver: z.boolean().default(false),
});
export const patchTermBody = z
  .object({ number: termFacts.number.optional(), from: day.optional(), to: termFacts.to, seats: termFacts.seats })
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });

const memberFacts = {
  post: line(60).nullish(),
  voting: z.boolean().optional(),
  from: day_.optional(),
  to: day_.optional(),
};
/** Somebody of the register, or somebody new. */
export const createMemberBody = z
  .object({ ...memberFacts, personId: id.optional(), person: createPersonBody.optional() })
  .refine((body) => (body.personId === undefined) !== (body.person === undefined), {
    message: 'either personId or person',
    path: ['personId'],
  });
export const patchMemberBody = z
  .object(memberFacts)
  .refine((patch) => Object.keys(patch).length > 0, { message: 'nothing to change' });
/** The members of a term in their new order; whoever is not named keeps their place behind them. */
export const orderMembersBody = z.object({ members: z.array(id).min(1).max(MAX_ROSTER_ROWS) });
export const createdMember = member.extend({ person }).meta({ id: 'CreatedMember' });

export const createCharterEntryBody = z.object({ from: day, preset: presetId.nullable(), rule: charterRule });

export const rosterQuery = z.object({ on: day.optional() });
/** What a meeting on that day takes over. */
export const roster = z
  .object({
    on: z.string(),
    term: term.nullable(),
    seats: z.int(),
    vacancies: z.int(),
    members: z.array(
      z.object({
        personId: z.string(),
        name: z.string(),
        org: z.string().nullable(),
        titles: z.array(z.string()),
        voting: z.boolean(),
      }),
    ),
    rule: charterEntry.nullable(),
  })
  .meta({ id: 'Roster' });

/** A line of a roster, as whoever imports it has confirmed it. */
const rosterRow = z.object({
  /** Its number in the file: refusals name it. */
  row: z.int().min(1).max(1_048_576),
  ...personFacts,
  /** The person of the register that this is; absent = somebody new. */
  personId: id.optional(),
  post: line(60).nullish(),
  voting: z.boolean().optional(),
});
export const importRosterBody = z.object({
  file: line(200),
  /** Where they take seats; absent = people only. */
  bodyId: id.optional(),
  termId: id.optional(),
  rows: z.array(rosterRow).min(1).max(MAX_ROSTER_ROWS),
});
export const rosterImport = z
  .object({
    id: z.string(),
    bodyId: z.string().nullable(),
    file: z.string(),
    at: z.int(),
    byName: z.string(),
    /** New people, people that were completed, seats given. */
    made: z.int(),
    completed: z.int(),
    seated: z.int(),
    undoneAt: z.int().nullable(),
  })
  .meta({ id: 'RosterImport' });
export const rosterImportList = z.object({ imports: z.array(rosterImport) });

export const exportQuery = z.object({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  /** The members of the newest term of a body; absent = everybody. */
  body: id.optional(),
  /** Of the heads of the columns. */
  lang: z.enum(['zh-CN', 'en']).default('zh-CN'),
});

export type Organisation = z.infer<typeof organisation>;
export type OrganisationList = z.infer<typeof organisationList>;
export type PatchOrganisation = z.infer<typeof patchOrganisationBody>;
export type RegisterPerson = z.infer<typeof person>;
export type PersonList = z.infer<typeof personList>;
export type CreatePerson = z.infer<typeof createPersonBody>;
export type PatchPerson = z.infer<typeof patchPersonBody>;
export type Term = z.infer<typeof term>;
export type Member = z.infer<typeof member>;
export type CharterEntry = z.infer<typeof charterEntry>;
export type BodyRegister = z.infer<typeof bodyRegister>;
export type CreateTerm = z.infer<typeof createTermBody>;
export type PatchTerm = z.infer<typeof patchTermBody>;
export type CreateMember = z.infer<typeof createMemberBody>;
export type PatchMember = z.infer<typeof patchMemberBody>;
export type CreatedMember = z.infer<typeof createdMember>;
export type CreateCharterEntry = z.infer<typeof createCharterEntryBody>;
export type ExportQuery = z.output<typeof exportQuery>;
export type Roster = z.infer<typeof roster>;
export type ImportRoster = z.infer<typeof importRosterBody>;
export type RosterRow = ImportRoster['rows'][number];
export type RosterImport = z.infer<typeof rosterImport>;
export type RosterImportList = z.infer<typeof rosterImportList>;
