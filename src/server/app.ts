// The console's HTTP side: a few read-only questions, a live stream of decisions, and the built page. Answers hold counts and property names, never a person.
import { Hono } from 'hono'
import type { RecordReader } from '../core/record.ts'

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
  app.get('*', async (context) => {
    const path = context.req.path === '/' ? '/index.html' : context.req.path
    const file = await tools.page(path)
    if (file === null) return context.text('Not found', 404)
    return new Response(Buffer.from(file.body), { headers: { 'content-type': file.type } })
  })
  return app
}
