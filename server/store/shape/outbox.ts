// The outbox: what is to leave the house, and what became of it. Only steps of migrations.ts: released ones are never edited.

// Rows of before were written and never read: they are told to nobody now, years later.
export const DELIVERY = `
ALTER TABLE outbox ADD COLUMN channel TEXT NOT NULL DEFAULT 'event' CHECK (channel IN ('event', 'mail', 'webhook'));
ALTER TABLE outbox ADD COLUMN target TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN key TEXT;
ALTER TABLE outbox ADD COLUMN meeting_id TEXT;
ALTER TABLE outbox ADD COLUMN about TEXT;
ALTER TABLE outbox ADD COLUMN daily INTEGER NOT NULL DEFAULT 0 CHECK (daily IN (0, 1));
ALTER TABLE outbox ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting'
  CHECK (state IN ('waiting', 'sending', 'sent', 'given-up'));
ALTER TABLE outbox ADD COLUMN next_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN message TEXT;
ALTER TABLE outbox ADD COLUMN claim TEXT;
ALTER TABLE outbox ADD COLUMN fault TEXT;
ALTER TABLE outbox ADD COLUMN detail TEXT;
ALTER TABLE outbox ADD COLUMN settled_at INTEGER;
UPDATE outbox SET state = 'sent', settled_at = due_at, payload = '';
CREATE UNIQUE INDEX outbox_key ON outbox (key) WHERE key IS NOT NULL;
CREATE INDEX outbox_open ON outbox (channel, state, next_at);
CREATE INDEX outbox_target ON outbox (target, state);
CREATE INDEX outbox_about ON outbox (about) WHERE about IS NOT NULL;
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;
`;
