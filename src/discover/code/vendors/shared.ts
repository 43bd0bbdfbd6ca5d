// Clients of vendors that one file makes and others only import (`export const mailer = new Acme(key)`): the importing files name no vendor, so they must be looked for.
import type { Card } from '../../../catalog/card.ts'
import type { Origin, Program, Source } from '../names/program.ts'

/** Names under which a file hands on a vendor's client, or a function that gives one. */
export function sharedClients(program: Program, source: Source, cardOf: (module: string) => Card | null): string[] {
  if (source.role !== 'run') return []
  const theirs = (origin: Origin | null): boolean => origin?.k === 'package' && cardOf(origin.module) !== null
  return handedOn(source).flatMap(([name, local]) => {
    const origin = program.origin(source, 0, local)
    const client =
      origin?.k === 'fn'
        ? origin.source.unit.fns[origin.fn]!.returns.slice(0, 4).some((value) =>
            theirs(program.ofExpr(origin.source, origin.fn, value, '')),
          )
        : theirs(origin)
    return client ? [name === 'default' ? stem(source.path) : name] : []
  })
}

/** What other files can import of a file: its exports; in Python all that stands outside of functions. */
function handedOn(source: Source): [name: string, local: string][] {
  if (source.lang === 'js') return source.unit.exports.filter((one) => one.from === null).map((one) => [one.name, one.local])
  if (source.lang !== 'python') return []
  const values = source.unit.assigns.filter((one) => one.fn === 0 && /^\w+$/.test(one.target)).map((one) => one.target)
  const fns = source.unit.fns.filter((one) => one.outer === 0 && one.owner === '' && one.name !== '').map((one) => one.name)
  return [...new Set([...values, ...fns])].map((name) => [name, name])
}

/** The name by which an import of a file as such mentions it: its own, or its folder's for an index. */
function stem(path: string): string {
  const parts = path.replace(/\.\w+$/, '').split('/')
  const last = parts.at(-1)!
  return last === 'index' ? (parts.at(-2) ?? last) : last
}
