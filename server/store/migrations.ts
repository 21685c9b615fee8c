// The database's shape as numbered steps, each in one transaction with its number, so a kill leaves the old shape or
// the new one. A step that was released is never edited. The same tables as types: schema.ts.
import type Database from 'better-sqlite3';

interface Migration {
  readonly name: string;
  readonly sql: string;
}

// Journal rows are keyed and stored by (doc, seq): a document's history lies together, and a commit touches one page
// for it. `frozen`, `internal` and `disabled` are 0 or 1; instants are epoch milliseconds.
const CORE = `
CREATE TABLE documents (
  doc TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1)),
  seq INTEGER NOT NULL DEFAULT 0,
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  doc TEXT NOT NULL REFERENCES documents (doc),
  seq INTEGER NOT NULL CHECK (seq > 0),
  received_at INTEGER NOT NULL,
  principal TEXT NOT NULL,
  crc INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  bytes BLOB NOT NULL,
  PRIMARY KEY (doc, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
  doc TEXT NOT NULL REFERENCES documents (doc),
  client_id INTEGER NOT NULL,
  principal TEXT NOT NULL,
  PRIMARY KEY (doc, client_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  doc TEXT NOT NULL REFERENCES documents (doc),
  seq INTEGER NOT NULL,
  crc INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (doc, seq)
) STRICT;

CREATE TABLE meetings (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('prepare', 'live', 'follow-up', 'archived')),
  version INTEGER NOT NULL CHECK (version > 0),
  body_id TEXT,
  planned_start INTEGER,
  planned_end INTEGER,
  venue TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  trashed_at INTEGER
) STRICT;

CREATE TABLE commands (
  id TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL,
  principal TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  result TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  topic TEXT NOT NULL,
  payload TEXT NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;

CREATE TABLE archives (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  body_id TEXT,
  date TEXT,
  archived_at INTEGER NOT NULL,
  archived_by TEXT NOT NULL,
  archived_by_name TEXT NOT NULL,
  digest TEXT NOT NULL,
  previous_digest TEXT,
  seal TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  override_reason TEXT,
  UNIQUE (meeting_id, version)
) STRICT;
CREATE INDEX archives_by_time ON archives (archived_at, id);
-- The archive is one chain: two seals must not stand on the same one.
CREATE UNIQUE INDEX archives_chain ON archives (previous_digest) WHERE previous_digest IS NOT NULL;

CREATE TABLE archive_text (
  id INTEGER PRIMARY KEY,
  archive_id TEXT NOT NULL REFERENCES archives (id),
  item_id TEXT,
  internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX archive_text_of ON archive_text (archive_id);
-- The rows of archive_text under the same numbers, as tokens only: the words are kept once.
CREATE VIRTUAL TABLE archive_terms USING fts5(
  tokens, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
);

CREATE TABLE tasks (
  archive_id TEXT NOT NULL REFERENCES archives (id),
  id TEXT NOT NULL,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  item_id TEXT,
  what TEXT NOT NULL,
  owners TEXT NOT NULL,
  due TEXT,
  due_text TEXT,
  state TEXT NOT NULL,
  PRIMARY KEY (archive_id, id)
) STRICT;

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL,
  -- Folded for comparison; SQLite's own folding knows ASCII only.
  username_key TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE grants (
  user_id TEXT NOT NULL REFERENCES accounts (id),
  place INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('admin', 'secretary', 'notetaker', 'reader')),
  body_id TEXT,
  PRIMARY KEY (user_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of ON sessions (user_id);

CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES accounts (id),
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;
CREATE INDEX api_tokens_of ON api_tokens (user_id);

CREATE TABLE links (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  screen TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER
) STRICT;
CREATE INDEX links_of ON links (meeting_id);
`;

