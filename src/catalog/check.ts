// Says what is wrong with a set of cards that each parse: what one card alone cannot see (two claiming the same thing) and what the schema does not know (fields that do not exist).
import { covers, FIELDS } from '../fields/taxonomy.ts'
import type { Card } from './card.ts'
import { canonical, packagesOf } from './catalog.ts'

/** One thing that is wrong. `path` is the card's file, `says` a sentence. */
export interface Flaw {
  readonly path: string
  readonly says: string
}

const ECOSYSTEMS = new Set(['npm', 'pypi', 'gem', 'go', 'composer', 'maven', 'pods', 'swift', 'nuget', 'pub', 'action'])
const ARGUMENTS = new Set(['traits', 'properties', 'event', 'options', 'any'])

/** Every flaw of the given cards, in their order. Empty: sound. */
export function checkCards(files: readonly { readonly path: string; readonly card: Card }[]): Flaw[] {
  const claims = new Map<string, string>()
  return files.flatMap(({ path, card }) => [...alone(path, card), ...claimed(path, card, claims)].map((says) => ({ path, says })))
}

function alone(path: string, card: Card): string[] {
  const flaws: string[] = []
  const name = path.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '')
  if (name !== card.id) flaws.push(`the file is called ${name} but the card's id is ${card.id}`)
  const fields = [
    ...Object.entries(card.properties),
    ...card.defaults.flatMap((one) => Object.entries(one.fields)),
    ...card.calls.flatMap((call) =>
      Object.entries(call.args).flatMap(([arg, what]) => (what.startsWith('field:') ? [[arg, what.slice(6)] as const] : [])),
    ),
  ]
  for (const [property, field] of fields) if (!FIELDS[field]) flaws.push(`${property}: there is no field ${field}`)
  const packages = new Set(packagesOf(card))
  const known = (wanted: string) =>
    packages.has(canonical(wanted)) || [...packages].some((one) => one.endsWith('*') && wanted.startsWith(one.slice(0, -1)))
  for (const call of card.calls) {
    if (!known(call.package)) flaws.push(`the call ${call.method} is of ${call.package}, which is not among the packages`)
    for (const what of Object.values(call.args)) {
      if (!what.startsWith('field:') && !ARGUMENTS.has(what)) flaws.push(`the call ${call.method}: "${what}" is no kind of argument`)
    }
  }
  for (const one of [...Object.keys(card.modules), ...Object.keys(card.surface)]) {
    if (!ECOSYSTEMS.has(one.slice(0, one.indexOf(':')))) flaws.push(`${one}: name the ecosystem first, as in npm:${one}`)
    else if (!known(one)) flaws.push(`${one} is not among the packages`)
  }
  for (const one of card.defaults) {
    if (!one.package.startsWith('script:') && !known(one.package))
      flaws.push(`the defaults are of ${one.package}, which is not among the packages`)
  }
  for (const facts of ['hosts', 'packages'] as const) {
    const present = facts === 'hosts' ? card.hosts.length > 0 : packages.size > 0
    if (present && !card.sources.some((source) => source.facts.some((fact) => fact === facts || fact.startsWith(`${facts}.`)))) {
      flaws.push(`no source for ${facts}`)
    }
  }
  return flaws
}

/** Hosts, packages and ids belong to one card; a second claim would make the answer depend on the order of files. */
function claimed(path: string, card: Card, claims: Map<string, string>): string[] {
  const mine = [
    `the id ${card.id}`,
    ...card.hosts.map((host) => `the host ${host}`),
    ...packagesOf(card).map((name) => `the package ${name}`),
  ]
  const flaws: string[] = []
  for (const claim of mine) {
    const other = claims.get(claim)
    if (other === path) flaws.push(`${claim} stands here twice`)
    else if (other) flaws.push(`${claim} is also claimed by ${other}`)
    else claims.set(claim, path)
  }
  return flaws
}

/** True where a policy on `key` would cover anything this card maps: used to list the vendors of one field. */
export function mapsField(card: Card, key: string): boolean {
  return Object.values(card.properties).some((field) => covers(key, field))
}
