// A process that ships and asks until it is killed, for the crash story. Argument: data folder.
import { openRecord } from '../../src/record/index.ts'

const record = await openRecord(process.argv[2]!)
await record.who({ vendor: 'mixpanel' })
await record.close()
