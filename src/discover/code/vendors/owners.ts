// Whose library a module is: by the catalogue, and where an import name differs from the package's, by what the manifests declare (Ruby, PHP) or by the group of its package (Java).
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import { providerNamed } from './providers.ts'

/** Groups that many makers share. */
const SHARED =
  /^(?:com|org|io|net|dev|app|co|com\.google|com\.google\.\w+|com\.(?:ibm|microsoft|oracle|adobe|sun|twitter|netflix|linkedin|uber|airbnb|hubspot|dropbox|atlassian|alibaba|salesforce|vmware|spotify|facebook|amazon)|com\.android|androidx(?:\..*)?|com\.github(?:\..*)?|io\.github(?:\..*)?|org\.springframework(?:\..*)?|org\.apache(?:\..*)?|com\.squareup(?:\..*)?|io\.micrometer|io\.quarkus(?:\..*)?)$/

/** Packages of a vendor that talk to nobody: types, lint rules, themes, languages, parsers, token formats. */
const SILENT =
  /(?:^|[/@:.-])(?:types?|eslint|prettier|lang|tsconfig|icons?|theme|tokens|codemirror|parser|schema|spec|tailwind|stylelint|jwt|jwks|babel|webpack|vite|rollup|esbuild|cli)(?:$|[/.-])/

/** Open-source libraries under a vendor's name, which talk to none of its services: React Native and what it is built of, database drivers, test tools. */
const LIBRARIES =
  /^com\.(?:facebook\.(?:react|soloader|hermes|jni|fresco|flipper|yoga|infer|proguard|common|imagepipeline|imageutils|drawee|datasource|stetho|shimmer|litho|presto|ktfmt|rebound|imageformat|cache|binaryresource)|microsoft\.(?:sqlserver|playwright|signalr|reactnative)|slack\.(?:circuit|keeper|lint|eithernet)|twitter\.(?:finagle|util|twittertext)|pinterest\.ktlint|dropbox\.(?:store|android\.external|dependency)|spotify\.(?:docker|mobius))(?:\.|:|$)/

/** A memoized look-up from a module with its ecosystem (`gem:Plaid::ApiClient`, `maven:com.stripe.model`) to the vendor's card. */
export function libraryOwners(catalog: Catalog, declared: Iterable<string>): (module: string) => Card | null {
  const known = new Map<string, Card | null>()
  const groups = groupsOf(catalog)
  const byEcosystem: Record<string, [plain: string, card: Card][]> = { gem: [], composer: [] }
  for (const name of declared) {
    const ecosystem = name.slice(0, name.indexOf(':'))
    const card = ecosystem in byEcosystem ? catalog.byPackage(name) : null
    // `Acme\Client` of acme/php-client: the house's own name, where the house is the vendor.
    const house = plain(name.slice(ecosystem.length + 1).split('/')[0]!)
    if (card && name.includes('/') && house.length >= 4 && plain(card.id + card.domain).includes(house))
      byEcosystem[ecosystem]!.push([house, card])
    if (card)
      byEcosystem[ecosystem]!.push([plain(name.slice(name.lastIndexOf('/') < 0 ? ecosystem.length + 1 : name.lastIndexOf('/') + 1)), card])
  }
  const gems = [...declared].flatMap((one) => (one.startsWith('gem:') ? [one.slice(4)] : []))
  const find = (module: string): Card | null => {
    if (SILENT.test(module)) return null
    const ecosystem = module.slice(0, module.indexOf(':'))
    const name = module.slice(ecosystem.length + 1)
    if (ecosystem === 'maven' && LIBRARIES.test(name)) return null
    const told = catalog.byModule(module)
    if (told) return told
    if (/^(?:Rpush::|langchain_)/.test(name)) return providerNamed(catalog, name, '')
    if (ecosystem === 'pypi') {
      // Namespace packages: `azure.ai.documentintelligence.models` is of azure-ai-documentintelligence.
      for (let path = name; path.includes('.'); path = path.slice(0, path.lastIndexOf('.'))) {
        // Versions of an interface stand in modules of their own: `google.cloud.speech_v1`.
        const card = catalog.byPackage(`pypi:${path.replace(/_v\d\w*$/, '').replaceAll('.', '-')}`)
        if (card) return card
      }
      return wrapperOf(catalog, name)
    }
    if (ecosystem === 'composer') {
      const provider = providerNamed(catalog, name, '')
      if (provider) return provider
    }
    if (ecosystem === 'maven') {
      for (let group = name; group.includes('.'); group = group.slice(0, group.lastIndexOf('.'))) {
        const card = groups.get(group)
        if (card) return card
      }
      return null
    }
    const gateway = ecosystem === 'gem' ? gatewayOf(catalog, name) : null
    if (gateway) return gateway
    const top = plain(name.split(/::|\\/)[0] ?? '')
    if (top.length < 4) return null
    // Dashes in a gem's name are its modules: `Line::Bot::Client` of line-bot-api.
    const spaces = ecosystem === 'gem' ? name.toLowerCase().split('::', 2).join('-') : ''
    if (spaces.includes('-'))
      for (const gem of gems) if (gem.startsWith(`${spaces}-`) || gem === spaces) return catalog.byPackage(`gem:${gem}`)
    return (
      byEcosystem[ecosystem]?.find(
        ([one]) =>
          one === top ||
          (one.startsWith(top) &&
            /^(?:ruby|api|sdk|pro|php|rails|client|library|webapi|web|laravel|rb$|gem$|ai$)/.test(one.slice(top.length))),
      )?.[1] ?? null
    )
  }
  return (module) => {
    let found = known.get(module)
    if (found === undefined) {
      found = find(module)
      known.set(module, found)
    }
    return found
  }
}

