// Who stands behind a host: the card that lists it, the house whose domain it is under, else the registrable domain itself.
import type { Card } from '../../../catalog/card.ts'
import type { Known } from '../finding.ts'
import { domainOf, foreign, guest } from '../hosts.ts'

export interface Whom {
  readonly id: string
  readonly card: Card | null
  /** Does the card say that this host takes data or serves code? */
  readonly takes: boolean
}

/** The vendor at a host, and at a path of it; null for the company itself and for what can be no vendor. */
export function vendorAt(known: Known, host: string, path = ''): Whom | null {
  const domain = foreign(host)
  const match = known.catalog.hostMatch(host)
  // Whoever runs an application on a hosting platform is not the platform.
  if (match && domain === null && guest(host) && /hosting/.test(match.card.role)) return null
  // A service that shares its host with others of its house is told by its path.
  const byPath = path.length > 1 && match ? known.catalog.byScript(host + path) : null
  if (byPath && byPath !== match?.card && byPath.company === match?.card.company) return { id: byPath.id, card: byPath, takes: true }
  if (match?.by === 'host') return { id: match.card.id, card: match.card, takes: true }
  if (!domain || known.own(domain)) return null
  // Under a domain that several products of one house share, only the house itself is certain.
  const house =
    match && match.card.domain !== domain
      ? (known.catalog.byId((domainOf(match.card.domain) ?? '').split('.')[0]!) ?? match.card)
      : (match?.card ?? null)
  return { id: house?.id ?? domain, card: house, takes: false }
}
