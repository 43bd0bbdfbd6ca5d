// The ledger survives crashes, refuses second writers, counts marked batches once, and no byte of it can be changed unseen.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkLedger, readSegment, segmentPath } from 'cordon-verify'
import fc from 'fast-check'
import { identityOf } from '../../core/keys.ts'
import type { Batch, Ledger } from '../../core/record.ts'
import { shapeOf } from '../../core/shapes.ts'
import { keysFrom, openKeys } from '../keys.ts'
import { deliver, logOf, prepare } from './inbox.ts'
import { openLedger } from './ledger.ts'
import { LogFile } from './log-file.ts'
import { decodeNames } from './names.ts'
import { decodeRows } from './rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-ledger-'))
after(() => rmSync(folder, { recursive: true }))
const keys = keysFrom(Buffer.alloc(32, 7))
const shape = shapeOf([{ property: 'properties.$email', field: 'user.contact.email', form: 'clear' }])
const T = Date.UTC(2025, 10, 9, 12)

const batch = (person: string, count = 1, extra: Partial<Batch> = {}): Batch => ({
  entries: [{ identity: identityOf(keys.identity, person), vendor: 'mixpanel', shape: shape.id, at: T, count, source: 'gateway' }],
  shapes: [shape],
  ...extra,
})

const open = (dir: string): Promise<Ledger> => openLedger(dir, { keys, sealEvery: 0 })

async function appended(dir: string, person: string): Promise<void> {
  const ledger = await open(dir)
  await ledger.append(batch(person))
  await ledger.close()
}

/** Sum of counts over all segments, which must all fit the checkpoint. */
function counted(dir: string): number {
  const check = checkLedger(join(dir, 'ledger'), keys.published)
  assert.deepEqual(check.findings, [])
  let sum = 0
  for (let seq = 0; seq < check.segments; seq++) {
    const segment = readSegment(readFileSync(join(dir, 'ledger', 'segments', segmentPath(seq))))
    assert.ok('header' in segment)
    for (const count of decodeRows(segment.rows, segment.header.rows).count) sum += count
  }
  return sum
}

test('rows are sealed, and equal ones of a day are one row', async () => {
  const dir = join(folder, 'plain')
  const ledger = await open(dir)
  await Promise.all([ledger.append(batch('a')), ledger.append(batch('a', 2)), ledger.append(batch('b'))])
  await ledger.seal()
  await ledger.append(batch('c'))
  await ledger.close()
  assert.equal(counted(dir), 5)
  assert.deepEqual(
    { segments: checkLedger(join(dir, 'ledger')).segments, rows: checkLedger(join(dir, 'ledger')).rows },
    { segments: 2, rows: 3 },
  )
  await assert.rejects(ledger.append(batch('d')), { code: 'ledger.closed' })
})

test('a second writer is refused; a lock left by a dead process is not in the way', async () => {
  const dir = join(folder, 'lock')
  const ledger = await open(dir)
  await assert.rejects(open(dir), { code: 'ledger.locked' })
  await ledger.close()
  writeFileSync(join(dir, 'ledger.lock'), '999999999 1\n')
  await (await open(dir)).close()
  writeFileSync(join(dir, 'ledger.lock'), `${process.pid} 1\n`)
  await (await open(dir)).close()
})

test('a torn tail is dropped and put aside; what was acknowledged stays', async () => {
  const dir = join(folder, 'torn')
  const ledger = await open(dir)
  await ledger.append(batch('a'))
  await ledger.append(batch('b'))
  const copy = join(folder, 'torn-copy')
  cpSync(dir, copy, { recursive: true })
  await ledger.close()
  const log = join(copy, 'ledger', 'wal', '00000001.wal')
  appendFileSync(log, readFileSync(log).subarray(8, 40))
  rmSync(join(copy, 'ledger.lock'))
  await (await open(copy)).close()
  assert.equal(counted(copy), 2)
  assert.equal(statSync(join(copy, 'damaged', '00000001.wal')).size, 32)
})

