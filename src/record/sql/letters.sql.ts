// Which letters has the report desk seen, and who got them? Table and questions of control.sqlite; what a row says is sealed.
export const LETTER_TABLES = `
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS letter (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
`

export const LETTER_QUESTIONS = {
  all: 'SELECT number, sealed FROM letter ORDER BY number',
  change: 'UPDATE letter SET sealed = ? WHERE number = ?',
  /** Another number after another connection has written. */
  version: 'PRAGMA data_version',
  insert: 'INSERT INTO letter (at, sealed) VALUES (?, ?)',
  old: 'DELETE FROM letter WHERE at < ?1 OR number <= (SELECT max(number) FROM letter) - ?2',
} as const
