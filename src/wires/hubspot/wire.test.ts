// hubspot over the wire contract.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { hubspot } from './wire.ts'

wireContract({ wire: hubspot, requests: written('hubspot') })

it('hubspot: what is made, changed, deleted and sent is answered with the vendor’s own status: its client throws on another', () => {
  const status = (method: string, path: string): number | undefined =>
    hubspot.endpoints
      .find((one) => one.matches(method, path))
      ?.quiet({ method, path, query: '', headers: [], body: new Uint8Array() }, null).status
  assert.deepEqual(
    [
      status('POST', '/crm/v3/objects/contacts'),
      status('POST', '/crm/v3/objects/contacts/batch/create'),
      status('POST', '/crm/v3/objects/contacts/search'),
      status('POST', '/crm/v3/objects/contacts/batch/upsert'),
      status('PATCH', '/crm/v3/objects/contacts/7'),
      status('DELETE', '/crm/v3/objects/contacts/7'),
      status('POST', '/events/v3/send'),
    ],
    [201, 201, 200, 200, 200, 204, 204],
  )
})
