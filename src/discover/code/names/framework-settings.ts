// Settings that frameworks look up by name, one step to where they are written: Laravel's `config("services.x.url")`, Django's `settings.X`.
import type { Expr } from '../ir.ts'
import type { Program } from './program.ts'
import type { Source } from './source.ts'
import { split } from './source.ts'

/** A setting that frameworks look up by name: Laravel's `config("services.x.url")`, Django's `settings.X`. */
export function settingOf(program: Program, source: Source, name: string): { source: Source; expr: Expr } | null {
  if (source.lang === 'php') {
    const [file, rest] = split(name)
    for (const path of ['config', 'Config'].flatMap((folder) => program.modules.named(`${folder}/${file}.php`))) {
      const target = program.find(path)
      const value = target ? target.unit.fns[0]!.returns[0] : undefined
      if (target && value) return { source: target, expr: memberOf(value, rest) }
    }
  }
  if (source.lang === 'python') {
    for (const { source: target } of program.said('django', '')) {
      const given = target.assigns.get(name)?.find((one) => one.fn === 0)
      if (given) return { source: target, expr: given.value }
    }
  }
  return null
}

function memberOf(expr: Expr, path: string): Expr {
  if (path === '') return expr
  const [head, rest] = split(path)
  const entry = expr.t === 'object' ? expr.entries.find((one) => one.key === head) : undefined
  return entry ? memberOf(entry.value, rest) : { t: 'none' }
}
