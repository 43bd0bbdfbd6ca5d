// CSV as RFC 4180 has it, whatever the pieces in which it comes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CsvRow, readCsv } from './csv.ts'

async function read(...chunks: string[]): Promise<CsvRow[]> {
  const rows: CsvRow[] = []
  for await (const row of readCsv(chunks)) rows.push(row)
  return rows
}

test('quotes hold commas, quotes and line ends; lines are counted', async () => {
  assert.deepEqual(await read('a,b\r\n"x, ""y""\nz",2\n\n3,\n'), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['x, "y"\nz', '2'] },
    { line: 5, cells: ['3', ''] },
  ])
})

test('a row that cannot be read says why, and the next one is read', async () => {
  const [first, second] = await read('a"b,1\nc,2\n')
  assert.match(first!.problem!, /quote/)
  assert.deepEqual(second, { line: 2, cells: ['c', '2'] })
  assert.match((await read('a,"open\nb,2\n'))[0]!.problem!, /ends inside quotes/)
})

test('a quote that is never closed does not fill the memory', async () => {
  const rows = await read('a\n"', ...Array.from({ length: 40 }, () => 'x'.repeat(100_000)), '\nb\n')
  assert.match(rows[1]!.problem!, /longer than/)
  assert.ok(rows[1]!.cells.join().length <= 1024 * 1024 + 1)
})

test('any cells come back, in pieces of any size', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'ü', ' ') })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      async (rows, size) => {
        const text = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, i * size + size))
        assert.deepEqual(
          (await read(...pieces)).map(({ cells }) => cells),
          rows,
        )
      },
    ),
  )
})
