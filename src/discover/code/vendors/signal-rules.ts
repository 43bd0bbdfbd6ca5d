// The rules by which names and addresses in code are told apart: what is fetched and what is a link, what passes data on, which words name a vendor.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Call, Entry } from '../ir.ts'
import type { Lang } from '../kinds.ts'
import { namedCard } from './providers.ts'
import { sends } from './requests.ts'

/** Names of addresses for people to follow, not for programs to fetch. */
export const NOT_FETCHED =
  /link(?!ed_?in)|href|share|redirect|navigate|log|warn|error|debug|console|print|docs?|help|message|description|text|label|title|raise|throw|open|profile_?url|source_?url|html_?url|web_?url|support|readme|comment/i
export const PICTURES =
  /avatar|gravatar|favicon|icons?\.|logo|\bmaps?\b|staticmap|geocod|qr|\/s2\/|image|img\.|pixel|\.gif|\btrack(?:er)?\.(?:php|js)|\/collect\b|beacon|flag|thumb|embed|player|\/v\d\/|api\./i

/** Of these, what a page shows; the rest is asked by a program. */
export const SHOWN =
  /avatar|gravatar|favicon|icons?\.|logo|\bmaps?\b|staticmap|qr|\/s2\/|image|img\.|pixel|\.gif|\.png|\.jpe?g|\.svg|flag|thumb|embed|player|frame|\.js\b/i

/** What an address is called that a page shows as a picture. */
export const PICTURE_KEY = /(?:image|avatar|badge|photo|picture|thumbnail|thumb|qr_?code|map|chart|favicon)_?(?:ur[il]|src)$/i

/** Where Ruby programs keep methods that build addresses for pages; what they request themselves is seen where they do. */
export const SHOWN_BY_RUBY = /(?:^|\/)app\/(?:models|helpers|views|decorators|presenters|components|serializers)\/.*\.rb$/

/** Addresses of players and forms that a component shows in a frame. */
export const EMBEDS = /^https:\/\/(?:player|embed)\.|\/embed\/[\w-]/

/** Keys of rewrites and reverse proxies: what comes to our own address goes on to this one. */
const PASSES_ON = /^(?:destination|target|proxy|proxy_pass|reverse_proxy)$/

/** Calls that build a reverse proxy: http-proxy-middleware, express-http-proxy, Hono, Go's httputil. */
export const PROXY_CALL =
  /(?:^|\.)(?:createProxyMiddleware|createProxyServer|createProxy|NewSingleHostReverseProxy|proxyRequest|httpProxy|proxy|legacyCreateProxyMiddleware|web)$/

/** Does a key hold the other end of a rewrite? They stand in settings and in JavaScript that is one; a `destination` of a program in another language is a place to go to. What a proxy's own call says is read there. */
export function passesOn(lang: Lang, key: string, call: Call | null): boolean {
  return (lang === 'js' || lang === 'config') && PASSES_ON.test(key) && !(call && PROXY_CALL.test(call.callee))
}

/** Laravel's own settings files, which name vendors in every application, and the files that Firebase hands out. */
export const FRAMEWORK_SETTINGS =
  /(?:^|\/)[Cc]onfig\/(?:app|auth|broadcasting|cache|cors|database|filesystems|hashing|logging|mail|queue|services|session|view|sanctum|scout|octane)\.php$|(?:^|\/)(?:google-services[\w.-]*\.json|GoogleService-Info[\w.-]*\.plist)$/

/** Names of addresses that are listed, shown or allowed, and not called. */
export const LISTED =
  /domain|remotepattern|hostname|csp|src$|allow|cors|origin|whitelist|preconnect|dns|proto|xmlns|schema|ref$|link(?!ed_?in)|href|docs?|help|homepage|website|support|icon|logo|placeholder|example|description|title|label|text|message|hint|readme|license|terms|privacy/i

