// PostHog's own SDK compliance harness against posthog-node: directly, and through the guard with reduction on. The harness is somebody else's program and stays outside
// this repository: npm run eval:posthog-harness -- FOLDER, where FOLDER is a checkout of github.com/PostHog/posthog-sdk-test-harness (Python 3.11 with flask, aiohttp, click, yaml).
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startGuard } from '../test/guard-in-test.ts'
import { startAdapter } from './posthog-harness/adapter.ts'

const args = process.argv.slice(2)
/** The guard answers by itself and delivers later: contracts about the SDK's own retries then see the guard's. */
const spooled = args.includes('--spooled')

const MODES = { v0: ['capture_v0', 'capture_ai_v0', 'encoding_gzip'], v1: ['capture_v1', 'capture_ai_v0', 'encoding_gzip'] } as const

interface Outcome {
  readonly total: number
  readonly passed: number
  readonly failures: readonly string[]
}

/** Identities go as they are, since the contracts compare them, and so does what the contracts plant; the rest of the standard policy holds. */
const policy = (upstream: string): string => `version: 1
company: { name: Harness, domains: [harness.example] }
vendors:
  posthog:
    mode: enforce
    decision: { owner: ada@harness.example, reason: compliance of the protocol }
    upstream: ${upstream}
    answers: ${spooled ? 'guard' : 'vendor'}
    fields:
      user.unique_id: allow
      user.device.device_id: allow
      user.contact.email: allow
      user.organization_id: allow
    properties: { "*": allow }
`

async function harness(folder: string, mode: keyof typeof MODES, guarded: boolean): Promise<Outcome> {
  if (mode === 'v1') process.env.POSTHOG_CAPTURE_MODE = 'v1'
  else delete process.env.POSTHOG_CAPTURE_MODE
  const adapter = await startAdapter(MODES[mode])
  const mockPort = await freePort()
  const guard = guarded ? await startGuard(policy(`http://127.0.0.1:${mockPort}`)) : null
  const dir = await mkdtemp(join(tmpdir(), 'cordon-harness-'))
  const report = join(dir, 'report.json')
  const mockUrl = guard === null ? `http://127.0.0.1:${mockPort}` : `${guard.origin}/posthog`
  const child = spawn(
    process.env.PYTHON ?? 'python3',
    [
      ...[
        '-c',
        'from posthog_test_harness.cli import main; main()',
        'run',
        '--adapter-url',
        adapter.origin,
        '--mock-port',
        String(mockPort),
      ],
      ...['--mock-url', mockUrl, '--sdk-type', 'server', '--report', report],
    ],
    { env: { ...process.env, PYTHONPATH: join(folder, 'src') }, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk).slice(-4000)))
  await new Promise((done) => child.once('close', done))
  adapter.close()
  await guard?.close()
  const text = await readFile(report, 'utf8').catch(() => {
    throw new Error(`the harness made no report: ${said}`)
  })
  await rm(dir, { recursive: true })
  return outcomeOf(JSON.parse(text))
}

type Report = { suites: { name: string; tests: { name: string; passed: boolean; message?: string | null }[] }[] }

function outcomeOf(report: Report): Outcome {
  const results = report.suites.flatMap((suite) => suite.tests.map((one) => ({ ...one, name: `${suite.name}: ${one.name}` })))
  const failed = results.filter((one) => !one.passed)
  return {
    total: results.length,
    passed: results.length - failed.length,
    failures: failed.map((one) => `${one.name}: ${(one.message ?? '').split('\n')[0]}`),
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

const folder = args.find((one) => !one.startsWith('-'))
if (folder === undefined) {
  process.stderr.write('npm run eval:posthog-harness -- FOLDER [--only=v0|v1] [--only-direct|--only-guarded] [--spooled]\n')
  process.exit(2)
}
for (const mode of ['v0', 'v1'] as const) {
  if (args.some((one) => one.startsWith('--only=') && one !== `--only=${mode}`)) continue
  for (const guarded of [false, true]) {
    if (args.includes(guarded ? '--only-direct' : '--only-guarded')) continue
    const { total, passed, failures } = await harness(folder, mode, guarded)
    process.stdout.write(
      `capture ${mode} ${!guarded ? 'direct' : spooled ? 'through the guard, spooled' : 'through the guard'}: ${passed} of ${total}\n`,
    )
    for (const failure of failures) process.stdout.write(`  ${failure}\n`)
  }
}
