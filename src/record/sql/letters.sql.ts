// Which letters has the report desk seen, and who got them? Table and questions of control.sqlite; what a row says is sealed.
export const LETTER_TABLES = `
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS letter (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
`

export const LETTER_QUESTIONS = {
  all: 'SELECT sealed FROM letter ORDER BY number',
  insert: 'INSERT INTO letter (at, sealed) VALUES (?, ?)',
  old: 'DELETE FROM letter WHERE at < ?1 OR number <= (SELECT max(number) FROM letter) - ?2',
} as const
