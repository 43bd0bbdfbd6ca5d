// `$groupidentify` from a server names its group where other events name their person: `distinct_id: "$company_org_77"`. In the tree it stands under a name of its
// own, lest the ledger count every organisation as a person.
import type { Endpoint, Message } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { isObject } from '../codec/json.ts'

export const GROUP_ID = '$group_distinct_id'

type Event = { [key: string]: Json }

/** The endpoint with group ids told apart from person ids in `body.batch[]`. */
export function groupsApart(one: Endpoint): Endpoint {
  return {
    ...one,
    read(request) {
      const message = one.read(request)
      const events = batchOf(message.doc)
      const groups = new WeakSet<object>()
      for (const [i, event] of events.entries()) {
        if (!isObject(event) || !namesGroup(event)) continue
        const apart = renamed(event, 'distinct_id', GROUP_ID)
        groups.add(apart)
        events[i] = apart
      }
      return { doc: message.doc, write: () => writeBack(message, groups) }
    },
  }
}

function batchOf(doc: Message['doc']): Json[] {
  return isObject(doc.body) && Array.isArray(doc.body.batch) ? doc.body.batch : []
}

function namesGroup(event: Event): boolean {
  const type = isObject(event.properties) ? event.properties.$group_type : undefined
  return (
    event.event === '$groupidentify' &&
    typeof event.distinct_id === 'string' &&
    event.distinct_id.startsWith(`$${type}_`) &&
    event[GROUP_ID] === undefined
  )
}

/** Keys keep their order, so that untouched messages come back letter by letter. */
function renamed(event: Event, from: string, to: string): Event {
  return Object.fromEntries(Object.entries(event).map(([key, value]) => [key === from ? to : key, value]))
}

/** Writes from a copy: the tree stays as the guard left it. */
function writeBack(message: Message, groups: WeakSet<object>): ReturnType<Message['write']> {
  const { doc } = message
  const body = doc.body
  const events = batchOf(doc)
  if (!isObject(body) || !events.some((event) => isObject(event) && groups.has(event))) return message.write()
  doc.body = {
    ...body,
    batch: events.map((event) => (isObject(event) && groups.has(event) ? renamed(event, GROUP_ID, 'distinct_id') : event)),
  }
  try {
    return message.write()
  } finally {
    doc.body = body
  }
}
