// The door of wires: which there are, and the beginning of a new one from a capture.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import type { WireRequest } from '../core/wire.ts'
import { out, say } from './output.ts'

export function register(program: Command): void {
  const wire = program.command('wire').description("vendors' protocols: which Cordon speaks, and the beginning of a new one")
  wire
    .command('list')
    .description('vendors with a wire of their own, and their endpoints')
    .option('--json', 'one JSON document')
    .action(list)
  wire
    .command('new')
    .description('writes the skeleton of a wire, its test and its golden file from captured requests')
    .argument('<capture>', 'a HAR file, or a capture as in test/golden/captures')
    .requiredOption('--vendor <id>', "the vendor's id in the catalogue")
    .option('--host <name>', 'of a HAR file: only requests to this host')
    .option('--dir <folder>', 'root of the Cordon source tree', '.')
    .option('--force', 'write over files that are there')
    .addHelpText('after', '\nThe golden file holds the requests as captured: capture with invented people only.')
    .action(create)
}

async function list(options: { json?: boolean }): Promise<void> {
  const { wires } = await import('../wires/all.ts')
  const rows = wires.map((one) => ({
    vendor: one.vendor,
    upstream: one.upstream,
    endpoints: one.endpoints.map(({ name, handling }) => ({ name, handling })),
  }))
  if (options.json) return out.json({ version: 1, wires: rows })
  for (const row of rows) await out.write(`${row.vendor.padEnd(20)} ${row.endpoints.map(({ name }) => name).join(', ')}\n`)
}

async function create(capture: string, options: { vendor: string; host?: string; dir: string; force?: boolean }): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(options.vendor))
    throw new CordonError('usage.wrong', 'A vendor id has lower-case letters, digits and hyphens.')
  const requests = requestsOf(await parse(capture), options.host)
  if (requests.length === 0) throw new CordonError('input.invalid', 'The capture holds no request that fits.', { place: { path: capture } })
  const { skeleton } = await import('../wires/skeleton.ts')
  const { files, unread } = skeleton(options.vendor, requests, 'captured; say with which SDK and version')
  for (const key of unread) say(`not read, in no form known: ${key}`)
  for (const file of files) {
    const path = join(options.dir, file.path)
    await mkdir(dirname(path), { recursive: true })
    try {
      await writeFile(path, file.text, { flag: options.force ? 'w' : 'wx' })
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new CordonError('input.unreadable', 'The file cannot be written.', { place: { path } })
      throw new CordonError('usage.wrong', 'The file is there already.', { place: { path }, hint: 'Use --force to write over it.' })
    }
    await out.write(`${path}\n`)
  }
  say('Next: say what each place marked ? is, set upstream, headers and quiet answers, and add the wire to src/wires/all.ts.')
}

async function parse(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    throw new CordonError('input.unreadable', 'The capture cannot be read.', { place: { path } })
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new CordonError('input.invalid', 'The capture is not JSON.', { place: { path } })
  }
}

interface HarRequest {
  readonly method: string
  readonly url: string
  readonly headers?: readonly { name: string; value: string }[]
  readonly postData?: { text?: string; encoding?: string }
}
interface CaptureRow {
  readonly method: string
  readonly path: string
  readonly query?: string | Record<string, unknown>
  readonly headers?: Record<string, string>
  readonly body_base64?: string | null
}

function requestsOf(value: unknown, host: string | undefined): WireRequest[] {
  const har = (value as { log?: { entries?: { request: HarRequest }[] } }).log?.entries
  if (Array.isArray(har)) return har.flatMap(({ request }) => fromHar(request, host))
  const rows = (value as { requests?: CaptureRow[] }).requests
  return Array.isArray(rows) ? rows.map(fromCapture) : []
}

function fromHar(request: HarRequest, host: string | undefined): WireRequest[] {
  const url = URL.parse(request.url)
  if (url === null || (host !== undefined && url.hostname !== host)) return []
  const text = request.postData?.text ?? ''
  return [
    {
      method: request.method,
      path: url.pathname,
      query: url.search.slice(1),
      headers: (request.headers ?? []).map(({ name, value }) => [name.toLowerCase(), value] as const),
      body: Buffer.from(text, request.postData?.encoding === 'base64' ? 'base64' : 'utf8'),
    },
  ]
}

function fromCapture(row: CaptureRow): WireRequest {
  const query =
    typeof row.query === 'string'
      ? row.query
      : new URLSearchParams(
          Object.entries(row.query ?? {}).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])),
        ).toString()
  return {
    method: row.method,
    path: row.path,
    query,
    headers: Object.entries(row.headers ?? {}),
    body: Buffer.from(row.body_base64 ?? '', 'base64'),
  }
}
