// Checks a ledger folder against its checkpoint, file by file, and says where it does not fit. Reads only; needs nothing of Cordon.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Checkpoint, openCheckpoint, parseKey } from './checkpoint.ts'
import { readFrames } from './frames.ts'
import { leafHash, rootOf } from './merkle.ts'
import { readSegment, segmentPath } from './segment.ts'

export interface Finding {
  /** Path below the ledger folder. */
  readonly path: string
  readonly problem: string
}

export interface LedgerCheck {
  readonly key: string
  readonly checkpoint: Checkpoint | null
  readonly segments: number
  readonly rows: number
  readonly findings: readonly Finding[]
}

/**
 * Every file of the folder is read. `expectKey`: the verifier key from elsewhere; without it the folder's own key is taken, which whoever
 * can replace every file could have replaced too.
 */
export function checkLedger(dir: string, expectKey?: string): LedgerCheck {
  const findings: Finding[] = []
  const wrong = (path: string, problem: string) => findings.push({ path, problem })
  const read = (path: string): Buffer | null => {
    try {
      return readFileSync(join(dir, path))
    } catch {
      wrong(path, 'cannot be read')
      return null
    }
  }
  const keyFile = read('key.pub')?.toString('utf8') ?? ''
  const keyText = keyFile.endsWith('\n') ? keyFile.slice(0, -1) : ''
  const verifier = parseKey(expectKey ?? keyText)
  if (!parseKey(keyText)) wrong('key.pub', 'not a verifier key')
  else if (expectKey !== undefined && keyText !== expectKey) wrong('key.pub', 'not the key that was expected')
  const note = read('checkpoint')
  const opened = note && verifier ? openCheckpoint(note.toString('utf8'), verifier) : null
  const checkpoint = opened && 'root' in opened && Buffer.from(note!.toString('utf8')).equals(note!) ? opened : null
  if (note && !checkpoint) wrong('checkpoint', opened && 'wrong' in opened ? opened.wrong : 'cannot be checked without its key')

  const leavesFile = read('leaves') ?? Buffer.alloc(0)
  const noted = Array.from({ length: Math.floor(leavesFile.length / 32) }, (_, i) => leavesFile.subarray(i * 32, i * 32 + 32))
  const size = checkpoint?.size ?? noted.length
  if (leavesFile.length < size * 32) wrong('leaves', `holds ${noted.length} hashes, the checkpoint covers ${size}`)
  if (leavesFile.length > size * 32) wrong('leaves', `holds bytes after the ${size} hashes the checkpoint covers`)
  const real: Buffer[] = []
  let rows = 0
  for (let seq = 0; seq < size; seq++) {
    const path = `segments/${segmentPath(seq)}`
    const bytes = read(path)
    if (!bytes) continue
    const leaf = leafHash(bytes)
    real.push(leaf)
    const segment = readSegment(bytes)
    if ('wrong' in segment) wrong(path, segment.wrong)
    else if (segment.header.seq !== seq) wrong(path, `says it is segment ${segment.header.seq}`)
    else rows += segment.header.rows
    const expected = noted[seq]
    if (expected && !leaf.equals(expected)) wrong(path, 'its hash is not the one noted in leaves')
  }
  if (checkpoint && real.length === size && !rootOf(real).equals(checkpoint.root))
    wrong('segments', 'the root over all segments is not the one signed')
  if (checkpoint && noted.length >= size && !rootOf(noted.slice(0, size)).equals(checkpoint.root))
    wrong('leaves', 'the root over its hashes is not the one signed')
  for (const path of listed(dir, 'segments')) {
    const seq = Number(/(\d{8})\.seg$/.exec(path)?.[1] ?? Number.NaN)
    if (!(seq < size) || path !== `segments/${segmentPath(seq)}`) wrong(path, 'not covered by the checkpoint')
  }
  for (const folder of ['wal', 'inbox']) {
    for (const path of listed(dir, folder)) {
      const bytes = read(path)
      if (!bytes) continue
      const { good } = readFrames(bytes)
      if (good !== bytes.length) wrong(path, `damaged or torn at byte ${good}`)
    }
  }
  return { key: expectKey ?? keyText, checkpoint, segments: size, rows, findings }
}

function listed(dir: string, folder: string): string[] {
  if (!existsSync(join(dir, folder))) return []
  return readdirSync(join(dir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length).replaceAll('\\', '/').replace(/^\/+/, ''))
    .sort()
}
