// Interfaces that a library turns into a client (Retrofit, Feign, Spring's and MicroProfile's): a method is a request, its annotated parameters are what it hands over.
import type { Entry, Expr } from '../ir.ts'

/** A parameter as declared: its name, and its annotations as text. */
export interface AnnotatedParam {
  readonly name: string
  readonly annotations: string
}

const METHOD =
  /@(?:GET|POST|PUT|PATCH|DELETE|HTTP|Get|Post|Put|Patch|Delete|(?:Get|Post|Put|Patch|Delete|Request)Mapping|(?:Get|Post|Put|Patch|Delete|Http)Exchange|RequestLine)\b(?:\s*\(([^)]*)\))?/
const KEPT = /@(?:Header(?:Map)?|RequestHeader|HeaderParam|CookieValue|CookieParam|Tag|Context|Suspended)\b/
const NAMED =
  /@(?:Field|Query|Part|Path|PathVariable|PathParam|QueryParam|FormParam|RequestParam|RequestPart|Param|QueryValue)\b\s*(?:\(([^)]*)\))?/

/** The address part that an interface method's annotations give; null where it is no request. */
export function requestPath(annotations: string): string | null {
  const hit = METHOD.exec(annotations)
  if (!hit) return null
  return /"([^"]*)"/.exec(hit[1] ?? '')?.[1]?.replace(/^[A-Z]+\s+/, '') ?? ''
}

const CLIENT = /@(?:FeignClient|HttpExchange|RegisterRestClient|Client|RequestMapping)\b\s*(?:\(([^)]*)\))?/

/** Where an interface's own annotation says that its requests go: an address as such or as a default, and the settings that hold it. `name`: the interface, by its full name. */
export function clientAddress(annotations: string, name: string): { address: string | null; settings: string[] } {
  const hit = CLIENT.exec(annotations)
  const inner = hit?.[1] ?? ''
  const address = /"(?:\$\{[^:}"]*:)?((?:https?:)\/\/[^"}]+)\}?"/.exec(inner)?.[1] ?? null
  if (!hit) return { address: null, settings: [] }
  const settings = [...inner.matchAll(/\$\{([^:}"]+)/g)].map((one) => one[1]!)
  const key = /(?:configKey|id|value|name|contextId)?\s*=?\s*"([\w.-]+)"/.exec(inner)?.[1]
  if (hit[0].startsWith('@RegisterRestClient'))
    for (const one of [key, name])
      if (one) settings.push(`quarkus.rest-client.${one}.url`, `quarkus.rest-client.${one}.uri`, `${one}/mp-rest/url`, `${one}/mp-rest/uri`)
  if (key && hit[0].startsWith('@Client')) settings.push(`micronaut.http.services.${key}.url`, `micronaut.http.services.${key}.urls`)
  if (key && hit[0].startsWith('@FeignClient'))
    settings.push(`spring.cloud.openfeign.client.config.${key}.url`, `feign.client.config.${key}.url`)
  return { address, settings }
}

/** The arguments of the request that calling the method sends. `method`: `text` records an address. */
export function requestArgs(path: string, params: readonly AnnotatedParam[], line: number, text: (address: string) => Expr): Expr[] {
  const entries: Entry[] = []
  for (const one of params) {
    if (KEPT.test(one.annotations)) continue
    const named = NAMED.exec(one.annotations)
    const key = named ? (/"([^"]+)"/.exec(named[1] ?? '')?.[1] ?? one.name) : null
    entries.push({ key, value: { t: 'ref', path: one.name }, line })
  }
  const address: Expr = /^https?:\/\//.test(path)
    ? text(path)
    : {
        t: 'join',
        parts: [
          { t: 'ref', path: 'this.baseUrl' },
          { t: 'text', text: path },
        ],
      }
  return [address, { t: 'object', entries }]
}
