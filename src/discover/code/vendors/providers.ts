// Sign-in, mail and storage libraries that name the vendor in a module path or in the end of a package name: `next-auth/providers/google`, `omniauth-github`, `anymail.backends.mailgun`.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Expr } from '../ir.ts'
import type { Source } from '../names/source.ts'

const PATTERNS: readonly RegExp[] = [
  /^(?:next-auth|@auth\/\w+|@auth\/core)\/providers\/([\w-]+)$/,
  /^passport-([a-z]+?)(?:-oauth2?0?|-oidc|-openidconnect|-token)?$/,
  /^allauth\.socialaccount\.providers\.(\w+)/,
  /^social_core\.backends\.(\w+)/,
  /^httpx_oauth\.clients\.(\w+)/,
  /^anymail\.backends\.(\w+)/,
  /^storages\.backends\.([a-z0-9]+)/,
  /^(?:django_)(ses)\./,
  /^omniauth[-/]([a-z]+?)(?:[-_]oauth2?)?(?:[-_].*)?$/,
  /^golang\.org\/x\/oauth2\/(\w+)$/,
  /^github\.com\/markbates\/goth\/providers\/(\w+)$/,
  /^github\.com\/nikoksr\/notify\/service\/(\w+)$/,
  /^github\.com\/samber\/slog-(\w+)(?:\/v\d+)?$/,
  /^gocloud\.dev\/\w+\/(aws|azure|gcp|s3|gcs)(?:blob|secretsmanager|kms|keyvault|sns\w*|pubsub|runtimevar|paramstore)?$/,
  /^League\\OAuth2\\Client\\Provider\\(\w+)$/,
  /^socialiteproviders\/([\w-]+)$/,
  /^(?:@[\w-]+\/)?nodemailer-([a-z]+)(?:-transport)?$/,
  /^laravel-notification-channels\/([a-z]+)(?:-\w+)*$/,
  /^NotificationChannels\\(\w+)/,
  /^Illuminate\\Notifications\\(?:Messages\\|Slack\\)(Slack|Vonage|Nexmo)(?:Message|Attachment)?/,
]

/** Libraries with one module a vendor, which they call by names of their own. */
const COLLECTIONS: readonly { pattern: RegExp; called: Readonly<Record<string, string>> }[] = [
  {
    pattern: /^(?:dev\.langchain4j\.model\.|org\.springframework\.ai\.|github\.com\/tmc\/langchaingo\/llms\/)(\w+)/,
    called: {
      azure: 'azure-openai',
      azureopenai: 'azure-openai',
      openai: 'openai',
      anthropic: 'anthropic',
      googleai: 'google-gemini',
      googleaigemini: 'google-gemini',
      google: 'google-gemini',
      vertexai: 'google-cloud',
      vertexaigemini: 'google-cloud',
      mistral: 'mistral',
      mistralai: 'mistral',
      bedrock: 'aws',
      cohere: 'cohere',
      huggingface: 'huggingface',
      groq: 'groq',
      deepseek: 'deepseek',
    },
  },
  {
    pattern: /^Rpush::(\w+)/,
    called: { apns: 'apple', apns2: 'apple', apnsp8: 'apple', fcm: 'firebase', gcm: 'firebase', adm: 'amazon', wns: 'microsoft' },
  },
  {
    pattern: /^langchain_(\w+)/,
    called: {
      openai: 'openai',
      anthropic: 'anthropic',
      google_genai: 'google-gemini',
      google_vertexai: 'google-cloud',
      aws: 'aws',
      mistralai: 'mistral',
      cohere: 'cohere',
      groq: 'groq',
      huggingface: 'huggingface',
      deepseek: 'deepseek',
      fireworks: 'fireworks-ai',
      together: 'together-ai',
      xai: 'xai',
      pinecone: 'pinecone',
    },
  },
  {
    pattern: /^Monolog\\Handler\\(\w+?)(?:Webhook|Bot)?Handler$/,
    called: {
      slack: 'slack',
      loggly: 'loggly',
      newrelic: 'new-relic',
      rollbar: 'rollbar',
      mandrill: 'mailchimp',
      sendgrid: 'sendgrid',
      pushover: 'pushover',
      telegram: 'telegram',
      ifttt: 'ifttt',
    },
  },
  { pattern: /^(DDTrace)\\/, called: { ddtrace: 'datadog' } },
  {
    pattern: /^Symfony\\Component\\(?:Mailer|Notifier)\\Bridge\\(\w+)/,
    called: {
      amazon: 'aws',
      amazonsns: 'aws',
      google: 'google-workspace',
      mailchimp: 'mailchimp',
      mailgun: 'mailgun',
      mailjet: 'mailjet',
      postmark: 'postmark',
      sendgrid: 'sendgrid',
      sendinblue: 'brevo',
      brevo: 'brevo',
      resend: 'resend',
      slack: 'slack',
      discord: 'discord',
      telegram: 'telegram',
      twilio: 'twilio',
      vonage: 'vonage',
      firebase: 'firebase',
      onesignal: 'onesignal',
    },
  },
]

/** Geocoders of geopy. */
const GEOCODERS: Readonly<Record<string, string>> = {
  nominatim: 'openstreetmap',
  googlev3: 'google-maps',
  bing: 'bing-maps',
  mapbox: 'mapbox',
  here: 'here',
  herev7: 'here',
  arcgis: 'esri',
  opencage: 'opencage',
  tomtom: 'tomtom',
  yandex: 'yandex',
  what3wordsv3: 'what3words',
  maptiler: 'maptiler',
}

