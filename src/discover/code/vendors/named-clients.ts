// Clients of a vendor that nothing leads to but their name: `Company.openai_client.chat(…)`, `request.app.stripe_client`. The name counts where the vendor's library is declared.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Call, Expr } from '../ir.ts'
import type { Program, Source } from '../names/program.ts'
import { namedCard } from './providers.ts'

export interface NamedClient {
  readonly card: Card
  readonly module: string
  /** The method, with what stands between it and the client. */
  readonly member: string
}

const CLIENT = /^_?([a-z][a-z0-9_]*?)_?(?:graphql_)?(?:client|sdk|api_client)$/
const KNOWN = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, { card: Card; module: string }>>()

/** Short names of vendors whose library the manifests declare: the card's id and the package's own name. */
function namesOf(catalog: Catalog, declared: ReadonlySet<string>): ReadonlyMap<string, { card: Card; module: string }> {
  const before = KNOWN.get(declared)
  if (before) return before
  const found = new Map<string, { card: Card; module: string }>()
  for (const module of declared) {
    if (!/^(?:gem|pypi):/.test(module)) continue
    const card = catalog.byPackage(module)
    if (!card || card.build || card.selfHosted) continue
    const own = module.slice(module.indexOf(':') + 1).replace(/^(?:ruby|python|py)-|-(?:ruby|python|sdk|client|api|rb)$/g, '')
    for (const name of [card.id, own]) if (name.length >= 4 && !found.has(plain(name))) found.set(plain(name), { card, module })
    // A platform's services go by names of their own.
    if (card.id === 'aws')
      for (const name of ['ses', 'sns', 's3', 'sqs', 'boto', 'boto3', 'dynamodb', 'cognito', 'bedrock']) found.set(name, { card, module })
  }
  KNOWN.set(declared, found)
  return found
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** The vendor whose client a call is made on, by the name of the client alone. */
export function clientNamed(
  program: Program,
  source: Source,
  call: Call,
  catalog: Catalog,
  declared: ReadonlySet<string>,
): NamedClient | null {
  if (call.on !== null || !call.callee.includes('.') || !/^(?:ruby|python)$/.test(source.lang)) return null
  const [head, ...rest] = call.callee.split('.')
  const direct = within([head!, ...rest], catalog, declared, imported(source))
  if (direct || head === 'this') return direct
  const value = program.valueOf(source, call.fn, head!)
  const path = value ? pathOf(program, value.source, value.expr) : null
  return path ? within([...path.split('.'), ...rest], catalog, declared, imported(source)) : null
}

/** Modules of Python that the file itself imports, by their first part. */
function imported(source: Source): ReadonlySet<string> {
  return new Set(source.lang === 'python' ? source.unit.imports.map((one) => one.module.split('.', 1)[0]!) : [])
}

function pathOf(program: Program, source: Source, expr: Expr): string | null {
  if (expr.t === 'ref') return expr.path
  if (expr.t !== 'call' || expr.rest) return null
  const made = source.unit.calls[expr.call]!
  if (made.args.length > 0 || made.on !== null) return null
  // A function of our own that only hands the client on.
  const origin = program.ofCall(source, made)
  const given = origin?.k === 'fn' ? origin.source.unit.fns[origin.fn]!.returns[0] : undefined
  return given?.t === 'ref' && given.path.includes('_client') ? given.path : made.callee
}

function within(
  parts: readonly string[],
  catalog: Catalog,
  declared: ReadonlySet<string>,
  imports: ReadonlySet<string>,
): NamedClient | null {
  for (const [i, part] of parts.slice(0, -1).entries()) {
    const name = CLIENT.exec(part)?.[1]
    if (!name) continue
    const found = namesOf(catalog, declared).get(plain(name)) ?? byImport(catalog, name, imports)
    if (found && (namedCard(catalog, found.card.id, false) ?? found.card) === found.card)
      return { ...found, member: parts.slice(i + 1).join('.') }
  }
  return null
}

function byImport(catalog: Catalog, name: string, imports: ReadonlySet<string>): { card: Card; module: string } | null {
  const card = imports.has(name) ? catalog.byModule(`pypi:${name}`) : null
  return card && !card.build && !card.selfHosted ? { card, module: `pypi:${name}` } : null
}

/** Finds such a name in a text; null where no such library is declared. */
export function clientPattern(catalog: Catalog, declared: ReadonlySet<string>): RegExp | null {
  const names = [...namesOf(catalog, declared).values()].flatMap(({ card, module }) => [
    card.id,
    module.slice(module.indexOf(':') + 1).replace(/^(?:ruby|python|py)-|-(?:ruby|python|sdk|client|api|rb)$/g, ''),
  ])
  const words = [...new Set(names.map((one) => one.replaceAll('-', '_').toLowerCase()).filter((one) => /^\w{4,}$/.test(one)))]
  return words.length > 0 ? new RegExp(`\\b_?(?:${words.join('|')}|ses|sns|s3|sqs)_(?:graphql_)?(?:client|sdk|api_client)\\b`) : null
}
