// The console's HTTP side: a few read-only questions, a live stream of decisions, mail triage, and the built page. Answers to questions hold counts and property
// names, never a person; triage answers with what the posted letter says.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { CordonError } from '../core/errors.ts'
import { LIMITS } from '../core/limits.ts'
import type { RecordReader } from '../core/record.ts'
import type { MailAnswer, MailRequest } from '../respond/mail/http.ts'

/** What the guard tells about itself over its socket. */
export interface GuardState {
  readonly vendors: readonly string[]
  readonly places: readonly {
    readonly vendor: string
    readonly property: string
    readonly field: string | null
    readonly action: string
    readonly sdk: string
    readonly at: string
  }[]
  readonly cuts: readonly { readonly vendor: string; readonly at: string }[]
}

export interface AppTools {
  readonly record: Pick<RecordReader, 'vendors' | 'who' | 'coverage' | 'byOrganisation'>
  /** null: no guard is running. */
  readonly guardState: () => Promise<GuardState | null>
  /** NDJSON of decisions as they happen; null: no guard is running. */
  readonly decisions: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array> | null>
  readonly incidents: () => readonly { readonly id: string; readonly vendor: string; readonly state: string; readonly title: string }[]
  /** Judges a posted letter. */
  readonly mail: (request: MailRequest) => Promise<MailAnswer>
  /** Built files of the console by path; null: not there. */
  readonly page: (path: string) => Promise<{ readonly body: Uint8Array; readonly type: string } | null>
}

/** Names under which a loopback listener may be asked: any other Host is a rebinding attack from a page. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

export function consoleApp(tools: AppTools): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    if (!LOOPBACK.test(context.req.header('host') ?? '')) return context.json({ error: 'This console answers on loopback only.' }, 403)
    await next()
    context.header(
      'content-security-policy',
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
    )
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
    context.header('cache-control', 'no-store')
  })
  app.get('/api/vendors', async (context) => {
    const [held, guard] = await Promise.all([tools.record.vendors(), tools.guardState()])
    const vendors = await Promise.all(
      held.map(async (one) => {
        const who = await tools.record.who({ vendor: one.vendor })
        return {
          ...one,
          byField: who.byField,
          byForm: who.byForm,
          coverage: who.coverage,
          cut: guard?.cuts.find((cut) => cut.vendor === one.vendor)?.at ?? null,
        }
      }),
    )
    return context.json({ version: 1, vendors, guard: guard !== null })
  })
  app.get('/api/properties', async (context) => {
    const guard = await tools.guardState()
    return context.json({ version: 1, properties: guard?.places ?? [], guard: guard !== null })
  })
  app.get('/api/incidents', (context) => context.json({ version: 1, incidents: tools.incidents() }))
  app.get('/api/decisions', async (context) => {
    const stream = await tools.decisions(context.req.raw.signal)
    if (stream === null) return context.json({ error: 'No guard is running.' }, 503)
    return new Response(stream, { headers: { 'content-type': 'application/x-ndjson' } })
  })
  const tooLarge = bodyLimit({
    maxSize: LIMITS.mailBytes,
    onError: (context) => context.json({ error: `A message may have ${LIMITS.mailBytes} bytes.` }, 413),
  })
  app.all('/api/mail/:what', tooLarge, async (context) => {
    // A page elsewhere may post to loopback without reading the answer; the desk must not remember letters a page made up.
    const origin = context.req.header('origin')
    if (origin !== undefined && !LOOPBACK.test(origin.replace(/^https?:\/\//, '')))
      return context.json({ error: 'Letters are taken from this machine only.' }, 403)
    try {
      const { status, body } = await tools.mail({
        method: context.req.method,
        path: `/${context.req.param('what')}`,
        type: (context.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase(),
        body: new Uint8Array(await context.req.arrayBuffer()),
      })
      return context.json(body as object, status)
    } catch (error) {
      if (!(error instanceof CordonError)) throw error
      return context.json({ error: error.message, code: error.code }, 500)
    }
  })
  app.get('*', async (context) => {
    const path = context.req.path === '/' ? '/index.html' : context.req.path
    const file = await tools.page(path)
    if (file === null) return context.text('Not found', 404)
    return new Response(Buffer.from(file.body), { headers: { 'content-type': file.type } })
  })
  return app
}
