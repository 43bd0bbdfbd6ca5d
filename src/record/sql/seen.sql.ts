// Was this event of an export taken in before? Tables and questions of imports/VENDOR.sqlite.

export const SEEN_TABLES = `PRAGMA busy_timeout = 60000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS seen (event INTEGER PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS handover (name TEXT PRIMARY KEY) WITHOUT ROWID;`

export const SEEN_QUESTIONS = {
  insert: 'INSERT OR IGNORE INTO seen (event) VALUES (?)',
  noteHandover: 'INSERT INTO handover (name) VALUES (?)',
  handed: 'SELECT count(*) AS n FROM handover WHERE name = ?',
} as const
