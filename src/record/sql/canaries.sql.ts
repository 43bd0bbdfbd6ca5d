// Which invented persons are there, and whose is one? Table and questions of control.sqlite; what they are called is sealed.
export const CANARY_TABLES = `
CREATE TABLE IF NOT EXISTS canary (
  number INTEGER PRIMARY KEY,
  vendor TEXT NOT NULL,
  sealed BLOB NOT NULL,
  planted INTEGER NOT NULL,
  due INTEGER NOT NULL,
  sent INTEGER NOT NULL DEFAULT 0,
  last INTEGER,
  told INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS canary_identity (hash BLOB PRIMARY KEY, canary INTEGER NOT NULL REFERENCES canary (number)) STRICT;
`

export const CANARY_QUESTIONS = {
  all: 'SELECT number, vendor, sealed, planted, due, sent, last, told FROM canary ORDER BY number',
  insert: 'INSERT INTO canary (vendor, sealed, planted, due) VALUES (?, ?, ?, ?)',
  name: 'INSERT INTO canary_identity (hash, canary) VALUES (?, ?)',
  byIdentity: 'SELECT vendor FROM canary_identity JOIN canary ON canary.number = canary_identity.canary WHERE hash = ?',
  identities: 'SELECT hash FROM canary_identity',
  active: `UPDATE canary SET due = coalesce(?2, due), sent = sent + ?3, last = coalesce(?4, last), told = max(told, ?5) WHERE number = ?1`,
} as const
