import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { fold, Innocents, KnownWords } from './innocent.ts'

it('a text is innocent after three close looks, an encoding of something never', () => {
  const innocents = new Innocents()
  for (let i = 0; i < 3; i++) {
    assert.equal(innocents.folded('Report opened'), null)
    innocents.unchanged('Report opened')
    innocents.unchanged('%61%64%61')
    innocents.unchanged('a'.repeat(33))
  }
  assert.equal(innocents.folded('Report opened'), 'reportopened')
  assert.equal(innocents.folded('%61%64%61'), null)
  assert.equal(innocents.folded('a'.repeat(33)), null)
})

it('never says that a text holds none of the words when it does', () => {
  const word = fc.stringMatching(/^[a-z0-9]{3,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), fc.nat(), fc.string(), fc.string(), (values, pick, before, after) => {
      const known = new KnownWords()
      for (const value of values) known.add(value)
      assert.ok(known.mayHold(fold(before + (values[pick % values.length] as string) + after)))
    }),
  )
  const known = new KnownWords()
  known.add('Ada Lovelace')
  known.add('u_1042')
  assert.ok(known.mayHold(fold('Report of lovelace')))
  assert.ok(known.mayHold(fold('U-1042')))
  assert.ok(!known.mayHold(fold('Report opened')))
})
