// Classes of Java and Kotlin into which a framework reads settings: Spring's, Micronaut's and Quarkus' by an annotation, Dropwizard's by its name. A member without a value is the setting of that name.

const BOUND = /@(?:ConfigurationProperties|ConfigMapping|ConfigProperties)\b\s*(?:\(([^)]*)\))?/
const NAMED = /^([A-Z]\w{2,}?)(?:Configuration|Config|Properties|Settings|Props)$/
/** Members that hold an address; of a class that is only named like a settings class nothing else is asked for. */
const ADDRESS = /(?:ur[il]|host|endpoint|server|address|base)$/i

/** The name that stands before the members' own: `hubspot` of `@ConfigurationProperties("hubspot")`; `~hubspot` where only the class is named so; null for any other class. `around`: that of the class around it. */
export function boundTo(annotations: string, name: string, around: string | null): string | null {
  const hit = BOUND.exec(annotations)
  if (hit) return /"([^"]+)"/.exec(hit[1] ?? '')?.[1] ?? ''
  if (around !== null && !around.startsWith('~')) return [around, small(name)].filter(Boolean).join('.')
  const named = NAMED.exec(name)
  return named ? `~${small(named[1]!)}` : null
}

/** The setting that a member is read from; null where it is none. */
export function boundSetting(prefix: string | null, member: string): string | null {
  if (prefix === null || member === '' || (prefix.startsWith('~') && !ADDRESS.test(member))) return null
  return [prefix, member].filter(Boolean).join('.')
}

function small(name: string): string {
  return name[0]!.toLowerCase() + name.slice(1)
}
