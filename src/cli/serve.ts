// `cordon serve`: holds the engine, answers the other commands over serve.sock, and shows the console on loopback.
import { readFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import type { RecordReader } from '../core/record.ts'
import type { MailRequest } from '../respond/mail/http.ts'
import type { GuardState } from '../server/app.ts'
import { dataDir, guardSocket } from './data.ts'
import type { AskPeople } from './mail-data.ts'
import { DATA_OPTION } from './open-record.ts'
import { say } from './output.ts'
import { askSocket, jsonBody, serveSocket } from './socket.ts'

export const CONSOLE_PORT = 4182

export interface ServeFlags {
  readonly data?: string
  readonly port?: string
  readonly policy?: string
}

export function register(program: Command): void {
  program
    .command('serve')
    .description('run only the console and the API, on loopback; holds the engine that answers questions')
    .option('--port <number>', 'port of the console', String(CONSOLE_PORT))
    .option('--policy <file>', 'company and vendors for mail triage (default: ./cordon.yaml where there is one)')
    .option(...DATA_OPTION)
    .action(runServe)
}

/** Runs until SIGTERM or SIGINT. */
export async function runServe(flags: ServeFlags): Promise<void> {
  const { openRecord, openKeys, recordHandler } = await import('../record/index.ts')
  const { openIncidents } = await import('../record/incidents.ts')
  const { standing } = await import('../respond/incident/incident.ts')
  const { consoleApp } = await import('../server/app.ts')
  const { serve } = await import('@hono/node-server')
  const dir = dataDir(flags.data)
  openKeys(dir, { create: true })
  const record = await openRecord(dir, { clickhouse: process.env.CORDON_CLICKHOUSE })
  const incidents = openIncidents(dir)
  const mail = mailOf(flags, dir, record)
  const app = consoleApp({
    record,
    guardState: async () => (await askSocket(guardSocket(dir), 'GET', '/state').catch(() => null)) as GuardState | null,
    decisions: (signal) => decisionsOf(guardSocket(dir), signal),
    incidents: () => incidents.all().map((one) => ({ id: one.id, vendor: one.vendor, ...standing(one as never) })),
    mail: async (request) => (await mail.open()).answer(request),
    page: builtFile,
  })
  const port = Number(flags.port ?? CONSOLE_PORT)
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port })
  await new Promise<void>((done, failed) => {
    server.once('listening', () => done())
    server.once('error', (cause) => failed(new CordonError('listen.taken', `Cannot listen on 127.0.0.1:${port}.`, { cause })))
  })
  const socket = await serveSocket(join(dir, 'serve.sock'), async (request, response) => {
    if (request.url === '/record/ping') return void response.end('{}')
    if (request.url !== '/record') return void response.writeHead(404).end('{}')
    const question = await jsonBody(request)
    response.setHeader('content-type', 'application/x-ndjson')
    for await (const line of recordHandler(record, question as Parameters<typeof recordHandler>[1])) {
      if (!response.write(line)) await new Promise((drained) => response.once('drain', drained))
    }
    response.end()
  })
  say(`console: http://127.0.0.1:${flags.port ?? CONSOLE_PORT}/`)
  await new Promise<void>((done) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done())
  })
  server.close()
  await socket.close()
  incidents.close()
  await mail.close()
  await record.close()
}

/** Triage and report desk over this process's own record; made when the first letter comes, and again where that failed. */
function mailOf(flags: ServeFlags, dir: string, record: Pick<RecordReader, 'person'>) {
  const make = async () => {
    const [{ deskOf }, { answerMailRequest }] = await Promise.all([import('./mail-triage.ts'), import('../respond/mail/http.ts')])
    const ask: AskPeople = async (emails) => new Map(await Promise.all(emails.map(async (one) => [one, await record.person(one)] as const)))
    const parts = await deskOf({ data: dir, ...(flags.policy === undefined ? {} : { policy: flags.policy }) }, { ask })
    return { answer: (request: MailRequest) => answerMailRequest(request, parts), close: parts.close }
  }
  let made: ReturnType<typeof make> | null = null
  return {
    open: () => {
      made ??= make().catch((error: unknown) => {
        made = null
        throw error
      })
      return made
    },
    close: async () => (await made)?.close(),
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

/** A file of the built console; nothing outside of its folder. */
async function builtFile(path: string): Promise<{ body: Uint8Array; type: string } | null> {
  const folder = fileURLToPath(new URL('../../console/dist', import.meta.url))
  const file = normalize(join(folder, path))
  const type = TYPES[extname(file)]
  if (!file.startsWith(`${folder}/`) || type === undefined) return null
  return readFile(file).then(
    (body) => ({ body, type }),
    () => null,
  )
}

/** The guard's stream of decisions, ended when `signal` is. */
function decisionsOf(socketPath: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null> {
  return new Promise((done) => {
    const request = httpRequest({ socketPath, path: '/decisions', signal }, (answer) => {
      answer.on('error', () => {})
      done(Readable.toWeb(answer) as unknown as ReadableStream<Uint8Array>)
    })
    request.on('error', () => done(null))
    request.end()
  })
}
