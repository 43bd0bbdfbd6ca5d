// `cordon wire` as it is run: list, and the skeleton of a new wire from a capture and from a HAR file.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const run = (...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    execFile(process.execPath, [join(root, 'src', 'cli', 'main.ts'), ...args], (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })

describe('cordon wire', () => {
  let dir: string
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cordon-wire-'))
  })
  after(() => rm(dir, { recursive: true }))

  it('lists the wires', async () => {
    const { code, stdout } = await run('wire', 'list', '--json')
    assert.equal(code, 0)
    const { wires } = JSON.parse(stdout)
    assert.ok(wires.length >= 20)
    assert.ok(wires.some((one: { vendor: string }) => one.vendor === 'sentry'))
  })

  it('writes a skeleton once, from a capture', async () => {
    const args = ['wire', 'new', join(root, 'test/golden/captures/jitsu-js.json'), '--vendor', 'newcomer', '--dir', dir]
    const first = await run(...args)
    assert.equal(first.code, 0, first.stderr)
    assert.equal(first.stdout.trim().split('\n').length, 3)
    assert.match(await readFile(join(dir, 'src/wires/newcomer/wire.ts'), 'utf8'), /'body\.userId': is\.person/)
    const second = await run(...args)
    assert.equal(second.code, 2)
    assert.match(second.stderr, /usage\.wrong/)
    assert.equal((await run(...args, '--force')).code, 0)
  })

  it('takes a HAR file, by host', async () => {
    const har = join(dir, 'x.har')
    const entry = (url: string) => ({
      request: {
        method: 'POST',
        url,
        headers: [{ name: 'Content-Type', value: 'application/json' }],
        postData: { text: '{"email":"a@x.example"}' },
      },
    })
    await writeFile(
      har,
      JSON.stringify({ log: { entries: [entry('https://api.vendor.example/v1/track'), entry('https://other.example/x')] } }),
    )
    const { code, stderr } = await run('wire', 'new', har, '--vendor', 'from-har', '--host', 'api.vendor.example', '--dir', dir)
    assert.equal(code, 0, stderr)
    const text = await readFile(join(dir, 'src/wires/from-har/wire.ts'), 'utf8')
    assert.ok(text.includes("name: 'v1-track'") && !text.includes("name: 'x'"))
  })

  it('says what is wrong with a capture', async () => {
    const bad = join(dir, 'bad.json')
    await writeFile(bad, '{')
    for (const [path, error] of [
      [bad, 'input.invalid'],
      [join(dir, 'none.json'), 'input.unreadable'],
    ] as const) {
      const { code, stderr } = await run('wire', 'new', path, '--vendor', 'x', '--dir', dir)
      assert.equal(code, 2)
      assert.match(stderr, new RegExp(error.replace('.', '\\.')))
    }
  })
})
