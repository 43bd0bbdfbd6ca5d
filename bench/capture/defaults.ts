// Measures what each SDK sends without being asked, and writes it into its vendor's card (`defaults`) with the version: `npm run measure:defaults -- --write`.
// Without --write it only shows the difference to what the cards say, which is what one wants to read after an upgrade.
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml'
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
  const known = card.defaults.find((entry) => entry.package === name && (entry.version === undefined || entry.version === version))
  const before = known?.fields ?? {}
  const fresh = [...fields].filter(([property]) => !(property in before))
  const gone = Object.keys(before).filter((property) => !fields.has(property))
  process.stdout.write(`${card.id}  ${sdk.package} ${version}  ${surface}: ${fields.size} unasked\n`)
  for (const [property, field] of fresh) process.stdout.write(`  + ${property}: ${field}\n`)
  for (const property of gone) process.stdout.write(`  ? ${property}: not seen this time\n`)
  if (write) {
    const text = withDefaults(await readFile(path, 'utf8'), name, version, surface, { ...before, ...Object.fromEntries(fresh) }, known?.off)
    await writeFile(path, withSource(text))
  }
  return true
}

/** Facts have a source: the measurement itself. */
function withSource(text: string): string {
  if (/facts:.*\bdefaults\b/.test(text)) return text
  return text.replace(
    /^sources:\n/m,
    (line) => `${line}  - facts: [defaults]\n    from: measured with \`npm run measure:defaults\` (loopback stub)\n`,
  )
}

/** The card's text with this entry of `defaults` put in its place; every other line stays as its author wrote it. */
function withDefaults(
  text: string,
  name: string,
  version: string,
  surface: string,
  fields: Readonly<Record<string, string>>,
  off: string | undefined,
): string {
  const scalar = (value: string): string => (/^[A-Za-z_$][\w$.-]*$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`)
  const lines = [
    `  - package: ${name}`,
    `    version: '${version}'`,
    `    surface: ${surface}`,
    ...(Object.keys(fields).length === 0
      ? ['    fields: {}']
      : ['    fields:', ...Object.entries(fields).map(([property, field]) => `      ${scalar(property)}: ${field}`)]),
    ...(off === undefined ? [] : [`    off: ${/^[\w .,@/-]+$/.test(off) ? off : `'${off.replaceAll("'", "''")}'`}`]),
  ]
  const entry = `${lines.join('\n')}\n`
  const list = parseDocument(text).get('defaults') as YAMLSeq | undefined
  const same = isSeq(list)
    ? list.items.find(
        (item) =>
          isMap(item) && item.get('package') === name && (item.get('version') === undefined || String(item.get('version')) === version),
      )
    : undefined
  const lineStart = (at: number): number => text.lastIndexOf('\n', at - 1) + 1
  const range = (same as { range?: [number, number, number] } | undefined)?.range
  if (range) return text.slice(0, lineStart(range[0])) + entry + text.slice(range[2])
  const whole = (list as { range?: [number, number, number] } | undefined)?.range
  if (isSeq(list) && list.items.length > 0 && whole) return text.slice(0, whole[2]) + entry + text.slice(whole[2])
  // Where cards have it: before what is known of mail, sub-processors and keys.
  const next = /^(?:mail|subprocessors|keys|selfHosted|build|sources):/m.exec(text)
  const at = next?.index ?? text.length
  return `${text.slice(0, at)}defaults:\n${entry}${text.slice(at)}`
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