/** Does a call only make a link, a message or a check of the address it is given? */
export function linksOnly(call: Call): boolean {
  if (/^(?:a|Link|NextLink|Button|Anchor|ExternalLink|\w*Link)$/.test(call.callee)) return true
  return (
    call.kind !== 'element' &&
    !sends(call.callee) &&
    /link|redirect|\bputs\b|\bprint|\becho\b|console|log|warn|error|open|describe|csp|cors|origin|test|match|startsWith|includes/i.test(
      call.callee,
    )
  )
}

/** Names of a policy's directives, under which hosts are allowed. */
export const DIRECTIVES = /csp|(?:script|connect|img|frame|default|font|style|media|worker|child|object|manifest)[-_]?src$/i

/** Addresses by which a visitor shares a page. */
export const SHARES = /\/(?:share|sharer|sharing|shareArticle|intent|submit|dialog\/send|msg_url|cws\/share)\b/i

/** Names that only an address has which a program calls. */
export const CALLED_ADDRESS =
  /(?:^|_|resolve)(?:endpoint|api|api_?(?:url|base|host|endpoint)|base_?ur[il]|baseUr[il]|BaseUrl)$|(?:Endpoint|ApiUrl|BaseUrl|ApiBase|(?:Access|Request)?TokenUrl|Auth(?:entication|oriz(?:e|ation))?Url)$|(?:^|[_a-z])(?:server|rpc|gateway|graphql|ingest|upload|socket|ws)_?ur[il]$/i

/** Names of hosts that are written without a scheme and yet called: the base of an API or of a sign-in. */
export const CALLED_HOST = /(?:api|auth|oauth|token|login)_?(?:base|host|hostname|server|domain|endpoint|ur[il])$/i

/** A class by its full name, as settings of Python name what is to be loaded. */
export const CLASS_PATH = /^[a-z_]\w*(?:\.\w+)*\.[A-Z]\w+$/

export const INIT = /(?:^|\.)(?:init|initialize|configure|config|setup|start|load|boot|register|install)$/i

/** Calls that only read what stands at an address. */
export const READS =
  /(?:^|[.:])(?:get|fetch|\$fetch|ofetch|axios|got|urlopen|getJSON|get_response|read|head|file_get_contents|getForObject|open)$/

/** May the code of a file run in a visitor's browser, whose address any request tells? */
export function shownInBrowser(source: { readonly path: string; readonly lang: string }): boolean {
  if (source.lang === 'markup') return true
  if (source.lang !== 'js') return false
  return (
    /\.[jt]sx$/.test(source.path) ||
    !/(?:^|\/)(?:api|server|backend|workers?|jobs|cron|functions|lambdas?|scripts?|tasks)\//i.test(source.path)
  )
}

export type Loads = 'script' | 'frame' | 'picture' | 'style' | 'form'

/** What an attribute of an element makes the browser do. */
export function loadsFrom(element: string, key: string, entries: readonly Entry[]): Loads | null {
  const tag = element.slice(element.lastIndexOf('.') + 1)
  if (key === 'src' || key === 'srcset' || key === 'data-src' || key === ':src' || key === 'srcDoc') {
    if (/script/.test(tag)) return 'script'
    if (/frame|embed|object/.test(tag)) return 'frame'
    if (/img|image|avatar|video|audio|source|picture|logo/.test(tag)) return 'picture'
  }
  if (key === 'href' && tag === 'link') return /stylesheet/.test(attribute(entries, 'rel') ?? '') ? 'style' : null
  if (key === 'action' && tag === 'form') return 'form'
  return null
}

export function attribute(entries: readonly Entry[], key: string): string | null {
  const found = entries.find((entry) => entry.key === key)?.value
  return found?.t === 'text' ? found.text : null
}

export function joined(module: string, member: string): string {
  if (member === '') return module
  const separator = module.startsWith('gem:') ? '::' : module.startsWith('composer:') ? '\\' : /^(?:pypi|maven):/.test(module) ? '.' : '/'
  return `${module}${separator}${member}`
}

