// What is kept beside a meeting's documents: files, named versions, private notes. Only steps of migrations.ts: released ones
// are never edited.

// Rows are never deleted: a version that was sealed may name them. The bytes are in files named by the digest.
export const FILES = `
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
export const NAMED_VERSIONS = `
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
export const PRIVATE_NOTES = `
CREATE TABLE private_notes (
  user_id TEXT NOT NULL REFERENCES accounts (id),
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  text TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision > 0),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, meeting_id)
) STRICT, WITHOUT ROWID;
`;
