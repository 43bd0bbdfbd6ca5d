// What stays is looked at last: anything of a person that stands in it is taken out, once all values of the message's people are known.
import type { Generalisation } from '../core/policy.ts'
import type { IdType } from '../core/wire.ts'
import { clean } from '../fields/clean.ts'
import { ISSUED_NAMES } from '../fields/detectors/secret-kinds.ts'
import { generalise } from './generalise.ts'
import { fold } from './innocent.ts'
import { type Delayed, GONE, type Kept, type Walk } from './walk.ts'

const issuedNames: ReadonlySet<string> = new Set(ISSUED_NAMES)

/** Does all that was put off, each on its value's own place. Nothing is written in `observe`. */
export function finish(walk: Walk): void {
  for (const delayed of walk.later) {
    walk.parcel = delayed.parcel
    const now = work(delayed, walk)
    if (now === delayed.value || !walk.tools.apply) continue
    const { holder, key } = delayed
    if (Array.isArray(holder)) {
      holder[key as number] = now as string
      if (now === GONE) walk.holed.add(holder)
    } else if (now === GONE) delete holder[key as string]
    else holder[key as string] = now as string
  }
}

function work({ how, value, place }: Delayed, walk: Walk): Kept {
  if (how === 'generalise') return coarser(value, place, walk)
  const text = String(value)
  const innocent = walk.tools.innocents.folded(text)
  if (innocent !== null && !walk.words.mayHold(innocent)) return value
  if (how === 'text') return cleaned(text, walk)
  if (how === 'number' && !walk.words.mayHold(text)) return value
  if (quotesPerson(text, walk)) return walk.remove(place)
  if (how === 'sweep') walk.tools.innocents.unchanged(text)
  return value
}

/** Protocol words and numbers: only values of known people are looked for, so that keys and tokens of the vendor stay whole. */
function quotesPerson(text: string, walk: Walk): boolean {
  return walk.known.find(text).some((found) => !walk.tools.allows(found.field))
}

/** Nothing is replaced that the policy allows this vendor; keys of known issuers are, whatever it says. */
function cleaned(value: string, walk: Walk): Kept {
  const { allows, pseudonyms, innocents } = walk.tools
  let replaced = 0
  let found = 0
  const made = clean(value, walk.known, (finding, original) => {
    found++
    if (!issuedNames.has(finding.what) && allows(finding.field)) return original
    replaced++
    if (finding.field === 'user.unique_id' || finding.field === 'user.organization_id')
      return pseudonyms.of(typeOf(finding.field), original)
    return `[${finding.what}]`
  })
  if (found === 0) innocents.unchanged(value)
  return replaced === 0 || made === value ? value : walk.change(made)
}

function coarser(value: string | number, place: Delayed['place'], walk: Walk): Kept {
  const { how } = place.action as { how: Generalisation }
  const made = generalise(value, how, { queryKeys: walk.tools.queryKeys, isPersonal: (segment) => isPersonal(segment, walk) })
  if (made === null) return walk.remove(place)
  walk.note(place, 2)
  return made === value ? value : walk.change(made)
}

/** A path segment that is short and plain can only hold a value as it is; a longer one may hold it packed. */
function isPersonal(segment: string, walk: Walk): boolean {
  return walk.words.mayHold(fold(segment)) || (segment.length > 12 && walk.known.find(segment).length > 0)
}

/** The type of pseudonym a field's values get. */
export function typeOf(field: string | null): IdType {
  if (field === 'user.organization_id') return 'group'
  if (field === 'user.contact.email') return 'email'
  return field?.startsWith('user.device') ? 'device' : 'user'
}
