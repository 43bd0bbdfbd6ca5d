// What Go's own library and its usual companions do with values, beyond the language: writers, flags, struct tags, addresses made of parts.
import type { Call, Entry, Expr } from '../ir.ts'
import { ALL, type Builder, either, join } from './build.ts'

/** Wraps whatever it is given last: `json.NewEncoder(&b)`, `multipart.NewWriter(&b)`, `gzip.NewWriter(&b)`. */
const WRAPS = /(?:^|\.)New(?:Encoder|Writer\w*)$/
const WRITES = /\.(?:Encode|EncodeElement|Write|WriteString|WriteRecord)$/
/** Into the first what the others are. */
const WRITES_INTO = /^(?:fmt\.Fprint\w*|io\.WriteString|io\.Copy\w*)$/

/** `json.NewEncoder(&b).Encode(x)`: the buffer holds x from then on; a writer, what it writes, is what it writes into. */
export function writtenBy(b: Builder, call: Call): void {
  const { callee, args, line, on } = call
  const holds = (into: Expr | undefined, key: string, value: Expr | undefined): void => {
    if (into?.t === 'ref' && value) b.assign(`${into.path}.${key}`, value, line)
  }
  const wrapper = on?.t === 'call' ? b.unit.calls[on.call] : undefined
  if (callee === 'Encode' && wrapper && WRAPS.test(wrapper.callee)) holds(wrapper.args[0], 'body', args[0])
  else if (WRITES_INTO.test(callee)) for (const value of args.slice(1)) holds(args[0], 'body', value)
  else if (WRITES.test(callee) && args.length > 0) b.assign(`${callee.slice(0, callee.lastIndexOf('.'))}.body`, args[0]!, line)
  else if (/\.CreateFormFile$/.test(callee) && args[1])
    b.assign(`${callee.slice(0, callee.lastIndexOf('.'))}.${args[0]?.t === 'text' ? args[0].text : 'file'}`, args[1], line)
}

/** `w := multipart.NewWriter(&b)`: what is written to the one is in the other. */
export function wrapped(b: Builder, target: string, value: Expr | undefined, line: number): void {
  const call = value?.t === 'call' ? b.unit.calls[value.call] : undefined
  const into = call && WRAPS.test(call.callee) ? call.args[0] : undefined
  if (into?.t === 'ref' && /^\w+$/.test(target)) b.assign(`${into.path}.${ALL}`, { t: 'ref', path: target }, line)
}

const VISITORS = /^(?:x-forwarded-for|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|forwarded|referer|accept-language)$/i
/** Of the request that is being answered, not the name of our own program. */
const OF_REQUEST = /(?:UserAgent|Header\.Get|GetHeader|Request\.Header\.Get)$/

/** Headers that tell of a visitor are handed over; others are how the company signs in. */
export function headerSet(b: Builder, call: Call): void {
  const hit = /^(.+)\.Header(?:\(\))?\.(?:Set|Add)$/.exec(call.callee)
  const [name, value] = call.args
  if (!hit || name?.t !== 'text' || !value || value.t === 'text') return
  const asked = value.t === 'call' && OF_REQUEST.test(b.unit.calls[value.call]!.callee)
  if (VISITORS.test(name.text) || (asked && /^user-agent$/i.test(name.text))) b.assign(`${hit[1]}.${name.text}`, value, call.line)
}

/** `flags.StringVar(&address, "relay", "https://…", "usage")`: the variable has the default. */
export function flagSet(b: Builder, call: Call): void {
  const hit = /(?:^|\.)StringVar(P?)$/.exec(call.callee)
  const [into] = call.args
  const value = hit ? call.args[hit[1] ? 3 : 2] : undefined
  if (into?.t === 'ref' && value) b.assign(into.path, value, call.line)
}

/** Calls that give what the company signs in with: no value about a person. */
export const SIGNS_IN = /^url\.User(?:Password)?$/

/** Address put together of its parts: `url.URL{Scheme: "https", Host: host, Path: "/v1"}`. */
export function addressIn(type: string, value: Expr): Expr | null {
  if (type !== 'url.URL' || value.t !== 'object') return null
  const part = (key: string): Expr | undefined => value.entries.find((one: Entry) => one.key === key)?.value
  const host = part('Host')
  if (!host) return null
  const path = part('Path')
  return join([{ t: 'text', text: 'https://' }, host, ...(path ? [path] : [])])
}

const DEFAULT = /\b(?:default|envDefault|env-default)\s*[:=]\s*"?([^"`]+)/
const ENV = /\b(?:env|envconfig|env-name)\s*:\s*"([A-Z][A-Z0-9_]+)/

/** What a struct tag says its field is filled with: a variable of the environment, a default. Null where it says neither. */
export function tagged(b: Builder, tag: string, name: string, line: number): Expr | null {
  if (!tag.includes('env') && !tag.includes('default')) return null
  const env = ENV.exec(tag)?.[1]
  const value = DEFAULT.exec(tag)?.[1]?.trim()
  const found: Expr[] = []
  if (env) found.push(b.env(env, line))
  if (value) found.push(b.keyed(name, () => b.text(value, line)))
  return found.length > 0 ? either(found) : null
}
