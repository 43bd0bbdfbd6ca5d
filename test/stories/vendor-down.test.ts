// The vendor is down, resets, or refuses: the SDK sees success, nothing is lost, order is kept, what is too old for the vendor is not sent; a cut ends it all at once.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type StandIn, startStandIn } from '../../examples/company/stand-in.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { standardYaml, startGuard, until } from '../guard-in-test.ts'
import { memoryLedger } from '../ledger-in-memory.ts'

const body = (id: number, person = 'u_1'): string =>
  JSON.stringify([{ event: `E${id}`, properties: { distinct_id: person, $insert_id: `i${id}`, time: 1_795_438_336 + id, token: 'T' } }])

describe('a vendor that is down', () => {
  let vendor: StandIn
  let dir: string
  before(async () => {
    vendor = await startStandIn()
    dir = await mkdtemp(join(tmpdir(), 'cordon-down-'))
  })
  after(async () => {
    await vendor.close()
    await rm(dir, { recursive: true, force: true })
  })
  const names = (): string[] => vendor.held().map((one) => String(one.value.event))

  it('keeps what was accepted over restarts and sends it in order when the vendor is back', async () => {
    const ledger = memoryLedger()
    vendor.failing = 0
    for (let run = 0; run < 3; run++) {
      const guard = await startGuard(standardYaml('mixpanel', vendor.origin), { dir, ledger })
      for (let i = 0; i < 30; i++)
        assert.equal(await (await fetch(`${guard.origin}/mixpanel/track`, { method: 'POST', body: body(run * 30 + i) })).text(), '1')
      vendor.failing = run === 1 ? 503 : 0
      await guard.close()
    }
    vendor.failing = null
    const guard = await startGuard(standardYaml('mixpanel', vendor.origin), { dir, ledger })
    await until('ninety events', () => names().length >= 90)
    await guard.close()
    assert.deepEqual(
      [...new Set(names())],
      Array.from({ length: 90 }, (_, i) => `E${i}`),
      'one person’s events arrive in the order accepted',
    )
    assert.equal(
      ledger.entries.reduce((sum, entry) => sum + entry.count, 0),
      90,
      'recorded once each',
    )
  })

  it('does not send what the vendor would refuse as too old, and does not claim it was disclosed', async () => {
    vendor.requests.length = 0
    vendor.failing = 0
    const ledger = memoryLedger()
    ledger.refusing = true
    let now = Date.now()
    const own = await mkdtemp(join(tmpdir(), 'cordon-old-'))
    const first = await startGuard(standardYaml('mixpanel', vendor.origin), { dir: own, ledger, now: () => now })
    await fetch(`${first.origin}/mixpanel/track`, { method: 'POST', body: body(1) })
    await first.close()
    ledger.refusing = false
    vendor.failing = null
    now += 6 * 86_400_000
    const second = await startGuard(standardYaml('mixpanel', vendor.origin), { dir: own, ledger, now: () => now })
    await fetch(`${second.origin}/mixpanel/track`, { method: 'POST', body: body(2) })
    await until('the new event', () => names().includes('E2'))
    await second.close()
    await rm(own, { recursive: true, force: true })
    assert.deepEqual(names(), ['E2'])
    assert.equal(ledger.entries.length, 1)
  })

  it('a cut: no byte to the vendor after 100 ms, what waits is discarded and never recorded', async () => {
    vendor.requests.length = 0
    const ledger = memoryLedger()
    const own = await mkdtemp(join(tmpdir(), 'cordon-cut-'))
    const guard = await startGuard(standardYaml('mixpanel', vendor.origin), { dir: own, ledger })
    let sending = true
    let answered = 0
    const clients = Array.from({ length: 4 }, async (_, c) => {
      for (let i = 0; sending; i++) {
        const answer = await fetch(`${guard.origin}/mixpanel/track`, { method: 'POST', body: body(c * 100_000 + i, `u_${c}`) })
        assert.equal(await answer.text(), '1')
        answered++
      }
    })
    await until('traffic', () => vendor.requests.length > 50)
    const cutAt = Date.now()
    guard.guard.usePolicy(parsePolicy(standardYaml('mixpanel', vendor.origin).replace('mode: enforce', 'mode: cut'), 'cordon.yaml'))
    const before = answered
    await until('answers after the cut', () => answered > before + 50)
    sending = false
    await Promise.all(clients)
    await guard.close()
    await rm(own, { recursive: true, force: true })
    const last = Math.max(...vendor.requests.map((request) => request.at))
    assert.ok(last - cutAt <= 100, `the last byte came ${last - cutAt} ms after the cut`)
    assert.ok(ledger.entries.reduce((sum, entry) => sum + entry.count, 0) < answered)
  })
})
