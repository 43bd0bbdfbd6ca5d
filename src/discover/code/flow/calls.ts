// What stands in which argument of a vendor's call: by the card where it says so, by general rules where it does not.
import type { Card } from '../../../catalog/card.ts'
import { fieldOfName } from '../../../fields/names.ts'
import { type Call, type Entry, type Expr, NONE } from '../ir.ts'
import type { VendorCall } from '../vendors/signals.ts'
import type { Argument, Meaning } from './argument.ts'
import { byConvention, countsEvent, WATCHES } from './conventions.ts'
import { stepOf } from './steps.ts'

/** Methods that set a client up: their arguments are the company's keys and settings. */
const SETS_UP =
  /^(?:|init|initialize|configure|config|setup|start|register|install|create|createClient|getInstance|getClient|setApiKey|set_api_key|api_key|load|use|new|build|client|Client|provider|plugin|integration\w*|\w+Integration|wrap\w*|with[A-Z]\w*|handlers?\.\w+|require|import|route|handler|listen|on|off|constructEvent|construct_event|verify\w*|opt_?(?:in|out)\w*|reset|flush|shutdown|close|debug|New\w*(?:Client|API|From[A-Z]\w*|With[A-Z]\w*|Config|Session|Provider|Exporter|Logger|Credentials|Resolver|Signer|Transport)|With(?:HTTPClient|BaseURL|URL|Token\w*|APIKey|Timeout|Logger|Transport|Config|Credentials\w*|Endpoint|Region|Retry\w*|Options?|Debug|Environment|Version)|enable\w*|disable\w*)$/

/** What is asked of an answer or any other value, and sends nothing. */
const ASKS =
  /^(?:includes|map|flatMap|filter|forEach|some|every|join|split|then|catch|finally|reduce|replace|startsWith|endsWith|match|matches|test|has|indexOf|slice|sort|concat|dig|each|pluck|fetch_values|is_a|kind_of|instance_of|respond_to|eql|equals?|start_with|end_with|present|blank|success|to[A-Z_]\w*)\??$/

/** Parts of a cloud platform that keep keys and secrets, say who may do what, or hold machines: none of them is told anything about a person. */
const KEEPS_KEYS = /(?:^|[\W_])(?:kms|secrets?-?manager|sts|iam|ssm|ecr|eks|ec2|keyvault|azsecrets|azkeys)(?:apiv\d)?(?:$|[\W_])/i

/** Methods that only ask. */
const GO_READS = /^(?:Get|List|Find|Search|Fetch|Read|Describe|Head|Lookup|Watch|Count|Query)[A-Z]\w*$|^(?:Get|List|Find|Search|Query)$/

/** Messages about what is sold, not about who buys it. */
const OF_A_THING =
  /(?:^|\.)(?:Product|Price|Plan|Coupon|PromotionCode|Feature|TaxRate|ShippingRate|WebhookEndpoint)(?:Create|Update)?Params$/

/** Classes of a library that are a message, not a client. */
const REQUEST =
  /(?:Command|Request|Params|Message|Input|Event|Mail|Builder|Payload|Options|Data|Notification|Payment|Charge|Order|Contact|Customer|Subscriber|Recipient|Email)$/

/** Arguments that hand data over, with what they mean. Whoever counts what people do is told an event by each call named after one, whatever else the card says of it. */
export function argumentsOf(one: VendorCall): Argument[] {
  const asked = commanded(one)
  const found = handingOver(asked)
  const event = asked.card && !asked.rest && countsEvent(asked.card.role, lastOf(asked.member || asked.call.callee), asked.call)
  return event && !found.some((each) => each.meaning === 'event') ? [...found, { expr: NONE, meaning: 'event', property: '' }] : found
}

/** Arguments of a method that a card or a convention knows; none of any other. */
export function agreedArguments(one: VendorCall): Argument[] {
  const spec = one.card ? specOf(one.card, one.module, one.member) : null
  if (spec) return bySpec(one.call.args, one.call.named === true, spec)
  return (one.card && byConvention(one.card.role, lastOf(one.member), one.call)) || []
}

/** A page's own name for a vendor takes a command first: `acme("identify", { email })`, `_acme.push(["track", name])` are the methods of those names. */
function commanded(one: VendorCall): VendorCall {
  if (!one.card || !one.module.startsWith('global:')) return one
  const [first] = one.call.args
  const given = one.member === '' ? one.call.args : one.member === 'push' && first?.t === 'list' ? first.items : []
  const [command, ...args] = given
  if (command?.t !== 'text' || args.length === 0 || !/^[\w.:-]+$/.test(command.text)) return one
  const inner = { ...one, member: command.text, call: { ...one.call, args } }
  return specOf(inner.card!, inner.module, inner.member) || !specOf(one.card, one.module, one.member) ? inner : one
}

/** A method with the accessors on the way to it: `gateway.customer().create`. */
function chained({ call, member, source }: VendorCall): string {
  let name = member
  for (let on = call.on, i = 0; on?.t === 'call' && i < 4; i++) {
    const before: Call = source.unit.calls[on.call]!
    if (before.kind === 'new' || before.args.length > 1) break
    name = `${lastOf(before.callee)}.${name}`
    on = before.on
  }
  return name
}

/** Of an element's attributes those that reach who is asked for it: not what only the page shows. */
function fetched(attributes: Expr): Expr {
  if (attributes.t !== 'object') return attributes
  const shown = /^(?:alt|title|class(?:Name)?|style|width|height|loading|aria-[\w-]+)$/
  return { ...attributes, entries: attributes.entries.filter((one) => one.key === null || !shown.test(one.key)) }
}

