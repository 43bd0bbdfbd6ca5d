// What the steps of a chain of calls set: `Contact.builder().email(x).build()`, `form.add("email", x)`, `new Message().setTo(y)`.
import { fieldOfName } from '../../../fields/names.ts'
import type { Call, Expr, Unit } from '../ir.ts'
import { memberSet } from '../lower/build.ts'

export interface Step {
  /** What is set; '' where the step's name does not say. */
  readonly key: string
  readonly values: readonly Expr[]
  readonly line: number
}

/** Steps of a request by which the company signs in. */
export const SIGNS =
  /header|authoriz|(?:basic|digest|bearer)_?auth|^auth$|bearer|with_?token|credential|cookie|user_?agent|requestproperty/i
const PREFIX = /^(?:set|with|add|put|append|and|Set|With|Add|Put|Append)_?(?=[A-Z])/
const BEGINS = /^(?:(?:new)?builder|create|make|of|new\w*|with\w+|object|empty|default\w*)$/i
const ENDS = /^(?:build|create|send|execute|tojson|tostring|encode|toarray|build\w+)$/i
/** Steps that say how a request goes, not under which name a value does. */
const SENDS = /^(?:post|put|patch|newCall|exchange|method|(?:set_?)?(?:body|entity)(?:Value)?|retrieve)$/i
const MAX_STEPS = 40

/** What one call sets, judged by its name and arguments; null where it hands nothing over or signs the company in. */
export function stepOf(call: Call): Step | null {
  const name = lastOf(call.callee)
  if (call.args.length === 0 || SIGNS.test(call.callee)) return null
  const [first, second] = call.args
  const keyed = first?.t === 'text' && second ? memberSet(name, call.args)[0] : undefined
  if (keyed) return { key: keyed.key, values: [keyed.value], line: call.line }
  const bare = name.replace(PREFIX, '')
  const says = bare !== name || fieldOfName(name)?.confidence === 'certain'
  return { key: says ? bare[0]!.toLowerCase() + bare.slice(1) : '', values: call.args, line: call.line }
}

/** The steps of a chain that builds something, last one first, and the call it begins with; null where the call ends no such chain. */
export function builderSteps(unit: Unit, call: Call): { steps: Step[]; root: Call } | null {
  const chain: Call[] = []
  let at: Call | undefined = call
  for (let i = 0; at && i < MAX_STEPS; i++) {
    chain.push(at)
    const on: Expr | null = at.on
    at = on?.t === 'call' && !on.rest ? unit.calls[on.call] : undefined
  }
  const root = chain.at(-1)!
  if (root.on || chain.length < 2) return null
  const rootName = lastOf(root.callee)
  const rest = chain.slice(0, -1)
  const isBuilder =
    root.kind === 'new' ||
    BEGINS.test(rootName) ||
    ENDS.test(lastOf(call.callee)) ||
    [...rest, root].every((one) => one.args.length === 0 || PREFIX.test(lastOf(one.callee)) || keyedBy(one))
  if (!isBuilder || rest.some((one) => one.args.some((arg) => arg.t === 'fn'))) return null
  const steps = rest.flatMap((one) => {
    const step = stepOf(one)
    return step
      ? [{ ...step, key: step.key || (ENDS.test(lastOf(one.callee)) || SENDS.test(lastOf(one.callee)) ? '' : lastOf(one.callee)) }]
      : []
  })
  return steps.length > 0 ? { steps, root } : null
}

function keyedBy(call: Call): boolean {
  return call.args[0]?.t === 'text' && memberSet(lastOf(call.callee), call.args).length > 0
}

function lastOf(callee: string): string {
  return callee.slice(Math.max(callee.lastIndexOf('.'), callee.lastIndexOf(':')) + 1)
}

const WRITERS = /(?:Stream|Writer)$/i

/** Names in the same function that a request, or a part of it, was given: `con = url.openConnection()`, `out = con.getOutputStream()`. `chain`: the calls of the request. */
export function namesGiven(unit: Unit, call: Call, chain: ReadonlySet<number>): Set<string> {
  const names = new Set<string>()
  const part = (path: string): boolean => [...names].some((name) => path === name || path.startsWith(`${name}.`))
  const ofRequest = (value: Expr): boolean => {
    if (value.t === 'ref') return WRITERS.test(value.path) && part(value.path)
    if (value.t !== 'call') return false
    const made = unit.calls[value.call]!
    if (chain.has(value.call)) return true
    if (!made.on && made.callee.includes('.') && part(made.callee)) return true
    return made.kind === 'new' && WRITERS.test(made.callee) && made.args.some(ofRequest)
  }
  for (let round = 0; round < 3; round++) {
    const before = names.size
    for (const given of unit.assigns)
      if (given.fn === call.fn && !given.target.includes('.') && ofRequest(given.value)) names.add(given.target)
    if (names.size === before) break
  }
  return names
}

/** The texts among arguments, and in lists among them: `only("a")`, `only(["a", "b"])`. */
export function textsIn(args: readonly Expr[]): string[] {
  return args.flatMap((arg) => (arg.t === 'list' ? textsIn(arg.items) : arg.t === 'text' ? [arg.text] : []))
}

/** Does a chain of calls begin with an instance that is made there: `(new Email())->to(x)`? */
export function madeNew(unit: Unit, call: Call): boolean {
  let at = call
  for (let i = 0; at.on?.t === 'call' && i < MAX_STEPS; i++) at = unit.calls[at.on.call]!
  return at.kind === 'new'
}

/** Accessors that only lead to what comes after them. */
const LEADS = /^(?:present|presenter|fresh|refresh|first|last|get|load|value|self)$/i

/** The dotted name of a chain of calls without arguments: `$order->customer()->present()` → order.customer; '' where a step is computed. */
export function chainPath(unit: Unit, expr: Expr | null): string {
  const names: string[] = []
  for (let at = expr, i = 0; at !== null && i < 8; i++) {
    if (at.t === 'ref') return [at.path, ...names].join('.')
    if (at.t !== 'call') return ''
    const call: Call = unit.calls[at.call]!
    if (call.args.length > 0 || call.kind !== 'call') return ''
    const steps = [...call.callee.split('.'), ...(at.rest ? at.rest.split('.') : [])].filter((one) => !LEADS.test(one))
    names.unshift(...steps)
    if (call.on === null) return names.join('.')
    at = call.on
  }
  return ''
}