test('a crash after any write of a sealing neither loses nor doubles a row', async () => {
  const dir = join(folder, 'phases')
  const first = await open(dir)
  await first.append(batch('a', 3))
  await first.append(batch('b', 4))
  const before = join(folder, 'phases-before')
  cpSync(dir, before, { recursive: true })
  await first.close()
  const segment = join('ledger', 'segments', segmentPath(0))
  const states: Record<string, readonly string[]> = {
    dictionary: ['identities/records'],
    segment: ['identities/records', segment],
    'half a segment': ['identities/records', `${segment}.new`],
    leaves: ['identities/records', segment, 'ledger/leaves'],
    checkpoint: ['identities/records', segment, 'ledger/leaves', 'ledger/checkpoint'],
  }
  for (const [name, written] of Object.entries(states)) {
    const crashed = join(folder, `phases-${name}`)
    cpSync(before, crashed, { recursive: true })
    rmSync(join(crashed, 'ledger.lock'))
    for (const path of written) {
      cpSync(join(dir, path.replace('.new', '')), join(crashed, path), { recursive: true })
      if (path.endsWith('.new')) writeFileSync(join(crashed, path), readFileSync(join(crashed, path)).subarray(0, 50))
    }
    await (await open(crashed)).close()
    assert.equal(counted(crashed), 7, name)
    assert.equal(readdirSync(join(crashed, 'ledger', 'wal')).length, 0, name)
    // Numbers given out before the crash stand for the same people after it.
    const records = readFileSync(join(crashed, 'identities', 'records'))
    assert.equal(records.length, 40, name)
  }
})

test('a log written after a restart is not taken for the last one that was sealed', async () => {
  const dir = join(folder, 'restart')
  await appended(dir, 'a')
  const second = await open(dir)
  await second.append(batch('b'))
  const crashed = join(folder, 'restart-crashed')
  cpSync(dir, crashed, { recursive: true })
  rmSync(join(crashed, 'ledger.lock'))
  await second.close()
  await (await open(crashed)).close()
  assert.equal(counted(crashed), 2)
})

test('a sealing that failed is tried again by itself', async () => {
  const dir = join(folder, 'again')
  const ledger = await openLedger(dir, { keys, sealEvery: 20 })
  // A folder stands where the next segment's file must be written.
  const blocked = join(dir, 'ledger', 'segments', `${segmentPath(0)}.new`)
  mkdirSync(blocked, { recursive: true })
  await ledger.append(batch('a'))
  await assert.rejects(ledger.seal(), { code: 'ledger.disk' })
  rmSync(blocked, { recursive: true })
  for (const limit = Date.now() + 10_000; checkLedger(join(dir, 'ledger')).segments === 0 && Date.now() < limit; )
    await new Promise((done) => setTimeout(done, 10))
  await ledger.close()
  assert.equal(counted(dir), 1)
})

test('a batch is counted once however often its mark comes, also after reopening', async () => {
  const dir = join(folder, 'marks')
  const ledger = await open(dir)
  await ledger.append(batch('a', 1, { mark: { lane: 'mixpanel', upTo: 5 } }))
  await ledger.append(batch('a', 1, { mark: { lane: 'mixpanel', upTo: 5 } }))
  await ledger.append(batch('a', 1, { mark: { lane: 'other', upTo: 2 } }))
  assert.equal(ledger.markOf('mixpanel'), 5)
  await ledger.close()
  rmSync(join(dir, 'identities', 'names.json'))
  const again = await open(dir)
  assert.deepEqual([again.markOf('mixpanel'), again.markOf('other'), again.markOf('unknown')], [5, 2, 0])
  await again.append(batch('a', 1, { mark: { lane: 'mixpanel', upTo: 4 } }))
  await again.append(batch('a', 1, { mark: { lane: 'mixpanel', upTo: 6 } }))
  await again.close()
  assert.equal(counted(dir), 3)
})

test('vendors and shapes keep their numbers without the saved list', async () => {
  const dir = join(folder, 'names')
  await appended(dir, 'a')
  rmSync(join(dir, 'identities', 'names.json'))
  await appended(dir, 'b')
  const second = readSegment(readFileSync(join(dir, 'ledger', 'segments', segmentPath(1))))
  assert.ok('names' in second)
  assert.deepEqual(decodeNames(second.names).vendors, [])
  assert.equal(decodeRows(second.rows, 1).vendor[0], 1)
})

test('logs of other processes are taken in with the next sealing, once', async () => {
  const dir = join(folder, 'inbox')
  const ledger = await open(dir)
  const content = { entries: batch('a', 4).entries, links: [], shapes: [shape], coverage: [] }
  prepare(dir, 'test-1', logOf([content]))
  deliver(dir, 'test-1')
  deliver(dir, 'test-1')
  await ledger.seal()
  await ledger.seal()
  await ledger.close()
  assert.equal(counted(dir), 4)
})

