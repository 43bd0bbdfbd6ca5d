// `cordon scan` from outside: the JSON of the contract, exit codes, files written, the same bytes twice, and a cache that changes nothing.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function cordon(cwd: string, ...args: string[]): Run {
  return spawnSync(process.execPath, [main, 'scan', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: join(cwd, '.cache') },
  })
}

async function tree(t: TestContext, files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'cordon-cli-scan-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}

const SHOP = {
  'package.json': JSON.stringify({ name: 'shop', dependencies: { mixpanel: '1' } }),
  '.env.example': 'MIXPANEL_TOKEN=\n',
  'src/index.ts': `import Mixpanel from 'mixpanel'
const mixpanel = Mixpanel.init(process.env.MIXPANEL_TOKEN)
mixpanel.people.set(user.id, { $email: user.email })
`,
}

test('--json is the contract’s document, the same bytes every time', async (t) => {
  const root = await tree(t, SHOP)
  const first = cordon(root, '.', '--json')
  assert.equal(first.status, 0, first.stderr)
  assert.equal(first.stderr, '')
  const result = JSON.parse(first.stdout)
  assert.deepEqual(Object.keys(result), ['version', 'root', 'files', 'vendors'])
  assert.equal(result.version, 1)
  assert.equal(result.root, '.')
  assert.deepEqual(Object.keys(result.files), ['seen', 'parsed', 'skipped'])
  const [vendor] = result.vendors
  assert.deepEqual(Object.keys(vendor), [
    'id',
    'name',
    'company',
    'domain',
    'role',
    'confidence',
    'surface',
    'evidence',
    'fields',
    'keys',
    'code',
  ])
  assert.equal(vendor.id, 'mixpanel')
  const email = vendor.fields.find((one: { field: string }) => one.field === 'user.contact.email')
  assert.deepEqual(email, {
    field: 'user.contact.email',
    property: '$email',
    path: 'src/index.ts',
    line: 3,
    how: 'people.set',
    confidence: 'certain',
  })
  assert.deepEqual(vendor.keys, [{ name: 'MIXPANEL_TOKEN', path: '.env.example', line: 1 }])
  // What the contract has no place for is said with --all.
  const all = JSON.parse(cordon(root, '.', '--json', '--all').stdout)
  assert.deepEqual(Object.keys(all).slice(4), ['leftOut', 'build'])
  assert.equal(all.vendors[0].fields.find((one: { field: string }) => one.field === 'user.contact.email').whose, 'account holder')
  assert.equal(cordon(root, '.', '--json').stdout, first.stdout)
  assert.equal(cordon(root, '.', '--json', '--no-cache').stdout, first.stdout)
})

test('a change is seen by the next scan', async (t) => {
  const root = await tree(t, SHOP)
  assert.equal(cordon(root, '.', '--json').status, 0)
  await writeFile(join(root, 'src/index.ts'), SHOP['src/index.ts'].replace('{ $email: user.email }', '{ phone: user.phone }'))
  const fields = JSON.parse(cordon(root, '.', '--json').stdout).vendors[0].fields.map((one: { field: string }) => one.field)
  assert.ok(fields.includes('user.contact.phone_number') && !fields.includes('user.contact.email'), fields.join())
})

test('--baseline ends with 1 until every vendor and field is decided', async (t) => {
  const root = await tree(t, SHOP)
  assert.equal(cordon(root, '.', '--baseline').status, 2)
  await writeFile(join(root, 'cordon.yaml'), 'version: 1\ncompany: { name: Shop, domains: [shop.example] }\nvendors: {}\n')
  const open = cordon(root, '.', '--baseline', '--sarif', 'out.sarif')
  assert.equal(open.status, 1, open.stderr)
  assert.match(open.stderr, /mixpanel has no decision/)
  const sarif = JSON.parse(await readFile(join(root, 'out.sarif'), 'utf8'))
  assert.ok(sarif.runs[0].results.every((one: { level: string }) => one.level === 'warning'))
})

test('paths that cannot be read, several paths, wrong options', async (t) => {
  const root = await tree(t, SHOP)
  const none = cordon(root, 'missing')
  assert.equal(none.status, 2)
  assert.match(none.stderr, /input\.unreadable/)
  const some = cordon(root, 'src', 'missing', '--json')
  assert.equal(some.status, 2)
  assert.equal(JSON.parse(some.stdout).vendors[0].id, 'mixpanel')
  const two = JSON.parse(cordon(root, 'src/index.ts', 'package.json', '--json').stdout)
  assert.equal(two.root, '.')
  assert.ok(two.vendors[0].evidence.some((one: { path: string }) => one.path === 'src/index.ts'))
  assert.equal(cordon(root, '.', '--cyclonedx', 'x.json', '--spec', '1.2').status, 2)
  assert.equal(cordon(root, '.', '--sarif', 'no/such/folder.sarif').status, 3)
  assert.match(cordon(root, '.', '--sarif', 'no/such/folder.sarif').stderr, /output\.unwritable/)
})

test('--history says since when, from git', async (t) => {
  const root = await tree(t, SHOP)
  const git = (...args: string[]): void => {
    const env = {
      ...process.env,
      GIT_AUTHOR_DATE: '2023-04-02T12:00:00Z',
      GIT_COMMITTER_DATE: '2023-04-02T12:00:00Z',
      GIT_CONFIG_GLOBAL: '/dev/null',
    }
    const run = spawnSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@shop.example', ...args], { cwd: root, env })
    assert.equal(run.status, 0, String(run.stderr))
  }
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'first')
  const [vendor] = JSON.parse(cordon(root, '.', '--json', '--history').stdout).vendors
  assert.equal(vendor.since, '2023-04-02')
  assert.equal(vendor.fields.find((one: { field: string }) => one.field === 'user.contact.email').since, '2023-04-02')
})

