// Brings the cards from disk. Reading hundreds of YAML files takes longer than most commands, so what they say is kept as one JSON file until one of them changes.
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Card } from '../catalog/card.ts'
import { Catalog } from '../catalog/catalog.ts'
import { CordonError } from '../core/errors.ts'

const home = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Folder of the shipped cards. */
export const SHIPPED = join(home, 'catalog')

/** Number of card files one folder may hold; a repository with more is mistaken or hostile. */
const MOST = 5_000

/**
 * The shipped catalogue with the company's own cards, which stand before shipped ones: same id replaces, same host or package wins.
 * `ownCards`: paths of YAML files. Throws `catalog.invalid` with the place, `input.unreadable` for a file that cannot be read.
 */
export async function readCatalog(ownCards: readonly string[] = []): Promise<Catalog> {
  const own = await parse(ownCards)
  return new Catalog([...own, ...(await shipped())])
}

/** What a catalogue is known by without reading it: names, sizes and times of change of its cards. */
export async function catalogState(ownCards: readonly string[] = []): Promise<string> {
  return stateOf([...ownCards, ...(await cardFiles(SHIPPED)), ...schemaFiles()])
}

/** The company's own cards in a repository: `.cordon/catalog/*.yaml`, sorted; none where the folder is absent. */
export function ownCardsIn(root: string): Promise<string[]> {
  return cardFiles(join(root, '.cordon', 'catalog'))
}

/** Card files of one folder, sorted by name. Links are not followed, so that a repository cannot point out of itself. */
export async function cardFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name)).map((entry) => entry.name)
  if (files.length > MOST) throw new CordonError('input.too-large', `More than ${MOST} cards.`, { place: { path: folder } })
  return files.sort().map((name) => join(folder, name))
}

/** One flaw of a card file; `line` and `column` where it has a place. */
export interface FileFlaw {
  readonly path: string
  readonly line?: number
  readonly column?: number
  readonly says: string
}

/**
 * Reads and checks all cards of a folder (default: the company's own here, else the shipped ones).
 * A company's own cards may claim what a shipped one claims: that is how they replace it. Throws `input.unreadable` where the folder has no card.
 */
export async function checkFolder(folder?: string): Promise<{ cards: number; flaws: FileFlaw[] }> {
  const own = folder === undefined ? await ownCardsIn(process.cwd()) : await cardFiles(folder)
  const paths = own.length > 0 || folder !== undefined ? own : await cardFiles(SHIPPED)
  if (paths.length === 0)
    throw new CordonError('input.unreadable', 'There are no cards here.', {
      place: { path: folder ?? SHIPPED },
      hint: 'Cards are files that end in .yaml.',
    })
  const { parseCard } = await import('../catalog/load.ts')
  const { checkCards } = await import('../catalog/check.ts')
  const files: { path: string; card: Card }[] = []
  const flaws: FileFlaw[] = []
  for (const path of paths) {
    try {
      files.push({ path, card: parseCard(await read(path), path) })
    } catch (error) {
      if (!(error instanceof CordonError)) throw error
      flaws.push({ ...error.place, path, says: error.message })
    }
  }
  return { cards: paths.length, flaws: [...flaws, ...checkCards(files)] }
}

async function shipped(): Promise<Card[]> {
  const files = await cardFiles(SHIPPED)
  const key = stateOf([...files, ...schemaFiles()])
  for (const folder of cacheFolders()) {
    const kept = await readFile(join(folder, 'catalog.json'), 'utf8').then(JSON.parse, () => null)
    if (kept?.key === key) return kept.cards
  }
  const cards = await parse(files)
  await keep({ key, cards })
  return cards
}

/** The YAML reader and the schema are loaded only here: with a kept catalogue no command pays for them. */
async function parse(paths: readonly string[]): Promise<Card[]> {
  if (paths.length === 0) return []
  const { parseCard } = await import('../catalog/load.ts')
  return Promise.all(paths.map(async (path) => parseCard(await read(path), path)))
}

/** The code that shapes a card: when it changes, what was kept is stale. */
function schemaFiles(): string[] {
  const ending = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  return ['card', 'load', 'pattern'].map((name) => join(dirname(fileURLToPath(import.meta.url)), '..', 'catalog', `${name}${ending}`))
}

/** Names, sizes and times of change: cheap to ask, and different whenever a card was edited. One call after the other: a thousand promises take longer. */
function stateOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of files) {
    const state = statSync(path, { throwIfNoEntry: false })
    hash.update(state ? `${path}\0${state.size}\0${state.mtimeMs}\n` : `${path}\0absent\n`)
  }
  return hash.digest('hex')
}

/** Where the JSON may lie, best first: with the installation, else in the user's own cache. Never a folder that others can write. */
function cacheFolders(): string[] {
  const user =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : (process.env.LOCALAPPDATA ?? join(homedir(), '.cache')))
  return [join(home, 'node_modules', '.cache', 'cordon'), join(user, 'cordon')]
}

/** Keeps it in the first folder that lets us; where none does, the next command reads the cards again. */
async function keep(value: { key: string; cards: Card[] }): Promise<void> {
  const text = JSON.stringify(value)
  for (const folder of cacheFolders()) {
    const unfinished = join(folder, `catalog.${process.pid}.tmp`)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(unfinished, text, { mode: 0o600 })
      await rename(unfinished, join(folder, 'catalog.json'))
      return
    } catch {
      await rm(unfinished, { force: true }).catch(() => {})
    }
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new CordonError('input.unreadable', 'Cannot read this card.', { place: { path }, cause })
  }
}
