// Methods that a declared library gives to the company's own classes, which call them by their bare name: `$user->createAsStripeCustomer()`, `verify_recaptcha`, `algoliasearch do … end`.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import { telling } from '../names/callers.ts'
import { clientPattern } from './named-clients.ts'

export interface Given {
  readonly card: Card
  readonly module: string
  /** Called by its bare name only. */
  readonly ofItself?: boolean
}

/** Before a method that a gem gives to the company's own classes. */
export const OF_ITSELF = 'self.'

const KNOWN = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, Given>>()

/** Methods by name, of the packages that manifests declare: Ruby's as cards write them (`self.verify_recaptcha`), and any with a telling name of fifteen letters, whatever it is called on. */
export function givenMethods(catalog: Catalog, declared: ReadonlySet<string>): ReadonlyMap<string, Given> {
  const before = KNOWN.get(declared)
  if (before) return before
  const found = new Map<string, Given>()
  for (const module of declared) {
    const gem = module.startsWith('gem:')
    if (!gem && !module.startsWith('composer:')) continue
    const card = catalog.byPackage(module)
    for (const one of card?.calls ?? []) {
      if (!card || one.package !== module) continue
      if (gem && one.method.startsWith(OF_ITSELF)) found.set(one.method.slice(OF_ITSELF.length), { card, module, ofItself: true })
      else if (one.method.length >= 15 && telling(one.method)) found.set(one.method, { card, module })
    }
  }
  KNOWN.set(declared, found)
  return found
}

/** Finds any of them, or a client called after a declared library, in Ruby and Python; null where there are none. */
export function givenPattern(catalog: Catalog, declared: ReadonlySet<string>): RegExp | null {
  const names = [...givenMethods(catalog, declared)].filter(([, one]) => one.module.startsWith('gem:')).map(([name]) => name)
  const methods = names.length > 0 ? `\\b(?:${names.map((name) => name.replace(/[?!]$/, '\\$&')).join('|')})` : null
  const parts = [methods, clientPattern(catalog, declared)?.source].filter((one) => one != null)
  return parts.length > 0 ? new RegExp(parts.join('|')) : null
}