test('--history goes back over renames, and is silent where there is no git', async (t) => {
  const root = await tree(t, { 'package.json': SHOP['package.json'], 'lib/old name.ts': SHOP['src/index.ts'] })
  assert.equal(JSON.parse(cordon(root, '.', '--json', '--history').stdout).vendors[0].since, undefined)
  const git = (day: string, ...args: string[]): void => {
    const env = {
      ...process.env,
      GIT_AUTHOR_DATE: `${day}T12:00:00Z`,
      GIT_COMMITTER_DATE: `${day}T12:00:00Z`,
      GIT_CONFIG_GLOBAL: '/dev/null',
    }
    const run = spawnSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@shop.example', ...args], { cwd: root, env })
    assert.equal(run.status, 0, String(run.stderr))
  }
  git('2021-01-01', 'init', '-q')
  git('2021-01-01', 'add', '.')
  git('2021-01-01', 'commit', '-qm', 'first')
  await mkdir(join(root, 'src'))
  git('2022-02-02', 'mv', 'lib/old name.ts', 'src/between.ts')
  git('2022-02-02', 'commit', '-qm', 'moved')
  git('2023-03-03', 'mv', 'src/between.ts', 'src/index.ts')
  git('2023-03-03', 'commit', '-qm', 'moved again')
  await writeFile(join(root, 'src/index.ts'), `${SHOP['src/index.ts']}mixpanel.people.set(user.id, { phone: user.phone })\n`)
  git('2024-04-04', 'commit', '-qam', 'more')
  const [vendor] = JSON.parse(cordon(root, '.', '--json', '--history').stdout).vendors
  const since = (field: string): string => vendor.fields.find((one: { field: string }) => one.field === field).since
  assert.equal(vendor.since, '2021-01-01')
  assert.equal(since('user.contact.email'), '2021-01-01')
  assert.equal(since('user.contact.phone_number'), '2024-04-04')
  // A clone cut off in between knows only what came later.
  const shallow = spawnSync('git', ['clone', '-q', '--depth', '2', `file://${root}`, 'shallow'], { cwd: root })
  assert.equal(shallow.status, 0, String(shallow.stderr))
  const [cut] = JSON.parse(cordon(join(root, 'shallow'), '.', '--json', '--history').stdout).vendors
  assert.equal(cut.since, undefined)
  assert.equal(cut.fields.find((one: { field: string }) => one.field === 'user.contact.phone_number').since, '2024-04-04')
})

test('the terminal report names vendor, field, property and place', async (t) => {
  const root = await tree(t, { ...SHOP, 'src/old.test.ts': `import Stripe from 'stripe'\nnew Stripe('x')` })
  const said = cordon(root, '.', '--all').stdout
  assert.match(said, /Mixpanel {2}product analytics/)
  assert.match(said, /user\.contact\.email {2}\$email {2}of the account holder {2}src\/index\.ts:3/)
  assert.match(said, /Stripe: only in tests and fixtures/)
})
