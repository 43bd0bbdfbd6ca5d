// What a scan went through to its answer, as far as the next one needs it: which files were looked through for which names, and when each joined the program. By it a changed file that says the same as before is told from one that does not. Pure.
import { mentioned, type Query } from '../names/callers.ts'

export interface Past {
  /** Digest of everything but the files' own content. */
  readonly base: string
  readonly queries: readonly Query[]
  /** Parsed files → how many queries had been asked before. */
  readonly joined: Readonly<Record<string, number>>
  /** Files that could not be parsed. */
  readonly failed: readonly string[]
}

/** A file as it now is. `text` null: it cannot be read. */
export interface Changed {
  readonly path: string
  /** Its place in the list of files. */
  readonly place: number
  readonly lang: string
  readonly run: boolean
  readonly imported: readonly number[]
  readonly text: string | null
}

/** Would every query of the past find the same of a file as it now is? */
export function foundAlike(past: Past, file: Changed): boolean {
  if (past.failed.includes(file.path)) return false
  const joined = past.joined[file.path] ?? past.queries.length
  if (!file.run) return true
  for (let at = 0; at <= Math.min(joined, past.queries.length - 1); at++) {
    const query = past.queries[at]!
    const wanted = query.added.includes(file.place)
    // A file that joined between two queries was not looked through by the later one.
    if (at === joined && !wanted) break
    if (finds(query, file) !== wanted) return false
  }
  return true
}

function finds(query: Query, file: Changed): boolean {
  if (query.importers !== null && (query.importers || file.lang === 'js' || file.lang === 'markup')) {
    const doors = new Set(query.doors)
    if (!file.imported.some((one) => doors.has(one))) return false
  }
  return file.text !== null && query.names.some((one) => mentioned(file.text!, one))
}

/** What one query asked, for finding it again. */
export function keyOf(query: Omit<Query, 'added'>): string {
  return JSON.stringify([query.names, query.doors, query.importers])
}