/** The class of a PHP library whose own method is called: `Customer::create([…])`. */
function classCalled(one: VendorCall): string {
  return one.module.startsWith('composer:') ? one.module.slice(one.module.lastIndexOf('\\') + 1) : ''
}

/** Methods named after what is done, not after what they are given. */
const VERB =
  /^(?:create|update|save|send|add|post|put|patch|get|store|submit|register|insert|upsert|sync|request|charge|purchase)(?:[A-Z]\w*)?$/

const MAKERS = /(?:Client|Factory|Gateway|Api|Environment|Config\w*|Manager|Sdk|Service|Connection|Adapter|Handler|Provider|Logger|Http)$/i

function lastOf(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1)
}

function handingOver(one: VendorCall): Argument[] {
  const { call } = one
  const chain = chained(one)
  const spec = one.card
    ? (specOf(one.card, one.module, one.member) ?? (chain === one.member ? null : specOf(one.card, one.module, chain)))
    : null
  if (spec) return bySpec(call.args, call.named === true, spec)
  if (one.rest) return call.args.map((expr) => ({ expr: call.kind === 'element' ? fetched(expr) : expr, meaning: 'any', property: '' }))
  const last = lastOf(one.member || one.call.callee)
  const agreed = one.card ? byConvention(one.card.role, last, call) : null
  if (agreed) return agreed
  if (one.card && /(?<!code )hosting|app(?:lication)? platform|code delivery/i.test(one.card.role)) return []
  if (one.card && /cloud platform/i.test(one.card.role) && KEEPS_KEYS.test(one.module)) return []
  const type = classCalled(one)
  const request = one.call.kind === 'new' ? REQUEST.test(one.call.callee) : REQUEST.test(type)
  const creates =
    /\.create$|::\w+\.create$/.test(chain) || (one.member === 'create' && call.on === null && type !== '' && !MAKERS.test(type))
  // Whoever watches people may be told at once whom: `init({ key, user: { email } })`.
  if (one.card && !request && WATCHES.test(one.card.role) && (call.kind === 'new' || SETS_UP.test(last)))
    return call.args.flatMap((expr) => (expr.t === 'object' ? [{ expr, meaning: 'any' as const, property: '' }] : []))
  if (!request && SETS_UP.test(last) && !creates && !(last === 'create' && one.ofInstance)) return []
  if (call.kind === 'new' && (!request || OF_A_THING.test(call.callee))) return []
  if (ASKS.test(last)) return []
  // What Go's libraries are asked for is told by its id or address, not with all that is known of it.
  if (one.module.startsWith('go:') && GO_READS.test(last))
    return call.args
      .filter((arg) => arg.t === 'ref' && fieldOfName(arg.path) !== null)
      .map((expr) => ({ expr, meaning: 'any', property: '' }))
  // A step of a chain is named after what it is given: `Message.create().text(x)`.
  const step = call.kind === 'call' ? stepOf(call) : null
  const property = step?.key || (call.on && call.args.length === 1 && one.module.startsWith('composer:') && !VERB.test(last) ? last : '')
  return (step?.values ?? call.args).map((expr) => ({ expr, meaning: 'any', property }))
}

/** The card's entry for a method at the end of the name: one for the very package before one for a sister package, then the longest. */
function specOf(card: Card, module: string, member: string): Readonly<Record<string, string>> | null {
  const ecosystem = module.slice(0, module.indexOf(':'))
  const full = plain(module.slice(module.indexOf(':') + 1) + (member === '' ? '' : `.${member}`))
  let best: { rank: number; args: Readonly<Record<string, string>> } | null = null
  for (const one of card.calls) {
    const own = one.package.slice(0, one.package.indexOf(':'))
    // A bridge from JavaScript to the vendor's library for telephones has that library's methods.
    const bridge = ecosystem === 'maven' && /^npm:.*(?:react-native|capacitor|cordova)/.test(one.package)
    if (own !== ecosystem && !bridge && !(ecosystem === 'global' && own === 'npm')) continue
    const method = plain(one.method)
    if (full !== method && !full.endsWith(`.${method}`) && !(method.endsWith('*') && full.includes(`.${method.slice(0, -1)}`))) continue
    const exact = module === one.package || module.startsWith(`${one.package}/`)
    // Of a vendor's several libraries the one whose packages these are; of its own rather than a bridge's.
    const [mapped = ''] = [card.modules[one.package] ?? []].flat().filter((name) => `${module}.`.startsWith(`${ecosystem}:${name}.`))
    const rank = method.length + (exact ? 1000 : own === ecosystem ? 500 : 0) + mapped.length * 100
    if (!best || rank > best.rank) best = { rank, args: one.args }
  }
  return best?.args ?? null
}

function plain(name: string): string {
  return name.replaceAll('()', '').replace(/::|->|\\|\//g, '.')
}

function bySpec(args: readonly Expr[], named: boolean, spec: Readonly<Record<string, string>>): Argument[] {
  const found: Argument[] = []
  const rest: Entry[] = []
  args.forEach((expr, i) => {
    if (named && i === args.length - 1 && expr.t === 'object') {
      for (const entry of expr.entries) {
        const meaning = entry.key === null ? 'properties' : spec[entry.key]
        if (meaning) found.push({ expr: entry.value, meaning: meaning as Meaning, property: entry.key ?? '' })
        // What the card does not list is told by its own name, in the company of the others.
        else rest.push(entry)
      }
      return
    }
    const meaning = spec[String(i)]
    if (meaning) found.push({ expr, meaning: meaning as Meaning, property: '' })
  })
  if (rest.length > 0) found.push({ expr: { t: 'object', entries: rest }, meaning: 'any', property: '' })
  return found
}
