// The house's register: small and hardly ever hot. A change is a list of rows, written in one transaction with what the
// audit log says of it.
import { sql } from 'kysely';
import type {
  BodyId,
  CharterEntryId,
  MemberId,
  OrganisationId,
  PersonId,
  RosterImportId,
  TermId,
  UserId,
} from '../../shared/domain/ids.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { People, PersonRow, RegisterWrite, SeatsHeld } from '../people-ports.ts';
import type { AuditEntry } from '../ports.ts';
import { auditStatement } from './audit-chain.ts';
import type { CompiledStatement } from './connection.ts';
import * as rows from './people-rows.ts';
import type { Running } from './preparing.ts';
import type { Queries } from './queries.ts';
import { runOn } from './run-on.ts';

export class SqlPeople implements People {
  readonly #writer: Running;
  readonly #queries: Queries;

  constructor(writer: Running, queries: Queries) {
    this.#writer = writer;
    this.#queries = queries;
  }

  async organisations() {
    const all = this.#queries.selectFrom('organisations').selectAll().orderBy('created_at').orderBy('id');
    return (await all.execute()).map(rows.organisationRow);
  }

  async people() {
    const all = this.#queries.selectFrom('people').selectAll().where('removed_at', 'is', null);
    return (await all.orderBy('created_at').orderBy('id').execute()).map(rows.personRow);
  }

  async person(id: PersonId): Promise<PersonRow | null> {
    const row = await this.#queries.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? rows.personRow(row) : null;
  }

