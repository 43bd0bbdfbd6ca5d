// What `npm pack` would hold, built and started: a checkout runs its TypeScript, a package what was made of it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
let dir: string

function run(command: string, args: readonly string[], cwd: string): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(command, args, { cwd, env: { ...process.env, XDG_CACHE_HOME: join(dir, 'cache') } }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cordon-package-'))
  const tsc = join(root, 'node_modules', '.bin', 'tsc')
  const built = await run(tsc, ['-p', 'tsconfig.build.json', '--outDir', join(dir, 'dist')], root)
  assert.equal(built.code, 0, built.stdout)
  for (const part of ['bin', 'catalog', 'package.json']) await cp(join(root, part), join(dir, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'))
})
after(() => rm(dir, { recursive: true, force: true }))

it('scans', async () => {
  const shop = join(dir, 'shop')
  await cp(join(root, 'catalog', 'mixpanel.yaml'), join(shop, 'note.yaml'))
  await writeFile(join(shop, 'package.json'), JSON.stringify({ name: 'shop', main: 'index.js', dependencies: { mixpanel: '0.24.0' } }))
  await writeFile(
    join(shop, 'index.js'),
    "const mixpanel = require('mixpanel').init('T')\nmodule.exports = (user) => mixpanel.people.set(user.id, { $email: user.email })\n",
  )
  const { code, stdout, stderr } = await run(process.execPath, [join(dir, 'bin', 'cordon.js'), 'scan', '.', '--json'], shop)
  assert.equal(code, 0, stderr)
  const { vendors } = JSON.parse(stdout) as { vendors: { id: string; fields: { field: string }[] }[] }
  assert.deepEqual(
    vendors.map(({ id }) => id),
    ['mixpanel'],
  )
  assert.ok(vendors[0]?.fields.some(({ field }) => field === 'user.contact.email'))
})

it('says that the example needs a checkout', async () => {
  const { code, stderr } = await run(process.execPath, [join(dir, 'bin', 'cordon.js'), 'up', '--example', '--data', join(dir, 'data')], dir)
  assert.equal(code, 2)
  assert.match(stderr, /up\.no-example/)
})