test('identities seen together share a number; those that had two are linked', async () => {
  const dir = join(folder, 'links')
  const id = (text: string) => identityOf(keys.identity, text)
  const ledger = await open(dir)
  await ledger.append(batch('device', 1, { links: [[id('user'), id('device')]] }))
  await ledger.append(batch('other'))
  await ledger.seal()
  await ledger.append(batch('user', 1, { links: [[id('user'), id('other')]] }))
  await ledger.close()
  const first = readSegment(readFileSync(join(dir, 'ledger', 'segments', segmentPath(0))))
  const second = readSegment(readFileSync(join(dir, 'ledger', 'segments', segmentPath(1))))
  assert.ok('names' in first && 'names' in second)
  assert.deepEqual([...decodeRows(first.rows, 2).person], [1, 2])
  assert.deepEqual(decodeNames(second.names).links, [[1, 2]])
  assert.deepEqual([...decodeRows(second.rows, 1).person], [1])
})

test('any changed byte of any ledger file is found', async () => {
  const dir = join(folder, 'flip')
  const ledger = await open(dir)
  for (let i = 0; i < 4; i++) {
    await ledger.append(batch(`person-${i}`, i + 1))
    await ledger.coverage.note('mixpanel', 'gateway', T + i)
    if (i < 3) await ledger.seal()
  }
  const copy = join(folder, 'flip-copy')
  cpSync(join(dir, 'ledger'), copy, { recursive: true })
  await ledger.close()
  assert.deepEqual(checkLedger(copy).findings, [])
  const files = readdirSync(copy, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  assert.ok(files.length >= 7)
  for (const path of files) {
    const bytes = readFileSync(path)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes)
        changed[at] = changed[at]! ^ flip
        writeFileSync(path, changed)
        const found = checkLedger(copy).findings
        assert.ok(found.length > 0, `byte ${at} of ${path} by ${flip}`)
        if (path.endsWith('.seg'))
          assert.ok(
            found.some((finding) => path.endsWith(finding.path)),
            `says which file: ${path}`,
          )
      }),
      { numRuns: 60 },
    )
    for (const changed of [bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.from([0])])]) {
      writeFileSync(path, changed)
      assert.ok(checkLedger(copy).findings.length > 0, `length of ${path}`)
    }
    rmSync(path)
    if (!path.endsWith('.wal')) assert.ok(checkLedger(copy).findings.length > 0, `missing ${path}`)
    writeFileSync(path, bytes)
  }
  copyFileSync(join(copy, 'segments', segmentPath(0)), join(copy, 'segments', segmentPath(9)))
  assert.match(checkLedger(copy).findings[0]!.path, /00000009\.seg/)
})

test('a ledger that does not fit its checkpoint is not opened', async () => {
  const dir = join(folder, 'damaged')
  const ledger = await open(dir)
  await ledger.append(batch('a'))
  await ledger.close()
  const path = join(dir, 'ledger', 'checkpoint')
  const note = readFileSync(path, 'utf8')
  writeFileSync(path, note.replace('\n1\n', '\n2\n'))
  await assert.rejects(open(dir), { code: 'ledger.damaged' })
  writeFileSync(path, note)
  await assert.rejects(openLedger(dir, { keys: keysFrom(Buffer.alloc(32, 8)) }), { code: 'ledger.damaged' })
  await (await open(dir)).close()
})

test('a log that cannot be written rejects and acknowledges nothing', async () => {
  assert.throws(() => new LogFile(join(folder, 'no-such-folder', '1.wal')), { code: 'ledger.disk' })
  const file = new LogFile(join(folder, 'closed.wal'))
  await file.close()
  await assert.rejects(file.append(Buffer.from('x')), { code: 'ledger.disk' })
})

test('a root key is made only when that was asked for, and only read whole', () => {
  const dir = join(folder, 'keys')
  assert.throws(() => openKeys(dir), { code: 'keys.missing' })
  assert.ok(!existsSync(dir))
  const made = openKeys(dir, { create: true })
  assert.equal(statSync(join(dir, 'keys', 'root.key')).mode & 0o777, 0o600)
  assert.equal(openKeys(dir, { create: true }).published, made.published)
  writeFileSync(join(dir, 'keys', 'root.key'), 'short')
  assert.throws(() => openKeys(dir), { code: 'keys.damaged' })
})

test('processes that start at once make one root key', async () => {
  const dir = join(folder, 'keys-at-once')
  const code = `import { openKeys } from ${JSON.stringify(new URL('../keys.ts', import.meta.url).href)}; process.stdout.write(openKeys(${JSON.stringify(dir)}, { create: true }).published)`
  const keysOf = () =>
    new Promise<string>((done) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.on('data', (chunk) => {
        said += chunk
      })
      child.on('close', () => done(said))
    })
  const made = await Promise.all([keysOf(), keysOf(), keysOf(), keysOf()])
  assert.deepEqual(new Set(made), new Set([openKeys(dir).published]))
  assert.deepEqual(readdirSync(join(dir, 'keys')), ['root.key'])
})
