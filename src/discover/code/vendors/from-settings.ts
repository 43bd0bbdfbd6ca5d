// What settings files say about vendors beyond addresses and names: reverse proxies, infrastructure that is set up at a vendor, frameworks' own keys, agents that run beside the program.
import type { Card } from '../../../catalog/card.ts'
import { type Find, finder, type Known, type Signals } from '../finding.ts'
import { addressOf, foreign } from '../hosts.ts'
import type { Proxied, Setting } from '../ir.ts'
import { isData } from '../kinds.ts'
import { defaulted } from '../lower/config.ts'
import type { Source } from '../names/program.ts'
import { namedCard } from './providers.ts'
import { cardNamed, noData } from './signal-rules.ts'

/** Adds what the settings of one source say. */
export function settingSignals(source: Source, known: Known, out: Signals): void {
  if (isData(source.path)) return
  const { settings = [], proxied = [] } = source.unit
  const find = finder(source, out)
  for (const one of proxied) {
    const at = vendorBehind(one, known)
    if (at) find(at.card, at.id, 'proxy', at.card ? 'strong' : 'medium', one.line, { passes: one.passes })
  }
  const terraform = /\.(?:tf|hcl)$/.test(source.path)
  for (const one of settings) {
    if (terraform) {
      const set = infrastructure(one, known)
      if (set) find(set.card, set.card.id, set.signal, set.strength, one.line, { module: set.module })
      continue
    }
    logs(one, known, find)
    const signIn = registered(one, known)
    if (signIn) find(signIn, signIn.id, 'init_call', 'medium', one.line, { module: `sign-in:${signIn.id}` })
    const keyed = keyOf(one, known)
    if (keyed) {
      find(keyed.card, keyed.card.id, 'env', 'weak', one.line)
      out.envs.push({ vendor: keyed.card.id, name: keyed.name, path: source.path, line: one.line })
    }
    const dsn = /dsn$/i.test(one.path.at(-1) ?? '') ? addressOf(defaulted(one.value)) : null
    const takes = dsn && !noData(dsn.host, dsn.path) ? known.catalog.hostMatch(dsn.host) : null
    if (takes?.by === 'host' && source.lang !== 'env' && !known.own(takes.card.domain))
      find(takes.card, takes.card.id, 'host', 'medium', one.line)
    const store = storeOf(one, settings, source.path, known)
    if (store) find(store, store.id, 'init_call', 'medium', one.line, { module: 'named:storage' })
    const agent = agentBeside(one, settings, known)
    if (agent) find(agent, agent.id, 'init_call', 'medium', one.line, { module: 'image:agent' })
  }
}

/** Agents of Java that are loaded beside the program, by the names of their files. */
const AGENTS: readonly (readonly [RegExp, string])[] = [
  [/dd-java-agent/, 'datadog'],
  [/newrelic(?:-agent)?\b/, 'new-relic'],
  [/applicationinsights-agent/, 'azure'],
  [/elastic-apm-agent/, 'elastic'],
  [/splunk-otel-javaagent/, 'splunk'],
  [/honeycomb-opentelemetry-javaagent/, 'honeycomb'],
]

/** What runs beside a program of Java and sends its logs, errors and traces: an appender by its class, an agent by its file; and Sentry's switch for personal data. */
function logs(one: Setting, known: Known, find: Find): void {
  const key = one.path.at(-1) ?? ''
  const appender = key === 'class' && one.path.at(-2) === 'appender' ? known.cardOf(`maven:${one.value}`) : null
  if (appender && !known.own(appender.domain)) find(appender, appender.id, 'log_sink', 'strong', one.line, { module: `maven:${one.value}` })
  const agent = one.value.includes('-javaagent:') ? AGENTS.find(([file]) => file.test(one.value))?.[1] : undefined
  const card = agent ? known.catalog.byId(agent) : null
  if (card && !known.own(card.domain)) find(card, card.id, 'init_call', 'strong', one.line, { module: 'image:agent' })
  if (/^send-?default-?pii$/i.test(key.replaceAll('_', '-')) && one.path.at(-2) === 'sentry' && one.value === 'true') {
    const sentry = known.catalog.byId('sentry')
    if (sentry && !known.own(sentry.domain)) find(sentry, sentry.id, 'env', 'weak', one.line, { module: 'option:send-default-pii' })
  }
}

