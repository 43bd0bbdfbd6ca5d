// What an application gives to all its components under a vendor's name: `this.$acme.track(…)`, `const { $acme } = useNuxtApp()`. No import says whose it is, the name alone does.
import type { Origin, Program } from './program.ts'

const KNOWN = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, string>>()

/** The vendor's script that a name with a dollar stands for; null for any other name. */
export function provided(program: Program, path: string): Origin | null {
  if (!path.includes('$')) return null
  const hit = /^(?:this\.|vm\.|self\.|Vue\.)?\$([A-Za-z]\w+)(?:\.(.+))?$/.exec(path)
  if (!hit || program.globals.has(`$${hit[1]}`)) return null
  let byLower = KNOWN.get(program.globals)
  if (!byLower) KNOWN.set(program.globals, (byLower = new Map([...program.globals].map((name) => [name.toLowerCase(), name]))))
  const name = byLower.get(hit[1]!.toLowerCase())
  return name === undefined ? null : { k: 'package', module: `global:${name}`, member: hit[2] ?? '', made: null }
}
