// Who is in the vault, and what is sealed there? Tables and questions of vault.sqlite.

export const VAULT_TABLES = `PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS person (number INTEGER PRIMARY KEY, key BLOB NOT NULL, sealed BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS identity (hash BLOB PRIMARY KEY, person INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS identity_person ON identity (person);`

export const VAULT_QUESTIONS = {
  byIdentity: 'SELECT person FROM identity WHERE hash = ?',
  person: 'SELECT key, sealed FROM person WHERE number = ?',
  insert: 'INSERT INTO person (key, sealed) VALUES (?, ?)',
  update: 'UPDATE person SET sealed = ? WHERE number = ?',
  name: 'INSERT INTO identity (hash, person) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING',
  unname: 'DELETE FROM identity WHERE person = ?',
  names: 'SELECT hash FROM identity WHERE person = ?',
  drop: 'DELETE FROM person WHERE number = ?',
  all: 'SELECT hash, person FROM identity',
  version: 'SELECT count(*) AS n, coalesce(max(number), 0) AS top FROM person',
} as const

export const BEGIN = 'BEGIN IMMEDIATE'
export const COMMIT = 'COMMIT'
export const ROLLBACK = 'ROLLBACK'
/** Moves what the log holds into the file and empties it, so that what was overwritten is in neither. */
export const EMPTY_LOG = 'PRAGMA wal_checkpoint(TRUNCATE)'