/** Whom a reverse proxy leads to. */
function vendorBehind(one: Proxied, known: Known): { id: string; card: Card | null } | null {
  const place = addressOf(one.to)
  const domain = place ? foreign(place.host) : null
  if (!place || !domain) return null
  const match = known.catalog.hostMatch(place.host)
  if (match?.by === 'host') return known.own(match.card.domain) ? null : { id: match.card.id, card: match.card }
  return known.own(domain) ? null : { id: domain, card: null }
}

/** Terraform's names of providers where they differ from the card's. */
const PROVIDERS: Readonly<Record<string, string>> = {
  newrelic: 'new-relic',
  mongodbatlas: 'mongodb-atlas',
  azurerm: 'azure',
  azuread: 'microsoft',
  google: 'google-cloud',
  'google-beta': 'google-cloud',
  ibm: 'ibm-cloud',
  oci: 'oracle',
  hcloud: 'hetzner',
  ec: 'elastic',
  sumologic: 'sumo-logic',
  signalfx: 'splunk',
  sendgridtemplate: 'sendgrid',
  rediscloud: 'redis-cloud',
}

/** Resources of large clouds that hold or carry data about people; a network, a role or a name in the DNS does not. */
const CARRIES =
  /^(?:aws_(?:ses|sesv2|sns_sms|pinpoint|cognito|connect|s3_bucket$|rds|db_instance|dynamodb_table|cloudfront_distribution|cloudwatch_log_group|opensearch|redshift|kinesis)|google_(?:storage_bucket$|sql_database_instance|bigquery_dataset|firestore|firebase|identity_platform|logging_project_bucket)|azurerm_(?:storage_account|communication_service|mssql|postgresql|cosmosdb|application_insights|log_analytics)|azuread_application$|cloudflare_(?:zone|record|worker|pages|r2|load_balancer)|digitalocean_(?:spaces_bucket|database_cluster|app)$)/

/** Providers under which code and pipelines are managed, not people's data. */
const NO_PEOPLE =
  /^(?:github|gitlab|tfe|hcp|vault|consul|nomad|random|null|tls|local|archive|external|http|time|template|kubernetes|helm|docker|postgresql|mysql|grafana)$/

function infrastructure(
  one: Setting,
  known: Known,
): { card: Card; signal: 'manifest' | 'init_call'; strength: 'medium' | 'weak'; module: string } | null {
  const [kind, type = ''] = one.path
  const of = (name: string): Card | null => {
    if (NO_PEOPLE.test(name)) return null
    const card = known.catalog.byId(PROVIDERS[name] ?? name) ?? cardNamed(known.catalog, name)
    return card && !known.own(card.domain) ? card : null
  }
  if (kind === 'provider' && one.path.length === 2 && one.value === '') {
    const card = of(type)
    return card && { card, signal: 'manifest', strength: 'weak', module: `terraform:${type}` }
  }
  if (kind === 'terraform' && one.path[1] === 'required_providers' && one.path.at(-1) === 'source') {
    const card = of(one.value.split('/').at(-1) ?? '')
    return card && { card, signal: 'manifest', strength: 'weak', module: `terraform:${one.value}` }
  }
  if (kind === 'module' && one.path.at(-1) === 'source' && /^[\w-]+\/[\w-]+\/[\w-]+$/.test(one.value)) {
    const card = of(one.value.split('/')[2]!)
    return card && { card, signal: 'manifest', strength: 'weak', module: `terraform:${one.value}` }
  }
  if (kind === 'resource' && one.path.length === 3 && one.value === '') {
    const provider = type.split('_', 1)[0]!
    const card = of(provider)
    if (!card) return null
    const cloud = /^(?:aws|google|azurerm|azuread|cloudflare|digitalocean|ibm|oci|hcloud|linode|vultr|scaleway|ovh|alicloud)$/.test(
      provider,
    )
    return { card, signal: 'init_call', strength: !cloud || CARRIES.test(type) ? 'medium' : 'weak', module: `terraform:${type}` }
  }
  return null
}

/** Sections under which frameworks keep the keys of those who sign people in. */
const SIGNS_IN = /^(?:registration|oauth\w*|social\w*|external|providers?|omniauth|sso|oidc|openid|knpu_oauth2_client|hwi_oauth)$/i

