// Loggers that end at a vendor: what is logged is handed to whoever the logger's transport sends to, though no call names them.
import type { Card } from '../../../catalog/card.ts'
import type { Known } from '../finding.ts'
import { addressOf, foreign } from '../hosts.ts'
import type { Call, Expr } from '../ir.ts'
import type { Program, Source } from '../names/program.ts'
import { namedBy } from './named-vendors.ts'

const LOGGERS =
  /^npm:(?:pino|winston|bunyan|loglevel|consola|tslog|roarr|signale|adze|nestjs-pino|nest-winston|koa-pino-logger|pino-http)(?:\/|$)/
const LOGS = /^(?:log|info|warn|warning|error|debug|trace|fatal|verbose|notice|critical|http|silly)$/
const DEEPEST = 6

interface Made {
  readonly source: Source
  readonly call: Call
}

/** Vendors that a call of a logger's method ends at; `made`: the call that made the logger. */
export function loggedTo(program: Program, known: Known, origin: { module: string; member: string; made: Made | null }): readonly Card[] {
  const { made } = origin
  if (!made || !LOGGERS.test(origin.module) || !LOGS.test(origin.member)) return []
  return program.once(made.call, () => {
    const found = new Set<Card>()
    visitCall(program, known, made, found, 0)
    return [...found]
  })
}

function visitCall(program: Program, known: Known, { source, call }: Made, found: Set<Card>, depth: number): void {
  for (const one of namedBy(call, known)) if (one.signal === 'log_sink') found.add(one.card)
  const origin = program.ofCall(source, call)
  const card = origin?.k === 'package' ? known.cardOf(origin.module) : null
  if (card) found.add(card)
  if (call.on) visit(program, known, source, call.fn, call.on, found, depth + 1)
  for (const arg of call.args) visit(program, known, source, call.fn, arg, found, depth + 1)
}

function visit(program: Program, known: Known, source: Source, fn: number, expr: Expr, found: Set<Card>, depth: number): void {
  if (depth > DEEPEST) return
  const again = (one: Expr, at = source, inFn = fn): void => visit(program, known, at, inFn, one, found, depth + 1)
  switch (expr.t) {
    case 'text': {
      const place = addressOf(expr.text, true)
      const match = place && foreign(place.host) ? known.catalog.hostMatch(place.host) : null
      if (match?.by === 'host') found.add(match.card)
      return
    }
    case 'object':
      for (const entry of expr.entries) again(entry.value)
      return
    case 'list':
    case 'either':
      for (const one of expr.items) again(one)
      return
    case 'call':
      return visitCall(program, known, { source, call: source.unit.calls[expr.call]! }, found, depth + 1)
    case 'ref': {
      const value = program.valueOf(source, fn, expr.path)
      if (value) again(value.expr, value.source, value.fn)
    }
  }
}
