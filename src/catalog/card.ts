// A card: what is publicly known about one vendor, one YAML file in catalog/. Facts only, each with its source; the schema below refuses unknown keys.
import * as v from 'valibot'
import { isLinear } from './pattern.ts'

const text = v.pipe(v.string(), v.nonEmpty())
const list = v.optional(v.array(text), [])
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'))
const host = v.pipe(v.string(), v.regex(/^(\*\.)?([a-z0-9_-]+\.)+[a-z0-9-]+$/, 'a host name in lower case, optionally with a leading "*."'))
const modules = v.pipe(
  v.union([text, v.pipe(v.array(text), v.minLength(1))]),
  v.transform((one) => (typeof one === 'string' ? [one] : one)),
)
const field = v.pipe(v.string(), v.regex(/^(user|system)(\.[a-z_]+)+$/, 'a field key such as user.contact.email'))

/** A method of an SDK that hands data over. `method`: as written after the receiver, `people.set`; `*` allowed as last segment. */
const call = v.strictObject({
  /** Package with ecosystem: `npm:mixpanel-browser`. */
  package: text,
  method: text,
  /** Argument positions (0-based, as text) → what stands there. `traits`/`properties`: an object whose keys are properties; `field:KEY`: the value itself is that field; `event`, `options`; `any`: what the value's own name says. */
  args: v.optional(v.record(v.pipe(v.string(), v.regex(/^\d+|[a-z_]\w*$/)), text), {}),
})

export const Card = v.strictObject({
  id,
  name: text,
  /** Further and former names under which people know it: `Sendinblue` for Brevo. */
  aka: list,
  /** Legal name of the company behind it; cards with the same company are products of one vendor group. */
  company: text,
  /** Registrable domain of the vendor's site. */
  domain: host,
  /** What it does, a few words: `product analytics`. */
  role: text,
  /** Further registrable domains of the same group, not to be counted as other vendors. */
  group: v.optional(v.array(host), []),
  /** Hosts that receive data or serve code; `*.x` covers every name below x. The vendor's marketing site does not belong here unless its pages take data. */
  hosts: v.optional(v.array(host), []),
  /** Names in their registries; `@scope/*`, `vendor/*` (Packagist) and `group:*` (Maven) cover a whole family. */
  packages: v.optional(
    v.strictObject({
      npm: list,
      pypi: list,
      gem: list,
      go: list,
      composer: list,
      maven: list,
      pods: list,
      swift: list,
      nuget: list,
      pub: list,
      action: list,
    }),
    {},
  ),
  /**
   * Names under which code uses a package where they differ from it: `pypi:sentry-sdk` → `sentry_sdk`, `gem:sentry-ruby` → the constant `Sentry`,
   * `composer:sentry/sentry` → the namespace `Sentry`, `maven:io.sentry:sentry` → the Java package `io.sentry`, pods → the Swift module. One or several.
   */
  modules: v.optional(v.record(text, modules), {}),
  /** Where a package runs, where its ecosystem does not say: `npm:@sentry/cli` → `build` (handles no data about people), `npm:mixpanel` → `server`. */
  surface: v.optional(v.record(text, v.picklist(['browser', 'server', 'mobile', 'build'])), {}),
  /** Environment and configuration names; a trailing `*` covers the rest. */
  env: list,
  /** Global names a script tag defines: `mixpanel`, `gtag`. */
  globals: list,
  /** Script addresses without scheme, `*` for a version: `cdn.mxpnl.com/libs/mixpanel-2-latest.min.js`. */
  scripts: list,
  dns: v.optional(v.strictObject({ spf: list, txt: list, cname: list, mx: list }), {}),
  calls: v.optional(v.array(call), []),
  /** Property name → field. */
  properties: v.optional(v.record(text, field), {}),
  /** What an SDK sends without being asked. `package` with ecosystem; `version` measured; `off`: the option that stops it. */
  defaults: v.optional(
    v.array(
      v.strictObject({
        package: text,
        version: v.optional(text),
        surface: v.picklist(['browser', 'server', 'mobile']),
        fields: v.record(text, field),
        off: v.optional(text),
      }),
    ),
    [],
  ),
  /** Domains from which the vendor writes to its customers, and to which its mails link. */
  mail: v.optional(v.strictObject({ sending: v.optional(v.array(host), []), links: v.optional(v.array(host), []) }), {}),
  /** Page with the vendor's vendors. */
  subprocessors: v.optional(text),
  /** How a key of this vendor looks, and what it opens. `pattern` is a linear regular expression. */
  keys: v.optional(
    v.array(
      v.strictObject({
        name: text,
        pattern: v.optional(v.pipe(text, v.check(isLinear, 'a linear regular expression (src/catalog/pattern.ts says which)'))),
        opens: text,
      }),
    ),
    [],
  ),
  /** Can be run by the company itself: then only the vendor's own hosts make it a vendor. */
  selfHosted: v.optional(v.boolean(), false),
  /** Only used while building or deploying; handles no data about people. */
  build: v.optional(v.boolean(), false),
  /** Every fact above stands in one of these. `url`, or `measured` with what was run. */
  sources: v.pipe(v.array(v.strictObject({ facts: v.array(text), from: text })), v.minLength(1)),
})

export type Card = v.InferOutput<typeof Card>
