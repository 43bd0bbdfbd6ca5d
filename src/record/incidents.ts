// Incidents in the control store: an append-only list of statements in SQLite (part of Node). Nothing here updates or deletes.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CONTROL_TABLES } from './sql/control-tables.sql.ts'
import { ADD_INCIDENT, ADD_STATEMENT, ALL_STATEMENTS, INCIDENT_IDS } from './sql/incident-statements.sql.ts'

/** A stored statement; `facts` is what respond/incident gave. */
export interface StoredStatement {
  readonly number: number
  readonly by: string
  readonly said: string
  readonly received: string
  readonly facts: Readonly<Record<string, unknown>>
}

export interface StoredIncident {
  readonly id: string
  readonly vendor: string
  readonly statements: readonly StoredStatement[]
}

export interface IncidentStore {
  ids(): string[]
  all(): StoredIncident[]
  /** Throws where the id is taken. */
  open(id: string, vendor: string, statement: Omit<StoredStatement, 'number'>): void
  add(id: string, statement: Omit<StoredStatement, 'number'>): void
  close(): void
}

/** Opens `control.sqlite` in the data folder, making it where it is missing. */
export function openIncidents(dir: string): IncidentStore {
  mkdirSync(dir, { recursive: true })
  const db = new DatabaseSync(join(dir, 'control.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
  db.exec(CONTROL_TABLES)
  const insert = (id: string, one: Omit<StoredStatement, 'number'>): void => {
    db.prepare(ADD_STATEMENT).run(id, id, one.by, one.said, one.received, JSON.stringify(one.facts))
  }
  return {
    ids: () =>
      db
        .prepare(INCIDENT_IDS)
        .all()
        .map((row) => String(row.id)),
    all() {
      const incidents = new Map<string, StoredIncident & { statements: StoredStatement[] }>()
      for (const row of db.prepare(ALL_STATEMENTS).all()) {
        const id = String(row.id)
        const incident = incidents.get(id) ?? { id, vendor: String(row.vendor), statements: [] }
        incidents.set(id, incident)
        incident.statements.push({
          number: Number(row.number),
          by: String(row.by),
          said: String(row.said),
          received: String(row.received),
          facts: JSON.parse(String(row.facts)),
        })
      }
      return [...incidents.values()]
    },
    open(id, vendor, statement) {
      db.exec('BEGIN IMMEDIATE')
      try {
        db.prepare(ADD_INCIDENT).run(id, vendor)
        insert(id, statement)
        db.exec('COMMIT')
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
    add: insert,
    close: () => db.close(),
  }
}
