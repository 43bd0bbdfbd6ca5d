// Takes the company's directory of people in: contact data into the vault, and into the ledger that an id and an e-mail address are one person.

import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { CordonError } from '../../core/errors.ts'
import { identityOf } from '../../core/keys.ts'
import type { Link } from '../../core/record.ts'
import type { Place } from '../../core/words.ts'
import type { Keys } from '../keys.ts'
import { Identities } from '../ledger/identities.ts'
import { deliver, logOf, prepare } from '../ledger/inbox.ts'
import { type CsvRow, readCsv } from './csv.ts'
import { type Contact, Vault } from './vault.ts'

export interface DirectoryReport {
  new: number
  changed: number
  same: number
  /** Rows of people who were erased; they were not taken in again. */
  erased: number
  /** Rows whose e-mail address belongs to another id already: both stay, unjoined. */
  shared: number
  readonly problems: { readonly place: Place; readonly problem: string }[]
}

const COLUMNS = ['id', 'email', 'name', 'org', 'locale', 'country'] as const
/** Rows of one durable step. */
const AT_ONCE = 5000

/**
 * Reads a CSV with a header line of id, email, name, org, locale, country (any order; only id must be there; others are ignored).
 * A row that cannot be used is a problem with its line, the rest is still taken in; twice the same file changes nothing.
 * Throws `input.unreadable`, `input.invalid` (no usable header), `ledger.disk`.
 */
export async function importDirectory(
  dir: string,
  keys: Keys,
  path: string,
  told: (done: number, total: number) => void = () => {},
): Promise<DirectoryReport> {
  const size = await stat(path).then(
    (found) => found.size,
    (cause) => {
      throw new CordonError('input.unreadable', 'The file cannot be read.', { place: { path }, cause })
    },
  )
  const report: DirectoryReport = { new: 0, changed: 0, same: 0, erased: 0, shared: 0, problems: [] }
  const vault = new Vault(dir, keys)
  const identities = new Identities(dir, true)
  try {
    let read = 0
    const text = (async function* () {
      const decoder = new TextDecoder('utf-8', { fatal: true })
      for await (const chunk of createReadStream(path)) {
        read += (chunk as Buffer).length
        yield decoder.decode(chunk as Buffer, { stream: true })
      }
      yield decoder.decode()
    })()
    let columns: readonly (string | null)[] | null = null
    let rows: Contact[] = []
    const put = () => {
      takeIn(dir, keys, vault, identities, rows, report)
      rows = []
      told(read, size)
    }
    for await (const row of readCsv(text)) {
      if (!columns) {
        columns = headerOf(row, path)
        continue
      }
      const contact = contactOf(row, columns)
      if ('problem' in contact) report.problems.push({ place: { path, line: row.line }, problem: contact.problem })
      else if (rows.push(contact) === AT_ONCE) put()
    }
    if (!columns) throw new CordonError('input.invalid', 'The file is empty.', { place: { path, line: 1 } })
    put()
    return report
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new CordonError('input.invalid', 'The file is not UTF-8; rows before that place were taken in.', { place: { path }, cause })
    throw cause
  } finally {
    vault.close()
    identities.close()
  }
}

function headerOf(row: CsvRow, path: string): (string | null)[] {
  const names = row.cells.map((cell) =>
    cell
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  )
  if (!names.includes('id'))
    throw new CordonError('input.invalid', 'The first line does not name a column "id".', {
      place: { path, line: row.line },
      hint: `The first line must be: ${COLUMNS.join(',')}`,
    })
  return names.map((name) => ((COLUMNS as readonly string[]).includes(name) ? name : null))
}

function contactOf(row: CsvRow, columns: readonly (string | null)[]): Contact | { readonly problem: string } {
  if (row.problem) return { problem: row.problem }
  if (row.cells.length !== columns.length) return { problem: `${row.cells.length} cells where the header has ${columns.length}` }
  const values = new Map(columns.map((column, i) => [column, row.cells[i]!.trim() || null] as const))
  const id = values.get('id')
  if (!id) return { problem: 'the id is empty' }
  const value = (name: string) => values.get(name) ?? null
  return { id, email: value('email'), name: value('name'), org: value('org'), locale: value('locale'), country: value('country') }
}

function takeIn(dir: string, keys: Keys, vault: Vault, identities: Identities, rows: readonly Contact[], report: DirectoryReport): void {
  if (rows.length === 0) return
  const links: Link[] = []
  vault.together(() => {
    for (const contact of rows) {
      const names = [contact.id, ...(contact.email ? [contact.email] : [])].map((text) => identityOf(keys.identity, text))
      if (names.some((name) => identities.erased(name) !== null)) {
        report.erased++
        continue
      }
      const { put, link, shared } = vault.put(contact)
      report[put]++
      if (shared) report.shared++
      if (link && identities.find(link[0]) !== (identities.find(link[1]) || -1)) links.push(link)
    }
    // Before the vault's step is final: a crash in between leaves links that nobody needs, never a person without them.
    if (links.length > 0) {
      const name = `people-${randomUUID()}`
      prepare(dir, name, logOf([{ entries: [], links, shapes: [], coverage: [] }]))
      deliver(dir, name)
    }
  })
}
