// Logs of what left a network, as hosts and volumes: Squid, Envoy, Zeek, VPC flow logs, Cloudflare. They rarely hold a body, but a URL in a log is a disclosure too.
// Sources: wiki.squid-cache.org Features/LogFormat (native), envoyproxy.io access logging (default format), docs.zeek.org http/ssl/conn.log,
// docs.aws.amazon.com VPC flow log records, developers.cloudflare.com Logpush (gateway_http, http_requests).
import { type Exchange, NOTHING } from './exchange.ts'

export type LogKind = 'squid' | 'envoy' | 'zeek' | 'vpc-flow' | 'json'

/** Reads one line; null: a heading, a comment, or traffic that went nowhere. `undefined`: the line is not of this form. */
export type LineReader = (line: string, index: number) => Exchange | null | undefined

/** Which log a file is, by its first lines; null: none of these. */
export function logKindOf(head: string): LogKind | null {
  const lines = head
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 5)
  const first = lines[0] ?? ''
  if (/^#separator\b/.test(first) || lines.some((line) => line.startsWith('#fields\t'))) return 'zeek'
  if (/^version account-id |^(\d) \d{12} eni-|^(?:[a-z-]+ )*dstaddr(?: [a-z-]+)*$/.test(first)) return 'vpc-flow'
  if (/^\d{9,11}\.\d{1,6}\s+\d+\s+\S+\s+[A-Z_]+\/\d{3}\s/.test(first)) return 'squid'
  if (/^\[\d{4}-\d\d-\d\dT[^\]]+\] "/.test(first)) return 'envoy'
  return null
}

/** A reader for one file; Zeek and VPC flow logs say in their heading which column is which. */
export function lineReader(kind: LogKind): LineReader {
  switch (kind) {
    case 'squid':
      return squid
    case 'envoy':
      return envoy
    case 'zeek':
      return columns('\t', '#fields\t', (fields) => zeek(fields))
    case 'vpc-flow':
      return columns(' ', '', (fields) => vpcFlow(fields), VPC_V2)
    case 'json':
      return json
  }
}

function seen(index: number, url: string, facts: Partial<Exchange>): Exchange {
  return { ...NOTHING, index, url, ...facts }
}

const squid: LineReader = (line, index) => {
  // time elapsed client action/code bytes method URL user hierarchy/peer type; bytes are those to the client, so what left is unknown.
  const part = line.trim().split(/\s+/)
  const [time, , , action, , method, target] = part
  if (!time || !action?.includes('/') || !method || !target) return undefined
  if (/DENIED/.test(action)) return null
  const url = method === 'CONNECT' ? `https://${target}/` : target
  const address = part[8]?.split('/')[1] ?? ''
  return seen(index, url, {
    method,
    status: Number(action.split('/')[1]) || 0,
    at: isoOf(Number(time)),
    address: /^[\d.:a-f]+$/i.test(address) ? address : '',
  })
}

const envoy: LineReader = (line, index) => {
  // [time] "METHOD path protocol" code flags received sent duration upstream "x-forwarded-for" "agent" "request-id" "authority" "upstream"
  const match = /^\[([^\]]+)\] "(\S+) (\S+) [^"]*" (\d+) (.*)$/.exec(line)
  if (!match) return undefined
  const quoted = [...match[5]!.matchAll(/"([^"]*)"/g)].map((m) => m[1]!)
  const bare = match[5]!
    .replace(/"[^"]*"/g, '')
    .trim()
    .split(/\s+/)
  const received = bare.map(Number).find((n, i) => i > 0 && Number.isFinite(n)) ?? 0
  const authority = quoted.length >= 5 ? quoted.at(-2)! : ''
  if (!authority || authority === '-') return null
  const path = match[3] === '-' ? '/' : match[3]!
  return seen(index, `https://${authority}${path.startsWith('/') ? path : '/'}`, {
    method: match[2]!,
    status: Number(match[4]),
    at: match[1]!,
    bytesOut: received,
  })
}

