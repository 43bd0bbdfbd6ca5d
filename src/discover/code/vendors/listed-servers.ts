// Servers that code lists by bare host and port (`{ host: "node.acme.example", port: 50002 }`), as programs do that speak another protocol than HTTP.

import { domainOf } from '../hosts.ts'
import type { Expr, Unit } from '../ir.ts'

/** Mail servers are told by rules of their own. */
const MAIL = /^(?:smtp|e?mail|imap|pop3?|relay)[\w-]*\./i
const HOST = /^(?:host|hostname|server|address)$/i
const PORT = /^(?:port|ssl|tls|tcp|wss?|ssl_?port|tls_?port)$/i
const DEPTH = 4

/** Hosts with the lines they stand in. Settings that a database or mail library is given are such objects too: whoever asks must know the host as foreign. */
export function listedServers(unit: Unit): { host: string; line: number }[] {
  const found: { host: string; line: number }[] = []
  const visit = (expr: Expr, depth: number): void => {
    if (depth > DEPTH) return
    if (expr.t === 'either' || expr.t === 'list') for (const one of expr.items) visit(one, depth + 1)
    if (expr.t !== 'object') return
    const port = expr.entries.some((one) => PORT.test(one.key ?? '') && one.value.t === 'text' && /^\d{2,5}$/.test(one.value.text))
    for (const entry of expr.entries) {
      if (
        port &&
        HOST.test(entry.key ?? '') &&
        entry.value.t === 'text' &&
        !MAIL.test(entry.value.text) &&
        domainOf(entry.value.text) !== null
      )
        found.push({ host: entry.value.text.toLowerCase(), line: entry.line })
      else visit(entry.value, depth + 1)
    }
  }
  for (const one of unit.assigns) visit(one.value, 0)
  return found
}
