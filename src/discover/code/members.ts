// What the members of a class of our own are given, wherever it is built: `cfg.Endpoint` of a parameter that is declared as the class, `s.cfg.Endpoint` of a member that is.
import type { Expr } from './ir.ts'
import type { Origin, Program, Source } from './program.ts'
import { classOf } from './receivers.ts'
import { lastName, prefixes } from './source.ts'

interface Given {
  readonly source: Source
  readonly fn: number
  readonly expr: Expr
  readonly rest: string
}

const MOST_GIVEN = 8
const MOST_HOMES = 4

/** Values that a member may have by its class, those with a text first; in Go, where nothing but the class says what a member is. */
export function memberValues(program: Program, source: Source, fn: number, path: string): Given[] {
  if (source.lang !== 'go') return []
  for (const [head, rest] of prefixes(path).slice(1)) {
    const owner = classOf(program, source, fn, head)
    if (!owner) continue
    const member = rest.split('.', 1)[0]!
    const found = [owner, ...program.parentsOf(owner)].flatMap((one) => ofClass(program, one, member, rest.slice(member.length + 1)))
    if (found.length > 0) return found.slice(0, MOST_GIVEN)
  }
  return []
}

function ofClass(program: Program, owner: string, member: string, rest: string): Given[] {
  // Built in another package: `push.Config{URL: "https://…"}`.
  const elsewhere = program
    .said('built', owner)
    .slice(0, MOST_GIVEN)
    .flatMap(({ source, value: call }) => {
      const entry =
        source.lang === 'go' && call.args[0]?.t === 'object' ? call.args[0].entries.find((one) => one.key === member) : undefined
      return entry ? [{ source, fn: call.fn, expr: entry.value, rest }] : []
    })
  return [...elsewhere, ...within(program, owner, member, rest)]
}

function within(program: Program, owner: string, member: string, rest: string): Given[] {
  return program
    .homesOf(owner)
    .filter((home) => home.lang === 'go')
    .slice(0, MOST_HOMES)
    .flatMap((home) =>
      (home.assigns.get(`this.${member}`) ?? [])
        .filter((one) => lastName(one.owner ?? '') === owner)
        .map((one) => ({ source: home, fn: one.fn, expr: one.value, rest })),
    )
}

/** A member of a Go struct is often given its value in another file of the package. */
export function elsewhere(program: Program, source: Source, fn: number, path: string, depth: number): Origin | null {
  const { owner } = source.unit.fns[fn]!
  if (source.lang !== 'go' || owner === '' || !path.startsWith('this.')) return null
  const found = program.ofClass(source, owner, path.slice(5), depth + 1)
  return found?.k === 'fn' ? null : found
}

/** A vendor's client that a parameter of our own class holds: `app.mail.Send(x)`. */
export function heldBy(program: Program, source: Source, type: string | null, path: string, depth: number): Origin | null {
  if (source.lang !== 'go' || !type) return null
  const found = program.ofClass(source, type, path, depth + 1)
  return found?.k === 'package' ? found : null
}

/** In Go a class that is named without a package is of this one: one of the same name in another folder is another. */
export function strange(source: Source, home: Source): boolean {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
  return source.lang === 'go' && folder(source.path) !== folder(home.path)
}
