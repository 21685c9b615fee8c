// Who took which part in which meeting, read out of its documents. Only steps of migrations.ts: released ones are never edited.

// A copy that can be thrown away: `stamp` tells how far the documents had come when it was read. Nothing here refers to
// meetings, so that it stands in nobody's way.
export const PARTS_TAKEN = `
CREATE TABLE part_readings (
  meeting_id TEXT PRIMARY KEY,
  stamp TEXT NOT NULL,
  started_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE parts_taken (
  meeting_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  person_id TEXT,
  org_key TEXT,
  part TEXT NOT NULL,
  PRIMARY KEY (meeting_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX parts_of_people ON parts_taken (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX parts_of_units ON parts_taken (org_key) WHERE org_key IS NOT NULL;
`;