  async names(ids: readonly string[]) {
    // They travel as one value, so that the text of the statement, and with it the statement, stays the same.
    const wanted = sql<boolean>`id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
    const rows = await this.#queries.selectFrom('people').select(['id', 'name']).where(wanted).execute();
    return new Map(rows.map(({ id, name }) => [id, name] as const));
  }

  async merged() {
    const all = this.#queries.selectFrom('people').select(['id', 'merged_into']).where('merged_into', 'is not', null);
    const rows = await all.execute();
    return new Map(rows.flatMap(({ id, merged_into }) => (merged_into === null ? [] : [[id, merged_into] as const])));
  }

  async terms(bodyId?: BodyId) {
    const all = this.#queries.selectFrom('terms').selectAll().where('removed_at', 'is', null);
    const wanted = bodyId === undefined ? all : all.where('body_id', '=', bodyId);
    return (await wanted.orderBy('number', 'desc').orderBy('id').execute()).map(rows.termRow);
  }

  async term(id: TermId) {
    const row = await this.#queries.selectFrom('terms').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? rows.termRow(row) : null;
  }

  async members(terms: readonly TermId[]) {
    if (terms.length === 0) return [];
    const all = this.#queries.selectFrom('members').selectAll().where('term_id', 'in', terms);
    const standing = all.where('removed_at', 'is', null);
    return (await standing.orderBy('rank').orderBy('id').execute()).map(rows.memberRow);
  }

  async member(id: MemberId) {
    const row = await this.#queries.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? rows.memberRow(row) : null;
  }

  async membersOf(person: PersonId) {
    const all = this.#queries.selectFrom('members').selectAll().where('person_id', '=', person);
    return (await all.orderBy('created_at').orderBy('id').execute()).map(rows.memberRow);
  }

  async seats(lately: EpochMs): Promise<ReadonlyMap<PersonId, SeatsHeld>> {
    const held = this.#queries
      .selectFrom('members')
      .innerJoin('terms', 'terms.id', 'members.term_id')
      .innerJoin('people', 'people.id', 'members.person_id');
    const removedAt = sql<EpochMs | null>`coalesce(members.removed_at, terms.removed_at)`.as('removed_at');
    const removedBy = sql<UserId | null>`coalesce(members.removed_by, terms.removed_by)`.as('removed_by');
    const isFirst = sql<0 | 1>`members.created_at = people.created_at`.as('is_first');
    const pairs = held.select(['members.person_id', 'terms.body_id', removedAt, removedBy, isFirst]).distinct();
    const all = await pairs.orderBy('terms.body_id').orderBy('removed_at').execute();
    const seats = new Map<PersonId, { readonly standing: Set<BodyId>; readonly mistaken: Map<BodyId, UserId> }>();
    for (const { person_id, body_id, removed_at, removed_by, is_first } of all) {
      const theirs = seats.get(person_id) ?? { standing: new Set(), mistaken: new Map() };
      if (removed_at === null) theirs.standing.add(body_id);
      else if (is_first === 1 && removed_by !== null && removed_at >= lately) theirs.mistaken.set(body_id, removed_by);
      seats.set(person_id, theirs);
    }
    return seats;
  }

  async charter(bodyId: BodyId) {
    const all = this.#queries.selectFrom('charter').selectAll().where('body_id', '=', bodyId);
    const standing = all.where('removed_at', 'is', null);
    return (await standing.orderBy('from_day').orderBy('created_at').orderBy('id').execute()).map(rows.charterRow);
  }

  async charterEntry(id: CharterEntryId) {
    const row = await this.#queries.selectFrom('charter').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? rows.charterRow(row) : null;
  }

  async importFile(id: RosterImportId) {
    const row = await this.#queries.selectFrom('roster_imports').select('file').where('id', '=', id).executeTakeFirst();
    return row?.file ?? null;
  }

  async imports() {
    const all = this.#queries.selectFrom('roster_imports').selectAll().orderBy('at', 'desc').orderBy('id');
    return (await all.execute()).map(rows.importRow);
  }

  async write(writes: readonly RegisterWrite[], audit: readonly AuditEntry[]): Promise<void> {
    const statements = writes.flatMap((write) => this.#statements(write));
    await runOn(this.#writer, [...statements, ...audit.map(auditStatement)]);
  }

  #statements(write: RegisterWrite): readonly CompiledStatement[] {
    const queries = this.#queries;
    switch (write.kind) {
      case 'organisation.insert':
        return [queries.insertInto('organisations').values(rows.organisationColumns(write.row)).compile()];
      case 'organisation.set':
        return [
          queries
            .updateTable('organisations')
            .set(rows.organisationColumns(write.row))
            .where('id', '=', write.row.id)
            .compile(),
        ];
      case 'organisation.merge':
        return this.#mergeOrganisations(write.from, write.into);
      case 'person.insert':
        return [queries.insertInto('people').values(rows.personColumns(write.row)).compile()];
      case 'person.set':
        return [this.#setPerson(write.row, write.asOf)];
      case 'person.merge':
        return [queries.updateTable('people').set({ merged_into: write.into }).where('id', '=', write.from).compile()];
      case 'term.insert':
        return [queries.insertInto('terms').values(rows.termColumns(write.row)).compile()];
      case 'term.set':
        return [queries.updateTable('terms').set(rows.termColumns(write.row)).where('id', '=', write.row.id).compile()];
      case 'member.insert':
        return [queries.insertInto('members').values(rows.memberColumns(write.row)).compile()];
      case 'member.set':
        return [
          queries.updateTable('members').set(rows.memberColumns(write.row)).where('id', '=', write.row.id).compile(),
        ];
      case 'member.rank':
        return [queries.updateTable('members').set({ rank: write.rank }).where('id', '=', write.id).compile()];
      case 'charter.insert':
        return [queries.insertInto('charter').values(rows.charterColumns(write.row)).compile()];
      case 'charter.set':
        return [
          queries.updateTable('charter').set(rows.charterColumns(write.row)).where('id', '=', write.row.id).compile(),
        ];
      case 'import.insert':
        return [queries.insertInto('roster_imports').values(rows.importColumns(write.row)).compile()];
      case 'import.undo':
        return this.#undo(write.id, write.at);
      default:
        return unreachable(write);
    }
  }

  #mergeOrganisations(from: OrganisationId, into: OrganisationId): readonly CompiledStatement[] {
    const queries = this.#queries;
    // Ids hold nothing that JSON writes otherwise, and posts nothing else that is called so.
    const named = (id: OrganisationId): string => `"orgId":${JSON.stringify(id)}`;
    const posts = sql<string>`replace(posts, ${named(from)}, ${named(into)})`;
    const before = sql<string>`replace("before", ${named(from)}, ${named(into)})`;
    return [
      queries.updateTable('people').set({ posts }).compile(),
      queries.updateTable('roster_imports').set({ before }).compile(),
      queries.deleteFrom('organisations').where('id', '=', from).compile(),
    ];
  }

  #setPerson(row: PersonRow, asOf: EpochMs | undefined): CompiledStatement {
    // Whoever stands in the register is nobody else.
    const alone = row.removedAt === null ? { merged_into: null } : {};
    const columns = { ...rows.personColumns(row), ...alone };
    const set = this.#queries.updateTable('people').set(columns).where('id', '=', row.id);
    return (asOf === undefined ? set : set.where('updated_at', '=', asOf)).compile();
  }

  /** Once; seats first, so that nobody is taken off who still holds one. An organisation goes when nobody names it. */
  #undo(id: RosterImportId, at: EpochMs): readonly CompiledStatement[] {
    const queries = this.#queries;
    const mark = queries.updateTable('roster_imports').set({ undone_at: at }).where('id', '=', id);
    const seats = queries
      .deleteFrom('members')
      .where('import_id', '=', id)
      .where(({ eb, ref, or }) => or([eb('updated_at', '=', ref('created_at')), eb('removed_at', 'is not', null)]));
    const people = queries
      .deleteFrom('people')
      .where('import_id', '=', id)
      .whereRef('updated_at', '=', 'created_at')
      .where('id', 'not in', queries.selectFrom('members').select('person_id'));
    const organisations = queries
      .deleteFrom('organisations')
      .whereRef('updated_at', '=', 'created_at')
      .where('created_at', '=', queries.selectFrom('roster_imports').select('at').where('id', '=', id))
      .where(
        sql<boolean>`id NOT IN (SELECT json_extract(post.value, '$.orgId') FROM people, json_each(people.posts) AS post
          WHERE json_extract(post.value, '$.orgId') IS NOT NULL)`,
      );
    return [
      { ...mark.where('undone_at', 'is', null).compile(), isCondition: true },
      ...[seats, people, organisations].map((statement) => statement.compile()),
    ];
  }
}
