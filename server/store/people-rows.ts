// Rows of the register between the port's shapes and the tables' columns. What is kept as JSON was written from these very
// shapes: nothing else writes it.
import type { PartTaken } from '../../shared/domain/part-taken.ts';
import type { CharterRow, MemberRow, OrganisationRow, PersonRow, RosterImportRow, TermRow } from '../people-ports.ts';
import type {
  CharterTable,
  MembersTable,
  OrganisationsTable,
  PeopleTable,
  RosterImportsTable,
  TermsTable,
} from './schema.ts';

export function organisationRow({ id, name, short_name, ...row }: OrganisationsTable): OrganisationRow {
  return {
    ...{ id, name, shortName: short_name, aliases: kept<readonly string[]>(row.aliases) },
    ...{ createdAt: row.created_at, updatedAt: row.updated_at },
  };
}

/** Names as a column keeps them. */
export function namesKept(text: string): readonly string[] {
  return kept(text);
}

/** The bodies that something is confined to. */
export function scopeKept(text: string): readonly (string | null)[] {
  return kept(text);
}

export function partKept(text: string): PartTaken {
  return kept(text);
}

export function organisationColumns({ id, name, shortName, aliases, ...times }: OrganisationRow): OrganisationsTable {
  return {
    ...{ id, name, short_name: shortName, aliases: JSON.stringify(aliases) },
    ...{ created_at: times.createdAt, updated_at: times.updatedAt },
  };
}

export function personRow({
  id,
  name,
  reading,
  phone,
  email,
  note,
  ...row
}: Omit<PeopleTable, 'merged_into'>): PersonRow {
  return {
    ...{ id, name, reading, posts: kept<PersonRow['posts']>(row.posts), phone, email, note, importId: row.import_id },
    ...{ createdAt: row.created_at, updatedAt: row.updated_at, removedAt: row.removed_at },
    aliases: kept<PersonRow['aliases']>(row.aliases),
  };
}

export function personColumns({
  id,
  name,
  reading,
  phone,
  email,
  note,
  ...row
}: PersonRow): Omit<PeopleTable, 'merged_into'> {
  return {
    ...{ id, name, reading, posts: JSON.stringify(row.posts), phone, email, note, import_id: row.importId },
    ...{ created_at: row.createdAt, updated_at: row.updatedAt, removed_at: row.removedAt },
    aliases: JSON.stringify(row.aliases),
  };
}

export function termRow({ id, number, seats, ...row }: TermsTable): TermRow {
  return {
    ...{ id, bodyId: row.body_id, number, from: row.from_day, to: row.to_day, seats },
    ...{ createdAt: row.created_at, updatedAt: row.updated_at },
    ...{ removedAt: row.removed_at, removedBy: row.removed_by },
  };
}

export function termColumns({ id, number, seats, ...row }: TermRow): TermsTable {
  return {
    ...{ id, body_id: row.bodyId, number, from_day: row.from, to_day: row.to, seats },
    ...{ created_at: row.createdAt, updated_at: row.updatedAt },
    ...{ removed_at: row.removedAt, removed_by: row.removedBy },
  };
}

export function memberRow({ id, post, rank, ...row }: MembersTable): MemberRow {
  return {
    ...{ id, termId: row.term_id, personId: row.person_id, post, voting: row.voting === 1, rank },
    ...{ from: row.from_day, to: row.to_day, importId: row.import_id },
    ...{ createdAt: row.created_at, updatedAt: row.updated_at },
    ...{ removedAt: row.removed_at, removedBy: row.removed_by },
  };
}

export function memberColumns({ id, post, rank, ...row }: MemberRow): MembersTable {
  return {
    ...{ id, term_id: row.termId, person_id: row.personId, post, voting: row.voting ? 1 : 0, rank },
    ...{ from_day: row.from, to_day: row.to, import_id: row.importId },
    ...{ created_at: row.createdAt, updated_at: row.updatedAt },
    ...{ removed_at: row.removedAt, removed_by: row.removedBy },
  };
}

export function charterRow({ id, preset, by, ...row }: CharterTable): CharterRow {
  const rule = kept<CharterRow['rule']>(row.rule);
  return {
    ...{ id, bodyId: row.body_id, from: row.from_day, preset, rule, createdAt: row.created_at },
    ...{ by, byName: row.by_name, removedAt: row.removed_at },
  };
}

export function charterColumns({ id, preset, by, ...row }: CharterRow): CharterTable {
  return {
    ...{ id, body_id: row.bodyId, from_day: row.from, preset, rule: JSON.stringify(row.rule) },
    ...{ created_at: row.createdAt, by, by_name: row.byName, removed_at: row.removedAt },
  };
}

export function importRow({ id, file, at, by, made, seated, ...row }: RosterImportsTable): RosterImportRow {
  // Older imports knew of no aliases.
  const before = kept<RosterImportRow['before']>(row.before).map((person) => ({ ...NO_ALIASES, ...person }));
  return {
    ...{ id, bodyId: row.body_id, termId: row.term_id, file, at, by, byName: row.by_name, made, seated, before },
    undoneAt: row.undone_at,
  };
}

export function importColumns({ id, file, at, by, made, seated, ...row }: RosterImportRow): RosterImportsTable {
  return {
    ...{ id, body_id: row.bodyId, term_id: row.termId, file, at, by, by_name: row.byName, made, seated },
    ...{ before: JSON.stringify(row.before), undone_at: row.undoneAt },
  };
}

const NO_ALIASES: Pick<PersonRow, 'aliases'> = { aliases: [] };

function kept<T>(text: string): T {
  return JSON.parse(text) as T;
}
