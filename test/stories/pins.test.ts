// Answers guarded: a vendor that widens collection by its remote configuration and by its script, while pages go on getting what somebody accepted.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { LogEvents } from '../../src/core/log.ts'
import { standardYaml, startGuard, type TestGuard } from '../guard-in-test.ts'
import { runCordon } from '../run-cordon.ts'

const CONFIG = '/array/phc_PROJECT/config'
const SCRIPT = '/static/recorder.js'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('pinned answers', () => {
  let config: unknown = { sessionRecording: false, surveys: false }
  let script = 'window.recorder=1'
  const asked: { url: string; headers: Record<string, unknown> }[] = []
  const vendor = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers })
    response.setHeader('set-cookie', 'vendor=1')
    if (request.url?.startsWith('/static/no-such')) response.writeHead(404).end()
    else if (request.url?.endsWith('.js')) response.setHeader('content-type', 'application/javascript').end(script)
    else if (request.url?.includes('/config')) response.setHeader('content-type', 'application/json').end(JSON.stringify(config))
    else response.writeHead(404).end('<h1>no</h1>')
  })
  const told: LogEvents['guard.pin-differs'][] = []
  const damaged: unknown[] = []
  let guard: TestGuard
  let dir = ''
  let now = Date.UTC(2026, 0, 1)

  const start = async (): Promise<void> => {
    guard = await startGuard(standardYaml('posthog', `http://127.0.0.1:${(vendor.address() as { port: number }).port}`), {
      dir,
      now: () => now,
      log: (name, facts) => {
        if (name === 'guard.pin-differs') told.push(facts as LogEvents['guard.pin-differs'])
        if (name === 'guard.pin-damaged') damaged.push(facts)
      },
    })
  }
  /** As an SDK asks; what it got, once the look at the vendor is over. */
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const answer = await fetch(`${guard.origin}/posthog${path}`, { headers })
    await guard.guard.settledPins()
    return answer
  }
  const pin = async (...args: string[]) => runCordon(['pin', ...args, '--data', dir])
  before(async () => {
    await new Promise<void>((done) => vendor.listen(0, '127.0.0.1', done))
    dir = await mkdtemp(join(tmpdir(), 'cordon-pins-'))
    await start()
  })
  after(async () => {
    await guard.close()
    await new Promise((done) => vendor.close(done).closeAllConnections())
    await rm(dir, { recursive: true })
  })

  it('before anybody accepted something, the safe answer is given, and what the vendor says is reported as new', async () => {
    const answer = await get(`${CONFIG}?token=ada.lovelace%40example.com&ip=1`, {
      authorization: 'Bearer app-session',
      cookie: 'session=1',
    })
    assert.equal(((await answer.json()) as { sessionRecording: boolean }).sessionRecording, false)
    assert.deepEqual(
      asked.map((one) => one.url),
      [CONFIG],
    )
    assert.deepEqual([asked[0]?.headers.authorization, asked[0]?.headers.cookie], [undefined, undefined])
    assert.deepEqual(
      told.map(({ endpoint, pinned, form }) => [endpoint, pinned, form]),
      [['config', null, 'json']],
    )
    assert.equal(await (await get(SCRIPT)).text(), '')
  })

  it('what was accepted is served, as it was', async () => {
    const listed = await pin('list', 'posthog', '--json')
    assert.equal(listed.code, 1)
    assert.deepEqual(
      JSON.parse(listed.stdout).pins.map((one: { state: string }) => one.state),
      ['new', 'new'],
    )
    assert.match((await pin('accept', 'posthog')).stdout, new RegExp(`accepted ${sha256(script)}`))
    await guard.guard.reloadPins()
    const answer = await get(CONFIG)
    assert.deepEqual(await answer.json(), config)
    assert.equal(answer.headers.get('set-cookie'), null)
    const code = await get(SCRIPT)
    assert.deepEqual([await code.text(), code.headers.get('content-type')], [script, 'application/javascript; charset=utf-8'])
    assert.equal((await pin('list')).code, 0)
  })

  it('the vendor is asked at most once an hour', async () => {
    const before = asked.length
    for (let i = 0; i < 5; i++) await get(CONFIG)
    assert.equal(asked.length, before)
  })

  it('whoever names many addresses does not make the guard ask for all of them', async () => {
    const before = asked.length
    for (let i = 0; i < 100; i++) await get(`/static/no-such-${i}.js?missing`)
    assert.ok(asked.length - before <= 60, `${asked.length - before} questions`)
    now += 3_600_001
  })

  it('widening by configuration and by script is reported once and never relayed', async () => {
    const [before, code] = [config, script]
    config = { surveys: false, sessionRecording: { endpoint: '/s/', sampleRate: 1 }, autocapture_opt_out: false }
    script = 'window.recorder=2;steal()'
    told.length = 0
    for (let hour = 0; hour < 3; hour++) {
      now += 3_600_001
      assert.deepEqual(await (await get(CONFIG)).json(), before)
      assert.equal(await (await get(SCRIPT)).text(), code)
    }
    assert.deepEqual(
      told.map(({ endpoint, changes, pinned, live }) => [endpoint, changes, pinned === live]),
      [
        ['config', 2, false],
        ['scripts', 0, false],
      ],
    )
  })

  it('the difference is shown key by key, or by hash, and accepted only as shown', async () => {
    const shown = await pin('show', 'posthog')
    assert.equal(shown.code, 1)
    assert.match(shown.stdout, /\+ autocapture_opt_out: false/)
    assert.match(shown.stdout, /~ sessionRecording: false → \{"endpoint":"\/s\/","sampleRate":1\}/)
    assert.match(shown.stdout, new RegExp(`now {6}${sha256(script)}`))
    const name = /accept posthog (scripts-[0-9a-f]{8}) /.exec(shown.stdout)?.[1] as string
    await assert.rejects(pin('accept', 'posthog', name, '--sha256', '0123456789ab'), /pin\.unknown/)
    assert.match((await pin('accept', 'posthog', name, '--sha256', sha256(script).slice(0, 12))).stdout, /accepted/)
    await guard.guard.reloadPins()
    assert.equal(await (await get(SCRIPT)).text(), script)
  })

  it('bytes that are not those of their hash are not served, and said', async () => {
    const name = JSON.parse((await pin('list', '--json')).stdout).pins.find((one: { form: string }) => one.form === 'js').name
    await appendFile(join(dir, 'pins', 'posthog', `${name}.js`), ';tampered()')
    await guard.guard.reloadPins()
    assert.equal(await (await get(SCRIPT)).text(), '')
    assert.deepEqual(damaged, [{ vendor: 'posthog', name }])
    assert.equal(JSON.parse((await pin('list', '--json')).stdout).pins.find((one: { name: string }) => one.name === name).state, 'new')
  })

  it('an address that no SDK asked for can be fetched by its path; an error page is no answer', async () => {
    const fetched = await runCordon([
      'pin',
      'fetch',
      'posthog',
      '--path',
      '/api/surveys/?token=phc_PROJECT',
      '--data',
      dir,
      '--policy',
      await policyFile(),
    ])
    assert.match(fetched.stdout, /posthog: 2 answers fetched/)
    assert.ok(asked.some((one) => one.url === '/api/surveys/?token=phc_PROJECT'))
    await assert.rejects(pin('fetch', 'sentry'), /usage\.wrong/)
  })

  it('a running guard fetches when it is told to, and serves what is accepted at once', async () => {
    const [data, policy] = [await mkdtemp(join(tmpdir(), 'cordon-pins-live-')), await policyFile()]
    const child = spawn(process.execPath, [
      join(import.meta.dirname, '../../bin/cordon.js'),
      'guard',
      '--data',
      data,
      '--policy',
      policy,
      '--port',
      '0',
    ])
    try {
      let said = ''
      const origin = await new Promise<string>((done, failed) => {
        child.stderr.on('data', (chunk) => {
          said += chunk
          const address = /"guard\.listening","address":"([^"]+)"/.exec(said)?.[1]
          // The control socket is there once the guard has said where it is, in plain words.
          if (address !== undefined && /^guard: http/m.test(said)) done(address)
        })
        child.once('exit', () => failed(new Error(`the guard ended: ${said}`)))
      })
      const fetched = await runCordon(['pin', 'fetch', 'posthog', '--path', CONFIG, '--data', data])
      assert.match(fetched.stdout, /1 answer fetched/)
      assert.match((await runCordon(['pin', 'accept', 'posthog', '--data', data])).stdout, /served from now on/)
      assert.deepEqual(await (await fetch(`${origin}/posthog${CONFIG}`)).json(), config)
    } finally {
      child.kill()
      await new Promise((done) => child.once('exit', done))
      await rm(data, { recursive: true })
    }
  })

  async function policyFile(): Promise<string> {
    const { writeFile } = await import('node:fs/promises')
    const path = join(dir, 'cordon.yaml')
    await writeFile(path, standardYaml('posthog', `http://127.0.0.1:${(vendor.address() as { port: number }).port}`))
    return path
  }
})
