import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openKeys } from './keys.ts'
import { LETTERS_KEPT, openLetters } from './letters.ts'

const dir = mkdtempSync(join(tmpdir(), 'cordon-letters-'))
after(() => rmSync(dir, { recursive: true }))
openKeys(dir, { create: true })
const DAY = 86_400_000
const letter = (at: number, ...recipients: string[]) => ({ at, recipients, print: { words: [at] } })

test('letters stay over restarts and between processes, sealed', async () => {
  const [one, other] = [openLetters(dir), openLetters(dir)]
  await one.keep(letter(1, 'ada@x.example'))
  assert.deepEqual(other.all(), [letter(1, 'ada@x.example')])
  await other.keep(letter(2, 'bo@x.example', 'ada@x.example'))
  assert.deepEqual(one.all(), [letter(1, 'ada@x.example'), letter(2, 'bo@x.example', 'ada@x.example')])
  one.close()
  other.close()
  const again = openLetters(dir)
  assert.equal(again.all().length, 2)
  again.close()
  for (const name of readdirSync(dir).filter((one) => one.startsWith('control')))
    assert.equal(readFileSync(join(dir, name)).includes('x.example'), false)
})

test('who is erased is in no letter any more', () => {
  const store = openLetters(dir)
  store.forget('Ada@x.example')
  assert.deepEqual(store.all(), [letter(1), letter(2, 'bo@x.example')])
  store.close()
})

test('what is older than the days kept goes with the next letter', async () => {
  const store = openLetters(dir)
  store.all()
  const at = LETTERS_KEPT.days * DAY + 2
  await store.keep(letter(at))
  const left = [letter(2, 'bo@x.example'), letter(at)]
  assert.deepEqual(store.all(), left)
  store.close()
  const again = openLetters(dir)
  assert.deepEqual(again.all(), left)
  again.close()
})
