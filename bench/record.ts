// The record's figures of DESIGN §8, each beside its limit or peer in the same run: npm run bench:record [-- --size 15000000]
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openChdb } from '../src/record/engine/chdb.ts'
import { openKeys, openLedger, openRecord } from '../src/record/index.ts'
import { batches, FIRST_DAY, type Workload } from './record-workload.ts'

const sizeAt = process.argv.indexOf('--size')
const SIZES = sizeAt > 0 ? [Number(process.argv[sizeAt + 1])] : [1_000_000, 10_000_000, 15_000_000]
const DAY = 86_400_000
const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
const line = (text: string) => process.stdout.write(`${text}\n`)
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`
const percentile = (values: number[], p: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))]!

function bytesBelow(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

const SENDERS = Number(process.env.SENDERS ?? 16)

/** Durable appends: 16 senders, batches of 100 disclosures, each waiting for its commit; beside it the same bytes written and synced with nothing around. */
async function appends(): Promise<void> {
  const dir = join(folder, 'appends')
  const keys = openKeys(dir, { create: true })
  const ledger = await openLedger(dir, { keys, sealEvery: 0 })
  const ready = [...batches({ people: 1_000_000, days: 1, disclosures: 1_000_000 }, 100)]
  // Warm: the first thousand batches are compiled, not measured.
  for (const batch of batches({ people: 1000, days: 1, disclosures: 100_000 }, 100)) await ledger.append(batch)
  const before = bytesBelow(join(dir, 'ledger', 'wal'))
  const waits: number[] = []
  let next = 0
  let done = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      for (let batch = ready[next++]; batch; batch = ready[next++]) {
        const begun = performance.now()
        await ledger.append(batch)
        waits.push(performance.now() - begun)
        done += batch.entries.length
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  const bytes = bytesBelow(join(dir, 'ledger', 'wal')) - before
  const fd = openSync(join(folder, 'raw'), 'w')
  const piece = Buffer.alloc(Math.round((bytes / done) * SENDERS * 100))
  const rawStarted = performance.now()
  for (let at = 0; at < bytes; at += piece.length) {
    writeSync(fd, piece)
    fdatasyncSync(fd)
  }
  const rawSeconds = (performance.now() - rawStarted) / 1000
  closeSync(fd)
  line(
    `durable appends            ${(done / seconds / 1e6).toFixed(2)} M disclosures/s, p50 ${ms(percentile(waits, 0.5))}, p99 ${ms(percentile(waits, 0.99))}`,
  )
  line(`  raw write + fdatasync    ${(done / rawSeconds / 1e6).toFixed(2)} M/s for the same bytes: ${(rawSeconds / seconds).toFixed(2)} ×`)
  const sealStarted = performance.now()
  await ledger.seal()
  line(`  sealing them             ${(done / ((performance.now() - sealStarted) / 1000) / 1e6).toFixed(2)} M/s`)
  await ledger.close()
}

async function sized(disclosures: number): Promise<void> {
  const dir = join(folder, String(disclosures))
  const load: Workload = { people: Math.round(disclosures / 3), days: 90, disclosures }
  const keys = openKeys(dir, { create: true })
  const ledger = await openLedger(dir, { keys, sealEvery: 0 })
  let since = 0
  const loadStarted = performance.now()
  for (const batch of batches(load, 5000)) {
    await ledger.append(batch)
    since += batch.entries.length
    if (since < 200_000) continue
    since = 0
    await ledger.seal()
  }
  await ledger.close()
  const loadSeconds = (performance.now() - loadStarted) / 1000
  const shipStarted = performance.now()
  const record = await openRecord(dir, { keys })
  await record.vendors()
  const shipSeconds = (performance.now() - shipStarted) / 1000
  line(
    `\n${disclosures / 1e6} M disclosures of ${load.people / 1e6} M people: append and seal ${(disclosures / loadSeconds / 1e6).toFixed(2)} M/s, ship ${(disclosures / shipSeconds / 1e6).toFixed(2)} M/s`,
  )
  const scope = { vendor: 'vendor-1', from: FIRST_DAY + 30 * DAY, to: FIRST_DAY + 60 * DAY - 1 }
  const who = await timed(9, () => record.who(scope))
  const all = await timed(9, () => record.who({ vendor: 'vendor-1' }))
  const small = await timed(9, () => record.who({ vendor: 'vendor-13', from: scope.from, to: scope.to }))
  line(
    `who, largest vendor, 30 days ${ms(who.median)} (${who.value.people} people); all time ${ms(all.median)} (${all.value.people}); vendor 13, 30 days ${ms(small.median)} (${small.value.people})`,
  )
  await record.close()

  const engine = openChdb(join(dir, 'engine'))
  await engine.query('OPTIMIZE TABLE disclosures FINAL')
  const [[rows, bytes] = []] = await engine.query(
    "SELECT sum(rows), sum(bytes_on_disk) FROM system.parts WHERE active AND table = 'disclosures'",
  )
  const columns = await engine.query(
    "SELECT column, sum(column_data_compressed_bytes) AS bytes FROM system.parts_columns WHERE active AND table = 'disclosures' GROUP BY column ORDER BY bytes DESC",
  )
  const per = (value: unknown) => (Number(value) / Number(rows)).toFixed(2)
  line(
    `bytes a disclosure         (${Number(rows)} distinct) segments ${per(bytesBelow(join(dir, 'ledger', 'segments')))} B, engine ${per(bytes)} B (${columns.map(([name, size]) => `${name} ${per(size)}`).join(', ')}), dictionary ${per(bytesBelow(join(dir, 'identities')))} B`,
  )
  await engine.exec(
    'CREATE TABLE raw (vendor UInt16, person FixedString(16), shape UInt32, at DateTime CODEC(Delta, ZSTD(1))) ENGINE = MergeTree ORDER BY (vendor, person, at)',
  )
  await engine.exec(
    'INSERT INTO raw SELECT vendor, sipHash128(person), shape, toDateTime(day) + first + n * intDiv(last - first, count) FROM disclosures ARRAY JOIN range(toUInt32(least(count, 200))) AS n',
  )
  const [[events] = []] = await engine.query('SELECT count() FROM raw')
  const raw = await timed(5, () =>
    engine.query('SELECT uniqExact(person) FROM raw WHERE vendor = 1 AND at BETWEEN {from:DateTime} AND {to:DateTime}', {
      from: Math.floor(scope.from / 1000),
      to: Math.floor(scope.to / 1000),
    }),
  )
  line(
    `  the same on raw events   ${ms(raw.median)} over ${(Number(events) / 1e6).toFixed(0)} M events (people only, without fields): ledger ${(raw.median / who.median).toFixed(1)} × faster`,
  )
  await engine.exec('DROP TABLE raw')
  await engine.close()

  const after = await openRecord(dir, { keys })
  const whoMerged = await timed(9, () => after.who(scope))
  line(`who, merged parts          ${ms(whoMerged.median)}`)
  // Identities are the workload's own; asked by number, as `person` does once it knows who is meant.
  const persons: number[] = []
  for (let i = 0; i < 300; i++) {
    const begun = performance.now()
    await after.person(`p${1 + ((i * 7919) % Math.floor(load.people / 4))}`)
    persons.push(performance.now() - begun)
  }
  line(`person                     p50 ${ms(percentile(persons, 0.5))}, p99 ${ms(percentile(persons, 0.99))}`)
  await after.close()
  rmSync(dir, { recursive: true })
}

async function timed<T>(times: number, work: () => Promise<T>): Promise<{ median: number; value: T }> {
  const took: number[] = []
  let value = await work()
  for (let i = 0; i < times; i++) {
    const begun = performance.now()
    value = await work()
    took.push(performance.now() - begun)
  }
  return { median: percentile(took, 0.5), value }
}

line(`load of the machine at the start: ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`)
try {
  if (sizeAt < 0) await appends()
  for (const size of process.argv.includes('--appends') ? [] : SIZES) await sized(size)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