// An empty `password_hash` is an account that was only invited. Nothing points to a session, so that its table can be made
// anew; a session from before gets an id, and is taken for seen when it was opened.
const ACCESS = `
ALTER TABLE accounts ADD COLUMN last_seen_at INTEGER;

CREATE TABLE sessions_with_place (
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES accounts (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sessions_with_place
  SELECT token_hash, lower(hex(randomblob(16))), user_id, created_at, expires_at, created_at, '', '' FROM sessions;
DROP TABLE sessions;
ALTER TABLE sessions_with_place RENAME TO sessions;
CREATE INDEX sessions_of ON sessions (user_id);

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  -- One at a time: a new one takes the place of the one before.
  user_id TEXT NOT NULL UNIQUE REFERENCES accounts (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('invite', 'reset')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

-- AUTOINCREMENT keeps the highest number ever given beside the table: rows that were cut off at its end are missed.
CREATE TABLE audit (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  via TEXT NOT NULL,
  action TEXT NOT NULL,
  targets TEXT NOT NULL,
  address TEXT,
  count INTEGER NOT NULL CHECK (count > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_by_actor ON audit (actor, ordinal);
CREATE INDEX audit_by_action ON audit (action, ordinal);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
  BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
  BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
`;

// Rows are never deleted: a version that was sealed may name them. The bytes are in files named by the digest.
const FILES = `
CREATE TABLE files (
  id TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  parent_kind TEXT NOT NULL CHECK (parent_kind IN ('meeting', 'item', 'task')),
  parent_id TEXT CHECK ((parent_id IS NULL) = (parent_kind = 'meeting')),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  width INTEGER,
  height INTEGER CHECK ((height IS NULL) = (width IS NULL)),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX files_of ON files (meeting_id, created_at);
CREATE INDEX files_by_digest ON files (digest);
`;

// A moment is a row of the desk's journal. Rows are kept when they are taken off, so that it can be taken back.
const NAMED_VERSIONS = `
CREATE TABLE named_versions (
  id TEXT PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  version INTEGER NOT NULL CHECK (version > 0),
  seq INTEGER NOT NULL CHECK (seq > 0),
  kind TEXT NOT NULL CHECK (kind IN ('named', 'began', 'closed', 'archived')),
  name TEXT CHECK (name IS NOT NULL OR kind <> 'named'),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  by_name TEXT NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX named_versions_of ON named_versions (meeting_id, at);
`;

// One text a person and meeting. Its number rises with each writing: a change says which one it was made on.
const PRIVATE_NOTES = `
CREATE TABLE private_notes (
  user_id TEXT NOT NULL REFERENCES accounts (id),
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  text TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision > 0),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, meeting_id)
) STRICT, WITHOUT ROWID;
`;

// Meetings may belong to a body that has no row here yet: its id was given before bodies had names.
const PREPARING = `
CREATE TABLE bodies (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  short_name TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  body_id TEXT,
  items TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

ALTER TABLE meetings ADD COLUMN draft INTEGER NOT NULL DEFAULT 0 CHECK (draft IN (0, 1));
ALTER TABLE meetings ADD COLUMN sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1));
`;

const STOCK_PHRASES = `
CREATE TABLE stock_phrases (
  id TEXT PRIMARY KEY,
  body_id TEXT,
  label TEXT,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
`;

// Two bodies of one name could be made at the same moment; the later ones get the next number that makes a name nobody has.
const NAMES_OF_BODIES = `
CREATE TEMP TABLE named AS
  SELECT id, name, row_number() OVER (PARTITION BY name ORDER BY created_at, id) - 1 AS twin FROM bodies;
CREATE TEMP TABLE free AS
  WITH RECURSIVE numbers (n) AS (
    SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n <= 2 * (SELECT count(*) FROM named)
  )
  SELECT twins.name, n, row_number() OVER (PARTITION BY twins.name ORDER BY n) AS place
  FROM (SELECT DISTINCT name FROM named WHERE twin > 0) AS twins CROSS JOIN numbers
  WHERE NOT EXISTS (SELECT 1 FROM named WHERE named.name = twins.name || ' (' || n || ')');
UPDATE bodies SET name = (
  SELECT named.name || ' (' || free.n || ')' FROM named JOIN free ON free.name = named.name AND free.place = named.twin
  WHERE named.id = bodies.id
) WHERE id IN (SELECT id FROM named WHERE twin > 0);
DROP TABLE free;
DROP TABLE named;
CREATE UNIQUE INDEX bodies_name ON bodies (name);
`;

