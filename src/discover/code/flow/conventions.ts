// What methods mean by the names that libraries agree on, where no card says it: `identify(id, traits)`, `setUserProperty("plan", x)`, `logEvent("paid", props)`.

import type { Call, Expr } from '../ir.ts'
import type { Argument } from './argument.ts'
import { stepOf } from './steps.ts'

/** Kinds of vendors that are told who somebody is and what somebody did. */
export const WATCHES =
  /analytics|error|crash|replay|support|chat|monitoring|experiment|flags|attribution|push|engag|adoption|survey|customer data|messaging|app platform|subscription|marketing|A\/B|personali|measurement|adverti/i
const IDENTIFIES =
  /^(?:identify(?:_?user)?|log_?in(?:_?with_?\w+)?|(?:set|update|change)_?user_?(?:id|identifier|key)|(?:set|add|update)_?(?:customer_?user|external(?:_?user)?|customer|distinct|contact|app_?user|subscriber)_?id(?:entifier)?|change_?user)$/i
const TRAITS =
  /^(?:set|update|add|put|register|append|increment)_?(?:once_?)?(?:user_?|custom_?|person_?|people_?|super_?|global_?|visitor_?|profile_?|subscriber_?)*(?:propert(?:y|ies)|attributes?|traits?|tags?|keys?|data|values?|info|extras?|context|profile|meta_?data|user|dimensions?)(?:_?once)?$/i
const TRACKS =
  /^(?:track|log|record|send|capture|report)_?(?:custom_?|app_?)?(?:event|screen|action|page|page_?view|screen_?view)?(?:_?async)?$/i

/** Kinds of vendors that count what people do, and the methods by which they are told. */
const COUNTS =
  /analytics|tag manager|data platform|customer data|attribution|engag|adoption|automation|marketing|experiment|flags|support|push|personali|measurement|adverti/i
const EVENTS =
  /^(?:track(?:_?(?:custom|app|user|struct|self_?describing))*(?:_?(?:event|action|goal|conversion|link))?|(?:log|send|capture|record|add|report|ingest|publish|trigger)_?(?:(?:custom|app|user|gtm|ga)_?)*events?|capture|event)(?:_?async)?$/i

/** Does a method's name say that an event is told? */
export function countsEvent(role: string, name: string, call: Call): boolean {
  return call.args.length > 0 && COUNTS.test(role) && EVENTS.test(name)
}

/** Arguments of a method by its conventional name; null where it has none of those names, or the vendor is of another kind. */
export function byConvention(role: string, name: string, call: Call): Argument[] | null {
  if (!WATCHES.test(role) || call.kind === 'new') return null
  const [first, ...rest] = call.args
  if (!first) return null
  if (IDENTIFIES.test(name))
    return first.t === 'object' || first.t === 'fn'
      ? call.args.map((expr) => traits(expr))
      : [{ expr: first, meaning: 'field:user.unique_id', property: '' }, ...rest.map((expr) => traits(expr))]
  if (TRAITS.test(name)) {
    const step = stepOf(call)
    if (first.t === 'text' && step) return step.values.map((expr) => ({ expr, meaning: 'traits', property: step.key }))
    return call.args.map((expr) => traits(expr))
  }
  if (TRACKS.test(name) && first.t !== 'object' && rest.length > 0)
    return [{ expr: first, meaning: 'event', property: '' }, ...rest.map((expr) => ({ ...traits(expr), meaning: 'properties' as const }))]
  return null
}

function traits(expr: Expr): Argument {
  return { expr, meaning: 'traits', property: '' }
}
