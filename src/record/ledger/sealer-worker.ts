// The sealer on a thread of its own, so that sorting and hashing a segment never delays the guard's answers. A sealer that failed is thrown away: the next
// request opens a new one from what is on the disk.
import { parentPort, workerData } from 'node:worker_threads'
import { CordonError } from '../../core/errors.ts'
import { keysFrom } from '../keys.ts'
import { Sealer } from './sealer.ts'

export interface SealerRequest {
  readonly id: number
  readonly do: 'seal' | 'waiting' | 'nextLog' | 'marks' | 'close'
  readonly logs?: readonly string[]
}

const { dir, root } = workerData as { dir: string; root: Uint8Array }
let sealer: Sealer | null = null

parentPort!.on('message', (request: SealerRequest) => {
  const { id } = request
  try {
    sealer ??= new Sealer(dir, keysFrom(Buffer.from(root)))
    if (request.do === 'waiting') parentPort!.postMessage({ id, value: sealer.waiting() })
    else if (request.do === 'nextLog') parentPort!.postMessage({ id, value: sealer.nextLog() })
    else if (request.do === 'marks') parentPort!.postMessage({ id, value: sealer.marks() })
    else if (request.do === 'seal') parentPort!.postMessage({ id, value: sealer.seal(request.logs ?? []) })
    else {
      sealer.close()
      parentPort!.postMessage({ id, value: null })
      parentPort!.close()
    }
  } catch (error) {
    sealer = null
    const known = error instanceof CordonError
    parentPort!.postMessage({
      id,
      error: {
        code: known ? error.code : 'ledger.disk',
        message: error instanceof Error ? error.message : String(error),
        place: known ? error.place : undefined,
      },
    })
  }
})
