// What code sets up for a framework, which then hands data over without a call that names the vendor: the mail server, policies that make browsers report, reverse proxies in code, keys from sealed credentials.
import type { Card } from '../../../catalog/card.ts'
import { type Find, finder, type Known, type Signals } from '../finding.ts'
import { addressOf, foreign } from '../hosts.ts'
import { type Assign, type Call, type Expr, NONE, type Proxied } from '../ir.ts'
import { literals } from '../names/literal.ts'
import type { Program, Source } from '../names/program.ts'
import { forwardedBy, left } from './forwarded.ts'
import { listedServers } from './listed-servers.ts'
import { namedByLibraries } from './named-by-libraries.ts'
import { phpFrameworks } from './php-frameworks.ts'
import { cardNamed, FRAMEWORK_SETTINGS, noData, PROXY_CALL } from './signal-rules.ts'

/** Adds what one source sets up for its framework. */
export function frameworkSignals(program: Program, source: Source, known: Known, out: Signals): void {
  const find = finder(source, out)
  mailServers(source, known, find)
  policies(source, known, find)
  phpFrameworks(program, source, known, out)
  forwards(source, out, find)
  for (const { host, line } of source.lang === 'markup' ? [] : listedServers(source.unit)) {
    const at = receiver(host, known)
    if (at) find(at.card, at.id, 'host', 'medium', line)
  }
  for (const one of namedByLibraries(program, source, known))
    find(one.card, one.card.id, 'init_call', 'medium', one.line, { module: one.module })
  for (const call of source.unit.calls) {
    reverseProxy(program, source, call, known, find)
    const [name, key] = /credentials\.dig$/.test(call.callee) ? [textOf(call.args[0]), textOf(call.args[1])] : ['', '']
    if (name) credential(source, known, out, find, [name, key].filter(Boolean).join('.'), call.line)
  }
  for (const one of source.unit.assigns) {
    const sealed = source.lang !== 'ruby' ? null : refOf(one.value)?.match(/(?:^|\.)credentials\.([\w.]+)$/)
    if (sealed) credential(source, known, out, find, sealed[1]!, one.line)
    keySet(program, source, known, find, one)
    rewritten(program, source, known, find, one)
  }
}

function textOf(expr: Expr | undefined): string {
  return expr?.t === 'text' ? expr.text : ''
}

function refOf(expr: Expr): string | null {
  return expr.t === 'ref' ? expr.path : null
}

/** `EMAIL_HOST = "smtp.acme.example"`, `smtp_settings = { address: … }`, `createTransport({ host: … })`: mail goes there. A file that names three or more is a list to choose from. */
function mailServers(source: Source, known: Known, find: Find): void {
  if (FRAMEWORK_SETTINGS.test(source.path) || source.lang === 'env' || source.lang === 'markup') return
  const found = new Map<string, { card: Card; line: number }>()
  for (const one of source.unit.texts) {
    const place = one.text.length < 200 ? addressOf(one.text, true) : null
    if (!place || !/^(?:smtp|email-smtp|in-v3|mail|relay)[\w-]*\./.test(place.host)) continue
    const match = known.catalog.hostMatch(place.host)
    if (match?.by !== 'host' || known.own(match.card.domain)) continue
    const call = one.call >= 0 ? source.unit.calls[one.call]! : null
    const key = one.key === '' || one.key === 'default' ? textOf(call?.args[0]) : one.key
    if (!/^(?:(?:e?mail|smtp)_?)?(?:host(?:name)?|server|address|relay|addr)$|(?:smtp|mail)\w*(?:host|server|addr)|^host$/i.test(key))
      continue
    found.set(match.card.id, { card: match.card, line: one.line })
  }
  if (found.size > 2) return
  for (const { card, line } of found.values()) find(card, card.id, 'host', 'medium', line, { module: 'named:smtp' })
}

