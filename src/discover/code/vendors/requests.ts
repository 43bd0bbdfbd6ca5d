// Names of calls that send something over HTTP, in six languages, and the places of an address in them. A name alone proves nothing: the address must be there too.
import type { Call } from '../ir.ts'

const SENDS =
  /^(?:(?:get|post|put|patch|delete|send|request)(?:_\w+|[A-Z]\w*)|fetch\w*|\$fetch|ofetch|axios|ky|got|needle|superagent|request\w*|http\w*|https|ajax|getJSON|sendBeacon|soapclient|websocket|eventsource|get|post|put|patch|delete|del|head|options|send\w*|do|open|urlopen|url|uri|curl\w*|api\w*|execute|call|invoke|perform|newrequest(?:withcontext)?|postform|httpget|httppost|file_get_contents|fopen|curl_init|curl_setopt|asyncclient|client|create|extend|baseurl|base_url|with_?url|to|target|parse|joinpath|from_?uri\w*|create|post_form|start|new|getasync|postasync|usefetch|useswr|usequery|load\w*|importscripts|form|submitform\w*|json|body|retry\w*|exchange|download|upload|urlretrieve|newbuilder|builder|dial\w*|connect|connection|consumer)$/i
/** Receivers and names that make links, redirects, messages and checks rather than requests; `createStatic…` is no test. */
const LINKS =
  /redirect|link(?!ed_?in)|href|href_for|navigate|push|replace|window\.open|location|console|log|warn|error|print|debug|throw|raise|assert|expect|startswith|includes|match|(?<!crea)test|equals|indexof|contains|cors|allow|origin|validate|regex|describe|render|markdown|openurl|opentab|shell\.open|external|anchor|a_tag|mention|tooltip|message|toast|notice|text\(|t\(|i18n|translate|doc|swagger|schema|example|zod|z\.|yup|helptext|help_text|placeholder|title/i
const ADDRESS_KEYS =
  /^(?:url|uri|baseurl|base_url|prefix_?url|root_?url|api_?base|base|endpoint|host|hostname|path|apiurl|api_url|server|target|address|api_endpoint|origin|baseuri|base_uri|site|authorization_?(?:endpoint|url)?|token_?(?:endpoint|url)?|userinfo_?(?:endpoint|url)?|issuer|wellknown|authorize_url|discoverydocument)$/i

/** Does a call send something, judged by its name? `callee` dotted. */
export function sends(callee: string): boolean {
  const path = callee.replace(/::|->|\\/g, '.')
  const last = path.slice(path.lastIndexOf('.') + 1)
  // `open(url)` shows a page to a person.
  if (/(?:Exporter|Transport|Reporter|Appender)$/.test(last)) return true
  if (path === 'open' || /(?:^|\.)puts$/.test(path) || LINKS.test(path)) return false
  return (
    SENDS.test(last) ||
    /(?:fetch|http|request|axios|curl|webhook|rest_?template|web_?client|unirest|resty|remote_(?:get|post|request)|beacon|restclient|faraday|guzzle|okhttp|retrofit)/i.test(
      path,
    )
  )
}

const ANSWERS =
  /^(?:\w+\.)?(?:res|resp|response|reply|ctx|c)\.(?:send|json|jsonp|end|write|render|html|text|body|status|code|type|set|header)$/

/** A call on the answer that a server gives to who asked it: `res.status(200).json({ … })`. */
export function answers(calls: readonly Call[], call: Call): boolean {
  let at: Call | undefined = call
  for (let i = 0; at?.on?.t === 'call' && i < 6; i++) at = calls[at.on.call]
  return at !== undefined && ANSWERS.test(at.callee)
}

/** `new URL(link, "https://site.example")` takes somebody's address apart; the second is only there for a relative one. */
export function readsAddress(call: Call): boolean {
  const [first, second] = call.args
  return (
    call.callee === 'URL' &&
    first?.t === 'ref' &&
    second !== undefined &&
    /(?:^|\.)(?:url|href|link|src|uri|input|raw\w*)$/i.test(first.path)
  )
}

/** A call that merely builds an address. */
export function buildsAddress(callee: string): boolean {
  return /(?:^|[.:\\])(?:URL|URI|Uri|url|parse|Parse|create|JoinPath|Sprintf|format|sprintf|of|valueOf|urlunparse|urljoin)$/.test(callee)
}

/** Where the address of a call may stand: the first four arguments and keys named after one. */
export function addressArguments(call: Call): { arg: number; expr: Call['args'][number]; key: string }[] {
  const found: { arg: number; expr: Call['args'][number]; key: string }[] = []
  call.args.slice(0, 4).forEach((expr, arg) => {
    if (expr.t === 'object') {
      for (const entry of expr.entries)
        if (entry.key && ADDRESS_KEYS.test(entry.key)) found.push({ arg, expr: entry.value, key: entry.key })
    } else if (expr.t !== 'fn') found.push({ arg, expr, key: '' })
  })
  return found
}

/** A setting that holds an address a program calls, by its name. */
export function namesEndpoint(name: string): boolean {
  return (
    /(?:url|uri|api|endpoint|host|server|base|webhook|origin|domain|issuer)s?$/i.test(name) &&
    !/redirect|callback|return|docs?|help|support|homepage|website|site_?url|terms|privacy|link|icon|logo|image|avatar_placeholder|social|share/i.test(
      name,
    )
  )
}

/** An address with a part that only a machine asks for. */
export function machineAddress(host: string, path: string): boolean {
  return (
    /^(?:api|hooks?|ingest|events?|collect|in|intake|rest|graphql|gateway|oauth2?|accounts|login|auth|connect|sdk|js|cdn|ws|wss|push|upload|data|track(?:ing)?|analytics|smtp|mail|imap|s3|storage|id|identity|sso|app|ws|icons?|avatars?|maps?|geo|search|o?embed|player|publish|mcp)[\w-]*\./i.test(
      host,
    ) ||
    /^\/+(?:api|v\d|o?embed|rest|graphql|oauth|token|webhook|siteverify|services\/|hooks?\/|json|rpc|ws\/|search\b|mcp\b|\w+\/(?:api|v\d)\b)/i.test(
      path,
    )
  )
}

/** Libraries for requests whose instances are called by whatever name they are given: `const api = ofetch.create({ baseURL }); api("/people")`. */
export function isClient(module: string): boolean {
  return /^npm:(?:ofetch|ky|got|axios|wretch|node-fetch|undici|needle|superagent|redaxios|gaxios|xior|openapi-fetch|@better-fetch\/fetch|graphql-request|@apollo\/client|fetch-retry|cross-fetch|isomorphic-fetch|phin|bent|centra)(?:\/|$)/.test(
    module,
  )
}
