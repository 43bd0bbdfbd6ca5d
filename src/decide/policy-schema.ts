// The shape of cordon.yaml, once: parsePolicy checks files against it, and docs/reference/cordon.schema.json, which editors read, is made from it.
import * as v from 'valibot'
import { FIELDS } from '../fields/taxonomy.ts'

export const GENERALISATIONS = ['country', 'region', 'origin', 'path', 'family', 'year', 'domain', 'prefix', 'primary'] as const

const what = <T extends v.GenericSchema>(schema: T, description: string) => v.pipe(schema, v.description(description))

export const ActionSchema = what(
  v.union(
    [v.picklist(['allow', 'drop', 'pseudonym']), v.strictObject({ generalise: v.picklist(GENERALISATIONS) })],
    `an action is allow, drop, pseudonym or { generalise: ${GENERALISATIONS.join(' | ')} }`,
  ),
  'What happens to the value: allow sends it as it is, drop leaves it out, pseudonym replaces it by one this vendor alone gets, generalise makes it coarser.',
)

/** Every known field, each optional: an unknown key is refused, and an editor can offer the known ones. */
export const FieldActions = v.strictObject(
  Object.fromEntries(Object.entries(FIELDS).map(([field, facts]) => [field, v.optional(what(ActionSchema, facts.label))])),
)

const text = (description: string) => what(v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(500)), description)

const DecisionSchema = what(
  v.strictObject({
    owner: text('Who decided and answers for it: a person or a team, usually an e-mail address.'),
    reason: text('What the vendor is needed for.'),
    expires: v.optional(
      what(
        v.nullable(
          v.pipe(
            v.string(),
            v.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2027-01-01'),
            v.check(isCalendarDay, 'is not a day of the calendar'),
          ),
        ),
        'The first day (UTC) on which the decision no longer holds. From then on the vendor is treated as undecided.',
      ),
    ),
  }),
  'Who decided that this vendor may receive something, and until when. Without it the standard policy holds.',
)

const VendorSchema = v.strictObject({
  mode: v.optional(
    what(
      v.picklist(['observe', 'enforce', 'cut'], 'must be observe, enforce or cut'),
      'observe sends unchanged and records what would have changed; enforce applies the policy; cut sends nothing.',
    ),
  ),
  decision: v.optional(DecisionSchema),
  upstream: v.optional(
    what(
      v.pipe(v.string(), v.check(isUpstream, 'must be an http or https address without user, query or fragment')),
      "Where the vendor really is; its own host from the catalogue where this is missing. A path is put before the SDK's.",
    ),
  ),
  listen: v.optional(
    what(
      v.pipe(v.number('must be a port number'), v.integer('must be a port number'), v.minValue(1), v.maxValue(65_535)),
      'A port of its own, for SDKs whose host setting takes no path.',
    ),
  ),
  secretEnv: v.optional(
    what(
      v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of an environment variable, never the secret itself')),
      "Name of the guard's environment variable that holds the secret for signatures over ids (Intercom's user_hash), so that they can be made again over pseudonyms.",
    ),
  ),
  answers: v.optional(
    what(
      v.picklist(['guard', 'vendor'], 'must be guard or vendor'),
      "Whose answer an SDK gets: guard (usual) answers at once and delivers later; vendor waits for the vendor's status, so that the SDK itself tries again.",
    ),
  ),
  times: v.optional(
    what(
      v.picklist(['order', 'near'], 'must be order or near'),
      'How times leave: order (usual for vendors of product analytics): the day, and what came first; near: moved by at most 30 seconds, so that reports by hour work and two vendors with "near" can be joined.',
    ),
  ),
  whenCut: v.optional(
    what(
      v.picklist(['quiet', 'stop'], 'must be quiet or stop'),
      'What SDKs hear while the vendor is cut: quiet (usual): success, and to stop where they do so without a word; stop: to stop also where they log an error as they do (RudderStack in browsers).',
    ),
  ),
  fields: v.optional(what(FieldActions, 'Actions by field, for this vendor. A key covers the keys below it; the longest counts.')),
  properties: v.optional(
    what(
      v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(500)), ActionSchema),
      'Actions by property: a bare name at any depth, or the end of its path. "*" stands for properties about which nothing else is known.',
    ),
  ),
})

export const PolicySchema = v.strictObject({
  version: what(v.literal(1, 'must be 1, the version this Cordon reads'), 'Version of the file format.'),
  company: what(
    v.strictObject({
      name: text('Name of the company.'),
      domains: what(
        v.array(
          v.pipe(v.string(), v.regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain in lower case, such as fernhill.example')),
        ),
        'Domains of the company: traffic to them is its own.',
      ),
    }),
    'Who runs Cordon.',
  ),
  queryKeys: v.optional(what(v.array(v.string()), 'Query keys of page addresses that may stay, such as utm_source.')),
  fields: v.optional(what(FieldActions, 'Actions by field for all vendors with a decision, where the vendor itself says nothing.')),
  vendors: v.optional(
    what(
      v.record(
        v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]*$/, 'a vendor id is lower case letters, digits, dots and dashes')),
        VendorSchema,
      ),
      'One entry a vendor, by its id in the catalogue.',
    ),
  ),
})

export type WrittenAction = v.InferOutput<typeof ActionSchema>
export type PolicyFile = v.InferOutput<typeof PolicySchema>

function isUpstream(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !/[?#]/.test(value)
}

function isCalendarDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
