// What a property of an export is about: the vendor's card first, then its name, then what its value looks like.
import type { Card } from '../../catalog/card.ts'
import { detect } from '../../fields/detect.ts'
import { fieldOfName } from '../../fields/names.ts'
import type { Judge } from './mixpanel-event.ts'

/** Values longer than this are looked at up to here. */
const LOOKED_AT = 4096

/** `card`: the vendor's, where the catalogue has one. Several fields where a value holds several. */
export function judgeFor(card: Card | null): Judge {
  const byName = new Map<string, string | null>()
  return (path, text) => {
    let field = byName.get(path)
    if (field === undefined) {
      const name = path.slice(path.lastIndexOf('.') + 1)
      field = card?.properties[path] ?? card?.properties[name] ?? fieldOfName(path)?.field ?? null
      if (byName.size < 100_000) byName.set(path, field)
    }
    if (field !== null || text === null) return [field]
    const found = [...new Set(detect(text.slice(0, LOOKED_AT)).map((one) => one.field))]
    return found.length === 0 ? [null] : found
  }
}
