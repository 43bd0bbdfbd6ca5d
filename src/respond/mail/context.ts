// What an installation knows that a letter can be held against: company, vendors, incidents, people, disclosures, canaries. The shape is the contract's context file.
import * as v from 'valibot'
import { CordonError } from '../../core/errors.ts'

const text = v.pipe(v.string(), v.maxLength(10_000))
const list = v.optional(v.array(text), [])
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}/, 'a date such as 2026-03-04'))

const Shape = v.object({
  company: v.object({
    name: text,
    short: v.optional(text),
    dom: v.optional(text),
    official_sending_domains: list,
    official_link_domains: list,
  }),
  vendors: v.optional(
    v.record(text, v.object({ name: text, role: v.optional(text), official_sending_domains: list, official_link_domains: list })),
    {},
  ),
  other_known_senders: list,
  incidents: v.optional(
    v.record(text, v.object({ vendor: text, fields: list, window: v.tuple([day, day]), reported: v.optional(day) })),
    {},
  ),
  notice_code: v.optional(text),
  notice_key_hex: v.optional(v.pipe(v.string(), v.regex(/^([0-9a-f]{2})+$/i, 'hexadecimal digits'))),
  people: v.optional(v.array(v.looseObject({ id: text, email: text })), []),
  canaries: v.optional(v.array(v.object({ id: v.optional(text), name: v.optional(text), email: text, vendor: text })), []),
  disclosures: v.optional(v.array(v.object({ person: text, vendor: text, fields: list, first: day, last: v.optional(day) })), []),
})

export interface Sender {
  readonly id: string
  readonly name: string
  /** `known`: a vendor whose domains are known roughly, from the catalogue. */
  readonly kind: 'company' | 'vendor' | 'other' | 'known'
  readonly sending: readonly string[]
  readonly links: readonly string[]
  /** false: it links to other places too, so a link elsewhere says nothing. */
  readonly linksKnown?: false
}

/** One disclosure of a person that an incident of that vendor took. Times are ms since 1970. */
export interface Leak {
  readonly incident: string
  readonly vendor: string
  readonly from: number
  readonly to: number
  readonly fields: readonly string[]
}

/** Everything that is known of one addressed person. `values`: field → value, as the directory has it. */
export interface Addressee {
  readonly id: string
  readonly email: string
  readonly values: Readonly<Record<string, string>>
  readonly leaks: readonly Leak[]
}

/** What triage asks; an installation may answer from its record, a file from its lists. */
export interface Surroundings {
  readonly company: Sender | null
  readonly senders: readonly Sender[]
  readonly noticeKey: Uint8Array | null
  addressee(email: string): Addressee | null
  /** Vendor to which alone this invented address was given. */
  canary(email: string): string | null
  /** Addresses to which notices may have gone. */
  addresses(): Iterable<string>
  /** Where finding out takes time: asks for these addresses, so that `addressee` knows them. Never rejects. Absent: `addressee` always knows. */
  readonly meet?: (emails: readonly string[]) => Promise<void>
}

/** Reads a context file's text. Throws `input.invalid` with the place inside the document. */
export function parseContext(json: string, path: string): Surroundings {
  let raw: unknown
  try {
    raw = JSON.parse(json)
  } catch (error) {
    throw new CordonError('input.invalid', 'The context file is not JSON.', { place: { path }, cause: error })
  }
  const read = v.safeParse(Shape, raw)
  if (!read.success) {
    const issue = read.issues[0]
    const at = v.getDotPath(issue) ?? ''
    throw new CordonError('input.invalid', `${at || 'The context file'}: expected ${issue.expected ?? 'another shape'}.`, {
      place: { path },
    })
  }
  return surroundingsOf(read.output)
}

type Context = v.InferOutput<typeof Shape>

function surroundingsOf(context: Context): Surroundings {
  const lower = (domains: readonly string[]) => domains.map((d) => d.toLowerCase())
  const own = context.company
  const company: Sender = {
    id: 'company',
    name: own.name,
    kind: 'company',
    sending: lower([...own.official_sending_domains, ...(own.dom ? [own.dom] : [])]),
    links: lower([...own.official_link_domains, ...(own.dom ? [own.dom] : [])]),
  }
  const vendors = Object.entries(context.vendors).map(
    ([id, vendor]): Sender => ({
      id,
      name: vendor.name,
      kind: 'vendor',
      sending: lower(vendor.official_sending_domains),
      links: lower(vendor.official_link_domains),
    }),
  )
  const others = context.other_known_senders.map(
    (d): Sender => ({ id: d, name: d, kind: 'other', sending: [d.toLowerCase()], links: [d.toLowerCase()] }),
  )
  const people = new Map(context.people.map((p) => [p.email.toLowerCase(), p]))
  const canaries = new Map(context.canaries.map((c) => [c.email.toLowerCase(), c.vendor]))
  for (const p of context.people) if (typeof p.canary_for === 'string') canaries.set(p.email.toLowerCase(), p.canary_for)
  const byPerson = new Map<string, Context['disclosures']>()
  for (const d of context.disclosures) {
    const list = byPerson.get(d.person)
    if (list) list.push(d)
    else byPerson.set(d.person, [d])
  }
  for (const c of context.canaries)
    if (c.id && !people.has(c.email.toLowerCase())) people.set(c.email.toLowerCase(), { id: c.id, email: c.email, name: c.name ?? '' })
  const incidents = Object.entries(context.incidents)
  const remembered = new Map<string, Addressee>()
  return {
    company,
    senders: [company, ...vendors, ...others],
    noticeKey: context.notice_key_hex ? Buffer.from(context.notice_key_hex, 'hex') : null,
    addressee(email) {
      const known = remembered.get(email)
      if (known !== undefined) return known
      const person = people.get(email.toLowerCase())
      if (!person) return null
      const values: Record<string, string> = {}
      for (const [key, value] of Object.entries(person))
        if (typeof value === 'string' || typeof value === 'number') values[key] = String(value)
      const leaks: Leak[] = []
      for (const [incident, facts] of incidents) {
        const end = endOf(facts.window[1])
        const fields = new Set<string>()
        for (const d of byPerson.get(person.id) ?? [])
          if (d.vendor === facts.vendor && Date.parse(d.first) <= end)
            for (const field of d.fields) if (facts.fields.length === 0 || facts.fields.includes(field)) fields.add(field)
        if (fields.size > 0) leaks.push({ incident, vendor: facts.vendor, from: Date.parse(facts.window[0]), to: end, fields: [...fields] })
      }
      const found: Addressee = { id: person.id, email: person.email.toLowerCase(), values, leaks }
      if (remembered.size > 10_000) remembered.clear()
      remembered.set(email, found)
      return found
    },
    canary: (email) => canaries.get(email.toLowerCase()) ?? null,
    addresses: () => people.keys(),
  }
}

/** The last moment of a day given as a date alone. */
function endOf(when: string): number {
  return when.length === 10 ? Date.parse(when) + 86_399_999 : Date.parse(when)
}
