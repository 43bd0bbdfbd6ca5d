// Fields that no call names: what an SDK sends unasked, with the options that change it, and what a kind of vendor cannot work without (a mail needs its recipient, a model its prompt).
import type { Card } from '../../../catalog/card.ts'
import type { HandedField, Surface } from '../result.ts'
import type { Called } from './called.ts'
import type { Finding } from './signals.ts'

/** A field handed over by the vendor's own code. */
export function impliedFields(
  card: Card,
  findings: readonly Finding[],
  calls: readonly Called[],
  known: readonly HandedField[],
  surface: readonly Surface[],
): HandedField[] {
  const place = placeOf(findings)
  if (!place) return []
  const have = new Set(known.map((one) => one.field))
  const found: HandedField[] = []
  const add = (field: string, property: string, how: string, confidence: 'certain' | 'likely'): void => {
    if (have.has(field)) return
    have.add(field)
    found.push({ field, property, path: place.path, line: place.line, how, confidence })
  }
  const inits = calls.filter((one) => one.vendor === card.id && !one.rest)
  for (const one of defaultsOf(card, findings, surface)) {
    for (const [property, field] of Object.entries(one.fields))
      if (!turnedOff(inits, one.off, field)) add(field, property, `sent by ${one.package} unasked`, 'certain')
  }
  if (
    inits.some((one) => optionIs(one, /^(?:sendDefaultPii|send_default_pii|SendDefaultPII)$/, 'true')) ||
    findings.some((one) => one.module === 'option:send-default-pii')
  ) {
    for (const field of ['user.device.ip_address', 'user.unique_id', 'user.authorization.credentials'])
      add(field, 'send_default_pii', 'switched on by an option', 'likely')
  }
  const sent =
    calls.some((one) => one.vendor === card.id) ||
    findings.some(
      (one) =>
        one.strength === 'strong' ||
        one.module === 'named:smtp' ||
        (one.signal === 'init_call' && /^(?:named|sign-in):/.test(one.module ?? '')),
    )
  // Who only lets people sign in with a vendor sends it none of what is else sent there.
  const mine = calls.filter((one) => one.vendor === card.id)
  const signsIn =
    (mine.length > 0 && mine.every((one) => one.rest && SIGNS_IN.test(one.place ?? ''))) ||
    // A messenger that is only asked for its members, or signs people in, is told nothing.
    (/messaging/.test(card.role) &&
      !mine.some((one) => one.module.startsWith('npm:') || (!one.rest && POSTS.test(one.member || one.callee))) &&
      mine.length > 0)
  const stores = /(?:^|[\W_])(?:s3|storages?|blob|gcs|bucket|uploads?|flysystem|fog)(?:$|[\W_])/i
  // A Go package of a store is as often only read from.
  const puts = mine.some((one) => PUTS.test(one.member || one.callee))
  if (findings.some((one) => stores.test(one.module ?? '') && (one.ecosystem !== 'go' || puts)))
    add('user.content', 'file', 'files are stored there', 'likely')
  if (findings.some((one) => one.signal !== 'manifest' && MESSAGES.test(one.module ?? '')))
    add('user.content', 'text', 'a message is sent', 'likely')
  // A model of a cloud platform, by its own library or one that speaks to many.
  if (findings.some((one) => (one.signal !== 'manifest' && MODELS.test(one.module ?? '')) || STARTERS.test(one.module ?? '')))
    add('user.content', 'prompt', 'a model is asked', 'likely')
  if (
    findings.some(
      (one) => one.module === 'named:smtp' || (one.signal !== 'manifest' && /(?:^|[\W_])ses(?:_?v2)?(?:$|\W)/i.test(one.module ?? '')),
    )
  ) {
    add('user.contact.email', 'to', 'a mail is sent', 'likely')
    add('user.content', 'body', 'a mail is sent', 'likely')
  }
  if (sent && !signsIn)
    for (const rule of NEEDS)
      if (rule.role.test(card.role)) for (const [field, property] of rule.fields) add(field, property, `needed for ${card.role}`, 'likely')
  return found
}

const POSTS = /ping|post|send|notif|message|publish|execute|say|webhook/i
const SIGNS_IN = /\/(?:oauth2?|token|authorize|userinfo|users\/@me|me)\b/

/** Methods that store something. */
const PUTS =
  /(?:^|\.)(?:Put|Upload|Write|NewWriter|Copy|Create(?:Multipart|Blob|File|Object)|Append|Presign(?:Put|ed)|FPut|Stage)\w*$|PutObject/
/** Channels by which a framework's notifications become messages. */
const MESSAGES = /NotificationChannels\\|TeamsNotification|Illuminate\\Notifications\\(?:Slack|Messages)\\/i
const MODELS =
  /(?:^|[\W_])(?:ai-sdk|bedrock(?:-runtime)?|vertex(?:ai)?|aiplatform|langchain|genai|generativeai|rekognition|textract|comprehend(?:medical)?|translate|transcribe|polly|lex(?:v2)?-runtime)(?:$|[\W_])/i

