// Measures what each SDK sends without being asked, and writes it into its vendor's card (`defaults`) with the version: `npm run measure:defaults -- --write`.
// Without --write it only shows the difference to what the cards say, which is what one wants to read after an upgrade.
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import type { Exchange } from '../../src/discover/traffic/exchange.ts'
import { hostOf } from '../../src/discover/traffic/exchange.ts'
import { fieldsOf } from '../../src/discover/traffic/fields-of.ts'
import { placesOf } from '../../src/discover/traffic/places.ts'
import { BROWSER, type Sdk } from './browser-sdks.ts'
import { SERVER } from './node-sdks.ts'
import { PERSON } from './planted.ts'
import { install, receiverOf, runBrowser, runServer, say } from './run.ts'

const here = dirname(fileURLToPath(import.meta.url))
const require = createRequire(join(here, 'sdks/package.json'))
const write = process.argv.includes('--write')
install()
const catalog = await readCatalog()

/** Property → field of everything that left and that nobody handed over: the person's values and the event's name were. */
function unasked(exchanges: readonly Exchange[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const exchange of exchanges) {
    const card = catalog.byHost(hostOf(exchange.url))
    for (const place of placesOf(exchange)) {
      if (place.where === 'header' || place.where === 'cookie' || place.where === 'path') continue
      if (Object.values(PERSON).some((value) => place.text === value || (value.length > 5 && place.text.includes(value)))) continue
      for (const { field, by } of fieldsOf(place, card, null)) {
        if (by === 'value' || ASKED.test(field)) continue
        const property = shortPath(place.path)
        // Names that are made up at run time (numbers, ids) tell nothing about the SDK.
        if (!/^[\w$.@[\] -]{1,60}$/.test(property) || /\d{4}|token|modules/.test(property)) continue
        found.set(property, field)
      }
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Fields that the few lines of the bench hand over themselves (whom a mail goes to, what it says). */
const ASKED = /^user\.(?:behavior\.event|organization_id|content|contact|name|authorization)/

/** The path as cards write it: without the envelope that carries events and without array marks. */
function shortPath(path: string): string {
  const names = path
    .split('.')
    .map((name) => name.replace(/\[\d*\]/g, ''))
    .filter((name) => name !== '')
  while (names.length > 1 && /^(?:batch|events?|data|payload|items|properties|body|query|attributes|e|d)$/i.test(names[0]!)) names.shift()
  return names.join('.')
}

function versionOf(name: string): string {
  let folder = dirname(require.resolve(name))
  for (;;) {
    try {
      const found = require(join(folder, 'package.json')) as { name?: string; version?: string }
      if (found.name === name && found.version) return found.version
    } catch {
      // Further up.
    }
    const up = dirname(folder)
    if (up === folder) return ''
    folder = up
  }
}

async function record(sdk: Sdk, surface: 'browser' | 'server', exchanges: readonly Exchange[]): Promise<boolean> {
  const name = `npm:${sdk.package}`
  const card = catalog.byPackage(name)
  if (!card) {
    say(`${sdk.package}: no card`)
    return false
  }
  if (exchanges.length === 0) {
    say(`${sdk.package}: sent nothing, not measured`)
    return false
  }
  const version = versionOf(sdk.package)
  const fields = unasked(exchanges)
  const path = join(here, '../../catalog', `${card.id}.yaml`)
  const document = parseDocument(await readFile(path, 'utf8'), { keepSourceTokens: true })
  let list = document.get('defaults') as YAMLSeq | undefined
  if (!isSeq(list)) {
    document.set('defaults', document.createNode([]))
    list = document.get('defaults') as YAMLSeq
  }
  let entry = list.items.find(
    (item) => isMap(item) && item.get('package') === name && (item.get('version') === undefined || item.get('version') === version),
  ) as YAMLMap | undefined
  const before = new Map<string, string>(Object.entries((entry?.get('fields') as YAMLMap | undefined)?.toJSON() ?? {}))
  const fresh = [...fields].filter(([property]) => !before.has(property))
  const gone = [...before.keys()].filter((property) => !fields.has(property))
  process.stdout.write(`${card.id}  ${sdk.package} ${version}  ${surface}: ${fields.size} unasked\n`)
  for (const [property, field] of fresh) process.stdout.write(`  + ${property}: ${field}\n`)
  for (const property of gone) process.stdout.write(`  ? ${property}: not seen this time\n`)
  if (!write) return true
  if (!entry) {
    entry = document.createNode({ package: name, version, surface, fields: {} }) as YAMLMap
    list.add(entry)
  }
  entry.set('version', version)
  for (const [property, field] of fresh) entry.setIn(['fields', property], field)
  await writeFile(path, document.toString({ lineWidth: 160 }))
  return true
}

let measured = 0
// One vendor's SDKs are told apart by visiting with one of them at a time.
for (let rest = [...BROWSER]; rest.length > 0; ) {
  const round = rest.filter((sdk, at) => rest.findIndex((other) => other.to === sdk.to) === at)
  rest = rest.filter((sdk) => !round.includes(sdk))
  const { exchanges } = await runBrowser(round, 'Account')
  for (const sdk of round)
    if (
      await record(
        sdk,
        'browser',
        exchanges.filter(({ url, method }) => method !== 'OPTIONS' && receiverOf(hostOf(url)) === sdk.to),
      )
    )
      measured++
}
for (const [sdk, { exchanges }] of await runServer(SERVER)) if (await record(sdk, 'server', exchanges)) measured++
process.stdout.write(`${measured} SDKs measured\n`)