// People are marked when they are taken off.
const PEOPLE = `
CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  short_name TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  reading TEXT,
  posts TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  note TEXT,
  import_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE terms (
  id TEXT PRIMARY KEY,
  body_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  from_day TEXT NOT NULL,
  to_day TEXT,
  seats INTEGER CHECK (seats > 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX terms_of ON terms (body_id, number);

CREATE TABLE members (
  id TEXT PRIMARY KEY,
  term_id TEXT NOT NULL REFERENCES terms (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  post TEXT,
  voting INTEGER NOT NULL CHECK (voting IN (0, 1)),
  rank INTEGER NOT NULL,
  from_day TEXT,
  to_day TEXT,
  import_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX members_of ON members (term_id, rank);
CREATE INDEX members_by_person ON members (person_id);

CREATE TABLE charter (
  id TEXT PRIMARY KEY,
  body_id TEXT NOT NULL,
  from_day TEXT NOT NULL,
  preset TEXT,
  rule TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  by TEXT NOT NULL,
  by_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX charter_of ON charter (body_id, from_day, created_at);

CREATE TABLE roster_imports (
  id TEXT PRIMARY KEY,
  body_id TEXT,
  term_id TEXT,
  file TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  by_name TEXT NOT NULL,
  made INTEGER NOT NULL,
  seated INTEGER NOT NULL,
  before TEXT NOT NULL,
  undone_at INTEGER
) STRICT, WITHOUT ROWID;
`;

// Seats, terms and rules are marked as well when they are deleted: whoever deleted one by mistake takes it back as it stood,
// which making it anew would not be (its rank, its place among the rules of one day).
const REMOVED_SEATS = `
ALTER TABLE terms ADD COLUMN removed_at INTEGER;
ALTER TABLE members ADD COLUMN removed_at INTEGER;
ALTER TABLE charter ADD COLUMN removed_at INTEGER;
DROP INDEX terms_of;
CREATE UNIQUE INDEX terms_of ON terms (body_id, number) WHERE removed_at IS NULL;
`;

// Found passages say what they are. The index tells it of what is sealed or indexed anew from now on.
const KINDS_OF_PASSAGES = `
ALTER TABLE archive_text ADD COLUMN kind TEXT;
`;

// Names that people and organisations gave up: a list that still has them makes no double.
const ALIASES = `
ALTER TABLE organisations ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
ALTER TABLE people ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
`;

// Who deleted a seat sees its person a while longer, and nobody else of that body does.
const REMOVED_BY = `
ALTER TABLE terms ADD COLUMN removed_by TEXT;
ALTER TABLE members ADD COLUMN removed_by TEXT;
`;

// How a body's hall screens look; logos by the digest of their bytes, small enough for every copy to carry.
const HALL_LOOKS = `
CREATE TABLE hall_looks (
  body_id TEXT PRIMARY KEY,
  title TEXT,
  accent TEXT,
  logo TEXT,
  logo_width INTEGER,
  logo_height INTEGER,
  on_plate INTEGER NOT NULL CHECK (on_plate IN (0, 1)),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE logos (
  digest TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
`;

/** All of them, in order; their numbers are their places. */
export const MIGRATIONS: readonly Migration[] = [
  { name: 'core', sql: CORE },
  { name: 'access', sql: ACCESS },
  { name: 'files', sql: FILES },
  { name: 'named-versions', sql: NAMED_VERSIONS },
  { name: 'private notes', sql: PRIVATE_NOTES },
  { name: 'preparing', sql: PREPARING },
  { name: 'stock phrases', sql: STOCK_PHRASES },
  { name: 'names of bodies', sql: NAMES_OF_BODIES },
  { name: 'people', sql: PEOPLE },
  { name: 'removed seats', sql: REMOVED_SEATS },
  { name: 'kinds of passages', sql: KINDS_OF_PASSAGES },
  { name: 'aliases', sql: ALIASES },
  { name: 'removed by', sql: REMOVED_BY },
  { name: 'hall looks', sql: HALL_LOOKS },
];

/** The number of the newest shape this program knows; a database's own number is its `user_version`. */
export const SCHEMA_NUMBER = MIGRATIONS.length;

/**
 * Brings the database from shape `current` to the newest one of `steps`. Throws with the step's name;
 * that step left nothing, and those before it are complete.
 */
export function migrate(database: Database.Database, current: number, steps: readonly Migration[]): void {
  steps.slice(current).forEach((migration, index) => {
    const number = current + index + 1;
    try {
      database.exec(`BEGIN IMMEDIATE; ${migration.sql}; PRAGMA user_version = ${number}; COMMIT;`);
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw new Error(`migration ${number} (${migration.name}) failed; the database is as it was before it`, {
        cause: error,
      });
    }
  });
}
