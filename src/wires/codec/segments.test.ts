// Data in paths and base64 headers.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { base64Segment, readPath, writePath } from './segments.ts'

const pattern = /^\/eval\/(?<key>[^/]+)\/(?<context>[^/]+)$/
const packed = Buffer.from('{"key":"u_1042","n":9007199254740993}').toString('base64url')
const path = `/eval/a%20b/${packed}`

describe('paths', () => {
  it('named groups are read, decoded and written back letter by letter', () => {
    const groups = readPath(path, pattern, ['context'])
    assert.equal(groups.key, 'a b')
    assert.equal((groups.context as { key: string }).key, 'u_1042')
    assert.equal(writePath(path, pattern, ['context'], groups), path)
  })

  it('changed and removed groups', () => {
    const groups = readPath(path, pattern, ['context'])
    ;(groups.context as { key: string }).key = 'x'
    const [, , , context] = writePath(path, pattern, ['context'], { context: groups.context as never }).split('/')
    assert.equal(Buffer.from(context as string, 'base64url').toString(), '{"key":"x","n":9007199254740993}')
    assert.equal(writePath(path, pattern, ['context'], {}), '/eval/-/-')
  })

  it('base64 that holds no text stays as it is', () => {
    for (const text of ['u_1042', 'not base64!', Buffer.from([1, 255, 254, 253]).toString('base64')]) {
      assert.equal(base64Segment.read(text), text)
      assert.equal(base64Segment.write(text, text), text)
    }
    const id = Buffer.from('efa64e3e-b8d4-46c9-b42a-973824677fd2').toString('base64')
    assert.equal(base64Segment.read(id), 'efa64e3e-b8d4-46c9-b42a-973824677fd2')
    assert.equal(base64Segment.write('x-y', id), Buffer.from('x-y').toString('base64url'))
  })
})