/** Addresses that give, and take nothing about a person: package registries, releases, exchange rates, standards. */
export function noData(host: string, path: string): boolean {
  // Addresses that open a conversation: somebody follows them.
  if (/^(?:t\.me|telegram\.me|wa\.me|m\.me|discord\.gg|chat\.whatsapp\.com)$/.test(host)) return true
  if (/picsum|placehold|dummyimage|loremflickr|lorem-/.test(host)) return true
  if (/your[-_]|\bxxx+|<[a-z]|placeholder|change-?me|\bfoo\b/i.test(host + path)) return true
  if (
    /^(?:registry\.|packages?\.|repo\.|releases?\.|download(?:s)?\.|dl\.|raw\.|mirror)/.test(host) ||
    /(?:^|\.)(?:(?:raw|objects|codeload|gist)\.githubusercontent\.com|npmjs\.org|pypi\.org|rubygems\.org|maven\.org)$/.test(host)
  )
    return true
  if (/^(?:www\.)?github\.com$/.test(host) && /^\/[\w.-]+\/[\w.-]+\/(?:releases|archive|raw|blob|tree)(?:\/|$)/.test(path)) return true
  // Shops of apps and help pages, for people to read.
  if (/^(?:play\.google\.com|apps\.apple\.com|chromewebstore\.google\.com|apps\.microsoft\.com)$/.test(host)) return true
  if (/\.zendesk\.com$/.test(host) && /^\/hc(?:\/|$)/.test(path)) return true
  // Keys to check signatures with, and what a service says of itself.
  if (/\/(?:\.well-known\/|jwks\b|certs\b|public_?keys\/)/i.test(path)) return true
  return /^api\.github\.com$/.test(host) &&
    /\/(?:releases|tags|contributors|stargazers)|^\/meta\b|^\/repos\/[\w.-]+\/[\w.-]+\/?$/.test(path)
    ? true
    : /(?:^|[./-])(?:exchange-?rates?|ecb\.europa|openexchangerates|currency|holidays?)/.test(host + path)
}

export const NAMED = /^(?:nodemailer\.)?createTransport$|(?:^|[.:\\])(?:driver|disk|mailer|store|provider|strategy|use_provider|omniauth)$/

/** The service of a cloud platform whose one library has a client for each by name: `boto3.client("ses")`. */
export function partNamed(module: string, call: Call): string | null {
  const [first] = call.args
  return /^pypi:(?:boto3|aioboto3|aiobotocore|botocore)\b/.test(module) && /(?:client|resource)$/.test(call.callee) && first?.t === 'text'
    ? `named:aws-${first.text}`
    : null
}

/** A client that a session of unknown make is asked for by the name of one of Amazon's services: `session.client("ses")`. */
export const AMAZONS =
  /^(?:ses(?:v2)?|sns|sqs|s3|rekognition|textract|comprehend|translate|transcribe|polly|cognito-idp|pinpoint|bedrock-runtime|dynamodb|lambda)$/

/** A vendor's name that is the argument of a call known to take one. */
export function namedIn(call: Call): string | null {
  if (!NAMED.test(call.callee)) return null
  const first = call.args[0]
  if (first?.t === 'text') return first.text
  // Amazon's mail service is handed to nodemailer under its name.
  if (first?.t === 'object' && first.entries.some((entry) => entry.key === 'SES')) return 'ses'
  const service = first?.t === 'object' ? first.entries.find((entry) => entry.key === 'service')?.value : undefined
  return service?.t === 'text' ? service.text : null
}

/** A card by a name as configuration writes it: `SendGrid`, `google_oauth2`, `mailgun`. */
export function cardNamed(catalog: Catalog, name: string): Card | null {
  const plain = name
    .toLowerCase()
    .replace(/[_-]?(?:oauth2?|api|mailer|sms|v\d)$/, '')
    .replaceAll('_', '-')
  return plain.length < 2 ? null : namedCard(catalog, plain, false)
}