/** Services by which leaflet-geosearch finds places. */
const SEARCHES: Readonly<Record<string, string>> = {
  openstreetmap: 'openstreetmap',
  google: 'google-maps',
  legacygoogle: 'google-maps',
  bing: 'bing-maps',
  mapbox: 'mapbox',
  esri: 'esri',
  here: 'here',
  locationiq: 'locationiq',
  opencage: 'opencage',
  geoapify: 'geoapify',
}

/** Sign-in schemes that are no vendor. */
const SCHEMES =
  /^(?:credentials|email|saml|oauth|oauth2?|openid|oidc|jwt|local|http|ldap|custom|generic|base|views|account|rails|csrf|nodemailer|passkey|webauthn|magic|bearer|cas|shibboleth|identity|developer|facebook-token)$/

/** Cards under the id that such a library calls them by. */
const CALLED: Readonly<Record<string, string>> = {
  'azure-ad': 'microsoft',
  azuread: 'microsoft',
  microsoft: 'microsoft',
  'azure-ad-b2c': 'microsoft',
  'microsoft-entra-id': 'microsoft',
  google: 'google',
  endpoints: '',
  amazon: 'amazon',
  apple: 'apple',
  s3: 'aws',
  s3boto3: 'aws',
  gcloud: 'google-cloud',
  azure: 'azure',
  ses: 'aws',
  'amazon-s3': 'aws',
  gcs: 'google-cloud',
  gcp: 'google-cloud',
  azurestorage: 'azure',
  'azure-storage': 'azure',
  r2: 'cloudflare',
  'linkedin-openid': 'linkedin',
  twitter: 'x',
  facebook: 'meta',
  instagram: 'meta',
  threads: 'meta',
  'click-up': 'clickup',
  'microsoft-azure': 'microsoft',
  'google-oauth2': 'google',
  gmail: 'google-workspace',
  nexmo: 'vonage',
  fcm: 'firebase',
  apn: 'apple',
  googlechat: 'google-workspace',
  microsoftteams: 'microsoft',
  awssns: 'aws',
  webpush: '',
  teams: 'microsoft',
  msteams: 'microsoft',
}

/** The vendor a module names as a provider; null where it names none, or none that a card describes. */
export function providerNamed(catalog: Catalog, module: string, imported: string): Card | null {
  for (const pattern of PATTERNS) {
    const hit = pattern.exec(module)
    const name = (hit?.[1] ?? '').toLowerCase()
    if (!hit || SCHEMES.test(name)) continue
    return namedCard(catalog, name)
  }
  for (const { pattern, called } of COLLECTIONS) {
    const hit = pattern.exec(module)
    if (hit) return catalog.byId(called[hit[1]!.toLowerCase()] ?? '') ?? null
  }
  if (module === 'geopy.geocoders') return catalog.byId(GEOCODERS[imported.toLowerCase()] ?? '') ?? null
  // `import { OpenStreetMapProvider } from "leaflet-geosearch"`.
  if (module === 'leaflet-geosearch') return catalog.byId(SEARCHES[imported.replace(/Provider$/, '').toLowerCase()] ?? '') ?? null
  // `import { Google, GitHub } from "arctic"`.
  return module === 'arctic' ? namedCard(catalog, imported.toLowerCase()) : null
}

/** The vendor of an instance of a library that finds places with many services: by the class it was made of. */
export function instanceNamed(catalog: Catalog, origin: { module: string; made: { call: { callee: string } } | null }): Card | null {
  const name = origin.made?.call.callee.split('.').at(-1)
  return name && origin.module === 'npm:leaflet-geosearch' ? providerNamed(catalog, 'leaflet-geosearch', name) : null
}

/** A card by the short name a library uses; `google` may be the card of its sign-in. */
export function namedCard(catalog: Catalog, name: string, byDomain = true): Card | null {
  const id = CALLED[name] ?? name
  if (id === '') return null
  for (const one of [id, `${id}-sign-in`, `${id}-oauth`, `${id}-login`, `${id}-identity`, `${id}-entra`]) {
    const card = catalog.byId(one)
    if (card) return card
  }
  return byDomain ? catalog.byHost(`${id}.com`) : null
}

/** Objects that hold the keys to sign in with somebody else, by the name they stand under. */
export function signInsOf(source: Source, declared: ReadonlySet<string> = new Set()): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = []
  const keyed = (expr: Expr): boolean =>
    expr.t === 'either'
      ? expr.items.some(keyed)
      : expr.t === 'object' &&
        ['clientid', 'clientsecret'].every((key) => expr.entries.some((one) => one.key?.toLowerCase().replace('_', '') === key))
  const visit = (expr: Expr, depth: number): void => {
    if (depth > 6) return
    if (expr.t === 'either' || expr.t === 'list') for (const one of expr.items) visit(one, depth + 1)
    if (expr.t !== 'object') return
    for (const entry of expr.entries) {
      if (entry.key && keyed(entry.value)) found.push({ name: entry.key, line: entry.line })
      visit(entry.value, depth + 1)
    }
  }
  // Laravel's sign-in library reads its keys from one settings file.
  if (source.lang === 'php' && /(?:^|\/)config\/services\.php$/i.test(source.path) && declared.has('composer:laravel/socialite'))
    for (const value of source.unit.fns[0]!.returns) visit(value, 0)
  if (source.lang !== 'js' && source.lang !== 'python') return found
  for (const call of source.unit.calls) for (const arg of call.args) visit(arg, 0)
  for (const one of source.unit.assigns) visit(one.value, 0)
  return found
}
