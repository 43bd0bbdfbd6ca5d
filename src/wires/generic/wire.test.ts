// The generic wire over the wire contract, made from a card.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { genericCard, written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { genericWire } from './wire.ts'

const wire = genericWire(genericCard)

wireContract({ wire, requests: written('generic'), ownPlaces: true })

it('generic: goes to the first host of the card that is a host', () => {
  assert.equal(wire.upstream, 'https://api.any.example')
  assert.deepEqual(wire.endpoints[0]?.kinds['body.*.member_no'], { is: 'id', type: 'user', field: 'user.unique_id' })
})
