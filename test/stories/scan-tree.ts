// A tree in memory for tests: paths and texts in, the scan out, with the shipped catalogue.
import type { Catalog } from '../../src/catalog/catalog.ts'
import { langOf, roleOf } from '../../src/discover/code/kinds.ts'
import { loadGrammars } from '../../src/discover/code/lower/grammars.ts'
import type { Vendor } from '../../src/discover/code/result.ts'
import { type Scan, scan } from '../../src/discover/code/scan.ts'
import { machineMade } from '../../src/discover/code/tree/collect.ts'

/** Scans files given as path → text; names of the company: `shop`. */
export async function scanFiles(files: Readonly<Record<string, string>>, catalog: Catalog): Promise<Scan> {
  const list = Object.keys(files)
    .sort()
    .map((path) => ({ path, lang: langOf(path), role: roleOf(path) }))
    .filter((file) => file.lang !== 'none')
  await loadGrammars(list.map((file) => file.lang))
  const read = (path: string): string | { skipped: string } => {
    const why = machineMade(files[path]!)
    return why ? { skipped: why } : files[path]!
  }
  return scan({
    root: '.',
    seen: Object.keys(files).length,
    files: list,
    skipped: [],
    read,
    catalog,
    domains: ['shop.example'],
    names: ['shop'],
  })
}

export function vendor(done: Scan, id: string): Vendor {
  const found = done.result.vendors.find((one) => one.id === id)
  if (!found)
    throw new Error(
      `${id} not found; found: ${done.result.vendors.map((one) => one.id).join(', ') || 'none'}; left out: ${done.leftOut.map((one) => `${one.id} (${one.why})`).join(', ')}`,
    )
  return found
}

/** Fields of a vendor, each once, sorted. */
export function fields(done: Scan, id: string): string[] {
  return [...new Set(vendor(done, id).fields.map((one) => one.field))].sort()
}

export function ids(done: Scan): string[] {
  return done.result.vendors.map((one) => one.id)
}

export function why(done: Scan, id: string): string | undefined {
  return done.leftOut.find((one) => one.id === id)?.why
}
