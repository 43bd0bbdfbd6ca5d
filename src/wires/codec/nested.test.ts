// Messages packed into texts: seen in the tree, written as they were where nothing changed, packed again where something did.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { CordonError } from '../../core/errors.ts'
import type { Json } from '../../core/words.ts'
import { type Nested, pack, unpack } from './nested.ts'

const gz = (value: Json): string => gzipSync(JSON.stringify(value)).toString('latin1')
const places: readonly Nested[] = [
  { at: 'body[].data', packed: 'gzip-latin1' },
  { at: 'body[].data.inner', packed: 'json' },
]

describe('packed texts', () => {
  it('stand in the tree unpacked, also inside one another, and go back letter by letter', () => {
    const before = { body: [{ data: gz({ a: 1, inner: '{ "email": "a@x.example" }' }) }, { data: 'no gzip' }, { data: { a: 1 } }] }
    const tree = structuredClone(before) as { [part: string]: Json }
    const memory = unpack(tree, places)
    assert.deepEqual(tree, { body: [{ data: { a: 1, inner: { email: 'a@x.example' } } }, { data: 'no gzip' }, { data: { a: 1 } }] })
    assert.deepEqual(pack(tree, places, memory), before)
    assert.deepEqual(pack(tree, places, memory), before)
  })

  it('are packed again where something inside changed', () => {
    const tree: { [part: string]: Json } = { body: [{ data: gz({ a: 1, inner: '{"email":"a@x.example"}' }) }] }
    const memory = unpack(tree, places)
    const first = (tree.body as { data: { inner: { [key: string]: Json } } }[])[0] as { data: { inner: { [key: string]: Json } } }
    delete first.data.inner.email
    const out = (pack(tree, places, memory).body as { data: string }[])[0] as { data: string }
    assert.equal(gunzipSync(Buffer.from(out.data, 'latin1')).toString(), '{"a":1,"inner":"{}"}')
    assert.deepEqual(first, { data: { a: 1, inner: {} } }, 'the tree itself stays')
  })

  it('a bomb among them is refused', () => {
    const tree = { body: [{ data: gzipSync(Buffer.alloc(80 * 1024 * 1024)).toString('latin1') }] }
    assert.throws(
      () => unpack(tree, places),
      (error) => error instanceof CordonError && error.code === 'wire.too-large',
    )
  })

  it('a tree to be seen as one text is one, and a tree again on the way out', () => {
    const trees: readonly Nested[] = [{ at: 'body.tools[].parameters', packed: 'tree' }]
    const before = { body: { tools: [{ parameters: { email: { type: 'string' }, n: [1] } }, { parameters: 'a word' }, {}] } }
    const tree = structuredClone(before) as { [part: string]: Json }
    const memory = unpack(tree, trees)
    const { tools } = tree.body as { tools: { [key: string]: Json }[] }
    assert.equal(tools[0]?.parameters, '{"email":{"type":"string"},"n":[1]}')
    assert.deepEqual(pack(tree, trees, memory), before)
    Object.assign(tools[0] as object, { parameters: '{"a":1}' })
    Object.assign(tools[1] as object, { parameters: '{broken' })
    assert.deepEqual(pack(tree, trees, memory), { body: { tools: [{ parameters: { a: 1 } }, { parameters: '{broken' }, {}] } })
  })
})
