// The dictionary: finds after reopening, forgets for good, and never gives a number twice.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Identities } from './identities.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-identities-'))
after(() => rmSync(folder, { recursive: true }))
const name = (n: number) => Buffer.alloc(16, `${n}-`).toString('base64url')

function filled(dir: string, count: number): Identities {
  const identities = new Identities(dir, true)
  for (let n = 1; n <= count; n++) identities.set(name(n), identities.fresh())
  identities.flush()
  return identities
}

test('numbers survive reopening, also beyond the first table size', () => {
  const dir = join(folder, 'many')
  filled(dir, 5000).close()
  const again = new Identities(dir, true)
  for (let n = 1; n <= 5000; n++) assert.equal(again.find(name(n)), n)
  assert.equal(again.find(name(5001)), 0)
  assert.equal(again.fresh(), 5001)
  again.close()
})

test('an erasure zeroes the file, reaches other holders, and lets the number go to nobody', () => {
  const dir = join(folder, 'erase')
  const writer = filled(dir, 10)
  const other = new Identities(dir, true)
  other.erase([name(3), name(10)], 20_000)
  assert.ok(!readFileSync(join(dir, 'identities', 'records')).includes(Buffer.from(name(3), 'base64url')))
  assert.equal(other.find(name(3)), 0)
  assert.equal(writer.find(name(3)), 3, 'not yet seen')
  writer.refresh()
  assert.equal(writer.find(name(3)), 0)
  assert.equal(writer.erased(name(3)), 20_000)
  assert.equal(writer.fresh(), 11)
  for (const n of [1, 2, 4, 9]) assert.equal(writer.find(name(n)), n)
  writer.close()
  other.close()
})

test('somebody disclosed again after the erasure is a new number, and stays one after reopening', () => {
  const dir = join(folder, 'again')
  const writer = filled(dir, 3)
  writer.erase([name(2)], 20_000)
  writer.set(name(2), writer.fresh())
  writer.flush()
  writer.close()
  const again = new Identities(dir, true)
  assert.equal(again.find(name(2)), 4)
  assert.equal(again.find(name(1)), 1)
  assert.deepEqual(again.namesOf(new Set([2])), [])
  again.close()
})

test('an erasure that a crash cut short is finished by the next opening', () => {
  const dir = join(folder, 'cut-short')
  filled(dir, 3).close()
  const note = Buffer.alloc(24)
  note.write(name(2), 'base64url')
  note.writeUInt32LE(20_000, 16)
  note.writeUInt32LE(3, 20)
  writeFileSync(join(dir, 'identities', 'erased'), note)
  const again = new Identities(dir, true)
  assert.equal(again.find(name(2)), 0)
  again.close()
  assert.ok(!readFileSync(join(dir, 'identities', 'records')).includes(Buffer.from(name(2), 'base64url')))
})

test('the last number is followed by an error, not by the first', () => {
  const dir = join(folder, 'full')
  const writer = filled(dir, 1)
  writer.set(name(2), 0xffffffff)
  assert.throws(() => writer.fresh(), { code: 'ledger.full' })
  writer.close()
})
