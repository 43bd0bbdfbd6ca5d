// The first look at every file: a few linear expressions tell whether it is worth parsing, and what it imports. Some 3-15 % of files are; the rest is never parsed.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import { foreign } from '../hosts.ts'
import { ecosystemOf, type Lang } from '../kinds.ts'
import { plainModule } from '../lower/url-import.ts'

type CardOf = (module: string) => Card | null

export interface Probe {
  /** Modules as written. */
  readonly imports: readonly string[]
  /** Parse it: names a vendor's module, host, global or constant, or sends to a foreign host. */
  readonly parse: boolean
}

const IMPORTS: Partial<Record<Lang, RegExp>> = {
  js: /(?:\bfrom|\bimport|\brequire|\bimport\s*\()\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?["']([^"'\n]{1,200})["']/g,
  python: /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+))/gm,
  go: /"((?:[\w-]+\.)+[a-z]{2,}\/[^"\s]{1,200})"/g,
  java: /^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)/gm,
  kotlin: /^[ \t]*import[ \t]+([\w.]+)/gm,
  php: /^[ \t]*use[ \t]+\\?([\w\\]+)/gm,
}
const CONSTANTS: Partial<Record<Lang, RegExp>> = {
  ruby: /\b([A-Z]\w+(?:::[A-Z]\w+)*)/g,
  php: /\b([A-Z][a-z]+(?:_[A-Z]\w*?)+)\b|\\([A-Za-z]\w+(?:\\[A-Za-z]\w+)+)/g,
}
const HOST =
  /(?:["'`(=\s]|:)\/\/(?:(?:[$#]?\{[^{}\n]{1,60}\}|%s)\.)?([a-z0-9][a-z0-9.-]*\.[a-z]{2,})|["'`](\.?(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,})["'`/:]/gi
/** An address of which the host stands alone: `url.URL{Scheme: "https", Host: "api.acme.example"}`. */
const GO_HOST = /\bHost:\s*"(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}"/
const GLOBAL = /\b(?:window\.|globalThis\.|self\.)?([a-zA-Z_$][\w$]*)\s*(?:\?\.)?[.(]/g

/** A logger's transport that is named by its package. */
const TRANSPORT = /\btarget: ?["']([@\w./-]+)["']/g
/** A host without a scheme that by its own name, or by the name it is given to, a program of Java or Kotlin calls. */
const CALLED =
  /"(?:api|hooks?|gateway|rest|ws|sms|push|collect|ingest|track)[\w-]*\.(?:[\w-]+\.)+[a-z]{2,}"|(?:[hH]ost(?:[nN]ame)?|authority)\s*(?:=|\()\s*"(?:[\w-]+\.)+[a-z]{2,}"/

/** A server by its bare host, beside a port in the same line. */
const SERVER = /\bhost(?:name)?["']?\s*:\s*["']([a-z0-9.-]+\.[a-z]{2,})["'][^\n]*\b(?:port|ssl|tls|tcp)["']?\s*:/gi

/** A setting that holds somebody's key, read or handed in code. */
const KEYED =
  /(?:process\.env|import\.meta\.env|environ|getenv|ENV|env|settings|config)\W{1,8}(?:fetch\W{1,3})?[A-Z][A-Z0-9_]*_(?:API_?KEY|ACCESS_?KEY|TOKEN|SECRET_?KEY|WRITE_?KEY|ACCESS_TOKEN|DSN|WEBHOOK(?:_URL)?)\b/

/** Settings of Django that name the class of a mailer, a storage, a sign-in or a log handler by a vendor. */
const BACKEND =
  /["'](?:anymail\.backends|django_ses\.|storages\.backends|social_core\.backends|allauth\.socialaccount\.providers|(?:rollbar|logtail|sentry_sdk|watchtower|logdna|newrelic|ddtrace)\.\w)|\.(?:client|resource)\(\s*["'](?:ses|sesv2|sns|sqs|s3|rekognition|textract|translate)["']/
/** What Rails and its libraries are told by a name: who delivers mail, where the requests of a class go, who stores files, who finds places. */
const POSTS_TO_HOOK = /web_?hook_?url/i
const MESSENGER = /slack|discord|telegram|ms_?teams/i
const RUBY_NAMES = /RubyLLM\.configure|delivery_method|^\s*base_uri\s|fog_credentials|has_attached_file|\bGeocoder\b|geocoded_by/m

/** Looks at one source file or template. Comments count here: parsing decides later. */
export function probe(
  text: string,
  lang: Lang,
  catalog: Catalog,
  own: (domain: string) => boolean,
  globals: ReadonlySet<string>,
  workspace: (module: string) => boolean,
  cardOf: CardOf,
  given: RegExp | null = null,
): Probe {
  if (lang === 'config' || lang === 'env') return { imports: [], parse: text.length < 200_000 }
  const ecosystem = ecosystemOf(lang)
  const imports: string[] = []
  let parse = false
  const pattern = IMPORTS[lang === 'markup' ? 'js' : lang]
  if (pattern) {
    for (const hit of text.matchAll(pattern)) {
      for (const module of (hit[1] ?? hit[2] ?? '').split(/\s*,\s*/)) {
        const name = module.replace(/\s+as\s+.*$/, '').trim()
        if (name === '') continue
        imports.push(name)
        if (
          !parse &&
          !name.startsWith('.') &&
          !workspace(name) &&
          (foreignCard(cardOf(`${ecosystem}:${plainModule(name)}`), own) || namedProvider(name))
        )
          parse = true
      }
    }
  }
  if (!parse && lang === 'php') parse = text.includes("'client_secret'")
  if (!parse && lang === 'go' && GO_HOST.test(text)) parse = true
  if (!parse && (lang === 'java' || lang === 'kotlin')) parse = CALLED.test(text)
  if (
    !parse &&
    (KEYED.test(text) ||
      (lang === 'ruby' && (RUBY_NAMES.test(text) || given?.test(text))) ||
      (lang === 'python' && (BACKEND.test(text) || given?.test(text))) ||
      (POSTS_TO_HOOK.test(text) && MESSENGER.test(text)))
  )
    parse = true
  if (!parse) parse = hosts(text, lang, catalog, own) || constants(text, lang, cardOf, ecosystem) || globalsIn(text, lang, globals)
  if (!parse && lang === 'js') parse = transports(text, cardOf)
  return { imports, parse }
}

function transports(text: string, cardOf: CardOf): boolean {
  for (const hit of text.matchAll(TRANSPORT)) if (cardOf(`npm:${hit[1]}`)) return true
  return false
}

/** A vendor that is not the company itself. */
function foreignCard(card: Card | null, own: (domain: string) => boolean): boolean {
  return card !== null && !own(card.domain)
}

function hosts(text: string, lang: Lang, catalog: Catalog, own: (domain: string) => boolean): boolean {
  if (!text.includes('.')) return false
  for (const hit of text.matchAll(HOST)) {
    const bare = hit[2]
    // What stands behind a label that only run time knows: `"https://" + region + ".api.acme.example"`.
    const host = (hit[1] ?? bare!).toLowerCase().replace(/^\./, 'x.')
    if (bare !== undefined) {
      // In Go a bare host with more after it begins an import path.
      if (lang === 'go' && !/["`]$/.test(hit[0])) continue
      const match = catalog.hostMatch(host)
      if (match?.by === 'host' && !own(match.card.domain)) return true
      continue
    }
    const domain = foreign(host)
    if (domain ? !own(domain) : lang === 'go' && catalog.hostMatch(host)?.by === 'host') return true
  }
  if (lang === 'js')
    for (const hit of text.matchAll(SERVER)) {
      const domain = foreign(hit[1]!.toLowerCase())
      if (domain && !own(domain)) return true
    }
  return false
}

