// A disk that takes no more (a file-size limit, which any user can set): what cannot be kept is not acknowledged, what was acknowledged arrives, the guard lives and says so.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startStandIn } from '../../examples/company/stand-in.ts'
import { guardSocket } from '../../src/cli/data.ts'
import { askSocket } from '../../src/cli/socket.ts'
import { standardYaml, until } from '../guard-in-test.ts'

it('is survived and said', { timeout: 60_000 }, async () => {
  const vendor = await startStandIn()
  const dir = await mkdtemp(join(tmpdir(), 'cordon-full-'))
  await writeFile(join(dir, 'cordon.yaml'), standardYaml('mixpanel', vendor.origin))
  const bin = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))
  // 200 KiB a file: the root key, the ledger and the first events fit.
  const guard = spawn(
    'bash',
    ['-c', `ulimit -f 200; exec "${process.execPath}" "${bin}" guard --data "${dir}/data" --policy "${dir}/cordon.yaml" --port 0`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  guard.stderr.on('data', (chunk) => (said += chunk))
  try {
    let port = 0
    await until(
      'the guard',
      () => {
        void askSocket(guardSocket(join(dir, 'data')), 'GET', '/state').then(
          (state) => (port = (state as { ports: number[] } | null)?.ports[0] ?? 0),
          () => {},
        )
        return port > 0
      },
      20_000,
    )
    const acknowledged = new Set<number>()
    const refused: number[] = []
    for (let i = 0; i < 400; i++) {
      const body = JSON.stringify([
        { event: `E${i}`, properties: { distinct_id: `u_${i % 7}`, $insert_id: `i${i}`, token: 'T', $browser: 'b'.repeat(900) } },
      ])
      const answer = await fetch(`http://127.0.0.1:${port}/mixpanel/track`, { method: 'POST', body })
      await answer.text()
      if (answer.status === 200) acknowledged.add(i)
      else refused.push(answer.status)
    }
    assert.ok(acknowledged.size > 20, `${acknowledged.size} were accepted before the disk was full`)
    assert.deepEqual([...new Set(refused)], [503], 'what cannot be kept is not acknowledged')
    assert.equal(guard.exitCode, null, 'the guard is alive')
    await until(
      'everything acknowledged at the vendor',
      () => new Set(vendor.held().map((one) => one.value.event)).size >= acknowledged.size,
    )
    for (const i of acknowledged)
      assert.ok(
        vendor.held().some((one) => one.value.event === `E${i}`),
        `E${i} was acknowledged and did not arrive`,
      )
    assert.match(said, /"event":"spool.refused".*"problem":"spool.refused"/)
  } finally {
    guard.kill('SIGKILL')
    await vendor.close()
    await rm(dir, { recursive: true, force: true })
  }
})
