// Writes affected people to a file, one row a person, as they come: .csv, .ndjson or .parquet by the file's ending.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { CordonError } from '../core/errors.ts'
import type { AffectedRow } from '../core/record.ts'
import { progress } from './output.ts'

const COLUMNS = ['person', 'email', 'name', 'org', 'fields', 'properties', 'first', 'last', 'count'] as const

/** Gives the number of rows. The file appears only when it is whole. Throws `usage.wrong` on another ending, `input.unreadable` where it cannot be written. */
export async function writePeople(path: string, rows: AsyncIterable<AffectedRow>): Promise<number> {
  const ending = /\.(csv|ndjson|parquet)$/.exec(path)?.[1]
  if (!ending) throw new CordonError('usage.wrong', 'A file of people ends in .csv, .ndjson or .parquet.', { place: { path } })
  const shown = progress('Writing people')
  let count = 0
  const counted = (async function* () {
    for await (const row of rows) {
      shown.at(++count, 0)
      yield row
    }
  })()
  const half = `${path}.part`
  try {
    if (ending === 'parquet') await writeParquet(half, counted)
    else
      await writeLines(
        half,
        counted,
        ending === 'csv' ? csvLine : (row) => `${JSON.stringify(row)}\n`,
        ending === 'csv' ? `${COLUMNS.join(',')}\r\n` : '',
      )
    await rename(half, path)
  } catch (cause) {
    await rm(half, { force: true })
    if (cause instanceof CordonError) throw cause
    throw new CordonError('input.unreadable', `The file cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'error'}).`, {
      place: { path },
      cause,
    })
  } finally {
    shown.end()
  }
  return count
}

async function writeLines(path: string, rows: AsyncIterable<AffectedRow>, line: (row: AffectedRow) => string, head: string): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 })
  const opened = once(file, 'open')
  await opened
  let text = head
  for await (const row of rows) {
    text += line(row)
    if (text.length < 65_536) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await once(file, 'finish')
}

/** RFC 4180. A leading =, +, - or @ gets an apostrophe: people choose their own names, and a spreadsheet would run them. */
export function csvLine(row: AffectedRow): string {
  return `${COLUMNS.map((column) => {
    const value = row[column]
    const text = Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value)
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }).join(',')}\r\n`
}

async function writeParquet(path: string, rows: AsyncIterable<AffectedRow>): Promise<void> {
  const { fileWriter, ParquetWriter } = await import('hyparquet-writer')
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: [
      { name: 'root', num_children: COLUMNS.length },
      ...COLUMNS.map((name) =>
        name === 'count'
          ? ({ name, type: 'INT64', repetition_type: 'REQUIRED' } as const)
          : ({
              name,
              type: 'BYTE_ARRAY',
              converted_type: 'UTF8',
              repetition_type: ['email', 'name', 'org'].includes(name) ? 'OPTIONAL' : 'REQUIRED',
            } as const),
      ),
    ],
  })
  let page: AffectedRow[] = []
  const put = () => {
    writer.write({
      columnData: COLUMNS.map((name) => ({
        name,
        data: page.map((row) =>
          name === 'count' ? BigInt(row.count) : Array.isArray(row[name]) ? row[name].join(' ') : (row[name] as string | null),
        ),
      })),
    })
    page = []
  }
  for await (const row of rows) if (page.push(row) === 50_000) put()
  if (page.length > 0) put()
  await writer.finish()
}