function constants(text: string, lang: Lang, cardOf: CardOf, ecosystem: string): boolean {
  const pattern = CONSTANTS[lang]
  if (!pattern) return false
  for (const hit of text.matchAll(pattern)) {
    const name = hit[2] ?? (lang === 'php' ? hit[1]!.replaceAll('_', '\\') : hit[1]!)
    if (cardOf(`${ecosystem}:${name}`) || namedProvider(name)) return true
  }
  return false
}

function globalsIn(text: string, lang: Lang, globals: ReadonlySet<string>): boolean {
  if (lang !== 'js' && lang !== 'markup') return false
  for (const hit of text.matchAll(GLOBAL)) if (globals.has(hit[1]!)) return true
  return false
}

/** What PHP's frameworks and collections send through, where a package or setting names the vendor. */
const PHP_NAMED =
  /^(?:Monolog\\Handler\\(?:Slack|Loggly|NewRelic|Rollbar|Mandrill|SendGrid|Pushover|Telegram|IFTTT)|Omnipay\\|Prism\\|EchoLabs\\Prism|Illuminate\\Mail\\Mailable$|Illuminate\\Notifications\\Messages\\MailMessage|Symfony\\Component\\Mime\\(?:Email|Address)$|Symfony\\Bridge\\Twig\\Mime)/

/** Libraries that name a vendor in a module path or string: sign-in providers and mail transports. */
export function namedProvider(module: string): boolean {
  if (PHP_NAMED.test(module)) return true
  return /^(?:leaflet-geosearch$|next-auth\/providers\/|@auth\/\w+\/providers\/|passport-|arctic$|better-auth|ai$|allauth\.socialaccount|social_core|anymail|storages\.backends|django_ses|geopy\.geocoders|litellm$|dspy$|pydantic_ai|aisuite$|langchain(?:\.|$)|config$|httpx_oauth|authlib|omniauth|nodemailer|@[\w-]+\/nodemailer-|NotificationChannels|Laravel\\Scout|Laravel\\Socialite|dev\.langchain4j\.model\.|org\.springframework\.ai\.|github\.com\/tmc\/langchaingo\/llms\/|Symfony\\Component\\(?:Mailer|Notifier)\\Bridge|Illuminate\\Notifications\\Messages\\(?:Slack|Vonage|Nexmo)|League\\OAuth2\\Client\\Provider|golang\.org\/x\/oauth2\/|github\.com\/markbates\/goth\/providers\/|github\.com\/nikoksr\/notify\/service\/|github\.com\/samber\/slog-|gocloud\.dev\/|OmniAuth|ActionMailer|Socialite)/.test(
    module,
  )
}