/** Sign-in by somebody else, under whose name the application's id stands: Spring's `…oauth2.client.registration.okta.client-id`, `auth.external.google.client_id`. */
function registered(one: Setting, known: Known): Card | null {
  if (!/^(?:client|app)[-_]?id$/i.test(one.path.at(-1) ?? '') || one.value === '' || one.value === '""') return null
  if (!one.path.slice(0, -2).some((segment) => SIGNS_IN.test(segment))) return null
  const card = namedCard(known.catalog, (one.path.at(-2) ?? '').toLowerCase().replaceAll('_', '-'), false)
  return card && !known.own(card.domain) ? card : null
}

const KEY =
  /^(?:.*[-_.]?(?:api|access|secret|license|write|client|app|account|server)[-_]?(?:key|token|id|secret)|key|token|secret|dsn|password|sid|auth[-_]?token)$/i
/** Words that are cards' ids and everyday words of settings at once: they name nobody. */
const COMMON =
  /^(?:segment|front|plain|line|make|render|split|convert|branch|close|drip|square|stream|loops|neon|polar|ghost|medium|magic|census|heap|here|impact|june|knock|lever|luma|persona|piano|replicate|sift|signal|snap|tally|terminus|wise|apple|google|microsoft|amazon|meta|oracle|github|gitlab|elastic|expo|daily|copper|courier|vibe|basis|bolt|chroma|comet|context|gleam|infinity|insider|unleash|shape|singular|social|home|project)$/

/** `management.datadog.metrics.export.api-key`, `stripe: { secret: … }`: a setting named after a vendor that holds a key. */
function keyOf(one: Setting, known: Known): { card: Card; name: string } | null {
  const key = one.path.at(-1) ?? ''
  if (
    one.path.length < 2 ||
    /^[A-Z][A-Z0-9_]*$/.test(key) ||
    !KEY.test(key) ||
    one.value === '' ||
    /^(?:null|~|""|false|true)$/.test(one.value)
  )
    return null
  for (const segment of one.path.slice(0, -1)) {
    const word = segment.toLowerCase().replaceAll('_', '-')
    if (word.length < 4 || COMMON.test(word)) continue
    const card = known.catalog.byId(PROVIDERS[word] ?? word)
    if (card && !known.own(card.domain)) return { card, name: one.path.join('.') }
  }
  return null
}

/** A vendor's own agent as a container, in a service that is given one of the vendor's keys. */
function agentBeside(one: Setting, settings: readonly Setting[], known: Known): Card | null {
  if (one.path.at(-1) !== 'image' || !one.value.includes('/')) return null
  const owner = one.value
    .replace(/^[\w.-]+\.[a-z]{2,}(?::\d+)?\//, '')
    .split('/')[0]!
    .toLowerCase()
  const card = known.catalog.byId(PROVIDERS[owner] ?? owner) ?? known.catalog.byId(owner.replace(/hq$/, ''))
  if (!card || card.selfHosted || known.own(card.domain)) return null
  const service = one.path.slice(0, -1).join('\0')
  const keyed = settings.some((two) => {
    if (!two.path.join('\0').startsWith(`${service}\0`)) return false
    const name = /^[A-Z][A-Z0-9_]+$/.test(two.path.at(-1) ?? '') ? two.path.at(-1)! : two.value
    return /KEY|TOKEN|SECRET|DSN/.test(name) && known.catalog.byEnv(name)?.id === card.id
  })
  return keyed ? card : null
}

/** Rails' storage at a service that speaks Amazon's language: by the host of its endpoint, else by the name it is given. */
function storeOf(one: Setting, settings: readonly Setting[], path: string, known: Known): Card | null {
  if (!/(?:^|\/)config\/storage\.yml$/.test(path) || one.path.length !== 2 || one.path[1] !== 'service' || one.value !== 'S3') return null
  const endpoint = settings.find((two) => two.group === one.group && two.path[1] === 'endpoint')?.value
  if (endpoint === undefined) return null
  const host = /([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\/?$/i.exec(endpoint)?.[1]
  const card = (host ? known.catalog.hostMatch(host)?.card : null) ?? cardNamed(known.catalog, one.path[0]!)
  return card && !known.own(card.domain) ? card : null
}
