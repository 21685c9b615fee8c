// Bodies, what their meetings are prepared from, and how their hall screens look. Only steps of migrations.ts: released ones
// are never edited.

// Meetings may belong to a body that has no row here yet: its id was given before bodies had names.
export const PREPARING = `
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

export const STOCK_PHRASES = `
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
export const NAMES_OF_BODIES = `
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

// How a body's hall screens look; logos by the digest of their bytes, small enough for every copy to carry.
export const HALL_LOOKS = `
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

// A body's own template for formal minutes, and the one before it; small enough for every copy to carry.
export const MINUTES_TEMPLATES = `
CREATE TABLE minutes_templates (
  body_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  uploaded_at INTEGER NOT NULL,
  is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),
  bytes BLOB NOT NULL,
  PRIMARY KEY (body_id, digest)
) STRICT;
`;

// What bodies mean to talk about some day (议题库). An item that was put off is a topic without a row until somebody changes it:
// `origin_*` is where it was put off. In which meeting a topic is, that meeting's desk says.
export const TOPICS = `
CREATE TABLE topics (
  id TEXT PRIMARY KEY,
  body_id TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  proposer TEXT,
  notes TEXT,
  wanted_by TEXT,
  internal INTEGER NOT NULL CHECK (internal IN (0, 1)),
  place TEXT NOT NULL,
  origin_meeting TEXT,
  origin_item TEXT CHECK ((origin_item IS NULL) = (origin_meeting IS NULL)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX topics_of_body ON topics (body_id, place, id);
`;
