// Which files of Java and Kotlin make clients of HTTP for others, told from the file alone.
import type { Call, Unit } from '../ir.ts'
import { type Content, lastName } from './source.ts'

/** Classes through which requests are sent, in the libraries that programs hand around. */
export const CLIENT = /^(?:WebClient|RestClient|RestTemplate|RestOperations|HttpClient|WebTarget|HttpHandler|Retrofit)$/

/** May a file make a client for others? */
export function makesClients({ lang, role, unit }: Pick<Content, 'lang' | 'role' | 'unit'>): boolean {
  if ((lang !== 'java' && lang !== 'kotlin') || role !== 'run') return false
  return (
    unit.calls.some((call) => call.on === null && CLIENT.test(rootType(unit, call))) ||
    unit.fns.some((fn) => CLIENT.test(lastName(fn.gives ?? '')))
  )
}

/** The class that a chain begins with: `WebClient.builder()…`, `HttpClient(CIO) { … }`. */
export function rootType(unit: Unit, call: Call): string {
  let at = call
  for (let i = 0; at.on?.t === 'call' && i < 20; i++) at = unit.calls[at.on.call]!
  return at.callee.split('.')[0] ?? ''
}
