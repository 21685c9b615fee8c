// Addresses at which calendars subscribe. Only steps of migrations.ts: released ones are never edited.

// `scope`: JSON of the bodies it is confined to; null = all. A revoked one is gone.
export const CALENDAR_FEEDS = `
CREATE TABLE calendar_feeds (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('account', 'body', 'person')),
  subject TEXT NOT NULL,
  scope TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX calendar_feeds_of ON calendar_feeds (kind, subject, created_at);
`;
