// The house's own years of holidays. Only steps of migrations.ts: released ones are never edited.

export const HOLIDAYS = `
CREATE TABLE holiday_years (
  year INTEGER PRIMARY KEY,
  holidays TEXT NOT NULL,
  worked TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
`;
