import assert from 'node:assert/strict'
import { it } from 'node:test'
import { alike, idOfShape, shapeOfIds, UUID_SHAPE } from './id-shape.ts'
import { invent } from './invent.ts'

const half = (): number => 0.5

it('what all ids have in common stays, the rest is drawn from the same characters', () => {
  const ids = Array.from({ length: 20 }, (_, i) => `cus_${4000 + i * 37}x`)
  const shape = shapeOfIds(ids)
  assert.match(idOfShape(shape ?? [], half), /^cus_4\d{3}x$/)
  assert.match(idOfShape(shapeOfIds(['user-17', 'user-42']) ?? [], half), /^user-\d\d$/)
})

it('UUIDs stay UUIDs of the same version; plain numbers keep their length; most ids decide', () => {
  const uuids = Array.from(
    { length: 40 },
    (_, i) =>
      `0190a${(i * 7919).toString(16).padStart(3, '0').slice(-3)}-${(4096 + i).toString(16)}-7abc-8def-${'0'.repeat(8)}${(4096 + i * 31).toString(16)}`,
  )
  assert.match(idOfShape(shapeOfIds(uuids) ?? [], half), /^0190a[0-9a-f]{3}-1[0-9a-f]{3}-7abc-8def-0{8}[0-9a-f]{4}$/)
  assert.match(idOfShape(shapeOfIds(['1234567', '7654321', '2223334']) ?? [], half), /^[1-9]\d{6}$/)
  assert.match(idOfShape(UUID_SHAPE, half), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(shapeOfIds([]), null)
  assert.equal(shapeOfIds(['ada@people.example']), null)
})

it('alike: another text of the same kind', () => {
  assert.match(alike('AB-12-cd', half), /^[A-Z]{2}-\d\d-[a-z]{2}$/)
  assert.match(alike('0190aaaa-1111-7abc-8def-000000001111', half), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('an invented person has an ordinary name, an address made of it and an id of the company’s shape', () => {
  let seed = 0
  const person = invent({ domain: 'Engines.example', shape: shapeOfIds(['user-17', 'user-42']), random: () => (seed = (seed + 0.37) % 1) })
  assert.match(person.name, /^[A-Z][a-z]+ [A-Z][a-z]+$/)
  assert.match(person.email, /^[a-z0-9._]+@engines\.example$/)
  assert.match(person.id, /^user-\d\d$/)
})
