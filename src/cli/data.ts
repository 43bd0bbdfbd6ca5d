// The data folder as the doors know it: where it is, its sockets, and the list of cuts.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CordonError } from '../core/errors.ts'
import type { Cut } from '../decide/cuts.ts'

/** The folder named by --data, by CORDON_DATA, or ./cordon-data. */
export function dataDir(given: string | undefined): string {
  return resolve(given ?? process.env.CORDON_DATA ?? 'cordon-data')
}

export const guardSocket = (dir: string): string => join(dir, 'guard.sock')

/** Vendors cut by an operator; an empty list where nobody cut anything. Throws `input.invalid` where the file is damaged: a cut must never be forgotten silently. */
export async function readCuts(dir: string): Promise<Cut[]> {
  const path = join(dir, 'cuts.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw new CordonError('input.unreadable', 'The list of cuts cannot be read.', { place: { path }, cause: error })
  })
  try {
    return JSON.parse(text) as Cut[]
  } catch (cause) {
    throw new CordonError('input.invalid', 'The list of cuts is damaged.', {
      place: { path },
      hint: 'Restore it, or delete it and cut again.',
      cause,
    })
  }
}

/** Writes the list whole, so that a crash leaves the old or the new one. */
export async function writeCuts(dir: string, cuts: readonly Cut[]): Promise<void> {
  await mkdir(dir, { recursive: true })
  const path = join(dir, 'cuts.json')
  await writeFile(`${path}.new`, `${JSON.stringify(cuts, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
}