/** Reads headings, then rows by name. */
function columns(
  separator: string,
  heading: string,
  read: (fields: Readonly<Record<string, string>>) => { url: string; facts: Partial<Exchange> } | null,
  byDefault: readonly string[] = [],
): LineReader {
  let names = byDefault
  return (line, index) => {
    if (heading !== '' && line.startsWith(heading)) {
      names = line.slice(heading.length).trim().split(separator)
      return null
    }
    if (line.startsWith('#')) return null
    const cells = line.trim().split(separator)
    if (heading === '' && cells.includes('dstaddr')) {
      names = cells
      return null
    }
    if (names.length === 0 || cells.length < 2) return undefined
    const row: Record<string, string> = {}
    for (const [i, name] of names.entries()) {
      const cell = cells[i]
      if (cell !== undefined && cell !== '-' && cell !== '(empty)') row[name] = cell
    }
    const found = read(row)
    return found && seen(index, found.url, found.facts)
  }
}

function zeek(row: Readonly<Record<string, string>>): { url: string; facts: Partial<Exchange> } | null {
  const host = row.host ?? row.server_name ?? row['id.resp_h']
  if (!host) return null
  const facts: Partial<Exchange> = {
    method: row.method ?? 'CONNECT',
    status: Number(row.status_code) || 0,
    address: row['id.resp_h'] ?? '',
    at: isoOf(Number(row.ts)),
    bytesOut: Number(row.request_body_len ?? row.orig_bytes ?? 0) || 0,
    headers: row.referrer ? [['referer', row.referrer]] : [],
  }
  return { url: row.uri?.startsWith('/') ? `http://${host}${row.uri}` : `https://${bracketed(host)}/`, facts }
}

const VPC_V2 = 'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'.split(
  ' ',
)

function vpcFlow(row: Readonly<Record<string, string>>): { url: string; facts: Partial<Exchange> } | null {
  if (!row.dstaddr || row.action === 'REJECT' || row['log-status'] === 'NODATA') return null
  // Answers come back to high ports; only what went to a service left.
  if (row.dstport !== undefined && Number(row.dstport) >= 32_768 && Number(row.srcport) < 32_768) return null
  return {
    url: `https://${bracketed(row.dstaddr)}/`,
    facts: { method: 'CONNECT', address: row.dstaddr, bytesOut: Number(row.bytes) || 0, at: isoOf(Number(row.start)) },
  }
}

/** One object a line: Zeek in JSON, Envoy in JSON, Cloudflare Gateway and HTTP requests. */
const json: LineReader = (line, index) => {
  let row: Record<string, unknown>
  try {
    row = JSON.parse(line)
  } catch {
    return undefined
  }
  const text = (...names: string[]): string => {
    for (const name of names) if (typeof row[name] === 'string' || typeof row[name] === 'number') return String(row[name])
    return ''
  }
  const full = text('URL', 'url')
  const host = text(
    'HTTPHost',
    'ClientRequestHost',
    'host',
    'authority',
    ':authority',
    'server_name',
    'SNI',
    'requested_server_name',
    'id.resp_h',
    'DestinationIP',
  )
  if (!host && !/^https?:/.test(full)) return undefined
  const path = text('ClientRequestURI', 'uri', 'path')
  const url = /^https?:/.test(full) ? full : `https://${bracketed(host)}${path.startsWith('/') ? path : '/'}`
  const referer = text('ClientRequestReferer', 'Referer', 'referrer', 'referer')
  return seen(index, url, {
    method: text('HTTPMethod', 'ClientRequestMethod', 'method') || 'CONNECT',
    status: Number(text('HTTPStatusCode', 'EdgeResponseStatus', 'status_code', 'response_code')) || 0,
    bytesOut: Number(text('ClientRequestBytes', 'UploadedFileSize', 'BytesSent', 'request_body_len', 'bytes_received', 'orig_bytes')) || 0,
    address: text('DestinationIP', 'id.resp_h'),
    headers: referer ? [['referer', referer]] : [],
  })
}

const bracketed = (host: string): string => (host.includes(':') && !host.startsWith('[') && !/:\d+$/.test(host) ? `[${host}]` : host)

function isoOf(seconds: number): string {
  return Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : ''
}
