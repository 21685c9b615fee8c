// Migrations that the program does not have yet, so that a database can be between several shapes: a table that is filled
// from an old one, and one that is made anew in its place.
export const LATER_STEPS = [
  {
    name: 'rooms',
    sql: `CREATE TABLE rooms (id TEXT PRIMARY KEY, title TEXT NOT NULL) STRICT;
      INSERT INTO rooms SELECT id, title FROM meetings;
      ALTER TABLE outbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;`,
  },
  {
    name: 'rooms with their phase',
    sql: `CREATE TABLE halls (id TEXT PRIMARY KEY, title TEXT NOT NULL, phase TEXT NOT NULL) STRICT;
      INSERT INTO halls SELECT rooms.id, rooms.title, meetings.phase FROM rooms JOIN meetings USING (id);
      DROP TABLE rooms;`,
  },
];
