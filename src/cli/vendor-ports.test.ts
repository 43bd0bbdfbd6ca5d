// Ports of their own follow the policy: opened, closed, changed places, and a taken one said without losing the others.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { CordonError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { parsePolicy } from '../decide/policy.ts'
import { vendorPorts } from './vendor-ports.ts'

const policy = (ports: Readonly<Record<string, number>>) =>
  parsePolicy(
    `version: 1\ncompany: { name: C, domains: [] }\nvendors:\n${Object.entries(ports)
      .map(([vendor, port]) => `  ${vendor}: { mode: enforce, decision: { owner: a@c.example, reason: r }, listen: ${port} }\n`)
      .join('')}`,
    'p',
  )

/** Listeners in memory; ports in `taken` are somebody else's. */
function world(taken: readonly number[] = []) {
  const open = new Map<number, string>()
  const said: unknown[] = []
  const log: Log = (name, facts) => void said.push([name, facts])
  const ports = vendorPorts(async (vendor, port) => {
    if (taken.includes(port) || open.has(port)) throw new CordonError('listen.taken', 'taken')
    open.set(port, vendor)
    return { port, close: async () => void open.delete(port) }
  }, log)
  return { ports, said, open: () => Object.fromEntries(open) }
}

it('what the policy names is open, what it no longer names is closed', async () => {
  const { ports, open, said } = world()
  await ports.follow(policy({ mixpanel: 4181, segment: 4182 }), true)
  assert.deepEqual(open(), { 4181: 'mixpanel', 4182: 'segment' })
  await ports.follow(policy({ mixpanel: 4191 }))
  assert.deepEqual(open(), { 4191: 'mixpanel' })
  assert.deepEqual(ports.ports, [4191])
  assert.deepEqual(said.at(-1), ['guard.port', { vendor: 'mixpanel', port: 4191, state: 'open' }])
  await ports.close()
  assert.deepEqual(open(), {})
})

it('two vendors may change places, also where changes come one upon another', async () => {
  const { ports, open } = world()
  await ports.follow(policy({ mixpanel: 4181, segment: 4182 }))
  await Promise.all([ports.follow(policy({ mixpanel: 4182, segment: 4181 })), ports.follow(policy({ segment: 4182, mixpanel: 4183 }))])
  assert.deepEqual(open(), { 4182: 'segment', 4183: 'mixpanel' })
})

it('a taken port ends a start, and is only said when the policy changes', async () => {
  const { ports, open, said } = world([4181])
  await assert.rejects(ports.follow(policy({ mixpanel: 4181 }), true), { code: 'listen.taken' })
  await ports.follow(policy({ mixpanel: 4181, segment: 4182 }))
  assert.deepEqual(open(), { 4182: 'segment' })
  assert.deepEqual(said[0], ['guard.port', { vendor: 'mixpanel', port: 4181, state: 'taken' }])
})
