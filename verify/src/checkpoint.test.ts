// A checkpoint is accepted in one spelling only, under one key only.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { formatKey, openCheckpoint, parseKey, signCheckpoint } from './checkpoint.ts'
import { rootOf } from './merkle.ts'

function signer(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const text = formatKey(name, publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
  return { key: privateKey, text, verifier: parseKey(text)! }
}

test('what was signed is read again', () => {
  const { key, verifier } = signer('example/ledger')
  const note = signCheckpoint(7, rootOf([]), verifier, key)
  assert.deepEqual(openCheckpoint(note, verifier), { origin: 'example/ledger', size: 7, root: rootOf([]) })
})

test('any changed, added or missing character is refused', () => {
  const { key, verifier } = signer('example/ledger')
  const note = signCheckpoint(12, rootOf([]), verifier, key)
  for (let i = 0; i < note.length; i++) {
    for (const other of ['A', 'B', '0', '1', '=', '\n', ' ']) {
      if (note[i] === other) continue
      assert.ok(
        'wrong' in openCheckpoint(note.slice(0, i) + other + note.slice(i + 1), verifier),
        `character ${i} as ${JSON.stringify(other)}`,
      )
    }
    assert.ok('wrong' in openCheckpoint(note.slice(0, i) + note.slice(i + 1), verifier), `without character ${i}`)
  }
  assert.ok('wrong' in openCheckpoint(`${note}\n`, verifier))
})

test('another key of the same name is refused', () => {
  const [mine, other] = [signer('example/ledger'), signer('example/ledger')]
  assert.ok('wrong' in openCheckpoint(signCheckpoint(1, rootOf([]), mine.verifier, mine.key), other.verifier))
})

test('a verifier key has one spelling', () => {
  const { text } = signer('example/ledger')
  assert.equal(parseKey(text)?.name, 'example/ledger')
  for (const bad of ['', text.slice(1), `${text}=`, text.replace('+', '+0'), 'example/ledger+00000000+AAAA'])
    assert.equal(parseKey(bad), null)
})
