// The tables as the query builder sees them, column by column as migrations.ts makes them. The document tables are not
// here: only prepared statements touch those.
import type { ColumnType, Generated } from 'kysely';
import type { ItemKind } from '../../shared/domain/agenda.ts';
import type { AuditAction, AuditVia } from '../../shared/domain/audit.ts';
import type { PresetId } from '../../shared/domain/charter.ts';
import type { FileParent } from '../../shared/domain/file.ts';
import type {
  ArchiveId,
  BodyId,
  CalendarFeedId,
  CharterEntryId,
  FileId,
  InvitationId,
  ItemId,
  LinkId,
  MeetingId,
  MemberId,
  NamedVersionId,
  OrganisationId,
  PersonId,
  RosterImportId,
  SessionId,
  StockPhraseId,
  TemplateId,
  TermId,
  TokenId,
  TopicId,
  UserId,
} from '../../shared/domain/ids.ts';
import type { MeetingPhase } from '../../shared/domain/meeting.ts';
import type { NamedVersionKind } from '../../shared/domain/named-version.ts';
import type { NoticeChannel, NoticeFault, NoticeState } from '../../shared/domain/notice.ts';
import type { PassageKind } from '../../shared/domain/passage.ts';
import type { Role } from '../../shared/domain/roles.ts';
import type { CalendarSubject } from '../calendar-ports.ts';
import type { EpochMs, LocalDate } from '../../shared/lib/time.ts';
import type { Flag } from './flag.ts';
import type {
  TaskFilesTable,
  TaskHistoryTable,
  TaskLettersTable,
  TaskLinksTable,
  TaskOwnersTable,
  TasksTable,
} from './schema-tasks.ts';

export interface MeetingsTable {
  id: MeetingId;
  title: string;
  phase: MeetingPhase;
  version: number;
  body_id: string | null;
  planned_start: EpochMs | null;
  planned_end: EpochMs | null;
  venue: string | null;
  created_at: EpochMs;
  updated_at: EpochMs;
  trashed_at: EpochMs | null;
  draft: Flag;
  sample: Flag;
}

export interface ArchivesTable {
  ordinal: Generated<number>;
  id: ArchiveId;
  meeting_id: MeetingId;
  version: number;
  title: string;
  body_id: string | null;
  date: string | null;
  archived_at: EpochMs;
  archived_by: UserId;
  archived_by_name: string;
  digest: string;
  previous_digest: string | null;
  seal: string;
  snapshot: string;
  override_reason: string | null;
}

export interface ArchiveTextTable {
  id: Generated<number>;
  archive_id: ArchiveId;
  /** Null in rows of before kinds were kept. */
  kind: PassageKind | null;
  item_id: string | null;
  internal: Flag;
  text: string;
}

export interface ArchiveTermsTable {
  rowid: number;
  tokens: string;
}

export interface AccountsTable {
  id: UserId;
  username: string;
  username_key: string;
  display_name: string;
  /** Empty: none was set yet. */
  password_hash: string;
  disabled: Flag;
  created_at: EpochMs;
  last_seen_at: EpochMs | null;
  email: string | null;
}

export interface GrantsTable {
  user_id: UserId;
  place: number;
  role: Role;
  body_id: BodyId | null;
}

export interface SessionsTable {
  token_hash: string;
  id: SessionId;
  user_id: UserId;
  created_at: EpochMs;
  expires_at: EpochMs;
  last_seen_at: EpochMs;
  address: string;
  agent: string;
}

export interface InvitationsTable {
  id: InvitationId;
  token_hash: string;
  user_id: UserId;
  purpose: 'invite' | 'reset';
  created_at: EpochMs;
  expires_at: EpochMs;
}

export interface ApiTokensTable {
  id: TokenId;
  token_hash: string;
  user_id: UserId;
  label: string;
  created_at: EpochMs;
  expires_at: EpochMs | null;
}

export interface LinksTable {
  id: LinkId;
  token_hash: string;
  kind: string;
  meeting_id: MeetingId;
  screen: string | null;
  created_at: EpochMs;
  created_by: UserId;
  expires_at: EpochMs | null;
}

export interface AuditTable {
  ordinal: Generated<number>;
  at: EpochMs;
  actor: string;
  via: AuditVia;
  action: AuditAction;
  /** JSON of AuditTarget[]. */
  targets: string;
  address: string | null;
  count: number;
  hash: Uint8Array;
}

export interface FilesTable {
  id: FileId;
  meeting_id: MeetingId;
  parent_kind: FileParent['kind'];
  parent_id: string | null;
  name: string;
  media_type: string;
  size_bytes: number;
  digest: string;
  width: number | null;
  height: number | null;
  created_at: EpochMs;
  created_by: UserId;
  created_by_name: string;
  removed_at: EpochMs | null;
}

export interface NamedVersionsTable {
  id: NamedVersionId;
  meeting_id: MeetingId;
  version: number;
  seq: number;
  kind: NamedVersionKind;
  name: string | null;
  at: EpochMs;
  by: UserId;
  by_name: string;
  removed_at: EpochMs | null;
}

export interface PrivateNotesTable {
  user_id: UserId;
  meeting_id: MeetingId;
  text: string;
  revision: number;
  updated_at: EpochMs;
}

export interface BodiesTable {
  id: BodyId;
  name: string;
  short_name: string | null;
  created_at: EpochMs;
  updated_at: EpochMs;
  /** JSON of string[]. */
  aliases: string;
}

export interface HallLooksTable {
  body_id: BodyId;
  title: string | null;
  accent: string | null;
  /** Digest of a logo's bytes. */
  logo: string | null;
  logo_width: number | null;
  logo_height: number | null;
  on_plate: Flag;
  updated_at: EpochMs;
}

