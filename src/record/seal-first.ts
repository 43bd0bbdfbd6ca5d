// Before a question is answered, what was appended must be sealed: by the guard if one is alive, by ourselves if none is.
import { existsSync, readdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { CordonError } from '../core/errors.ts'
import { openKeys } from './keys.ts'
import { openLedger } from './ledger/ledger.ts'
import { writerOf } from './ledger/lock.ts'

/** Seals what the data folder holds unsealed. Throws `ledger.locked` where a live writer does not answer. */
export async function sealFirst(dir: string): Promise<void> {
  const unsealed = ['wal', 'inbox'].some((folder) => {
    const path = join(dir, 'ledger', folder)
    return existsSync(path) && readdirSync(path).some((name) => name.endsWith('.wal'))
  })
  if (!unsealed) return
  if (writerOf(dir) !== null) return askGuard(join(dir, 'guard.sock'))
  try {
    const ledger = await openLedger(dir, { keys: openKeys(dir), sealEvery: 0 })
    await ledger.close()
  } catch (error) {
    // A guard may have started in this moment.
    if (!(error instanceof CordonError) || error.code !== 'ledger.locked') throw error
    await askGuard(join(dir, 'guard.sock'))
  }
}

/** `POST /seal` over the guard's socket; done when it answers 2xx. */
function askGuard(socketPath: string): Promise<void> {
  return new Promise((done, failed) => {
    const refused = (cause?: unknown) =>
      failed(
        new CordonError('ledger.locked', 'The process that writes the ledger did not seal it when asked.', {
          cause,
          place: { path: socketPath },
        }),
      )
    const asked = request({ socketPath, path: '/seal', method: 'POST', timeout: 30_000 }, (answer) => {
      answer.resume()
      answer.on('end', () => ((answer.statusCode ?? 500) < 300 ? done() : refused()))
      answer.on('error', refused)
    })
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', refused)
    asked.end()
  })
}
