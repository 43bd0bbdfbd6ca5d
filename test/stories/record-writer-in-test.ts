// A process that appends until it is killed, for the crash story: says on stdout what was acknowledged, one number a line. Arguments: data folder, lane, rows to stop at.
import { writeSync } from 'node:fs'
import { identityOf } from '../../src/core/keys.ts'
import { shapeOf } from '../../src/core/shapes.ts'
import { openKeys, openLedger } from '../../src/record/index.ts'

const [dir = '', limit = '0'] = process.argv.slice(2)
const keys = openKeys(dir)
const shape = shapeOf([{ property: 'properties.$email', field: 'user.contact.email', form: 'clear' }])
const ledger = await openLedger(dir, { keys, sealEvery: 30 })
/** At once, so that what was said before a kill was really acknowledged; a full pipe is tried again. */
function tell(text: string): void {
  for (;;) {
    try {
      writeSync(1, `${text}\n`)
      return
    } catch (error) {
      if ((error as { code: string }).code !== 'EAGAIN') throw error
    }
  }
}

let next = ledger.markOf('test') + 1
tell(`open ${next - 1}`)
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (let n = next++; n <= Number(limit); n = next++) {
      try {
        // Every row is a person of its own, so that a lost one and a doubled one are both seen.
        await ledger.append({
          entries: [
            {
              identity: identityOf(keys.identity, `person-${n}`),
              vendor: 'mixpanel',
              shape: shape.id,
              at: Date.UTC(2025, 10, 9) + n,
              count: 1,
              source: 'gateway',
            },
          ],
          shapes: [shape],
          mark: { lane: 'test', upTo: n },
        })
        tell(`${n}`)
      } catch (error) {
        tell(`refused ${(error as { code: string }).code}`)
        process.exit(0)
      }
    }
  }),
)
await ledger.close()
tell('closed')
