import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { SpoolCursor, SpoolReader, SpoolWriter } from './spool.ts'

describe('the spool', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cordon-spool-'))
  })
  afterEach(() => rm(dir, { recursive: true, force: true }))

  const texts = async (count = 1000): Promise<string[]> =>
    (await (await SpoolReader.open(dir)).read(count)).map((frame) => frame.payload.toString())
  const logs = async (): Promise<string[]> => (await readdir(dir)).filter((name) => name.endsWith('.log')).sort()

  it('gives frames back in order, and those after the cursor only', async () => {
    const spool = await SpoolWriter.open(dir)
    await Promise.all(['a', 'b', 'c'].map((text) => spool.append(Buffer.from(text))))
    const frames = await (await SpoolReader.open(dir)).read(10)
    assert.deepEqual(
      frames.map((frame) => [frame.seq, frame.payload.toString()]),
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    )
    const cursor = new SpoolCursor(dir)
    await cursor.advance(2, (frames[1] as (typeof frames)[0]).next)
    await cursor.close()
    await spool.close()
    const again = await SpoolReader.open(dir)
    assert.deepEqual(
      (await again.read(10)).map((frame) => [frame.seq, frame.payload.toString()]),
      [[3, 'c']],
    )
  })

  it('cuts off a torn last frame, and goes on numbering where it stood', async () => {
    const first = await SpoolWriter.open(dir)
    await first.append(Buffer.from('whole'))
    await first.close()
    const [name = ''] = await logs()
    await appendFile(join(dir, name), Buffer.from([200, 0, 0, 0, 1, 2, 3, 4, 5]))
    const second = await SpoolWriter.open(dir)
    assert.equal(second.seq, 1)
    await second.append(Buffer.from('next'))
    await second.close()
    assert.deepEqual(await texts(), ['whole', 'next'])
  })

  it('gives nothing of a frame whose bytes were altered', async () => {
    const spool = await SpoolWriter.open(dir)
    await spool.append(Buffer.from('altered'))
    await spool.close()
    const path = join(dir, (await logs())[0] ?? '')
    const bytes = await readFile(path)
    bytes[10] = (bytes[10] as number) ^ 1
    await writeFile(path, bytes)
    assert.deepEqual(await texts(), [])
  })

  it('begins a new file when one is full, reads over the seam, and deletes what is delivered', async () => {
    const spool = await SpoolWriter.open(dir)
    const large = Buffer.alloc(9 * 1024 * 1024, 1)
    for (let i = 0; i < 9; i++) await spool.append(large)
    assert.equal((await logs()).length, 2)
    const reader = await SpoolReader.open(dir)
    const frames = []
    for (let part = await reader.read(2); part.length > 0; part = await reader.read(2)) frames.push(...part)
    assert.deepEqual(
      frames.map((frame) => frame.seq),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    )
    const cursor = new SpoolCursor(dir)
    await cursor.advance(9, (frames[8] as (typeof frames)[0]).next)
    assert.equal((await logs()).length, 1)
    await cursor.close()
    await spool.close()
  })

  it('leaves a file that is old, also where nothing more comes, so that it can be deleted', async () => {
    const rotated = Promise.withResolvers<void>()
    const spool = await SpoolWriter.open(dir, { age: 20, onRotate: rotated.resolve })
    await spool.append(Buffer.from('a'))
    const [first = ''] = await logs()
    const reader = await SpoolReader.open(dir)
    assert.equal((await reader.read(10)).length, 1)
    await rotated.promise
    assert.deepEqual(await reader.read(10), [])
    const cursor = new SpoolCursor(dir)
    await cursor.advance(reader.at.seq, reader.at.next)
    assert.equal((await logs()).length, 1)
    assert.ok(!(await logs()).includes(first))
    await spool.append(Buffer.from('b'))
    assert.deepEqual(
      (await reader.read(10)).map((frame) => [frame.seq, frame.payload.toString()]),
      [[2, 'b']],
    )
    await cursor.close()
    await spool.close()
    const again = await SpoolWriter.open(dir)
    assert.equal(again.seq, 2)
    await again.close()
  })

  it('takes what came into a file between its last look and the next file', async () => {
    const spool = await SpoolWriter.open(dir)
    await spool.append(Buffer.from('a'))
    await spool.close()
    const [name = ''] = await logs()
    const one = await readFile(join(dir, name))
    await writeFile(join(dir, `0000000002-${'2'.padStart(20, '0')}.log`), one)
    const reader = await SpoolReader.open(dir)
    assert.equal((await reader.read(1)).length, 1)
    // The look at the size is done once `read` has returned its promise; the look into the folder is not.
    const rest = reader.read(10)
    appendFileSync(join(dir, name), one)
    const found = await rest
    found.push(...(await reader.read(10)))
    assert.deepEqual(
      found.map((frame) => frame.seq),
      [2, 3],
    )
  })

  it('refuses appends once closed', async () => {
    const spool = await SpoolWriter.open(dir)
    await spool.close()
    await assert.rejects(spool.append(Buffer.from('x')), { code: 'spool.refused' })
  })
})
