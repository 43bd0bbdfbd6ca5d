// What a form on a page asks for: the names of its fields, in the order in which they stand after it.

import type { Call, Entry, Unit } from '../ir.ts'
import { attribute } from './signal-rules.ts'

const ASKS = /^(?:.*(?:input|textarea|textfield|select|field|checkbox|combobox))$/i
/** Elements after the form's own that are looked at; where it ends is not known. */
const MOST = 60

/** The fields of a form, each under its name: a text area holds what somebody wrote, a chooser of files a file. */
export function askedIn(unit: Unit, form: Call): Entry[] {
  const found: Entry[] = []
  const begin = unit.calls.indexOf(form) + 1
  for (const call of unit.calls.slice(begin, begin + MOST)) {
    if (call.kind !== 'element' || call.fn !== form.fn) continue
    const tag = call.callee.slice(call.callee.lastIndexOf('.') + 1)
    if (/^form$/i.test(tag)) break
    const first = call.args[0]
    if (!ASKS.test(tag) || first?.t !== 'object') continue
    const type = attribute(first.entries, 'type') ?? ''
    const name = attribute(first.entries, 'name') ?? attribute(first.entries, 'id') ?? (/^(?:email|tel)$/.test(type) ? type : '')
    if (name === '' || /^(?:hidden|submit|button|checkbox|radio)$/i.test(type)) continue
    const key = /textarea/i.test(tag) ? 'message' : type === 'file' ? 'file' : /^(?:email|tel)$/.test(type) ? type : name
    found.push({ key, value: { t: 'ref', path: name }, line: call.line })
  }
  return found
}
