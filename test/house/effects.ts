// Rule 2: files, sockets, processes, clock and randomness are touched only where DESIGN says so; the rest is pure functions over values.
import { importsOf, nameOf, type SyntaxNode, walk } from './code.ts'
import { isCode, isTest, lineAt, type Rule, type Tree } from './tree.ts'

/** Where the world may be touched, each with the reason. An entry ends in `/` for a folder. One that no longer touches anything is a breach too. */
export const PLACES: Readonly<Record<string, string>> = {
  'src/cli/': 'a door',
  'src/server/': 'a door',
  'src/core/clock.ts': "the machine's clock, for the doors to hand on",
  'src/guard/listener.ts': 'a listener',
  'src/guard/sender.ts': 'a sender',
  'src/guard/ask.ts': 'the sender of requests whose answer the SDK waits for',
  'src/guard/spool.ts': 'keeps what was accepted on disk',
  'src/guard/pins.ts': 'keeps the accepted answers and those seen last',
  'src/guard/pin-look.ts': 'the sender of questions about pinned answers',
  'src/guard/first-seen.ts': 'keeps which properties were seen and which secrets were stopped, over restarts',
  'src/record/ledger/': 'the store of disclosures',
  'src/record/engine/': 'the store that answers questions: its process, its client, and the segments it is fed with',
  'src/record/people/': 'the vault, and the directory read into it',
  'src/record/imports/': "reads a vendor's export, and keeps what of it was imported",
  'src/record/canaries.ts': 'the store of canaries',
  'src/record/incidents.ts': 'the store of incidents',
  'src/record/keys.ts': 'the store of the root key',
  'src/record/letters.ts': 'the store of letters that were reported',
  'src/record/reader.ts': 'reads the stores together',
  'src/record/over-socket.ts': 'the stores, asked from another process',
  'src/record/seal-first.ts': 'asks the process that writes the ledger to seal',
  'src/discover/code/kept/cache.ts': 'a collector: what an earlier scan read',
  'src/discover/code/kept/unit-store.ts': 'a collector: the parsed files an earlier scan kept',
  'src/discover/code/tree/collect.ts': 'a collector: walks source trees',
  'src/discover/code/lower/ahead.ts': 'a collector: parses on further threads',
  'src/discover/code/lower/ahead-worker.ts': 'the thread behind it',
  'src/discover/code/tree/history.ts': 'a collector: runs git',
  'src/discover/traffic/read-capture.ts': 'a collector: reads capture files',
  'src/discover/traffic/live/': 'a collector: drives a browser',
}

const MODULES = new Set(
  `fs fs/promises net http https http2 tls dgram dns dns/promises child_process worker_threads cluster os readline readline/promises
   process sqlite timers timers/promises inspector`
    .split(/\s+/)
    .map((name) => `node:${name}`)
    .concat(['undici', 'chdb', '@clickhouse/client', 'nodemailer', 'playwright-core', '@hono/node-server', 'ffi-rs', 'smtp-server']),
)
const RANDOM = /^(random|generateKey|getRandomValues)/
const NAMES = new Set(['Date.now', 'performance.now', 'Math.random', 'fetch', 'setTimeout', 'setInterval', 'setImmediate'])
const OBJECTS = new Set(['process', 'console'])

/** What a file touches: `[offset, what]`. */
function touches(tree: Tree, path: string): [number, string][] {
  const found: [number, string][] = importsOf(tree, path)
    .filter((one) => !one.typeOnly && MODULES.has(one.name))
    .map((one) => [one.offset, one.name])
  const random = new Set<string>()
  walk(tree, path, (node, around) => {
    if (node.type === 'ImportDeclaration' && (node.source as SyntaxNode).value === 'node:crypto')
      for (const one of node.specifiers as SyntaxNode[]) {
        const name = nameOf(one.imported)
        if (RANDOM.test(name)) random.add(nameOf(one.local)) && found.push([one.start, `node:crypto ${name}`])
      }
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0)
      found.push([node.start, 'new Date() without a moment'])
    if (node.type === 'CallExpression' && NAMES.has(nameOf(node.callee))) found.push([node.start, nameOf(node.callee)])
    if (node.type === 'MemberExpression' && OBJECTS.has(nameOf(node.object)) && around.at(-1)?.type !== 'TSTypeQuery')
      found.push([node.start, `${nameOf(node.object)}.${nameOf(node.property)}`])
    if (node.type === 'MemberExpression' && /(^|\.)crypto$/.test(nameOf(node.object)) && RANDOM.test(nameOf(node.property)))
      found.push([node.start, nameOf(node)])
  })
  return found
}

function placeOf(path: string): string | undefined {
  return Object.keys(PLACES).find((place) => path === place || (place.endsWith('/') && path.startsWith(place)))
}

function check(tree: Tree): string[] {
  const breaches: string[] = []
  for (const path of tree.paths) {
    if (!isCode(path) || isTest(path) || !path.startsWith('src/') || placeOf(path)) continue
    for (const [offset, what] of touches(tree, path))
      breaches.push(
        `${path}:${lineAt(tree.text(path), offset)}: touches ${what}; hand it in from a door, or add the place to test/house/effects.ts with its reason`,
      )
  }
  return breaches
}

/** Places that are listed but gone, or that touch nothing any more. */
function stale(tree: Tree): string[] {
  const touching = new Set(
    tree.paths.filter((path) => isCode(path) && !isTest(path) && placeOf(path) && touches(tree, path).length > 0).map(placeOf),
  )
  return Object.keys(PLACES)
    .filter((place) => !touching.has(place) && PLACES[place] !== 'a door')
    .map((place) => `test/house/effects.ts:1: ${place} is listed as touching the world and does not; take it off`)
}

const pure = (text: string) => ({ files: { 'src/guard/a.ts': text }, says: /src\/guard\/a\.ts:1: touches/ })

export const effects: Rule = {
  name: 'the world is touched only in doors, listeners, senders, stores and collectors',
  check,
  breaks: [
    pure("import { readFile } from 'node:fs/promises'"),
    pure("const fs = await import('node:fs')"),
    pure("import { request } from 'undici'"),
    pure('const at = Date.now()'),
    pure('const at = new Date()'),
    pure('const n = Math.random()'),
    pure("import { createHash, randomBytes } from 'node:crypto'"),
    pure('const id = crypto.randomUUID()'),
    pure('const id = globalThis.crypto.randomUUID()'),
    pure('const home = process.env.HOME'),
    pure('setTimeout(() => {}, 10)'),
    pure("console.log('x')"),
    pure("await fetch('https://x.example')"),
  ],
  holds: [
    {
      'src/guard/a.ts':
        "import type { Socket } from 'node:net'\nimport { createHmac } from 'node:crypto'\nconst d = new Date(0)\nconst f = (now: () => number) => now()",
      'src/cli/b.ts': "import { readFile } from 'node:fs'\nconst at = Date.now()",
      'src/guard/a.test.ts': "import { readFile } from 'node:fs'",
    },
  ],
}

export const effectPlaces: Rule = {
  name: 'every place allowed to touch the world still does',
  check: stale,
  breaks: [{ files: { 'src/core/clock.ts': 'export const x = 1' }, says: /src\/core\/clock\.ts is listed/ }],
}
