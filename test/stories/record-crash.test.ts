// kill -9 at random moments of appending, sealing and shipping, and a disk that refuses: nothing acknowledged is lost, nothing counts twice, the proof still fits.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkLedger } from 'cordon-verify'
import { openKeys, openLedger, openRecord } from '../../src/record/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-crash-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const ROUNDS = process.env.CORDON_LONG ? 50 : 5
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const WRITER = path('./record-writer-in-test.ts')
const SHIPPER = path('./record-shipper-in-test.ts')

/** Same moments in every run of the same round; what they hit depends on the machine. */
function moment(round: number, most: number): number {
  return 20 + ((Math.imul(round + 1, 0x9e3779b1) >>> 0) / 2 ** 32) * most
}

/** Runs a process, kills it after so many ms (null: lets it end), and gives what it said. */
function run(command: string, args: readonly string[], killAfter: number | null): Promise<string> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    let timer: NodeJS.Timeout | undefined
    child.stdout.on('data', (chunk) => {
      said += chunk
      // Counted from the first word, so that the kill hits work and not the start of the process.
      if (killAfter !== null) timer ??= setTimeout(() => child.kill('SIGKILL'), killAfter)
    })
    child.on('close', () => {
      clearTimeout(timer)
      done(said)
    })
  })
}

function runShipper(dir: string, killAfter: number): Promise<void> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [SHIPPER, dir], { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.on('close', () => {
      clearTimeout(timer)
      done()
    })
  })
}

function acknowledged(said: string): number[] {
  return said
    .split('\n')
    .filter((line) => /^\d+$/.test(line))
    .map(Number)
}

/** Every row 1 … upTo is there exactly once, in ledger and engine. */
async function holdsExactly(dir: string, upTo: number): Promise<void> {
  const record = await openRecord(dir)
  const [vendor] = await record.vendors()
  assert.deepEqual({ people: vendor?.people ?? 0, disclosures: vendor?.disclosures ?? 0 }, { people: upTo, disclosures: upTo })
  await record.close()
  const check = checkLedger(join(dir, 'ledger'))
  assert.deepEqual(check.findings, [])
  assert.equal(check.rows, upTo)
}

async function recorded(dir: string): Promise<number> {
  const ledger = await openLedger(dir, { sealEvery: 0 })
  const mark = ledger.markOf('test')
  await ledger.close()
  return mark
}

test(`kill -9 at ${ROUNDS} random moments of appending, sealing and shipping`, async () => {
  const dir = join(folder, 'kill')
  openKeys(dir, { create: true })
  let most = 0
  for (let round = 0; round < ROUNDS; round++) {
    const said = await run(process.execPath, [WRITER, dir, '1000000'], moment(round, 400))
    const acks = acknowledged(said)
    assert.match(said, /^open \d+$/m, 'the writer got to work')
    most = Math.max(most, ...acks)
    if (round % 2 === 0) {
      const mark = await recorded(dir)
      assert.ok(mark >= most, `acknowledged up to ${most}, recorded up to ${mark}`)
    }
    // Shipping is killed too, with whatever the writer left; it seals first, so that is hit as well.
    await runShipper(dir, 150 + moment(round + 100, 600))
  }
  const mark = await recorded(dir)
  assert.ok(most > 0 && mark >= most)
  await holdsExactly(dir, mark)
})

test('a disk that refuses more: appends say so, and what was acknowledged is there once it is mended', async () => {
  const dir = join(folder, 'full')
  openKeys(dir, { create: true })
  // No file may grow beyond 64 KiB: first the dictionary refuses the sealing, then the log refuses the append.
  const said = await run('bash', ['-c', `trap '' XFSZ; ulimit -f 64; exec "$0" "$1" "$2" 1000000`, process.execPath, WRITER, dir], null)
  assert.match(said, /^refused ledger\.disk$/m)
  const acks = acknowledged(said)
  const mark = await recorded(dir)
  assert.ok(acks.length > 100 && mark >= Math.max(...acks), `acknowledged up to ${Math.max(...acks)}, recorded up to ${mark}`)
  await holdsExactly(dir, mark)
})