/** Packages that set a model up for a framework, which asks it under a name that is no vendor's: Spring AI, LangChain4j in Spring and Quarkus. */
const STARTERS =
  /^maven:[\w.]+:(?:spring-ai-(?:starter-model-\w|\w[\w-]*-spring-boot-starter)|langchain4j-[\w-]+-spring-boot-starter|quarkus-langchain4j-\w)/

/** What a kind of vendor gets whenever it is called. */
const NEEDS: readonly { role: RegExp; fields: readonly (readonly [string, string])[] }[] = [
  { role: /^AI (?:models|tracing)|language models?|^LLM|speech|^translation|^document recognition/i, fields: [['user.content', 'prompt']] },
  {
    role: /^e-?mail delivery|^transactional e-?mail/i,
    fields: [
      ['user.contact.email', 'to'],
      ['user.content', 'body'],
    ],
  },
  { role: /^e-?mail (?:marketing|verification)|^newsletters/i, fields: [['user.contact.email', 'email']] },
  {
    role: /^SMS, voice/i,
    fields: [
      ['user.contact.phone_number', 'to'],
      ['user.content', 'body'],
    ],
  },
  { role: /^team (?:and public )?messaging|^push messages/i, fields: [['user.content', 'text']] },
  {
    role: /(?:object|video) storage|file (?:storage|uploads|conversion)|^media(?! embeds)|^document viewer|^e-signature/i,
    fields: [['user.content', 'file']],
  },
  { role: /^avatars by e-?mail/i, fields: [['user.contact.email', 'hash']] },
  { role: /^password breach check/i, fields: [['user.authorization.credentials', 'hash prefix']] },
  { role: /^IP address lookup/i, fields: [['user.device.ip_address', 'ip']] },
]

function placeOf(findings: readonly Finding[]): { path: string; line: number } | null {
  const order = ['init_call', 'script_url', 'sdk_call', 'rest_call', 'import', 'proxy', 'embed_url', 'host', 'native', 'manifest', 'env']
  for (const signal of order) {
    const hits = findings.filter((one) => one.signal === signal)
    if (hits.length > 0) return hits.reduce((a, b) => (a.path < b.path || (a.path === b.path && a.line <= b.line) ? a : b))
  }
  return null
}

type Default = Card['defaults'][number]

function defaultsOf(card: Card, findings: readonly Finding[], surface: readonly Surface[]): Default[] {
  const modules = new Set(
    findings
      .filter((one) => one.signal === 'import' || one.signal === 'init_call' || one.signal === 'sdk_call' || one.signal === 'manifest')
      // A package of npm or PyPI that is only declared sends nothing.
      .filter((one) => one.signal !== 'manifest' || !/^(?:npm|pypi):/.test(one.module ?? ''))
      .map((one) => plain(one.module ?? '')),
  )
  const exact = card.defaults.filter((one) => [...modules].some((module) => `${module}/`.startsWith(`${plain(one.package)}/`)))
  if (exact.length > 0) return exact
  // A sister package of the same ecosystem on the same surface, or the script tag of the browser package.
  const ecosystems = new Set([...modules].map((one) => one.slice(0, one.indexOf(':'))))
  const script = findings.some((one) => one.signal === 'script_url' || one.ecosystem === 'markup')
  // A vendor of many products sends by one library what another of them never does.
  const many = /hosting|cloud platform/.test(card.role)
  const near = card.defaults.filter(
    (one) =>
      surface.includes(one.surface as Surface) &&
      ((!many && ecosystems.has(one.package.slice(0, one.package.indexOf(':')))) || (script && one.surface === 'browser')),
  )
  return near.slice(0, 1)
}

function plain(module: string): string {
  return module.toLowerCase().replaceAll('_', '-')
}

/** Is a field's sending switched off? Options are written in the card as `ip: false, autocapture: false`. */
function turnedOff(inits: readonly Called[], off: string | undefined, field: string): boolean {
  for (const hit of (off ?? '').matchAll(/([\w.]+):\s*'?([\w-]+)'?/g)) {
    const name = hit[1]!
    const concerns = /ip|pii/i.test(name)
      ? field === 'user.device.ip_address' || (/pii/i.test(name) && /authorization|cookie|unique_id/.test(field))
      : /page|auto|track|capture|dom/i.test(name)
        ? field.startsWith('user.behavior')
        : true
    if (concerns && inits.some((one) => optionIs(one, new RegExp(`^${name}$`), hit[2]!))) return true
  }
  return false
}

function optionIs(one: Called, name: RegExp, value: string): boolean {
  return one.options.some(([key, given]) => name.test(key) && given === value.toLowerCase())
}
