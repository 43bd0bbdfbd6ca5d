// `cordon up` as a user meets it: the example played into the data folder it says, never into a company's record; a port that is taken is said in one line.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { until } from '../guard-in-test.ts'
import { runCordon } from '../run-cordon.ts'

const bin = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))
let dir: string
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-up-'))
})
after(() => rm(dir, { recursive: true, force: true }))

it('plays the example, and the commands it proposes answer', { timeout: 120_000 }, async () => {
  const data = join(dir, 'data')
  const child = spawn(process.execPath, [bin, 'up', '--example', '--data', data, '--port', '4791', '--console-port', '4792'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => (said += chunk))
  try {
    await until('what to look at', () => said.includes('console: http://127.0.0.1:4792/') || child.exitCode !== null, 90_000)
    assert.match(said, /Played 60 days: 2000 people/)
    const proposed = /cordon person (\S+)/.exec(said)?.[1] ?? ''
    const who = JSON.parse((await runCordon(['who', 'mixpanel', '--json', '--data', data])).stdout) as {
      people: number
      byForm: Record<string, number>
      complete: boolean
    }
    assert.equal(who.people, 2000)
    assert.ok((who.byForm.clear ?? 0) > 0 && (who.byForm.pseudonym ?? 0) > 0, 'both halves can be seen')
    assert.match((await runCordon(['person', proposed, '--data', data])).stdout, /mixpanel/)
    const page = await fetch('http://127.0.0.1:4792/')
    assert.equal(page.status, 200)
    const vendors = (await (await fetch('http://127.0.0.1:4792/api/vendors')).json()) as { vendors: { people: number }[] }
    assert.equal(vendors.vendors[0]?.people, 2000)
  } finally {
    child.kill('SIGTERM')
    await new Promise((done) => child.once('exit', done))
  }
})

it('never plays the example into a record of the company’s own', async () => {
  await writeFile(join(dir, 'something'), '')
  await assert.rejects(runCordon(['up', '--example', '--data', dir]), /up\.not-example/)
})

it('says in one line that a port is taken', { timeout: 120_000 }, async (test) => {
  const server = createServer()
  test.after(() => server.close())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await assert.rejects(runCordon(['guard', '--data', join(dir, 'g'), '--port', String(port)]), /listen\.taken/)
  await assert.rejects(runCordon(['up', '--example', '--data', join(dir, 'u'), '--port', String(port)]), /up\.failed/)
})
