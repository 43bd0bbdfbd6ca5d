// Where what a scan keeps for the next one lies, and what it is void by: another version of the code that made it.
import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** Folders whose code has a say in what a scan answers. */
const CODE = ['discover/code', 'fields', 'catalog', 'core']

/** One cache for each root and choice of files, in the user's cache folder. */
export function cachePath(root: string, below: readonly string[], all: boolean): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const name = createHash('sha256')
    .update(JSON.stringify([root, below, all]))
    .digest('hex')
    .slice(0, 24)
  return join(base, 'cordon', 'scan', name)
}

/** What the code of the scan is known by: names, sizes and times of its files, of the package file that pins its parsers, and the version of Node. */
export function scanCodeState(): string {
  const src = join(here, '..')
  const files = CODE.flatMap((folder) =>
    readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.test.ts'))
      .map((name) => join(src, folder, name)),
  )
  const hash = createHash('sha256').update(process.version)
  for (const path of [...files.sort(), join(src, '..', 'package.json')]) {
    const state = statSync(path, { throwIfNoEntry: false })
    hash.update(state ? `${path}\0${state.size}\0${state.mtimeMs}\n` : `${path}\0absent\n`)
  }
  return hash.digest('hex')
}