export interface MinutesTemplatesTable {
  body_id: BodyId;
  digest: string;
  name: string;
  size_bytes: number;
  uploaded_at: EpochMs;
  is_kept: Flag;
  bytes: Uint8Array;
}

export interface HolidayYearsTable {
  year: number;
  /** JSON of Holiday[], of LocalDate[]. */
  holidays: string;
  worked: string;
  changed_at: EpochMs;
  changed_by: UserId;
}

export interface LogosTable {
  digest: string;
  bytes: Uint8Array;
}

export interface TemplatesTable {
  id: TemplateId;
  name: string;
  body_id: string | null;
  /** JSON of TemplateItem[]. */
  items: string;
  created_at: EpochMs;
  updated_at: EpochMs;
  removed_at: EpochMs | null;
}

export interface StockPhrasesTable {
  id: StockPhraseId;
  body_id: string | null;
  label: string | null;
  text: string;
  created_at: EpochMs;
  updated_at: EpochMs;
  removed_at: EpochMs | null;
}

export interface OrganisationsTable {
  id: OrganisationId;
  name: string;
  short_name: string | null;
  created_at: EpochMs;
  updated_at: EpochMs;
  /** JSON of string[]. */
  aliases: string;
}

export interface PeopleTable {
  id: PersonId;
  name: string;
  reading: string | null;
  /** JSON of PostValue[]. */
  posts: string;
  phone: string | null;
  email: string | null;
  note: string | null;
  import_id: RosterImportId | null;
  created_at: EpochMs;
  updated_at: EpochMs;
  removed_at: EpochMs | null;
  /** JSON of string[]. */
  aliases: string;
  merged_into: ColumnType<PersonId | null, never, PersonId | null>;
}

export interface TermsTable {
  id: TermId;
  body_id: BodyId;
  number: number;
  from_day: LocalDate;
  to_day: LocalDate | null;
  seats: number | null;
  created_at: EpochMs;
  updated_at: EpochMs;
  removed_at: EpochMs | null;
  removed_by: UserId | null;
}

export interface MembersTable {
  id: MemberId;
  term_id: TermId;
  person_id: PersonId;
  post: string | null;
  voting: Flag;
  rank: number;
  from_day: LocalDate | null;
  to_day: LocalDate | null;
  import_id: RosterImportId | null;
  created_at: EpochMs;
  updated_at: EpochMs;
  removed_at: EpochMs | null;
  removed_by: UserId | null;
}

export interface CharterTable {
  id: CharterEntryId;
  body_id: BodyId;
  from_day: LocalDate;
  preset: PresetId | null;
  /** JSON of CharterRule. */
  rule: string;
  created_at: EpochMs;
  by: UserId;
  by_name: string;
  removed_at: EpochMs | null;
}

export interface RosterImportsTable {
  id: RosterImportId;
  body_id: BodyId | null;
  term_id: TermId | null;
  file: string;
  at: EpochMs;
  by: UserId;
  by_name: string;
  made: number;
  seated: number;
  /** JSON of PersonRow[]. */
  before: string;
  undone_at: EpochMs | null;
}

export interface OutboxTable {
  id: string;
  topic: string;
  payload: string;
  due_at: EpochMs;
  channel: NoticeChannel;
  target: string;
  key: string | null;
  meeting_id: MeetingId | null;
  about: string | null;
  daily: Flag;
  state: NoticeState;
  /** When it is tried next; of one that is being sent, when its claim runs out. */
  next_at: EpochMs;
  attempts: number;
  /** What its mail is identified by; notices with the same one are one mail. */
  message: string | null;
  claim: string | null;
  fault: NoticeFault | null;
  detail: string | null;
  settled_at: EpochMs | null;
}

export interface CalendarFeedsTable {
  id: CalendarFeedId;
  token_hash: string;
  kind: CalendarSubject;
  subject: string;
  scope: string | null;
  created_at: EpochMs;
  created_by: UserId;
  used_at: EpochMs | null;
}

export interface TopicsTable {
  id: TopicId;
  body_id: string;
  title: string;
  kind: ItemKind;
  proposer: string | null;
  notes: string | null;
  wanted_by: LocalDate | null;
  internal: number;
  place: string;
  origin_meeting: MeetingId | null;
  origin_item: ItemId | null;
  created_at: EpochMs;
  updated_at: EpochMs;
  removed_at: EpochMs | null;
}

export interface Schema {
  meetings: MeetingsTable;
  archives: ArchivesTable;
  archive_text: ArchiveTextTable;
  archive_terms: ArchiveTermsTable;
  accounts: AccountsTable;
  grants: GrantsTable;
  sessions: SessionsTable;
  api_tokens: ApiTokensTable;
  links: LinksTable;
  invitations: InvitationsTable;
  audit: AuditTable;
  files: FilesTable;
  named_versions: NamedVersionsTable;
  private_notes: PrivateNotesTable;
  bodies: BodiesTable;
  hall_looks: HallLooksTable;
  minutes_templates: MinutesTemplatesTable;
  holiday_years: HolidayYearsTable;
  logos: LogosTable;
  templates: TemplatesTable;
  stock_phrases: StockPhrasesTable;
  organisations: OrganisationsTable;
  people: PeopleTable;
  terms: TermsTable;
  members: MembersTable;
  charter: CharterTable;
  roster_imports: RosterImportsTable;
  outbox: OutboxTable;
  tasks: TasksTable;
  task_owners: TaskOwnersTable;
  task_history: TaskHistoryTable;
  task_links: TaskLinksTable;
  task_letters: TaskLettersTable;
  calendar_feeds: CalendarFeedsTable;
  topics: TopicsTable;
  task_files: TaskFilesTable;
}
