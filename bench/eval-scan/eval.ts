// How well the scan finds vendors and (vendor, field) pairs: scans the pinned checkouts in a folder and compares with truth written by hand, per language. Run: npm run eval:scan -- FOLDER
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { loadGrammars } from '../../src/discover/code/lower/grammars.ts'
import type { Vendor } from '../../src/discover/code/result.ts'
import { scan } from '../../src/discover/code/scan.ts'
import { machineMade, readText, walk } from '../../src/discover/code/tree/collect.ts'
import { covers } from '../../src/fields/taxonomy.ts'

interface Truth {
  repository: string
  commit: string
  language: string
  /** By registrable domain or catalogue id. */
  vendors: Record<string, { fields?: string[]; debatable?: string[] }>
  debatable?: string[]
}

interface Score {
  found: number
  missed: number
  wrong: number
  /** Fields that SDKs send unasked and the truth does not name: facts of the SDK, which whoever reads code by hand leaves out. Neither right nor wrong. */
  unasked: number
}

const folder = process.argv[2]
if (!folder) {
  process.stderr.write('npm run eval:scan -- FOLDER-OF-CHECKOUTS [NAME] [--misses] [--truth=FOLDER]\n')
  process.exit(2)
}
const misses = process.argv.includes('--misses')
const only = process.argv.slice(3).find((one) => !one.startsWith('--'))
const given = process.argv.find((one) => one.startsWith('--truth='))?.slice('--truth='.length)
const here = given ?? join(dirname(fileURLToPath(import.meta.url)), 'truth')
const catalog = await readCatalog()
const vendorsBy = new Map<string, Score>()
const fieldsBy = new Map<string, Score>()

for (const file of (await readdir(here)).sort()) {
  const truth = parse(await readFile(join(here, file), 'utf8')) as Truth
  const name = basename(truth.repository)
  const root = join(folder, name)
  if (only && only !== name) continue
  if (!existsSync(root)) {
    process.stdout.write(`${name}: not in ${folder}, left out\n`)
    continue
  }
  const tree = walk(root, [''])
  await loadGrammars(tree.files.map((one) => one.lang))
  const read = (path: string): string | { skipped: string } | null => {
    const text = readText(root, path)
    const why = text === null ? null : machineMade(text)
    return why ? { skipped: why } : text
  }
  const { result } = scan({
    root: name,
    seen: tree.seen,
    files: tree.files.filter((file) => file.role === 'run' || file.lang === 'manifest' || file.lang === 'pipeline'),
    skipped: tree.skipped,
    read,
    catalog,
    domains: [],
    names: [name],
  })
  judge(name, truth, result.vendors)
}
print('vendors', vendorsBy)
print('fields', fieldsBy)

function names(vendor: Vendor): string[] {
  const card = catalog.byId(vendor.id)
  return [vendor.id, vendor.domain, ...(card?.group ?? []), ...(card?.hosts ?? []).map((host) => host.replace(/^\*\./, ''))]
}

function judge(name: string, truth: Truth, vendors: readonly Vendor[]): void {
  const v: Score = { found: 0, missed: 0, wrong: 0, unasked: 0 }
  const f: Score = { found: 0, missed: 0, wrong: 0, unasked: 0 }
  const claimed = new Set<Vendor>()
  for (const [key, told] of Object.entries(truth.vendors)) {
    // By id; else by domain, of vendors that the truth does not name by their id; else by any of the vendor's hosts.
    const byId = vendors.filter((one) => one.id === key)
    const byDomain = byId.length > 0 ? byId : vendors.filter((one) => one.domain === key && !(one.id in truth.vendors))
    const near = byDomain.length > 0 ? byDomain : vendors.filter((one) => names(one).includes(key)).slice(0, 1)
    for (const one of near) claimed.add(one)
    if (near.length === 0) {
      v.missed++
      f.missed += told.fields?.length ?? 0
      if (misses) process.stdout.write(`${name}: missed ${key}\n`)
      continue
    }
    v.found++
    const got = new Set(near.flatMap((one) => one.fields.map((field) => field.field)))
    for (const field of told.fields ?? []) {
      if ([...got].some((one) => same(one, field))) f.found++
      else {
        f.missed++
        if (misses) process.stdout.write(`${name}: ${key} missed ${field}\n`)
      }
    }
    const fine = [...(told.fields ?? []), ...(told.debatable ?? [])]
    for (const one of got) {
      if (fine.some((field) => same(one, field))) continue
      const at = near.flatMap((vendor) => vendor.fields).find((field) => field.field === one)!
      if (at.how.endsWith('unasked')) {
        f.unasked++
        continue
      }
      f.wrong++
      if (misses) process.stdout.write(`${name}: ${key} wrong ${one}  ${at.property} ${at.path}:${at.line} ${at.how}\n`)
    }
  }
  for (const one of vendors) {
    if (claimed.has(one) || (truth.debatable ?? []).some((key) => names(one).includes(key))) continue
    v.wrong++
    f.wrong += new Set(one.fields.map((field) => field.field)).size
    const first = one.evidence[0]
    if (misses) process.stdout.write(`${name}: wrong ${one.id}  ${first?.signal} ${first?.path}:${first?.line}\n`)
  }
  add(vendorsBy, truth.language, v)
  add(fieldsBy, truth.language, f)
  process.stdout.write(`${name.padEnd(24)} vendors ${line(v)}   fields ${line(f)}\n`)
}

/** A key and one above or below it are the same finding. */
function same(a: string, b: string): boolean {
  return a === b || covers(a, b) || covers(b, a)
}

function add(to: Map<string, Score>, language: string, score: Score): void {
  for (const key of [language, 'all']) {
    const sum = to.get(key) ?? { found: 0, missed: 0, wrong: 0, unasked: 0 }
    to.set(key, {
      found: sum.found + score.found,
      missed: sum.missed + score.missed,
      wrong: sum.wrong + score.wrong,
      unasked: sum.unasked + score.unasked,
    })
  }
}

function line(score: Score): string {
  const recall = score.found + score.missed === 0 ? 1 : score.found / (score.found + score.missed)
  const precision = score.found + score.wrong === 0 ? 1 : score.found / (score.found + score.wrong)
  return `recall ${(recall * 100).toFixed(0).padStart(3)} %  precision ${(precision * 100).toFixed(0).padStart(3)} %  (${score.found} found, ${score.missed} missed, ${score.wrong} wrong${score.unasked > 0 ? `, ${score.unasked} sent unasked` : ''})`
}

function print(what: string, scores: Map<string, Score>): void {
  for (const [language, score] of [...scores].sort()) process.stdout.write(`${what.padEnd(8)} ${language.padEnd(8)} ${line(score)}\n`)
}
