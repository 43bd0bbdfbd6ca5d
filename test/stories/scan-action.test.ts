// The GitHub Action as a runner runs it: its scan step in bash, with the inputs as environment; what it writes, how it ends.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const home = fileURLToPath(new URL('../..', import.meta.url))

interface Action {
  inputs: Record<string, { default: string }>
  runs: { steps: { id?: string; run?: string; env?: Record<string, string> }[] }
}
const action = parse(await readFile(join(home, 'action.yml'), 'utf8')) as Action
const step = (id: string) => action.runs.steps.find((one) => one.id === id)!

const UNDECIDED = 'version: 1\ncompany: { name: Shop, domains: [shop.example] }\nvendors: {}\n'
const DECIDED = `version: 1
company: { name: Shop, domains: [shop.example] }
vendors:
  mixpanel:
    decision: { owner: ann, reason: funnel, expires: 2199-01-01 }
    fields: { user: allow }
`

/** Runs the scan step in a checkout with this policy; inputs as a workflow gives them. */
async function run(policy: string, inputs: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), 'cordon-action-'))
  try {
    await mkdir(join(root, 'src'))
    await writeFile(join(root, 'package.json'), JSON.stringify({ name: 'shop', dependencies: { mixpanel: '1' } }))
    await writeFile(join(root, 'src/index.ts'), "import M from 'mixpanel'\nM.init('x').people.set(user.id, { $email: user.email })\n")
    await writeFile(join(root, 'cordon.yaml'), policy)
    await writeFile(join(root, 'output'), '')
    const given = (text: string): string =>
      text
        .replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => inputs[name] ?? action.inputs[name]!.default)
        .replace(/\$\{\{ github\.action_path \}\}/, home.replace(/\/$/, ''))
    const env = Object.fromEntries(Object.entries(step('scan').env!).map(([name, text]) => [name, given(text)]))
    const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step('scan').run!], {
      cwd: root,
      encoding: 'utf8',
      env: {
        PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
        XDG_CACHE_HOME: join(root, '.cache'),
        GITHUB_OUTPUT: join(root, 'output'),
        ...env,
      },
    })
    const read = (name: string): Promise<string> => readFile(join(root, name), 'utf8').catch(() => '')
    return {
      status: done.status,
      stderr: done.stderr,
      output: await read('output'),
      sarif: await read('cordon.sarif'),
      bom: await read('bom.json'),
    }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

test('a vendor without a decision fails the job, says so, and leaves SARIF for the upload', async () => {
  const done = await run(UNDECIDED, {})
  assert.equal(done.status, 1, done.stderr)
  assert.equal(done.output, 'undecided=true\n')
  assert.match(done.stderr, /mixpanel has no decision/)
  assert.equal(JSON.parse(done.sarif).version, '2.1.0')
  assert.equal(done.bom, '')
})

test('fail: false reports only; a decided tree passes; both files where asked', async () => {
  const lenient = await run(UNDECIDED, { fail: 'false', sarif: '', cyclonedx: 'bom.json' })
  assert.deepEqual([lenient.status, lenient.output, lenient.sarif], [0, 'undecided=true\n', ''], lenient.stderr)
  assert.equal(JSON.parse(lenient.bom).bomFormat, 'CycloneDX')
  const decided = await run(DECIDED, {})
  assert.deepEqual([decided.status, decided.output], [0, 'undecided=false\n'], decided.stderr)
})

test('a policy that cannot be read is an error, never a pass', async () => {
  const done = await run('vendors: [', { fail: 'false' })
  assert.equal(done.status, 2)
  assert.equal(done.output, 'undecided=false\n')
})

test('the install step brings the parser’s native part, which npm calls optional', () => {
  const parser = createRequire(import.meta.url)('oxc-parser/package.json') as { optionalDependencies: object }
  assert.ok(Object.keys(parser.optionalDependencies).length > 0)
  assert.doesNotMatch(step('install').run!, /omit=optional|no-optional/)
})
