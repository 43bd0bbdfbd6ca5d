// Makes the reference pages that can be made from the source: `npm run docs`. The house test fails while one of them is not current.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { toJsonSchema } from '@valibot/to-json-schema'
import { ERRORS } from '../src/core/errors.ts'
import { ActionSchema, FieldActions, PolicySchema } from '../src/decide/policy-schema.ts'
import { FORBIDDEN, STANDARD } from '../src/decide/standard.ts'
import { actionText } from '../src/decide/whole.ts'
import { FIELDS } from '../src/fields/taxonomy.ts'
import { wires } from '../src/wires/all.ts'
import { commandSections } from './commands.ts'
import { SDK_HEAD, sdkRows } from './sdk-table.ts'

interface Page {
  readonly path: string
  /** The whole page, from what it is now: pages that are partly written by hand keep that part. */
  readonly render: (now: string) => string
}

const MADE = '<!-- Made from the source by `npm run docs`; do not edit. -->'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n')

function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([code, row]) => [`\`${code}\``, row.means, row.todo, String(row.exit)])
  return `${MADE}
# Errors

Every error Cordon can raise. The code is stable; the sentence may change. A command that ends with one writes it to stderr with its place, and exits with
the last column: 2 wrong use or bad input, 3 could not finish. What is denied, affected or forged is a result, not an error.

${table(['code', 'what it means', 'what to do', 'exit'], rows)}
`
}

function fieldsPage(): string {
  const rows = Object.entries(FIELDS).map(([key, f]) => [
    `\`${key}\``,
    f.label,
    f.sensitive ? 'yes' : '',
    f.source,
    f.dpv ? `\`${f.dpv}\`` : '',
  ])
  return `${MADE}
# Fields

The categories of data. A key covers the keys below it: what a policy says of \`user.contact\` holds for \`user.contact.email\`. Most keys are
[fideslang](https://ethyca.github.io/fideslang/)'s; those marked \`cordon\` are our own. The last column is the matching term of the W3C Data Privacy Vocabulary.

${table(['key', 'what it is', 'sensitive', 'source', 'DPV'], rows)}
`
}

function wiresPage(): string {
  const sections = wires.map((wire) => {
    const rows = wire.endpoints.map((one) => [
      one.name,
      one.handling,
      String(Object.keys(one.kinds).length),
      one.maxAge ? `${one.maxAge / 3_600_000} h` : '',
    ])
    const headers =
      wire.headers.length > 0
        ? `Headers that go on to the vendor: ${wire.headers.map((name) => `\`${name}\``).join(', ')}.`
        : 'No header goes on to the vendor.'
    return `## ${wire.vendor}\n\nGoes to \`${wire.upstream}\` where the policy names no other place. ${headers}\n\n${table(['endpoint', 'handling', 'places known', 'oldest event'], rows)}`
  })
  return `${MADE}
# Wires

The protocols Cordon speaks. A wire turns a vendor's bytes into a tree and back, and says what each place in it is; the policy says what may leave. A place that no table names is judged by its
name, and dropped where that says nothing.

Handling: \`store\` is spooled, answered at once and sent later; \`ask\` is recorded and sent while the SDK waits for the guarded answer; \`pinned\` is answered from a pinned copy and never relayed.

## SDKs

Real SDKs, unchanged but for their host, against a guard and a vendor that remembers every byte (\`test/stories/sdks\`). *same bytes*: requests that arrived byte for byte where the policy allows
everything, which is all of them. *without the person*: requests that arrived under the standard policy; none holds any of the values planted in calls, page, cookie and replay, and the person is
there under one pseudonym. Then requests the SDK sent to the guard: where all is well, and while the vendor is cut, its messages are dropped unread, nobody listens there, or it answers 403 or 503.
In none of these does the SDK throw, reject, tell its host of an error or log one, and none tries more often. *silenced*: the SDK was told in its vendor's own words to stop, and sends less.
RudderStack's SDK for browsers logs an error as it is told to stop, so a cut does that only where the policy says \`whenCut: stop\`; it then asks for its configuration and sends nothing.
Remote configuration and scripts are not counted among what arrives: they are asked for by the guard alone.

${table(SDK_HEAD, sdkRows())}

**Byte for byte.** The SDKs for Node are also driven twice with a clock that stands and chance that repeats, once straight to their vendor and once through a guard that allows everything
(\`test/stories/sdks/direct.test.ts\`): method, address, the protocol's headers and body are the same. Of the golden requests three lose anything under such a policy: errors of @sentry/node that
carry the bearer token their application was sent (\`request.headers.authorization\`), which leaves under no policy.

**Tried once, besides**, each with the person in every position of its API, keys of maps too: posthog-js-lite 4.12, posthog-js 1.30 (LZ-String), analytics-node 6.2, @rudderstack/rudder-sdk-node 1.1,
rudder-sdk-js 2, @amplitude/unified 1.1, mixpanel-browser 2.47, @datadog/browser-rum 4.50, @sentry/node 8 and 9, rollbar 2.26, @launchdarkly/node-server-sdk 9 and js-client-sdk 4,
customerio-node 5.2, @hubspot/api-client 13.5, @opentelemetry/exporter-*-otlp-http 0.223, @ai-sdk/openai and @ai-sdk/anthropic 3.0. None of the planted values arrived, nothing arrived
while cut, no host was disturbed. What most of them send is golden now (\`test/golden/wires/VENDOR@SDK-VERSION.json\`); not kept were those whose stack traces name the machine (Sentry 8 and 9, Rollbar 2), rudder-sdk-node 1 and the browser SDKs of this list but for posthog-js. A server SDK of
LaunchDarkly that knows no flags, as while cut, logs an error for each flag it is asked for.

**Fuzzing.** \`CORDON_LONG=1\` runs a million mutated requests through every wire's reader and writer, and as many broken packings through LZ-String's: no crash, no hang, no error but
\`wire.unreadable\` and \`wire.too-large\`. One to seven minutes a wire at the lowest priority of a busy machine; the process peaked at 0.4 to 0.8 GB.

${sections.join('\n\n')}
`
}

