// What was said about which incident, in order of receipt.
export const INCIDENT_IDS = 'SELECT id FROM incident ORDER BY rowid'
export const ADD_INCIDENT = 'INSERT INTO incident (id, vendor) VALUES (?, ?)'
export const ADD_STATEMENT = `INSERT INTO statement (incident, number, by, said, received, facts)
  SELECT ?, coalesce(max(number), 0) + 1, ?3, ?4, ?5, ?6 FROM statement WHERE incident = ?2`
export const ALL_STATEMENTS = `SELECT incident.id, vendor, number, by, said, received, facts
  FROM incident JOIN statement ON statement.incident = incident.id ORDER BY incident.rowid, number`
