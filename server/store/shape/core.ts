// The first tables: documents and their journal, meetings, commands, the archive and its index, accounts and links; and what
// joined the archive's index later. Only steps of migrations.ts: released ones are never edited.

// Journal rows are keyed and stored by (doc, seq): a document's history lies together, and a commit touches one page
// for it. `frozen`, `internal` and `disabled` are 0 or 1; instants are epoch milliseconds.
export const CORE = `
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

// Found passages say what they are. The index tells it of what is sealed or indexed anew from now on.
export const KINDS_OF_PASSAGES = `
ALTER TABLE archive_text ADD COLUMN kind TEXT;
`;
