import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { it } from 'node:test'
import { segment } from '../../wires/segment/wire.ts'
import { Pseudonyms } from '../pseudonym.ts'
import { hitsIn, namesOf } from './names.ts'

const root = Buffer.alloc(32, 7)
const canary = {
  number: 1,
  vendor: 'segment',
  id: 'team:cus-11111',
  name: 'Anna Weber',
  email: 'anna.weber@engines.example',
  device: '11111111-1111-4111-8111-111111111111',
  planted: 0,
  due: 0,
  sent: 0,
  last: null,
  told: true,
}
const names = namesOf([canary], root, (vendor) => (vendor === 'segment' ? segment : null))
const whats = (line: string): string[] => hitsIn(line, names).map(({ what }) => what)

it('a canary is known by address, id, device, pseudonym and hash, in rows, sentences and JSON', () => {
  assert.deepEqual(whats('7,"Anna.Weber@Engines.example",pro'), ['email'])
  assert.deepEqual(whats('write to anna.weber@engines.example.'), ['email'])
  assert.deepEqual(whats('{"id":"team:cus-11111"}'), ['id'])
  assert.deepEqual(whats(`$device:${canary.device}`), ['device'])
  assert.deepEqual(whats(`a;${canary.device};b`), ['device'])
  assert.deepEqual(whats(new Pseudonyms(root, segment).of('user', canary.id)), ['pseudonym'])
  assert.deepEqual(whats(createHash('sha256').update(canary.email).digest('hex')), ['hash'])
})

it('nobody else is', () => {
  assert.deepEqual(whats('anna.webers@engines.example, weber@engines.example, team:cus-111111, Anna Weber'), [])
})
