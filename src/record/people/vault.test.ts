// Contact data lies sealed, is found by keyed hashes only, and is gone when the person's key is.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { identityOf } from '../../core/keys.ts'
import { keysFrom } from '../keys.ts'
import { type Contact, Vault } from './vault.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-vault-'))
after(() => rmSync(folder, { recursive: true }))
const keys = keysFrom(Buffer.alloc(32, 9))
const id = (text: string) => identityOf(keys.identity, text)
const ann: Contact = { id: 'u1', email: 'Ann@x.example', name: 'Ann Example', org: 'Acme', locale: 'en', country: 'GB' }

test('a person is found by id and by e-mail in any case, and nothing lies in clear', () => {
  const dir = join(folder, 'sealed')
  const vault = new Vault(dir, keys)
  assert.deepEqual(vault.put(ann), { put: 'new', link: [id('u1'), id('ann@x.example')], shared: false })
  assert.equal(vault.put(ann).put, 'same')
  assert.deepEqual(vault.read(vault.find(id('ANN@X.EXAMPLE'))!), ann)
  vault.close()
  for (const name of readdirSync(dir))
    for (const value of ['Ann', 'x.example', 'Acme', 'u1@'])
      assert.ok(!readFileSync(join(dir, name)).includes(value), `${value} in ${name}`)
})

test('a changed row replaces the old one and its old address', () => {
  const vault = new Vault(join(folder, 'changed'), keys)
  vault.put(ann)
  assert.equal(vault.put({ ...ann, email: 'ann@y.example' }).put, 'changed')
  assert.equal(vault.find(id('ann@x.example')), null)
  assert.equal(vault.read(vault.find(id('u1'))!)?.email, 'ann@y.example')
  vault.close()
})

test('a shared address joins nobody', () => {
  const vault = new Vault(join(folder, 'shared'), keys)
  vault.put(ann)
  assert.deepEqual(vault.put({ ...ann, id: 'u2', name: 'Bob' }), { put: 'new', link: null, shared: true })
  assert.equal(vault.read(vault.find(id('ann@x.example'))!)?.id, 'u1')
  vault.close()
})

test('erasing overwrites the key in the file; the sealed bytes of an old copy cannot be read again', () => {
  const dir = join(folder, 'erased')
  const vault = new Vault(dir, keys)
  vault.put(ann)
  const number = vault.find(id('u1'))!
  const before = readdirSync(dir).map((name) => readFileSync(join(dir, name)))
  vault.erase(number)
  assert.equal(vault.find(id('u1')), null)
  assert.equal(vault.read(number), null)
  assert.deepEqual(vault.identitiesOf(number), [])
  vault.close()
  // The wrapped key that stood in the files is in none of them now.
  const identity = Buffer.from(id('u1'), 'base64url')
  assert.ok(before.some((bytes) => bytes.includes(identity)))
  for (const name of readdirSync(dir)) assert.ok(!readFileSync(join(dir, name)).includes(identity), name)
})

test('with another root key nothing can be read', () => {
  const dir = join(folder, 'key')
  const vault = new Vault(dir, keys)
  vault.put(ann)
  const number = vault.find(id('u1'))!
  vault.close()
  const other = new Vault(dir, keysFrom(Buffer.alloc(32, 10)))
  assert.throws(() => other.read(number))
  other.close()
})