function standardTable(): string {
  const rows = STANDARD.map((rule) => [`\`${rule.field}\``, `\`${actionText(rule.action)}\``, rule.why])
  return `${table(['field', 'action', 'why'], rows)}

Never, whatever a policy says: ${FORBIDDEN.map((key) => `\`${key}\``).join(', ')}.`
}

/** Replaces what stands between the two marks of a name; a page without them stays what it is not, so that the test fails. */
function between(now: string, name: string, made: string): string {
  const [start, end] = [`<!-- made: ${name} -->`, `<!-- end: ${name} -->`]
  const [from, to] = [now.indexOf(start), now.indexOf(end)]
  if (from < 0 || to < from) return `${now}\n${start}\n${made}\n${end}\n`
  return `${now.slice(0, from + start.length)}\n\n${made}\n\n${now.slice(to)}`
}

function schemaFile(): string {
  const [schema, action, fields] = [PolicySchema, ActionSchema, FieldActions].map((one) => toJsonSchema(one, { errorMode: 'ignore' }))
  const definitions = { action: withoutSchema(action), fields: withoutSchema(fields) }
  const shared = {
    ...referring(schema, definitions),
    definitions: { action: definitions.action, fields: referring(definitions.fields, { action: definitions.action }) },
  }
  return `${JSON.stringify({ title: 'Cordon policy (cordon.yaml)', ...shared }, null, 1)}\n`
}

type Schema = Record<string, unknown>

function withoutSchema(schema: unknown): Schema {
  const { $schema: _, ...rest } = schema as Schema
  return rest
}

/** Puts a reference wherever a definition stands in full, keeping the description of the place: the file would be ten times as long without. */
function referring(schema: unknown, definitions: Readonly<Record<string, Schema>>): Schema {
  const plain = (value: Schema) => JSON.stringify({ ...value, description: undefined })
  const names = new Map(Object.entries(definitions).map(([name, value]) => [plain(value), name]))
  const step = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(step)
    if (value === null || typeof value !== 'object') return value
    const { description } = value as Schema
    const name = names.get(plain(value as Schema))
    if (name) return { ...(description ? { description } : {}), allOf: [{ $ref: `#/definitions/${name}` }] }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, step(inner)]))
  }
  return step(schema) as Schema
}

const commands = await commandSections()

function commandsPage(): string {
  return `${MADE}
# Commands

Results go to stdout, progress and messages to stderr, \`--json\` is for machines. Exit codes: 0 done and nothing found wrong, 1 done and something found, 2 wrong use or bad input,
3 could not finish.

${commands}
`
}

export const PAGES: readonly Page[] = [
  { path: 'docs/reference/errors.md', render: errorsPage },
  { path: 'docs/reference/field-list.md', render: fieldsPage },
  { path: 'docs/reference/commands.md', render: commandsPage },
  { path: 'docs/reference/wires.md', render: wiresPage },
  { path: 'docs/reference/policy.md', render: (now) => between(now, 'standard policy', standardTable()) },
  { path: 'docs/reference/cordon.schema.json', render: schemaFile },
]

if (import.meta.main) {
  for (const { path, render } of PAGES) {
    const file = fileURLToPath(new URL(`../${path}`, import.meta.url))
    let now = ''
    try {
      now = readFileSync(file, 'utf8')
    } catch {
      // Made for the first time.
    }
    const next = render(now)
    if (next === now) continue
    writeFileSync(file, next)
    process.stderr.write(`made ${path}\n`)
  }
}
