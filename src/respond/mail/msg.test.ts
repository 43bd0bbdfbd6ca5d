import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CordonError } from '../../core/errors.ts'
import { readMsg } from './msg.ts'
import { parseLetter } from './parse.ts'

type Tree = { [name: string]: Tree | Buffer }
const END = 0xfffffffe
const FREE = 0xffffffff

/** A compound file as Outlook writes it: 512-byte sectors, streams under 4,096 bytes in the mini stream. Folder entries hang in one chain of right siblings. */
function compound(root: Tree): Buffer {
  const entries: { name: string; kind: number; child: number; right: number; data: Buffer; start: number }[] = [
    { name: 'Root Entry', kind: 5, child: FREE, right: FREE, data: Buffer.alloc(0), start: END },
  ]
  const add = (tree: Tree, parent: number) => {
    let before = -1
    for (const [name, value] of Object.entries(tree)) {
      const id =
        entries.push({
          name,
          kind: Buffer.isBuffer(value) ? 2 : 1,
          child: FREE,
          right: FREE,
          data: Buffer.isBuffer(value) ? value : Buffer.alloc(0),
          start: END,
        }) - 1
      if (before < 0) entries[parent]!.child = id
      else entries[before]!.right = id
      before = id
      if (!Buffer.isBuffer(value)) add(value, id)
    }
  }
  add(root, 0)
  const mini: Buffer[] = []
  const miniFat: number[] = []
  const sectors: Buffer[] = []
  const fat: number[] = []
  const put = (data: Buffer): number => {
    const first = sectors.length
    const count = Math.max(1, Math.ceil(data.length / 512))
    for (let i = 0; i < count; i++) {
      sectors.push(Buffer.concat([data.subarray(i * 512, i * 512 + 512), Buffer.alloc(512)]).subarray(0, 512))
      fat.push(i + 1 < count ? first + i + 1 : END)
    }
    return first
  }
  for (const entry of entries) {
    if (entry.kind !== 2 || entry.data.length === 0) continue
    if (entry.data.length >= 4096) entry.start = put(entry.data)
    else {
      entry.start = miniFat.length
      const count = Math.ceil(entry.data.length / 64)
      for (let i = 0; i < count; i++) {
        mini.push(Buffer.concat([entry.data.subarray(i * 64, i * 64 + 64), Buffer.alloc(64)]).subarray(0, 64))
        miniFat.push(i + 1 < count ? miniFat.length + 1 : END)
      }
    }
  }
  const numbers = (list: number[]) =>
    Buffer.concat(
      list.map((n) => {
        const b = Buffer.alloc(4)
        b.writeUInt32LE(n >>> 0)
        return b
      }),
    )
  entries[0]!.data = Buffer.concat(mini)
  entries[0]!.start = put(entries[0]!.data)
  const miniFatAt = put(numbers([...miniFat, ...Array.from({ length: 128 }, () => FREE)]))
  const directory = Buffer.concat(
    entries.map((e) => {
      const r = Buffer.alloc(128)
      r.write(e.name, 0, 'utf16le')
      r.writeUInt16LE((e.name.length + 1) * 2, 64)
      r[66] = e.kind
      for (const [at, value] of [
        [68, FREE],
        [72, e.right],
        [76, e.child],
        [116, e.start],
        [120, e.data.length],
      ] as const)
        r.writeUInt32LE(value >>> 0, at)
      return r
    }),
  )
  const directoryAt = put(directory)
  const fatAt = sectors.length
  sectors.push(Buffer.alloc(512))
  fat.push(0xfffffffd)
  numbers([...fat, ...Array.from({ length: 128 }, () => FREE)]).copy(sectors[fatAt]!, 0, 0, 512)
  assert.ok(fat.length <= 128)
  const head = Buffer.alloc(512)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head)
  head.writeUInt16LE(9, 30)
  head.writeUInt16LE(6, 32)
  for (const [at, value] of [
    [44, 1],
    [48, directoryAt],
    [56, 4096],
    [60, miniFatAt],
    [64, 1],
    [68, END],
  ] as const)
    head.writeUInt32LE(value, at)
  for (let i = 0; i < 109; i++) head.writeUInt32LE(i === 0 ? fatAt : FREE, 76 + 4 * i)
  return Buffer.concat([head, ...sectors])
}

const wide = (text: string) => Buffer.from(text, 'utf16le')
const MESSAGE: Tree = {
  '__substg1.0_0037001F': wide('Größe der Quota'),
  '__substg1.0_0C1A001F': wide('Help Desk'),
  '__substg1.0_5D01001F': wide('desk@q.test'),
  '__substg1.0_1000001F': wide('Confirm your mailbox: https://q.test/x'),
  '__substg1.0_10130102': Buffer.from(`<p>${'Confirm your mailbox. '.repeat(300)}<a href="https://q.test/y">here</a></p>`),
  '__recip_version1.0_#00000000': { '__substg1.0_39FE001F': wide('ada@company.example') },
  '__attach_version1.0_#00000000': {
    '__substg1.0_3707001F': wide('page.html'),
    '__substg1.0_370E001F': wide('text/html'),
    '__substg1.0_37010102': Buffer.from('<form><input type=password></form>'),
  },
  '__attach_version1.0_#00000001': {
    '__substg1.0_3701000D': { '__substg1.0_0037001F': wide('Inner'), '__substg1.0_1000001F': wide('the letter inside') },
  },
}

test('an Outlook file becomes the letter it holds: sender, recipients, both bodies, attachments, letters inside', async () => {
  const letter = await parseLetter(readMsg(compound(MESSAGE), 'a.msg'))
  assert.deepEqual(letter.from, { name: 'Help Desk', address: 'desk@q.test' })
  assert.deepEqual(
    letter.to.map((t) => t.address),
    ['ada@company.example'],
  )
  assert.equal(letter.subject, 'Größe der Quota')
  assert.deepEqual(letter.links.map((l) => l.href).sort(), ['https://q.test/x', 'https://q.test/y'])
  assert.deepEqual(
    letter.attached.map((a) => [a.name, a.form]),
    [['page.html', true]],
  )
  assert.deepEqual(
    letter.inner.map((i) => [i.subject, i.text]),
    [['Inner', 'the letter inside']],
  )
})

test('the headers it came with are kept, those of its old body are not', async () => {
  const letter = await parseLetter(
    readMsg(
      compound({
        ...MESSAGE,
        '__substg1.0_007D001F': wide(
          'From: Real <real@q.test>\r\nSubject: Wire\r\nContent-Type: multipart/x;\r\n boundary=z\r\nX-A: 1\r\n\r\n',
        ),
      }),
      'a.msg',
    ),
  )
  assert.equal(letter.from.address, 'real@q.test')
  assert.ok(letter.headers.some((h) => h.key === 'x-a'))
  assert.match(letter.text, /Confirm your mailbox/)
})

test('damaged files are an error with their place or are read as far as they go; none runs for ever', () => {
  const good = compound(MESSAGE)
  assert.throws(
    () => readMsg(good.subarray(0, 300), 'a.msg'),
    (e: unknown) => e instanceof CordonError && e.code === 'input.invalid' && e.place?.path === 'a.msg',
  )
  let seed = 7
  for (let round = 0; round < 300; round++) {
    const bad = Buffer.from(good)
    for (let i = 0; i < 20; i++) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
      bad[seed % bad.length] = seed & 255
    }
    bad.writeUInt32BE(0xd0cf11e0, 0)
    try {
      readMsg(bad, 'a.msg')
    } catch (error) {
      assert.ok(error instanceof CordonError, String(error))
    }
  }
})
