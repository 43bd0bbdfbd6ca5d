// Types a planted person into the forms of a page, key by key, since some scripts send what is typed before anybody presses "submit". Never submits by itself.
import type { Frame, Locator, Page } from 'playwright-core'
import type { Field } from '../../../core/words.ts'
import { fieldOfName } from '../../../fields/names.ts'
import type { Planted } from '../planted.ts'

/** Inputs of one page that are filled; a page with more is a spreadsheet. */
const MOST = 60

/** Values of the HTML `autocomplete` attribute (WHATWG HTML, 4.10.18.7) → field. */
const AUTOCOMPLETE: Readonly<Record<string, Field>> = {
  name: 'user.name',
  'given-name': 'user.name.first',
  'family-name': 'user.name.last',
  email: 'user.contact.email',
  username: 'user.contact.email',
  tel: 'user.contact.phone_number',
  'tel-national': 'user.contact.phone_number',
  'street-address': 'user.contact.address.street',
  'address-line1': 'user.contact.address.street',
  'address-level2': 'user.contact.address.city',
  'postal-code': 'user.contact.address.postal_code',
  'country-name': 'user.contact.address.country',
  organization: 'user.contact.organization',
  'new-password': 'user.authorization.password',
  'current-password': 'user.authorization.password',
  'cc-number': 'user.financial.credit_card',
  'cc-name': 'user.name',
  bday: 'user.demographic.date_of_birth',
}

const TYPES: Readonly<Record<string, Field>> = {
  email: 'user.contact.email',
  tel: 'user.contact.phone_number',
  password: 'user.authorization.password',
}

export interface Filled {
  readonly fields: number
  readonly submitted: boolean
}

/** Fills every visible form of every frame; `submit` presses Enter in the last field filled. Stops at `deadline` (ms since 1970). */
export async function fillForms(page: Page, person: Planted, submit: boolean, deadline: number): Promise<Filled> {
  let fields = 0
  let last: Locator | null = null
  for (const frame of page.frames()) {
    const inputs = await inputsOf(frame)
    for (const input of inputs) {
      if (fields >= MOST || Date.now() > deadline) break
      if (await fill(input, person)) {
        fields++
        last = input
      }
    }
  }
  // Leaving the field is what many scripts wait for.
  await page.keyboard.press('Tab').catch(() => {})
  if (!submit || !last) return { fields, submitted: false }
  const submitted = await last.press('Enter', { timeout: 2_000 }).then(
    () => true,
    () => false,
  )
  return { fields, submitted }
}

async function inputsOf(frame: Frame): Promise<Locator[]> {
  try {
    return await frame.locator('input:visible, textarea:visible').all()
  } catch {
    return []
  }
}

async function fill(input: Locator, person: Planted): Promise<boolean> {
  try {
    const facts = await input.evaluate((element) => {
      const field = element as HTMLInputElement
      const label = field.labels?.[0]?.textContent ?? field.getAttribute('aria-label') ?? ''
      return {
        type: field.type,
        name: field.name,
        id: field.id,
        autocomplete: field.autocomplete,
        hint: field.placeholder,
        label,
        off: field.disabled || field.readOnly,
        has: field.value !== '',
      }
    })
    if (facts.off || facts.has) return false
    const field = fieldOfInput(facts)
    const value = field ? person.get(field) : undefined
    if (value === undefined) return false
    await input.pressSequentially(value, { delay: 5, timeout: 5_000 })
    return true
  } catch {
    return false
  }
}

/** What an input asks for; null: nothing we plant. */
export function fieldOfInput(input: {
  type: string
  name: string
  id: string
  autocomplete: string
  hint: string
  label: string
}): Field | null {
  if (/^(hidden|submit|button|reset|checkbox|radio|file|image|range|color|search|date)$/.test(input.type)) return null
  for (const token of input.autocomplete.toLowerCase().split(/\s+/).reverse()) if (AUTOCOMPLETE[token]) return AUTOCOMPLETE[token]
  if (TYPES[input.type]) return TYPES[input.type]!
  for (const name of [input.name, input.id, input.label, input.hint]) {
    if (name.trim() === '') continue
    if (/^(your |full )?name$/i.test(name.trim())) return 'user.name'
    const named = fieldOfName(name)
    if (named) return named.field
    if (/\bphone|\btel\b|mobile/i.test(name)) return 'user.contact.phone_number'
    if (/card.?number|cc.?num/i.test(name)) return 'user.financial.credit_card'
  }
  return null
}
