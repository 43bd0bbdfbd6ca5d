// What an installation's own record says of an addressed person, as triage wants it: which values, and which of them an incident's vendor held. The ledger keeps
// no values, so a letter can only be held against what the directory of people has.
import type { PersonAnswer } from '../../core/record.ts'
import { covers } from '../../fields/taxonomy.ts'
import type { Standing } from '../incident/incident.ts'
import type { Addressee, Leak } from './context.ts'
import { KNOWN, type Listed } from './known-details.ts'

/** An incident and what holds of it now. */
export type Held = Pick<Standing, 'scope' | 'notFields'> & { readonly id: string }

/**
 * The person as triage holds a letter against them. A field counts for an incident where it went to that vendor in clear, in a disclosure that the records
 * taken may hold, and nobody narrowed the incident to other fields. A letter is laid to it from the day on which the records taken end; where nobody said
 * when, from the first of these disclosures: earlier nobody can have had them.
 */
export function addresseeOf(person: Listed, disclosures: PersonAnswer['disclosures'], incidents: readonly Held[]): Addressee {
  const values: Record<string, string> = person.name === null ? {} : { name: person.name }
  for (const { field, value } of KNOWN) {
    const known = value(person)
    if (known) values[field] = known
  }
  const leaks = incidents.flatMap(({ id, scope, notFields }): Leak[] => {
    const from = scope.from ?? Number.NEGATIVE_INFINITY
    const to = scope.to ?? Number.POSITIVE_INFINITY
    const said = scope.fields ?? []
    const fields = new Set<string>()
    let first = Number.POSITIVE_INFINITY
    for (const one of disclosures) {
      if (one.vendor !== scope.vendor || Date.parse(one.first) > to || Date.parse(one.last) < from) continue
      for (const { field, form } of one.properties) {
        if (field === null || form !== 'clear' || values[field] === undefined) continue
        if (said.length > 0 && !said.some((key) => covers(key, field))) continue
        if (notFields.some((key) => covers(key, field))) continue
        fields.add(field)
        first = Math.min(first, Date.parse(one.first))
      }
    }
    if (fields.size === 0) return []
    const began = scope.to === null || scope.to === undefined ? first : Math.max(first, Math.floor(scope.to / DAY) * DAY)
    return [{ incident: id, vendor: scope.vendor, from: began, to: scope.to ?? first, fields: [...fields] }]
  })
  return { id: person.id, email: (person.email ?? '').toLowerCase(), values, leaks }
}

const DAY = 86_400_000
