// Vendors that code names by a string and nothing else: a mailer's service, a storage disk, a logger's transport, a model behind a gateway, a way to sign in.
import type { Card } from '../../../catalog/card.ts'
import type { Known } from '../finding.ts'
import type { Call, Expr } from '../ir.ts'
import type { Source } from '../names/source.ts'
import type { Signal } from '../result.ts'
import { signInsOf } from './providers.ts'
import { cardNamed, namedIn } from './signal-rules.ts'

export interface NamedVendor {
  readonly card: Card
  readonly signal: Signal
  readonly line: number
  readonly module: string
}

/** Vendors named in the arguments of a call known to take such a name. */
export function namedBy(call: Call, known: Known): NamedVendor[] {
  const found = transports(call.args, known, 0)
  const name = namedIn(call)
  const card = name ? cardNamed(known.catalog, name) : null
  if (name && card) found.push({ card, signal: 'init_call', line: call.line, module: `named:${name.toLowerCase()}` })
  return found
}

/** Sign-in by others, each under its name with the keys for it: `socialProviders: { acme: { clientId, clientSecret } }`. */
export function signInsNamed(source: Source, known: Known): NamedVendor[] {
  return signInsOf(source, known.declared).flatMap(({ name, line }) => {
    // Nobody signs in at the cloud: the name stands for its directory.
    const card = cardNamed(known.catalog, name === 'azure' ? 'microsoft' : name)
    return card ? [{ card, signal: 'init_call' as const, line, module: `sign-in:${name.toLowerCase()}` }] : []
  })
}

/** A logger's transports named by their packages: `transport({ target: "@acme/pino" })`, `{ transport: { targets: [{ target }] } }`. */
function transports(args: readonly Expr[], known: Known, depth: number): NamedVendor[] {
  const found: NamedVendor[] = []
  for (const arg of args.slice(0, 8)) {
    if (arg.t === 'list' && depth > 0) found.push(...transports(arg.items, known, depth + 1))
    if (arg.t !== 'object') continue
    for (const { key, value, line } of arg.entries) {
      if (depth < 4 && (key === 'targets' || key === 'transport' || key === 'pipeline'))
        found.push(...transports([value], known, depth + 1))
      if (key !== 'target' || value.t !== 'text' || value.text.includes('//')) continue
      const card = known.cardOf(`npm:${value.text}`)
      if (card) found.push({ card, signal: 'log_sink', line, module: `npm:${value.text}` })
    }
  }
  return found
}

/** A model that is named by a text alone (`generateText({ model: "openai/gpt-4o" })`): the library asks it through its maker's own gateway. */
export function modelGateway(origin: { module: string; member: string }, call: Call): boolean {
  const [first] = call.args
  if (origin.module !== 'npm:ai' || first?.t !== 'object') return false
  const model = first.entries.find((one) => one.key === 'model')?.value
  return model?.t === 'text' && /^[\w-]+\/[\w.:-]+$/.test(model.text)
}
