// The register of people: organisations, people, terms, seats, charters, imports. Only steps of migrations.ts: released ones
// are never edited.

// People are marked when they are taken off.
export const PEOPLE = `
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
export const REMOVED_SEATS = `
ALTER TABLE terms ADD COLUMN removed_at INTEGER;
ALTER TABLE members ADD COLUMN removed_at INTEGER;
ALTER TABLE charter ADD COLUMN removed_at INTEGER;
DROP INDEX terms_of;
CREATE UNIQUE INDEX terms_of ON terms (body_id, number) WHERE removed_at IS NULL;
`;

// Names that people and organisations gave up: a list that still has them makes no double.
export const ALIASES = `
ALTER TABLE organisations ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
ALTER TABLE people ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
`;

// Who deleted a seat sees its person a while longer, and nobody else of that body does.
export const REMOVED_BY = `
ALTER TABLE terms ADD COLUMN removed_by TEXT;
ALTER TABLE members ADD COLUMN removed_by TEXT;
`;

// Which entry became which when two were made one, also before this was kept: the audit log tells. And the names that bodies
// gave up. A merging marks and is noted at one instant: whoever was put back, and taken off later, was merged into nobody.
export const MERGED = `
ALTER TABLE people ADD COLUMN merged_into TEXT;
UPDATE people SET merged_into = (
  SELECT json_extract(targets, '$[0].id') FROM audit
  WHERE action = 'person.merged' AND json_extract(targets, '$[1].id') = people.id AND at = people.removed_at
  ORDER BY ordinal DESC LIMIT 1
) WHERE removed_at IS NOT NULL;
CREATE INDEX people_merged ON people (merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE bodies ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';
`;