const DIRECTIVE = /\b(?:default|script|connect|img|frame|style|font|media|worker|child|form|object)-(?:src|action)\b/
const REPORTS = /\breport-uri\s+(https?:\/\/[^\s;"']+)|"url"\s*:\s*"(https?:\/\/[^"]+)"|\b(?:csp|default|[\w-]+)="(https?:\/\/[^"]+)"/g

/** Content security policies written as one text: their hosts support other findings; where browsers report to is a vendor that gets reports. */
function policies(source: Source, known: Known, find: Find): void {
  for (const one of source.unit.texts) {
    const reports = /^(?:report-to|nel|reporting-endpoints)$/i.test(one.key)
    if (!reports && !DIRECTIVE.test(one.text) && !/\breport-uri\b/.test(one.text)) continue
    const reported = new Set<string>()
    for (const hit of one.text.matchAll(REPORTS)) {
      const place = addressOf(hit[1] ?? hit[2] ?? hit[3]!)
      const at = place && receiver(place.host, known)
      if (!at) continue
      reported.add(place.host)
      find(at.card, at.id, 'csp', 'medium', one.line, { passes: ['ip', 'agent', 'page'] })
    }
    for (const hit of one.text.matchAll(/(?:https?:\/\/|[\s;])((?:\*\.|[\w-]+\.)(?:[\w-]+\.)*[a-z]{2,})(?=[\s;/:'"]|$)/gi)) {
      const host = hit[1]!.toLowerCase().replace(/^\*\./, '')
      const match = reported.has(host) ? null : known.catalog.hostMatch(host)
      if (match && !known.own(match.card.domain)) find(match.card, match.card.id, 'csp', 'weak', one.line)
    }
  }
}

function receiver(host: string, known: Known): { id: string; card: Card | null } | null {
  const domain = foreign(host)
  const match = known.catalog.hostMatch(host)
  if (!domain || known.own(domain) || noData(host, '')) return null
  return match ? { id: match.card.id, card: match.card } : { id: domain, card: null }
}

function reverseProxy(program: Program, source: Source, call: Call, known: Known, find: Find): void {
  const named = PROXY_CALL.test(call.callee) || /(?:^|\.)NextResponse\.rewrite$/.test(call.callee)
  const upstream = call.args.some((arg) => arg.t === 'object' && arg.entries.some((entry) => entry.key === 'upstream'))
  if (!named && !(upstream && /register$/.test(call.callee))) return
  const options = call.args.find((arg) => arg.t === 'object')
  const places = call.args.flatMap((arg) =>
    arg.t === 'object'
      ? arg.entries
          .filter((entry) => /^(?:target|upstream)$/.test(entry.key ?? ''))
          .flatMap((entry) => literals(program, source, call.fn, entry.value))
      : named
        ? literals(program, source, call.fn, arg)
        : [],
  )
  for (const text of places) {
    const place = addressOf(text)
    const at = place && receiver(place.host, known)
    if (!at) continue
    find(at.card, at.id, 'proxy', at.card ? 'strong' : 'medium', call.line, { passes: passesOf(call, options) })
  }
}

/** Requests to a vendor that copy the visitor's own. `out` holds what was found in this source last. */
function forwards(source: Source, out: Signals, find: Find): void {
  for (let i = out.calls.length - 1; i >= 0 && out.calls[i]!.source === source; i--) {
    const { card, vendor, call, rest } = out.calls[i]!
    const passes = rest ? forwardedBy(source, call) : null
    if (passes) find(card, vendor, 'proxy', 'strong', call.line, { passes })
  }
}

/** `url.hostname = "acme.example"` on a copy of the visitor's address, which the function then sends on. */
function rewritten(program: Program, source: Source, known: Known, find: Find, one: Assign): void {
  const url = /^(\w+)\.(?:hostname|host)$/.exec(one.target)?.[1]
  if (!url) return
  const sentOn = source.unit.calls.some(
    (call) =>
      call.fn === one.fn && /(?:^|\.)(?:rewrite|fetch|Request)$/.test(call.callee) && refOf(call.args[0] ?? NONE)?.split('.')[0] === url,
  )
  if (!sentOn) return
  for (const text of literals(program, source, one.fn, one.value)) {
    const at = receiver(text, known)
    if (at) find(at.card, at.id, 'proxy', at.card ? 'strong' : 'medium', one.line, { passes: left(source, one.fn) })
  }
}

/** Go's adds X-Forwarded-For; Node's only with `xfwd`. All copy the visitor's headers. */
function passesOf(call: Call, options: Expr | undefined): Proxied['passes'] {
  const on = (name: string): boolean =>
    options?.t === 'object' && options.entries.some((entry) => entry.key === name && textOf(entry.value) === 'true')
  const address = /NewSingleHostReverseProxy$|NextResponse\.rewrite$/.test(call.callee) || on('xfwd')
  return [...(address ? (['ip'] as const) : []), 'agent', 'cookie']
}

/** `Rails.application.credentials.dig(:acme, :api_key)`: a key of the vendor, in the sealed settings. */
function credential(source: Source, known: Known, out: Signals, find: Find, name: string, line: number): void {
  const words = name.split(/[._]/)
  const card = cardNamed(known.catalog, name.split('.')[0]!) ?? (words.length > 1 ? cardNamed(known.catalog, words[0]!) : null)
  if (!card || known.own(card.domain)) return
  find(card, card.id, 'env', 'weak', line)
  out.envs.push({ vendor: card.id, name: `credentials.${name}`, path: source.path, line })
}

/** `Acme.api_key = …`: the vendor's library is set up by assignment. */
function keySet(program: Program, source: Source, known: Known, find: Find, one: { target: string; fn: number; line: number }): void {
  const dot = one.target.lastIndexOf('.')
  if (dot < 1 || !/^(?:api_?key|access_?token|secret_?key|auth_?token|dsn|api_?token|private_?key)$/i.test(one.target.slice(dot + 1)))
    return
  const origin = program.origin(source, one.fn, one.target.slice(0, dot))
  const card = origin?.k === 'package' ? known.cardOf(origin.module) : null
  if (card && origin?.k === 'package' && !known.own(card.domain))
    find(card, card.id, 'init_call', 'strong', one.line, { module: origin.module })
}
