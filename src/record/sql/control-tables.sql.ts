// Tables of the control store (SQLite). Statements are only ever inserted: a trigger refuses the rest.
export const CONTROL_TABLES = `
CREATE TABLE IF NOT EXISTS incident (id TEXT PRIMARY KEY, vendor TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS statement (
  incident TEXT NOT NULL REFERENCES incident (id),
  number INTEGER NOT NULL,
  by TEXT NOT NULL,
  said TEXT NOT NULL,
  received TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (incident, number)
) STRICT;
CREATE TRIGGER IF NOT EXISTS statement_stays BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'statements are never changed'); END;
CREATE TRIGGER IF NOT EXISTS statement_remains BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'statements are never deleted'); END;
`
