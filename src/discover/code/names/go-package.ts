// What the files of a Go package declare for one another and for who imports it: functions, constants, variables.
import type { Origin, Program } from './program.ts'

/** A name among files already parsed; null where none of them declares it. */
export function ofPackage(program: Program, paths: readonly string[], name: string, rest: string, depth: number): Origin | null {
  for (const path of paths) {
    const other = program.joined(path)
    if (!other) continue
    const fn = rest === '' ? other.fns.get(name)?.find((one) => other.unit.fns[one]!.owner === '') : undefined
    if (fn !== undefined) return { k: 'fn', source: other, fn }
    const given = other.assigns.get(name)?.find((one) => one.fn === 0)
    if (given)
      return program.ofExpr(other, 0, given.value, rest, depth + 2) ?? { k: 'value', source: other, fn: 0, expr: given.value, rest }
  }
  return null
}
