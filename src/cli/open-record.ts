// How a command comes to the record: over the socket of a running `cordon up` or `cordon serve` where there is one, otherwise by opening it itself.
import { join } from 'node:path'
import type { PeopleRecord } from '../record/index.ts'
import { dataDir } from './data.ts'
import { progress } from './output.ts'

/** The option every command on the record has. */
export const DATA_OPTION = ['--data <dir>', 'data folder of the installation (default: CORDON_DATA, or ./cordon-data)'] as const

export async function askRecord<T>(data: string | undefined, work: (record: PeopleRecord) => Promise<T>): Promise<T> {
  const { connectRecord, openRecord } = await import('../record/index.ts')
  const dir = dataDir(data)
  const shown = progress('Reading the ledger')
  const record =
    (await connectRecord(join(dir, 'serve.sock'))) ??
    (await openRecord(dir, { clickhouse: process.env.CORDON_CLICKHOUSE, told: (done, total) => shown.at(done, total) }))
  try {
    return await work(record)
  } finally {
    shown.end()
    await record.close()
  }
}
