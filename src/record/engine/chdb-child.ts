// The child process that holds chDB: takes questions over its parent's channel and ends when the parent does.
import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Session } from 'chdb'
import { echo, insertFromFile, setSetting } from '../sql/ingest.sql.ts'
import { ENGINE_SETTINGS, INGEST_SETTINGS, type Params } from './engine.ts'

export type ChdbRequest =
  | { readonly do: 'query'; readonly sql: string; readonly params: Params }
  | { readonly do: 'ingest'; readonly table: string; readonly columns: string; readonly rows: Buffer; readonly token: string }

export type ChdbAnswer =
  | { readonly id: number; readonly text: string }
  | { readonly id: number; readonly code: 'engine.refused' | 'engine.down'; readonly message: string }

const dir = process.argv[2]!
mkdirSync(dir, { recursive: true, mode: 0o700 })
let session: Session | null = null
let files = 0
/** One question after the other: the library serialises them anyway, and a failed one must not reach into the next. */
let queue: Promise<unknown> = Promise.resolve()

async function open(): Promise<Session> {
  if (session) return session
  const opened = new Session(dir)
  for (const [name, value] of Object.entries(ENGINE_SETTINGS)) opened.query(setSetting(name, value))
  // A question that failed while it was giving rows leaves them in the library's buffer, and they came out in front of the next answer (chDB 3.4.0,
  // measured). So after a failure the session is thrown away, and a new one is used only once it answers exactly what it was asked.
  const nonce = randomUUID()
  const heard = (await opened.queryAsync(echo(nonce), { format: 'TSV' })).text()
  if (heard !== `${nonce}\n`) process.exit(1)
  session = opened
  return opened
}

function giveUpSession(): void {
  ;(session as { cleanup?(): void; close?(): void } | null)?.close?.()
  session = null
}

async function answer(request: ChdbRequest): Promise<string> {
  const chdb = await open()
  if (request.do === 'query') {
    const options = { format: 'JSONCompactEachRow' }
    const result =
      Object.keys(request.params).length > 0
        ? await chdb.queryBindAsync(request.sql, request.params, options)
        : await chdb.queryAsync(request.sql, options)
    return result.text()
  }
  const path = join(dir, `ingest-${process.pid}-${files++}.bin`)
  writeFileSync(path, request.rows, { mode: 0o600 })
  try {
    await chdb.queryAsync(insertFromFile(request.table, request.columns, path, request.token, INGEST_SETTINGS))
    return ''
  } finally {
    rmSync(path, { force: true })
  }
}

process.on('message', ({ id, request }: { id: number; request: ChdbRequest }) => {
  queue = queue.then(async () => {
    try {
      const text = await answer(request)
      process.send!({ id, text })
    } catch (error) {
      const opened = session !== null
      giveUpSession()
      process.send!({ id, code: opened ? 'engine.refused' : 'engine.down', message: said(error as Error) })
    }
  })
})
/** Code 76: the folder's lock is held. */
function said(error: Error): string {
  if (/Code: 76\b/.test(error.message)) return 'Another process has the embedded engine of this data folder open.'
  return error.message.split('\n')[0]!
}

process.on('disconnect', () => {
  giveUpSession()
  process.exit(0)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})
