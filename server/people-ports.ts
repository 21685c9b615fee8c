// The house's register as it is kept: people and their organisations, terms and seats of bodies, charter rules, rosters that
// were imported. Their implementation is in store/people.ts.
import type { CharterRule, PresetId } from '../shared/domain/charter.ts';
import type {
  BodyId,
  CharterEntryId,
  MemberId,
  OrganisationId,
  PersonId,
  RosterImportId,
  TermId,
  UserId,
} from '../shared/domain/ids.ts';
import type { EpochMs, LocalDate } from '../shared/lib/time.ts';
import type { AuditEntry } from './ports.ts';

export interface OrganisationRow {
  readonly id: OrganisationId;
  readonly name: string;
  readonly shortName: string | null;
  /** Names it gave up: imports and searches know them still. */
  readonly aliases: readonly string[];
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

export interface PostValue {
  readonly orgId: OrganisationId | null;
  readonly title: string | null;
  readonly former: boolean;
}

export interface PersonRow {
  readonly id: PersonId;
  readonly name: string;
  /** Names they were entered under before: imports and searches know them still. */
  readonly aliases: readonly string[];
  /** How the surname is read, where it is not read as usual: Shàn. */
  readonly reading: string | null;
  readonly posts: readonly PostValue[];
  readonly phone: string | null;
  readonly email: string | null;
  /** For the secretariat alone. */
  readonly note: string | null;
  /** The roster that brought them; null = entered by hand. */
  readonly importId: RosterImportId | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Off the register; can be taken back. */
  readonly removedAt: EpochMs | null;
}

export interface TermRow {
  readonly id: TermId;
  readonly bodyId: BodyId;
  readonly number: number;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly seats: number | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Deleted as begun by mistake; can be taken back, and its members with it. */
  readonly removedAt: EpochMs | null;
  /** Null while it stands, and where it was not kept. */
  readonly removedBy: UserId | null;
}

export interface MemberRow {
  readonly id: MemberId;
  readonly termId: TermId;
  readonly personId: PersonId;
  readonly post: string | null;
  readonly voting: boolean;
  readonly rank: number;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly importId: RosterImportId | null;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** Deleted as entered by mistake; can be taken back. */
  readonly removedAt: EpochMs | null;
  /** Null while it stands, and where it was not kept. */
  readonly removedBy: UserId | null;
}

/** One state of a body's rules, never changed but for being withdrawn: a correction is a later row of the same day. */
export interface CharterRow {
  readonly id: CharterEntryId;
  readonly bodyId: BodyId;
  readonly from: LocalDate;
  readonly preset: PresetId | null;
  readonly rule: CharterRule;
  readonly createdAt: EpochMs;
  readonly by: UserId;
  readonly byName: string;
  /** Withdrawn as set by mistake; can be taken back. */
  readonly removedAt: EpochMs | null;
}

export interface RosterImportRow {
  readonly id: RosterImportId;
  /** Null = people only, of no body. */
  readonly bodyId: BodyId | null;
  readonly termId: TermId | null;
  /** The name of the file. */
  readonly file: string;
  readonly at: EpochMs;
  readonly by: UserId;
  readonly byName: string;
  readonly made: number;
  readonly seated: number;
  /** People there were already, as they stood before it completed what was known of them. */
  readonly before: readonly PersonRow[];
  readonly undoneAt: EpochMs | null;
}

/** A change of one row; a list of them happens together or not at all. */
export type RegisterWrite =
  | { readonly kind: 'organisation.insert'; readonly row: OrganisationRow }
  | { readonly kind: 'organisation.set'; readonly row: OrganisationRow }
  /** Everybody at `from` is at `into`, also in what imports would put back; `from` is no more. */
  | { readonly kind: 'organisation.merge'; readonly from: OrganisationId; readonly into: OrganisationId }
  | { readonly kind: 'person.insert'; readonly row: PersonRow }
  /** Writes every column but the id, only while it is as it was at `asOf`, where that is given. */
  | { readonly kind: 'person.set'; readonly row: PersonRow; readonly asOf?: EpochMs }
  /** `from` is `into` from now on; restoring it takes that back. */
  | { readonly kind: 'person.merge'; readonly from: PersonId; readonly into: PersonId }
  | { readonly kind: 'term.insert'; readonly row: TermRow }
  | { readonly kind: 'term.set'; readonly row: TermRow }
  | { readonly kind: 'member.insert'; readonly row: MemberRow }
  | { readonly kind: 'member.set'; readonly row: MemberRow }
  | { readonly kind: 'member.rank'; readonly id: MemberId; readonly rank: number }
  | { readonly kind: 'charter.insert'; readonly row: CharterRow }
  | { readonly kind: 'charter.set'; readonly row: CharterRow }
  | { readonly kind: 'import.insert'; readonly row: RosterImportRow }
  /** Takes off what it brought and nobody has touched since. */
  | { readonly kind: 'import.undo'; readonly id: RosterImportId; readonly at: EpochMs };

/** The bodies that somebody has to do with. */
export interface SeatsHeld {
  /** Where they hold or held a seat. */
  readonly standing: ReadonlySet<BodyId>;
  /** Where the first one they were given came with their entry and was deleted lately, and by whom. */
  readonly mistaken: ReadonlyMap<BodyId, UserId>;
}

/** Reads show what was committed; lists leave out what was removed; `write` rejects with `StorageUnavailable`. */
export interface People {
  /** Oldest first. */
  organisations(): Promise<readonly OrganisationRow[]>;
  /** Oldest first. */
  people(): Promise<readonly PersonRow[]>;
  /** Who was merged away, and into whom. */
  merged(): Promise<ReadonlyMap<PersonId, PersonId>>;
  /** What these are called, off the register too. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Off the register too. */
  person(id: PersonId): Promise<PersonRow | null>;
  /** Of one body, or of all: newest term first. */
  terms(bodyId?: BodyId): Promise<readonly TermRow[]>;
  /** Removed ones too. */
  term(id: TermId): Promise<TermRow | null>;
  /** Of these terms, in the order of rank. */
  members(terms: readonly TermId[]): Promise<readonly MemberRow[]>;
  /** Removed ones too. */
  member(id: MemberId): Promise<MemberRow | null>;
  /** All they were ever given, removed ones and those of removed terms too. */
  membersOf(person: PersonId): Promise<readonly MemberRow[]>;
  /** Of everybody who was ever given one; `lately` = deleted since then. */
  seats(lately: EpochMs): Promise<ReadonlyMap<PersonId, SeatsHeld>>;
  /** Oldest first: of two from one day the later one stands. */
  charter(bodyId: BodyId): Promise<readonly CharterRow[]>;
  /** Withdrawn ones too. */
  charterEntry(id: CharterEntryId): Promise<CharterRow | null>;
  /** The name of its file. */
  importFile(id: RosterImportId): Promise<string | null>;
  /** Newest first. */
  imports(): Promise<readonly RosterImportRow[]>;
  /** All of it with what the audit log says, or nothing. */
  write(writes: readonly RegisterWrite[], audit: readonly AuditEntry[]): Promise<void>;
}
