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

/** The address in an annotation of the interface itself; of a setting its default. */
export function clientAddress(annotations: string): string | null {
  const hit =
    /@(?:FeignClient|HttpExchange|RegisterRestClient|Client|RequestMapping)\b[^)]*?"(?:\$\{[^:}"]*:)?((?:https?:)\/\/[^"}]+)\}?"/.exec(
      annotations,
    )
  return hit?.[1] ?? null
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
