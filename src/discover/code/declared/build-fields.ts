// Constants that Gradle generates for an Android application (`buildConfigField("String", "API_URL", "\"https://…\"")`): code names them as members of BuildConfig, which no file holds.
import type { Expr } from '../ir.ts'

const FIELD = /\bbuildConfigField\w*\b/g
const NAMED = /["']([A-Z][A-Z0-9_]{2,})["']/
const ADDRESS = /["'\\](https?:\/\/[^"'\\\s]+|(?:[\w-]+\.)+[a-z]{2,}\/?)\\?["']/

/** The constants of a build file that hold an address or a host, by name. */
export function buildFields(path: string, text: string): [name: string, address: string][] {
  if (!/build\.gradle(?:\.kts)?$/.test(path) || !text.includes('buildConfigField')) return []
  return [...text.matchAll(FIELD)].flatMap((hit): [string, string][] => {
    const end = text.indexOf('buildConfigField', hit.index + 16)
    const said = text.slice(hit.index, end < 0 ? hit.index + 300 : Math.min(end, hit.index + 300))
    const name = NAMED.exec(said)
    const address = name ? ADDRESS.exec(said.slice(name.index + name[0].length)) : null
    return name && address ? [[name[1]!, address[1]!]] : []
  })
}

/** All values of each constant: flavours and build types have their own. */
export function builtConstants(fields: readonly (readonly [name: string, address: string])[]): Map<string, Expr> {
  const built = new Map<string, Expr>()
  for (const [name, text] of fields) {
    const before = built.get(name)
    const value: Expr = { t: 'text', text }
    built.set(name, before ? { t: 'either', items: before.t === 'either' ? [...before.items, value] : [before, value] } : value)
  }
  return built
}