/** Active Merchant's classes, one for each payment service: `ActiveMerchant::Billing::BraintreeBlueGateway`. */
function gatewayOf(catalog: Catalog, name: string): Card | null {
  const service = /^ActiveMerchant::Billing::(\w+?)Gateway$/.exec(name)?.[1]
  if (!service) return null
  const bare = service.replace(/(?<=[a-z])(?:Blue|Orange|Express|Digital|DigitalGoods|Commerce|PaymentIntents|Cim|Arb|Rest|V\d+|Xml)$/, '')
  const dashed = bare.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
  const called: Readonly<Record<string, string>> = { payflow: 'paypal', checkout: 'checkout-com' }
  return catalog.byId(called[dashed] ?? dashed) ?? catalog.byId(bare.toLowerCase()) ?? null
}

/** Maven groups that belong to one vendor only. */
function groupsOf(catalog: Catalog): Map<string, Card> {
  const groups = new Map<string, Card | null>()
  for (const card of catalog.cards) {
    for (const name of card.packages.maven ?? []) {
      const group = name.split(':')[0]!
      // Where the card says which packages a library has, those are all.
      if (`maven:${name}` in card.modules) continue
      // Packages lie under the house's own name more often than under the artifact's: `com.acme.core` of com.acme.sdk:client.
      for (const one of new Set([group, group.split('.').slice(0, 2).join('.')])) {
        if (SHARED.test(one)) continue
        const before = groups.get(one)
        groups.set(one, before === undefined || before === card ? card : null)
      }
    }
  }
  return new Map([...groups].filter((one): one is [string, Card] => one[1] !== null))
}

/** Python's wrappers that say in their name whose service they call: `acme_api`, `django_acme`, `company.acme_client`. */
function wrapperOf(catalog: Catalog, name: string): Card | null {
  for (const part of name.split('.').slice(0, 3)) {
    const hit =
      /^(?:django|flask|fastapi|wagtail|celery|aio|py)_?([a-z][a-z0-9_]{5,})$|^([a-z][a-z0-9_]{5,})_(?:api|client|sdk|rest|wrapper)$/.exec(
        part,
      )
    const card = hit ? catalog.byId((hit[1] ?? hit[2]!).replaceAll('_', '-')) : null
    if (card && !card.selfHosted && !card.build) return card
  }
  return null
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
