// One writer a ledger: a file with the writer's process id and the moment that process began, so that a number used again is not taken for the old process.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CordonError } from '../../core/errors.ts'

/** Takes the lock and gives the function that lets it go. Throws `ledger.locked` while another live process holds it. */
export function takeLock(dir: string): () => void {
  const path = join(dir, 'ledger.lock')
  const own = `${path}.${process.pid}.${lockCount++}`
  const text = `${process.pid} ${startOf(process.pid)}\n`
  writeFileSync(own, text, { mode: 0o600 })
  try {
    for (let tries = 0; tries < 20; tries++) {
      try {
        linkSync(own, path)
        return () => {
          if (contentOf(path) === text) rmSync(path, { force: true })
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = holderOf(path)
      if (holder !== null) throw new CordonError('ledger.locked', `Process ${holder} writes this ledger.`, { place: { path: dir } })
      // Moved away rather than deleted: of two processes that both saw the stale lock, one moves it and the other finds nothing to move.
      const stale = `${own}.stale`
      try {
        renameSync(path, stale)
        if (alive(contentOf(stale)) !== null) linkSync(stale, path)
        rmSync(stale, { force: true })
      } catch (error) {
        if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      }
    }
    throw new CordonError('ledger.locked', 'Another process takes this ledger at the same moment.', { place: { path: dir } })
  } finally {
    rmSync(own, { force: true })
  }
}

let lockCount = 0

/** Process id of the live writer of this data folder, or null. */
export function writerOf(dir: string): number | null {
  return holderOf(join(dir, 'ledger.lock'))
}

function holderOf(path: string): number | null {
  return alive(contentOf(path))
}

function alive(text: string): number | null {
  const [pid = '', start = ''] = text.trim().split(' ')
  const number = Number(pid)
  if (!Number.isSafeInteger(number) || number <= 0) return null
  try {
    process.kill(number, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null
  }
  return startOf(number) === start ? number : null
}

/** Moment a process began, in the kernel's ticks; `-` where the system does not tell, and then the number alone decides. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
  } catch {
    return '-'
  }
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
