// The register of tasks that were handed out, over all meetings and bodies. Only steps of migrations.ts: released ones are
// never edited.

// What a sealed version had keeps its rows under another name: from now on tasks are those that were handed out. How a task
// stands is written beside its history, in the same transaction, so that lists need not fold it. `words`: what is searched,
// folded. An owner's `identity` is the same wherever they owe something.
export const TASKS = `
ALTER TABLE tasks RENAME TO sealed_tasks;

CREATE TABLE tasks (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  body_id TEXT,
  meeting_id TEXT REFERENCES meetings (id),
  desk_task TEXT CHECK (desk_task IS NULL OR meeting_id IS NOT NULL),
  item_id TEXT,
  what TEXT NOT NULL,
  state TEXT NOT NULL,
  since INTEGER NOT NULL,
  due TEXT,
  due_order TEXT NOT NULL GENERATED ALWAYS AS (coalesce(due, '9999-12-31')) VIRTUAL,
  due_text TEXT,
  supervisor TEXT,
  supervisor_name TEXT CHECK ((supervisor_name IS NULL) = (supervisor IS NULL)),
  words TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision > 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX tasks_of_desk ON tasks (meeting_id, desk_task) WHERE desk_task IS NOT NULL;
CREATE INDEX tasks_by_due ON tasks (due_order, number);
CREATE INDEX tasks_by_state ON tasks (state, due_order, number);
CREATE INDEX tasks_by_body ON tasks (body_id, due_order, number);
CREATE INDEX tasks_by_meeting ON tasks (meeting_id, due_order, number);

CREATE TABLE task_owners (
  task_id TEXT NOT NULL REFERENCES tasks (id),
  place INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'supporter')),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  is_lead INTEGER NOT NULL CHECK (is_lead IN (0, 1)),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'committee', 'organisation', 'outsider', 'named')),
  email TEXT,
  person_id TEXT,
  identity TEXT NOT NULL,
  PRIMARY KEY (task_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_owners_by_name ON task_owners (name_key, role);
CREATE INDEX task_owners_by_identity ON task_owners (identity, role);

CREATE TABLE task_history (
  task_id TEXT NOT NULL REFERENCES tasks (id),
  place INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by_kind TEXT NOT NULL CHECK (by_kind IN ('user', 'owner')),
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  happening TEXT NOT NULL,
  PRIMARY KEY (task_id, place)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER task_history_is_not_changed BEFORE UPDATE ON task_history
  BEGIN SELECT raise(ABORT, 'the history of a task is only added to'); END;
CREATE TRIGGER task_history_is_not_removed BEFORE DELETE ON task_history
  BEGIN SELECT raise(ABORT, 'the history of a task is only added to'); END;
`;

// Links that open the tasks of one owner. Rows stay when they are revoked: whoever follows a task up sees that there was one.
export const TASK_LINKS = `
CREATE TABLE task_links (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  body_id TEXT,
  identity TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  delivered_at INTEGER,
  opened_at INTEGER,
  answered_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX task_links_of ON task_links (identity, created_at);
`;

// What was written to whom about which task, by `occasion`: each is told once. `recipient`: an owner's identity, or
// `user~<id>` for whoever supervises. Addresses of accounts stand with them. Links that went out by mail are told apart.
export const TASK_LETTERS = `
CREATE TABLE task_letters (
  task_id TEXT NOT NULL REFERENCES tasks (id),
  recipient TEXT NOT NULL,
  occasion TEXT NOT NULL,
  topic TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  address TEXT NOT NULL,
  link_id TEXT,
  at INTEGER NOT NULL,
  delivered_at INTEGER,
  PRIMARY KEY (task_id, recipient, occasion)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_letters_of_notice ON task_letters (notice_id);
ALTER TABLE task_links ADD COLUMN mailed INTEGER NOT NULL DEFAULT 0 CHECK (mailed IN (0, 1));
ALTER TABLE accounts ADD COLUMN email TEXT;
`;

// The line of a work report that a task was made of: JSON of the item's id, the row's, and how it read. It outlives the desk.
export const TASK_REPORT_LINES = `
ALTER TABLE tasks ADD COLUMN report_line TEXT;
`;
