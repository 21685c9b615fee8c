// Who gets in: invitations, sessions with their place, the audit log. Only steps of migrations.ts: released ones are never
// edited.

// An empty `password_hash` is an account that was only invited. Nothing points to a session, so that its table can be made
// anew; a session from before gets an id, and is taken for seen when it was opened.
export const ACCESS = `
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
