// kill -9 of guard and console at random moments under load: nothing acknowledged is lost, nothing is sent twice beyond the vendor's own deduplication,
// no ledger row is lost or doubled, and the proof still verifies. Five rounds; fifty with CORDON_LONG=1.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generator } from '../../examples/company/people.ts'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import { guardSocket } from '../../src/cli/data.ts'
import { askSocket } from '../../src/cli/socket.ts'
import { openRecord } from '../../src/record/index.ts'
import { standardYaml, until } from '../guard-in-test.ts'
import { runCordon } from '../run-cordon.ts'

const ROUNDS = process.env.CORDON_LONG === '1' ? 50 : 5
const bin = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))
let vendor: StandIn
let dir: string
const alive = new Set<ChildProcess>()

before(async () => {
  vendor = await startStandIn()
  dir = await mkdtemp(join(tmpdir(), 'cordon-kill-'))
  await writeFile(join(dir, 'cordon.yaml'), standardYaml('mixpanel', vendor.origin))
})
after(async () => {
  for (const child of alive) child.kill('SIGKILL')
  await vendor.close()
  await rm(dir, { recursive: true, force: true })
})

function start(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [bin, ...args, '--data', join(dir, 'data')], { stdio: ['ignore', 'ignore', 'pipe'] })
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  return child
}

async function startGuard(): Promise<{ child: ChildProcess; port: number }> {
  const child = start(['guard', '--policy', join(dir, 'cordon.yaml'), '--port', '0', '--quiet'])
  let said = ''
  child.stderr?.on('data', (chunk) => (said += chunk))
  for (let tries = 0; tries < 600; tries++) {
    const state = (await askSocket(guardSocket(join(dir, 'data')), 'GET', '/state').catch(() => null)) as {
      ports: number[]
      pid: number
    } | null
    if (state?.pid === child.pid) return { child, port: state?.ports[0] as number }
    if (child.exitCode !== null) throw new Error(`the guard ended: ${said.slice(-500)}`)
    await new Promise((turn) => setTimeout(turn, 20))
  }
  throw new Error(`the guard does not answer: ${said.slice(-500)}`)
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done()
    child.once('exit', () => done())
    child.kill('SIGKILL')
  })
}

it(`survives ${ROUNDS} kills`, { timeout: ROUNDS * 30_000 }, async () => {
  const random = generator(9)
  const acknowledged = new Set<string>()
  let sent = 0
  for (let round = 0; round < ROUNDS; round++) {
    const { child, port } = await startGuard()
    const console = round % 2 === 0 ? start(['serve', '--port', String(4700 + round)]) : null
    let running = true
    const client = async (): Promise<void> => {
      while (running) {
        const id = `e${sent++}`
        const body = `data=${encodeURIComponent(Buffer.from(JSON.stringify({ event: 'Tick', properties: { distinct_id: `u_${sent % 40}`, $insert_id: id, time: 1_795_438_336 + sent, token: 'T' } })).toString('base64'))}`
        const ok = await fetch(`http://127.0.0.1:${port}/mixpanel/track/`, { method: 'POST', body }).then(
          async (answer) => answer.ok && (await answer.text()) === '1',
          () => false,
        )
        if (ok) acknowledged.add(id)
      }
    }
    const clients = Array.from({ length: 6 }, client)
    await new Promise((turn) => setTimeout(turn, 100 + random() * 500))
    if (console !== null) await kill(console)
    await kill(child)
    running = false
    await Promise.all(clients)
  }
  assert.ok(acknowledged.size > ROUNDS * 10, `only ${acknowledged.size} events were acknowledged, so nothing was tested`)

  const { child } = await startGuard()
  const events = () => vendor.deduplicated().filter((one) => one.value.event === 'Tick')
  await until('every acknowledged event at the vendor', () => events().length >= acknowledged.size, 60_000)
  let before = -1
  await until('the vendor at rest', () => {
    const now = vendor.requests.length
    const still = now === before
    before = now
    return still
  })
  const who = JSON.parse((await runCordon(['who', 'mixpanel', '--json', '--data', join(dir, 'data')])).stdout) as { people: number }
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))

  // Pseudonyms of event ids are one to one, so the number of different ones is the number of events.
  const times = new Map<string, number>()
  const people = new Set<string>()
  for (const one of vendor.held()) {
    const properties = one.value.properties as Record<string, string>
    people.add(String(properties.distinct_id))
    times.set(String(properties.$insert_id), (times.get(String(properties.$insert_id)) ?? 0) + 1)
  }
  assert.ok(times.size >= acknowledged.size, 'an acknowledged event is lost')
  assert.equal(events().length, times.size, 'what was sent twice is what the vendor itself deduplicates')
  // On a slow machine not everybody's turn came.
  assert.equal(who.people, people.size)

  const record = await openRecord(join(dir, 'data'))
  let recorded = 0
  for await (const row of record.affected({ vendor: 'mixpanel' })) recorded += row.count
  await record.close()
  assert.equal(recorded, times.size, 'the ledger counts every event at the vendor once')
  const proof = await runCordon(['verify', 'ledger', join(dir, 'data')])
  assert.equal(proof.code, 0, proof.stdout)
})
