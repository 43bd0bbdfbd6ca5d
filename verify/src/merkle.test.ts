// The hash tree against the published vectors of RFC 6962's reference implementation, and its proofs for every size up to 40.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consistencyProof, inclusionProof, leafHash, rootOf, verifyConsistency, verifyInclusion } from './merkle.ts'

const VECTORS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) =>
  Buffer.from(hex, 'hex'),
)
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('roots of the published vectors', () => {
  assert.equal(rootOf([]).toString('hex'), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  for (let n = 1; n <= 8; n++) assert.equal(rootOf(VECTORS.slice(0, n).map(leafHash)).toString('hex'), ROOTS[n - 1])
})

test('every leaf of every tree has an inclusion proof that fits only that leaf and place', () => {
  for (let size = 1; size <= 40; size++) {
    const leaves = Array.from({ length: size }, (_, i) => leafHash(Buffer.from([i])))
    const root = rootOf(leaves)
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(leaves, index)
      assert.ok(verifyInclusion(leaves[index]!, index, size, proof, root))
      assert.ok(!verifyInclusion(leafHash(Buffer.from('other')), index, size, proof, root))
      if (size > 1) assert.ok(!verifyInclusion(leaves[index]!, (index + 1) % size, size, proof, root))
      assert.ok(!verifyInclusion(leaves[index]!, index, size, [...proof, root], root))
    }
  }
})

test('every older tree is provably a prefix of every newer one, and a changed one is not', () => {
  const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Buffer.from([i])))
  const changed = [leafHash(Buffer.from('changed')), ...leaves.slice(1)]
  for (let now = 1; now <= 40; now++) {
    for (let before = 1; before <= now; before++) {
      const proof = consistencyProof(leaves.slice(0, now), before)
      const newRoot = rootOf(leaves.slice(0, now))
      assert.ok(verifyConsistency(before, now, proof, rootOf(leaves.slice(0, before)), newRoot), `${before} in ${now}`)
      assert.ok(!verifyConsistency(before, now, proof, rootOf(changed.slice(0, before)), newRoot))
    }
  }
})
