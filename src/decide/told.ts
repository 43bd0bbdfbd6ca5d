// What a property holds, as far as the wire's own table says: the same table by which the guard judges it. For `cordon policy explain`.
import type { Kind, Wire } from '../core/wire.ts'
import type { Field } from '../core/words.ts'

export interface Told {
  /** Set where the policy is asked about this field. */
  readonly field: Field | null
  /** Set where the policy is not asked, because the place belongs to the protocol: why it leaves, or what becomes of it. */
  readonly protocol: string | null
}

const PROTOCOL: Readonly<Partial<Record<Kind['is'], string>>> = {
  structure: "the protocol's own; leaves as it is",
  constant: "the protocol's own; always set to the same harmless value",
  'event-id': 'deduplication key; replaced by one of this vendor alone',
  time: 'a moment; shifted a little for each person',
  plain: 'about no person; leaves cleaned of personal values',
}

/**
 * null where no endpoint of the wire names a place that ends in `property` (a path or a bare name). Where several do, one that the policy is asked about
 * counts before one of the protocol's own.
 */
export function toldByWire(wire: Wire, property: string): Told | null {
  const wanted = property.replaceAll('[]', '')
  const kinds = wire.endpoints.flatMap((endpoint) =>
    Object.entries(endpoint.kinds)
      .filter(([path]) => endsIn(path.replaceAll('[]', ''), wanted))
      .map(([, kind]) => kind),
  )
  const asked = kinds.find((kind) => PROTOCOL[kind.is] === undefined)
  if (asked) return { field: 'field' in asked ? asked.field : 'user.behavior.event', protocol: null }
  const own = kinds[0]
  return own ? { field: null, protocol: PROTOCOL[own.is] ?? null } : null
}

/** `properties.$feature/*` ends in `$feature/new-flow`. */
function endsIn(path: string, tail: string): boolean {
  if (path === tail || path.endsWith(`.${tail}`)) return true
  const start = path.slice(path.lastIndexOf('.') + 1)
  return start.length > 1 && start.endsWith('*') && tail.slice(tail.lastIndexOf('.') + 1).startsWith(start.slice(0, -1))
}
